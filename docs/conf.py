"""How the documentation is built."""

from __future__ import annotations

from importlib import metadata

project = "eurasec"
author = "The eurasec developers"
copyright = "2026, the eurasec developers"  # noqa: A001 - the name that Sphinx reads
release = metadata.version("eurasec")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"eurasec {release}"
exclude_patterns = ["_build", "examples"]
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_default_options = {"members": True, "show-inheritance": True}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
