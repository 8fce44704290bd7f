"""Outside formats: one room for each, taken by the programs that people already use.

Each exporter gives an `Exported`: its result, and what that could not carry.
Each importer gives an `Imported`: a corpus, and what could not be read; tables,
which carry everything, give the corpus alone. Nothing is dropped in silence.

| room             | what it is for             | functions                                                |
|------------------|----------------------------|----------------------------------------------------------|
| `exchange`       | what all of them give      | `losses_by_reason`                                       |
| `spreadsheet`    | sheets of coders           | `write_template`, `from_spreadsheet`                     |
|                  | lists of two corpora       | `from_general_debate`, `from_parlamint`                  |
| `tables`         | linked tables, as rows     | `to_tables`, `from_tables`                               |
|                  | as CSV                     | `to_csv`, `from_csv`                                     |
| `arrow`          | for pandas, polars, DuckDB | `to_arrow`, `from_arrow`                                 |
| `parquet`        | for Spark, of any size     | `to_parquet`, `from_parquet`                             |
| `sql`            | questions to these tables  | `standings`, `tally`, `one_mode`, `perceptions`          |
| `dna`            | Discourse Network Analyzer | `to_dna`, `from_dna`, `to_dna_events`, `from_dna_events` |
| `stix`           | threat intelligence        | `to_stix`, `from_stix`                                   |
| `followthemoney` | investigations             | `to_ftm`, `from_ftm`                                     |
| `popolo`         | open government data       | `to_popolo`, `from_popolo`                               |
| `graphs`         | networkx and Gephi         | `to_networkx`, `to_graphml`                              |

STIX, followthemoney and Popolo are made alike: `words` has what is mapped word by
word, `writing` a method for each kind of record, `reading` one for each kind of
thing that a file holds. What they share stands beside them: `_writing` and
`_reading`, `_nodes` for the objects of a file, `_assembly` for records that have
to hold together, `_values` for dates, keywords, countries and URIs. All formats
share `_naming` for ids, and those with rows `_limits` for how many there may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from eurasec._late import late

__all__ = [
    "arrow",
    "dna",
    "exchange",
    "followthemoney",
    "graphs",
    "parquet",
    "popolo",
    "spreadsheet",
    "sql",
    "stix",
    "tables",
]

if TYPE_CHECKING:
    from eurasec.interop import (
        arrow,
        dna,
        exchange,
        followthemoney,
        graphs,
        parquet,
        popolo,
        spreadsheet,
        sql,
        stix,
        tables,
    )
else:
    __getattr__ = late(__name__, {room: (room,) for room in __all__})


def __dir__() -> list[str]:
    """Show the public names alone."""
    return __all__
