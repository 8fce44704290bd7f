"""Outside formats: one module for each, taken by the programs that people already use.

Each exporter gives its result and what it could not carry; each importer gives
a corpus and what it could not read. Nothing is dropped in silence.
"""

from __future__ import annotations
