"""A project as the rows of a database, and rows as a project.

Row numbers give way to names, UTF-16 units to code points, and back. Rows that
lead nowhere are told and left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeVar

import attrs

from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop.dna.database import Rows, digest_of
from eurasec.interop.dna.offsets import Offsets
from eurasec.interop.dna.project import (
    CODER_DEFAULTS,
    FILLER,
    RELATION_DEFAULTS,
    CodedStatement,
    CodedText,
    Coder,
    Colour,
    DataType,
    Entity,
    Project,
    Relation,
    StatementType,
    Value,
    Variable,
    VariableName,
    closing,
    distinct,
)
from eurasec.interop.dna.schema import TABLES, Cell, Row

__all__ = ["project_of", "rows_of"]

T = TypeVar("T")

_VALUES: Final[Mapping[str, tuple[DataType, str]]] = {
    "DATABOOLEAN": (DataType.BOOLEAN, "Value"),
    "DATAINTEGER": (DataType.INTEGER, "Value"),
    "DATASHORTTEXT": (DataType.SHORT_TEXT, "Entity"),
    "DATALONGTEXT": (DataType.LONG_TEXT, "Value"),
}
"""The tables of values, the data type of each, and the column that has the value."""


# ── From rows ───────────────────────────────────────────────────────────────


def project_of(rows: Rows, problems: list[Problem]) -> Project:
    """Make a project of the rows of a database.

    Args:
        rows: The rows.
        problems: Where to put down what leads nowhere.
    """
    return _Links(rows, problems).project()


@attrs.frozen
class _Variable:
    """A variable while its parts are gathered."""

    name: VariableName
    data_type: DataType
    attributes: list[str] = attrs.field(factory=list[str])
    entities: dict[int, Entity] = attrs.field(factory=dict[int, Entity])


@attrs.define
class _Links:
    """Follows the references between rows, and tells those that lead nowhere."""

    rows: Rows
    problems: list[Problem]
    coders: dict[int, str] = attrs.field(init=False)
    types: dict[int, str] = attrs.field(init=False)
    variables: dict[int, _Variable] = attrs.field(init=False)
    seen: set[tuple[str, int, str]] = attrs.field(factory=set[tuple[str, int, str]], init=False)

    def __attrs_post_init__(self) -> None:
        """Name what other rows refer to."""
        self.coders = dict(self._named("CODERS", "Name"))
        self.types = dict(self._named("STATEMENTTYPES", "Label"))
        self.variables = dict(self._variables())
        self._fill_entities()

    def project(self) -> Project:
        documents = {each.number: each for each in self._documents()}
        relations = self._pairs("CODERRELATIONS", ("Coder", "OtherCoder"), self.coders, "coder")
        links = self._pairs(
            "VARIABLELINKS", ("SourceVariableId", "TargetVariableId"), self.variables, "variable"
        )
        return Project(
            settings={str(key): row["Value"] for key, row in self.rows["SETTINGS"].items()},
            coders=tuple(
                Coder(name=name, settings=_numbers(self.rows["CODERS"][id], CODER_DEFAULTS))
                for id, name in self.coders.items()
            ),
            relations=tuple(
                Relation(coder=coder, other=other, settings=_numbers(row, RELATION_DEFAULTS))
                for row, coder, other in relations
            ),
            types=tuple(self._types()),
            links=tuple((source.name, target.name) for _, source, target in links),
            regexes=tuple((str(key), _colour(row)) for key, row in self.rows["REGEXES"].items()),
            documents=documents,
            statements=tuple(self._statements(documents)),
        )

    # What is wrong

    def _tell(self, row: Row, column: str, message: str, rule: str = "reference") -> None:
        value = shown(row.cells[column])
        self.problems.append(Problem(path=f"{row.place}.{column}", message=message, rule=rule, value=value))

    def _found(self, row: Row, column: str, targets: Mapping[int, T], what: str) -> T | None:
        """Give what a row refers to, and tell if there is no such thing."""
        target = targets.get(row.number(column))
        if target is None:
            self._tell(row, column, f"{shown(row.cells[column])} is no {what}; the row is left out")
        return target

    def _is_first(self, row: Row, owner: str, column: str, where: str) -> bool:
        """Tell whether a row is the first of its owner with its text, and tell it if it is not."""
        key = (row.table, row.number(owner), row[column])
        if key in self.seen:
            self._tell(row, column, f"stands twice {where}; the row is left out", "unique")
            return False
        self.seen.add(key)
        return True

    def _coder(self, row: Row) -> str | None:
        id = row.number("Coder")
        if id and id not in self.coders:
            self._tell(row, "Coder", f"{id} is no coder")
        return self.coders.get(id)

    # Coders, types and variables

    def _named(self, table: str, column: str) -> Iterator[tuple[int, str]]:
        rows = self.rows[table]
        names = {row.id: row[column] for row in rows.values()}
        for id, name in distinct(names.items()):
            if name != names[id]:
                self._tell(rows[id], column, f"stands there twice; it is read as {shown(name)}", "unique")
            yield id, name

    def _pairs(
        self, table: str, columns: tuple[str, str], targets: Mapping[int, T], what: str
    ) -> Iterator[tuple[Row, T, T]]:
        """Give the rows of a table that refer to two of the same things, with both of them."""
        for row in self.rows[table].values():
            one, other = (self._found(row, column, targets, what) for column in columns)
            if one is not None and other is not None:
                yield row, one, other

    def _variables(self) -> Iterator[tuple[int, _Variable]]:
        for row in self.rows["VARIABLES"].values():
            label = self._found(row, "StatementTypeId", self.types, "statement type")
            if label is not None and self._is_first(row, "StatementTypeId", "Variable", f"in {shown(label)}"):
                yield row.id, _Variable((label, row["Variable"]), DataType(row["DataType"]))

    def _types(self) -> Iterator[StatementType]:
        variables: dict[str, list[_Variable]] = {label: [] for label in self.types.values()}
        for variable in self.variables.values():
            variables[variable.name[0]].append(variable)
        for id, label in self.types.items():
            yield StatementType(
                label=label,
                colour=_colour(self.rows["STATEMENTTYPES"][id]),
                variables=tuple(
                    Variable(
                        name=each.name[1],
                        data_type=each.data_type,
                        attributes=tuple(each.attributes),
                        entities=tuple(each.entities.values()),
                    )
                    for each in variables[label]
                ),
            )

    # Entities and their attributes

    def _fill_entities(self) -> None:
        rows = {row.id: row for row in self._entity_rows()}
        parents = self._parents(rows)
        attributes = self._attributes(rows)
        for id, row in rows.items():
            self.variables[row.number("VariableId")].entities[id] = Entity(
                value=row["Value"],
                colour=_colour(row),
                child_of=rows[parents[id]]["Value"] if id in parents else None,
                attributes=attributes.get(id, {}),
                place=row.place,
            )

    def _entity_rows(self) -> Iterator[Row]:
        for row in self.rows["ENTITIES"].values():
            variable = self._found(row, "VariableId", self.variables, "variable")
            if variable is None:
                continue
            if variable.data_type is not DataType.SHORT_TEXT:
                message = f"names a variable of {variable.data_type}; the row is left out"
                self._tell(row, "VariableId", message)
            elif self._is_first(row, "VariableId", "Value", "in its variable"):
                yield row

    def _parents(self, rows: Mapping[int, Row]) -> dict[int, int]:
        """Give the parent of each entity that has one, so that nothing comes back to itself."""
        parents: dict[int, int] = {}
        for id, row in rows.items():
            parent = row.number("ChildOf")
            if not parent:
                continue
            other = rows.get(parent)
            if other is None or other.number("VariableId") != row.number("VariableId"):
                self._tell(row, "ChildOf", f"{parent} is no entity of the same variable")
            else:
                parents[id] = parent
        for id in list(closing(parents)):
            self._tell(rows[id], "ChildOf", "comes back to itself", "no-cycles")
            del parents[id]
        return parents

    def _attributes(self, entities: Mapping[int, Row]) -> dict[int, dict[str, str]]:
        """Give the attributes of each entity that has some which are not empty."""
        attributes = {row.id: row for row in self._attribute_rows()}
        given: dict[int, dict[str, str]] = {}
        for row in self.rows["ATTRIBUTEVALUES"].values():
            attribute = self._found(row, "AttributeVariableId", attributes, "attribute")
            entity = self._found(row, "EntityId", entities, "entity")
            if attribute is None or entity is None:
                continue
            values = given.setdefault(entity.id, {})
            if attribute.number("VariableId") != entity.number("VariableId"):
                message = "names an attribute of another variable; the row is left out"
                self._tell(row, "AttributeVariableId", message)
            elif attribute["AttributeVariable"] in values:
                self._tell(
                    row,
                    "AttributeValue",
                    "gives the attribute again; the row is left out",
                    "unique",
                )
            else:
                values[attribute["AttributeVariable"]] = row["AttributeValue"]
        return {id: {name: value for name, value in values.items() if value} for id, values in given.items()}

    def _attribute_rows(self) -> Iterator[Row]:
        """Give the rows of attributes, and put each attribute down for its variable."""
        for row in self.rows["ATTRIBUTEVARIABLES"].values():
            variable = self._found(row, "VariableId", self.variables, "variable")
            if variable is not None and self._is_first(
                row, "VariableId", "AttributeVariable", "for its variable"
            ):
                variable.attributes.append(row["AttributeVariable"])
                yield row

    # Documents and statements

    def _documents(self) -> Iterator[CodedText]:
        for row in self.rows["DOCUMENTS"].values():
            yield CodedText(
                number=row.id,
                title=row["Title"],
                text=row["Text"],
                length=len(row["Text"]),
                coder=self._coder(row),
                author=row["Author"],
                source=row["Source"],
                section=row["Section"],
                notes=row["Notes"],
                type=row["Type"],
                date=row.number("Date"),
                place=row.place,
            )

    def _statements(self, documents: Mapping[int, CodedText]) -> Iterator[CodedStatement]:
        values = self._values()
        for row in self.rows["STATEMENTS"].values():
            label = self._found(row, "StatementTypeId", self.types, "statement type")
            document = self._found(row, "DocumentId", documents, "document")
            if label is None or document is None:
                continue
            start, end = self._span(row, document.offsets)
            yield CodedStatement(
                number=row.id,
                type=label,
                document=document.number,
                start=start,
                end=end,
                coder=self._coder(row),
                values=values.get(row.id, {}),
                place=row.place,
            )

    def _span(self, row: Row, offsets: Offsets) -> tuple[int, int] | tuple[None, None]:
        start, stop, last = row.number("Start"), row.number("Stop"), offsets.units(offsets.length)
        if start < stop <= last:
            return self._place(row, "Start", offsets), self._place(row, "Stop", offsets)
        wrong = f"the text ends at {last}" if start < stop else f"is not behind the start, which is {start}"
        self._tell(row, "Stop", f"{wrong}; the span is left out", "span")
        return None, None

    def _place(self, row: Row, column: str, offsets: Offsets) -> int:
        """Give a place in code points; amid a character, the side on which all of it is within the span."""
        place = offsets.points(row.number(column))
        if place is not None:
            return place
        self._tell(row, column, "lies amid a character; the span is widened to all of it", "span")
        return offsets.points_before(row.number(column)) + (column == "Stop")

    def _values(self) -> dict[int, dict[str, Value]]:
        """Give the values of all statements, in the order of the variables."""
        found: dict[int, dict[int, Value]] = {}
        statements = {row.id: row for row in self.rows["STATEMENTS"].values()}
        for table, (data_type, column) in _VALUES.items():
            for row in self.rows[table].values():
                statement = self._found(row, "StatementId", statements, "statement")
                variable = self._found(row, "VariableId", self.variables, "variable")
                if statement is None or variable is None:
                    continue
                value = self._value(row, column, statement, variable, data_type)
                if value is None:
                    continue
                if row.number("VariableId") in found.setdefault(statement.id, {}):
                    self._tell(row, "VariableId", "has a value already; the row is left out", "unique")
                    continue
                found[statement.id][row.number("VariableId")] = value
        return {
            id: {self.variables[variable].name[1]: values[variable] for variable in sorted(values)}
            for id, values in found.items()
        }

    def _value(
        self, row: Row, column: str, statement: Row, variable: _Variable, data_type: DataType
    ) -> Value | None:
        if self.types.get(statement.number("StatementTypeId")) != variable.name[0]:
            self._tell(row, "VariableId", "names a variable of another type; the row is left out")
            return None
        if variable.data_type is not data_type:
            self._tell(row, "VariableId", f"names a variable of {variable.data_type}; the row is left out")
            return None
        if data_type is DataType.SHORT_TEXT:
            entity = self._found(row, column, variable.entities, "entity of its variable")
            return None if entity is None else entity.value
        return row.number(column) if data_type.numeric else row[column]


def _numbers(row: Row, defaults: Mapping[str, int]) -> dict[str, int]:
    return {
        name: default if row.cells[name] is None else row.number(name) for name, default in defaults.items()
    }


def _colour(row: Row) -> Colour:
    return row.number("Red"), row.number("Green"), row.number("Blue")


# ── To rows ─────────────────────────────────────────────────────────────────


def rows_of(project: Project, *, password: str) -> dict[str, list[tuple[Cell, ...]]]:
    """Give the rows of a project, with the cells in the order of the columns.

    Args:
        project: The project.
        password: With what its coders log in.
    """
    return _Numbers(project, password).rows()


@attrs.define
class _Numbers:
    """Numbers what a project names."""

    project: Project
    password: str
    coders: dict[str, int] = attrs.field(init=False)
    variables: dict[VariableName, int] = attrs.field(init=False)
    entities: dict[tuple[VariableName, str], int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """Give numbers to coders, variables and entities."""
        self._count()
        self.coders = _numbered(each.name for each in self.project.coders)
        self.variables = _numbered(name for name, _ in self._all_variables())
        self.entities = _numbered((name, each.value) for name, each in self._all_entities())

    def _count(self) -> None:
        """Refuse what would be very many rows: every statement has a value of every variable."""
        variables = {type_.label: len(type_.variables) for type_ in self.project.types}
        rows = sum(variables[each.type] for each in self.project.statements)
        rows += sum(len(each.attributes) * len(each.entities) for _, each in self._all_variables())
        if rows > _MOST_ROWS:
            message = f"would have {rows} values of variables and attributes, more than {_MOST_ROWS}"
            raise InvalidValueError("database", [Problem(path="", message=message, rule="size")])

    def _all_variables(self) -> Iterator[tuple[VariableName, Variable]]:
        for type_ in self.project.types:
            for variable in type_.variables:
                yield (type_.label, variable.name), variable

    def _all_entities(self) -> Iterator[tuple[VariableName, Entity]]:
        """Give the entities of all variables of short texts; the empty one is always among them."""
        for name, variable in self._all_variables():
            if variable.data_type is DataType.SHORT_TEXT:
                if all(entity.value for entity in variable.entities):
                    yield name, Entity(value="")
                for entity in variable.entities:
                    yield name, entity

    def rows(self) -> dict[str, list[tuple[Cell, ...]]]:
        project = self.project
        types = _numbered(each.label for each in project.types)
        return {
            "SETTINGS": list(project.settings.items()),
            "CODERS": [self._coder(coder) for coder in project.coders],
            "DOCUMENTS": [self._document(document) for document in project.documents.values()],
            "STATEMENTTYPES": [(types[each.label], each.label, *each.colour) for each in project.types],
            "VARIABLES": [
                (self.variables[name], variable.name, str(variable.data_type), types[name[0]])
                for name, variable in self._all_variables()
            ],
            "VARIABLELINKS": [
                (number, self.variables[source], self.variables[target])
                for number, (source, target) in enumerate(project.links, start=1)
            ],
            "REGEXES": [(label, *colour) for label, colour in project.regexes],
            "CODERRELATIONS": [
                (number, self.coders[each.coder], self.coders[each.other], *each.settings.values())
                for number, each in enumerate(project.relations, start=1)
            ],
            "STATEMENTS": list(self._statements(types)),
            **self._values(),
            "ENTITIES": [
                (id, self.variables[name], entity.value, *entity.colour, self._parent(name, entity))
                for (name, entity), id in zip(self._all_entities(), self.entities.values(), strict=True)
            ],
            **self._attributes(),
        }

    def _coder(self, coder: Coder) -> tuple[Cell, ...]:
        password = digest_of(self.password)
        cells: dict[str, Cell] = {
            "ID": self.coders[coder.name],
            "Name": coder.name,
            "Password": password,
            **coder.settings,
        }
        return tuple(cells[name] for name in TABLES["CODERS"].names)

    def _document(self, document: CodedText) -> tuple[Cell, ...]:
        return (
            document.number,
            document.title,
            FILLER * document.length if document.text is None else document.text,
            self._coder_of(document),
            document.author,
            document.source,
            document.section,
            document.notes,
            document.type,
            document.date,
        )

    def _coder_of(self, coded: CodedText | CodedStatement) -> int | None:
        return None if coded.coder is None else self.coders[coded.coder]

    def _parent(self, name: VariableName, entity: Entity) -> int | None:
        return None if entity.child_of is None else self.entities[name, entity.child_of]

    def _statements(self, types: Mapping[str, int]) -> Iterator[tuple[Cell, ...]]:
        for each in self.project.statements:
            units = self.project.documents[each.document].offsets.units
            span = (units(each.start or 0), units(each.end or 0))
            yield (each.number, types[each.type], each.document, *span, self._coder_of(each))

    def _values(self) -> dict[str, list[tuple[Cell, ...]]]:
        tables: dict[DataType, tuple[str, list[tuple[Cell, ...]]]] = {
            data_type: (table, []) for table, (data_type, _) in _VALUES.items()
        }
        for statement in self.project.statements:
            for variable in self.project.type_of[statement.type].variables:
                name = (statement.type, variable.name)
                value: Cell = statement.values.get(variable.name, _MISSING[variable.data_type])
                if variable.data_type is DataType.SHORT_TEXT:
                    value = self.entities[name, str(value)]
                rows = tables[variable.data_type][1]
                rows.append((len(rows) + 1, statement.number, self.variables[name], value))
        return dict(tables.values())

    def _attributes(self) -> dict[str, list[tuple[Cell, ...]]]:
        names = _numbered(
            (name, attribute) for name, variable in self._all_variables() for attribute in variable.attributes
        )
        of = {name: variable.attributes for name, variable in self._all_variables()}
        values: list[tuple[Cell, ...]] = []
        for name, entity in self._all_entities():
            for attribute in of[name]:
                id = self.entities[name, entity.value]
                value = entity.attributes.get(attribute, "")
                values.append((len(values) + 1, id, names[name, attribute], value))
        return {
            "ATTRIBUTEVARIABLES": [
                (id, self.variables[name], attribute) for (name, attribute), id in names.items()
            ],
            "ATTRIBUTEVALUES": values,
        }


_MOST_ROWS: Final = 50_000_000

_MISSING: Final[Mapping[DataType, Value]] = {
    DataType.SHORT_TEXT: "",
    DataType.LONG_TEXT: "",
    DataType.BOOLEAN: 1,
    DataType.INTEGER: 0,
}
"""What stands for a value that is not known: the defaults of the database."""


def _numbered(names: Iterable[T]) -> dict[T, int]:
    return {name: number for number, name in enumerate(names, start=1)}
