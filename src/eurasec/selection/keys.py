"""Keys: what a keyword of `where` finds in a record, and what may be asked for under it.

A key gives the values that a record has under a keyword. A query names
values, which are judged before anything is looked up: an unknown id or word
is an error with near matches, never an empty answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from enum import StrEnum
from typing import Final, Generic, TypeGuard, TypeVar, cast

import attrs

from eurasec._index import Index, Term
from eurasec.dates import (
    Answer,
    Edtf,
    EdtfDate,
    EdtfDateTime,
    EdtfInterval,
    EdtfSet,
    contains,
    overlaps,
    parse_edtf,
)
from eurasec.errors import (
    EdtfError,
    InvalidValueError,
    Problem,
    UnknownIdError,
    did_you_mean,
    near_matches,
    shown,
    wrong_type,
)

__all__ = [
    "ACTORS",
    "ENTITIES",
    "Ids",
    "Key",
    "Label",
    "Question",
    "Texts",
    "When",
    "Words",
    "dated_within",
    "flags",
    "ids",
    "in_force_then",
    "labels",
    "one",
    "refusal",
    "several",
    "under_way",
    "word_test",
    "words",
]

R_contra = TypeVar("R_contra", contravariant=True)
Rec = TypeVar("Rec")

ACTORS: Final = ("state", "organization", "person", "group")
ENTITIES: Final = (*ACTORS, "area", "office", "event", "document", "conference", "topic", "threat")

Ids = str | Iterable[str] | None
"""In a query: an id, or several of which any may match; `None` leaves the keyword out."""

Texts = str | Iterable[str] | None
"""In a query: a text, or several of which any may match; `None` leaves the keyword out."""

Words = str | Iterable[str] | None
"""In a query: a word of a closed list, or several of which any may match; `None` leaves the keyword out."""

When = str | Edtf | None
"""In a query: a date or period, as EDTF text or as its value; `None` leaves the keyword out."""

Question = Callable[[Hashable], Answer]
"""Answers in three values whether a date, a period or a term is what is asked for."""

Label = str | bool | Edtf | None
"""What records are grouped under: an id, a word, a text, yes or no, a date; `None` for records without."""

Judge = Callable[[Index, str, object, Iterable[Hashable]], Iterable[Hashable]]
"""Judges one value that is asked for, given the keyword and all values that occur."""


def refusal(
    keyword: str, message: str, rule: str, value: object, allowed: tuple[str, ...] = ()
) -> InvalidValueError:
    """Make the error that refuses what a query asks for."""
    problem = Problem(path=keyword, message=message, rule=rule, value=shown(value), allowed=allowed)
    return InvalidValueError("query", [problem])


def several(asked: object) -> tuple[object, ...]:
    """Give what is asked for one by one, be it one or several; a text is one.

    >>> several("zas"), several(["zas", "imomi"]), several(5)
    (('zas',), ('zas', 'imomi'), (5,))
    """
    if isinstance(asked, Iterable) and not isinstance(asked, str):
        return tuple(cast("Iterable[object]", asked))
    return (asked,)


def _string(keyword: str, value: object, what: str) -> str:
    if not isinstance(value, str):
        raise wrong_type("query", keyword, value, what)
    return value


def ids(*kinds: str) -> Judge:
    """Make the judge for ids of records of some kinds."""

    def judge(index: Index, keyword: str, value: object, _present: Iterable[Hashable]) -> Iterable[Hashable]:
        index.named(_string(keyword, value, "an id"), kinds)
        return (value,)

    return judge


def words(vocabulary: type[StrEnum]) -> Judge:
    """Make the judge for words of a closed list."""
    allowed = tuple(word.value for word in vocabulary)

    def judge(_index: Index, keyword: str, value: object, _present: Iterable[Hashable]) -> Iterable[Hashable]:
        text = _string(keyword, value, f"a word of {vocabulary.__name__}")
        if text not in allowed:
            hint = did_you_mean(near_matches(text, allowed))
            there = f"(allowed: {', '.join(allowed)})"
            message = f"{shown(text)} is no word of {vocabulary.__name__}{hint} {there}"
            raise refusal(keyword, message, "word", text, allowed)
        return (vocabulary(text),)

    return judge


def flags(_index: Index, keyword: str, value: object, _present: Iterable[Hashable]) -> Iterable[Hashable]:
    """Judge yes or no."""
    if not isinstance(value, bool):
        raise refusal(keyword, f"{shown(value)} is neither True nor False", "type", value)
    return (value,)


def labels(_index: Index, keyword: str, value: object, present: Iterable[Hashable]) -> Iterable[Hashable]:
    """Judge free texts, such as tags: one that no record has is an error."""
    text = _string(keyword, value, "a text")
    known = frozenset(present)
    if text not in known:
        raise UnknownIdError(
            keyword, text, near_matches(text, (each for each in known if isinstance(each, str)))
        )
    return (text,)


@attrs.frozen(eq=False, repr=False)
class Key(Generic[R_contra]):
    """A keyword: the values that a record has under it, and the judge of what is asked for.

    Attributes:
        values: Gives the values of a record; it may be several, or none.
        judge: Brings a value of a query into the form of the record's values, or raises.
        asked_as: The keyword of `where` that asks for it, where that is another one.
    """

    values: Callable[[Index, R_contra], Iterable[Hashable]]
    judge: Judge = labels
    asked_as: str = ""

    def wanted(
        self, index: Index, keyword: str, asked: object, present: Iterable[Hashable]
    ) -> frozenset[Hashable]:
        """Give the values that a query asks for.

        Args:
            index: The index of the corpus.
            keyword: The keyword, for messages.
            asked: One value or several.
            present: The values that occur.

        Raises:
            UnknownIdError: If an id or text is asked for that is not there.
            InvalidValueError: If what is asked for is no word of the list, or of a wrong type.
        """
        return frozenset(
            value for each in several(asked) for value in self.judge(index, keyword, each, present)
        )


_WORD: Final = re.compile(r"\w+")


def one(value: Hashable) -> tuple[Hashable, ...]:
    """Give a value as the only one, nothing for `None`."""
    return () if value is None else (value,)


def word_test(
    keyword: str, asked: object, texts: Callable[[Rec], Iterable[str]]
) -> Callable[[Rec], bool] | None:
    """Make the test whether a record's texts contain all words that are asked for, in any order.

    Args:
        keyword: The keyword, for messages.
        asked: One text or several, of which any may match; `None` asks for nothing.
        texts: Gives the texts of a record.
    """
    if asked is None:
        return None
    texts_asked = [_string(keyword, each, "a text") for each in several(asked)]
    wanted = [frozenset(_words([each])) for each in texts_asked]
    for each, text in zip(wanted, texts_asked, strict=True):
        if not each:
            raise refusal(keyword, f"{shown(text)} contains no word", "text", text)

    def test(record: Rec) -> bool:
        found = frozenset(_words(texts(record)))
        return any(each <= found for each in wanted)

    return test


def _words(texts: Iterable[str]) -> Iterable[str]:
    return (word for text in texts for word in _WORD.findall(text.casefold()))


def read_when(keyword: str, asked: object) -> Edtf:
    """Give the date or period of a query.

    Raises:
        InvalidValueError: If it is neither a date nor the text of one.
    """
    if isinstance(asked, (EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet)):
        return asked
    text = _string(keyword, asked, "a date")
    try:
        return parse_edtf(text)
    except EdtfError as error:
        raise refusal(keyword, str(error), "edtf", text) from None


def _frames(on: object, during: object) -> tuple[Edtf | None, Edtf | None]:
    return (
        None if on is None else read_when("on", on),
        None if during is None else read_when("during", during),
    )


def _is_date(value: Hashable) -> TypeGuard[Edtf]:
    return isinstance(value, (EdtfDate, EdtfDateTime, EdtfInterval, EdtfSet))


def dated_within(on: object, during: object) -> Question | None:
    """Make the question whether a date lies in the windows that are asked for; of an unknown date it may."""
    frames = [frame for frame in _frames(on, during) if frame is not None]

    def question(date: Hashable) -> Answer:
        if not _is_date(date):
            return Answer.MAYBE
        answer = Answer.YES
        for frame in frames:
            answer &= contains(frame, date)
        return answer

    return question if frames else None


def under_way(on: object, during: object) -> Question | None:
    """Make the question whether a period contains a date, and touches a window."""
    date, window = _frames(on, during)

    def question(period: Hashable) -> Answer:
        if not _is_date(period):
            return Answer.MAYBE
        answer = Answer.YES if date is None else contains(period, date)
        return answer if window is None else answer & overlaps(window, period)

    return question if date is not None or window is not None else None


def in_force_then(on: object, during: object) -> Question | None:
    """Make the question whether a term is in force at a date, and at some time in a window."""
    date, window = _frames(on, during)

    def question(term: Hashable) -> Answer:
        assert isinstance(term, Term)  # noqa: S101 - the key gives nothing else
        answer = Answer.YES if date is None else term.in_force(date)
        return answer if window is None else answer & term.in_force_during(window)

    return question if date is not None or window is not None else None
