"""The columns of a coder's sheet, and what their cells say."""

from __future__ import annotations

import re
from typing import Final

import attrs

__all__ = ["COLUMNS", "SheetColumn"]


@attrs.frozen
class SheetColumn:
    """One column of a coder's sheet.

    Attributes:
        name: Its name; in a header, case and what stands between words do not matter.
        meaning: What its cells say.
        example: What a cell may hold.
        also: Other names by which it is known.
    """

    name: str
    meaning: str
    example: str = ""
    also: tuple[str, ...] = ()


COLUMNS: Final = (
    SheetColumn(
        "statement", "an id of the statement; else it is called after its row", "p-1", ("statement_id", "id")
    ),
    SheetColumn(
        "person", "who holds the view; several names are separated by semicolons", "Anna Berg", ("holder",)
    ),
    SheetColumn("office", "the title of the office in which the person speaks", "Minister of Ports"),
    SheetColumn(
        "organization",
        "the organization for which the person speaks, or, beside a state, the one in which the office is; "
        "without a person, the holder",
        "",
        ("organisation",),
    ),
    SheetColumn("state", "the state for which the person speaks; without a person, the holder", "Norland"),
    SheetColumn(
        "quantifier", "how many of the session or conference hold the view, where no holder is named"
    ),
    SheetColumn("among", "who among them, such as “experts”"),
    SheetColumn("conference", "the title of the conference", "Harbour Forum 2020"),
    SheetColumn("session", "the title of the session at that conference", "Opening"),
    SheetColumn("date", "when the view was voiced, as EDTF", "2020-05-04"),
    SheetColumn(
        "document", "the title of the document in which it stands", "Report of the forum", ("source",)
    ),
    SheetColumn("page", "the page or paragraph there", "page 3", ("locator",)),
    SheetColumn("quote", "words that are printed there as quoted", "The league must grow."),
    SheetColumn("topic", "the name of the topic on which a stance is taken", "League growth"),
    SheetColumn(
        "proposition", "what one can be for or against on the topic", "The league should admit new members."
    ),
    SheetColumn("stance", "a word of `Stance`", "qualified_support"),
    SheetColumn("condition", "under which condition", "if the ports agree"),
    SheetColumn("threat", "the name of the threat that is judged"),
    SheetColumn("threat_kind", "words of `ThreatKind`, separated by semicolons"),
    SheetColumn("threat_sector", "words of `Sector`, separated by semicolons", "", ("sector",)),
    SheetColumn("verdict", "a word of `Verdict`"),
    SheetColumn("severity", "a word of `Severity`"),
    SheetColumn("trend", "a word of `Trend`"),
    SheetColumn("attribution", "a word of `Attribution`; own where it is empty"),
    SheetColumn("attributed_by", "the person who relays or ascribes the view"),
    SheetColumn("endorsement", "a word of `Endorsement`"),
    SheetColumn("act", "a word of `SpeechAct`", "call_for"),
    SheetColumn(
        "claim", "the view in one sentence of the coder's", "The league should admit all who have a port."
    ),
    SheetColumn("reason", "the justification given"),
    SheetColumn("rendering", "a word of `Rendering`", "quoted"),
    SheetColumn("certainty", "a word of `Certainty`"),
    SheetColumn("tags", "free words, separated by semicolons"),
    SheetColumn("note", "a remark of the coder"),
    SheetColumn("coder", "who coded the row", "ab"),
    SheetColumn("unit", "the unit of text that was coded"),
)
"""The columns, in the order of the template. Needed are one that names a holder
(`person`, `organization`, `state` or `quantifier`), and either `topic` and
`stance` or `threat` and `verdict`."""


def _folded(header: str) -> str:
    return re.sub(r"[\W_]+", "_", header.casefold()).strip("_")


_NAMES: Final = {known: column.name for column in COLUMNS for known in (column.name, *column.also)}


def column_named(header: str) -> str | None:
    """Give the column that a header means, `None` if it means none.

    >>> column_named("Attributed by"), column_named("STATEMENT-ID"), column_named("Colour")
    ('attributed_by', 'statement', None)
    """
    return _NAMES.get(_folded(header))
