"""The list of speakers of the UN General Debate Corpus.

The corpus (A. Baturo, N. Dasandi and S. J. Mikhaylov, Understanding State
Preferences with Text as Data: Introducing the UN General Debate Corpus,
Research & Politics 4, 2017) has a sheet `Speakers_by_session`, which tells
for every session of the General Assembly who spoke for which country, and in
which post.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Final

import attrs

from eurasec.actors import Office, Organization, Person, State, Tenure
from eurasec.conferences import Appearance, Conference, Participant
from eurasec.dates import Edtf, parse_edtf
from eurasec.errors import Problem, shown
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet.lists import Gathering
from eurasec.interop.spreadsheet.sheets import SheetRow, doubt, problem, read_sheet
from eurasec.serialization._files import PathLike
from eurasec.serialization.limits import USUAL, Limits
from eurasec.sources import Identifier, Record
from eurasec.vocab import OrganizationKind, ParticipantRole

__all__ = ["from_general_debate"]

_COLUMNS: Final = {
    "year": "year",
    "session": "session",
    "iso code": "code",
    "country": "country",
    "name of person speaking": "person",
    "post": "post",
}
_ASSEMBLY: Final = Organization(
    id="un-general-assembly",
    name="United Nations General Assembly",
    kind=OrganizationKind.INTERNATIONAL_ORGANIZATION,
)
_SERIES: Final = "General Debate of the United Nations General Assembly"
_BODIES: Final = frozenset({"EU"})
"""Codes in the sheet that are those of no state."""
_year: Final = re.compile("[0-9]{4}").fullmatch
_session: Final = re.compile("[1-9][0-9]{0,2}").fullmatch
_iso_3166: Final = re.compile("[A-Z]{3}").fullmatch


def from_general_debate(path: PathLike, *, keep_unknown: bool = False, limits: Limits = USUAL) -> Imported:
    r"""Make a corpus of a sheet of the speakers in the UN General Debate.

    Every session of the assembly becomes a conference, every country a state
    (the European Union an organization), every speaker a participant who
    represents it, and every post an office with a tenure that is attested in
    the years of the speeches. Persons are told apart by name and country, and
    countries by their code; other names for it become `other_names`.

    Args:
        path: The sheet as CSV: Year, Session, ISO Code, Country, Name of
            Person Speaking, Post.
        keep_unknown: Whether cells in unknown columns are kept as attributes
            of the participants.
        limits: How much the file may hold: `bytes`, rows (`records`), characters of a cell (`text`).

    Returns:
        The corpus, and by row and column what is wrong or doubtful. Problems
        with the rule `doubtful` tell of rows that were taken all the same.

    Raises:
        DecodeError: If the file is no such sheet, or breaks a limit.
        OSError: If it cannot be read.

    >>> import tempfile
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sheet = Path(folder) / "Speakers_by_session.csv"
    ...     _ = sheet.write_text(
    ...         "Year,Session,ISO Code,Country,Name of Person Speaking,Post\n"
    ...         "2001,56,NRL,Norland,Mr. Aksel Berg,Minister for Foreign Affairs\n"
    ...     )
    ...     corpus = from_general_debate(sheet).corpus
    >>> corpus.participants[0].represents, corpus.tenures[0].attested
    ('norland', (parse_edtf('2001'),))
    """
    sheet = read_sheet(path, _column_named, limits=limits, delimiters=",;\t")
    return _Debate(keep_unknown=keep_unknown).imported(path, sheet)


def _column_named(header: str) -> str | None:
    return _COLUMNS.get(" ".join(header.casefold().split()))


@attrs.define
class _Country:
    """A country as the sheet has it.

    Attributes:
        id: The id of its record.
        code: Its code, `None` where the code in the sheet is another country's.
        name: The name that it has first.
        others: Its further names.
    """

    id: str
    code: str | None
    name: str
    others: dict[str, None] = attrs.field(factory=dict[str, None])

    def record(self) -> State | Organization:
        """Give its record."""
        names = tuple(self.others)
        if self.code in _BODIES:
            kind = OrganizationKind.INTERNATIONAL_ORGANIZATION
            return Organization(
                id=self.id, name=self.name, short_name=self.code, other_names=names, kind=kind
            )
        known = () if self.code is None else (Identifier(scheme=_scheme(self.code), value=self.code),)
        return State(id=self.id, name=self.name, other_names=names, identifiers=known)


def _scheme(code: str) -> str:
    return "iso3166-1" if _iso_3166(code) else "ungdc"


class _Debate(Gathering):
    """What the rows of a sheet tell so far."""

    headers: ClassVar = _COLUMNS
    filled = ("year", "session", "code", "country", "person")

    def __init__(self, *, keep_unknown: bool) -> None:
        super().__init__(keep_unknown=keep_unknown, taken=[_ASSEMBLY.id])
        self._countries: dict[str, _Country] = {}
        self._without_code: dict[str, _Country] = {}
        self._by_name: dict[str, _Country] = {}
        self._spoke: dict[tuple[str, str], tuple[str, int]] = {}
        self._people: dict[tuple[str, str], Person] = {}
        self._offices: dict[tuple[str, str], Office] = {}
        self._tenures: dict[tuple[str, str], dict[Edtf, None]] = {}
        self._conferences: dict[str, Conference] = {}
        self._participants: dict[tuple[str, str], Participant] = {}

    def problems_of(self, row: SheetRow) -> Iterator[Problem]:
        """Give what is no year or session."""
        for column, matches in (("year", _year), ("session", _session)):
            cell = row.get(column)
            if cell is not None and not matches(cell):
                yield problem(column, f"{shown(cell)} is no {column}", "number")

    def take(self, row: SheetRow) -> list[Problem]:
        """Keep what a sound row tells; give what is doubtful."""
        problems: list[Problem] = []
        year, session = parse_edtf(row.cells["year"]), row.cells["session"]
        country = self._country(row, session, problems)
        person = self._person(row.cells["person"], country)
        conference = self._conference(session, year)
        if (person, conference) in self._participants:
            message = f"{shown(row.cells['person'])} has spoken in this session before, and that row is kept"
            return [*problems, doubt("person", message)]
        post = row.get("post")
        offices = () if post is None else (self._office(post, country, person, year),)
        self._participants[person, conference] = Participant(
            id=self.ids.of(f"{conference} {person}", "participant"),
            person=person,
            conference=conference,
            appearances=(Appearance(roles=(ParticipantRole.SPEAKER,)),),
            offices=offices,
            represents=country.id,
            attributes=self.kept(row),
        )
        return problems

    def _country(self, row: SheetRow, session: str, problems: list[Problem]) -> _Country:
        """Give the country of a row: that of its code, unless another one has spoken under it."""
        code, name = row.cells["code"], row.cells["country"]
        country = self._countries.get(code)
        if country is None:
            country = self._countries[code] = self._new_country(code, name)
        spoke_as, number = self._spoke.setdefault((code, session), (name, row.number))
        if spoke_as != name:
            message = f"{shown(code)} is the code of {shown(spoke_as)} in row {number}"
            problems.append(doubt("code", message))
            known = self._by_name.get(name)
            return self._beside(name) if known is None or known is country else known
        if name != country.name:
            country.others[name] = None
        return country

    def _beside(self, name: str) -> _Country:
        """Give a country whose code in the sheet is that of another one."""
        if name not in self._without_code:
            self._without_code[name] = self._new_country(None, name)
        return self._without_code[name]

    def _new_country(self, code: str | None, name: str) -> _Country:
        kind = "organization" if code in _BODIES else "state"
        country = _Country(self.ids.of(name, kind), code, name)
        self._by_name.setdefault(name, country)
        return country

    def _person(self, name: str, country: _Country) -> str:
        key = (name, country.id)
        if key not in self._people:
            home = country.id if country.code not in _BODIES else None
            self._people[key] = Person(id=self.ids.of(name, "person"), name=name, country=home)
        return self._people[key].id

    def _conference(self, session: str, year: Edtf) -> str:
        if session not in self._conferences:
            self._conferences[session] = Conference(
                id=self.ids.single(f"un-general-debate-{session}"),
                title=f"{_SERIES}, session {session}",
                edition=int(session),
                period=year,
                series=_SERIES,
                organizers=(_ASSEMBLY.id,),
            )
        return self._conferences[session].id

    def _office(self, post: str, country: _Country, person: str, year: Edtf) -> str:
        key = (post, country.id)
        if key not in self._offices:
            id = self.ids.of(f"{post} {country.name}", "office")
            if country.code in _BODIES:
                self._offices[key] = Office(id=id, title=post, organization=country.id)
            else:
                self._offices[key] = Office(id=id, title=post, state=country.id)
        office = self._offices[key].id
        self._tenures.setdefault((person, office), {})[year] = None
        return office

    def records(self) -> Iterator[Record]:
        """Give all records."""
        yield _ASSEMBLY
        for country in (*self._countries.values(), *self._without_code.values()):
            yield country.record()
        yield from self._people.values()
        yield from self._offices.values()
        for (person, office), years in self._tenures.items():
            id = self.ids.of(f"{person} {office}", "tenure")
            yield Tenure(id=id, person=person, office=office, attested=tuple(years))
        yield from self._conferences.values()
        yield from self._participants.values()
