"""`.dna` files and event lists as corpora, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from eurasec.corpus import Corpus
from eurasec.interop.dna.database import file_of, read_rows
from eurasec.interop.dna.reading import imported
from eurasec.interop.dna.roles import Roles, check_options
from eurasec.interop.dna.rows import project_of, rows_of
from eurasec.interop.dna.writing import written_project
from eurasec.interop.exchange import Exported, Imported
from eurasec.serialization._files import PathLike, write_bytes

__all__ = ["from_dna", "to_dna"]

PASSWORD: Final = "sample"  # noqa: S105 - it protects nothing
"""The password of DNA's own sample file."""


def from_dna(
    path: PathLike,
    *,
    person: str = "person",
    organization: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    scale: tuple[int, int] = (-2, 2),
) -> Imported:
    """Read a database of the Discourse Network Analyzer."""
    roles = Roles(person=person, organization=organization, concept=concept, qualifier=qualifier, scale=scale)
    check_options(roles, "from_dna")
    rows, problems = read_rows(path)
    return imported(project_of(rows, problems), roles, problems)


def to_dna(
    corpus: Corpus,
    path: PathLike,
    *,
    texts: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    password: str = PASSWORD,
) -> Exported[Path]:
    """Write a database of the Discourse Network Analyzer."""
    written = written_project(corpus, dict(texts))
    write_bytes(path, [file_of(rows_of(written.project, password=password))])
    return Exported(result=Path(path), losses=written.losses)
