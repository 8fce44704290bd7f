"""STIX 2.1: the structured threat information of OASIS, as threat-intelligence tools exchange it.

`to_stix` writes a corpus as a bundle that strict validators take. Each record
stands in an object of its own, whole inside an extension; around it, in the
properties of STIX, stands what STIX has a place for. `from_stix` reads such
bundles back without loss, and takes the identities, locations, threat actors
and reports from those of others.

In reading order: `words`, `objects` (ids, times and the extension), `bundle` (how
a record becomes an object), `writing` and `reading`.
"""

from eurasec.interop.stix.objects import EXTENSION_ID
from eurasec.interop.stix.reading import from_stix
from eurasec.interop.stix.writing import to_stix

__all__ = ["EXTENSION_ID", "from_stix", "to_stix"]
