"""`.dna` files and event lists as corpora, and corpora as such files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, TypeAlias

import attrs

from eurasec._fields import fields_of, given_fields
from eurasec.corpus import Corpus
from eurasec.errors import InvalidValueError, Problem, near_matches, or_list, shown
from eurasec.interop.dna.database import file_of, read_rows
from eurasec.interop.dna.events import event_list, project_of_events, read_events
from eurasec.interop.dna.frame import PROJECT
from eurasec.interop.dna.keeping import UNNAMED
from eurasec.interop.dna.project import CodedStatement
from eurasec.interop.dna.reading import document_ids, imported
from eurasec.interop.dna.roles import DNA_STATEMENT, Roles, check_options, plan_of, usual_types
from eurasec.interop.dna.rows import project_of, rows_of
from eurasec.interop.dna.statements import NOT_STATED
from eurasec.interop.dna.writing import Written, written_project
from eurasec.interop.exchange import Exported, Imported, Loss
from eurasec.serialization._files import PathLike, Readable, name_of, read_bytes, write_bytes

__all__ = ["Texts", "from_dna", "from_dna_events", "to_dna", "to_dna_events"]

Texts: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
"""The texts of documents by their ids: a mapping, or pairs such as those of `Imported.texts`."""

PASSWORD: Final = "sample"  # noqa: S105 - it protects nothing
"""The password of DNA's own sample file."""


# ── Databases ───────────────────────────────────────────────────────────────


def from_dna(
    path: PathLike,
    *,
    person: str = "person",
    organization: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    scale: tuple[int, int] = (-2, 2),
) -> Imported:
    """Read a database of the Discourse Network Analyzer 3.

    The file may come from anywhere: it is opened read-only, nothing in it is
    run, and reading takes no longer than its size allows.

    Statements with a concept become positions; who speaks is their holder, and
    the organization is on whose behalf they speak, or the holder where no
    person is named. Everything else is kept as attributes; see the
    documentation of the format.

    Args:
        path: The `.dna` file.
        person: The variable that says who speaks.
        organization: The variable that says for whom.
        concept: The variable that says on what.
        qualifier: The variable that says with which stance. Of a boolean one,
            1 is support and 0 oppose; an integer one lies on `scale`; a text
            is the word itself.
        scale: The least and the greatest number of an integer qualifier: they
            are oppose and support, the middle is neutral.

    Returns:
        The corpus, the texts of its documents, and by row what could not be
        read or is doubtful (`STATEMENTS[12].Start`).

    Raises:
        DecodeError: If it is no database of DNA 3, or a damaged one.
        InvalidValueError: If an option is not as it should be.
        UnknownIdError: If a variable that was named is not there; with near matches.
        OSError: If the file cannot be read.
    """
    roles = Roles(person=person, organization=organization, concept=concept, qualifier=qualifier, scale=scale)
    check_options(roles, "from_dna")
    rows, problems = read_rows(path)
    return imported(project_of(rows, problems), roles, problems)


def to_dna(corpus: Corpus, path: PathLike, *, texts: Texts = (), password: str = PASSWORD) -> Exported[Path]:
    """Write a database that the Discourse Network Analyzer 3 opens.

    What DNA has no place for is listed as loss, or carried in variables and
    attributes whose names begin with `eurasec.`, from which `from_dna` reads
    it back; see the documentation of the format. Equal corpora and texts give
    equal files with the same release of SQLite. A file that is there is
    replaced as a whole.

    Args:
        corpus: The corpus.
        path: The `.dna` file to write.
        texts: The texts of its documents. Where one is missing, full stops
            hold its place, so that statements stand where they stood.
        password: With what coders log in to DNA. It protects nothing: DNA
            files can be read without.

    Returns:
        The path, and what the file does not say.

    Raises:
        EvidenceError: If the evidence of the corpus does not hold in a text.
        UnknownIdError: If there is a text of no document; with near matches.
        InvalidValueError: If a text or the password is none, or cannot be written.
        CorpusError: If what the corpus keeps of a DNA project cannot be read.
        OSError: If the file cannot be written.

    >>> import tempfile
    >>> from eurasec import Person, Position, Topic
    >>> corpus = Corpus([
    ...     Person(id="zas", name="Stanislav Zas"),
    ...     Topic(id="growth", label="Growth"),
    ...     Position(id="p-1", holders=("zas",), topic="growth", stance="neutral"),
    ... ])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     exported = to_dna(corpus, Path(folder, "growth.dna"))
    ...     again = from_dna(exported.result)
    >>> again.corpus == corpus
    True
    >>> for loss in exported.losses:
    ...     print(loss)
    p-1.evidence: it has no evidence in a text; it stands in a document that is made up for such statements
    p-1.stance: DNA's agreement is for or against; it is written as a 'Position without agreement'
    """
    written = written_project(corpus, dict(texts))
    write_bytes(path, [file_of(rows_of(written.project, password=password))])
    return Exported(result=Path(path), losses=written.losses)


# ── Event lists ─────────────────────────────────────────────────────────────


def from_dna_events(
    source: PathLike | Readable,
    *,
    texts: Texts = (),
    person: str = "person",
    organization: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    scale: tuple[int, int] = (-2, 2),
) -> Imported:
    r"""Read an event list, as the Discourse Network Analyzer 3 exports it or `to_dna_events` writes it.

    Places are counted in UTF-16 units. Without the text of a document they are
    taken as they are, unless a statement shows that it has characters of two
    units; then its spans are left out and told.

    Args:
        source: The CSV file, in UTF-8, with `;` between cells; a path, or a
            file that is open for reading bytes.
        texts: The texts of documents, by the ids that they get in the corpus.
        person: The variable that says who speaks.
        organization: The variable that says for whom.
        concept: The variable that says on what.
        qualifier: The variable that says with which stance; see `from_dna`.
        scale: The least and the greatest number of an integer qualifier.

    Returns:
        The corpus, the texts that were given, and by row what could not be
        read or is doubtful (`row 17.time`).

    Raises:
        DecodeError: If it is no event list.
        InvalidValueError: If an option is not as it should be.
        UnknownIdError: If a variable that was named is not there; with near matches.
        OSError: If the file cannot be read.

    >>> import io
    >>> head = "statement_id;time;person;organization;concept;agreement;start_position;stop_position;text"
    >>> head += ";coder;document_id;document_title"
    >>> row = '7;2022-02-09 10:30:00;"Zas";"CSTO";"Growth";1;0;7;"We grow";2;1;"A speech"'
    >>> events = from_dna_events(io.BytesIO(f"{head}\n{row}\n".encode()))
    >>> events.corpus.positions[0].evidence[0].exact
    'We grow'
    """
    roles = Roles(person=person, organization=organization, concept=concept, qualifier=qualifier, scale=scale)
    check_options(roles, "from_dna_events")
    problems: list[Problem] = []
    events = read_events(read_bytes(source, None), name_of(source), problems)
    bare = project_of_events(events, {}, roles, [])
    known = _numbered_texts(dict(texts), document_ids(bare, roles), problems)
    return imported(project_of_events(events, known, roles, problems), roles, problems)


def _numbered_texts(
    texts: Mapping[str, str], ids: Mapping[int, str], problems: list[Problem]
) -> dict[int, str]:
    """Give the texts by the numbers of their documents; those of other documents are told."""
    for id in texts.keys() - ids.values():
        message = "no statement of the list is in such a document"
        problems.append(Problem(path=f"texts[{id!r}]", message=message, rule="text", value=shown(id)))
    return {number: texts[id] for number, id in ids.items() if id in texts}


def to_dna_events(
    corpus: Corpus, path: PathLike, *, texts: Texts = (), statement_type: str = DNA_STATEMENT
) -> Exported[Path]:
    """Write the statements of one type as an event list, as the Discourse Network Analyzer 3 exports them.

    The statements are those that `to_dna` would write with that type. Unlike
    DNA's, the list has every text as it is; what a spreadsheet program would
    take for a formula has an apostrophe before it, which `from_dna_events`
    takes off again.

    Args:
        corpus: The corpus.
        path: The CSV file to write.
        texts: The texts of its documents.
        statement_type: The statement type: `DNA Statement` (own views that are
            for or against), `Position without agreement`, `Threat assessment`,
            or one that came from DNA.

    Returns:
        The path, and what the list does not say.

    Raises:
        EvidenceError: If the evidence of the corpus does not hold in a text.
        UnknownIdError: If there is a text of no document; with near matches.
        InvalidValueError: If there is no such statement type, or a text is none.
        CorpusError: If what the corpus keeps of a DNA project cannot be read.
        OSError: If the file cannot be written.
    """
    everything = written_project(corpus, dict(texts))
    _judge_type(everything, statement_type)
    named = _named(corpus, everything, statement_type)
    written = _renumbered(written_project(corpus, dict(texts), named), everything)
    if statement_type not in written.project.type_of:
        types = (*written.project.types, usual_types(written.roles)[statement_type])
        written = attrs.evolve(written, project=attrs.evolve(written.project, types=types))
    data = event_list(written, statement_type, _quoted_words(corpus, written))
    write_bytes(path, [data])
    events = read_events(data, statement_type, [])
    back = imported(project_of_events(events, {}, written.roles, []), written.roles, [])
    losses = {*written.losses, *_differences(corpus, back.corpus, everything, written)}
    return Exported(result=Path(path), losses=tuple(sorted(losses)))


def _renumbered(written: Written, everything: Written) -> Written:
    """Give a part of a project with the numbers that statements and documents have in the whole."""
    numbers: dict[str, list[int]] = {}
    for number, id in sorted(everything.statements.items(), reverse=True):
        numbers.setdefault(id, []).append(number)
    statements = {number: numbers[id].pop() for number, id in sorted(written.statements.items())}
    whole = {id: number for number, id in everything.documents.items()}
    documents = {number: whole[id] for number, id in written.documents.items()}
    made_up = len(everything.documents) + 1
    project = written.project
    return attrs.evolve(
        written,
        project=attrs.evolve(
            project,
            documents={documents.get(number, made_up): each for number, each in project.documents.items()},
            statements=tuple(
                attrs.evolve(
                    each, number=statements[each.number], document=documents.get(each.document, made_up)
                )
                for each in project.statements
                if each.number in statements
            ),
        ),
        statements={statements[number]: id for number, id in written.statements.items()},
        documents={documents[number]: id for number, id in written.documents.items()},
    )


def _judge_type(written: Written, label: str) -> None:
    """Refuse a statement type that is not there."""
    types = {**usual_types(written.roles), **written.project.type_of}
    if label not in types:
        near = near_matches(label, types)
        hint = f"; did you mean {or_list(near)}?" if near else ""
        message = f"{shown(label)} is no statement type{hint}"
        problem = Problem(path="statement_type", message=message, rule="option", allowed=tuple(types))
        raise InvalidValueError("to_dna_events", [problem])


def _named(corpus: Corpus, written: Written, label: str) -> frozenset[str]:
    """Give the ids of the records that the list of one type names.

    A view that somebody ascribes makes no sense without them, so it is left
    out where they are not named themselves.
    """
    rows = [each for each in written.project.statements if each.type == label]
    naming = {each.number: set(_ids(each, written)) for each in rows if each.number in written.statements}
    named = Counter(id for ids in naming.values() for id in ids)
    ascribers = {each.id: each.attributed_by for each in corpus.statements}
    ascribed: dict[str, list[int]] = {}
    for number in naming:
        ascriber = ascribers[written.statements[number]]
        if ascriber is not None:
            ascribed.setdefault(ascriber, []).append(number)
    unnamed = [id for id in ascribed if not named[id]]
    while unnamed:
        for number in ascribed[unnamed.pop()]:
            for id in naming.pop(number):
                named[id] -= 1
                if not named[id] and id in ascribed:
                    unnamed.append(id)
    return frozenset(+named)


def _ids(statement: CodedStatement, written: Written) -> Iterator[str]:
    """Give the ids of the records that one row names."""
    yield written.statements[statement.number]
    if statement.document in written.documents:
        yield written.documents[statement.document]
    plan = plan_of(written.project.type_of[statement.type], written.roles)
    for role, name in plan.variables.items():
        value = statement.values.get(name, "")
        if value != "":
            yield written.entities[role][str(value)]


def _quoted_words(corpus: Corpus, written: Written) -> dict[int, str]:
    """Give the words of statements as their evidence quotes them, by the numbers of the statements."""
    statements = {each.id: each for each in corpus.statements}
    words: dict[int, str] = {}
    for each in written.project.statements:
        place = (written.documents.get(each.document), each.start, each.end)
        for evidence in statements[written.statements[each.number]].evidence:
            if evidence.exact is not None and (evidence.document, evidence.start, evidence.end) == place:
                words[each.number] = evidence.exact
    return words


def _differences(corpus: Corpus, back: Corpus, everything: Written, written: Written) -> Iterator[Loss]:
    """Give what a list does not say, found by reading it."""
    types = {everything.statements.get(each.number): each.type for each in everything.project.statements}
    told = {(loss.record, loss.field) for loss in written.losses}
    for record in corpus:
        if record.id in {PROJECT, NOT_STATED}:
            continue
        other = back[record.id] if record.id in back else None  # noqa: SIM401 - a corpus has no get
        if other is not None and type(other) is type(record):
            reason = "an event list has no column for it"
            fields = [
                each.name
                for each in fields_of(type(record))
                if getattr(record, each.name) != getattr(other, each.name)
            ]
        else:
            type_ = types.get(record.id)
            reason = UNNAMED
            if type_ is not None:
                reason = f"it is a {type_!r}, which is another list"
            fields = [name for name, _ in given_fields(record)]
        yield from (
            Loss(record=record.id, field=field, reason=reason)
            for field in fields
            if (record.id, field) not in told
        )
