"""The things of a Popolo document, whether they stand in its lists or inside one another."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Final

import attrs

from eurasec.errors import Problem, shown
from eurasec.interop._naming import Ids
from eurasec.interop._nodes import Node, is_id
from eurasec.interop._reading import Thing
from eurasec.interop.popolo.words import COUNTRY, STATE

__all__ = ["LISTS", "Item", "Items"]

LISTS: Final = ("organizations", "persons", "areas", "posts", "memberships", "events")
"""The lists that are read; what has an id in an earlier one keeps it."""

_INSIDE: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "organizations": {
        "memberships": ("memberships", "organization"),
        "posts": ("posts", "organization"),
        "children": ("organizations", "parent"),
    },
    "persons": {"memberships": ("memberships", "person")},
    "areas": {
        "memberships": ("memberships", "area"),
        "organizations": ("organizations", "area"),
        "posts": ("posts", "area"),
        "children": ("areas", "parent"),
    },
    "posts": {"memberships": ("memberships", "post")},
    "memberships": {},
    "events": {"children": ("events", "parent")},
}
"""Lists inside the things of a list: of what they are, and what the outer thing is to them."""

_BESIDE: Final[Mapping[str, Mapping[str, str]]] = {
    "organizations": {"parent": "organizations", "area": "areas"},
    "persons": {},
    "areas": {"parent": "areas"},
    "posts": {"organization": "organizations", "area": "areas"},
    "memberships": {
        "person": "persons",
        "organization": "organizations",
        "post": "posts",
        "on_behalf_of": "organizations",
        "area": "areas",
    },
    "events": {"parent": "events", "organization": "organizations"},
}
"""What a thing of a list refers to, by id (`parent_id`) or by standing inside it (`parent`)."""


@attrs.define(eq=False)
class Item(Thing):
    """A thing of the document.

    Attributes:
        kind: The list to which it belongs.
        links: Things that it is tied to by standing inside them, or they inside it.
        attendees: The people who attend, if it is an event.
    """

    kind: str
    links: dict[str, Item] = attrs.field(factory=dict[str, "Item"])
    attendees: list[Item] = attrs.field(factory=list["Item"])


class Items:
    """All things of a document, found by following it down, each with an id for the corpus.

    Attributes:
        by_list: The things of each list.
        ids: Gives ids that are still free.

    Args:
        document: The document.
        problems: Takes what is found wrong.
    """

    def __init__(self, document: Node, problems: list[Problem]) -> None:
        self.by_list: dict[str, list[Item]] = {name: [] for name in LISTS}
        self._known: dict[tuple[str, str], Item] = {}
        self._problems = problems
        self._ahead: deque[Item] = deque()
        for name in LISTS:
            for node in document.nodes(name):
                self._new(name, node, twice="stands there twice and is read once")
        while self._ahead:
            self._look_inside(self._ahead.popleft())
        self.ids = self._name_all()

    def _new(self, name: str, node: Node, *, twice: str = "") -> Item:
        """Give the thing that an object is about: one that is known already, or a new one."""
        foreign = node.reference("id") or ""
        known = self._known.get((name, foreign))
        if known is not None:
            if twice:
                node.tell("id", f"{shown(foreign)} {twice}", "unique-id", foreign)
            return known
        item = Item(foreign, node, node, name)
        if foreign:
            self._known[name, foreign] = item
        self.by_list[name].append(item)
        self._ahead.append(item)
        return item

    def _look_inside(self, item: Item) -> None:
        for key, (name, link) in _INSIDE[item.kind].items():
            for node in item.node.nodes(key):
                self._new(name, node).links.setdefault(link, item)
        for key, name in _BESIDE[item.kind].items():
            if inner := item.node.node(key):
                item.links.setdefault(key, self._new(name, inner))
        if item.kind == "events":
            item.attendees.extend(self._new("persons", node) for node in item.node.nodes("attendees"))

    # ── Who is meant ────────────────────────────────────────────────────────

    def linked(self, item: Item, key: str) -> Item | None:
        """Give what a thing refers to as its parent, organization and the like.

        An id that names nothing in the document is told.
        """
        foreign = item.node.reference(f"{key}_id")
        inside = item.links.get(key)
        if inside is not None or foreign is None:
            return inside
        return self.named(_BESIDE[item.kind][key], item.node, f"{key}_id", foreign)

    def named(self, name: str, node: Node, key: str, foreign: str) -> Item | None:
        """Give the thing that has an id in a list; if there is none, tell so."""
        found = self._known.get((name, foreign))
        if found is None:
            node.tell(key, f"{shown(foreign)} names none of the {name}", "reference", foreign)
        return found

    def member(self, item: Item) -> Item | None:
        """Give who is a member: a person, or what stands as `member`."""
        if person := self.linked(item, "person"):
            item.node.take("member")
            return person
        member = item.node.node("member")
        foreign = None if member is None else member.reference("id")
        if member is None or foreign is None:
            return None
        found = self._known.get(("organizations", foreign)) or self._known.get(("persons", foreign))
        return found or self.named("persons or organizations", member, "id", foreign)

    # ── Ids ─────────────────────────────────────────────────────────────────

    def _name_all(self) -> Ids:
        """Let everything keep its own id where it can, and give new ones to the rest."""
        kept: set[str] = set()
        nameless: list[Item] = []
        for item in (item for name in LISTS for item in self.by_list[name]):
            if self.twin(item) is not None:
                continue
            if is_id(item.foreign) and item.foreign not in kept:
                item.id = item.foreign
                kept.add(item.foreign)
            else:
                nameless.append(item)
        ids = Ids(kept)
        for item in nameless:
            name, kind = item.foreign or _called(item.node), item.kind.removesuffix("s")
            item.id = ids.of(name, kind) if name else ids.single(kind)
        for area in self.by_list["areas"]:
            state = self.twin(area)
            area.id = area.id if state is None else state.id
        return ids

    def twin(self, area: Item) -> Item | None:
        """Give the state that an area is the territory of, where both have one id."""
        if area.kind != "areas" or not is_state(area):
            return None
        other = self._known.get(("organizations", area.foreign))
        return other if other is not None and is_state(other) else None

    def territory(self, state: Item) -> Item | None:
        """Give the area of a state, where both have one id."""
        area = self._known.get(("areas", state.foreign))
        return area if area is not None and self.twin(area) is state else None


def is_state(item: Item) -> bool:
    """Tell whether an organization or area is classified as a state."""
    classification = item.node.members.get("classification")
    return isinstance(classification, str) and classification in {STATE, COUNTRY}


def _called(node: Node) -> str:
    """Give the name or label of a thing, an empty text if it has none."""
    names = (node.members.get(key) for key in ("name", "label"))
    return next((name for name in names if isinstance(name, str)), "")
