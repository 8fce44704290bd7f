"""Listings: results that are rows in an order, shown as a table and given as plain dicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, Generic, Protocol, Self, TypeVar, overload

import attrs

from eurasec.errors import wrong_type
from eurasec.selection.display import many, table

__all__ = ["Listed", "Listing"]


class Listed(Protocol):
    """What a listing can hold."""

    def to_dict(self) -> dict[str, object]:
        """Give one flat row, for a table of any sort."""
        ...

    def cells(self) -> tuple[str, ...]:
        """Give what the table of a listing shows of it."""
        ...


R = TypeVar("R", bound=Listed)


@attrs.frozen(repr=False)
class Listing(Sequence[R], Generic[R]):
    """Rows in an order.

    Attributes:
        rows: The rows.

    >>> from eurasec import analysis, datasets
    >>> found = analysis.agreed(datasets.csto_2022())
    >>> found
    <Tallies: 12 topics>
    >>> found[-1], len(found[:3])
    (<Tally of csto-efficiency: consensus for (2 for)>, 3)
    >>> found.to_dicts()[0]["topic"]
    'kazakhstan-operation'
    """

    noun: ClassVar[tuple[str, str]] = ("row", "rows")
    """What one and what several of the rows are called."""
    head: ClassVar[tuple[str, ...]] = ()
    """What stands above the columns of the table."""

    rows: tuple[R, ...]

    def __len__(self) -> int:
        """Give how many rows there are."""
        return len(self.rows)

    def __iter__(self) -> Iterator[R]:
        """Go through the rows in order."""
        return iter(self.rows)

    @overload
    def __getitem__(self, key: int) -> R: ...
    @overload
    def __getitem__(self, key: slice) -> Self: ...
    def __getitem__(self, key: int | slice) -> R | Self:
        """Give the row at a place, or those of a slice.

        Raises:
            IndexError: If the place is out of range.
            InvalidValueError: If it is no place.
        """
        if isinstance(key, slice):
            return attrs.evolve(self, rows=self.rows[key])
        try:
            return self.rows[key]
        except TypeError:
            raise wrong_type(self.noun[1], "key", key, "a place or a slice") from None

    def to_dicts(self) -> list[dict[str, object]]:
        """Give each as one flat row, for a table of any sort."""
        return [row.to_dict() for row in self.rows]

    def __repr__(self) -> str:
        """Show how many rows there are."""
        return f"<{type(self).__name__}: {many(len(self), *self.noun)}>"

    def __str__(self) -> str:
        """Give a table, or where there is nothing to show what a `repr` shows."""
        return table([self.head, *(row.cells() for row in self.rows)]) if self.rows else repr(self)
