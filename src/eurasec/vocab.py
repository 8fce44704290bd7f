"""The closed word lists, each word with its meaning in one line.

A word is written in files as its value (`qualified_support`), and every
member carries its `meaning`. The sources of the words are named in the
glossary of the documentation.

>>> Stance("qualified_support")
Stance.QUALIFIED_SUPPORT
>>> Stance.QUALIFIED_SUPPORT.meaning
'for the proposition, within limits or under a condition'
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from eurasec.errors import shown

__all__ = [
    "Approximation",
    "Attribution",
    "AttributionRule",
    "Certainty",
    "Collectivity",
    "ComparisonRelation",
    "DocumentKind",
    "Endorsement",
    "EventKind",
    "FigureForm",
    "MembershipRole",
    "OrganizationKind",
    "ParticipantRole",
    "Presence",
    "Quantifier",
    "Rendering",
    "SearleClass",
    "Sector",
    "SessionKind",
    "Severity",
    "SpeechAct",
    "Stance",
    "ThreatKind",
    "Trend",
    "Verdict",
    "Word",
]


class Word(StrEnum):
    """A word of a closed list, with its meaning.

    A member equals its written form, and its `repr` is the expression that
    names it.

    >>> Presence.REMOTE == "remote", Presence.REMOTE.meaning
    (True, 'by a live connection')
    """

    meaning: str

    # Every member is given its meaning; the default is there for type
    # checkers, which else refuse to look a member up: `Presence("remote")`.
    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make a member from its written form and its meaning."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        return word

    def __repr__(self) -> str:
        """Give the expression that names the member."""
        return f"{type(self).__name__}.{self.name}"


# ── Actors ──────────────────────────────────────────────────────────────────


class OrganizationKind(Word):
    """What sort of organised body an organization is."""

    INTERNATIONAL_ORGANIZATION = "international_organization", "founded by states by agreement"
    ALLIANCE = "alliance", "states bound to defend one another"
    GOVERNMENT_BODY = "government_body", "a ministry, agency or office of a state"
    PARLIAMENT = "parliament", "a legislature or an assembly of its members"
    PARTY = "party", "a political party"
    ARMED_FORCES = "armed_forces", "the forces of a state or an alliance"
    THINK_TANK = "think_tank", "a body of policy research"
    UNIVERSITY = "university", "a body of higher education"
    FOUNDATION = "foundation", "a body that funds or runs work for a purpose"
    NGO = "ngo", "a non-governmental organization"
    COMPANY = "company", "a business"
    MEDIA = "media", "a publisher or broadcaster"
    ARMED_GROUP = "armed_group", "an armed body that is not the force of a state"
    FORUM = "forum", "a body whose work is to let others meet"
    OTHER = "other", "an organised body of another sort"


class MembershipRole(Word):
    """As what an actor belongs to an organization."""

    MEMBER = "member", "with full membership"
    OBSERVER = "observer", "admitted to watch and speak, without a vote"
    PARTNER = "partner", "in an agreed partnership"
    ASSOCIATE = "associate", "with a limited membership"
    CHAIR = "chair", "presiding over it for a term"


# ── Sources ─────────────────────────────────────────────────────────────────


class DocumentKind(Word):
    """What sort of document a source is; it bounds what can be a quotation."""

    VERBATIM_RECORD = "verbatim_record", "the words as spoken, in the first person"
    SUMMARY_RECORD = "summary_record", "an official account in the third person"
    AGREED_TEXT = "agreed_text", "a communiqué or declaration agreed by its parties"
    PREPARED_REMARKS = "prepared_remarks", "a speech as written beforehand"
    ORGANISER_REPORT = "organiser_report", "the organiser's own account of the meeting"
    PRESS_REPORT = "press_report", "a journalist's account"
    DIPLOMATIC_REPORT = "diplomatic_report", "a diplomat's account to the own side"
    ARTICLE = "article", "a text published under its author's name"
    INTERVIEW = "interview", "questions and answers"
    PROGRAMME = "programme", "what was planned, not what happened"
    RECORDING = "recording", "sound or film"
    TREATY = "treaty", "an agreement in force between states or organizations"
    DATASET = "dataset", "tables or other data"
    OTHER = "other", "a document of another sort"


class EventKind(Word):
    """What sort of event is spoken of."""

    MILITARY_OPERATION = "military_operation", "forces are sent and act"
    EXERCISE = "exercise", "forces train"
    UNREST = "unrest", "protest, riot or upheaval"
    CONFLICT = "conflict", "armed struggle between parties"
    ATTACK = "attack", "a single act of violence or sabotage"
    DISASTER = "disaster", "harm by nature, disease or accident"
    ACCESSION = "accession", "someone joins an organization or treaty"
    ELECTION = "election", "a vote for office"
    NEGOTIATION = "negotiation", "talks between parties"
    TREATY_SIGNING = "treaty_signing", "an agreement is signed"
    ANNIVERSARY = "anniversary", "a past event is commemorated"
    OTHER = "other", "an event of another sort"


class FigureForm(Word):
    """What the number of a figure says."""

    LEVEL = "level", "an amount"
    CHANGE_PERCENT = "change_percent", "a change in percent of what was before"
    CHANGE_ABSOLUTE = "change_absolute", "a change in the unit of the measure"
    MULTIPLE = "multiple", "how many times what was before"
    SHARE = "share", "a part of a whole, in percent"
    RANK = "rank", "a place in an order"


class Approximation(Word):
    """How exactly a number is meant."""

    EXACT = "exact", "this number"
    ABOUT = "about", "near this number"
    AT_LEAST = "at_least", "this number or more"
    AT_MOST = "at_most", "this number or less"


class ComparisonRelation(Word):
    """How the subject of a comparison stands to the other."""

    SAME = "same", "alike in this respect"
    DIFFERENT = "different", "unlike in this respect, without a judgement"
    GREATER = "greater", "more or larger than the other"
    LESS = "less", "less or smaller than the other"
    BETTER = "better", "judged better than the other"
    WORSE = "worse", "judged worse than the other"


# ── Conferences ─────────────────────────────────────────────────────────────


class SessionKind(Word):
    """What sort of session it is."""

    OPENING = "opening", "welcome and opening addresses"
    PLENARY = "plenary", "before all participants"
    PANEL = "panel", "several speakers on one theme"
    QUESTIONS = "questions", "questions and answers"
    CLOSING = "closing", "summing up and farewell"
    OTHER = "other", "a session of another sort"


class AttributionRule(Word):
    """Whether what is said may be given a name."""

    ON_RECORD = "on_record", "words and names may be reported"
    CHATHAM_HOUSE = "chatham_house", "words may be reported, names and affiliations not"
    OFF_RECORD = "off_record", "nothing may be reported"


class ParticipantRole(Word):
    """As what a person takes part in a session."""

    HOST = "host", "receives the others in the organiser's name"
    CHAIR = "chair", "presides"
    MODERATOR = "moderator", "leads the discussion"
    OPENER = "opener", "gives a welcome, opening or closing address"
    KEYNOTE = "keynote", "gives the main address"
    SPEAKER = "speaker", "is on the list of those who speak"
    DISCUSSANT = "discussant", "comments on what others said"
    QUESTIONER = "questioner", "speaks from the floor"
    RAPPORTEUR = "rapporteur", "reports the meeting's sense"
    AUTHOR = "author", "contributes a written text"
    OBSERVER = "observer", "attends without speaking"


class Presence(Word):
    """How a person took part."""

    IN_PERSON = "in_person", "in the room"
    REMOTE = "remote", "by a live connection"
    MESSAGE = "message", "by a message that was read or shown"
    REPRESENTED = "represented", "by somebody who stood in"
    ABSENT = "absent", "announced, but did not take part"


# ── Statements ──────────────────────────────────────────────────────────────


class Quantifier(Word):
    """How many of an assembly hold a view."""

    UNANIMOUS = "unanimous", "all of them affirm it"
    CONSENSUS = "consensus", "none of them objects"
    ALMOST_ALL = "almost_all", "all but a few"
    MOST = "most", "the greater part; the view prevailed"
    MANY = "many", "a large number"
    SEVERAL = "several", "more than a few"
    SOME = "some", "an unstated number"
    A_FEW = "a_few", "a small number"
    ONE = "one", "one of them, who is not named"
    DIVIDED = "divided", "they openly disagree, and no names are given"
    GENERIC = "generic", "a bare plural or passive: participants noted, it was considered"


class Attribution(Word):
    """Whose view it is that a speaker voices."""

    OWN = "own", "the holder voices it"
    RELAYED = "relayed", "somebody passes on the holder's view"
    IMPUTED = "imputed", "somebody ascribes the view to the holder"


class Endorsement(Word):
    """What the one who ascribes a view thinks of its content."""

    ENDORSED = "endorsed", "shares it"
    REJECTED = "rejected", "opposes it"
    UNCOMMITTED = "uncommitted", "leaves it open"


class SearleClass(Word):
    """What a speech act does, in Searle's five classes (1976).

    >>> SpeechAct.CALL_FOR.searle
    SearleClass.DIRECTIVE
    """

    ASSERTIVE = "assertive", "says how things are"
    DIRECTIVE = "directive", "tries to make somebody act"
    COMMISSIVE = "commissive", "binds the speaker to act"
    EXPRESSIVE = "expressive", "shows the speaker's attitude"
    DECLARATION = "declaration", "makes it so by saying so"


class SpeechAct(Word):
    """What is done by saying it.

    >>> SpeechAct.CALL_FOR.searle
    SearleClass.DIRECTIVE
    """

    searle: SearleClass

    def __new__(cls, value: str, meaning: str = "", searle: SearleClass = SearleClass.ASSERTIVE) -> Self:
        """Make a member from its written form, its meaning and its class."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        word.searle = searle
        return word

    ASSERT = "assert", "states that something is so", SearleClass.ASSERTIVE
    EXPLAIN = "explain", "states why something is so", SearleClass.ASSERTIVE
    PREDICT = "predict", "states what will be", SearleClass.ASSERTIVE
    WARN = "warn", "states that harm may come", SearleClass.ASSERTIVE
    ACCUSE = "accuse", "states that somebody did wrong", SearleClass.ASSERTIVE
    DENY = "deny", "states that something is not so", SearleClass.ASSERTIVE
    CONCEDE = "concede", "admits something that tells against the own side", SearleClass.ASSERTIVE
    CALL_FOR = "call_for", "urges or proposes that something be done", SearleClass.DIRECTIVE
    ASK = "ask", "wants to know", SearleClass.DIRECTIVE
    COMMIT = "commit", "promises or assures", SearleClass.COMMISSIVE
    REFUSE = "refuse", "says that the speaker will not", SearleClass.COMMISSIVE
    HOPE = "hope", "wishes that something come about", SearleClass.EXPRESSIVE
    COMMEND = "commend", "praises or thanks", SearleClass.EXPRESSIVE
    CONDEMN = "condemn", "blames", SearleClass.EXPRESSIVE
    DECLARE = "declare", "brings something about by saying it", SearleClass.DECLARATION


class Rendering(Word):
    """How the source gives the words."""

    VERBATIM = "verbatim", "a record of the words"
    QUOTED = "quoted", "some words are printed as quoted"
    PARAPHRASED = "paraphrased", "in the source's own words"
    SYNTHESISED = "synthesised", "the meeting's sense as its rapporteur puts it"
    AUTHORIAL = "authorial", "the document's own voice"
    INFERRED = "inferred", "concluded by the coder"


class Certainty(Word):
    """How sure the speaker says to be."""

    CERTAIN = "certain", "stated as fact"
    PROBABLE = "probable", "stated as likely"
    POSSIBLE = "possible", "stated as something that may be"


class Collectivity(Word):
    """In which way a view is held: derived from a statement, never stored."""

    INDIVIDUAL = "individual", "one person holds it"
    SEVERAL = "several", "several named holders hold it, each of them"
    INSTITUTIONAL = "institutional", "a state, organization or group holds it as such"
    ASSEMBLED = "assembled", "an unnamed plural holds it"


# ── Positions and threats ───────────────────────────────────────────────────


class Stance(Word):
    """Where a holder stands towards the proposition of a topic.

    The scores are those of the five-point scale of core sentence analysis.

    >>> Stance.QUALIFIED_OPPOSITION.score
    -0.5
    >>> Stance.UNCLEAR.score is None
    True
    """

    score: float | None

    def __new__(cls, value: str, meaning: str = "", score: float | None = None) -> Self:
        """Make a member from its written form, its meaning and its score."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        word.score = score
        return word

    SUPPORT = "support", "for the proposition", 1.0
    QUALIFIED_SUPPORT = (
        "qualified_support",
        "for the proposition, within limits or under a condition",
        0.5,
    )
    NEUTRAL = "neutral", "takes no side; also a question", 0.0
    MIXED = "mixed", "argues both ways", 0.0
    QUALIFIED_OPPOSITION = (
        "qualified_opposition",
        "against the proposition, within limits or under a condition",
        -0.5,
    )
    OPPOSE = "oppose", "against the proposition", -1.0
    UNCLEAR = "unclear", "the coder cannot tell", None


class Sector(Word):
    """In which field of life a threat lies (Buzan, Wæver and de Wilde; cyber: Hansen and Nissenbaum)."""

    MILITARY = "military", "armed force"
    POLITICAL = "political", "the order of states and their institutions"
    ECONOMIC = "economic", "trade, finance and resources"
    SOCIETAL = "societal", "identity and the cohesion of society"
    ENVIRONMENTAL = "environmental", "nature and what lives by it"
    CYBER = "cyber", "networks, data and information"


class ThreatKind(Word):
    """What sort of threat it is."""

    INTERSTATE_WAR = "interstate_war", "war between states"
    INTERNAL_CONFLICT = "internal_conflict", "war or armed violence within a state"
    BORDER_CONFLICT = "border_conflict", "violence over or at a border"
    MILITARY_BUILDUP = "military_buildup", "forces or exercises grow"
    ARMS_SUPPLY = "arms_supply", "arms are given to a party"
    WMD_PROLIFERATION = "wmd_proliferation", "weapons of mass destruction spread"
    NUCLEAR_ESCALATION = "nuclear_escalation", "a conflict may become nuclear"
    TERRORISM = "terrorism", "violence to spread fear"
    EXTREMISM = "extremism", "views and groups that seek violent change"
    SEPARATISM = "separatism", "a part seeks to leave a state"
    EXTERNAL_INTERFERENCE = "external_interference", "outsiders meddle in the affairs of a state"
    DISINFORMATION = "disinformation", "false or hostile information is spread"
    CYBER_ATTACK = "cyber_attack", "networks or data are attacked"
    ORGANISED_CRIME = "organised_crime", "crime by lasting groups"
    DRUG_TRAFFICKING = "drug_trafficking", "illicit trade in drugs"
    ARMS_TRAFFICKING = "arms_trafficking", "illicit trade in arms"
    HUMAN_TRAFFICKING = "human_trafficking", "illicit trade in people"
    IRREGULAR_MIGRATION = "irregular_migration", "people cross borders outside the rules"
    COERCION = "coercion", "economic or other pressure by a state"
    ORDER_EROSION = "order_erosion", "rules and institutions between states decay"
    STATE_FRAGILITY = "state_fragility", "a state cannot do what states do"
    SOCIAL_UNREST = "social_unrest", "a society is in upheaval"
    POVERTY = "poverty", "want and inequality"
    DISEASE = "disease", "illness of people, animals or plants"
    ENVIRONMENTAL_DEGRADATION = "environmental_degradation", "nature is harmed"
    HYBRID = "hybrid", "several means at once below open war"
    OTHER = "other", "a threat of another sort"


class Verdict(Word):
    """What an assessor says of a threat.

    >>> Verdict.DOWNPLAYED.score
    -0.5
    """

    score: float

    def __new__(cls, value: str, meaning: str = "", score: float = 0.0) -> Self:
        """Make a member from its written form, its meaning and its score."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        word.score = score
        return word

    AFFIRMED = "affirmed", "it is a threat", 1.0
    RAISED = "raised", "asked about, without a judgement", 0.0
    DOWNPLAYED = "downplayed", "real, but less than is said", -0.5
    DISMISSED = "dismissed", "it is no threat", -1.0
    DENIED = "denied", "it is no threat, says its alleged origin", -1.0


class _Ordered(Word):
    """A word of a list that runs from least to most; it compares with the words of its list alone."""

    rank: int

    def __new__(cls, value: str, meaning: str = "") -> Self:
        """Make a member from its written form and its meaning; its rank is its place in the list."""
        word = str.__new__(cls, value)
        word._value_ = value
        word.meaning = meaning
        word.rank = len(cls.__members__)
        return word

    def _rank_of(self, other: object) -> int:
        """Give the rank of another word of the list; nothing else may be compared, least of all by letter."""
        for word in type(self):
            if word == other:
                return word.rank
        raise TypeError(f"{shown(other)} is no word of {type(self).__name__} and has no place in its order")

    def __lt__(self, other: str) -> bool:
        """Tell whether this word stands before the other."""
        return self.rank < self._rank_of(other)

    def __le__(self, other: str) -> bool:
        """Tell whether this word stands before the other or is the same."""
        return self.rank <= self._rank_of(other)

    def __gt__(self, other: str) -> bool:
        """Tell whether this word stands behind the other."""
        return self.rank > self._rank_of(other)

    def __ge__(self, other: str) -> bool:
        """Tell whether this word stands behind the other or is the same."""
        return self.rank >= self._rank_of(other)


class Severity(_Ordered):
    """How grave a threat is in its assessor's eyes; ordered.

    >>> Severity.GRAVE < Severity.EXISTENTIAL
    True
    >>> max(Severity).value
    'existential'
    """

    LOW = "low", "of little harm"
    MODERATE = "moderate", "of some harm"
    SERIOUS = "serious", "of much harm"
    GRAVE = "grave", "of very great harm"
    EXISTENTIAL = "existential", "against the survival of what is threatened"


class Trend(Word):
    """How a threat moves in its assessor's eyes."""

    EMERGING = "emerging", "new"
    RISING = "rising", "growing"
    STABLE = "stable", "unchanged"
    FALLING = "falling", "shrinking"
