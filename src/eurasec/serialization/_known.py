"""What was worked out before for little values that stand in many records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, cast

__all__ = ["Known"]

_MOST: Final = 4096
_LONGEST: Final = 128
_MOST_ITEMS: Final = 16


class Known(dict[object, object]):
    """The results of a function; ids, words and dates are worked out once, and shared.

    It outlives the file that was read, so only little values are kept.

    Args:
        work_out: The function; what it gives depends on the value alone.

    >>> doubled = Known(lambda value: value * 2)
    >>> doubled["no"], list(doubled)
    ('nono', ['no'])
    """

    def __init__(self, work_out: Callable[[object], object]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, value: object) -> object:
        found = self._work_out(value)
        if len(self) >= _MOST:
            self.clear()
        if _is_little(value):
            self[value] = found
        return found


def _is_little(value: object) -> bool:
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        return len(items) <= _MOST_ITEMS and all(map(_is_little, items))
    return not isinstance(value, str) or len(value) <= _LONGEST
