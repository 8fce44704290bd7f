"""Queries put together of named parts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from textwrap import dedent, indent
from typing import TypeAlias

Parts: TypeAlias = dict[str, str]
"""The named parts of a query, each of which may use those before it."""


def query(parts: Mapping[str, str], last: str) -> str:
    """Put a query together."""
    named = ",\n".join(f"{name} AS (\n{_indented(text)}\n)" for name, text in parts.items())
    return f"WITH {named}\n{dedent(last).strip()}"


def _indented(text: str) -> str:
    return indent(dedent(text).strip(), "    ")


def words(words: Iterable[str]) -> str:
    """Give words of closed lists as a list of SQL."""
    return ", ".join(f"'{word}'" for word in words)


def united(selects: Iterable[str]) -> str:
    """Give all rows of several selections."""
    return "\nUNION ALL\n".join(dedent(select).strip() for select in selects)
