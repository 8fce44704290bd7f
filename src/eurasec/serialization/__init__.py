r"""Bytes and corpora: JSON documents, JSON Lines, and the schemas of both.

>>> dumps(loads('{"format": "eurasec/1"}'))
b'{\n "format": "eurasec/1"\n}\n'
"""

from eurasec.serialization.documents import dump, dumps, load, loads
from eurasec.serialization.limits import Limits
from eurasec.serialization.lines import dump_lines, iter_lines, load_lines
from eurasec.serialization.schema import json_schema, json_schema_lines

__all__ = [
    "Limits",
    "dump",
    "dump_lines",
    "dumps",
    "iter_lines",
    "json_schema",
    "json_schema_lines",
    "load",
    "load_lines",
    "loads",
]
