"""What importers of JSON formats share: objects read key by key, and records made of them.

Everything in an object is either read, or known to mean nothing here, or told:
as a problem, or on request kept as an attribute of the record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar, cast

from eurasec._fields import ID_PATTERN, Value, fields_of
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.serialization._json import Repeated
from eurasec.serialization._keys import path_of
from eurasec.sources import Attribute

__all__ = ["Node", "is_id", "made", "node_of", "within"]

V = TypeVar("V", bound=Value)

_breaks: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_id: Final = re.compile(ID_PATTERN).fullmatch


def is_id(text: str) -> bool:
    """Tell whether a text can be the id of a record.

    >>> is_id("csto-2022"), is_id("person/12")
    (True, False)
    """
    return _id(text) is not None


def within(path: str, key: str) -> str:
    """Give the path of a member of an object.

    >>> within("$.persons[0]", "name"), within("$", "a b")
    ('$.persons[0].name', "$['a b']")
    """
    step = path_of(key)
    return f"{path}{step}" if step.startswith("[") else f"{path}.{step}"


class Node:
    """An object of a foreign file: what is asked for is taken, what is wrong is told.

    Args:
        members: The object.
        path: Where it stands.
        problems: Takes what is found wrong.
    """

    def __init__(self, members: Mapping[str, object], path: str, problems: list[Problem]) -> None:
        self.members = members
        self.path = path
        self._problems = problems
        self._taken: set[str] = set()
        if isinstance(members, Repeated):
            for key in members.repeated:
                self.tell("", f"the key {shown(key)} stands there twice", "repeated-key", key)

    def tell(self, key: str, message: str, rule: str, value: object = None) -> None:
        """Put down a problem with a member, or with the object itself where the key is empty."""
        path = within(self.path, key) if key else self.path
        told = "" if value is None else shown(value)
        self._problems.append(Problem(path=path, message=message, rule=rule, value=told))

    def take(self, *keys: str) -> None:
        """Take members that are known, and of which nothing is kept."""
        self._taken.update(keys)

    def value(self, key: str) -> object:
        """Take a member as it is; `None` if it is missing."""
        self._taken.add(key)
        return self.members.get(key)

    def text(self, key: str) -> str | None:
        """Take a text, line breaks made spaces; `None` if it is missing, blank or no text."""
        value = self.value(key)
        return None if value is None else _text(value, within(self.path, key), self._problems)

    def reference(self, key: str) -> str | None:
        """Take an id, which may be a whole number in some files."""
        value = self.value(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value:
            return value
        if value not in (None, ""):
            self.tell(key, f"{shown(value)} is not an id", "type", value)
        return None

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """Take a list: its items and their paths."""
        value = self.value(key)
        if value is None:
            return
        if not isinstance(value, list):
            self.tell(key, f"{shown(value)} is not a list", "type", value)
            return
        for index, item in enumerate(cast("list[object]", value)):
            yield f"{within(self.path, key)}[{index}]", item

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        found = [_text(item, path, self._problems) for path, item in self.items(key)]
        return tuple(text for text in found if text is not None)

    def nodes(self, key: str) -> Iterator[Node]:
        """Take a list of objects."""
        for path, item in self.items(key):
            if node := node_of(item, path, self._problems):
                yield node

    def node(self, key: str) -> Node | None:
        """Take an object; `None` if it is missing or no object."""
        value = self.value(key)
        return None if value is None else node_of(value, within(self.path, key), self._problems)

    def rest(self, *, keep: bool) -> tuple[Attribute, ...]:
        """Give what nobody has taken: told as problems, or kept as attributes if that is asked for.

        Args:
            keep: Whether texts, numbers and truth values are kept.
        """
        kept: list[Attribute] = []
        for key, value in self.members.items():
            if key in self._taken or value in (None, "", [], {}):
                continue
            if keep and isinstance(value, str | int | float):
                try:
                    kept.append(Attribute(name=key, value=_written(value)))
                except InvalidValueError as error:
                    self.tell(key, f"cannot be kept: {error.problems[0]}", error.problems[0].rule, value)
            else:
                self.tell(key, "is not read, for the model has no field for it", "not-read", value)
        return tuple(kept)


def _text(value: object, path: str, problems: list[Problem]) -> str | None:
    if not isinstance(value, str):
        message = f"{shown(value)} is not a text"
        problems.append(Problem(path=path, message=message, rule="type", value=shown(value)))
        return None
    text = _breaks.sub(" ", value)
    return None if not text or text.isspace() else text


def _written(value: str | float) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _breaks.sub(" ", str(value))


def node_of(value: object, path: str, problems: list[Problem]) -> Node | None:
    """Give a JSON value as a node; if it is no object, tell so and give `None`."""
    if isinstance(value, dict):
        return Node(cast("dict[str, object]", value), path, problems)
    message = f"{shown(value)} is not an object"
    problems.append(Problem(path=path, message=message, rule="type", value=shown(value)))
    return None


def made(cls: type[V], node: Node, keys: Mapping[str, str], /, **given: object) -> V | None:
    """Make a record of what was read from an object.

    What a field refuses is told at its place in the file and left out, if the
    record can do without it.

    Args:
        cls: The class of the record.
        node: The object.
        keys: What the object calls the fields, where it calls them otherwise.
        given: The fields.

    Returns:
        The record, `None` if it cannot be made.
    """
    fields = {field.name: field for field in fields_of(cls)}
    left = {name: value for name, value in given.items() if value is not None}
    while True:
        try:
            return cls(**left)
        except InvalidValueError as error:
            faults: defaultdict[str, set[str]] = defaultdict(set)
            for problem in error.problems:
                name, index = _place(problem.path)
                faults[name].add(index)
                node.tell(keys.get(name, name), problem.message, problem.rule, given.get(name))
        if any(fields[name].required or name not in left for name in faults):
            return None
        for name, indexes in faults.items():
            left[name] = _spared(left[name], indexes)
            if left[name] in (None, ()):
                del left[name]


_first: Final = re.compile(r"(\w+)(?:\[([0-9]+)\])?")


def _place(path: str) -> tuple[str, str]:
    """Give field and index of a problem's path, an empty index where it has none."""
    found = _first.match(path)
    assert found is not None  # noqa: S101 - records tell problems by their fields
    return found[1], found[2] or ""


def _spared(value: object, indexes: set[str]) -> object:
    """Give what is left of several items without those at the indexes; nothing of a single value."""
    if "" in indexes:
        return None
    items = enumerate(cast("tuple[object, ...]", value))
    return tuple(item for index, item in items if str(index) not in indexes)
