"""Names at a front door whose room is opened when they are first asked for (PEP 562)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["late"]


def late(door: str, rooms: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """Give the `__getattr__` of a package some of whose names stand in rooms that are opened late.

    Args:
        door: The name of the package.
        rooms: The names that stand in each of its rooms; the room itself is one of them if it is among them.

    Returns:
        A function of the name, which raises `AttributeError` for any other.

    >>> late("eurasec", {"datasets": ("csto_2022",)})("csto_2022").__name__
    'csto_2022'
    """
    homes = {name: room for room, names in rooms.items() for name in names}

    def look_up(name: str) -> object:
        if name not in homes:
            message = f"module {door!r} has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=sys.modules[door])
        room = import_module(f"{door}.{homes[name]}")
        found: object = room if name == homes[name] else getattr(room, name)
        setattr(sys.modules[door], name, found)
        return found

    return look_up
