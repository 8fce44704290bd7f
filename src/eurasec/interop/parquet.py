"""The tables of `eurasec.interop.tables` as Parquet datasets, also partitioned, of any size.

A dataset is a folder with a folder for each table, which holds one or more
files; this is how Spark, DuckDB, polars and pandas read and write tables that
are larger than one machine's memory. Needs the extra `arrow`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote

import attrs

from eurasec._fields import Field, fields_of
from eurasec.analysis._options import Options
from eurasec.corpus import Corpus
from eurasec.errors import Problem, did_you_mean, near_matches, shown
from eurasec.interop.arrow import filled, require_pyarrow, rows_in
from eurasec.interop.exchange import Exported
from eurasec.interop.tables.folders import existing_folder, new_folder
from eurasec.interop.tables.gathering import Source, gathered, table_named, unknown_columns
from eurasec.interop.tables.plan import ROOTS, TABLES, Table
from eurasec.interop.tables.rows import Cells, rows_of
from eurasec.serialization._files import PathLike
from eurasec.sources import Record
from eurasec.vocab import Word

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["PARTITIONS", "from_parquet", "to_parquet"]

_NO_VALUE: Final = "__HIVE_DEFAULT_PARTITION__"
"""What Hive, and all that follow it, call the partition of the rows without a value."""


def _names_few(field: Field) -> bool:
    """Tell whether a field holds one id or one word, which makes the name of a folder."""
    word = isinstance(field.annotation, type) and issubclass(field.annotation, Word)
    return not field.several and (field.refers is not None or word)


def _is_clear(root: Table, name: str) -> bool:
    """Tell whether the name is that of no column of a link table, which it would hide."""
    return not any(name in table.column_names for table in root.tables() if table is not root)


def _partitions() -> Iterator[str]:
    names = {
        field.name for root in ROOTS if root.record for field in fields_of(root.record) if _names_few(field)
    }
    for name in sorted(names):
        if all(_is_clear(root, name) for root in ROOTS if name in root.column_names):
            yield name


PARTITIONS: Final = tuple(_partitions())
"""The columns by which a dataset can be partitioned."""


# ── Writing ─────────────────────────────────────────────────────────────────


def to_parquet(
    records: Iterable[Record],
    folder: PathLike,
    *,
    partition_by: str | None = None,
    rows_in_memory: int = 200_000,
) -> Exported[tuple[Path, ...]]:
    """Write records as a Parquet dataset, as a stream and in bounded memory.

    Nothing is lost. Every table has a folder of its own, also without rows.
    With `partition_by`, the tables of those kinds of record that have such a
    column, and their link tables with them, are divided as Hive does it:
    `positions/conference=csto-2022/part-00000.parquet`. The folder takes its
    name once all is written.

    Args:
        records: A corpus, or any records, such as those of
            `eurasec.iter_lines`; whether references lead somewhere is not looked at.
        folder: A new or empty folder.
        partition_by: One of `PARTITIONS`, such as `conference` or `topic`.
        rows_in_memory: How many rows are kept before files are written; fewer
            make more and smaller files.

    Returns:
        The files that were written.

    Raises:
        InvalidValueError: If an option is wrong, if the folder is there and not
            empty, or if something is no record that stands by itself.
        MissingExtraError: If pyarrow is missing.
        OSError: If it cannot be written.

    >>> import tempfile
    >>> from eurasec.datasets import csto_2022
    >>> with tempfile.TemporaryDirectory() as place:
    ...     files = to_parquet(csto_2022(), Path(place) / "data", partition_by="conference").result
    >>> sorted({file.parent.name for file in files if "participants" in file.parts})
    ['conference=csto-2022']
    """
    _judge_options(partition_by, rows_in_memory)
    require_pyarrow()
    with new_folder(folder) as place:
        dataset = _Dataset(place, partition_by, rows_in_memory)
        for record in records:
            dataset.take(record)
        dataset.finish()
    return Exported(result=tuple(Path(folder) / path for path in sorted(dataset.files)))


def _judge_options(partition_by: object, rows_in_memory: object) -> None:
    options = Options("to_parquet")
    if partition_by is not None and partition_by not in PARTITIONS:
        hint = did_you_mean(near_matches(partition_by, PARTITIONS))
        hint = hint or f" (allowed: {', '.join(PARTITIONS)})"
        message = f"{shown(partition_by)} is no column to partition by{hint}"
        options.wrong("partition_by", message, rule="word", value=partition_by, allowed=PARTITIONS)
    options.whole("rows_in_memory", rows_in_memory, least=1)
    options.judge()


@attrs.frozen
class _Part:
    """A table, or those of its rows that have one value in the column that divides it.

    Attributes:
        table: The table.
        division: The folder of that value, empty where nothing is divided.
    """

    table: Table
    division: str


class _Dataset:
    """A dataset that is being written; rows are kept by part, and those of the fullest are written first."""

    def __init__(self, place: Path, partition_by: str | None, rows_in_memory: int) -> None:
        self.files: list[str] = []
        self._place = place
        self._partition_by = partition_by
        self._most = rows_in_memory
        self._kept: dict[_Part, list[Cells]] = {}
        self._count = 0
        self._numbers = {table.name: count() for table in TABLES}

    def take(self, record: Record) -> None:
        """Keep the rows of a record; where there are too many, write some of all rows that are kept."""
        rows = list(rows_of(record))
        division = self._division(*rows[0])
        for table, cells in rows:
            self._kept.setdefault(_Part(table, division), []).append(cells)
        self._count += len(rows)
        if self._count >= self._most:
            self._make_room()

    def finish(self) -> None:
        """Write all that is kept, and a file without rows for each table that has none."""
        for part in list(self._kept):
            self._write(part)
        for root in ROOTS:
            division = self._division(root, (None,) * len(root.columns))
            for table in root.tables():
                if not next(self._numbers[table.name]):
                    self._kept[_Part(table, division)] = []
                    self._write(_Part(table, division), number=0)

    def _division(self, root: Table, cells: Cells) -> str:
        """Give the folder in which a record's rows stand, in that of each table."""
        if self._partition_by not in root.column_names:
            return ""
        value = cells[root.column_names.index(self._partition_by)]
        return f"{self._partition_by}={_NO_VALUE if value is None else quote(str(value), safe='')}"

    def _make_room(self) -> None:
        """Write the parts with the most rows until half of the room is free."""
        for part in sorted(self._kept, key=lambda part: len(self._kept[part]), reverse=True):
            if self._count <= self._most // 2:
                return
            self._write(part)

    def _write(self, part: _Part, number: int | None = None) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        rows = self._kept.pop(part)
        self._count -= len(rows)
        name = part.table.name
        data = filled(part.table, rows)
        if part.division and self._partition_by in data.column_names:
            data = data.drop_columns([self._partition_by])
        folder = self._place / name / part.division
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"part-{next(self._numbers[name]) if number is None else number:05}.parquet"
        pq.write_table(data, file)  # pyright: ignore[reportUnknownMemberType] - its stubs leave it open
        self.files.append(str(file.relative_to(self._place)))


# ── Reading ─────────────────────────────────────────────────────────────────


def from_parquet(folder: PathLike) -> Corpus:
    """Make a corpus of a Parquet dataset, as `to_parquet` or another program writes it.

    A table is a folder of files, or one file such as `states.parquet`; what
    begins with `_` or `.` is left alone. Tables and columns that are missing
    are taken for empty ones, and columns that are derived from others are not read.

    Args:
        folder: The folder.

    Raises:
        DecodeError: If something is wrong with a file, column or row, or if the
            records do not hold together; with everything that is wrong. Rows
            are counted from 1 in each file.
        InvalidValueError: If it is no folder.
        MissingExtraError: If pyarrow is missing.
        OSError: If it cannot be read.

    >>> import tempfile
    >>> from eurasec.datasets import csto_2022
    >>> with tempfile.TemporaryDirectory() as place:
    ...     _ = to_parquet(csto_2022(), Path(place) / "data")
    ...     from_parquet(Path(place) / "data") == csto_2022()
    True
    """
    require_pyarrow()
    problems: list[Problem] = []
    place = existing_folder(folder)
    sources = [
        source
        for entry in sorted(place.iterdir())
        if entry.is_dir() or entry.suffix == ".parquet"
        if not entry.name.startswith(("_", "."))
        for source in _sources(place, entry, problems)
    ]
    return gathered(sources, str(folder), problems)


def _sources(place: Path, entry: Path, problems: list[Problem]) -> Iterator[Source]:
    """Give the rows of a table, file by file."""
    if not (table := table_named(entry.stem, problems)):
        return
    for path in sorted(entry.rglob("*.parquet")) if entry.is_dir() else [entry]:
        if path.name.startswith(("_", ".")):
            continue
        name = path.relative_to(place).as_posix()
        data = _read(path, name, problems)
        if data is not None:
            problems.extend(unknown_columns(table, data.column_names, name))
            data = _with_division(data, table, path.parent.relative_to(place).parts)
            rows = rows_in(data, table, name, problems)
            yield Source(table, rows, partial(_row_place, name))


def _row_place(name: str, index: int) -> str:
    return f"{name} row {index + 1}"


def _read(path: Path, name: str, problems: list[Problem]) -> pa.Table | None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

    try:
        with pq.ParquetFile(path) as file:
            return file.read()  # pyright: ignore[reportUnknownMemberType] - its stubs leave it open
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        message = f"cannot be read as Parquet: {shown(str(error))}"
        problems.append(Problem(path=name, message=message, rule="parquet"))
        return None


def _with_division(data: pa.Table, table: Table, folders: Iterable[str]) -> pa.Table:
    """Put back the column that is written as the name of a folder."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    for folder in folders:
        name, equals, value = folder.partition("=")
        if equals and name in table.column_names and name not in data.column_names:
            cell = None if value == _NO_VALUE else unquote(value)
            data = data.append_column(name, pa.array([cell] * data.num_rows, pa.string()))
    return data
