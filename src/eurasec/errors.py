"""Every exception of eurasec, and the `Problem` that they list.

All of them derive from `EurasecError` and from the built-in exception that a
caller would already catch. They pickle, and their messages are lower case and
one sentence for each problem.
"""

from __future__ import annotations

import reprlib
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

import attrs

__all__ = [
    "AmbiguousDateError",
    "CorpusError",
    "DecodeError",
    "EdtfError",
    "EdtfSyntaxError",
    "EdtfValueError",
    "EurasecError",
    "EurasecWarning",
    "EvidenceError",
    "ImpreciseDateError",
    "InvalidValueError",
    "MissingExtraError",
    "NotOneError",
    "Problem",
    "UnknownIdError",
    "UnreadDateError",
]

_SHOWN: Final = 80
"""Characters of a wrong value that a message shows and a problem keeps."""

_LISTED: Final = 50
"""Problems that the text of an error lists; `problems` has them all."""

_LONGEST_WORD: Final = 64
"""Longer than any word of the model and any usual id."""

_MOST_WORDS: Final = 2_000
"""Allowed words of which the letters are compared with those of a misspelt one."""

_MOST_COMPARED: Final = 50
"""Those of them, the most similar, that are compared in every detail."""

_WORDS_OF_A_LIST: Final = 100
"""Longer tuples are no lists of words, and what looks like one of them is not remembered."""

_NEAR: Final = 0.7
"""How similar a near match is, as `difflib` has it."""

_SHORT: Final = range(3, 5)
"""Letters of a short word, in which a single wrong one weighs much; still shorter ones look like anything."""

_NEAR_IF_SHORT: Final = 0.65
"""How similar a near match of a short word is: two of three letters are right."""

_BEGINNING: Final = 3
"""Letters by which a longer word is known."""

_HINTS: Final = 3
"""Near matches that are given at most."""

_CONTAINERS: Final = frozenset({list, tuple, dict, set, frozenset})


def shown(value: object) -> str:
    """Give a short `repr` of any value, for use in a message.

    The work is bounded: of a long text or a large container only the beginning
    is written out, of a table the head, and a `repr` that fails gives way to
    the name of the type.

    >>> shown("x" * 200)[-4:]
    "xx…'"
    """
    try:
        if type(value) is str or type(value) is bytes:
            head = repr(value[:_SHOWN])
            return head if len(value) <= _SHOWN else f"{head[:-1]}…{head[-1]}"
        text = _container_repr.repr(value) if type(value) in _CONTAINERS else repr(value)
    except Exception:  # noqa: BLE001 - a foreign __repr__ may raise anything
        return f"<{type(value).__name__}>"
    line, more, _ = text.partition("\n")
    return line if len(line) <= _SHOWN and not more else f"{line[:_SHOWN]}…"


_container_repr: Final = reprlib.Repr()
_container_repr.maxlevel = 3
_container_repr.maxstring = _container_repr.maxother = _SHOWN


def near_matches(word: object, allowed: Iterable[str]) -> tuple[str, ...]:
    """Give up to three of the allowed words that look like a misspelt one, or else begin like it.

    The work is bounded: very long words have no near matches, of very many
    allowed words only those of similar length are compared, and for a word
    that is misspelt again and again only once. What is no text has none.

    >>> near_matches("suport", ["oppose", "support"])
    ('support',)
    >>> near_matches("sco", ["csto-growth", "sco-priority"])
    ('sco-priority',)
    """
    if not isinstance(word, str) or not word or len(word) > _LONGEST_WORD:
        return ()
    if isinstance(allowed, tuple) and len(allowed) <= _WORDS_OF_A_LIST:
        return _near_listed(word, allowed)
    return _near(word, allowed)


def _near(word: str, allowed: Iterable[str]) -> tuple[str, ...]:
    wanted = word.casefold()
    beginnings = (word, wanted) if len(word) >= _BEGINNING else ()
    folded: dict[str, str] = {}
    longer: list[str] = []
    for candidate in allowed:
        if abs(len(candidate) - len(word)) <= 2 + len(word) // 3:
            folded.setdefault(candidate.casefold(), candidate)
            if len(folded) == _MOST_WORDS:
                break
        elif candidate.startswith(beginnings) and len(longer) < _HINTS:
            longer.append(candidate)
    return _similar(wanted, folded) or tuple(longer)


def _similar(wanted: str, folded: Mapping[str, str]) -> tuple[str, ...]:
    """Give the words that look like another, the most similar first; each stands under its folded form."""
    import difflib  # noqa: PLC0415 - only a misspelt word needs it

    matcher = difflib.SequenceMatcher(b=wanted)
    alike: list[tuple[float, str]] = []
    for candidate in folded:
        matcher.set_seq1(candidate)
        alike.append((matcher.quick_ratio(), candidate))
    alike.sort(reverse=True)
    best = [candidate for _, candidate in alike[:_MOST_COMPARED]]
    cutoff = _NEAR_IF_SHORT if len(wanted) in _SHORT else _NEAR
    return tuple(folded[match] for match in difflib.get_close_matches(wanted, best, n=_HINTS, cutoff=cutoff))


_near_listed: Final = lru_cache(maxsize=1024)(_near)
"""Who misspells a word of a list does so in every record of a file."""


def did_you_mean(near: Sequence[str]) -> str:
    """Write what may have been meant as the end of a sentence; nothing if nothing looks like it.

    >>> did_you_mean(["month", "year"]), did_you_mean([])
    ("; did you mean 'month' or 'year'?", '')
    """
    return f"; did you mean {or_list(near)}?" if near else ""


def or_list(words: Iterable[str]) -> str:
    """Write words as a reader expects them in a sentence.

    >>> or_list(["a", "b", "c"])
    "'a', 'b' or 'c'"
    """
    quoted = [repr(word) for word in words]
    if len(quoted) < 2:  # noqa: PLR2004 - one word needs no conjunction
        return "".join(quoted)
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


@attrs.frozen(kw_only=True)
class Problem:
    """One thing that is wrong, and where.

    Attributes:
        path: Where it is: a field (`holders[1]`), or in a file
            `$.positions[3].stance`; empty where the whole is meant.
        message: What is wrong, in one lower-case sentence.
        rule: The rule that is broken, as a short stable word.
        value: The offending value, shortened to its `repr`.
        allowed: The words that would have been allowed, if there are such.

    >>> print(Problem(path="stance", message="is missing", rule="required"))
    stance: is missing
    """

    path: str
    message: str
    rule: str
    value: str = ""
    allowed: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Give path and message in one line."""
        return f"{self.path}: {self.message}" if self.path else self.message

    def below(self, prefix: str) -> Problem:
        """Give the same problem as seen from further outside.

        Args:
            prefix: The path of what its own path starts from.

        >>> Problem(path="stance", message="is missing", rule="required").below("$.positions[3]").path
        '$.positions[3].stance'
        """
        joint = "" if not prefix or not self.path or self.path.startswith("[") else "."
        return attrs.evolve(self, path=f"{prefix}{joint}{self.path}")


def first_of(problems: Iterable[Problem], most: int) -> tuple[Problem, ...]:
    """Give the first of very many problems, and behind them one that says that there are more.

    What comes after is not even looked at, so that the work is bounded too.

    >>> missing = Problem(path="stance", message="is missing", rule="required")
    >>> print(*first_of([missing] * 5, 2), sep="; ")
    stance: is missing; stance: is missing; and more, but only the first 2 problems are told
    """
    found = tuple(islice(problems, most + 1))
    if len(found) <= most:
        return found
    message = f"and more, but only the first {most:,} problems are told"
    return (*found[:most], Problem(path="", message=message, rule="limit-problems"))


class EurasecError(Exception):
    """Whatever eurasec raises on purpose."""


class EurasecWarning(UserWarning):
    """Whatever eurasec warns of."""


class _ProblemsError(EurasecError, ValueError):
    """An error that lists problems under a heading."""

    def __init__(self, heading: str, problems: Iterable[Problem]) -> None:
        self.heading = heading
        self.problems = tuple(problems)
        super().__init__(heading, self.problems)

    def __str__(self) -> str:
        """Give heading and problems; several stand one a line, and very many are cut short."""
        if len(self.problems) == 1:
            return f"{self.heading}: {self.problems[0]}"
        lines = "".join(f"\n  {problem}" for problem in self.problems[:_LISTED])
        more = len(self.problems) - _LISTED
        rest = f"\n  … and {more} more" if more > 0 else ""
        return f"{self.heading}: {len(self.problems)} problems{lines}{rest}"


class InvalidValueError(_ProblemsError):
    """A value or a record, constructed by hand, breaks its own rules.

    Attributes:
        heading: What was to be made: the class, and the id where there is one.
        problems: Everything that is wrong with it.
    """


def wrong_type(heading: str, path: str, value: object, what: str) -> InvalidValueError:
    """Make the error of an argument that is not what it should be.

    >>> print(wrong_type("corpus", "records", 5, "an iterable of records"))
    corpus: records: 5 is not an iterable of records
    """
    message = f"{shown(value)} is not {what}"
    return InvalidValueError(heading, [Problem(path=path, message=message, rule="type", value=shown(value))])


class CorpusError(_ProblemsError):
    """Records do not hold together, or a change would break them apart.

    Attributes:
        heading: What was attempted.
        problems: Everything that is wrong.
    """


class DecodeError(_ProblemsError):
    """Bytes that are no valid file of eurasec.

    Attributes:
        heading: What was read.
        problems: Everything that is wrong, with paths like
            `$.positions[3].stance` or, in JSON Lines, `line 7: $.stance`.
    """


class EvidenceError(_ProblemsError):
    """Evidence does not hold in the text that it is checked against.

    Attributes:
        heading: Which evidence.
        problems: Everything that does not hold.
    """


class UnknownIdError(EurasecError, LookupError):
    """Something was looked up that is not there.

    Attributes:
        what: The kind of thing that was looked for, such as `person`.
        id: What was asked for.
        near: What is there and looks like it.

    >>> print(UnknownIdError("person", "zaz", ("zas",)))
    no person 'zaz'; did you mean 'zas'?
    """

    def __init__(self, what: str, id: str, near: Iterable[str] = ()) -> None:
        self.what = what
        self.id = id
        self.near = tuple(near)
        super().__init__(what, id, self.near)

    def __str__(self) -> str:
        """Say what is missing and what may have been meant."""
        return f"no {self.what} {shown(self.id)}{did_you_mean(self.near)}"


class NotOneError(EurasecError, LookupError):
    """One record was asked for, but there are none or several.

    Attributes:
        what: What the records are called.
        ids: The ids of those that are there.

    >>> print(NotOneError("people", ("zas", "imomi")))
    one was asked for, but there are 2 people: 'zas', 'imomi'
    """

    def __init__(self, what: str, ids: Iterable[str]) -> None:
        self.what = what
        self.ids = tuple(ids)
        super().__init__(what, self.ids)

    def __str__(self) -> str:
        """Say how many there are, and name the first of them."""
        if not self.ids:
            return f"one was asked for, but there are no {self.what}"
        names = ", ".join(map(repr, self.ids[:5])) + (", …" if len(self.ids) > 5 else "")  # noqa: PLR2004
        return f"one was asked for, but there are {len(self.ids)} {self.what}: {names}"


class MissingExtraError(EurasecError, ImportError):
    """A package is missing that an extra of eurasec brings.

    Attributes:
        package: The package that could not be imported.
        extra: The extra that brings it.

    >>> print(MissingExtraError("numpy", "networks"))
    this needs numpy; install it with: pip install 'eurasec[networks]'
    """

    def __init__(self, package: str, extra: str) -> None:
        self.package = package
        self.extra = extra
        super().__init__(package, extra)
        self.name = package

    def __str__(self) -> str:
        """Name the package and the command that installs it."""
        return f"this needs {self.package}; install it with: pip install 'eurasec[{self.extra}]'"


class EdtfError(EurasecError, ValueError):
    """A text is no date or period of EDTF (ISO 8601-2:2019).

    Attributes:
        text: The text as given, shortened where it is very long.
        position: The index of the character where reading stopped.
        reason: What is wrong there.
    """

    def __init__(self, text: str, position: int, reason: str) -> None:
        self.text = text[:_SHOWN]
        self.position = position
        self.reason = reason
        super().__init__(self.text, position, reason)

    def __str__(self) -> str:
        """Give text, reason and position in one line."""
        return f"{shown(self.text)} is no EDTF date: {self.reason} (at character {self.position})"


class EdtfSyntaxError(EdtfError):
    """The text does not have the form of an EDTF expression."""


class EdtfValueError(EdtfError):
    """The text has the form of EDTF, but names no day that exists."""


class ImpreciseDateError(EurasecError, ValueError):
    """A date is not precise enough for what is asked of it."""


class UnreadDateError(EurasecError, ValueError):
    """A date in prose that no rule reads.

    Attributes:
        text: The words as given.
        reason: Why they are not read.
    """

    def __init__(self, text: str, reason: str) -> None:
        self.text = text[:_SHOWN]
        self.reason = reason
        super().__init__(self.text, reason)

    def __str__(self) -> str:
        """Give words and reason in one line."""
        return f"{shown(self.text)} is not read as a date: {self.reason}"


class AmbiguousDateError(UnreadDateError):
    """A date in prose that has more than one reading.

    Attributes:
        candidates: The readings, as canonical EDTF text.
    """

    def __init__(self, text: str, reason: str, candidates: Iterable[str]) -> None:
        super().__init__(text, reason)
        self.candidates = tuple(candidates)
        self.args = (self.text, reason, self.candidates)
