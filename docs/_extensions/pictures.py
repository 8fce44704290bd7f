"""Pictures that are drawn while the documentation is built, so that they cannot drift.

- `{picture} NAME` shows a diagram of the library, drawn from its code.
- `{drawn} FIGURE` shows the matplotlib figure that the code blocks of the page
  have made by then, under that name. The tests run the same blocks.
"""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from figures import figures, svg_of
from flow_diagram import flow
from records_diagram import records
from rooms_diagram import rooms
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

PICTURES: Final = {"records": records, "flow": flow, "rooms": rooms}
"""The diagrams of the library, by name."""


class Picture(SphinxDirective):
    """A diagram of the library."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Draw it."""
        name = self.arguments[0]
        return [self.shown(PICTURES[name](), "wide" if name == "records" else "fitting")]

    def shown(self, svg: str, sort: str) -> nodes.figure:
        """Put a picture into the page, with the content of the directive below it."""
        figure = nodes.figure("", nodes.raw("", svg, format="html"), classes=["drawing", sort])
        if self.content:
            caption = nodes.caption()
            children, messages = self.state.inline_text("\n".join(self.content), self.lineno)
            caption += [*children, *messages]
            figure += caption
        return figure


class Drawn(Picture):
    """A figure that the code of the page has drawn."""

    option_spec: ClassVar = {"alt": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Run the code of the page up to here, and show the figure."""
        path = Path(self.env.doc2path(self.env.docname))
        drawn = self.env.temp_data.setdefault("drawn", figures(path.read_text("utf-8")))
        svg = svg_of(next(drawn))
        label = nodes.unescape(self.options["alt"]).replace('"', "&quot;")
        return [self.shown(svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1), "fitting")]


def trim_code(_app: Sphinx, document: nodes.document) -> None:
    """Leave out the empty line with which a block of code ends, so that its output can be compared."""
    for block in document.findall(nodes.literal_block):
        text = block.astext().rstrip("\n")
        block.rawsource = text
        block[:] = [nodes.Text(text)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Make the directives known."""
    app.add_directive("picture", Picture)
    app.add_directive("drawn", Drawn)
    app.connect("doctree-read", trim_code)
    return {"parallel_read_safe": True, "version": "1"}
