"""From the objects of a file to records: every value is looked at once, on its way into its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import call, itemgetter
from typing import Final, TypeVar, cast

import attrs

from eurasec._fields import Settle, Value, Wrong, plan_of
from eurasec.errors import Problem
from eurasec.serialization._quick import Pairs

__all__ = ["REFUSALS", "maker"]

V = TypeVar("V", bound=Value)

REFUSALS: Final = (Wrong, LookupError, TypeError, ValueError)
"""What a maker raises where it makes no record."""


def maker(cls: type[V], settlers: Mapping[str, Settle]) -> Callable[[object, object], V]:
    """Give the function that makes records of a class from the objects of a file.

    It does what `cls(...)` does, but looks at what is given alone, and only
    once. It does not say why it makes no record, and may refuse what `cls(...)`
    takes.

    Args:
        cls: The class.
        settlers: What settles the value of each field.

    Returns:
        A function of the object, which is a dict or `Pairs`; like
        every hook of cattrs it may be given the class behind it.
    """
    draft = _draft_of(cls)
    shapes = _Shapes(cls, draft, settlers)

    def make(given: dict[str, object] | Pairs, _: object = None) -> V:
        names: tuple[str, ...]
        values: Iterable[object]
        if type(given) is dict:
            names, values = tuple(given), given.values()
        elif type(given) is tuple:
            names, values = _parted(*given) if given else ((), ())
        else:
            raise Wrong
        settling, absent, in_order, judges = shapes[names]
        record = draft(*in_order((*map(_call, settling, values), *absent)))
        record.__class__ = cls
        for judge in judges:
            if judge(record):
                raise Wrong
        return record

    return cast("Callable[[object, object], V]", make)


_call: Final = cast("Callable[[Settle, object], object]", call)

_parted: Final = cast("Callable[..., tuple[tuple[str, ...], tuple[object, ...]]]", zip)
"""Parts pairs into keys and values."""


def _draft_of(cls: type[V]) -> Callable[..., V]:
    """Give a subclass that takes the values of all fields as they are, in the order of files.

    Its instances can be written to, so the `__init__` that attrs makes for it
    takes a fraction of the time that a frozen one takes. Filled in that way, a
    record is given its own class, and is frozen like any other.
    """
    open_to_writing = {
        "__slots__": (),
        "__setattr__": object.__setattr__,
        "__delattr__": object.__delattr__,
        "__attrs_post_init__": None,
    }

    def all_given(_: type, attributes: list[attrs.Attribute[object]]) -> list[attrs.Attribute[object]]:
        by_name = {each.name: each for each in attributes}
        return [
            by_name[field.name].evolve(kw_only=False, default=attrs.NOTHING) for field in plan_of(cls).fields
        ]

    defined = attrs.define(eq=False, repr=False, kw_only=False, field_transformer=all_given)
    return cast("Callable[..., V]", defined(type(cls.__name__, (cls,), open_to_writing)))


_Shape = tuple[
    tuple[Settle, ...],
    tuple[object, ...],
    Callable[[tuple[object, ...]], tuple[object, ...]],
    tuple[Callable[..., Sequence[Problem]], ...],
]
"""What is done with the objects that have the same keys in the same order.

What settles their values; the values of the fields that they do not have; what
brings both, one behind the other, into the order of files; and the rules that
look at anything they have.
"""


_MOST_SHAPES: Final = 1024


class _Shapes(dict[tuple[str, ...], _Shape]):
    """The shapes of the objects of a class, by their keys; the records of a file have few."""

    def __init__(self, cls: type[V], draft: Callable[..., V], settlers: Mapping[str, Settle]) -> None:
        super().__init__()
        plan = plan_of(cls)
        self._fields = {field.name: field for field in plan.fields}
        self._rules = plan.rules
        self._draft = draft
        self._settlers = settlers

    def __missing__(self, names: tuple[str, ...]) -> _Shape:
        shape = self._shape(names)
        if len(self) >= _MOST_SHAPES:
            self.clear()
        self[names] = shape
        return shape

    def _shape(self, names: tuple[str, ...]) -> _Shape:
        """Give the shape of the objects with some keys, if there is a record that has them."""
        given = frozenset(names)
        absent = [field for name, field in self._fields.items() if name not in given]
        if len(given) < len(names) or any(field.required for field in absent):
            raise Wrong
        standing = [*names, *(field.name for field in absent)]
        bare = self._draft(*(field.default for field in self._fields.values()))
        if any(rule.judge(bare) for rule in self._rules if given.isdisjoint(rule.reads)):
            raise Wrong
        settlers = tuple(self._settlers[name] for name in names)
        in_order = itemgetter(*map(standing.index, self._fields))
        judges = tuple(rule.judge for rule in self._rules if not given.isdisjoint(rule.reads))
        return settlers, tuple(field.default for field in absent), in_order, judges
