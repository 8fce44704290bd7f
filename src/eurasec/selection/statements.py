"""Selections of statements: positions, threat assessments, and both together."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Final, Self, TypeVar

from eurasec._index import Index
from eurasec.positions import Position
from eurasec.selection.core import Selection
from eurasec.selection.display import cell
from eurasec.selection.keys import (
    ACTORS,
    ENTITIES,
    Ids,
    Key,
    Texts,
    When,
    Words,
    dated_within,
    flags,
    ids,
    one,
    word_test,
    words,
)
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import (
    Attribution,
    Certainty,
    Endorsement,
    ParticipantRole,
    Presence,
    Quantifier,
    Rendering,
    Sector,
    Severity,
    SpeechAct,
    Stance,
    ThreatKind,
    Trend,
    Verdict,
)

__all__ = ["Assessments", "Positions", "Statements"]

St = TypeVar("St", bound=Statement)

# ── What a keyword finds in a statement ─────────────────────────────────────


def _speakers(index: Index, statement: Statement) -> Iterable[Hashable]:
    """Those who hold it as their own, the members of a unanimous assembly among them."""
    return (each.actor for each in index.counted(statement))


def _countries(index: Index, statement: Statement) -> Iterable[Hashable]:
    return (country for holder in statement.holders if (country := index.country_of(holder)) is not None)


def _areas(index: Index, statement: Statement) -> Iterable[Hashable]:
    return (area for holder in statement.holders for area in index.areas_of(index.country_of(holder)))


def _offices(index: Index, statement: Statement) -> Iterable[Hashable]:
    return (
        held.office
        for holder in statement.holders
        for held in index.offices_held(holder, statement)
        if held.answer.certain
    )


def _possible_offices(index: Index, statement: Statement) -> Iterable[Hashable]:
    return (held.office for holder in statement.holders for held in index.offices_held(holder, statement))


def _roles(index: Index, statement: Statement) -> Iterable[Hashable]:
    return (
        role
        for holder in statement.holders
        for appearance in index.appearances(holder, statement)
        for role in appearance.roles
    )


def _presences(index: Index, statement: Statement) -> Iterable[Hashable]:
    return (
        appearance.presence
        for holder in statement.holders
        for appearance in index.appearances(holder, statement)
        if appearance.presence is not None
    )


def _documents(_index: Index, statement: Statement) -> Iterable[Hashable]:
    """Where it was made, if in a document of its own, and where it can be read."""
    yield from one(statement.document)
    yield from (each.document for each in (*statement.evidence, *statement.quotes))


def _compared(_index: Index, statement: Statement) -> Iterable[Hashable]:
    return (entity for each in statement.comparisons for entity in (each.subject, each.other))


def _quantifiers(_index: Index, statement: Statement) -> Iterable[Hashable]:
    return () if statement.assembly is None else (statement.assembly.quantifier,)


def _assemblies(_index: Index, statement: Statement) -> Iterable[Hashable]:
    return () if statement.assembly is None else (statement.assembly.of,)


def _coders(_index: Index, statement: Statement) -> Iterable[Hashable]:
    return () if statement.coding is None else (statement.coding.coder,)


def _topics(index: Index, statement: Statement) -> Iterable[Hashable]:
    """The topic and all broader ones."""
    return index.broader(statement.topic) if isinstance(statement, Position) else ()


def _threats(index: Index, statement: Statement) -> Iterable[Hashable]:
    """The threat and all broader ones."""
    return index.broader(statement.threat) if isinstance(statement, ThreatAssessment) else ()


def _of_position(
    values: Callable[[Position], Iterable[Hashable]],
) -> Callable[[Index, Statement], Iterable[Hashable]]:
    """Make a key's values out of what a position has and an assessment has not."""
    return lambda _index, statement: values(statement) if isinstance(statement, Position) else ()


def _of_assessment(
    values: Callable[[ThreatAssessment], Iterable[Hashable]],
) -> Callable[[Index, Statement], Iterable[Hashable]]:
    """Make a key's values out of what an assessment has and a position has not."""
    return lambda _index, statement: values(statement) if isinstance(statement, ThreatAssessment) else ()


def _of_threat(
    values: Callable[[Threat], Iterable[Hashable]],
) -> Callable[[Index, Statement], Iterable[Hashable]]:
    """Make a key's values out of what the threat of an assessment has."""

    def of_threat(index: Index, statement: Statement) -> Iterable[Hashable]:
        threat = index.by_id[statement.threat] if isinstance(statement, ThreatAssessment) else None
        return values(threat) if isinstance(threat, Threat) else ()

    return of_threat


_COMMON: Final[Mapping[str, Key[Statement]]] = {
    "id": Key(lambda _, s: (s.id,), ids("position", "assessment")),
    "holder": Key(lambda _, s: s.holders, ids(*ACTORS)),
    "speaker": Key(_speakers, ids(*ACTORS)),
    "assembly": Key(_assemblies, ids(*ACTORS, "area", "conference", "session")),
    "on_behalf_of": Key(lambda _, s: one(s.on_behalf_of), ids("state", "organization")),
    "represents": Key(lambda index, s: index.represented(s), ids("state", "organization")),
    "country": Key(_countries, ids("state")),
    "area": Key(_areas, ids("area")),
    "office": Key(_offices, ids("office")),
    "possible_office": Key(_possible_offices, ids("office"), "office"),
    "role": Key(_roles, words(ParticipantRole)),
    "presence": Key(_presences, words(Presence)),
    "conference": Key(lambda index, s: one(index.conference_of(s)), ids("conference")),
    "session": Key(lambda _, s: one(s.session), ids("session")),
    "document": Key(_documents, ids("document")),
    "about": Key(lambda _, s: s.about, ids(*ENTITIES)),
    "commends": Key(lambda _, s: s.commends, ids(*ACTORS)),
    "criticises": Key(lambda _, s: s.criticises, ids(*ACTORS)),
    "compares": Key(_compared, ids(*ENTITIES)),
    "addressee": Key(lambda _, s: s.addressees, ids(*ACTORS)),
    "in_reply_to": Key(lambda _, s: s.in_reply_to, ids("position", "assessment")),
    "act": Key(lambda _, s: one(s.act), words(SpeechAct)),
    "attribution": Key(lambda _, s: (s.attribution,), words(Attribution)),
    "attributed_by": Key(lambda _, s: one(s.attributed_by), ids(*ACTORS)),
    "endorsement": Key(lambda _, s: one(s.endorsement), words(Endorsement)),
    "rendering": Key(lambda _, s: one(s.rendering), words(Rendering)),
    "certainty": Key(lambda _, s: one(s.certainty), words(Certainty)),
    "quantifier": Key(_quantifiers, words(Quantifier)),
    "self_critical": Key(lambda index, s: (index.self_critical(s),), flags),
    "quoted": Key(lambda _, s: (bool(s.quotes),), flags),
    "has_figures": Key(lambda _, s: (bool(s.figures),), flags),
    "coder": Key(_coders),
    "tag": Key(lambda _, s: s.tags),
    "date": Key(lambda index, s: (index.date_of(s),)),
}

_POSITION: Final[Mapping[str, Key[Statement]]] = {
    "topic": Key(_of_position(lambda each: (each.topic,)), ids("topic")),
    "within_topic": Key(_topics, ids("topic"), "topic"),
    "stance": Key(_of_position(lambda each: (each.stance,)), words(Stance)),
}

_ASSESSMENT: Final[Mapping[str, Key[Statement]]] = {
    "threat": Key(_of_assessment(lambda each: (each.threat,)), ids("threat")),
    "within_threat": Key(_threats, ids("threat"), "threat"),
    "kind": Key(_of_threat(lambda threat: threat.kinds), words(ThreatKind)),
    "sector": Key(_of_threat(lambda threat: threat.sectors), words(Sector)),
    "origin": Key(_of_threat(lambda threat: threat.origins), ids(*ACTORS, "area")),
    "verdict": Key(_of_assessment(lambda each: (each.verdict,)), words(Verdict)),
    "severity": Key(_of_assessment(lambda each: one(each.severity)), words(Severity)),
    "trend": Key(_of_assessment(lambda each: one(each.trend)), words(Trend)),
    "foremost": Key(_of_assessment(lambda each: (each.foremost,)), flags),
    "securitizing": Key(_of_assessment(lambda each: (each.securitizing,)), flags),
    "referent": Key(_of_assessment(lambda each: each.referents), ids(*ENTITIES)),
    "measure": Key(_of_assessment(lambda each: each.measures), ids("position")),
}

_POSITIONS: Final = {**_COMMON, **_POSITION}
_ASSESSMENTS: Final = {**_COMMON, **_ASSESSMENT}
_STATEMENTS: Final = {**_COMMON, **_POSITION, **_ASSESSMENT}


def held_by(statement: Statement) -> str:
    """Say in a few words who holds a view, and who only says so.

    >>> from eurasec import Position
    >>> held_by(Position(id="p", holders=("west",), topic="t", stance="oppose", attribution="imputed",
    ...                  attributed_by="aleinik", endorsement="rejected"))
    'west (imputed by aleinik, rejected)'
    """
    assembly = statement.assembly
    if assembly is None:
        holders = ", ".join(statement.holders)
    else:
        among = f" {assembly.among}" if assembly.among else ""
        holders = f"{assembly.quantifier.value}{among} of {assembly.of}"
    if statement.attribution is Attribution.OWN:
        return holders
    ascribed = f"{statement.attribution.value} by {statement.attributed_by}"
    return f"{holders} ({ascribed}, {cell(statement.endorsement)})"


def _says(statement: Statement) -> tuple[str, str]:
    if isinstance(statement, Position):
        return statement.stance.value, statement.topic
    return (
        (statement.verdict.value, statement.threat) if isinstance(statement, ThreatAssessment) else ("", "")
    )


def _claims(statement: Statement) -> Iterable[str]:
    return () if statement.claim is None else (statement.claim,)


class _StatementSelection(Selection[St]):
    """What the three selections of statements share: how a query is read."""

    __slots__ = ()

    def _keys(self) -> Mapping[str, Key[St]]:
        return _STATEMENTS

    def _ask(self, arguments: Mapping[str, object]) -> Self:
        """Answer a query, given the arguments of `where`."""
        asked = dict(arguments)
        claimed = word_test("text", asked.pop("text"), _claims)
        when = dated_within(asked.pop("on"), asked.pop("during"))
        if asked["narrower"]:
            asked["within_topic"], asked["within_threat"] = (
                asked.pop("topic", None),
                asked.pop("threat", None),
            )
        if asked["possibly"]:
            asked["possible_office"] = asked.pop("office")
        return self._query(asked, claimed, when=when)


class Positions(_StatementSelection[Position]):
    """The positions of a corpus."""

    __slots__ = ()

    _noun = ("position", "positions")
    _columns = ("id", "holders", "stance", "topic", "claim")

    def _keys(self) -> Mapping[str, Key[Position]]:
        return _POSITIONS

    def where(  # noqa: D417 - the other keywords are described once, in `Statements.where`
        self,
        predicate: Callable[[Position], bool] | None = None,
        *,
        id: Ids = None,
        holder: Ids = None,
        speaker: Ids = None,
        assembly: Ids = None,
        on_behalf_of: Ids = None,
        represents: Ids = None,
        country: Ids = None,
        area: Ids = None,
        office: Ids = None,
        role: Words = None,
        presence: Words = None,
        topic: Ids = None,
        stance: Words = None,
        conference: Ids = None,
        session: Ids = None,
        document: Ids = None,
        about: Ids = None,
        commends: Ids = None,
        criticises: Ids = None,
        compares: Ids = None,
        addressee: Ids = None,
        in_reply_to: Ids = None,
        act: Words = None,
        attribution: Words = None,
        attributed_by: Ids = None,
        endorsement: Words = None,
        rendering: Words = None,
        certainty: Words = None,
        quantifier: Words = None,
        self_critical: bool | None = None,
        quoted: bool | None = None,
        has_figures: bool | None = None,
        coder: Texts = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        narrower: bool = True,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            topic: Topics.
            stance: Stances.
            **: All others as in `Statements.where`.

        Raises:
            UnknownIdError: If an id, coder or tag is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._ask(locals())

    def _row(self, record: Position) -> tuple[str, ...]:
        return (record.id, held_by(record), record.stance.value, record.topic, cell(record.claim))


class Assessments(_StatementSelection[ThreatAssessment]):
    """The threat assessments of a corpus."""

    __slots__ = ()

    _noun = ("assessment", "assessments")
    _columns = ("id", "holders", "verdict", "severity", "threat", "claim")

    def _keys(self) -> Mapping[str, Key[ThreatAssessment]]:
        return _ASSESSMENTS

    def where(  # noqa: D417 - the other keywords are described once, in `Statements.where`
        self,
        predicate: Callable[[ThreatAssessment], bool] | None = None,
        *,
        id: Ids = None,
        holder: Ids = None,
        speaker: Ids = None,
        assembly: Ids = None,
        on_behalf_of: Ids = None,
        represents: Ids = None,
        country: Ids = None,
        area: Ids = None,
        office: Ids = None,
        role: Words = None,
        presence: Words = None,
        threat: Ids = None,
        kind: Words = None,
        sector: Words = None,
        origin: Ids = None,
        verdict: Words = None,
        severity: Words = None,
        trend: Words = None,
        foremost: bool | None = None,
        securitizing: bool | None = None,
        referent: Ids = None,
        measure: Ids = None,
        conference: Ids = None,
        session: Ids = None,
        document: Ids = None,
        about: Ids = None,
        commends: Ids = None,
        criticises: Ids = None,
        compares: Ids = None,
        addressee: Ids = None,
        in_reply_to: Ids = None,
        act: Words = None,
        attribution: Words = None,
        attributed_by: Ids = None,
        endorsement: Words = None,
        rendering: Words = None,
        certainty: Words = None,
        quantifier: Words = None,
        self_critical: bool | None = None,
        quoted: bool | None = None,
        has_figures: bool | None = None,
        coder: Texts = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        narrower: bool = True,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            threat: Threats.
            kind: Kinds of the threat.
            sector: Sectors in which the threat lies.
            origin: Actors from whom, or places where, the threat arises.
            verdict: Verdicts.
            severity: How grave it is said to be.
            trend: How it is said to move.
            foremost: Whether it is named as the greatest of all.
            securitizing: Whether it makes a securitizing move.
            referent: Who or what is threatened.
            measure: A position that urges something against it.
            **: All others as in `Statements.where`.

        Raises:
            UnknownIdError: If an id, coder or tag is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._ask(locals())

    def _row(self, record: ThreatAssessment) -> tuple[str, ...]:
        return (
            record.id,
            held_by(record),
            record.verdict.value,
            cell(record.severity),
            record.threat,
            cell(record.claim),
        )


class Statements(_StatementSelection[Statement]):
    """Positions and threat assessments together."""

    __slots__ = ()

    _noun = ("statement", "statements")
    _columns = ("id", "holders", "says", "on", "claim")

    def where(
        self,
        predicate: Callable[[Statement], bool] | None = None,
        *,
        id: Ids = None,
        holder: Ids = None,
        speaker: Ids = None,
        assembly: Ids = None,
        on_behalf_of: Ids = None,
        represents: Ids = None,
        country: Ids = None,
        area: Ids = None,
        office: Ids = None,
        role: Words = None,
        presence: Words = None,
        topic: Ids = None,
        stance: Words = None,
        threat: Ids = None,
        kind: Words = None,
        sector: Words = None,
        origin: Ids = None,
        verdict: Words = None,
        severity: Words = None,
        trend: Words = None,
        foremost: bool | None = None,
        securitizing: bool | None = None,
        referent: Ids = None,
        measure: Ids = None,
        conference: Ids = None,
        session: Ids = None,
        document: Ids = None,
        about: Ids = None,
        commends: Ids = None,
        criticises: Ids = None,
        compares: Ids = None,
        addressee: Ids = None,
        in_reply_to: Ids = None,
        act: Words = None,
        attribution: Words = None,
        attributed_by: Ids = None,
        endorsement: Words = None,
        rendering: Words = None,
        certainty: Words = None,
        quantifier: Words = None,
        self_critical: bool | None = None,
        quoted: bool | None = None,
        has_figures: bool | None = None,
        coder: Texts = None,
        tag: Texts = None,
        text: Texts = None,
        on: When = None,
        during: When = None,
        narrower: bool = True,
        possibly: bool = False,
    ) -> Self:
        """Give those for which all holds; a keyword takes one value or several, any of which may match.

        Args:
            predicate: A function of the record that must be true.
            id: Ids.
            holder: Named holders, of imputed and relayed views too.
            speaker: Those who can be counted for it: holders of own views, and
                the recorded speakers of a unanimous assembly.
            assembly: Where the unnamed plural is found that holds it.
            on_behalf_of: For whom it is said, where that is stated of itself.
            represents: The state or organization for which it is said at that time.
            country: The states where sources place the holders.
            area: Areas that comprise these states.
            office: Offices that the holders certainly held when they spoke.
            role: The holders' roles in the session, or in the conference.
            presence: How the holders took part.
            topic: Topics.
            stance: Stances.
            threat: Threats.
            kind: Kinds of the threat.
            sector: Sectors in which the threat lies.
            origin: Actors from whom, or places where, the threat arises.
            verdict: Verdicts.
            severity: How grave it is said to be.
            trend: How it is said to move.
            foremost: Whether it is named as the greatest of all.
            securitizing: Whether it makes a securitizing move.
            referent: Who or what is threatened.
            measure: A position that urges something against it.
            conference: Conferences, those of a session among them.
            session: Sessions.
            document: Documents in which it was made or can be read.
            about: On what it is.
            commends: Whom it speaks well of.
            criticises: Whom it speaks ill of.
            compares: Either side of a comparison.
            addressee: To whom it is said.
            in_reply_to: The statement that is answered.
            act: Speech acts.
            attribution: Whose view it is.
            attributed_by: Who relays or ascribes it.
            endorsement: What the ascriber thinks of it.
            rendering: How the source gives the words.
            certainty: How sure the speaker says to be.
            quantifier: How many of an assembly hold it.
            self_critical: Whether a holder criticises the own side.
            quoted: Whether words are printed as quoted.
            has_figures: Whether numbers are used.
            coder: Who coded it.
            tag: Tags.
            text: Words that must all stand in the claim, in any order and letter case.
            on: A date or period in which it was voiced.
            during: The same; both may be given, and must hold.
            narrower: Whether narrower topics and threats count with theirs.
            possibly: Whether dates and offices that may match do.

        Raises:
            UnknownIdError: If an id, coder or tag is not in the corpus; with near matches.
            InvalidValueError: If a word or date is none; with near matches.
        """
        return self._ask(locals())

    def _row(self, record: Statement) -> tuple[str, ...]:
        return (record.id, held_by(record), *_says(record), cell(record.claim))
