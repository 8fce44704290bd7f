"""From the records of a file to a corpus."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eurasec._integrity import identified, judge
from eurasec.corpus import Corpus
from eurasec.errors import CorpusError
from eurasec.serialization.limits import Told
from eurasec.sources import Record

__all__ = ["gathered"]


def gathered(records: Sequence[Record], place_of: Callable[[int], str], told: Told) -> Corpus:
    """Make a corpus of the records of a file.

    Args:
        records: Those that could be read.
        place_of: Says where the record with an index was read.
        told: What is wrong with the others.

    Raises:
        DecodeError: If there are problems, or if the records do not hold
            together. While some could not be read, references that lead
            nowhere are not told: they may lead to those.
    """
    if told.problems:
        raise told.error(judge(records, identified(records), place_of, told.left, partly=True))
    try:
        return Corpus(records, place=place_of, most=told.left)
    except CorpusError as error:
        raise told.error(error.problems) from None
