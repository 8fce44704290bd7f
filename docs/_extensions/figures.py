"""The figures that the code of a page draws.

The blocks of a page are run in order, as the tests run them; a `{drawn}`
directive between them names the figure that is to be shown there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from doctest import DocTestParser
from io import StringIO
from typing import Final

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.figure import Figure

_FENCE: Final = re.compile(r"^```(?P<info>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_LOOK: Final = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def figures(page: str) -> Iterator[Figure]:
    """Run the code blocks of a page, and give the figure of each `{drawn}` when it is reached.

    Args:
        page: The Markdown of the page.
    """
    names: dict[str, object] = {}
    for fence in _FENCE.finditer(page):
        info = fence["info"].split()
        if info == ["python"]:
            with mpl.rc_context(_LOOK), redirect_stdout(StringIO()):
                for example in DocTestParser().get_examples(fence["body"]):
                    exec(compile(example.source, "<page>", "single"), names)  # noqa: S102 - our own pages
        elif info[:1] == ["{drawn}"]:
            figure = names.get(info[1])
            if not isinstance(figure, Figure):
                raise TypeError(f"the code above {{drawn}} {info[1]} makes no figure of that name")
            yield figure


def svg_of(figure: Figure) -> str:
    """Write a figure as SVG that can stand inside a page."""
    file = StringIO()
    with mpl.rc_context(_LOOK):
        figure.savefig(file, format="svg", bbox_inches="tight", metadata={"Date": None})
    plt.close(figure)
    return file.getvalue()[file.getvalue().index("<svg") :]
