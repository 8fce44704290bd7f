"""The rows of the table: what is compared with what, and what the design aims at."""

from __future__ import annotations

from functools import partial
from importlib.util import find_spec
from typing import Final

import asking
import attrs
import others
import reading
from made import Files
from measured import (
    Measure,
    Prepare,
    importing,
    kept,
    medians,
    peak,
    processes,
    seconds,
    seconds_each,
    without_collector,
)

__all__ = ["GROUPS", "Row"]


@attrs.frozen(kw_only=True)
class Row:
    """One line of the table.

    Attributes:
        what: What eurasec does.
        ours: It, prepared.
        against: What it is compared with.
        theirs: That, prepared; without it, bytes a position are given.
        aim: The number that the design wants at most, `None` if it names none.
        aim_of_a_million: The same from 1,000,000 positions on, where it differs.
        measure: What is measured of both.
        needs: The packages without which it cannot be measured.
    """

    what: str
    ours: Prepare
    against: str
    theirs: Prepare | None = None
    aim: float | None = None
    aim_of_a_million: float | None = None
    measure: Measure = seconds
    needs: tuple[str, ...] = ()

    @property
    def missing(self) -> str | None:
        """What hinders the measurement, in words."""
        lacking = [name for name in self.needs if find_spec(name) is None]
        return f"{' and '.join(lacking)} not installed" if lacking else None

    def aim_at(self, size: int) -> float | None:
        """What the design wants at most for so many positions."""
        return self.aim_of_a_million if self.aim_of_a_million and size >= 1_000_000 else self.aim

    def found(self, files: Files, rounds: int) -> float:
        """Measure: the ratio of both sides, or bytes a position."""
        if self.measure in {kept, peak}:
            rounds = 1  # what is counted is the same every time
        if self.theirs is None:
            (ours,) = medians(self.measure, (self.ours,), files, rounds)
            return ours / files.size
        ours, theirs = medians(self.measure, (self.ours, self.theirs), files, rounds)
        return ours / theirs


_LOADING: Final = (
    Row(
        what="load a document",
        ours=reading.document,
        against="`json.load`",
        theirs=reading.plain_document,
        aim=1.2,
        aim_of_a_million=1.0,
    ),
    Row(
        what="load a document",
        ours=reading.document,
        against="`json.load` with the collector off",
        theirs=partial(without_collector, reading.plain_document),
    ),
    Row(
        what="load JSON Lines",
        ours=reading.lines,
        against="`json.loads` line by line",
        theirs=reading.plain_lines,
        aim=0.7,
    ),
    Row(
        what="load a document with `fast`",
        ours=reading.document_fast,
        against="`json.load`",
        theirs=reading.plain_document,
        aim=0.8,
        needs=("orjson",),
    ),
    Row(
        what="load JSON Lines with `fast`",
        ours=reading.lines_fast,
        against="`json.loads` line by line",
        theirs=reading.plain_lines,
        aim=0.5,
        needs=("orjson",),
    ),
    Row(
        what="iterate over JSON Lines",
        ours=reading.stream,
        against="`json.loads` line by line, nothing kept",
        theirs=reading.plain_stream,
    ),
    Row(
        what="dump a document",
        ours=reading.writing,
        against="`json.dumps` of equal dicts",
        theirs=reading.plain_writing,
        aim=1.2,
    ),
)

_ERRORS: Final = (
    Row(
        what="refuse a document with 1 % bad records",
        ours=reading.bad_document,
        against="loading it without any, not kept",
        theirs=reading.document_let_go,
        aim=1.1,
    ),
    Row(
        what="refuse JSON Lines with 1 % bad records",
        ours=reading.bad_lines,
        against="loading them without any, not kept",
        theirs=reading.lines_let_go,
        aim=1.1,
    ),
)

_OTHERS: Final = (
    Row(
        what="load a document",
        ours=reading.document,
        against="pydantic v2, `model_validate_json`",
        theirs=others.pydantic_document,
        aim=1.5,
        needs=("pydantic",),
    ),
    Row(
        what="load a document",
        ours=reading.document,
        against="pydantic v2 with the collector off",
        theirs=partial(without_collector, others.pydantic_document),
        needs=("pydantic",),
    ),
    Row(
        what="load JSON Lines",
        ours=reading.lines,
        against="pydantic v2, line by line",
        theirs=others.pydantic_lines,
        aim=1.5,
        needs=("pydantic",),
    ),
    Row(
        what="load a document with `fast`",
        ours=reading.document_fast,
        against="pydantic v2, `model_validate_json`",
        theirs=others.pydantic_document,
        aim=1.5,
        needs=("orjson", "pydantic"),
    ),
    Row(
        what="load JSON Lines with `fast`",
        ours=reading.lines_fast,
        against="pydantic v2, line by line",
        theirs=others.pydantic_lines,
        aim=1.5,
        needs=("orjson", "pydantic"),
    ),
    Row(
        what="load some thousand positions",
        ours=reading.few_in_a_document,
        against="`stix2.parse` of the same in a bundle",
        theirs=others.stix2,
        aim=1 / 20,
        needs=("stix2",),
    ),
    Row(
        what="load some thousand positions",
        ours=reading.few_in_a_document,
        against="followthemoney, values cleaned",
        theirs=others.ftm_cleaned,
        needs=("followthemoney",),
    ),
    Row(
        what="load some thousand positions",
        ours=reading.few_in_a_document,
        against="followthemoney, values trusted",
        theirs=others.ftm_trusted,
        needs=("followthemoney",),
    ),
)

_QUERIES: Final = (
    Row(
        what="`where` with a function",
        ours=asking.where,
        against="a comprehension",
        theirs=asking.comprehension,
        aim=1.3,
        measure=seconds_each,
    ),
    Row(
        what="five indexes, built and asked",
        ours=asking.five_indexes,
        against="a scan of the five fields",
        theirs=asking.five_fields,
        aim=30,
    ),
    Row(
        what="three keywords that select 1 % or less",
        ours=asking.rare,
        against="a comprehension for the same",
        theirs=asking.rare_in_a_comprehension,
        aim=1 / 100,
        measure=seconds_each,
    ),
    Row(
        what="a record by its id",
        ours=asking.by_id,
        against="the same among a tenth of the records",
        theirs=partial(asking.by_id, part=10),
        aim=1.5,
        measure=seconds_each,
    ),
)

_MEMORY: Final = (
    Row(
        what="memory kept after loading",
        ours=reading.document,
        against="the dicts of `json.load`",
        theirs=reading.plain_document,
        aim=0.5,
        measure=kept,
    ),
    Row(
        what="memory kept after loading",
        ours=reading.document,
        against="a position",
        measure=kept,
    ),
    Row(
        what="memory of five indexes",
        ours=asking.five_indexes,
        against="a position",
        aim=40,
        measure=kept,
    ),
)

_STREAMING: Final = (
    Row(
        what="most memory while iterating",
        ours=reading.long_stream,
        against="the same over a quarter of the lines",
        theirs=reading.quarter_of_the_long_stream,
        aim=1.1,
        measure=peak,
    ),
)

_START: Final = (
    Row(
        what="`import eurasec`, a whole process",
        ours=partial(importing, "eurasec"),
        against="`import attrs`",
        theirs=partial(importing, "attrs"),
        aim=2,
        measure=processes,
    ),
)

GROUPS: Final = {
    "loading": _LOADING,
    "errors": _ERRORS,
    "others": _OTHERS,
    "queries": _QUERIES,
    "memory": _MEMORY,
    "streaming": _STREAMING,
    "start": _START,
}
