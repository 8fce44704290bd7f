"""Networks, tallies and the threat matrix as SQL, for tables that no one machine holds.

Every function gives one text. It reads the tables of `eurasec.interop.tables`
under their own names, as Parquet or as whatever else a database has made of
them, and it is written in what DuckDB and Spark SQL have in common: it runs on
both as it is, and gives what the function of the same name in `eurasec.analysis`
gives. The rules by which somebody is counted for a statement are the same; see
`eurasec.analysis.voices`.

To ask of a part of the statements only, let the names `positions` and
`assessments` stand for views of those.

In reading order: `queries` (named parts put together), `voices` (with which every
query begins), `balance`, `perception` and `networks`.
"""

from eurasec.interop.sql.balance import standings, tally
from eurasec.interop.sql.networks import SqlDuplicatesWord, SqlQualifierWord, one_mode
from eurasec.interop.sql.perception import perceptions
from eurasec.interop.sql.voices import SOURCES, Subject, SubjectWord

__all__ = [
    "SOURCES",
    "SqlDuplicatesWord",
    "SqlQualifierWord",
    "Subject",
    "SubjectWord",
    "one_mode",
    "perceptions",
    "standings",
    "tally",
]
