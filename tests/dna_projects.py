"""DNA projects for tests: made by Hypothesis, and compared without regard to row numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from hypothesis import strategies as st

from eurasec.interop.dna.carried import PREFIX
from eurasec.interop.dna.project import (
    CodedStatement,
    CodedText,
    Coder,
    DataType,
    Entity,
    Project,
    Relation,
    StatementType,
    Value,
    Variable,
    all_relations,
)

__all__ = ["compared", "projects"]

_LABELS: Final = ("DNA Statement", "Annotation", "Threat assessment", "Position without agreement", "Тип")
_VARIABLES: Final = {
    "person": DataType.SHORT_TEXT,
    "organization": DataType.SHORT_TEXT,
    "concept": DataType.SHORT_TEXT,
    "agreement": DataType.BOOLEAN,
    "stance": DataType.INTEGER,
    "threat": DataType.SHORT_TEXT,
    "verdict": DataType.SHORT_TEXT,
    "note": DataType.LONG_TEXT,
    "dna.type": DataType.LONG_TEXT,
    "free; «text»": DataType.SHORT_TEXT,
}
_MARKS: Final = "ab;\"'\n\t 0-я😀\x85"


def _texts(size: int = 6) -> st.SearchStrategy[str]:
    usual = st.text(st.sampled_from(_MARKS), max_size=size)
    return usual | st.sampled_from(['""', '"a"', "-", " ", "affirmed"])


def _colours() -> st.SearchStrategy[tuple[int, int, int]]:
    return st.sampled_from([(0, 0, 0), (255, 0, 1)])


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Projects as DNA may have them: usual types and others, entities of all sorts, odd texts everywhere."""
    coders = draw(_coders())
    labels = draw(st.lists(st.sampled_from(_LABELS), min_size=1, unique=True, max_size=3))
    types = tuple(draw(_types(label)) for label in labels)
    documents = {
        number: draw(_documents(number, coders)) for number in draw(st.sets(st.integers(1, 30), max_size=3))
    }
    written_on = any(each.text for each in documents.values())
    numbers = draw(st.sets(st.integers(1, 40), max_size=6)) if written_on else set[int]()
    return Project(
        coders=coders,
        relations=draw(_relations(coders)),
        types=types,
        links=draw(_links(types)),
        regexes=draw(st.sampled_from([(), (("war", (1, 2, 3)),)])),
        documents=documents,
        statements=tuple(draw(_statements(number, types, documents, coders)) for number in sorted(numbers)),
    )


@st.composite
def _coders(draw: st.DrawFn) -> tuple[Coder, ...]:
    names = ["Admin", *draw(st.lists(st.sampled_from(["Ana", "Bo", "Č"]), unique=True, max_size=2))]
    size = Coder(name="").settings
    return tuple(
        Coder(name=name, settings={**size, "FontSize": draw(st.sampled_from([14, 20]))}) for name in names
    )


@st.composite
def _relations(draw: st.DrawFn, coders: Iterable[Coder]) -> tuple[Relation, ...]:
    usual = tuple(all_relations(coders))
    return draw(st.sampled_from([usual, usual[:1], ()]))


@st.composite
def _types(draw: st.DrawFn, label: str) -> StatementType:
    usual = ["person", "organization", "concept", "agreement"]
    others = [name for name in _VARIABLES if name not in usual]
    names = draw(st.sampled_from([usual, [], usual[2:], usual[:3]])) + draw(
        st.lists(st.sampled_from(others), unique=True, max_size=3)
    )
    return StatementType(
        label=label,
        colour=draw(_colours()),
        variables=tuple(draw(_variables(name, _VARIABLES[name])) for name in names),
    )


@st.composite
def _variables(draw: st.DrawFn, name: str, data_type: DataType) -> Variable:
    if data_type is not DataType.SHORT_TEXT:
        return Variable(name=name, data_type=data_type)
    attributes = draw(st.sampled_from([(), ("Type",), ("Alias", "dna.colour\n")]))
    entities: list[Entity] = []
    for value in draw(st.lists(_texts(), unique=True, max_size=4)):
        parents = [None, *(each.value for each in entities)]
        entities.append(
            Entity(
                value=value,
                colour=draw(_colours()),
                child_of=draw(st.sampled_from(parents)),
                attributes={each: text for each in attributes if (text := draw(_texts()))},
            )
        )
    return Variable(name=name, data_type=data_type, attributes=attributes, entities=tuple(entities))


@st.composite
def _links(draw: st.DrawFn, types: Iterable[StatementType]) -> Any:
    names = [(each.label, variable.name) for each in types for variable in each.variables]
    return ((names[0], names[-1]),) if len(names) > 1 and draw(st.booleans()) else ()


@st.composite
def _documents(draw: st.DrawFn, number: int, coders: Iterable[Coder]) -> CodedText:
    text = draw(_texts(30))
    return CodedText(
        number=number,
        title=draw(_texts()),
        text=text,
        length=len(text),
        coder=draw(st.sampled_from([each.name for each in coders])),
        author=draw(_texts()),
        source=draw(_texts()),
        section=draw(_texts()),
        notes=draw(_texts()),
        type=draw(st.sampled_from(["", "interview", "speech", "\n"])),
        date=draw(st.sampled_from([0, 1, 86_400, -1, 1_670_921_877])),
    )


@st.composite
def _statements(
    draw: st.DrawFn,
    number: int,
    types: Iterable[StatementType],
    documents: Mapping[int, CodedText],
    coders: Iterable[Coder],
) -> CodedStatement:
    type_ = draw(st.sampled_from(list(types)))
    document = draw(st.sampled_from([each for each in documents.values() if each.text]))
    start = draw(st.integers(0, document.length - 1))
    return CodedStatement(
        number=number,
        type=type_.label,
        document=document.number,
        start=start,
        end=draw(st.integers(start + 1, document.length)),
        coder=draw(st.sampled_from([each.name for each in coders])),
        values={each.name: draw(_values(each)) for each in type_.variables},
    )


def _values(variable: Variable) -> st.SearchStrategy[Value]:
    match variable.data_type:
        case DataType.BOOLEAN:
            return st.integers(0, 1)
        case DataType.INTEGER:
            return st.integers(-3, 3)
        case DataType.SHORT_TEXT:
            return st.sampled_from(["", *(entity.value for entity in variable.entities)])
        case DataType.LONG_TEXT:
            return _texts()


# ── Compared without row numbers ────────────────────────────────────────────


def compared(project: Project) -> dict[str, object]:
    """Give a project in a form that is equal where only row numbers and our own additions differ."""
    coders = [each for each in project.coders if each.name != "eurasec"]
    return {
        "settings": dict(project.settings),
        "coders": {each.name: dict(each.settings) for each in coders},
        "relations": Counter((each.coder, each.other, *each.settings.items()) for each in project.relations),
        "types": {each.label: _type(each) for each in project.types},
        "links": Counter(project.links),
        "regexes": dict(project.regexes),
        "documents": Counter(map(_document, project.documents.values())),
        "statements": Counter(_statement(each, project) for each in project.statements),
    }


def _type(type_: StatementType) -> object:
    return (
        type_.colour,
        [_variable(each) for each in type_.variables if not each.name.startswith(PREFIX)],
    )


def _variable(variable: Variable) -> object:
    entities = {each.value: _entity(each) for each in variable.entities}
    if variable.data_type is DataType.SHORT_TEXT:
        entities.setdefault("", _entity(Entity(value="")))
    names = [name for name in variable.attributes if not name.startswith(PREFIX)]
    return (variable.name, variable.data_type, names, entities)


def _entity(entity: Entity) -> object:
    theirs = {name: value for name, value in entity.attributes.items() if not name.startswith(PREFIX)}
    return (entity.colour, entity.child_of, theirs)


def _document(document: CodedText) -> tuple[object, ...]:
    head, _, last = document.notes.rpartition("\n")
    notes = head if last.startswith("eurasec: ") else document.notes
    return (
        document.title,
        document.text,
        document.coder,
        document.author,
        document.source,
        document.section,
        notes,
        document.type,
        document.date,
    )


def _statement(statement: CodedStatement, project: Project) -> tuple[object, ...]:
    values = {name: value for name, value in statement.values.items() if not name.startswith(PREFIX)}
    return (
        statement.number,
        statement.type,
        _document(project.documents[statement.document]),
        statement.start,
        statement.end,
        statement.coder,
        *sorted((name, value) for name, value in values.items() if value != ""),
    )
