"""Reliability data: which coder gave which value to which unit, and where they differ.

Reliability data is what content analysis calls the table of units and coders
from which agreement is measured. How it is made from the records of a corpus
is the matter of `eurasec.analysis.coders.records`, and what is measured on it that of
`eurasec.analysis.coders.measures`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from typing import TypeGuard, cast

import attrs

from eurasec.analysis._tables import table_text
from eurasec.errors import InvalidValueError, Problem, UnknownIdError, near_matches, shown, wrong_type
from eurasec.selection.display import many
from eurasec.selection.keys import several

__all__ = ["CodedValue", "Disagreement", "ReliabilityData"]


def is_set(value: object) -> TypeGuard[frozenset[Hashable]]:
    """Tell whether a value is a set of values."""
    return isinstance(value, frozenset)


def written(value: Hashable) -> str:
    """Write a value as tables and messages show it; sets in one order, whatever the run.

    >>> written(frozenset({"growth", "drugs"}))
    '{drugs, growth}'
    """
    if is_set(value):
        return f"{{{', '.join(sorted(map(written, value)))}}}"
    return str(value)


def plain(value: Hashable) -> object:
    """Give a value as JSON may hold it: numbers as they are, sets as sorted lists, the rest as text."""
    if is_set(value):
        return sorted(map(written, value))
    return value if isinstance(value, (bool, int, float)) else str(value)


def _ids(records: Iterable[str]) -> tuple[str, ...]:
    return (records,) if isinstance(records, str) else tuple(records)


@attrs.frozen(kw_only=True)
class CodedValue:
    """The value that one coder gave to one unit.

    A coder who gave none has no coded value: what is missing is left out.

    Attributes:
        unit: The unit that was coded.
        coder: Who coded it.
        value: What the coder said: anything hashable; values that are equal are the same.
        part: Which part of the unit it is about, where a unit has several that
            are compared each by itself; else empty.
        records: The ids of the records in which the coder said it.

    >>> CodedValue(unit="u1", coder="ab", value=None)
    Traceback (most recent call last):
    eurasec.errors.InvalidValueError: CodedValue: value: is missing; leave the coded value out instead
    """

    unit: str
    coder: str
    value: Hashable
    part: str = ""
    records: tuple[str, ...] = attrs.field(default=(), converter=_ids)

    def __attrs_post_init__(self) -> None:
        """Judge all fields; raise all problems at once."""
        problems = list(self._judged())
        if problems:
            raise InvalidValueError("CodedValue", problems)

    def _judged(self) -> Iterator[Problem]:
        texts: dict[str, object] = {"unit": self.unit, "coder": self.coder, "part": self.part}
        for name, text in texts.items():
            if not isinstance(text, str):
                yield Problem(
                    path=name, message=f"{shown(text)} is not a text", rule="type", value=shown(text)
                )
            elif not text and name != "part":
                yield Problem(path=name, message="is empty", rule="empty-text", value=shown(text))
        if self.value is None:
            yield Problem(
                path="value", message="is missing; leave the coded value out instead", rule="required"
            )
            return
        try:
            hash(self.value)
        except TypeError:
            message = f"{shown(self.value)} is not hashable"
            yield Problem(path="value", message=message, rule="type", value=shown(self.value))
            return
        if self.value != self.value:  # what differs from itself is no number
            message = f"{shown(self.value)} is no value; leave the coded value out instead"
            yield Problem(path="value", message=message, rule="finite", value=shown(self.value))

    def __str__(self) -> str:
        """Give coder, value and records.

        >>> print(CodedValue(unit="u1", coder="ab", value="support", records=("p-1",)))
        ab: support (p-1)
        """
        records = f" ({', '.join(self.records)})" if self.records else ""
        return f"{self.coder}: {written(self.value)}{records}"

    def to_dict(self) -> dict[str, object]:
        """Give the fields as JSON may hold them.

        >>> CodedValue(unit="u1", coder="ab", value="support").to_dict()
        {'unit': 'u1', 'part': '', 'coder': 'ab', 'value': 'support', 'records': []}
        """
        return {
            "unit": self.unit,
            "part": self.part,
            "coder": self.coder,
            "value": plain(self.value),
            "records": list(self.records),
        }


@attrs.frozen(kw_only=True)
class Disagreement:
    """One unit, or part of a unit, on which coders differ.

    Attributes:
        unit: The unit.
        part: The part of it, else empty.
        variable: What was coded, if the data say so.
        values: What each coder said, those who agree with one another included.
    """

    unit: str
    part: str
    variable: str | None
    values: tuple[CodedValue, ...]

    @property
    def records(self) -> tuple[str, ...]:
        """The ids of the records that differ, in the order of their coders."""
        return tuple(chain.from_iterable(value.records for value in self.values))

    def __str__(self) -> str:
        """Give unit, part and what each coder said in one line."""
        what = f" on {self.variable}" if self.variable else ""
        return f"{place_name(self.unit, self.part)}{what}: {'; '.join(map(str, self.values))}"

    def to_dict(self) -> dict[str, object]:
        """Give the fields as JSON may hold them."""
        return {
            "unit": self.unit,
            "part": self.part,
            "variable": self.variable,
            "values": [value.to_dict() for value in self.values],
        }


def place_name(unit: str, part: str) -> str:
    """Name a unit, and its part where it has one."""
    return f"{unit} [{part}]" if part else unit


def _where(value: CodedValue) -> tuple[str, str]:
    return value.unit, value.part


def _in_order(values: Iterable[CodedValue]) -> tuple[CodedValue, ...]:
    given = several(values)
    for each in given:
        if not isinstance(each, CodedValue):
            raise wrong_type("ReliabilityData", "values", each, "a coded value")
    return tuple(
        sorted(cast("tuple[CodedValue, ...]", given), key=lambda value: (value.unit, value.part, value.coder))
    )


@attrs.frozen(repr=False)
class ReliabilityData:
    """Who gave which value to which unit: the table of units and coders that all measures take.

    The order in which values come in does not matter, and no unit needs a
    value by every coder.

    Attributes:
        values: The coded values, sorted by unit, part and coder.
        variable: What was coded, for those who read the results.

    Raises:
        InvalidValueError: If a coder gave two values to the same unit, or to the
            same part of it; both values are named.

    >>> data = ReliabilityData(
    ...     CodedValue(unit=unit, coder=coder, value=value)
    ...     for unit, coder, value in [("u1", "ab", 1), ("u1", "cd", 2), ("u2", "ab", 3)]
    ... )
    >>> data
    <ReliabilityData: 3 values, 2 units, 2 coders>
    >>> print(data)
    unit  ab  cd
    u1    1   2
    u2    3   ·
    >>> data.units, data.coders
    (('u1', 'u2'), ('ab', 'cd'))
    >>> [len(values) for values in data.by_unit()]
    [2, 1]
    """

    values: tuple[CodedValue, ...] = attrs.field(converter=_in_order)
    variable: str | None = attrs.field(default=None, kw_only=True)

    def __attrs_post_init__(self) -> None:
        """Refuse two values by one coder for one unit."""
        problems = [
            Problem(
                path=place_name(one.unit, one.part),
                message=f"is coded twice by the same coder: {one} and {other}",
                rule="coded-once",
                value=shown(one.value),
            )
            for one, other in pairwise(self.values)
            if _where(one) == _where(other) and one.coder == other.coder
        ]
        if problems:
            raise InvalidValueError("ReliabilityData", problems)

    @classmethod
    def from_rows(
        cls, rows: Mapping[str, Sequence[Hashable | None]], *, variable: str | None = None
    ) -> ReliabilityData:
        """Read a table as papers print it: a row for each coder, a column for each unit.

        Args:
            rows: The values of each coder, in the order of the units; `None` where one is missing.
            variable: What was coded.

        Returns:
            The data; units are numbered from 1, with leading zeros, so that they sort.

        Raises:
            InvalidValueError: If the rows differ in length.

        >>> ReliabilityData.from_rows({"ab": [1, 2, None], "cd": [1, 3, 3]})
        <ReliabilityData: 5 values, 3 units, 2 coders>
        """
        lengths = {len(row) for row in rows.values()}
        if len(lengths) > 1:
            message = f"the coders' rows differ in length: {', '.join(map(str, sorted(lengths)))}"
            raise InvalidValueError(
                "ReliabilityData", [Problem(path="rows", message=message, rule="same-length")]
            )
        digits = len(str(max(lengths, default=0)))
        return cls(
            (
                CodedValue(unit=f"{number:0{digits}d}", coder=coder, value=value)
                for coder, row in rows.items()
                for number, value in enumerate(row, start=1)
                if value is not None
            ),
            variable=variable,
        )

    @property
    def units(self) -> tuple[str, ...]:
        """The units, sorted."""
        return tuple(dict.fromkeys(value.unit for value in self.values))

    @property
    def coders(self) -> tuple[str, ...]:
        """The coders, sorted."""
        return tuple(sorted({value.coder for value in self.values}))

    @property
    def categories(self) -> tuple[Hashable, ...]:
        """The different values, sorted as they are written."""
        return tuple(sorted(dict.fromkeys(value.value for value in self.values), key=written))

    def by_unit(self) -> Iterator[tuple[CodedValue, ...]]:
        """Give, unit by unit and part by part, what the coders said."""
        for _, values in groupby(self.values, key=_where):
            yield tuple(values)

    def of_coders(self, *coders: str) -> ReliabilityData:
        """Give the data of some coders alone.

        Args:
            coders: The coders.

        Raises:
            UnknownIdError: If a coder coded nothing; with near matches.

        >>> ReliabilityData.from_rows({"ab": [1], "cd": [2], "ef": [2]}).of_coders("ab", "ef").coders
        ('ab', 'ef')
        """
        known = self.coders
        for coder in coders:
            if coder not in known:
                raise UnknownIdError("coder", coder, near_matches(coder, known))
        return ReliabilityData(
            (value for value in self.values if value.coder in coders), variable=self.variable
        )

    def disagreements(self) -> tuple[Disagreement, ...]:
        """Give the units, or parts of units, on which the coders differ, to settle them.

        >>> data = ReliabilityData.from_rows({"ab": ["yes", "no"], "cd": ["yes", "yes"]})
        >>> print(*data.disagreements())
        2: ab: no; cd: yes
        """
        return tuple(
            Disagreement(unit=values[0].unit, part=values[0].part, variable=self.variable, values=values)
            for values in self.by_unit()
            if len({value.value for value in values}) > 1
        )

    def to_dict(self) -> dict[str, object]:
        """Give the data as JSON may hold them."""
        return {"variable": self.variable, "values": [value.to_dict() for value in self.values]}

    def __len__(self) -> int:
        """Give the number of coded values."""
        return len(self.values)

    def __iter__(self) -> Iterator[CodedValue]:
        """Give the coded values, sorted by unit, part and coder."""
        return iter(self.values)

    def __repr__(self) -> str:
        """Give the size of the table."""
        what = f" {self.variable}:" if self.variable else ":"
        sizes = (
            many(len(self.values), "value"),
            many(len(self.units), "unit"),
            many(len(self.coders), "coder"),
        )
        return f"<ReliabilityData{what} {', '.join(sizes)}>"

    def __str__(self) -> str:
        """Give the table: a line for each unit, a column for each coder, a dot where nothing was coded."""
        coders = self.coders
        rows = [("unit", *coders)]
        for values in self.by_unit():
            said = {value.coder: written(value.value) for value in values}
            unit = place_name(values[0].unit, values[0].part)
            rows.append((unit, *(said.get(coder, "·") for coder in coders)))
        return table_text(rows, right=False)
