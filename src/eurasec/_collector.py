"""The garbage collector, paused while very many records are made.

None of them can be garbage, yet the collector would look at all of them again
and again, which takes longer than making them.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

__all__ = ["collector_paused"]

_MANY: Final = 100_000
"""Containers that were made and not freed; of fewer the collector makes short work."""


@contextmanager
def collector_paused() -> Generator[None, None, None]:
    """Pause the collector of cyclic garbage, and let it run again afterwards, whatever happens.

    What is not part of a cycle is freed at once as ever. There is one collector
    for the whole process: of several threads that pause it, those let it run
    again that found it running, so at the end it runs if it did before.

    >>> import gc
    >>> with collector_paused():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            if gc.get_count()[0] > _MANY and not gc.get_freeze_count():
                # All that was made counts as old, as if the collector had already looked at it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
