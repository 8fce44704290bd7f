"""Two records that become one: what they list is united, what they say once must agree."""

from __future__ import annotations

from typing import Final, Literal, TypeVar, cast

import attrs

from eurasec._fields import Field, fields_of
from eurasec.actors import Organization, Person
from eurasec.changes.references import with_fields
from eurasec.changes.reports import Place, plain, written
from eurasec.conferences import Appearance, Participant
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.sources import Attribute, Document, Record

__all__ = ["Overruled", "Prefer", "Union"]

Prefer = Literal["keep", "drop"]
"""Whose value stands where two records contradict each other."""

R = TypeVar("R", bound=Record)
T = TypeVar("T")

_NAMES: Final = ("name", "label", "title")
"""What the first name of an entity may be called."""
_OTHER_NAMES: Final = ("other_names", "other_labels")
_NAMING: Final = frozenset({"id", "short_name", *_NAMES, *_OTHER_NAMES})
_TEXT: Final = frozenset({"sha256", "length"})
"""The fields that tell which text a document has."""


@attrs.frozen(kw_only=True)
class Overruled:
    """A value that gave way to another.

    Attributes:
        place: The field.
        value: The value that stands.
        instead_of: The value that is gone.

    >>> print(Overruled(place=Place("zas", "country"), value="belarus", instead_of="russia"))
    zas.country: 'belarus' instead of 'russia'
    """

    place: Place
    value: object
    instead_of: object

    def __str__(self) -> str:
        """Give the field with both values."""
        return f"{self.place}: {written(self.value)} instead of {written(self.instead_of)}"

    def to_dict(self) -> dict[str, object]:
        """Give the same as a plain dict."""
        return {**attrs.asdict(self.place), "value": plain(self.value), "instead_of": plain(self.instead_of)}


class Union:
    """Unites records, and keeps account of what contradicts itself.

    Attributes:
        problems: The contradictions that nobody has settled.
        overruled: Those that were settled, and how.
    """

    def __init__(self, prefer: Prefer | None) -> None:
        self.problems: list[Problem] = []
        self.overruled: list[Overruled] = []
        self._prefer = prefer

    def united(self, keep: R, drop: R, former: str) -> R:
        """Give one record with the id and the names of the first, and with all that both of them say.

        Args:
            keep: The one that is left.
            drop: The other, of the same kind.
            former: The id by which the other went.
        """
        changes: dict[str, object] = {}
        for field in fields_of(type(keep)):
            one: object = getattr(keep, field.name)
            other: object = getattr(drop, field.name)
            if one != other and field.name not in _NAMING:
                changes[field.name] = self._value(field, keep, former, one, other)
        if isinstance(keep, Participant) and isinstance(drop, Participant):
            changes["appearances"] = self._appearances(keep, drop)
        try:
            return with_fields(keep, changes)
        except InvalidValueError as error:
            self.problems.extend(problem.below(keep.id) for problem in error.problems)
            return keep

    def _value(self, field: Field, keep: Record, former: str, one: object, other: object) -> object:
        """Give what a field of the united record holds."""
        if field.several:
            listed, more = cast("tuple[object, ...]", one), cast("tuple[object, ...]", other)
            known = frozenset(listed)
            return (*listed, *(each for each in more if each not in known))
        if one is None or other is None:
            return other if one is None else one
        if isinstance(one, bool):
            return False
        if field.name == "note":
            return _noted(str(one), str(other))
        place = Place(keep.id, field.name)
        if isinstance(keep, Document) and field.name in _TEXT:
            return self._different_texts(place, former, one, other)
        return self._settled(place, former, one, other)

    def _settled(self, place: Place, former: str, one: T, other: T) -> T:
        """Settle a contradiction as `prefer` says, or note it as a problem."""
        if self._prefer is None:
            message = (
                f"{written(one)} in {shown(place.record)} contradicts {written(other)} in {shown(former)}; "
                "prefer='keep' or prefer='drop' would settle it"
            )
            self.problems.append(
                Problem(path=str(place), message=message, rule="contradiction", value=shown(other))
            )
            return one
        value, gone = (one, other) if self._prefer == "keep" else (other, one)
        self.overruled.append(Overruled(place=place, value=value, instead_of=gone))
        return value

    def _different_texts(self, place: Place, former: str, one: object, other: object) -> object:
        message = (
            f"{written(one)} in {shown(place.record)}, but {written(other)} in {shown(former)}: "
            "these are two texts, and the spans of one mean nothing in the other; reanchor one of them first"
        )
        self.problems.append(
            Problem(path=str(place), message=message, rule="text-digest", value=shown(other))
        )
        return one

    def _appearances(self, keep: Participant, drop: Participant) -> tuple[Appearance, ...]:
        """Unite the appearances of one person session by session."""
        if not keep.appearances or not drop.appearances:
            return keep.appearances or drop.appearances
        sessions = {each.session: number for number, each in enumerate(keep.appearances)}
        if (None in sessions) is not (None in {each.session for each in drop.appearances}):
            return self._settled(Place(keep.id, "appearances"), drop.id, keep.appearances, drop.appearances)
        united = list(keep.appearances)
        for each in drop.appearances:
            number = sessions.get(each.session)
            if number is None:
                united.append(each)
            else:
                place = Place(keep.id, f"appearances[{number}].presence")
                united[number] = self._appearance(place, drop.id, united[number], each)
        return tuple(united)

    def _appearance(self, place: Place, former: str, one: Appearance, other: Appearance) -> Appearance:
        presence = one.presence or other.presence
        if other.presence not in {None, presence}:
            presence = self._settled(place, former, one.presence, other.presence)
        return attrs.evolve(one, roles=tuple(dict.fromkeys((*one.roles, *other.roles))), presence=presence)


def _noted(one: str, other: str) -> str:
    """Put one note behind the other, unless it is in there already."""
    if other in one:
        return one
    return other if one in other else f"{one} {other}"


def with_names_of(keep: R, drop: R) -> tuple[R, tuple[str, ...]]:
    """Give an entity with all names of another, and the other names that it has gained.

    The first name stays; only the description of an unnamed person gives way
    to a name.

    Args:
        keep: The one that is left.
        drop: The other, of the same kind.
    """
    main = _main(keep)
    first, second = getattr(keep, main), getattr(drop, main)
    if isinstance(keep, Person) and isinstance(drop, Person) and keep.unnamed and not drop.unnamed:
        first, second = second, first
    changes: dict[str, object] = {main: first}
    known, found = {first, *_others(keep)}, [second]
    if isinstance(keep, Organization) and isinstance(drop, Organization):
        changes["short_name"] = keep.short_name or drop.short_name
        known.add(changes["short_name"])
        found.append(drop.short_name or second)
    found += _others(drop)
    gained = tuple(dict.fromkeys(name for name in found if name not in known))
    field = _field_of_others(keep)
    if field is None:
        more = (Attribute(name=f"other {main}", value=name) for name in gained)
        changes["attributes"] = (*keep.attributes, *more)
    else:
        changes[field] = tuple(name for name in (*_others(keep), *gained) if name != first)
    return with_fields(keep, changes), gained


def _main(record: Record) -> str:
    """Give the field that holds the first name."""
    return next(name for name in _NAMES if hasattr(record, name))


def _field_of_others(record: Record) -> str | None:
    """Give the field that holds the other names, `None` where only an attribute can."""
    return next((name for name in _OTHER_NAMES if hasattr(record, name)), None)


def _others(record: Record) -> tuple[str, ...]:
    """Give the other names of an entity."""
    field = _field_of_others(record)
    if field is not None:
        return cast("tuple[str, ...]", getattr(record, field))
    attribute = f"other {_main(record)}"
    return tuple(each.value for each in record.attributes if each.name == attribute)
