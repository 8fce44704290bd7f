"""How the parts of a project are called in a corpus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias

from eurasec.interop._naming import Ids
from eurasec.interop.dna.frame import PROJECT
from eurasec.interop.dna.roles import Role
from eurasec.interop.dna.statements import NOT_STATED

__all__ = ["DOCUMENT", "STATEMENT", "Owner", "identities"]

DOCUMENT: Final = "document"
STATEMENT: Final = "statement"

Owner: TypeAlias = tuple[str | Role, int | str]
"""A document or statement with its number, or a role with the value of an entity."""


def identities(
    statements: Iterable[int],
    documents: Iterable[tuple[int, str]],
    entities: Mapping[Role, Iterable[str]],
    claimed: Mapping[Owner, str],
) -> dict[Owner, str]:
    """Give everything an id: the one it claims, else one that its name or number suggests.

    Args:
        statements: The numbers of the statements.
        documents: The numbers and titles of the documents.
        entities: The values of the entities of each role.
        claimed: The ids that parts of the project claim.
    """
    ids = Ids({PROJECT, NOT_STATED, *claimed.values()})
    found: dict[Owner, str] = dict(claimed)
    for number in statements:
        if (STATEMENT, number) not in found:
            found[STATEMENT, number] = ids.single(f"{STATEMENT}-{number}")
    for number, title in documents:
        if (DOCUMENT, number) not in found:
            found[DOCUMENT, number] = ids.of(title, DOCUMENT)
    for role, values in entities.items():
        for value in values:
            if (role, value) not in found:
                found[role, value] = ids.of(value, role.value)
    return found
