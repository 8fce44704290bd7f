"""Dates and periods as sources state them: imprecise, and honest about it.

`parse_edtf` reads EDTF (ISO 8601-2:2019, levels 0 to 2) into immutable values
with exact bounds; `overlaps`, `contains` and `before` answer with YES, NO or
MAYBE.

>>> contains(parse_edtf("199X/.."), parse_edtf("2000"))
Answer.YES
"""

from typing import TYPE_CHECKING

from eurasec._late import late
from eurasec.dates.days import Day, Endpoint, Span
from eurasec.dates.edtf import LONGEST_TEXT, LONGEST_YEAR, parse_edtf
from eurasec.dates.relations import Answer, before, contains, overlaps, sort_key
from eurasec.dates.values import (
    DateRange,
    Edtf,
    EdtfDate,
    EdtfDateTime,
    EdtfInterval,
    EdtfSet,
    Precision,
    Qualifier,
    SetKind,
)

if TYPE_CHECKING:
    from eurasec.dates.prose import RULES, Reading, Rule, read_date
    from eurasec.dates.shifts import shifted
else:
    __getattr__ = late(__name__, {"prose": ("RULES", "Reading", "Rule", "read_date"), "shifts": ("shifted",)})

__all__ = [
    "LONGEST_TEXT",
    "LONGEST_YEAR",
    "RULES",
    "Answer",
    "DateRange",
    "Day",
    "Edtf",
    "EdtfDate",
    "EdtfDateTime",
    "EdtfInterval",
    "EdtfSet",
    "Endpoint",
    "Precision",
    "Qualifier",
    "Reading",
    "Rule",
    "SetKind",
    "Span",
    "before",
    "contains",
    "overlaps",
    "parse_edtf",
    "read_date",
    "shifted",
    "sort_key",
]
