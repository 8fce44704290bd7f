"""Objects of a foreign JSON file: read key by key, and records made of them.

Everything in an object is either read, or known to mean nothing here, or told:
as a problem, or on request kept as an attribute of the record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias, TypeVar, cast

from eurasec._fields import ID_PATTERN, Value, fields_of
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop._values import without_time
from eurasec.serialization._json import Repeated, path_of, wrong_type
from eurasec.sources import Attribute, Identifier

__all__ = ["Node", "Steps", "identifier_of", "is_id", "made", "node_of", "present", "steps_of", "within"]

T = TypeVar("T")
V = TypeVar("V", bound=Value)

Steps: TypeAlias = tuple[tuple[str, int | None], ...]
"""The way into a record: fields, and the index in those that hold several."""

_step: Final = re.compile(r"(\w+)(?:\[([0-9]+)\])?\.?")
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


def steps_of(path: str) -> Steps:
    """Give the steps of a problem's path.

    >>> steps_of("quotes[1].exact")
    (('quotes', 1), ('exact', None))
    """
    return tuple((name, int(index) if index else None) for name, index in _step.findall(path))


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

    def date(self, key: str) -> str | None:
        """Take a date, `None` if it is missing; a time of day is taken off it, and that is told."""
        text = self.text(key)
        return None if text is None else self.day(key, text)

    def day(self, key: str, text: str) -> str:
        """Take the time of day off a date that stands in a member, and tell so."""
        date, timed = without_time(text)
        if timed:
            self.tell(key, f"{shown(text)} is read without its time of day", "precision", text)
        return date

    def reference(self, key: str) -> str | None:
        """Take an id, which may be a whole number in some files."""
        value = self.value(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if isinstance(value, str) and value:
            return value
        if value not in (None, ""):
            self._problems.append(wrong_type(within(self.path, key), value, "an id"))
        return None

    def items(self, key: str) -> Iterator[tuple[str, object]]:
        """Take a list: its items and their paths."""
        value = self.value(key)
        if value is None:
            return
        if not isinstance(value, list):
            self._problems.append(wrong_type(within(self.path, key), value, "a list"))
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
            keep: Whether texts, numbers and truth values are kept, alone or in lists.
        """
        kept: list[Attribute] = []
        for key, value in self.members.items():
            if key in self._taken or value in (None, "", [], {}):
                continue
            items = cast("list[object]", value) if isinstance(value, list) else [value]
            if not keep or not all(isinstance(item, str | int | float) for item in items):
                self.tell(
                    key, "is not read, for the model has no field for it", "not-read", self.members[key]
                )
                continue
            made_of = (
                made(Attribute, self, {"value": key}, name=key, value=_written(item)) for item in items
            )
            kept.extend(present(made_of))
        return tuple(kept)


def _text(value: object, path: str, problems: list[Problem]) -> str | None:
    if not isinstance(value, str):
        problems.append(wrong_type(path, value, "a text"))
        return None
    text = _breaks.sub(" ", value)
    return None if not text or text.isspace() else text


def _written(value: object) -> str:
    """Give a text, number or truth value as text."""
    return str(value).lower() if isinstance(value, bool) else _breaks.sub(" ", str(value))


def present(items: Iterable[T | None]) -> tuple[T, ...]:
    """Give what is not missing."""
    return tuple(item for item in items if item is not None)


def node_of(value: object, path: str, problems: list[Problem]) -> Node | None:
    """Give a JSON value as a node; if it is no object, tell so and give `None`."""
    if isinstance(value, dict):
        return Node(cast("dict[str, object]", value), path, problems)
    problems.append(wrong_type(path, value, "an object"))
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
    missing = [name for name, field in fields.items() if field.required and name not in left]
    if missing:
        node.tell("", _left_out(cls, missing), "left-out")
        return None
    while True:
        try:
            return cls(**left)
        except InvalidValueError as error:
            faults: defaultdict[str, set[int | None]] = defaultdict(set)
            for problem in error.problems:
                name, index = steps_of(problem.path)[0]
                faults[name].add(index)
                node.tell(keys.get(name, name), problem.message, problem.rule, given.get(name))
        needed = [name for name in faults if fields[name].required or name not in left]
        if needed:
            node.tell("", _left_out(cls, needed), "left-out")
            return None
        for name, indexes in faults.items():
            left[name] = _spared(left[name], indexes)
            if left[name] in (None, ()):
                del left[name]


def _left_out(cls: type[Value], needed: Iterable[str]) -> str:
    return f"is left out, for {cls.__name__} needs {' and '.join(needed)}"


def _spared(value: object, indexes: set[int | None]) -> object:
    """Give what is left of several items without those at the indexes; nothing of a single value."""
    if None in indexes:
        return None
    items = enumerate(cast("tuple[object, ...]", value))
    return tuple(item for index, item in items if index not in indexes)


def identifier_of(node: Node, scheme: str, value: str) -> Identifier | None:
    """Make an identifier of an object, of which nothing else is kept.

    Args:
        node: The object.
        scheme: What it calls the scheme.
        value: What it calls the identifier in that scheme.
    """
    given = {"scheme": node.text(scheme), "value": node.text(value)}
    node.rest(keep=False)
    return made(Identifier, node, {"scheme": scheme, "value": value}, **given)
