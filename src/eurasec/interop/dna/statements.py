"""Statements of a project as positions and threat assessments of a corpus, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, cast

import attrs

from eurasec.actors import Group, Organization, State
from eurasec.errors import Problem, shown
from eurasec.interop.dna.carried import Draft, field_named, plain
from eurasec.interop.dna.documents import NO_CODER, coder_of, coding_of
from eurasec.interop.dna.project import CodedStatement, Value
from eurasec.interop.dna.quoting import quoted, quoted_name
from eurasec.interop.dna.roles import VERDICT, Plan, Role, Roles, level_of, stance_of, verdict_of
from eurasec.positions import Position
from eurasec.sources import Document, Evidence, Record
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Quantifier, Stance

__all__ = [
    "NOT_STATED",
    "NOT_STATED_GROUP",
    "TYPE",
    "Place",
    "Setting",
    "place_of",
    "said_of",
    "statement_draft",
]

NOT_STATED: Final = "not-stated"
"""The group that stands for a holder who is not stated."""

NOT_STATED_GROUP: Final = Group(id=NOT_STATED, name="somebody who is not stated")

TYPE: Final = "dna.type"
"""The attribute of a statement that names its type in DNA, where that is not the usual one."""

Place = tuple[str, int, int]
"""A document, and where in it something begins and ends, in code points."""


@attrs.frozen(kw_only=True)
class Setting:
    """What statements refer to.

    Attributes:
        roles: Which variable says what.
        ids: The ids of the entities of each role, by their values.
        records: Their records and those of the documents, by id.
        documents: The id of each document, by its number; none for one that is made up.
        lengths: The length of each document, by its id.
    """

    roles: Roles
    ids: Mapping[Role, Mapping[str, str]]
    records: Mapping[str, Record]
    documents: Mapping[int, str]
    lengths: Mapping[str, int]

    def date_of(self, document: str | None) -> str | None:
        """Give the date of a document, if it has one."""
        date = None if document is None else cast("Document", self.records[document]).date
        return None if date is None else str(date)


# ── Where a statement stands ────────────────────────────────────────────────


def place_of(evidence: Iterable[Evidence], lengths: Mapping[str, int]) -> Place | None:
    """Give the place by which DNA marks a statement.

    That is the first span of its evidence; without one, the whole of the first
    document; nothing if it has no evidence in a text.

    Args:
        evidence: The evidence.
        lengths: The length of each document that DNA has.
    """
    whole: Place | None = None
    for each in evidence:
        length = lengths.get(each.document, 0)
        if each.start is not None and each.end is not None and each.end <= length:
            return each.document, each.start, each.end
        if whole is None and length:
            whole = each.document, 0, length
    return whole


# ── From DNA ────────────────────────────────────────────────────────────────


def statement_draft(
    statement: CodedStatement, plan: Plan, setting: Setting, id: str, problems: list[Problem]
) -> Draft | None:
    """Make a draft of a position or a threat assessment, `None` if it is neither.

    Args:
        statement: The statement.
        plan: What the variables of its type say.
        setting: What it refers to.
        id: Its id in the corpus.
        problems: Where to put down what is doubtful.
    """
    said = said_of(statement, plan, setting, id, problems)
    if plan.cls is None or said is None:
        return None
    draft = Draft(
        cls=plan.cls,
        said=said,
        place=statement.place,
        contradicted=lambda record: _contradicted(record, statement, plan, setting),
    )
    for name, text in _others(statement.values, plan):
        field = field_named(plan.cls, name)
        if field is not None and field != "id":
            draft.carry(field, text, f"{statement.place}.{name}", problems)
    return draft


def said_of(
    statement: CodedStatement, plan: Plan, setting: Setting, id: str, problems: list[Problem]
) -> dict[str, object] | None:
    """Give the fields of a position or a threat assessment, as far as DNA has columns for them."""
    subject = None if plan.cls is None else _subject(statement.values, plan, setting)
    if plan.cls is None or subject is None:
        return None
    others = _others(statement.values, plan)
    attributes = [(name, text) for name, text in others if field_named(plan.cls, name) is None]
    said: dict[str, object] = {"id": id, **_voice(statement, plan, setting, problems), **subject}
    if plan.cls is Position:
        stance, unread = _stance(statement, plan, setting, problems)
        said["stance"] = stance.value
        attributes = unread + attributes
    document = setting.documents.get(statement.document)
    said |= {
        "evidence": None if document is None else [_evidence(statement, document)],
        "attributes": [{"name": quoted_name(name), "value": quoted(text)} for name, text in attributes]
        or None,
        "date": setting.date_of(document),
        "coding": coding_of(statement.coder),
    }
    return {name: value for name, value in said.items() if value is not None}


def _others(values: Mapping[str, Value], plan: Plan) -> list[tuple[str, str]]:
    """Give the values of further variables that are known, as texts, in the order of the variables."""
    known = [(name, str(value)) for name, value in values.items() if name in plan.others and value != ""]
    return sorted(known, key=lambda each: plan.others[each[0]])


def _subject(values: Mapping[str, Value], plan: Plan, setting: Setting) -> dict[str, object] | None:
    """Give topic, or threat and verdict; `None` if they are not known."""
    if plan.cls is Position:
        topic = _entity(values, plan, Role.TOPIC, setting)
        return None if topic is None else {"topic": topic}
    threat = _entity(values, plan, Role.THREAT, setting)
    verdict = verdict_of(values.get(VERDICT))
    return None if threat is None or verdict is None else {"threat": threat, "verdict": verdict.value}


def _entity(values: Mapping[str, Value], plan: Plan, role: Role, setting: Setting) -> str | None:
    """Give the id of what a statement has in the variable of a role."""
    value = values.get(plan.variables.get(role, ""), "")
    return setting.ids[role].get(str(value))


def _voice(
    statement: CodedStatement, plan: Plan, setting: Setting, problems: list[Problem]
) -> dict[str, object]:
    """Give who holds it, and for whom."""
    person = _entity(statement.values, plan, Role.PERSON, setting)
    organization = _entity(statement.values, plan, Role.ORGANIZATION, setting)
    if person is None and organization is None:
        return {"assembly": {"of": NOT_STATED, "quantifier": Quantifier.ONE.value}}
    if person is None or organization is None:
        return {"holders": [person or organization]}
    if isinstance(setting.records[organization], (Organization, State)):
        return {"holders": [person], "on_behalf_of": organization}
    message = f"{shown(organization)} is a group, for which nobody can speak; it is left out"
    path = f"{statement.place}.{setting.roles.organization}"
    problems.append(Problem(path=path, message=message, rule="organization", value=shown(organization)))
    return {"holders": [person]}


def _stance(
    statement: CodedStatement, plan: Plan, setting: Setting, problems: list[Problem]
) -> tuple[Stance, list[tuple[str, str]]]:
    """Give the stance, and as an attribute the value that stands for none."""
    if plan.qualifier is None:
        return Stance.UNCLEAR, []
    name = plan.qualifier.name
    value = statement.values.get(name, "")
    stance = stance_of(value, plan.qualifier, setting.roles.scale)
    if stance is not None:
        return stance, []
    message = "is not known" if value == "" else f"{shown(value)} stands for no stance"
    problems.append(
        Problem(path=f"{statement.place}.{name}", message=f"{message}; it is read as unclear", rule="stance")
    )
    return Stance.UNCLEAR, [] if value == "" else [(name, str(value))]


def _evidence(statement: CodedStatement, document: str) -> dict[str, object]:
    evidence: dict[str, object] = {"document": document}
    if statement.start is not None and statement.end is not None:
        evidence |= {"start": statement.start, "end": statement.end}
    if statement.words:
        evidence["exact"] = statement.words
    return evidence


def _contradicted(record: Record, statement: CodedStatement, plan: Plan, setting: Setting) -> Iterable[str]:
    """Give the fields that would have made another row than there is."""
    assert isinstance(record, (Position, ThreatAssessment))  # noqa: S101 - the draft is one of a statement
    place = place_of(record.evidence, setting.lengths)
    document = setting.documents.get(statement.document)
    stands = document is not None or place is not None
    if stands and statement.start is not None and place != (document, statement.start, statement.end):
        yield "evidence"
    if coder_of(plain(record)) != (statement.coder or NO_CODER):
        yield "coding"
    if isinstance(record, Position) and plan.qualifier is not None:
        level = level_of(record.stance, plan.qualifier.data_type, setting.roles.scale)
        if level != statement.values.get(setting.roles.qualifier):
            yield "stance"
