"""The Discourse Network Analyzer (DNA 3): its databases (`.dna`) and event lists (CSV), read and written."""

from eurasec.interop.dna.files import from_dna, from_dna_events, to_dna, to_dna_events

__all__ = ["from_dna", "from_dna_events", "to_dna", "to_dna_events"]
