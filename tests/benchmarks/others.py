"""What is read with the libraries of others; each is imported where its side is prepared."""

from __future__ import annotations

import json
from importlib import import_module
from typing import Any

from made import Files
from measured import Work


def pydantic_document(files: Files) -> Work:
    from modelled import document_reader  # noqa: PLC0415 - pydantic need not be there

    read = document_reader()
    return lambda: read(files.document())


def pydantic_lines(files: Files) -> Work:
    from modelled import lines_reader  # noqa: PLC0415 - pydantic need not be there

    read = lines_reader()
    return lambda: read(files.lines)


def stix2(files: Files) -> Work:
    parse: Any = import_module("stix2").parse
    return lambda: parse(files.stix.read_text(encoding="utf-8"))


def ftm_trusted(files: Files) -> Work:
    """Prepare to read entities whose values followthemoney takes as they are, as it does by default."""
    return _ftm(files, cleaned=True)


def ftm_cleaned(files: Files) -> Work:
    """Prepare to read entities whose values followthemoney looks at."""
    return _ftm(files, cleaned=False)


def _ftm(files: Files, *, cleaned: bool) -> Work:
    get_proxy: Any = import_module("followthemoney").model.get_proxy

    def read() -> object:
        with files.ftm.open("rb") as file:
            return [get_proxy(json.loads(line), cleaned=cleaned) for line in file]

    return read
