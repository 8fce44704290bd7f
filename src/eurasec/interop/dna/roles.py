"""Which variable says what: who speaks, for whom, on what, and with which stance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Final, TypeAlias, cast

import attrs

from eurasec.errors import InvalidValueError, Problem, UnknownIdError, near_matches, shown
from eurasec.interop.dna.project import (
    DataType,
    Project,
    StatementType,
    Value,
    Variable,
    VariableName,
)
from eurasec.positions import Position
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Attribution, Stance, Verdict

__all__ = [
    "DNA_STATEMENT",
    "THREAT_ASSESSMENT",
    "USUAL_ROLES",
    "VERDICT",
    "WITHOUT_AGREEMENT",
    "Plan",
    "Role",
    "Roles",
    "View",
    "check_names",
    "check_options",
    "homes_of",
    "level_of",
    "plan_of",
    "stance_of",
    "usual_label",
    "usual_types",
    "verdict_of",
]

View: TypeAlias = Position | ThreatAssessment
"""What the statements of DNA are in a corpus, if they are records."""

_Class: TypeAlias = type[View] | None


class Role(Enum):
    """What the entities of a variable are."""

    PERSON = "person"
    ORGANIZATION = "organization"
    TOPIC = "topic"
    THREAT = "threat"


@attrs.frozen(kw_only=True)
class Roles:
    """The names of the variables of positions.

    Attributes:
        person: Who speaks.
        organization: For whom; or else who speaks.
        concept: On what.
        qualifier: With which stance.
        scale: The least and the greatest number of a qualifier that is an integer.
    """

    person: str = "person"
    organization: str = "organization"
    concept: str = "concept"
    qualifier: str = "agreement"
    scale: tuple[int, int] = (-2, 2)

    @property
    def names(self) -> tuple[str, str, str, str]:
        """The names of the variables."""
        return self.person, self.organization, self.concept, self.qualifier


USUAL_ROLES: Final = Roles()
"""The names that DNA itself gives them."""


def check_options(roles: Roles, function: str) -> None:
    """Refuse names that are no texts or stand there twice, and a scale that does not rise.

    Raises:
        InvalidValueError: With all problems.
    """
    problems = list(_wrong_options(roles))
    if problems:
        raise InvalidValueError(function, problems)


def _wrong_options(roles: Roles) -> Iterator[Problem]:
    seen: set[object] = set()
    for option, value in attrs.asdict(roles, recurse=False).items():
        message = ""
        if option == "scale":
            if not _rises(value):
                message = f"{shown(value)} is not two whole numbers of which the second is greater"
        elif not isinstance(value, str) or not value:
            message = f"{shown(value)} is no name of a variable"
        elif value in seen:
            message = f"{shown(value)} is already the name of another variable"
        else:
            seen.add(value)
        if message:
            yield Problem(path=option, message=message, rule="option", value=shown(value))


def _rises(scale: object) -> bool:
    if not isinstance(scale, tuple):
        return False
    ends = cast("tuple[object, ...]", scale)
    numbers = [end for end in ends if isinstance(end, int) and not isinstance(end, bool)]
    return len(numbers) == len(ends) == 2 and numbers[0] < numbers[1]  # noqa: PLR2004 - least and greatest


def check_names(roles: Roles, project: Project) -> None:
    """Refuse a name that was given, but that no variable has.

    Raises:
        UnknownIdError: With near matches.
    """
    names = {variable.name for each in project.types for variable in each.variables}
    for given, default in zip(roles.names, USUAL_ROLES.names, strict=True):
        if given != default and given not in names:
            raise UnknownIdError("variable", given, near_matches(given, sorted(names)))


# ── Statement types ─────────────────────────────────────────────────────────


_ROLES: Final[Mapping[_Class, tuple[Role, ...]]] = {
    Position: (Role.PERSON, Role.ORGANIZATION, Role.TOPIC),
    ThreatAssessment: (Role.PERSON, Role.ORGANIZATION, Role.THREAT),
    None: (),
}
"""The roles that there are in the types of each class."""

THREAT: Final = "threat"
VERDICT: Final = "verdict"


@attrs.frozen(kw_only=True)
class Plan:
    """What the variables of a statement type say.

    Attributes:
        cls: The class of its statements, `None` if they are no records.
        variables: The names of the variables for each role that is there.
        qualifier: The variable that says the stance.
        others: All further variables by their names, each with its place among them.
        numbers: How many of those are variables of numbers.
    """

    cls: _Class
    variables: Mapping[Role, str]
    qualifier: Variable | None
    others: Mapping[str, int]
    numbers: int

    def role_of(self, variable: str) -> Role | None:
        """Give the role of a variable."""
        return next((role for role, name in self.variables.items() if name == variable), None)


def plan_of(type: StatementType, roles: Roles) -> Plan:  # noqa: A002 - what it is
    """Tell what the variables of a statement type say.

    A type with a concept makes positions; one without, but with a threat and a
    verdict, makes threat assessments.
    """
    short = {each.name for each in type.variables if each.data_type is DataType.SHORT_TEXT}
    cls: _Class = None
    if roles.concept in short:
        cls = Position
    elif {THREAT, VERDICT} <= short:
        cls = ThreatAssessment
    names = dict(zip(Role, (roles.person, roles.organization, roles.concept, THREAT), strict=True))
    variables = {role: names[role] for role in _ROLES[cls] if names[role] in short}
    qualifier = type.variable(roles.qualifier) if cls is Position else None
    known = {*variables.values(), qualifier and qualifier.name, VERDICT if cls is ThreatAssessment else None}
    others = [each for each in type.variables if each.name not in known]
    return Plan(
        cls=cls,
        variables=variables,
        qualifier=qualifier,
        others={each.name: place for place, each in enumerate(others)},
        numbers=sum(each.data_type.numeric for each in others),
    )


def homes_of(plans: Mapping[str, Plan]) -> dict[Role, VariableName]:
    """Give for each role the variable that has the entities of which no statement makes use.

    Args:
        plans: What the variables of the types say, by their labels and in the order of the types.
    """
    homes: dict[Role, VariableName] = {}
    for label, plan in plans.items():
        for role, variable in plan.variables.items():
            homes.setdefault(role, (label, variable))
    return homes


# ── The types that there are without further ado ───────────────────────────

DNA_STATEMENT: Final = "DNA Statement"
WITHOUT_AGREEMENT: Final = "Position without agreement"
THREAT_ASSESSMENT: Final = "Threat assessment"


def usual_types(roles: Roles) -> Mapping[str, StatementType]:
    """Give the statement types of a new file, by their labels.

    The first is DNA's own: views of one's own that are for or against
    something. Positions that are neither, and views that somebody passes on or
    ascribes, stand in the second, so that they are in none of the networks
    that DNA makes of the first. The third has the threat assessments.

    Args:
        roles: The names of the variables.
    """
    voices = (_short(roles.person), _short(roles.organization))
    positions = (*voices, _short(roles.concept))
    agreement = Variable(name=roles.qualifier, data_type=DataType.BOOLEAN)
    types = (
        StatementType(label=DNA_STATEMENT, colour=(239, 208, 51), variables=(*positions, agreement)),
        StatementType(label=WITHOUT_AGREEMENT, colour=(176, 196, 222), variables=positions),
        StatementType(
            label=THREAT_ASSESSMENT,
            colour=(244, 164, 96),
            variables=(*voices, _short(THREAT), _short(VERDICT)),
        ),
    )
    return {each.label: each for each in types}


def _short(name: str) -> Variable:
    return Variable(name=name, data_type=DataType.SHORT_TEXT)


def usual_label(record: View, plan: Plan | None, roles: Roles) -> str:
    """Give the label of the statement type to which a statement belongs by itself.

    Args:
        record: The statement.
        plan: What the variables of DNA's own type say; `None` if there is no such type.
        roles: The names of the variables.
    """
    if isinstance(record, ThreatAssessment):
        return THREAT_ASSESSMENT
    data_type = DataType.BOOLEAN if plan is None else plan.qualifier and plan.qualifier.data_type
    said = data_type is None or level_of(record.stance, data_type, roles.scale) is not None
    return DNA_STATEMENT if said and record.attribution is Attribution.OWN else WITHOUT_AGREEMENT


# ── Stances ─────────────────────────────────────────────────────────────────

_STANCES: Final = {str(stance): stance for stance in Stance}
_VERDICTS: Final = {str(verdict): verdict for verdict in Verdict}
_BY_SCORE: Final = {
    Fraction(stance.score): stance
    for stance in Stance
    if stance.score is not None and stance is not Stance.MIXED
}


def stance_of(value: Value | None, qualifier: Variable | None, scale: tuple[int, int]) -> Stance | None:
    """Give the stance that a value of the qualifier stands for, `None` if it stands for none.

    Of a boolean 0 is oppose and 1 support; an integer lies on its scale, of
    which the ends are oppose and support, the middle neutral, and halfway
    between the qualified stances; a text is the word itself.
    """
    if value is None or qualifier is None:
        return None
    if isinstance(value, str):
        return _STANCES.get(value)
    least, greatest = _ends(qualifier.data_type, scale)
    return _BY_SCORE.get(Fraction(2 * (value - least), greatest - least) - 1)


@cache
def level_of(stance: Stance, data_type: DataType, scale: tuple[int, int]) -> Value | None:
    """Give the value of the qualifier for a stance, `None` if it has none.

    Where a scale is too coarse for a qualified stance, it gets the value of
    the full one.
    """
    if not data_type.numeric:
        return stance.value
    if stance.score is None:
        return None
    least, greatest = _ends(data_type, scale)
    level = least + (Fraction(stance.score) + 1) * (greatest - least) / 2
    if level.denominator == 1:
        return int(level)
    if not stance.score:
        return None
    return greatest if stance.score > 0 else least


def _ends(data_type: DataType, scale: tuple[int, int]) -> tuple[int, int]:
    return (0, 1) if data_type is DataType.BOOLEAN else scale


def verdict_of(value: Value | None) -> Verdict | None:
    """Give the verdict that a value stands for, `None` if it stands for none."""
    return _VERDICTS.get(value) if isinstance(value, str) else None
