"""The list of speeches of a ParlaMint corpus.

ParlaMint (T. Erjavec et al., The ParlaMint corpora of parliamentary
proceedings, Language Resources and Evaluation 57, 2023) ships with every year
a table `*-meta-en.tsv` that has a row for each speech: where and when, who
spoke in which role, of which party, and on what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

import attrs

from eurasec.actors import Membership, Organization, Person
from eurasec.conferences import Appearance, Conference, Participant, Session
from eurasec.dates import Edtf, EdtfDate, parse_edtf
from eurasec.errors import EdtfError, Problem, shown
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet.lists import Gathering
from eurasec.interop.spreadsheet.sheets import SheetRow, doubt, problem, read_sheet
from eurasec.positions import Topic
from eurasec.serialization._files import PathLike
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Attribute, Document, Identifier, Record
from eurasec.vocab import DocumentKind, OrganizationKind, ParticipantRole, SessionKind

__all__ = ["from_parlamint"]

_COLUMNS: Final = (
    *("text_id", "id", "title", "date", "body", "term", "session", "meeting", "sitting", "agenda"),
    *("subcorpus", "lang", "speaker_role", "speaker_mp", "speaker_minister", "speaker_party"),
    *("speaker_party_name", "party_status", "party_orientation", "speaker_id", "speaker_name"),
    *("speaker_gender", "speaker_birth", "topic"),
)
_NEEDED: Final = ("text_id", "title", "date", "speaker_role", "speaker_id", "speaker_name")
_ABOUT_SPEAKERS: Final = ("speaker_gender", "speaker_birth", "speaker_mp", "speaker_minister")
_ABOUT_PARTIES: Final = ("party_status", "party_orientation")
_ROLES: Final = {
    "Chairperson": ParticipantRole.CHAIR,
    "Regular": ParticipantRole.SPEAKER,
    "Guest": ParticipantRole.SPEAKER,
}
_language: Final = re.compile("[a-z]{2,3}").fullmatch


def _named(header: str) -> str | None:
    folded = header.casefold()
    return folded if folded in _COLUMNS else None


def from_parlamint(path: PathLike, *, keep_unknown: bool = False, limits: Limits = USUAL) -> Imported:
    r"""Make a corpus of the table of speeches of a ParlaMint corpus.

    Every text, which is a sitting, becomes a conference with one session whose
    agenda is the topics of its speeches, and a document, its verbatim record. Every
    speaker becomes a person and a participant; who speaks as a member of a party
    has a membership that is attested on the dates of the speeches. The table
    tells nothing of what was said, so there are no statements.

    Args:
        path: The table `*-meta-en.tsv`; `-` means that nothing is known.
        keep_unknown: Whether what the model has no field for is kept as
            attributes: of persons their gender, birth, seat and ministry, of
            parties their status and orientation, of participants the cells in
            unknown columns.
        limits: How much the file may hold: `bytes`, rows (`records`), characters of a cell (`text`).

    Returns:
        The corpus, and by row and column what is wrong or doubtful. Problems
        with the rule `doubtful` tell of rows that were taken all the same.

    Raises:
        DecodeError: If the file is no such table, or breaks a limit.
        OSError: If it cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> row = {
    ...     "Text_ID": "NR-1", "Title": "Sitting 1", "Date": "2018-04-13", "Speaker_role": "Regular",
    ...     "Speaker_party": "HP", "Speaker_ID": "DahlCarla", "Speaker_name": "Dahl, Carla",
    ... }
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     table = Path(folder) / "NR-meta-en.tsv"
    ...     _ = table.write_text("\t".join(row) + "\n" + "\t".join(row.values()))
    ...     corpus = from_parlamint(table).corpus
    >>> corpus.memberships[0].organization, corpus.conferences[0].title
    ('hp', 'Sitting 1')
    """
    sheet = read_sheet(path, _named, limits=limits, delimiters="\t", quoted=False, empty="-")
    return _Proceedings(keep_unknown=keep_unknown).imported(path, sheet)


@attrs.define
class _Sitting:
    """A text of the corpus, first met in some row: a sitting, and its verbatim record."""

    id: str
    row: int
    text: str
    title: str
    date: str
    body: str | None
    language: str | None
    session: str
    document: str
    topics: dict[str, None] = attrs.field(factory=dict[str, None])

    def records(self) -> Iterator[Record]:
        """Give the conference that the sitting is, and its record as a document."""
        day = parse_edtf(self.date)
        session = Session(id=self.session, kind=SessionKind.PLENARY, period=day, agenda=tuple(self.topics))
        yield Conference(
            id=self.id,
            title=self.title,
            period=day,
            organizers=() if self.body is None else (self.body,),
            sessions=(session,),
            documents=(self.document,),
        )
        yield Document(
            id=self.document,
            title=self.title,
            kind=DocumentKind.VERBATIM_RECORD,
            date=day,
            language=self.language,
            identifiers=(Identifier(scheme="parlamint", value=self.text),),
        )


@attrs.define
class _Presence:
    """A speaker at a sitting."""

    roles: dict[ParticipantRole, None] = attrs.field(factory=dict[ParticipantRole, None])
    attributes: dict[Attribute, None] = attrs.field(factory=dict[Attribute, None])


class _Proceedings(Gathering):
    """What the rows of a table tell so far."""

    headers: ClassVar = {column: column for column in _NEEDED}
    filled = _NEEDED

    def __init__(self, *, keep_unknown: bool) -> None:
        super().__init__(keep_unknown=keep_unknown)
        self._bodies: dict[str, Organization] = {}
        self._parties: dict[str, Organization] = {}
        self._people: dict[str, tuple[Person, int]] = {}
        self._members: dict[tuple[str, str], dict[Edtf, None]] = {}
        self._sittings: dict[str, _Sitting] = {}
        self._topics: dict[str, Topic] = {}
        self._presences: dict[tuple[str, str], _Presence] = {}

    def problems_of(self, row: SheetRow) -> Iterator[Problem]:
        """Give what is no role or day."""
        role, date = row.get("speaker_role"), row.get("date")
        if role is not None and role not in _ROLES:
            yield problem("speaker_role", f"{shown(role)} is no role of ParlaMint", "word")
        if date is not None and not _is_day(date):
            yield problem("date", f"{shown(date)} is no day", "date")

    def take(self, row: SheetRow) -> list[Problem]:
        """Keep what a sound row tells; give what is doubtful."""
        problems: list[Problem] = []
        sitting = self._sitting(row)
        if sitting.date != row.cells["date"]:
            message = f"is {row.cells['date']}, but {sitting.date} in row {sitting.row}, which is kept"
            problems.append(doubt("date", message))
        if (label := row.get("topic")) is not None:
            sitting.topics[self._topic(label)] = None
        person, first = self._person(row)
        if person.name != row.cells["speaker_name"]:
            message = f"is {shown(person.name)} in row {first}, which is kept"
            problems.append(doubt("speaker_name", message))
        if (party := self._party(row)) is not None:
            self._members.setdefault((person.id, party), {})[parse_edtf(sitting.date)] = None
        presence = self._presences.setdefault((person.id, row.cells["text_id"]), _Presence())
        presence.roles[_ROLES[row.cells["speaker_role"]]] = None
        presence.attributes.update(dict.fromkeys(self.kept(row)))
        return problems

    # ── What a row names ────────────────────────────────────────────────────

    def _sitting(self, row: SheetRow) -> _Sitting:
        text = row.cells["text_id"]
        if text not in self._sittings:
            id = self.ids.of(text, "sitting")
            body, language = row.get("body"), row.get("lang")
            self._sittings[text] = _Sitting(
                id=id,
                row=row.number,
                text=text,
                title=row.cells["title"],
                date=row.cells["date"],
                body=None if body is None else self._body(body),
                language=language if language is not None and _language(language) else None,
                session=self.ids.single(f"{id}-session"),
                document=self.ids.single(f"{id}-record"),
            )
        return self._sittings[text]

    def _body(self, name: str) -> str:
        if name not in self._bodies:
            id = self.ids.of(name, "body")
            self._bodies[name] = Organization(id=id, name=name, kind=OrganizationKind.PARLIAMENT)
        return self._bodies[name].id

    def _topic(self, label: str) -> str:
        if label not in self._topics:
            self._topics[label] = Topic(id=self.ids.of(label, "topic"), label=label)
        return self._topics[label].id

    def _person(self, row: SheetRow) -> tuple[Person, int]:
        key, name = row.cells["speaker_id"], row.cells["speaker_name"]
        if key not in self._people:
            person = Person(
                id=self.ids.of(name, "person"),
                name=name,
                identifiers=(Identifier(scheme="parlamint", value=key),),
                attributes=self._attributes(row, _ABOUT_SPEAKERS),
            )
            self._people[key] = person, row.number
        return self._people[key]

    def _party(self, row: SheetRow) -> str | None:
        name = row.get("speaker_party_name") or row.get("speaker_party")
        if name is None:
            return None
        if name not in self._parties:
            self._parties[name] = Organization(
                id=self.ids.of(name, "party"),
                name=name,
                short_name=row.get("speaker_party"),
                kind=OrganizationKind.PARTY,
                attributes=self._attributes(row, _ABOUT_PARTIES),
            )
        return self._parties[name].id

    def _attributes(self, row: SheetRow, columns: tuple[str, ...]) -> tuple[Attribute, ...]:
        if not self.keep_unknown:
            return ()
        cells = ((column, row.get(column)) for column in columns)
        return tuple(Attribute(name=column, value=cell) for column, cell in cells if cell is not None)

    # ── Records ─────────────────────────────────────────────────────────────

    def records(self) -> Iterator[Record]:
        """Give all records."""
        yield from self._bodies.values()
        yield from self._parties.values()
        yield from self._topics.values()
        for person, _ in self._people.values():
            yield person
        for (member, party), dates in self._members.items():
            id = self.ids.of(f"{member} {party}", "membership")
            yield Membership(id=id, member=member, organization=party, attested=tuple(dates))
        for sitting in self._sittings.values():
            yield from sitting.records()
        for (speaker, text), presence in self._presences.items():
            sitting = self._sittings[text]
            yield Participant(
                id=self.ids.of(f"{sitting.id} {speaker}", "participant"),
                person=speaker,
                conference=sitting.id,
                appearances=(Appearance(session=sitting.session, roles=tuple(presence.roles)),),
                attributes=tuple(presence.attributes),
            )


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2018-04-13") and isinstance(parse_edtf(text), EdtfDate)
    except EdtfError:
        return False
