"""How the documentation is built."""

from __future__ import annotations

import sys
from importlib import metadata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "eurasec"
author = "The eurasec developers"
copyright = "2026, the eurasec developers"  # noqa: A001 - the name that Sphinx reads
release = metadata.version("eurasec")
version = release

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "pictures", "reference"]
html_theme = "furo"
html_title = f"eurasec {release}"
html_static_path = ["_static"]
html_css_files = ["eurasec.css"]
html_copy_source = False
html_show_sourcelink = False
exclude_patterns = ["_build", "_extensions", "examples"]

nitpicky = True
nitpick_ignore_regex = [
    ("py:.*", r"(?!eurasec\b).*"),  # names of the standard library and of other packages
]
default_role = "name"
toc_object_entries = False
python_use_unqualified_type_names = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
autodoc_default_options = {"members": True}
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
