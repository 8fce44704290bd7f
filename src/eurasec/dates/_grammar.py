"""The words and patterns of a language, from which the reader of prose makes its rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

import attrs

__all__ = ["Frame", "Grammar", "words"]

_NUMBERS: Final = {
    "day": r"0?[1-9]|[12][0-9]|3[01]",
    "year": r"[12][0-9]{3}",
    "short": r"'?[0-9]{2}",
    "decade": r"[12][0-9]{2}0",
    "number": r"[1-9][0-9]{0,2}",
    "two": r"[0-9]{1,2}",
    "four": r"[0-9]{4}",
    "any": r".+",
}
_SLOT: Final = re.compile(r"(?<!\?P)<([a-z]+)(?::([a-z]+))?>")


def words(table: Mapping[str, str]) -> dict[str, str]:
    """Turn a table round: from meanings with their words, parted by blanks, to words with their meaning.

    An underscore stands for a blank inside a word.

    >>> words({"01": "january jan", "middle": "mid middle_of"})
    {'january': '01', 'jan': '01', 'mid': 'middle', 'middle of': 'middle'}
    """
    return {word.replace("_", " "): meaning for meaning, many in table.items() for word in many.split()}


@attrs.frozen
class Frame:
    """What is said about two dates: words in front of them, and words between them.

    Attributes:
        rule: The name of the rule.
        opening: The words in front, which may be none.
        joint: The words between.
    """

    rule: str
    opening: re.Pattern[str]
    joint: re.Pattern[str]


@attrs.frozen
class Grammar:
    """One language: its words by what they mean, and its patterns.

    In a pattern `<month>` stands for any word of that table, or for a number
    that is called so; `<day:to>` is a day whose group is named `to`. Patterns
    match whole texts in small letters, in which every dash but the hyphen is
    an en dash.

    Attributes:
        name: What the language is called in messages.
        lead: What may stand before a date and says nothing about it.
        tables: Words with their meanings, by table.
        of_dates: Patterns of dates, by rule.
        of_frames: Patterns of what is said about one date, by rule; it is their group `a`.
        of_pairs: What is said about two dates, by rule: words in front, words between.
        of_day: What a day without its month looks like, before a later day.
        of_present: What the end of a period that lasts is called.
    """

    name: str
    lead: str
    tables: Mapping[str, Mapping[str, str]]
    of_dates: tuple[tuple[str, str], ...]
    of_frames: tuple[tuple[str, str], ...]
    of_pairs: tuple[tuple[str, str, str], ...]
    of_day: str
    of_present: str

    @cached_property
    def dates(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The patterns of dates."""
        return tuple((rule, self._pattern(f"{self.lead}(?:{written})")) for rule, written in self.of_dates)

    @cached_property
    def frames(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The patterns of frames around one date."""
        return tuple((rule, self._pattern(written)) for rule, written in self.of_frames)

    @cached_property
    def pairs(self) -> tuple[Frame, ...]:
        """The frames around two dates."""
        return tuple(
            Frame(rule, self._pattern(opening), self._pattern(joint))
            for rule, opening, joint in self.of_pairs
        )

    @cached_property
    def day(self) -> re.Pattern[str]:
        """The pattern of a day without its month."""
        return self._pattern(self.of_day)

    @cached_property
    def present(self) -> re.Pattern[str]:
        """The pattern of the end of a period that lasts."""
        return self._pattern(self.of_present)

    @cached_property
    def leading(self) -> re.Pattern[str]:
        """The pattern of what may stand before a date."""
        return re.compile(self.lead)

    def _pattern(self, written: str) -> re.Pattern[str]:
        return re.compile(_SLOT.sub(self._alternatives, written))

    def _alternatives(self, slot: re.Match[str]) -> str:
        """Write a slot as a group of all that may stand there, the longest words first."""
        table, name = slot.groups()
        listed = sorted(self.tables.get(table, {}), key=lambda word: (-len(word), word))
        choices = [re.escape(word) for word in listed]
        if table in _NUMBERS:
            choices.append(_NUMBERS[table])
        return f"(?P<{name or table}>{'|'.join(choices)})"
