"""pandas and polars take the Arrow tables, and what they give back is the same corpus."""

from __future__ import annotations

import polars as pl
import pyarrow as pa

from eurasec.datasets import csto_2022
from eurasec.interop.arrow import from_arrow, to_arrow


def test_pandas_reads_the_tables_and_gives_them_back() -> None:
    frames = {name: table.to_pandas() for name, table in to_arrow(csto_2022()).result.items()}
    assert frames["positions"].groupby("topic").size().sum() == len(csto_2022().positions)
    back = {name: pa.Table.from_pandas(frame, preserve_index=False) for name, frame in frames.items()}
    assert from_arrow(back) == csto_2022()


def test_polars_reads_the_tables_and_gives_them_back() -> None:
    frames = {name: pl.DataFrame(table) for name, table in to_arrow(csto_2022()).result.items()}
    assert frames["positions"].group_by("topic").len()["len"].sum() == len(csto_2022().positions)
    back = {name: frame.to_arrow() for name, frame in frames.items()}
    assert from_arrow(back) == csto_2022()
