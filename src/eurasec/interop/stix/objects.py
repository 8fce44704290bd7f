"""What STIX objects have in common: ids, times, references, and the extension that carries records."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from datetime import UTC, datetime
from typing import Final

from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop._values import Date, partial_date

__all__ = [
    "EXTENSION",
    "EXTENSION_ID",
    "LIBRARY",
    "LIBRARY_ID",
    "Object",
    "external_reference",
    "midnight",
    "stix_id",
    "stix_time",
]

Object = dict[str, object]

_PUBLISHED: Final = "2026-01-01T00:00:00.000Z"
"""When the extension was published; every bundle says the same of it."""


def stix_id(kind: str, *key: str) -> str:
    """Give the id of an object, which follows from what it is about.

    Strict validators want ids of version 4, which are random by their rules.
    These look so, but are made from the key by SHA-256; the same key always
    gives the same id.

    >>> stix_id("identity", "eurasec", "zas")
    'identity--66a24c17-4d22-4d5d-9ddd-d931f1ab47e9'
    """
    made_of = hashlib.sha256("\0".join((kind, *key)).encode()).digest()
    return f"{kind}--{uuid.UUID(bytes=made_of[:16], version=4)}"


def stix_time(name: str, moment: object) -> str:
    """Give a moment as STIX writes it: in UTC, to the millisecond.

    Raises:
        InvalidValueError: If it is no moment with an offset from UTC.
    """
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        message = f"{shown(moment)} is not a datetime with a time zone"
        raise InvalidValueError(
            "to_stix", [Problem(path=name, message=message, rule="type", value=shown(moment))]
        )
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        message = f"{shown(moment)} is not within the years 1 to 9999 of UTC"
        raise InvalidValueError("to_stix", [Problem(path=name, message=message, rule="range")]) from None
    return f"{utc:%Y-%m-%dT%H:%M:%S}".rjust(19, "0") + f".{utc.microsecond // 1000:03d}Z"


def midnight(date: Date) -> str | None:
    """Give a plain day as the moment at which it begins; `None` for any other date."""
    text = partial_date(date)
    if text is None or len(text) != len("YYYY-MM-DD") or text.startswith("0000"):
        return None
    return f"{text}T00:00:00.000Z"


# ── References to what is outside ───────────────────────────────────────────

_catalogued: Final = re.compile(r"CVE-\d{4}-(0\d{3}|[1-9]\d{3,})|CAPEC-\d+").fullmatch
_CATALOGUES: Final = frozenset({"cve", "capec"})


def external_reference(source: str, id: str) -> Object | None:
    """Give a reference to a thing by its id elsewhere; `None` where STIX takes it for a vulnerability."""
    if source in _CATALOGUES or _catalogued(id):
        return None
    return {"source_name": source, "external_id": id}


# ── The extension ───────────────────────────────────────────────────────────

LIBRARY_ID: Final = stix_id("identity", "eurasec", "library")
EXTENSION_ID: Final = stix_id("extension-definition", "eurasec", "1")
"""The id under which objects carry records of eurasec."""

_SCHEMA: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "A record of eurasec/1 in an object of STIX",
    "type": "object",
    "properties": {
        "extension_type": {"const": "property-extension"},
        "record": {
            "description": "The whole record, as one line of eurasec/1 in JSON Lines; its schema is given by "
            "eurasec.json_schema_lines()",
            "type": "object",
            "properties": {"type": {"type": "string"}, "id": {"type": "string"}},
            "required": ["type", "id"],
        },
        "derived_from": {
            "description": "The id of the record from which the object follows; it holds nothing of its own",
            "type": "string",
        },
    },
    "required": ["extension_type"],
    "oneOf": [{"required": ["record"]}, {"required": ["derived_from"]}],
    "additionalProperties": False,
}

LIBRARY: Final[Object] = {
    "type": "identity",
    "spec_version": "2.1",
    "id": LIBRARY_ID,
    "created": _PUBLISHED,
    "modified": _PUBLISHED,
    "name": "eurasec",
    "description": "A library for coded conference discourse on security.",
    "identity_class": "system",
}

EXTENSION: Final[Object] = {
    "type": "extension-definition",
    "spec_version": "2.1",
    "id": EXTENSION_ID,
    "created_by_ref": LIBRARY_ID,
    "created": _PUBLISHED,
    "modified": _PUBLISHED,
    "name": "eurasec",
    "description": "Coded conference discourse: who said what, in which office, for whom, about which "
    "question or threat, with which stance, and where it stands.",
    "schema": json.dumps(_SCHEMA),
    "version": "1.0.0",
    "extension_types": ["property-extension"],
}
