"""Documents of a project as documents of a corpus, and back.

What DNA has a column for stands there; the rest of a record stands as one line
of JSON at the end of the notes, behind `eurasec: `.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

import attrs

from eurasec._integrity import evidence_of
from eurasec.corpus import Corpus
from eurasec.dates import Day, Edtf, EdtfDate, EdtfDateTime
from eurasec.dates.days import day_number, day_of
from eurasec.errors import EvidenceError, InvalidValueError, Problem, shown
from eurasec.interop.dna.carried import Draft, attributes_in, difference, plain
from eurasec.interop.dna.project import FILLER, CodedText
from eurasec.interop.dna.quoting import dumped, loaded, quoted, unquoted
from eurasec.interop.dna.schema import LONGEST
from eurasec.sources import Document, Record, digest
from eurasec.vocab import DocumentKind

__all__ = [
    "NO_CODER",
    "Notes",
    "coded_document",
    "coder_of",
    "coding_of",
    "date_of",
    "document_draft",
    "is_exact",
    "judge_texts",
    "made_up_document",
    "notes_of",
    "text_of",
    "title_of",
]

NO_CODER: Final = "eurasec"
"""The coder of what nobody is named for: DNA wants one everywhere."""

_MARK: Final = "eurasec: "
_DAY: Final = 86_400
_EPOCH: Final = day_number(1970, 1, 1)
_LAST_YEAR: Final = 9999

_KINDS: Final = frozenset(str(kind) for kind in DocumentKind)

_COLUMNS: Final = {"Author": "author", "Source": "source", "Section": "section", "Type": "type"}
"""The columns that are attributes of a document, and what we call them."""

_SAYING: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title",),
    "coder": ("coding",),
    "author": ("attributes", "authors"),
    "source": ("attributes", "publisher"),
    "section": ("attributes",),
    "type": ("attributes", "kind"),
    "date": ("date",),
}
"""The columns of a document, and the fields that go into each."""


# ── Dates ───────────────────────────────────────────────────────────────────


def date_of(seconds: int) -> str | None:
    """Give the date that DNA has in seconds; midnight is a day without a time.

    Returns:
        EDTF, or `None` outside the years 0 to 9999, which it cannot write.

    >>> date_of(1670921877), date_of(1670889600)
    ('2022-12-13T08:57:57', '2022-12-13')
    """
    days, rest = divmod(seconds, _DAY)
    day = day_of(days + _EPOCH)
    if not 0 <= day.year <= _LAST_YEAR:
        return None
    hour, second = divmod(rest, 3600)
    return f"{day}T{hour:02}:{second // 60:02}:{second % 60:02}" if rest else str(day)


def moment_of(date: Edtf | None) -> int:
    """Give the seconds that DNA has for a date: those of its first moment, and 0 where it has none.

    A time zone is left aside, for DNA counts local time.
    """
    if date is None:
        return 0
    day = next((end for end in (date.earliest, date.latest) if isinstance(end, Day)), None)
    if day is None or not 0 <= day.year <= _LAST_YEAR:
        return 0
    time = date.hour * 3600 + date.minute * 60 + date.second if isinstance(date, EdtfDateTime) else 0
    return (day_number(*day) - _EPOCH) * _DAY + time


def is_exact(date: Edtf | None) -> bool:
    """Tell whether DNA has a date as it is."""
    return isinstance(date, (EdtfDate, EdtfDateTime)) and date_of(moment_of(date)) == str(date)


# ── From DNA ────────────────────────────────────────────────────────────────


@attrs.frozen
class Notes:
    """The notes of a document: what people wrote, and what we carry.

    Attributes:
        text: What people wrote.
        fields: The fields that are carried, as JSON values.
    """

    text: str
    fields: Mapping[str, object] = attrs.field(factory=dict[str, object])

    @property
    def are_made_up(self) -> bool:
        """Whether they are those of a document that stands only for statements which are in none."""
        return self.fields.get("document") is False

    def __str__(self) -> str:
        """Write both as DNA keeps them."""
        if not self.fields and not self.text.rpartition("\n")[2].startswith(_MARK):
            return self.text
        line = f"{_MARK}{dumped(self.fields)}"
        return f"{self.text}\n{line}" if self.text else line


def notes_of(document: CodedText, problems: list[Problem]) -> Notes:
    """Read the notes of a document."""
    head, _, line = document.notes.rpartition("\n")
    if not line.startswith(_MARK):
        return Notes(document.notes)
    try:
        fields = loaded(line.removeprefix(_MARK))
    except ValueError as error:
        message = f"the line that begins with {_MARK!r} cannot be read: {error}"
        problems.append(Problem(path=f"{document.place}.Notes", message=message, rule="carried"))
        return Notes(document.notes)
    if not isinstance(fields, dict):
        return Notes(document.notes)
    return Notes(head, cast("dict[str, object]", fields))


def text_of(document: CodedText, notes: Notes) -> str | None:
    """Give the text of a document, `None` if full stops only hold its place."""
    text = document.text
    holds_place = text is not None and notes.fields.get("text") is False and text == FILLER * len(text)
    return None if holds_place else text


def coding_of(coder: str | None) -> dict[str, object] | None:
    """Give the coding that the name of a coder stands for."""
    return None if coder is None or coder == NO_CODER else {"coder": quoted(coder)}


def coder_of(fields: Mapping[str, object]) -> str:
    """Give the coder whom DNA has for a record."""
    coding = cast("dict[str, str]", fields.get("coding") or {})
    return unquoted(coding.get("coder", NO_CODER))[:LONGEST] or NO_CODER


def document_draft(document: CodedText, notes: Notes, id: str, names: Mapping[str, str]) -> Draft:
    """Make a draft of a document.

    Args:
        document: The document.
        notes: Its notes.
        id: Its id in the corpus.
        names: The names of persons and organizations, by their ids.
    """
    text = text_of(document, notes)
    not_ours = {"id", "document", "text"}
    if text is not None and "text" in notes.fields:
        not_ours |= {"sha256", "length"}
    return Draft(
        cls=Document,
        said=_said(document, notes.text, text, id),
        carried={name: value for name, value in notes.fields.items() if name not in not_ours},
        place=f"{document.place}.Notes",
        contradicted=lambda record: _contradicted(record, document, names),
    )


def _contradicted(record: Record, document: CodedText, names: Mapping[str, str]) -> Iterable[str]:
    """Give the fields that would have made another row than there is."""
    assert isinstance(record, Document)  # noqa: S101 - the draft is one of a document
    bare = _bare(plain(record), document.number, record.date, names)
    changed = [column for column in _SAYING if getattr(bare, column) != getattr(document, column)]
    return dict.fromkeys(field for column in changed for field in _SAYING[column])


def _said(document: CodedText, note: str, text: str | None, id: str) -> dict[str, object]:
    """Give the fields of a document, as far as DNA has columns for them."""
    kind = document.type if document.type in _KINDS else None
    columns: dict[str, str] = {name: getattr(document, column) for name, column in _COLUMNS.items()}
    if kind is not None:
        del columns["Type"]
    attributes = [{"name": name, "value": quoted(value)} for name, value in columns.items() if value]
    said: dict[str, object] = {
        "id": id,
        "title": quoted(document.title),
        "kind": kind,
        "date": date_of(document.date),
        "note": quoted(note) if note else None,
        "attributes": attributes or None,
        "coding": coding_of(document.coder),
        "sha256": None if text is None else digest(text),
        "length": None if text is None else len(text),
    }
    return {name: value for name, value in said.items() if value is not None}


# ── To DNA ──────────────────────────────────────────────────────────────────


def coded_document(
    fields: Mapping[str, object],
    *,
    number: int,
    text: str | None,
    length: int,
    date: Edtf | None,
    names: Mapping[str, str],
    with_id: bool,
) -> CodedText:
    """Make a document of DNA; what it has no column for is carried in its notes.

    Args:
        fields: The fields of the record, as JSON values.
        number: The number of its row.
        text: Its text, if that is at hand.
        length: How long the text is, or has to be that holds its place.
        date: Its date.
        names: The names of persons and organizations, by their ids.
        with_id: Whether its id is carried too.
    """
    bare = _bare(fields, number, date, names)
    note = unquoted(cast("str", fields.get("note", "")))
    carried = difference(fields, _said(bare, note, text, cast("str", fields["id"])))
    if text is None:
        carried = {"text": False, **carried}
    if with_id:
        carried = {"id": fields["id"], **carried}
    return attrs.evolve(bare, text=text, length=length, notes=str(Notes(note, carried)))


def _bare(
    fields: Mapping[str, object], number: int, date: Edtf | None, names: Mapping[str, str]
) -> CodedText:
    """Make a document of DNA without text and notes."""
    authors = "; ".join(names.get(id, id) for id in cast("list[str]", fields.get("authors", [])))
    publisher = names.get(cast("str", fields.get("publisher", "")), "")
    given = dict(reversed([*attributes_in(fields)]))
    return CodedText(
        number=number,
        title=title_of(fields),
        coder=coder_of(fields),
        author=(authors or given.get("Author", ""))[:LONGEST],
        source=(publisher or given.get("Source", ""))[:LONGEST],
        section=given.get("Section", "")[:LONGEST],
        type=(cast("str", fields.get("kind", "")) or given.get("Type", ""))[:LONGEST],
        date=moment_of(date),
    )


def title_of(fields: Mapping[str, object]) -> str:
    """Give the title that DNA has for a document."""
    return unquoted(cast("str", fields["title"]))[:LONGEST]


def made_up_document(number: int, lines: list[str]) -> tuple[CodedText, list[tuple[int, int]]]:
    """Make the document for statements that are in no document, with a line for each of them.

    Args:
        number: The number of its row.
        lines: What to write for each.

    Returns:
        The document, and the places of its lines.
    """
    places: list[tuple[int, int]] = []
    end = -1
    for line in lines:
        start, end = end + 1, end + 1 + len(line)
        places.append((start, end))
    text = "\n".join(lines)
    document = CodedText(
        number=number,
        title="Statements that are in no document",
        text=text,
        length=len(text),
        coder=NO_CODER,
        notes=str(Notes("", {"document": False})),
    )
    return document, places


# ── Texts ───────────────────────────────────────────────────────────────────


def judge_texts(corpus: Corpus, texts: Mapping[str, str]) -> None:
    """Refuse texts that are none, that are not those of the documents, or in which evidence does not hold.

    All documents are judged in one pass through the corpus.

    Args:
        corpus: The corpus.
        texts: The texts by the ids of their documents.

    Raises:
        UnknownIdError: If there is a text of no document; with near matches.
        InvalidValueError: If a text is none.
        EvidenceError: If evidence does not hold; with all problems.
    """
    wrong = [problem for id, text in texts.items() for problem in _no_text(id, text)]
    if wrong:
        raise InvalidValueError("texts", wrong)
    problems = [problem for id, text in texts.items() for problem in _other_text(corpus, id, text)]
    for record in (*corpus, *corpus.sessions):
        for path, evidence in evidence_of(record):
            if evidence.document in texts:
                found = evidence.problems_in(texts[evidence.document])
                problems += (problem.below(f"{record.id}.{path}") for problem in found)
    if problems:
        raise EvidenceError("texts", problems)


def _no_text(id: str, text: object) -> Iterator[Problem]:
    if not isinstance(text, str):
        yield Problem(path=f"[{id!r}]", message=f"{shown(text)} is no text", rule="type", value=shown(text))
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        message = "holds half a surrogate pair, which no file can keep"
        yield Problem(path=f"[{id!r}]", message=message, rule="control-character")


def _other_text(corpus: Corpus, id: str, text: str) -> Iterator[Problem]:
    """Tell whether a text is another than the one that its document names."""
    document = corpus.documents[id]
    if document.sha256 is not None and digest(text) != document.sha256:
        message = "is not that of the text that was given"
        yield Problem(path=f"{id}.sha256", message=message, rule="text-digest", value=document.sha256)
    if document.length is not None and len(text) != document.length:
        message = f"is not that of the text that was given, which has {len(text)} characters"
        yield Problem(path=f"{id}.length", message=message, rule="text-length", value=str(document.length))
