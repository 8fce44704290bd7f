"""What the lists of speakers and speeches have in common: records are gathered row by row."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar

from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, Problem
from eurasec.interop._naming import Ids
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet.sheets import Sheet, SheetRow, problem, text_problems
from eurasec.serialization._files import PathLike
from eurasec.sources import Attribute, Record

__all__ = ["Gathering"]


class Gathering(ABC):
    """The records of a list, as its rows so far tell.

    Attributes:
        headers: The columns that the list needs, by their headers.
        filled: The columns of which no cell may be empty.
        keep_unknown: Whether what the model has no field for is kept as attributes.
        ids: Gives ids that are still free.

    Args:
        keep_unknown: Whether what the model has no field for is kept as attributes.
        taken: Ids that are not free.
    """

    headers: ClassVar[Mapping[str, str]]
    filled: ClassVar[tuple[str, ...]]

    def __init__(self, *, keep_unknown: bool, taken: Iterable[str] = ()) -> None:
        self.keep_unknown = keep_unknown
        self.ids = Ids(taken)

    def imported(self, path: PathLike, sheet: Sheet) -> Imported:
        """Gather all rows of a sheet.

        Raises:
            DecodeError: If columns are missing.
        """
        missing = [header for header, column in self.headers.items() if column not in sheet.columns]
        if missing:
            raise DecodeError(
                str(path), [problem("row 1", f"has no column {header!r}", "required") for header in missing]
            )
        problems = list(sheet.problems)
        if not self.keep_unknown:
            problems += [problem(f"row 1.{header}", "is left out", "column") for header in sheet.strange]
        for row in sheet.rows:
            found = list(self._wrong_in(row)) or self.take(row)
            problems.extend(each.below(row.place) for each in found)
        return Imported(corpus=Corpus(self.records()), problems=tuple(problems))

    def kept(self, row: SheetRow) -> tuple[Attribute, ...]:
        """Give the cells in unknown columns as attributes, if they are kept."""
        return row.attributes() if self.keep_unknown else ()

    def _wrong_in(self, row: SheetRow) -> Iterator[Problem]:
        for column in self.filled:
            if row.get(column) is None:
                yield problem(column, "is missing", "required")
        yield from self.problems_of(row)
        yield from text_problems(row)

    @abstractmethod
    def problems_of(self, row: SheetRow) -> Iterator[Problem]:
        """Give what is wrong with the cells of a row that are there."""

    @abstractmethod
    def take(self, row: SheetRow) -> list[Problem]:
        """Keep what a sound row tells; give what is doubtful."""

    @abstractmethod
    def records(self) -> Iterator[Record]:
        """Give all records."""
