"""`.dna` files and event lists as corpora, and corpora as such files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

from eurasec._collector import collector_paused
from eurasec.corpus import Corpus
from eurasec.errors import Problem, shown
from eurasec.interop._limits import bytes_within
from eurasec.interop.dna.database import file_of, read_rows
from eurasec.interop.dna.events import event_list, project_of_events, read_events
from eurasec.interop.dna.reading import document_ids, imported
from eurasec.interop.dna.roles import DNA_STATEMENT, Roles, check_options
from eurasec.interop.dna.rows import project_of, rows_of
from eurasec.interop.dna.writing import written_project
from eurasec.interop.exchange import Exported, Imported
from eurasec.serialization._files import PathLike, Readable, name_of, write_bytes
from eurasec.serialization.limits import USUAL, Limits

__all__ = ["Texts", "from_dna", "from_dna_events", "to_dna", "to_dna_events"]

Texts: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]
"""The texts of documents by their ids: a mapping, or pairs such as those of `Imported.texts`."""

PASSWORD: Final = "sample"  # noqa: S105 - it protects nothing
"""The password of DNA's own sample file."""


# ── Databases ───────────────────────────────────────────────────────────────


@collector_paused()
def from_dna(
    path: PathLike,
    *,
    person: str = "person",
    organization: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    scale: tuple[int, int] = (-2, 2),
    limits: Limits = USUAL,
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
        limits: How much the file may hold: `bytes`, rows of a table (`records`), characters of a
            cell, the text of a document among them (`text`).

    Returns:
        The corpus, the texts of its documents, and by row what could not be
        read or is doubtful (`STATEMENTS[12].Start`).

    Raises:
        DecodeError: If it is no database of DNA 3, or a damaged one, or breaks a limit.
        InvalidValueError: If an option is not as it should be.
        UnknownIdError: If a variable that was named is not there; with near matches.
        OSError: If the file cannot be read.

    >>> import tempfile
    >>> from eurasec.datasets import csto_2022
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     exported = to_dna(csto_2022(), Path(folder, "csto.dna"))
    ...     imported = from_dna(exported.result)
    >>> imported.corpus
    <Corpus: 64 positions, 25 threats, 31 assessments>
    """
    roles = Roles(person=person, organization=organization, concept=concept, qualifier=qualifier, scale=scale)
    check_options(roles, "from_dna")
    rows, problems = read_rows(path, limits)
    return imported(project_of(rows, problems), roles, problems)


@collector_paused()
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


@collector_paused()
def from_dna_events(
    source: PathLike | Readable,
    *,
    texts: Texts = (),
    person: str = "person",
    organization: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    scale: tuple[int, int] = (-2, 2),
    limits: Limits = USUAL,
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
        limits: How much the file may hold: `bytes`, rows (`records`), characters of a cell (`text`).

    Returns:
        The corpus, the texts that were given, and by row what could not be
        read or is doubtful (`row 17.time`).

    Raises:
        DecodeError: If it is no event list, or breaks a limit.
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
    events = read_events(bytes_within(source, limits), name_of(source), limits, problems)
    bare = project_of_events(events, {}, roles, [])
    known = _numbered_texts(dict(texts), document_ids(bare, roles), problems)
    return imported(project_of_events(events, known, roles, problems), roles, problems)


def _numbered_texts(
    texts: Mapping[str, str], ids: Mapping[int, str], problems: list[Problem]
) -> dict[int, str]:
    """Give the texts by the numbers of their documents; those of other documents are told."""
    known = set(ids.values())
    for id in texts:
        if id not in known:
            message = "no statement of the list is in such a document"
            problems.append(Problem(path=f"texts[{id!r}]", message=message, rule="text", value=shown(id)))
    return {number: texts[id] for number, id in ids.items() if id in texts}


@collector_paused()
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

    >>> import tempfile
    >>> from eurasec.datasets import csto_2022
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     threats = Path(folder, "threats.csv")
    ...     listed = to_dna_events(csto_2022(), threats, statement_type="Threat assessment")
    ...     again = from_dna_events(listed.result)
    >>> again.corpus
    <Corpus: 24 threats, 31 assessments>
    """
    exported = event_list(corpus, dict(texts), statement_type)
    write_bytes(path, [exported.result])
    return Exported(result=Path(path), losses=exported.losses)
