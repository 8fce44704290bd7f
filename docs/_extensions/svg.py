"""Drawing in SVG with nothing but text: boxes, words and arrows.

Widths are counted and not measured, so that a picture is the same on every
machine: letters stand in a monospaced face, or get the room that they may need.
"""

from __future__ import annotations

from textwrap import wrap
from xml.sax.saxutils import escape

MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace"
SANS = "system-ui, 'Segoe UI', 'Helvetica Neue', 'DejaVu Sans', sans-serif"
INK, FAINT, PAPER, LINE = "#1d2430", "#5b6472", "#ffffff", "#c4cad4"

_ADVANCE = {MONO: 0.61, SANS: 0.53}


def width_of(text: str, size: float, face: str = MONO) -> float:
    """Give the room that a line of text needs."""
    return len(text) * size * _ADVANCE[face]


def wrapped(text: str, width: float, size: float, face: str = SANS) -> list[str]:
    """Break a text into lines that fit a width."""
    return wrap(text, int(width / (size * _ADVANCE[face])))


class Drawing:
    """A picture that grows as things are put on it; what is put later lies above."""

    def __init__(self, name: str, title: str, description: str) -> None:
        self.name = name
        self.title = title
        self.description = description
        self.parts: list[str] = []

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str,
        edge: str = LINE,
        dashed: bool = False,
    ) -> None:
        """Put a box with round corners."""
        dashes = ' stroke-dasharray="5 3"' if dashed else ""
        self.parts.append(
            f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" '
            f'fill="{fill}" stroke="{edge}"{dashes}/>'
        )

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 12,
        face: str = SANS,
        fill: str = INK,
        bold: bool = False,
        anchor: str = "start",
    ) -> None:
        """Put a line of text; `y` is its base line."""
        weight = ' font-weight="600"' if bold else ""
        at = "" if anchor == "start" else f' text-anchor="{anchor}"'
        self.parts.append(
            f'<text x="{x:g}" y="{y:g}" font-family="{face}" font-size="{size:g}" fill="{fill}"{weight}{at} '
            f'xml:space="preserve">{escape(words)}</text>'
        )

    def arrow(self, path: str, *, color: str) -> None:
        """Put an arrow along a path."""
        self.parts.append(
            f'<path d="{path}" fill="none" stroke="{color}" stroke-width="1.2" '
            f'marker-end="url(#{self.name}-{color.lstrip("#")})"/>'
        )

    def line(self, path: str, *, color: str = LINE, width: float = 1.2) -> None:
        """Put a line along a path."""
        self.parts.append(f'<path d="{path}" fill="none" stroke="{color}" stroke-width="{width:g}"/>')

    def written(self, width: float, height: float, colors: tuple[str, ...] = ()) -> str:
        """Write the picture.

        Args:
            width: Its width.
            height: Its height.
            colors: The colours of its arrows.
        """
        heads = "".join(
            f'<marker id="{self.name}-{color.lstrip("#")}" viewBox="0 0 8 8" refX="7" refY="4" '
            f'markerWidth="7" markerHeight="7" orient="auto">'
            f'<path d="M0 0 8 4 0 8z" fill="{color}"/></marker>\n'
            for color in colors
        )
        body = "\n".join(self.parts)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width:g}" height="{height:g}" role="img" '
            f'aria-labelledby="{self.name}-title {self.name}-description">\n'
            f'<title id="{self.name}-title">{escape(self.title)}</title>\n'
            f'<desc id="{self.name}-description">{escape(self.description)}</desc>\n'
            f"<defs>\n{heads}</defs>\n"
            f'<rect width="{width:g}" height="{height:g}" fill="{PAPER}"/>\n'
            f"{body}\n</svg>\n"
        )
