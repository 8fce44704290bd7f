"""The texts of documents that come with a corpus, and whether its evidence holds in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eurasec._integrity import evidence_of
from eurasec.corpus import Corpus
from eurasec.errors import EvidenceError, InvalidValueError, Problem, shown
from eurasec.sources import digest

__all__ = ["judge_texts"]


def judge_texts(corpus: Corpus, texts: Mapping[str, str]) -> None:
    """Refuse texts that are none, that are not those of the documents, or in which evidence does not hold.

    All documents are judged in one pass through the corpus.

    Args:
        corpus: The corpus.
        texts: The texts by the ids of their documents.

    Raises:
        UnknownIdError: If there is a text of no document; with near matches.
        InvalidValueError: If a text is none.
        EvidenceError: If evidence does not hold; with all problems.
    """
    wrong = [problem for id, text in texts.items() for problem in _no_text(id, text)]
    if wrong:
        raise InvalidValueError("texts", wrong)
    problems = [problem for id, text in texts.items() for problem in _other_text(corpus, id, text)]
    for record in (*corpus, *corpus.sessions):
        for path, evidence in evidence_of(record):
            if evidence.document in texts:
                found = evidence.problems_in(texts[evidence.document])
                problems += (problem.below(f"{record.id}.{path}") for problem in found)
    if problems:
        raise EvidenceError("texts", problems)


def _no_text(id: str, text: object) -> Iterator[Problem]:
    if not isinstance(text, str):
        yield Problem(path=f"[{id!r}]", message=f"{shown(text)} is no text", rule="type", value=shown(text))
        return
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        message = "holds half a surrogate pair, which no file can keep"
        yield Problem(path=f"[{id!r}]", message=message, rule="control-character")


def _other_text(corpus: Corpus, id: str, text: str) -> Iterator[Problem]:
    """Tell whether a text is another than the one that its document names."""
    document = corpus.documents[id]
    if document.sha256 is not None and digest(text) != document.sha256:
        message = "is not that of the text that was given"
        yield Problem(path=f"{id}.sha256", message=message, rule="text-digest", value=document.sha256)
    if document.length is not None and len(text) != document.length:
        message = f"is not that of the text that was given, which has {len(text)} characters"
        yield Problem(path=f"{id}.length", message=message, rule="text-length", value=str(document.length))
