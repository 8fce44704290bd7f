"""Popolo: the open government data standard for people, organizations, posts, memberships and events.

`to_popolo` writes a corpus as one JSON document whose lists are called as in
the Popolo project (`persons`, `organizations`, …); `from_popolo` reads such
documents, those of others included. What the standard cannot hold, and what of
a file could not be read, is listed.

In reading order: `words` and `writing`; `items` (the things of a document, however
they are nested) and `reading`.
"""

from eurasec.interop.popolo.reading import from_popolo
from eurasec.interop.popolo.writing import to_popolo

__all__ = ["from_popolo", "to_popolo"]
