"""The picture of how bytes become a corpus, and a corpus bytes.

It is drawn from what happens: a small document is read and written while the
calls from module to module are watched. The words beside a step are the first
sentence of its module.
"""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Final

import attrs
from svg import FAINT, INK, MONO, Drawing, width_of, wrapped

import eurasec

GOOD: Final = eurasec.dumps(
    eurasec.loads(
        b"""{"format": "eurasec/1",
 "states": [{"id": "norland", "name": "Norland"}],
 "people": [{"id": "berg", "name": "Anna Berg", "country": "norland"}],
 "conferences": [{"id": "forum", "title": "Harbour Forum", "period": "2020-05-04"}],
 "topics": [{"id": "growth", "label": "Growth"}],
 "positions": [{"id": "p-1", "holders": ["berg"], "topic": "growth", "stance": "support"}],
 "threats": [{"id": "storms", "label": "Storms", "kinds": ["other"], "sectors": ["environmental"]}],
 "assessments": [{"id": "a-1", "holders": ["berg"], "threat": "storms", "verdict": "affirmed"}]
}"""
    )
)
"""A document in the layout in which documents are written."""

WRONG: Final = GOOD.replace(b'"support"', b'"suport"')

RECORDS: Final = frozenset(
    f"eurasec.{room}" for room in ("sources", "actors", "conferences", "statements", "positions", "threats")
)
"""The rooms of the records, which are shown as one step."""

WIDTH: Final = 430
INDENT: Final = 20
LEFT: Final = 20


_COMPARING: Final = ("__eq__", "__hash__")


@attrs.define
class Step:
    """A module that takes part: how deep inside, who called it first, and what was called by that one."""

    module: str
    depth: int
    caller: str | None
    functions: list[str]
    always: bool = True

    @property
    def name(self) -> str:
        """What it is called in the picture."""
        return "the records" if self.module == "records" else self.module.removeprefix("eurasec.")

    @property
    def purpose(self) -> str:
        """The first sentence of the module."""
        if self.module == "records":
            return "Each settles its fields and judges itself: " + ", ".join(
                sorted(name.removeprefix("eurasec.") for name in RECORDS)
            )
        doc = importlib.import_module(self.module).__doc__ or ""
        return " ".join(doc.split("\n\n")[0].split()).rstrip(".")


def _home(frame: FrameType | None) -> str | None:
    """Give the module of the library in which a frame runs, or out of which it was called."""
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith("eurasec"):
            return "records" if module in RECORDS else module
        frame = frame.f_back
    return None


def watched(act: Callable[[], object]) -> dict[str, Step]:
    """Give the modules through which an act goes, in the order in which they are first called."""
    steps: dict[str, Step] = {}

    def notice(frame: FrameType, event: str, _argument: object) -> None:
        name = frame.f_code.co_name
        inside = str(frame.f_globals.get("__name__", "")).startswith("eurasec")
        if event != "call" or not inside or name in _COMPARING:
            return
        here, there = _home(frame), _home(frame.f_back)
        if here is None or here == there:
            return
        above = -1 if there is None else steps[there].depth
        step = steps.setdefault(here, Step(here, above + 1, there, []))
        if step.caller == there and name not in step.functions:
            step.functions.append(name)

    before = sys.getprofile()
    sys.setprofile(notice)
    try:
        act()
    finally:
        sys.setprofile(before)
    return steps


def _read(data: bytes) -> None:
    with suppress(eurasec.errors.DecodeError):
        eurasec.loads(data)


_NUMBERS: Final = itertools.count()


def reading() -> list[Step]:
    """Give the steps of `loads`, those among them that only a wrong document takes."""
    _read(GOOD)  # the converter is built once, and that is not part of the way
    unknown = GOOD.replace(b"norland", b"land-%d" % next(_NUMBERS))  # what is known goes another way
    good, wrong = watched(lambda: _read(unknown)), watched(lambda: _read(WRONG))
    steps: list[Step] = []
    for step in good.values():
        if step.module == "eurasec.serialization._gathering":
            for other in wrong.values():
                if other.module not in good and other.module.startswith("eurasec.serialization"):
                    other.always = False
                    other.depth = min(other.depth, steps[-1].depth + 1)
                    steps.append(other)
        steps.append(step)
    return steps


def writing() -> list[Step]:
    """Give the steps of `dumps`."""
    corpus = eurasec.loads(GOOD)
    eurasec.dumps(corpus)
    return list(watched(lambda: eurasec.dumps(corpus)).values())


def _column(drawing: Drawing, x: float, heading: str, steps: list[Step]) -> float:
    drawing.text(x, 34, heading, size=15, bold=True)
    y = 52.0
    trunk = [y]
    for step in steps:
        left = x + INDENT * step.depth
        width = WIDTH - INDENT * step.depth
        purpose = wrapped(step.purpose, width - 24, 11.5)
        height = 28 + 14 * len(purpose)
        inside = step.module.startswith("eurasec.serialization")
        fill = "#e8f0fb" if inside else "#f3e8f5" if step.module == "records" else "#f4f5f7"
        drawing.box(left, y, width, height, fill=fill, dashed=not step.always)
        called = _shortened(step.functions, width - 36 - width_of(step.name, 12.5))
        drawing.text(left + 12, y + 18, step.name, size=12.5, face=MONO, bold=True, fill=INK)
        if called:
            drawing.text(left + width - 12, y + 18, called, size=11, face=MONO, fill=FAINT, anchor="end")
        for number, line in enumerate(purpose):
            drawing.text(left + 12, y + 34 + 14 * number, line, size=11.5, fill=FAINT)
        if step.depth:
            drawing.line(f"M{left - INDENT / 2:g} {trunk[step.depth - 1]:g}V{y + 16:g}H{left:g}")
            trunk[step.depth - 1] = y + 16
        trunk[step.depth :] = [y + height]
        y += height + 8
    return y


def _shortened(functions: list[str], width: float) -> str:
    """Give as many names as there is room for, those for others to call first."""
    told = ""
    for name in sorted(functions, key=lambda name: name.startswith("_") and not name.endswith("_")):
        longer = f"{told}, {name}" if told else name
        if width_of(f"{longer}, …", 11) > width:
            return f"{told}, …" if told else "…"
        told = longer
    return told


def flow() -> str:
    """Draw the picture."""
    drawing = Drawing(
        "flow",
        "How bytes become a corpus, and a corpus bytes",
        "The modules that loads and dumps go through, in the order in which they are first called; "
        "what is called by another module stands under it and further to the right.",
    )
    bottom = max(
        _column(drawing, LEFT, "loads: bytes → corpus", reading()),
        _column(drawing, LEFT + WIDTH + 30, "dumps: corpus → bytes", writing()),
    )
    drawing.text(LEFT, bottom + 18, "Dashed: only where something is wrong.", fill=FAINT)
    return drawing.written(2 * WIDTH + 30 + 2 * LEFT, bottom + 34)
