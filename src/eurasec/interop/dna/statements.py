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
]

NOT_STATED: Final = "not-stated"
"""The group that stands for a holder who is not stated."""

NOT_STATED_GROUP: Final = Group(id=NOT_STATED, name="somebody who is not stated")

TYPE: Final = "dna.type"
"""The attribute of a statement that names its type in DNA, where that is not the usual one."""

Place = tuple[str, int, int]
"""A document, and where in it something begins and ends, in code points."""


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


@attrs.frozen(kw_only=True)
class Setting:
    """What statements refer to, and what becomes of them there.

    Attributes:
        roles: Which variable says what.
        plans: What the variables of each type say, by its label.
        ids: The ids of the entities of each role, by their values.
        records: Their records and those of the documents, by id.
        documents: The id of each document, by its number; none for one that is made up.
        lengths: The length of each document, by its id.
        problems: Where to put down what is doubtful.
    """

    roles: Roles
    plans: Mapping[str, Plan]
    ids: Mapping[Role, Mapping[str, str]]
    records: Mapping[str, Record]
    documents: Mapping[int, str]
    lengths: Mapping[str, int]
    problems: list[Problem] = attrs.field(factory=list[Problem])

    def draft(self, statement: CodedStatement, id: str) -> Draft | None:
        """Make a draft of a position or a threat assessment of that id, `None` if it is neither."""
        plan = self.plans[statement.type]
        said = self.said(statement, id)
        if plan.cls is None or said is None:
            return None
        draft = Draft(
            cls=plan.cls,
            said=said,
            place=statement.place,
            contradicted=lambda record: self._contradicted(record, statement),
        )
        draft.carry(_others(statement.values, plan), self.problems)
        return draft

    def said(self, statement: CodedStatement, id: str) -> dict[str, object] | None:
        """Give the fields of a position or a threat assessment, as far as DNA has columns for them."""
        plan = self.plans[statement.type]
        subject = self._subject(statement.values, plan)
        if plan.cls is None or subject is None:
            return None
        others = _others(statement.values, plan)
        attributes = [(name, text) for name, text in others if field_named(plan.cls, name) is None]
        said: dict[str, object] = {"id": id, **self._voice(statement, plan), **subject}
        if plan.cls is Position:
            stance, unread = self._stance(statement, plan)
            said["stance"] = stance.value
            attributes = unread + attributes
        document = self.documents.get(statement.document)
        if document is not None:
            date = cast("Document", self.records[document]).date
            said |= {
                "evidence": [_evidence(statement, document)],
                "date": None if date is None else str(date),
            }
        if attributes:
            said["attributes"] = [
                {"name": quoted_name(name), "value": quoted(text)} for name, text in attributes
            ]
        said["coding"] = coding_of(statement.coder)
        return {name: value for name, value in said.items() if value is not None}

    def _subject(self, values: Mapping[str, Value], plan: Plan) -> dict[str, object] | None:
        """Give topic, or threat and verdict; `None` if they are not known."""
        if plan.cls is Position:
            topic = self._id(values, plan, Role.TOPIC)
            return None if topic is None else {"topic": topic}
        threat = self._id(values, plan, Role.THREAT)
        verdict = verdict_of(values.get(VERDICT))
        return None if threat is None or verdict is None else {"threat": threat, "verdict": verdict.value}

    def _id(self, values: Mapping[str, Value], plan: Plan, role: Role) -> str | None:
        """Give the id of what a statement has in the variable of a role."""
        return self.ids[role].get(str(values.get(plan.variables.get(role, ""), "")))

    def _voice(self, statement: CodedStatement, plan: Plan) -> dict[str, object]:
        """Give who holds it, and for whom."""
        person = self._id(statement.values, plan, Role.PERSON)
        organization = self._id(statement.values, plan, Role.ORGANIZATION)
        if person is None and organization is None:
            return {"assembly": {"of": NOT_STATED, "quantifier": Quantifier.ONE.value}}
        if person is None or organization is None:
            return {"holders": [person or organization]}
        if isinstance(self.records[organization], (Organization, State)):
            return {"holders": [person], "on_behalf_of": organization}
        message = f"{shown(organization)} is a group, for which nobody can speak; it is left out"
        path, value = f"{statement.place}.{self.roles.organization}", shown(organization)
        self.problems.append(Problem(path=path, message=message, rule="organization", value=value))
        return {"holders": [person]}

    def _stance(self, statement: CodedStatement, plan: Plan) -> tuple[Stance, list[tuple[str, str]]]:
        """Give the stance, and as an attribute the value that stands for none."""
        if plan.qualifier is None:
            return Stance.UNCLEAR, []
        name = plan.qualifier.name
        value = statement.values.get(name, "")
        stance = stance_of(value, plan.qualifier, self.roles.scale)
        if stance is not None:
            return stance, []
        wrong = "is not known" if value == "" else f"{shown(value)} stands for no stance"
        path, message = f"{statement.place}.{name}", f"{wrong}; it is read as unclear"
        self.problems.append(Problem(path=path, message=message, rule="stance"))
        return Stance.UNCLEAR, [] if value == "" else [(name, str(value))]

    def _contradicted(self, record: Record, statement: CodedStatement) -> Iterable[str]:
        """Give the fields that would have made another row than there is."""
        assert isinstance(record, (Position, ThreatAssessment))  # noqa: S101 - the draft is one of a statement
        place = place_of(record.evidence, self.lengths)
        document = self.documents.get(statement.document)
        stands = document is not None or place is not None
        if stands and statement.start is not None and place != (document, statement.start, statement.end):
            yield "evidence"
        if coder_of(plain(record)) != (statement.coder or NO_CODER):
            yield "coding"
        qualifier = self.plans[statement.type].qualifier
        if isinstance(record, Position) and qualifier is not None:
            level = level_of(record.stance, qualifier.data_type, self.roles.scale)
            if level != statement.values.get(qualifier.name):
                yield "stance"


def _others(values: Mapping[str, Value], plan: Plan) -> list[tuple[str, str]]:
    """Give the values of further variables that are known, as texts, in the order of the variables."""
    known = [(name, str(value)) for name, value in values.items() if name in plan.others and value != ""]
    return sorted(known, key=lambda each: plan.others[each[0]])


def _evidence(statement: CodedStatement, document: str) -> dict[str, object]:
    evidence: dict[str, object] = {"document": document}
    if statement.start is not None and statement.end is not None:
        evidence |= {"start": statement.start, "end": statement.end}
    if statement.words:
        evidence["exact"] = statement.words
    return evidence
