"""What a project has beyond its documents, entities and statements, kept in a record of its own.

Statement types, variables, coders and the like have no place in the model.
They stand in the attributes of one document, `dna-project`, each as a JSON
value in one line, so that a `.dna` file can be written as it was read. What
would be written without them is left out; a project with nothing else has no
such record. Statements that are no records stand in the same way in attributes
of their own documents.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, TypeVar, cast

import attrs

from eurasec.corpus import Corpus
from eurasec.errors import CorpusError, Problem, shown
from eurasec.interop.dna.project import (
    BLACK,
    CODER_DEFAULTS,
    RELATION_DEFAULTS,
    SETTINGS,
    CodedStatement,
    Coder,
    Colour,
    DataType,
    Entity,
    Relation,
    StatementType,
    Value,
    Variable,
    VariableName,
)
from eurasec.interop.dna.quoting import OURS, dumped, loaded
from eurasec.interop.dna.roles import USUAL_ROLES, Roles, check_options
from eurasec.interop.dna.schema import GREATEST, LONGEST, TABLES
from eurasec.sources import Attribute, Document
from eurasec.vocab import DocumentKind

__all__ = ["PROJECT", "STATEMENT", "Frame", "framed", "keeping_attribute", "kept_statement"]

T = TypeVar("T")

PROJECT: Final = "dna-project"
"""The id of the document that stands for the project itself."""

STATEMENT: Final = "dna.statement"
"""The attribute of a document for each statement that is neither a position nor a threat assessment."""


@attrs.frozen(kw_only=True)
class Frame:
    """What a project has beyond what the records of a corpus say.

    Attributes:
        roles: Which variable says what.
        settings: What the database says of itself.
        coders: All coders, if they are not just those who are named in records.
        relations: What coders may see and change; `None` if that is everything.
        types: The statement types with their variables, as far as they are not the usual ones.
        entities: Entities that no record and no statement has, or that are not like it.
        links: Pairs of variables that are linked.
        regexes: Words to be marked, each with its colour.
    """

    roles: Roles = USUAL_ROLES
    settings: Mapping[str, str] = SETTINGS
    coders: tuple[Coder, ...] = ()
    relations: tuple[Relation, ...] | None = None
    types: tuple[StatementType, ...] = ()
    entities: tuple[tuple[VariableName, Entity], ...] = ()
    links: tuple[tuple[VariableName, VariableName], ...] = ()
    regexes: tuple[tuple[str, Colour], ...] = ()

    @property
    def record(self) -> Document | None:
        """The document that keeps it, `None` if there is nothing to keep."""
        attributes = tuple(
            Attribute(name=f"{OURS}{name}", value=dumped(value)) for name, value in self._values()
        )
        if not attributes:
            return None
        title = "A project of the Discourse Network Analyzer"
        return Document(id=PROJECT, title=title, kind=DocumentKind.DATASET, attributes=attributes)

    def _values(self) -> Iterator[tuple[str, object]]:
        if self.roles != USUAL_ROLES:
            yield "roles", {**attrs.asdict(self.roles), "scale": list(self.roles.scale)}
        if dict(self.settings) != dict(SETTINGS):
            yield "settings", dict(self.settings)
        for coder in self.coders:
            yield "coder", {"name": coder.name, "settings": _changed(coder.settings, CODER_DEFAULTS)}
        if self.relations is not None:
            yield "relations", [_relation(each) for each in self.relations]
        for each in self.types:
            yield "type", {"label": each.label, "colour": list(each.colour), "variables": _variables(each)}
        for (label, variable), entity in self.entities:
            yield "entity", {"type": label, "variable": variable, **_entity(entity)}
        for source, target in self.links:
            yield "link", [*source, *target]
        for label, colour in self.regexes:
            yield "regex", {"label": label, "colour": list(colour)}


def _changed(settings: Mapping[str, int], defaults: Mapping[str, int]) -> dict[str, int]:
    return {name: value for name, value in settings.items() if value != defaults[name]}


def _relation(each: Relation) -> dict[str, object]:
    changed = _changed(each.settings, RELATION_DEFAULTS)
    return {"coder": each.coder, "other": each.other, "settings": changed}


def _variables(type: StatementType) -> list[object]:  # noqa: A002 - what it is
    return [
        {"name": each.name, "data_type": each.data_type.value, "attributes": list(each.attributes)}
        for each in type.variables
    ]


def _entity(entity: Entity) -> dict[str, object]:
    said: dict[str, object] = {"value": entity.value}
    if entity.colour != BLACK:
        said["colour"] = list(entity.colour)
    if entity.child_of is not None:
        said["child_of"] = entity.child_of
    if entity.attributes:
        said["attributes"] = dict(entity.attributes)
    return said


def keeping_attribute(statement: CodedStatement) -> Attribute:
    """Give the attribute of a document that keeps a statement which is no record."""
    members = ("number", "type", "start", "end", "coder")
    kept = {name: getattr(statement, name) for name in members} | {"values": dict(statement.values)}
    return Attribute(name=STATEMENT, value=dumped(kept))


# ── Read back ───────────────────────────────────────────────────────────────


def framed(corpus: Corpus) -> Frame:
    """Give the frame that a corpus keeps.

    Raises:
        CorpusError: If what it keeps cannot be read; with all problems.
    """
    kept = _Kept(corpus.documents.get(PROJECT))
    roles, settings = kept.values("roles", _roles_in), kept.values("settings", _texts_in)
    relations, entities = kept.values("relations", _relations_in), kept.values("entity", _entity_in)
    frame = Frame(
        roles=roles[-1] if roles else USUAL_ROLES,
        settings=settings[-1] if settings else SETTINGS,
        coders=tuple({each.name: each for each in kept.values("coder", _coder_in)}.values()),
        relations=relations[-1] if relations else None,
        types=tuple({each.label: each for each in kept.values("type", _type_in)}.values()),
        entities=tuple({(name, entity.value): (name, entity) for name, entity in entities}.values()),
        links=tuple(kept.values("link", _link_in)),
        regexes=tuple(dict(kept.values("regex", _regex_in)).items()),
    )
    kept.judge()
    return frame


def kept_statement(text: str, document: int) -> CodedStatement:
    """Read a statement that a document keeps.

    Args:
        text: The value of the attribute that keeps it.
        document: The number of the document.

    Raises:
        ValueError: If it is not as it should be; or a TypeError.
    """
    members = _object(loaded(text))
    start, end, coder = members["start"], members["end"], members["coder"]
    return CodedStatement(
        number=_number(members["number"], 1),
        type=_name(members["type"]),
        document=document,
        start=None if start is None else _number(start, 0),
        end=None if end is None else _number(end, 0),
        coder=None if coder is None else _name(coder),
        values={name: _value(value) for name, value in _object(members["values"]).items()},
    )


class _Kept:
    """The values that a document keeps, by the names of its attributes."""

    def __init__(self, record: Document | None) -> None:
        self._left = dict(enumerate(() if record is None else record.attributes))
        self._problems: dict[int, Problem] = {}

    def values(self, name: str, read: Callable[[object], T]) -> list[T]:
        """Read the values of one name; put down those that are not as they should be."""
        found: list[T] = []
        for index in [index for index, each in self._left.items() if each.name == f"{OURS}{name}"]:
            attribute = self._left.pop(index)
            try:
                found.append(read(loaded(attribute.value)))
            except (ValueError, TypeError) as error:
                self._tell(index, attribute, str(error))
        return found

    def _tell(self, index: int, attribute: Attribute, reason: str) -> None:
        value = shown(attribute.value)
        path, message = f"{PROJECT}.attributes[{index}]", f"{value} was never read from a database: {reason}"
        self._problems[index] = Problem(path=path, message=message, rule="frame", value=value)

    def judge(self) -> None:
        """Refuse what is not as it should be, and what is left.

        Raises:
            CorpusError: With all problems.
        """
        for index, attribute in self._left.items():
            self._tell(index, attribute, f"nothing is called {shown(attribute.name)}")
        if self._problems:
            raise CorpusError("to_dna", [self._problems[index] for index in sorted(self._problems)])


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{shown(value)} is not a text")
    return value


def _list(value: object, length: int | None = None) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(f"{shown(value)} is not a list")
    items = cast("list[object]", value)
    if length is not None and len(items) != length:
        raise ValueError(f"{shown(items)} has {len(items)} items, not {length}")
    return items


class _Members(dict[str, object]):
    """The members of an object, each of which has to be there if it is asked for."""

    def __missing__(self, name: str) -> object:
        """Tell which one is missing."""
        raise ValueError(f"{shown(name)} is missing")


def _object(value: object) -> _Members:
    if not isinstance(value, dict):
        raise TypeError(f"{shown(value)} is not an object")
    return _Members(cast("dict[str, object]", value))


def _texts_in(value: object) -> dict[str, str]:
    return {name: _text(each) for name, each in _object(value).items()}


def _number(value: object, least: int | None = None) -> int:
    if type(value) is not int:
        raise TypeError(f"{shown(value)} is not a whole number")
    if least is not None and not least <= value <= GREATEST:
        raise ValueError(f"{value} is not between {least} and {GREATEST}")
    return value


def _name(value: object) -> str:
    name = _text(value)
    if len(name) > LONGEST:
        raise ValueError(f"a name has {len(name)} characters, and {LONGEST} are allowed")
    return name


def _value(value: object) -> Value:
    return value if isinstance(value, str) else _number(value, -GREATEST - 1)


def _colour_in(value: object) -> Colour:
    red, green, blue = (_number(each) for each in _list(value, 3))
    if not all(0 <= each <= 255 for each in (red, green, blue)):  # noqa: PLR2004 - a byte
        raise ValueError(f"{shown(value)} is no colour")
    return red, green, blue


def _settings_in(value: object, defaults: Mapping[str, int], table: str) -> dict[str, int]:
    changed = _object(value)
    settings = {name: _number(changed.get(name, default)) for name, default in defaults.items()}
    for column in TABLES[table].columns:
        if column.name in settings and (message := column.wrong(settings[column.name])):
            raise ValueError(message)
    return settings


def _roles_in(value: object) -> Roles:
    members = _object(value)
    least, greatest = map(_number, _list(members["scale"], 2))
    names = {name: _text(members[name]) for name in ("person", "organization", "concept", "qualifier")}
    roles = Roles(**names, scale=(least, greatest))
    check_options(roles, "roles")
    return roles


def _coder_in(value: object) -> Coder:
    members = _object(value)
    settings = _settings_in(members.get("settings", {}), CODER_DEFAULTS, "CODERS")
    return Coder(name=_text(members["name"]), settings=settings)


def _relations_in(value: object) -> tuple[Relation, ...]:
    relations: dict[tuple[str, str], Relation] = {}
    for members in map(_object, _list(value)):
        coder, other = _text(members["coder"]), _text(members["other"])
        settings = _settings_in(members.get("settings", {}), RELATION_DEFAULTS, "CODERRELATIONS")
        relations[coder, other] = Relation(coder=coder, other=other, settings=settings)
    return tuple(relations.values())


def _type_in(value: object) -> StatementType:
    members = _object(value)
    variables = [_variable_in(each) for each in _list(members["variables"])]
    return StatementType(
        label=_text(members["label"]),
        colour=_colour_in(members["colour"]),
        variables=tuple({each.name: each for each in variables}.values()),
    )


def _variable_in(value: object) -> Variable:
    members = _object(value)
    names: Iterable[str] = map(_text, _list(members.get("attributes", [])))
    return Variable(
        name=_text(members["name"]),
        data_type=DataType(_text(members["data_type"])),
        attributes=tuple(dict.fromkeys(names)),
    )


def _entity_in(value: object) -> tuple[VariableName, Entity]:
    members = _object(value)
    child_of = members.get("child_of")
    entity = Entity(
        value=_text(members["value"]),
        colour=_colour_in(members.get("colour", list(BLACK))),
        child_of=None if child_of is None else _text(child_of),
        attributes=_texts_in(members.get("attributes", {})),
    )
    return (_text(members["type"]), _text(members["variable"])), entity


def _link_in(value: object) -> tuple[VariableName, VariableName]:
    one, two, three, four = map(_text, _list(value, 4))
    return (one, two), (three, four)


def _regex_in(value: object) -> tuple[str, Colour]:
    members = _object(value)
    return _text(members["label"]), _colour_in(members["colour"])
