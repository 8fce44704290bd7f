"""How far the coders of a corpus agree, variable by variable, and what they have to settle.

Several coders may code the same `unit` of text; their records are compared
through `coding.unit` and `coding.coder`, and records without a unit take no
part. As coders may find several statements in a unit, it has to be said which
record is compared with which:

- What a unit is about (`topic`, `threat`) is compared unit by unit: the set of
  topics that one coder found with the sets that the others found. A coder who
  made any statement of the unit has worked on it, and found nothing where no
  topic is given; that somebody worked on a unit and made no record at all only
  `worked_on` can tell.
- What is said about a topic or a threat (`stance`; `verdict`, `severity`,
  `trend`, `foremost`, `referents`) is compared topic by topic and threat by
  threat: a unit has as many parts as its coders found topics. Who did not find
  one has no value there; that difference counts under `topic`, and once.
- All other variables belong to the statement. If no coder made more than one
  statement of a unit, those are compared, whatever they are about; else those
  on the same topic or threat.
- If a coder still has several records in a part, the part is divided by their
  holders, so that "A is for it, B against it" is compared holder by holder.
  `holders` themselves are compared as one set.
- If a coder has several records even then, their values are taken together: one
  value if they are the same, else the set of them. Of fields that hold several
  values, such as `about`, the sets are joined.

How far a unit is divided depends on all coders in it: to compare two of three,
give the records of those two alone. Codings of the same unit by the same coder
at another time or by another codebook are no further coder: leave them out.

Values are compared as they are: sets are the same or not, however much they
overlap. A field that a coder left empty has the value `UNSTATED`, at nominal
level a value like others; at ordinal and interval level it has no place and is
left out, as are unclear stances and sets of several values, and the result
tells how many were.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import ClassVar, Final, Self, cast, overload

import attrs

from eurasec.analysis._options import Options
from eurasec.analysis._tables import table_text
from eurasec.analysis.coders.data import CodedValue, Disagreement, ReliabilityData, is_set
from eurasec.analysis.coders.measures import (
    Agreement,
    Bootstrap,
    Level,
    Measure,
    cohens_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percentage_agreement,
)
from eurasec.analysis.listing import Listing
from eurasec.errors import UnknownIdError, near_matches, shown, wrong_type
from eurasec.positions import Position
from eurasec.selection.keys import several
from eurasec.sources import Record
from eurasec.statements import Assembly
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Certainty, Word

__all__ = [
    "UNSTATED",
    "AgreementTable",
    "Unstated",
    "Variable",
    "VariableAgreement",
    "agreement_by_variable",
    "coded_values",
    "coder_agreement",
    "disagreements",
]


class Unstated(Enum):
    """What a coder says who leaves a field empty."""

    UNSTATED = "unstated"

    def __str__(self) -> str:
        """Give the word."""
        return self.value


UNSTATED: Final = Unstated.UNSTATED
"""The value of a field that a coder left empty."""


class Variable(Word):
    """What coders may agree on: the fields of statements, positions and threat assessments."""

    TOPIC = "topic", "on which topics there are positions"
    STANCE = "stance", "for or against the proposition of a topic"
    THREAT = "threat", "which threats are assessed"
    VERDICT = "verdict", "whether a threat is one"
    SEVERITY = "severity", "how grave a threat is"
    TREND = "trend", "how a threat moves"
    FOREMOST = "foremost", "whether a threat is named as the greatest"
    REFERENTS = "referents", "who or what is threatened"
    HOLDERS = "holders", "who holds the view"
    ON_BEHALF_OF = "on_behalf_of", "for whom it is said"
    ATTRIBUTION = "attribution", "whose view it is"
    ATTRIBUTED_BY = "attributed_by", "who relays or ascribes it"
    ENDORSEMENT = "endorsement", "what the ascriber thinks of it"
    ADDRESSEES = "addressees", "to whom it is said"
    ACT = "act", "what is done by saying it"
    RENDERING = "rendering", "how the source gives the words"
    CERTAINTY = "certainty", "how sure the speaker says to be"
    ABOUT = "about", "on what it is"
    COMMENDS = "commends", "whom it speaks well of"
    CRITICISES = "criticises", "whom it speaks ill of"
    DATE = "date", "when it was voiced"
    ABOUT_PERIOD = "about_period", "the time that it is about"


# ── Which records are compared ──────────────────────────────────────────────

_Statement = Position | ThreatAssessment
_Coded = tuple[str, _Statement]
"""A coder and one of the coder's records."""


def _assembly(assembly: Assembly) -> str:
    among = f" ({assembly.among})" if assembly.among else ""
    return f"{assembly.quantifier} of {assembly.of}{among}"


def _holders(statement: _Statement) -> frozenset[str]:
    """Give the holders; an assembly is named by its quantifier, which no id can be taken for."""
    if statement.assembly is not None:
        return frozenset({_assembly(statement.assembly)})
    return frozenset(statement.holders)


def _subject(statement: _Statement) -> str:
    return statement.topic if isinstance(statement, Position) else statement.threat


def _holder_names(statement: _Statement) -> str:
    return ", ".join(sorted(_holders(statement)))


_Split = Callable[[_Statement], str]


@attrs.frozen(kw_only=True)
class _Way:
    """How the records of a unit are compared for one variable.

    Attributes:
        kinds: The records that have it.
        found: Whether its values are what the coders found in the unit.
        splits: By what records are told apart, one after another, as far as needed.
        always: How many of those splits are made in any case.
        levels: What its values may be taken to be, what they usually are first.
        order: The order of its words, where they do not have it themselves.
    """

    kinds: tuple[type[Position | ThreatAssessment], ...] = (Position, ThreatAssessment)
    found: bool = False
    splits: tuple[_Split, ...] = (_subject, _holder_names)
    always: int = 0
    levels: tuple[Level, ...] = (Level.NOMINAL,)
    order: tuple[Word, ...] | None = None


_ORDERED: Final = (Level.ORDINAL, Level.NOMINAL)
_SCORED: Final = (Level.ORDINAL, Level.NOMINAL, Level.INTERVAL)
_OF_THREAT: Final = _Way(kinds=(ThreatAssessment,), always=1)
_OF_STATEMENT: Final = _Way()

_WAYS: Final[Mapping[Variable, _Way]] = {
    Variable.TOPIC: _Way(kinds=(Position,), found=True, splits=()),
    Variable.STANCE: _Way(kinds=(Position,), always=1, levels=_SCORED),
    Variable.THREAT: _Way(kinds=(ThreatAssessment,), found=True, splits=()),
    Variable.VERDICT: attrs.evolve(_OF_THREAT, levels=_SCORED),
    Variable.SEVERITY: attrs.evolve(_OF_THREAT, levels=_ORDERED),
    Variable.TREND: _OF_THREAT,
    Variable.FOREMOST: _OF_THREAT,
    Variable.REFERENTS: _OF_THREAT,
    Variable.HOLDERS: _Way(splits=(_subject,)),
    Variable.CERTAINTY: _Way(
        levels=_ORDERED, order=(Certainty.POSSIBLE, Certainty.PROBABLE, Certainty.CERTAIN)
    ),
}


def _way(variable: Variable) -> _Way:
    return _WAYS.get(variable, _OF_STATEMENT)


def _by_unit(records: Iterable[Record]) -> dict[str, list[_Coded]]:
    """Give the statements of each unit with their coders, units sorted."""
    units: dict[str, list[_Coded]] = {}
    for record in several(records):
        if not isinstance(record, Record):
            raise wrong_type("coders", "records", record, "a record")
        coding = record.coding
        if (
            isinstance(record, (Position, ThreatAssessment))
            and coding is not None
            and coding.unit is not None
        ):
            units.setdefault(coding.unit, []).append((coding.coder, record))
    return dict(sorted(units.items()))


def _by_coder(coded: Iterable[_Coded]) -> dict[str, list[_Statement]]:
    """Give each coder's records, sorted by id."""
    coders: dict[str, list[_Statement]] = {}
    for coder, statement in coded:
        coders.setdefault(coder, []).append(statement)
    for statements in coders.values():
        statements.sort(key=lambda statement: statement.id)
    return coders


def _parts(
    coded: Sequence[_Coded], part: str, splits: Sequence[_Split], always: int
) -> Iterator[tuple[str, Sequence[_Coded]]]:
    """Divide the records of a unit until no coder has more than one in a part, as far as can be."""
    if not splits or (always <= 0 and len({coder for coder, _ in coded}) == len(coded)):
        yield part, coded
        return
    divided: dict[str, list[_Coded]] = {}
    for coder, statement in coded:
        divided.setdefault(splits[0](statement), []).append((coder, statement))
    for name, inside in divided.items():
        yield from _parts(inside, f"{part}: {name}" if part else name, splits[1:], always - 1)


# ── What was said ───────────────────────────────────────────────────────────


def _said(statement: _Statement, variable: Variable) -> Hashable:
    """Give what one record says, sets for fields that hold several values."""
    if variable is Variable.HOLDERS:
        return _holders(statement)
    said: Hashable | tuple[Hashable, ...] = getattr(statement, variable.value)
    if said is None:
        return UNSTATED
    return frozenset(cast("tuple[Hashable, ...]", said)) if isinstance(said, tuple) else said


def _together(said: Sequence[Hashable]) -> Hashable:
    """Give what several records say: their sets joined, their one value, or the set of their values."""
    sets = [each for each in said if is_set(each)]
    if sets:
        return frozenset[Hashable]().union(*sets)
    different = frozenset(said)
    return said[0] if len(different) == 1 else different


def _found(
    units: Mapping[str, Sequence[_Coded]], variable: Variable, worked_on: Mapping[str, frozenset[str]]
) -> Iterator[CodedValue]:
    """Give the sets of what coders found in the units on which they worked."""
    kinds = _way(variable).kinds
    for unit in sorted({*units, *worked_on}):
        by_coder = _by_coder(units.get(unit, ()))
        for coder in {*by_coder, *worked_on.get(unit, ())}:
            statements = [each for each in by_coder.get(coder, ()) if isinstance(each, kinds)]
            yield CodedValue(
                unit=unit,
                coder=coder,
                value=frozenset(_said(each, variable) for each in statements),
                records=(each.id for each in statements),
            )


def _compared(units: Mapping[str, Sequence[_Coded]], variable: Variable) -> Iterator[CodedValue]:
    """Give what coders said in the parts of units that are compared with one another."""
    way = _way(variable)
    for unit, coded in units.items():
        of_kind = [(coder, each) for coder, each in coded if isinstance(each, way.kinds)]
        for part, inside in _parts(of_kind, "", way.splits, way.always) if of_kind else ():
            for coder, statements in _by_coder(inside).items():
                yield CodedValue(
                    unit=unit,
                    part=part,
                    coder=coder,
                    value=_together([_said(each, variable) for each in statements]),
                    records=(each.id for each in statements),
                )


def _units_worked_on(
    options: Options, worked_on: Mapping[str, Iterable[str]] | None
) -> dict[str, frozenset[str]]:
    """Turn the units of each coder into the coders of each unit."""
    units: dict[str, set[str]] = {}
    what = "mapping from coders to units"
    if worked_on is None or not options.instance("worked_on", worked_on, Mapping, what=what):
        return {}
    for coder, own in worked_on.items():
        if isinstance(own, str) or not isinstance(own, Iterable):  # pyright: ignore[reportUnnecessaryIsInstance] - untyped callers
            message = f"{shown(own)} is not several units, on which the coder worked"
            options.wrong(f"worked_on[{coder!r}]", message, rule="type", value=own)
            continue
        for unit in own:
            units.setdefault(unit, set()).add(coder)
    return {unit: frozenset(coders) for unit, coders in units.items()}


def _values(
    units: Mapping[str, Sequence[_Coded]], variable: Variable, worked_on: Mapping[str, frozenset[str]]
) -> ReliabilityData:
    found = _way(variable).found
    values = _found(units, variable, worked_on) if found else _compared(units, variable)
    return ReliabilityData(values, variable=variable.value)


def _variable(options: Options, variable: object) -> Variable:
    return options.word("variable", variable, Variable, what="variable")


def coded_values(
    records: Iterable[Record],
    *,
    variable: Variable | str,
    worked_on: Mapping[str, Iterable[str]] | None = None,
) -> ReliabilityData:
    """Give what the coders of a corpus said of one variable, ready for any measure.

    Which records are compared with which is told at the head of this module.

    Args:
        records: A corpus, a selection of it, or any records.
        variable: The field that is compared.
        worked_on: For each coder the units on which they worked, also where
            they made no record; the units of their records need not be named.
            It tells for `topic` and `threat` where somebody found nothing.

    Returns:
        The reliability data, with the ids of the records behind each value.

    Raises:
        InvalidValueError: If there is no such variable, or if something is no record.

    >>> from eurasec.sources import Coding
    >>> def position(id, coder, topic, stance):
    ...     coding = Coding(coder=coder, unit="u1")
    ...     return Position(id=id, holders=("zas",), topic=topic, stance=stance, coding=coding)
    >>> records = [
    ...     position("p-1", "ab", "growth", "support"),
    ...     position("p-2", "ab", "drugs", "support"),
    ...     position("p-3", "cd", "growth", "neutral"),
    ... ]
    >>> print(coded_values(records, variable="topic"))
    unit  ab               cd
    u1    {drugs, growth}  {growth}
    >>> print(coded_values(records, variable="stance"))
    unit         ab       cd
    u1 [drugs]   support  ·
    u1 [growth]  support  neutral
    """
    options = Options("coded_values")
    which = _variable(options, variable)
    coders_of = _units_worked_on(options, worked_on)
    options.judge()
    return _values(_by_unit(records), which, coders_of)


# ── How far they agree ──────────────────────────────────────────────────────


def _alpha(data: ReliabilityData, way: _Way, level: Level, bootstrap: Bootstrap | None) -> Agreement:
    if level is Level.NOMINAL:
        return krippendorff_alpha(data, bootstrap=bootstrap)
    order = way.order if level is Level.ORDINAL else None
    return krippendorff_alpha(data, level=level, order=order, skip_unplaced=True, bootstrap=bootstrap)


def coder_agreement(
    records: Iterable[Record],
    *,
    variable: Variable | str,
    measure: Measure | str = Measure.KRIPPENDORFF_ALPHA,
    level: Level | str | None = None,
    worked_on: Mapping[str, Iterable[str]] | None = None,
    bootstrap: Bootstrap | None = None,
) -> Agreement:
    """Give how far the coders of a corpus agree on one variable, by one measure.

    For weighted kappa or other options of a measure, take `coded_values` and the
    measure itself.

    Args:
        records: A corpus, a selection of it, or any records.
        variable: The field that is compared.
        measure: How agreement is measured.
        level: What alpha takes the values to be. By default stances, verdicts,
            severities and certainties are ordinal and all others nominal.
        worked_on: As in `coded_values`.
        bootstrap: How to draw a confidence interval; else none is drawn.

    Returns:
        The agreement, with the ids of the records behind it.

    Raises:
        InvalidValueError: If an option is wrong, or the data do not fit the
            measure: Cohen's kappa needs two coders, and Fleiss' kappa as many
            values in each part.

    >>> from eurasec.sources import Coding
    >>> records = [
    ...     Position(
    ...         id=f"p-{unit}-{coder}",
    ...         holders=("zas",),
    ...         topic="growth",
    ...         stance=stance,
    ...         coding=Coding(coder=coder, unit=unit),
    ...     )
    ...     for coder, stances in {"ab": ("support", "oppose"), "cd": ("support", "neutral")}.items()
    ...     for unit, stance in zip(("u1", "u2"), stances)
    ... ]
    >>> print(coder_agreement(records, variable="stance", level="interval"))
    Krippendorff's alpha of stance: 0.727 (interval; 4 values by 2 coders on 2 units)
    """
    options = Options("coder_agreement")
    which = _variable(options, variable)
    by = options.word("measure", measure, Measure, what="measure of agreement")
    way = _way(which)
    as_level = way.levels[0]
    if level is not None:
        as_level = options.word("level", level, Level, what="level of measurement")
        if by is not Measure.KRIPPENDORFF_ALPHA:
            options.wrong("level", "goes with krippendorff_alpha alone", rule="option")
        elif as_level not in way.levels:
            allowed = tuple(each.value for each in way.levels)
            message = f"{which} has no {as_level} level (allowed: {', '.join(allowed)})"
            options.wrong("level", message, rule="level", value=as_level, allowed=allowed)
    coders_of = _units_worked_on(options, worked_on)
    options.judge()
    data = _values(_by_unit(records), which, coders_of)
    if by is Measure.KRIPPENDORFF_ALPHA:
        return _alpha(data, way, as_level, bootstrap)
    plain = {
        Measure.PERCENTAGE_AGREEMENT: percentage_agreement,
        Measure.COHENS_KAPPA: cohens_kappa,
        Measure.FLEISS_KAPPA: fleiss_kappa,
    }
    return plain[by](data, bootstrap=bootstrap)


@attrs.frozen(kw_only=True)
class VariableAgreement:
    """How far coders agree on one variable, by all measures that can be taken.

    Attributes:
        variable: The variable.
        percentage: Percentage agreement.
        cohen: Cohen's kappa, if there are two coders.
        fleiss: Fleiss' kappa, if all parts have the same number of values.
        alpha: Krippendorff's alpha at the variable's usual level, with its interval.
        n_disagreements: On how many parts of units the coders differ.
    """

    variable: Variable
    percentage: Agreement
    cohen: Agreement | None
    fleiss: Agreement | None
    alpha: Agreement
    n_disagreements: int

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        interval = self.alpha.interval
        return {
            "variable": self.variable.value,
            "level": self.alpha.level.value,
            "n_coders": len(self.percentage.coders),
            "n_units": self.percentage.n_units,
            "n_parts": self.percentage.n_parts,
            "n_values": self.percentage.n_values,
            "n_unplaced": self.alpha.n_unplaced,
            "n_disagreements": self.n_disagreements,
            "percentage_agreement": self.percentage.value,
            "cohens_kappa": self.cohen.value if self.cohen else None,
            "fleiss_kappa": self.fleiss.value if self.fleiss else None,
            "krippendorff_alpha": self.alpha.value,
            "alpha_low": interval.low if interval else None,
            "alpha_high": interval.high if interval else None,
        }

    def cells(self) -> tuple[str, ...]:
        """Give what a table shows of it."""
        interval = self.alpha.interval
        return (
            self.variable.value,
            self.alpha.level.value,
            str(self.percentage.n_parts),
            str(self.percentage.n_values),
            *(_number(each) for each in (self.percentage, self.cohen, self.fleiss, self.alpha)),
            f"{interval.low:.3f} to {interval.high:.3f}" if interval else "–",
            str(self.n_disagreements),
        )


def _number(agreement: Agreement | None) -> str:
    return "–" if agreement is None or agreement.value is None else f"{agreement.value:.3f}"


@attrs.frozen(repr=False)
class AgreementTable(Listing[VariableAgreement]):
    """How far coders agree on several variables; each is reached by its name, or by its place.

    Attributes:
        rows: A row for each variable.
    """

    noun: ClassVar[tuple[str, str]] = ("variable", "variables")
    head: ClassVar[tuple[str, ...]] = (
        "variable",
        "level",
        "parts",
        "values",
        "agreement",
        "Cohen",
        "Fleiss",
        "alpha",
        "interval",
        "to settle",
    )

    @overload
    def __getitem__(self, key: int | str) -> VariableAgreement: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: int | str | slice) -> VariableAgreement | Self:
        """Give the row of a variable, or at a place, or those of a slice.

        Raises:
            UnknownIdError: If there is no row of that variable; with near matches.
            IndexError: If the place is out of range.
        """
        if not isinstance(key, str):
            return super().__getitem__(key)
        for row in self.rows:
            if row.variable.value == key:
                return row
        raise UnknownIdError("variable", key, near_matches(key, [row.variable.value for row in self.rows]))

    def __str__(self) -> str:
        """Give a table; a dash stands where a measure has no value or cannot be taken."""
        return table_text([self.head, *(row.cells() for row in self.rows)])


def _agreements(data: ReliabilityData, variable: Variable, bootstrap: Bootstrap | None) -> VariableAgreement:
    way = _way(variable)
    complete = len({len(values) for values in data.by_unit()}) == 1
    return VariableAgreement(
        variable=variable,
        percentage=percentage_agreement(data),
        cohen=cohens_kappa(data) if len(data.coders) == 2 else None,  # noqa: PLR2004 - two, as its definition says
        fleiss=fleiss_kappa(data) if complete else None,
        alpha=_alpha(data, way, way.levels[0], bootstrap),
        n_disagreements=len(data.disagreements()),
    )


def _says_nothing(data: ReliabilityData) -> bool:
    """Tell whether nobody stated or found anything in what can be compared."""
    compared = {value.value for values in data.by_unit() if len(values) > 1 for value in values}
    return compared <= {UNSTATED, frozenset()}


def _listed(options: Options, variables: Iterable[Variable | str]) -> list[Variable]:
    return list(dict.fromkeys(_variable(options, variable) for variable in several(variables)))


def agreement_by_variable(
    records: Iterable[Record],
    *,
    variables: Iterable[Variable | str] | None = None,
    worked_on: Mapping[str, Iterable[str]] | None = None,
    bootstrap: Bootstrap | None = None,
) -> AgreementTable:
    """Give how far the coders of a corpus agree, variable by variable.

    Args:
        records: A corpus, a selection of it, or any records.
        variables: The variables, one or several; by default all in which
            values can be compared and one of those is stated.
        worked_on: As in `coded_values`.
        bootstrap: How to draw an interval for each alpha; else none is drawn.

    Returns:
        A table with a row for each variable.

    Raises:
        InvalidValueError: If there is no such variable, or if something is no record.

    >>> from eurasec.sources import Coding
    >>> records = [
    ...     Position(
    ...         id=f"p-{unit}-{coder}",
    ...         holders=("zas",),
    ...         topic="growth",
    ...         stance=stance,
    ...         coding=Coding(coder=coder, unit=unit),
    ...     )
    ...     for coder, stances in {"ab": ("support", "oppose"), "cd": ("support", "neutral")}.items()
    ...     for unit, stance in zip(("u1", "u2"), stances)
    ... ]
    >>> print(agreement_by_variable(records, variables=["topic", "stance"]))
    variable    level  parts  values  agreement  Cohen  Fleiss  alpha  interval  to settle
    topic     nominal      2       4      1.000      –       –      –         –          0
    stance    ordinal      2       4      0.500  0.333   0.200  0.833         –          1
    """
    options = Options("agreement_by_variable")
    chosen = list(Variable) if variables is None else _listed(options, variables)
    coders_of = _units_worked_on(options, worked_on)
    options.judge()
    units = _by_unit(records)
    data = {variable: _values(units, variable, coders_of) for variable in chosen}
    return AgreementTable(
        tuple(
            _agreements(values, variable, bootstrap)
            for variable, values in data.items()
            if variables is not None or not _says_nothing(values)
        )
    )


def disagreements(
    records: Iterable[Record],
    *,
    variable: Variable | str | Iterable[Variable | str] | None = None,
    worked_on: Mapping[str, Iterable[str]] | None = None,
) -> tuple[Disagreement, ...]:
    """Give what the coders of a corpus have to settle, unit by unit.

    Args:
        records: A corpus, a selection of it, or any records.
        variable: The variable, or several; by default all.
        worked_on: As in `coded_values`.

    Returns:
        The disagreements, sorted by unit and part, each with what every coder
        said and in which records.

    Raises:
        InvalidValueError: If there is no such variable, or if something is no record.

    >>> from eurasec.sources import Coding
    >>> records = [
    ...     Position(
    ...         id=f"p-{coder}",
    ...         holders=("zas",),
    ...         topic="growth",
    ...         stance=stance,
    ...         coding=Coding(coder=coder, unit="u1"),
    ...     )
    ...     for coder, stance in {"ab": "support", "cd": "neutral"}.items()
    ... ]
    >>> for disagreement in disagreements(records):
    ...     print(disagreement)
    u1 [growth] on stance: ab: support (p-ab); cd: neutral (p-cd)
    """
    options = Options("disagreements")
    chosen = list(Variable) if variable is None else _listed(options, variable)
    coders_of = _units_worked_on(options, worked_on)
    options.judge()
    units = _by_unit(records)
    found = [each for which in chosen for each in _values(units, which, coders_of).disagreements()]
    return tuple(sorted(found, key=lambda each: (each.unit, each.part)))
