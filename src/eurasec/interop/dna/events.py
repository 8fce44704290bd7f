"""Event lists: the statements of one type as CSV, one a row, as DNA exports them and as we do.

DNA puts a comma for every semicolon and an apostrophe for every quotation mark
in a text, so what it writes cannot always be trusted to the letter. We write
every text as it is, with an apostrophe before what a spreadsheet program would
take for a formula; our lists are known by a column of their own, `eurasec_id`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from eurasec.dates.days import Day, day_number, month_length
from eurasec.errors import DecodeError, Problem, near_matches, or_list, shown
from eurasec.interop.dna.carried import carrier
from eurasec.interop.dna.documents import NO_CODER, Notes, date_of
from eurasec.interop.dna.offsets import Offsets
from eurasec.interop.dna.project import (
    CodedStatement,
    CodedText,
    DataType,
    Entity,
    Project,
    StatementType,
    Value,
    Variable,
)
from eurasec.interop.dna.roles import (
    DNA_STATEMENT,
    THREAT_ASSESSMENT,
    WITHOUT_AGREEMENT,
    Role,
    Roles,
    plan_of,
)
from eurasec.interop.dna.schema import GREATEST, LONGEST
from eurasec.interop.dna.writing import Written
from eurasec.interop.tables.files import escaped, unescaped
from eurasec.threats import ThreatAssessment

__all__ = ["WORDS", "Event", "event_list", "project_of_events", "read_events"]

_BEFORE: Final = ("statement_id", "time")
_BEHIND: Final = (
    "start_position",
    "stop_position",
    "text",
    "coder",
    "document_id",
    "document_title",
    "document_author",
    "document_source",
    "document_section",
    "document_type",
)
_OURS: Final = ("eurasec_id", "eurasec_document_id")
"""The columns that only our lists have."""

_ENTITY_FIELDS: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.PERSON: ("id",),
    Role.ORGANIZATION: ("id", "kind"),
    Role.TOPIC: ("id",),
    Role.THREAT: ("id", "kinds", "sectors"),
}
"""The fields of records that only our lists have, in columns such as `eurasec_person_id`."""

_EXPECTED: Final = (
    "statement_id",
    "time",
    "start_position",
    "stop_position",
    "document_id",
    "document_title",
)
_PREFIX: Final = "eurasec_"
_COLUMNS: Final = frozenset((*_BEFORE, *_BEHIND, *_OURS))

WORDS: Final = "words"
"""The attribute for the words of a statement that DNA may have changed, so that they are no quotation."""


# ── Reading ─────────────────────────────────────────────────────────────────


@attrs.frozen(kw_only=True)
class Event:
    """One row of an event list.

    Attributes:
        place: Where it was read.
        number: The number of the statement.
        date: The seconds from 1970 to the time of its document.
        start: Where it begins, in UTF-16 units.
        stop: Where it ends.
        document: The number of its document.
        cells: All cells by column.
        values: The cells of variables by name.
    """

    place: str
    number: int
    date: int
    start: int
    stop: int
    document: int
    cells: Mapping[str, str]
    values: Mapping[str, str]


_cell: Final = re.compile(r'(?:"([^"]*+(?:""[^"]*+)*+)"|([^";\r\n][^;\r\n]*+)|)(;|\r\n|\n|\r|\Z)')
"""A cell and what ends it. The standard reader of CSV is not used: it has a limit for the length of a
cell, which is one for the whole process, and lets a quotation that never ends pass."""


def _rows(text: str, name: str) -> Iterator[list[str]]:
    """Give the cells of each line.

    Raises:
        DecodeError: If a quotation does not end, or goes on behind its end.
    """
    row: list[str] = []
    position = line = 0
    while position < len(text):
        found = _cell.match(text, position)
        if found is None:
            message = "holds a quotation mark where none can stand"
            raise DecodeError(name, [Problem(path=f"row {line + 1}", message=message, rule="csv")])
        row.append(found[2] or (found[1] or "").replace('""', '"'))
        position = found.end()
        if found[3] != ";":
            yield row
            row = []
            line += 1
    if row:
        yield [*row, ""]


def read_events(data: bytes, name: str, problems: list[Problem]) -> list[Event]:
    """Read the rows of an event list.

    Args:
        data: The file.
        name: How problems call it.
        problems: Where to put down the rows that cannot be read.

    Raises:
        DecodeError: If it is no event list.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecodeError(
            name, [Problem(path="", message=f"is no UTF-8: {error}", rule="encoding")]
        ) from None
    rows = _rows(text, name)
    header = next(rows, list[str]())
    ours = _OURS[0] in header
    columns = [unescaped(each) if ours else each for each in header]
    _judge_header(columns, name)
    events: list[Event] = []
    numbers: set[int] = set()
    for line, row in enumerate(rows, start=2):
        if row in ([""], []):
            continue
        place = f"row {line}"
        found = list(_wrong_row(row, columns))
        cells = {
            column: unescaped(cell) if ours else cell for column, cell in zip(columns, row, strict=False)
        }
        event = None if found else _event(place, cells, found)
        if event is not None and event.number in numbers:
            found.append(Problem(path="statement_id", message="stands there twice", rule="unique"))
        if event is None or found:
            problems += (problem.below(place) for problem in found)
        else:
            numbers.add(event.number)
            events.append(event)
    return events


def _judge_header(columns: list[str], name: str) -> None:
    problems: list[Problem] = []
    for column in _EXPECTED:
        if column not in columns:
            near = near_matches(column, (each for each in columns if each not in _COLUMNS))
            hint = f"; is it {or_list(near)}?" if near else ""
            problems.append(Problem(path=f"row 1.{column}", message=f"is missing{hint}", rule="column"))
    seen: set[str] = set()
    for column in columns:
        if column in seen:
            problems.append(Problem(path=f"row 1.{column}", message="stands there twice", rule="column"))
        seen.add(column)
    if problems:
        raise DecodeError(name, problems)


def _wrong_row(row: list[str], columns: list[str]) -> Iterator[Problem]:
    if len(row) != len(columns):
        message = f"has {len(row)} cells, but there are {len(columns)} columns"
        yield Problem(path="", message=message, rule="cells")


def _event(place: str, cells: Mapping[str, str], problems: list[Problem]) -> Event | None:
    number = _number(cells, "statement_id", 1, problems)
    document = _number(cells, "document_id", 1, problems)
    start = _number(cells, "start_position", 0, problems)
    stop = _number(cells, "stop_position", 0, problems)
    date = _time(cells, problems)
    if number is None or document is None or start is None or stop is None or date is None:
        return None
    return Event(
        place=place,
        number=number,
        date=date,
        start=start,
        stop=stop,
        document=document,
        cells=cells,
        values={name: value for name, value in cells.items() if _is_variable(name, cells)},
    )


def _is_variable(name: str, cells: Mapping[str, str]) -> bool:
    return name not in _COLUMNS and not (_OURS[0] in cells and name.startswith(_PREFIX))


_digits: Final = re.compile(r"-?[0-9]{1,18}").fullmatch
_time_of: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?)?"
).fullmatch


def _number(cells: Mapping[str, str], column: str, least: int, problems: list[Problem]) -> int | None:
    text = cells[column].strip()
    if _digits(text) and least <= int(text) <= GREATEST:
        return int(text)
    message = f"{shown(text)} is no whole number from {least} up"
    problems.append(Problem(path=column, message=message, rule="number", value=shown(text)))
    return None


def _time(cells: Mapping[str, str], problems: list[Problem]) -> int | None:
    """Read a time: a day with or without the time of day, or seconds from 1970."""
    text = cells["time"].strip()
    if _digits(text):
        return int(text)
    if found := _time_of(text):
        year, month, day, hour, minute, second = (int(each or 0) for each in found.groups())
        if 1 <= month <= 12 and 1 <= day <= month_length(year, month) and hour < 24 and minute < 60 > second:  # noqa: PLR2004 - the calendar
            days = day_number(*Day(year, month, day)) - day_number(1970, 1, 1)
            return days * 86_400 + hour * 3600 + minute * 60 + second
    message = f"{shown(text)} is no time such as 2022-02-09 10:30:00, and no number of seconds"
    problems.append(Problem(path="time", message=message, rule="time", value=shown(text)))
    return None


# ── As a project ────────────────────────────────────────────────────────────


def project_of_events(
    events: Iterable[Event], texts: Mapping[int, str], roles: Roles, problems: list[Problem]
) -> Project:
    """Make a project of the rows of an event list.

    Args:
        events: The rows.
        texts: The texts of documents, by their numbers.
        roles: Which variable says what.
        problems: Where to put down what is doubtful.
    """
    events = list(events)
    documents = _documents(events, texts, problems)
    type_ = _type(events, roles)
    spans = _Spans(events, texts, problems)
    return Project(
        types=(type_,),
        documents=documents,
        statements=tuple(_statement(each, type_, spans) for each in events),
    )


def _documents(
    events: Iterable[Event], texts: Mapping[int, str], problems: list[Problem]
) -> dict[int, CodedText]:
    """Give the documents of all rows; what a later row says otherwise is told."""
    documents: dict[int, CodedText] = {}
    for event in events:
        document = _document(event, texts.get(event.document))
        known = documents.setdefault(event.document, document)
        length = max(known.length, document.length)
        documents[event.document] = attrs.evolve(known, length=length)
        if attrs.evolve(document, length=known.length) != known:
            message = f"says of document {event.document} something else than a row before; that counts"
            problems.append(Problem(path=event.place, message=message, rule="document"))
    return dict(sorted(documents.items()))


def _document(event: Event, text: str | None) -> CodedText:
    cells = event.cells
    ours = _OURS[0] in cells
    id = cells.get(_OURS[1], "")
    fields: dict[str, object] = {"id": id} if id else {"document": False} if ours else {}
    return CodedText(
        number=event.document,
        title=cells["document_title"],
        text=text,
        length=event.stop if text is None else len(text),
        author=cells.get("document_author", ""),
        source=cells.get("document_source", ""),
        section=cells.get("document_section", ""),
        type=cells.get("document_type", ""),
        notes=str(Notes("", fields)),
        date=event.date,
        place=event.place,
    )


def _type(events: list[Event], roles: Roles) -> StatementType:
    """Give the statement type: its variables, and of which sort their values are."""
    columns: dict[str, list[str]] = {}
    for event in events:
        for name, value in event.values.items():
            columns.setdefault(name, []).append(value)
    variables = [
        Variable(name=name, data_type=_data_type(name, each, roles)) for name, each in columns.items()
    ]
    if any(_OURS[0] in event.cells for event in events):
        variables.append(Variable(name=carrier("id"), data_type=DataType.LONG_TEXT))
    elif WORDS not in columns and any(_may_be_changed(event.cells.get("text", "")) for event in events):
        variables.append(Variable(name=WORDS, data_type=DataType.LONG_TEXT))
    bare = StatementType(label=DNA_STATEMENT, variables=tuple(variables))
    plan = plan_of(bare, roles)
    label = DNA_STATEMENT if plan.qualifier is not None else WITHOUT_AGREEMENT
    filled = [
        attrs.evolve(each, entities=tuple(_entities(each.name, plan.role_of(each.name), events)))
        if each.data_type is DataType.SHORT_TEXT
        else each
        for each in variables
    ]
    label = THREAT_ASSESSMENT if plan.cls is ThreatAssessment else label
    return StatementType(label=label, variables=tuple(filled))


def _entities(variable: str, role: Role | None, events: Iterable[Event]) -> Iterator[Entity]:
    """Give the entities of a variable, each as the first row has it."""
    seen: set[str] = set()
    for event in events:
        value = event.values[variable]
        if value not in seen:
            seen.add(value)
            fields = () if role is None else _ENTITY_FIELDS[role]
            known = {field: event.cells.get(_column(variable, field), "") for field in fields}
            attributes = {carrier(field): text for field, text in known.items() if text and value}
            yield Entity(value=value, attributes=attributes, place=event.place)


def _column(variable: str, field: str) -> str:
    return f"{_PREFIX}{variable}_{field}"


_whole: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,8})").fullmatch


def _data_type(name: str, values: list[str], roles: Roles) -> DataType:
    if name == roles.qualifier and set(values) <= {"0", "1"}:
        return DataType.BOOLEAN
    if name not in {roles.person, roles.organization, roles.concept} and all(map(_whole, values)):
        return DataType.INTEGER
    short = all(len(value) <= LONGEST for value in values)
    return DataType.SHORT_TEXT if short else DataType.LONG_TEXT


def _may_be_changed(text: str) -> bool:
    """Tell whether DNA may have put a sign in a text for one that it does not write."""
    return "," in text or "'" in text


class _Spans:
    """Turns places in UTF-16 units into places in code points, as far as the texts are known.

    Without its text, a document is taken to have no characters of two units,
    unless one of its statements shows some; then nobody can tell where the
    others stand.
    """

    def __init__(self, events: Iterable[Event], texts: Mapping[int, str], problems: list[Problem]) -> None:
        self._texts = texts
        self._offsets = {number: Offsets(text) for number, text in texts.items()}
        self._problems = problems
        self._doubtful = {
            event.document for event in events if Offsets(event.cells.get("text", "")).has_wide
        } - texts.keys()

    def knows(self, event: Event) -> bool:
        """Tell whether the text of a row's document is known, so that its words need not be kept."""
        return event.document in self._texts

    def of(self, event: Event) -> tuple[int, int] | tuple[None, None]:
        """Give the span of a row; nothing if there is none."""
        if event.stop <= event.start:
            return self._none(event, "stop_position", "is not behind the start")
        if event.document in self._doubtful:
            message = "counts characters of two units, so that its place is not known without the text"
            return self._none(event, "start_position", message)
        offsets = self._offsets.get(event.document)
        if offsets is None:
            return event.start, event.stop
        start, end = offsets.points(event.start), offsets.points(event.stop)
        if start is None or end is None or end > offsets.length:
            return self._none(event, "stop_position", "does not fit the text")
        words = event.cells.get("text", "")
        read = self._texts[event.document][start:end]
        if words not in {"", read, read.replace(";", ",").replace('"', "'")}:
            message = f"reads {shown(read)} there, not {shown(words)}"
            self._problems.append(Problem(path=f"{event.place}.text", message=message, rule="quote-in-text"))
        return start, end

    def _none(self, event: Event, column: str, message: str) -> tuple[None, None]:
        problem = Problem(
            path=f"{event.place}.{column}", message=f"{message}; the span is left out", rule="span"
        )
        self._problems.append(problem)
        return None, None


def _statement(event: Event, type_: StatementType, spans: _Spans) -> CodedStatement:
    start, end = spans.of(event)
    values: dict[str, Value] = {
        each.name: int(event.values[each.name]) if each.data_type.numeric else event.values[each.name]
        for each in type_.variables
        if each.name in event.values
    }
    words = None if spans.knows(event) else event.cells.get("text", "") or None
    if _OURS[0] in event.cells:
        values[carrier("id")] = event.cells[_OURS[0]]
        words = None
    elif words is not None and _may_be_changed(words):
        values.setdefault(WORDS, words)
        words = None
    elif words is not None and start is not None and end is not None and len(words) != end - start:
        words = None
    coder = event.cells.get("coder", "")
    return CodedStatement(
        number=event.number,
        type=type_.label,
        document=event.document,
        start=start,
        end=end,
        words=words,
        coder=coder or None,
        values=values,
        place=event.place,
    )


# ── Writing ─────────────────────────────────────────────────────────────────


def event_list(written: Written, label: str, words: Mapping[int, str]) -> bytes:
    """Write the statements of one type as an event list.

    Args:
        written: The project.
        label: The label of the statement type.
        words: The words of statements of which the text is not at hand, by their numbers.
    """
    project = written.project
    type_ = project.type_of[label]
    names = [
        each.name
        for each in type_.variables
        if each.name not in _COLUMNS | {carrier("id")} and not each.name.startswith(_PREFIX)
    ]
    ours = _Ours(type_, written)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([escaped(each) for each in (*_BEFORE, *names, *_BEHIND, *_OURS, *ours.columns)])
    for each in sorted(project.statements, key=lambda each: _order(each, project)):
        document = project.documents[each.document]
        start, end = each.start or 0, each.end or 0
        text = words.get(each.number, "") if document.text is None else document.text[start:end]
        cells: list[Value] = [
            each.number,
            (date_of(document.date) or "").replace("T", " "),
            *(each.values.get(name, "") for name in names),
            document.offsets.units(start),
            document.offsets.units(end),
            text,
            "" if each.coder is None or each.coder == NO_CODER else each.coder,
            each.document,
            document.title,
            document.author,
            document.source,
            document.section,
            document.type,
            written.statements[each.number],
            written.documents.get(each.document, ""),
            *ours.cells(each),
        ]
        writer.writerow([escaped(cell) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue().encode("utf-8")


class _Ours:
    """The columns that tell which records a row names.

    Args:
        type_: The statement type.
        written: The project.

    Attributes:
        columns: Their names.
    """

    def __init__(self, type_: StatementType, written: Written) -> None:
        plan = plan_of(type_, written.roles)
        self._variables = {
            each.name: {entity.value: entity for entity in each.entities}
            for each in type_.variables
            if plan.role_of(each.name) is not None
        }
        self._ids = {name: written.entities[role] for role, name in plan.variables.items()}
        self._fields = [
            (name, field) for role, name in plan.variables.items() for field in _ENTITY_FIELDS[role]
        ]
        self.columns = [_column(name, field) for name, field in self._fields]

    def cells(self, statement: CodedStatement) -> Iterator[str]:
        """Give the cells of a statement."""
        for name, field in self._fields:
            value = str(statement.values.get(name, ""))
            if field == "id" or not value:
                yield self._ids[name].get(value, "")
            else:
                yield self._variables[name][value].attributes.get(carrier(field), "")


def _order(each: CodedStatement, project: Project) -> tuple[int, int, int, int, int]:
    """Give the place of a statement in a list: by time, document and place, as DNA orders them."""
    return (project.documents[each.document].date, each.document, each.start or 0, each.end or 0, each.number)
