"""followthemoney: entities and links as investigators keep them, one JSON object a line.

`to_ftm` writes a corpus as entities of followthemoney 4, `from_ftm` reads such
entities, those of others included. Neither needs the package. What the format
cannot hold, and what of a file could not be read, is listed.

In reading order: `words`, `clean` (values as the format keeps them) and `writing`;
`entities` (the lines of a file), `links` (what ties them together) and `reading`.
"""

from eurasec.interop.followthemoney.reading import from_ftm
from eurasec.interop.followthemoney.writing import to_ftm

__all__ = ["from_ftm", "to_ftm"]
