"""The corpus: all records together, reached by id and by kind, asked for offices and dates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, Generic, Protocol, TypeVar, cast

import attrs

from eurasec._collector import collector_paused
from eurasec._index import Index, OfficeHeld, Speaker, Speaking, Term
from eurasec._integrity import evidence_of, identified, judge
from eurasec._kinds import KINDS, SESSION, kind_of, the_kind_of
from eurasec.actors import Membership, Office, Tenure
from eurasec.conferences import Conference, Session
from eurasec.dates import Answer, Edtf, sort_key
from eurasec.errors import CorpusError, EvidenceError, InvalidValueError, Problem, shown, wrong_type
from eurasec.selection import (
    Areas,
    Assessments,
    Conferences,
    Documents,
    Events,
    Groups,
    Memberships,
    Offices,
    Organizations,
    Participants,
    People,
    Positions,
    Sessions,
    Statements,
    States,
    Tenures,
    Threats,
    Topics,
)
from eurasec.selection.display import many
from eurasec.selection.keys import ACTORS, When, Words, read_when, several
from eurasec.sources import Evidence, Record, a_text, digest
from eurasec.statements import Statement
from eurasec.vocab import Collectivity

__all__ = ["Corpus", "InForce", "OfficeHeld", "Speaker", "Speaking"]

T = TypeVar("T", Tenure, Membership)

_ALL: Final = frozenset(kind.name for kind in (*KINDS, SESSION))
_STANDING: Final = frozenset(kind.record for kind in KINDS)
"""The classes of records that stand by themselves."""
_STATEMENTS: Final = ("position", "assessment")
_TELLING: Final = frozenset({"conference", "participant", "position", "threat", "assessment"})
"""The kinds by which a corpus is known at a glance."""


@attrs.frozen(repr=False)
class InForce(Generic[T]):
    """A tenure or membership, and whether it was in force at the time that was asked about.

    Attributes:
        record: The tenure or membership.
        answer: YES if it was for certain; MAYBE if the sources leave it open.

    >>> from eurasec import Tenure
    >>> InForce(Tenure(id="t1", person="zas", office="sg", period="2020/.."), Answer.YES)
    <certain: t1: zas — sg (2020/..)>
    """

    record: T
    answer: Answer

    def __repr__(self) -> str:
        """Give the record in one line, certain or possible."""
        return f"<{'certain' if self.certain else 'possible'}: {self.record}>"

    @property
    def certain(self) -> bool:
        """Whether it was in force for certain."""
        return self.answer.certain


class _Selected(Protocol):
    """A selection of any kind of record."""

    @property
    def _index(self) -> Index: ...


@attrs.frozen(init=False, eq=False, repr=False, order=False)
class Corpus:
    """All records together: unique ids, references that lead somewhere, no contradictions.

    A corpus never changes; `with_records`, `without` and `replace` give a new
    one. Its records are reached by id (`corpus["zas"]`) and by kind
    (`corpus.people["zas"]`, typed). Iteration goes through all of them in the
    order of files: by kind, then by id; sessions stand inside their conference.

    Args:
        records: Records of any kinds, in any order.
        place: Says where the record with an index was read, for the paths of
            problems; by default its id.
        most: How many problems are told, one at least, and behind them how
            many more there are; `None` for all.

    Raises:
        CorpusError: If the records do not hold together; with all problems.
        InvalidValueError: If they are nothing that can be gone through.

    >>> from eurasec import Person, State
    >>> zas = Person(id="zas", name="Stanislav Zas", country="belarus")
    >>> corpus = Corpus([zas, State(id="belarus", name="Belarus")])
    >>> corpus
    <Corpus: 1 state, 1 person>
    >>> corpus["zas"].id, corpus.people["zas"].country
    ('zas', 'belarus')
    >>> Corpus([Person(id="zas", name="Stanislav Zas", country="belarous")])
    Traceback (most recent call last):
    ...
    eurasec.errors.CorpusError: corpus: zas.country: 'belarous' is no record of the corpus
    """

    _index: Index

    def __init__(
        self,
        records: Iterable[Record] = (),
        *,
        place: Callable[[int], str] | None = None,
        most: int | None = None,
    ) -> None:
        given = _given("corpus", records)
        strangers = _strangers(given, place or (lambda index: f"[{index}]"))
        if strangers:
            raise CorpusError("corpus", strangers)
        with collector_paused():
            by_id = identified(given)
            problems = judge(given, by_id, place or (lambda index: given[index].id), most)
            if problems:
                raise CorpusError("corpus", problems)
            object.__setattr__(self, "_index", Index(by_id))

    @classmethod
    def of(cls, selection: _Selected) -> Corpus:
        """Give the corpus to which a selection belongs.

        Args:
            selection: Any selection, an empty one too.

        Raises:
            InvalidValueError: If it is none.

        >>> from eurasec import Person
        >>> corpus = Corpus([Person(id="zas", name="Stanislav Zas")])
        >>> Corpus.of(corpus.people) == corpus
        True
        """
        index: object = getattr(selection, "_index", None)
        if not isinstance(index, Index):
            raise wrong_type("corpus", "selection", selection, "a selection of records")
        corpus = cls.__new__(cls)
        object.__setattr__(corpus, "_index", index)
        return corpus

    # ── Records ─────────────────────────────────────────────────────────────

    def __getitem__(self, id: str) -> Record:
        """Give the record with an id, whatever its kind.

        Raises:
            UnknownIdError: If there is none; with near matches.
        """
        return self._index.named(id, _ALL)

    def __contains__(self, item: object) -> bool:
        """Tell whether a record, or a record with an id, is in the corpus."""
        if isinstance(item, Record):
            return self._index.by_id.get(item.id) == item
        return isinstance(item, str) and item in self._index.by_id

    def __iter__(self) -> Iterator[Record]:
        """Go through the records in the order of files; sessions stand inside their conference."""
        return self._index.records()

    def __len__(self) -> int:
        """Give the number of records, as iteration gives them."""
        return sum(1 for _ in self)

    def __eq__(self, other: object) -> bool:
        """Tell whether the other corpus holds the same records."""
        return self._index.by_id == other._index.by_id if isinstance(other, Corpus) else NotImplemented

    def __hash__(self) -> int:
        """Give the same number for equal corpora."""
        return hash(frozenset(self._index.by_id.values()))

    def __reduce__(self) -> tuple[type[Corpus], tuple[tuple[Record, ...]]]:
        """Pickle the records alone; unpickling judges them again."""
        return Corpus, (tuple(self),)

    def __repr__(self) -> str:
        """Say how many records there are of the telling kinds, or else of all."""
        counts = dict.fromkeys(KINDS, 0)
        for record in self:
            counts[the_kind_of(record)] += 1
        present = {kind: count for kind, count in counts.items() if count}
        telling = {kind: count for kind, count in present.items() if kind.name in _TELLING} or present
        parts = [many(count, kind.name, kind.plural) for kind, count in telling.items()]
        return f"<Corpus: {', '.join(parts) or 'no records'}>"

    @property
    def states(self) -> States:
        """The states."""
        return States(self._index, self._index.states)

    @property
    def areas(self) -> Areas:
        """The areas."""
        return Areas(self._index, self._index.areas)

    @property
    def organizations(self) -> Organizations:
        """The organizations."""
        return Organizations(self._index, self._index.organizations)

    @property
    def groups(self) -> Groups:
        """The groups."""
        return Groups(self._index, self._index.groups)

    @property
    def people(self) -> People:
        """The people."""
        return People(self._index, self._index.people)

    @property
    def memberships(self) -> Memberships:
        """The memberships."""
        return Memberships(self._index, self._index.memberships)

    @property
    def offices(self) -> Offices:
        """The offices."""
        return Offices(self._index, self._index.offices)

    @property
    def tenures(self) -> Tenures:
        """The tenures."""
        return Tenures(self._index, self._index.tenures)

    @property
    def documents(self) -> Documents:
        """The documents."""
        return Documents(self._index, self._index.documents)

    @property
    def events(self) -> Events:
        """The events."""
        return Events(self._index, self._index.events)

    @property
    def conferences(self) -> Conferences:
        """The conferences."""
        return Conferences(self._index, self._index.conferences)

    @property
    def sessions(self) -> Sessions:
        """The sessions of all conferences."""
        return Sessions(self._index, self._index.sessions)

    @property
    def participants(self) -> Participants:
        """Those who take part in the conferences."""
        return Participants(self._index, self._index.participants)

    @property
    def topics(self) -> Topics:
        """The topics."""
        return Topics(self._index, self._index.topics)

    @property
    def positions(self) -> Positions:
        """The positions."""
        return Positions(self._index, self._index.positions)

    @property
    def threats(self) -> Threats:
        """The threats."""
        return Threats(self._index, self._index.threats)

    @property
    def assessments(self) -> Assessments:
        """The threat assessments."""
        return Assessments(self._index, self._index.assessments)

    @property
    def statements(self) -> Statements:
        """Positions and threat assessments together."""
        return Statements(self._index, self._index.statements)

    # ── Changing ────────────────────────────────────────────────────────────

    def with_records(self, records: Iterable[Record]) -> Corpus:
        """Give a corpus that has more records.

        Args:
            records: Records with ids that are not yet there.

        Raises:
            CorpusError: If the records do not hold together.

        >>> from eurasec import Person
        >>> Corpus().with_records([Person(id="zas", name="Stanislav Zas")])
        <Corpus: 1 person>
        """
        return Corpus((*self, *_given("with_records", records)))

    def without(self, ids: str | Iterable[str]) -> Corpus:
        """Give a corpus that lacks some records.

        Args:
            ids: An id or several; that of a session takes it out of its conference.

        Raises:
            UnknownIdError: If an id is not there; with near matches.
            CorpusError: If what is left refers to what is gone.

        >>> from eurasec import Person
        >>> Corpus([Person(id="zas", name="Stanislav Zas")]).without("zas")
        <Corpus: no records>
        """
        gone = frozenset(self[id].id for id in cast("tuple[str, ...]", several(ids)))
        return Corpus(_without_sessions(record, gone) for record in self if record.id not in gone)

    def replace(self, *records: Record) -> Corpus:
        """Give a corpus in which some records stand in the place of those with their ids.

        Args:
            records: The new records; a session takes its place in its conference.

        Raises:
            UnknownIdError: If an id is not there; with near matches.
            CorpusError: If the records then do not hold together, or are none.

        >>> from eurasec import Person
        >>> corpus = Corpus([Person(id="zas", name="S. Zas")])
        >>> corpus.replace(Person(id="zas", name="Stanislav Zas")).people["zas"].name
        'Stanislav Zas'
        """
        strangers = _strangers(records, lambda index: f"[{index}]", sessions=True)
        if strangers:
            raise CorpusError("replace", strangers)
        new = {record.id: record for record in records}
        problems = [
            Problem(
                path=id, message="a session and another record cannot take each other's place", rule="record"
            )
            for id, record in new.items()
            if isinstance(record, Session) is not isinstance(self[id], Session)
        ]
        if problems:
            raise CorpusError("replace", problems)
        return Corpus(_with_sessions(new.get(record.id, record), new) for record in self)

    # ── Time ────────────────────────────────────────────────────────────────

    def offices_of(self, person: str, *, on: When = None) -> tuple[InForce[Tenure], ...]:
        """Give the tenures of a person: all, or those that are or may be in force at a date.

        Args:
            person: The person's id.
            on: The date that is asked about, as EDTF text or value.

        Raises:
            UnknownIdError: If there is no such person; with near matches.

        >>> from eurasec import Office, Person, Tenure
        >>> corpus = Corpus([
        ...     Person(id="bordyuzha", name="Nikolai Bordyuzha"),
        ...     Office(id="sg", title="Secretary General"),
        ...     Tenure(id="t1", person="bordyuzha", office="sg", period="2003/2016"),
        ... ])
        >>> corpus.offices_of("bordyuzha", on="2010-06-01")
        (<certain: t1: bordyuzha — sg (2003/2016)>,)
        >>> corpus.offices_of("bordyuzha", on="2020")
        ()
        """
        self._index.named(person, ["person"])
        return _in_force(self._index.tenures_of(person), on)

    def holders_of(self, body: str, *, on: When = None) -> tuple[InForce[Tenure], ...]:
        """Give the tenures in an office, or in all offices of an organization or state.

        Args:
            body: The id of an office, organization or state.
            on: The date that is asked about; `None` for all times.

        Raises:
            UnknownIdError: If there is no such office, organization or state; with near matches.
        """
        record = self._index.named(body, ["office", "organization", "state"])
        if isinstance(record, Office):
            return _in_force(self._index.tenures_in(body), on)
        offices = (each.id for each in self.offices if body in {each.organization, each.state})
        return _in_force([tenure for office in offices for tenure in self._index.tenures_in(office)], on)

    def members(
        self, organization: str, *, on: When = None, role: Words = None
    ) -> tuple[InForce[Membership], ...]:
        """Give the memberships in an organization: all, or those that are or may be in force at a date.

        Args:
            organization: The organization's id.
            on: The date that is asked about; `None` for all times.
            role: As what they belong; `None` for all roles.

        Raises:
            UnknownIdError: If there is no such organization; with near matches.
            InvalidValueError: If the role is no word of its list.
        """
        self._index.named(organization, ["organization"])
        wanted = self.memberships.where(organization=organization, role=role)
        return _in_force(wanted, on)

    def memberships_of(self, actor: str, *, on: When = None) -> tuple[InForce[Membership], ...]:
        """Give the memberships of an actor: all, or those that are or may be in force at a date.

        Args:
            actor: The id of a state, organization, person or group.
            on: The date that is asked about; `None` for all times.

        Raises:
            UnknownIdError: If there is no such actor; with near matches.
        """
        self._index.named(actor, ACTORS)
        return _in_force(self._index.memberships_of(actor), on)

    # ── A statement in its setting ──────────────────────────────────────────

    def date_of(self, statement: Statement | str) -> Edtf | None:
        """Give when a statement was voiced: its own date, else that of its session, conference or document.

        Args:
            statement: The statement or its id.

        Raises:
            UnknownIdError: If there is no such statement; with near matches.
        """
        return self._index.date_of(self._statement(statement))

    def speaking(self, statement: Statement | str) -> tuple[Speaking, ...]:
        """Give each holder as they were when they spoke: in which office, for whom, and how they took part.

        Args:
            statement: The statement or its id.

        Raises:
            UnknownIdError: If there is no such statement; with near matches.
        """
        return self._index.speaking(self._statement(statement))

    def speakers_for(self, statement: Statement | str) -> tuple[Speaker, ...]:
        """Give who can be counted for a statement, and why.

        The holders of a view of their own are counted; those of a relayed or
        imputed one are not. Of an assembly only unanimity is spread,
        over the recorded speakers of its session or conference who were there
        themselves, and marked as inferred; a consensus is the absence of
        objections, and says nothing of anybody in particular.

        Args:
            statement: The statement or its id.

        Raises:
            UnknownIdError: If there is no such statement; with near matches.
        """
        return self._index.counted(self._statement(statement))

    def collectivity(self, statement: Statement | str) -> Collectivity:
        """Give in which way a view is held: by one, by several, by a body, or by an assembly.

        Args:
            statement: The statement or its id.

        Raises:
            UnknownIdError: If there is no such statement; with near matches.
        """
        return self._index.collectivity(self._statement(statement))

    def _statement(self, statement: Statement | str) -> Statement:
        id = cast("str", getattr(statement, "id", statement))
        found = self._index.named(id, _STATEMENTS)
        assert isinstance(found, Statement)  # noqa: S101 - the index has checked it
        if found is statement or isinstance(statement, str) or found == statement:
            return found
        message = f"{shown(id)} in the corpus is another record than the one given"
        raise InvalidValueError("statement", [Problem(path="statement", message=message, rule="same-record")])

    # ── Evidence ────────────────────────────────────────────────────────────

    def resolve(
        self, statement: Statement | str, text: str, *, document: str | None = None
    ) -> tuple[str, ...]:
        """Give the words in a document to which the evidence of a statement points, quotes last.

        Args:
            statement: The statement or its id.
            text: The text of the document.
            document: Which document it is, where the statement has evidence in several.

        Returns:
            The words of each piece of evidence in the document, in order.

        Raises:
            UnknownIdError: If there is no such statement or document; with near matches.
            EvidenceError: If a span is out of range, does not read as `exact`
                says, or belongs to another text; with all problems.
            InvalidValueError: If it is no text.
        """
        record = self._statement(statement)
        a_text("resolve", text)
        if document is not None:
            self._index.named(document, ["document"])
        cited = [(path, each) for path, each in evidence_of(record) if document in {None, each.document}]
        sources = {each.document for _, each in cited}
        problems = [problem for source in sorted(sources) for problem in self._digest_problems(source, text)]
        if not sources:
            where = "" if document is None else f" in {shown(document)}"
            problems = [Problem(path="evidence", message=f"there is none{where}", rule="evidence")]
        if not problems:
            problems = _span_problems(cited, text)
        if problems:
            raise EvidenceError(f"evidence of {shown(record.id)}", problems)
        return tuple(each.resolve(text) for _, each in cited)

    def check_evidence(self, document: str, text: str) -> tuple[Problem, ...]:
        """Give everything that does not hold between the evidence in a document and its text.

        Args:
            document: The document's id.
            text: Its text.

        Returns:
            A problem for each span that is out of range or does not read as
            its quote says, with paths like `p-017.evidence[0].end`; before
            them, one if the text is not the one whose digest and length the
            document names. Nothing where all is well.

        Raises:
            UnknownIdError: If there is no such document; with near matches.
            InvalidValueError: If it is no text.
        """
        self._index.named(document, ["document"])
        a_text("check_evidence", text)
        problems = [problem.below(document) for problem in self._digest_problems(document, text)]
        for record in (*self, *self.sessions):
            cited = [(path, each) for path, each in evidence_of(record) if each.document == document]
            problems.extend(problem.below(record.id) for problem in _span_problems(cited, text))
        return tuple(problems)

    def _digest_problems(self, document: str, text: str) -> Iterator[Problem]:
        record = self._index.documents_by_id[document]
        if record.sha256 is not None and digest(text) != record.sha256:
            message = f"the text is not that of {shown(document)}: its digest differs"
            yield Problem(path="sha256", message=message, rule="text-digest", value=shown(record.sha256))
        if record.length is not None and len(text) != record.length:
            message = (
                f"the text has {len(text)} characters, but that of {shown(document)} has {record.length}"
            )
            yield Problem(path="length", message=message, rule="text-length", value=str(record.length))


def index_of(corpus: Corpus) -> Index:
    """Give what a corpus looks things up in, to the rooms that ask the same of it."""
    return corpus._index  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the rooms above share it


def a_corpus(heading: str, value: object, path: str = "corpus") -> Corpus:
    """Give an argument that is a corpus, judged to be one: the path of a file, say, is none."""
    if not isinstance(value, Corpus):
        raise wrong_type(heading, path, value, "a corpus")
    return value


def _given(heading: str, records: object) -> tuple[Record, ...]:
    if not isinstance(records, Iterable):
        raise wrong_type(heading, "records", records, "an iterable of records")
    return tuple(cast("Iterable[Record]", records))


def _strangers(
    given: tuple[Record, ...], place: Callable[[int], str], *, sessions: bool = False
) -> list[Problem]:
    """Things among the records that are no records, or where sessions may not, cannot stand by themselves."""
    problems: list[Problem] = []
    if _STANDING.issuperset(map(type, given)):
        return problems
    for index, record in enumerate(given):
        kind = kind_of(record)
        if kind is None or (kind is SESSION and not sessions):
            what = "a session stands inside its conference" if kind else f"{shown(record)} is no record"
            problems.append(Problem(path=place(index), message=what, rule="record", value=shown(record)))
    return problems


def _without_sessions(record: Record, gone: frozenset[str]) -> Record:
    if not isinstance(record, Conference) or gone.isdisjoint(each.id for each in record.sessions):
        return record
    return attrs.evolve(record, sessions=tuple(each for each in record.sessions if each.id not in gone))


def _with_sessions(record: Record, new: Mapping[str, Record]) -> Record:
    if not isinstance(record, Conference) or not any(each.id in new for each in record.sessions):
        return record
    sessions = (new.get(each.id, each) for each in record.sessions)
    return attrs.evolve(record, sessions=tuple(each for each in sessions if isinstance(each, Session)))


def _in_force(records: Iterable[T], on: When) -> tuple[InForce[T], ...]:
    """Give the terms that are or may be in force at a date, earliest first."""
    date = None if on is None else read_when("on", on)
    found = (
        InForce(each, Answer.YES if date is None else Term(each.period, each.attested).in_force(date))
        for each in records
    )
    return tuple(
        sorted((each for each in found if each.answer.possible), key=lambda each: _start(each.record))
    )


def _start(record: Tenure | Membership) -> tuple[bool, object, str]:
    """Give what terms are sorted by: their period, those without one last."""
    return record.period is None, "" if record.period is None else sort_key(record.period), record.id


def _span_problems(cited: Iterable[tuple[str, Evidence]], text: str) -> list[Problem]:
    return [problem.below(path) for path, each in cited for problem in each.problems_in(text)]
