"""Changing a corpus safely: each change gives a new corpus and a report, and leaves no reference dangling.

`rename` gives a record another id, `merge_entities` makes one of two records
that stand for the same, `merge` takes two corpora together, `diff` tells what
leads from one to another, and `reanchor` finds evidence again where a text has
changed. To add, drop or replace single records, a `Corpus` has methods.
"""

from eurasec.changes.anchors import Anchored, Lost, Reanchoring, Stretch, reanchor
from eurasec.changes.differences import Difference, FieldChange, RecordChange, diff
from eurasec.changes.entities import EntityMerging, Joined, merge_entities
from eurasec.changes.merging import Merging, merge
from eurasec.changes.renaming import Renaming, rename
from eurasec.changes.reports import Changed, Place, Report
from eurasec.changes.unions import Overruled, Prefer

__all__ = [
    "Anchored",
    "Changed",
    "Difference",
    "EntityMerging",
    "FieldChange",
    "Joined",
    "Lost",
    "Merging",
    "Overruled",
    "Place",
    "Prefer",
    "Reanchoring",
    "RecordChange",
    "Renaming",
    "Report",
    "Stretch",
    "diff",
    "merge",
    "merge_entities",
    "reanchor",
    "rename",
]
