"""Whatever changes a corpus says so where it is given none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eurasec import Corpus
from eurasec.changes import diff, merge, merge_entities, reanchor, rename
from eurasec.errors import InvalidValueError
from harbour import TEXT, corpus

Change = Callable[[Any], object]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda given: rename(given, "berg", "b"), "corpus"),
        (lambda given: merge_entities(given, "berg", "dahl"), "corpus"),
        (lambda given: merge(given, Corpus()), "left"),
        (lambda given: merge(Corpus(), given), "right"),
        (lambda given: diff(given, Corpus()), "left"),
        (lambda given: diff(Corpus(), given), "right"),
        (lambda given: reanchor(given, "report", TEXT), "corpus"),
    ],
)
@pytest.mark.parametrize("given", [None, Path("corpus.json"), [*corpus()], corpus().people])
def test_what_is_no_corpus_is_not_changed(change: Change, path: str, given: object) -> None:
    with pytest.raises(InvalidValueError, match="is not a corpus") as caught:
        change(given)
    assert [(problem.path, problem.rule) for problem in caught.value.problems] == [(path, "type")]


@pytest.mark.parametrize(
    ("asked", "path"), [({"text": b"bytes"}, "text"), ({"text": TEXT, "former": b"bytes"}, "former")]
)
def test_bytes_are_no_text_in_which_evidence_is_found_again(asked: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidValueError, match="b'bytes' is not a text") as caught:
        reanchor(corpus(), "report", **asked)
    assert [problem.path for problem in caught.value.problems] == [path]
