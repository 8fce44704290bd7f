"""Sheets that researchers have: a coder's own, and the files of two corpora of speeches.

- `from_spreadsheet` reads a sheet in which a coder wrote one statement a row,
  and `write_template` writes an empty one.
- `from_general_debate` reads the list of speakers of the UN General Debate Corpus.
- `from_parlamint` reads the list of speeches of a ParlaMint corpus.

Each gives what it could read, and by row and column what is wrong or doubtful.

In reading order: `sheets` (any sheet with a header line), `columns` (those of a
coder's), `entities` (what its rows name) and `coding`; `lists` (what the lists have
in common), `general_debate` and `parlamint`.
"""

from eurasec.interop.spreadsheet.coding import from_spreadsheet, write_template
from eurasec.interop.spreadsheet.columns import COLUMNS, SheetColumn
from eurasec.interop.spreadsheet.general_debate import from_general_debate
from eurasec.interop.spreadsheet.parlamint import from_parlamint

__all__ = [
    "COLUMNS",
    "SheetColumn",
    "from_general_debate",
    "from_parlamint",
    "from_spreadsheet",
    "write_template",
]
