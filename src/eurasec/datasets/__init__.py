"""Corpora that ship with the library."""

from __future__ import annotations

from functools import cache

from eurasec.corpus import Corpus

__all__ = ["csto_2022"]


@cache
def csto_2022() -> Corpus:
    """Give the CSTO conference of the Valdai Discussion Club of 9 February 2022, coded in full.

    Coded is the organiser's English report, every sentence of it: who took
    part, in which office and for whom; every view with its holder, topic and
    stance; every threat with those who judge it. The claims are in our own
    words, and each statement points to the sentences that hold it. The text of
    the report is not shipped; the codebook in the documentation gives the
    rules, the cases of doubt, and how to make the text that the spans count in.

    Returns:
        The corpus, which is read once and never changes.

    >>> corpus = csto_2022()
    >>> corpus
    <Corpus: 1 conference, 15 participants, 64 positions, 25 threats, 31 assessments>
    >>> [corpus[each.record.person].name for each in corpus.holders_of("csto")]
    ['Nikolai Bordyuzha', 'Stanislav Zas']
    >>> [each.holders for each in corpus.assessments.where(verdict="dismissed")]
    [('zas',)]
    """
    from importlib.resources import files  # noqa: PLC0415 - it loads much that nothing else needs

    from eurasec.serialization import loads  # noqa: PLC0415 - cattrs is loaded when something is read

    return loads(files(__name__).joinpath("csto_2022.json").read_bytes())
