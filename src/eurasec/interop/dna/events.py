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
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import attrs

from eurasec._fields import fields_of, given_fields
from eurasec.corpus import Corpus
from eurasec.dates.days import Day, day_number, month_length
from eurasec.errors import DecodeError, InvalidValueError, Problem, did_you_mean, near_matches, or_list, shown
from eurasec.interop._limits import rows_within
from eurasec.interop.dna.carried import carrier
from eurasec.interop.dna.documents import NO_CODER, Notes, date_of
from eurasec.interop.dna.frame import PROJECT
from eurasec.interop.dna.keeping import UNNAMED
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
from eurasec.interop.dna.reading import imported
from eurasec.interop.dna.roles import (
    DNA_STATEMENT,
    THREAT_ASSESSMENT,
    WITHOUT_AGREEMENT,
    Plan,
    Role,
    Roles,
    plan_of,
    usual_types,
)
from eurasec.interop.dna.schema import GREATEST, LONGEST
from eurasec.interop.dna.statements import NOT_STATED
from eurasec.interop.dna.writing import Written, written_project
from eurasec.interop.exchange import Exported, Loss
from eurasec.interop.tables.files import escaped, unescaped
from eurasec.serialization.limits import Limits
from eurasec.sources import Evidence
from eurasec.threats import ThreatAssessment

__all__ = ["Event", "event_list", "project_of_events", "read_events"]

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

    @property
    def ours(self) -> bool:
        """Whether it stands in a list that we have written."""
        return _OURS[0] in self.cells

    @property
    def text(self) -> str:
        """Its words, as far as the list has them."""
        return self.cells.get("text", "")


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


_NO_LIMITS: Final = Limits(records=None, text=None)
"""For a list that was written just now."""


def read_events(data: bytes, name: str, limits: Limits, problems: list[Problem]) -> list[Event]:
    """Read the rows of an event list.

    Args:
        data: The file.
        name: How problems call it.
        limits: How many rows it may hold, and how long cells.
        problems: Where to put down the rows that cannot be read.

    Raises:
        DecodeError: If it is no event list, or breaks a limit.
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
    events: dict[int, Event] = {}
    for line, row in rows_within(enumerate(rows, start=2), limits, name, "row {}".format):
        if row in ([""], []):
            continue
        found: list[Problem] = []
        if len(row) != len(columns):
            message = f"has {len(row)} cells, but there are {len(columns)} columns"
            found.append(Problem(path="", message=message, rule="cells"))
        else:
            cells = zip(columns, map(unescaped, row) if ours else row, strict=True)
            event = _event(f"row {line}", dict(cells), found)
            if not found and events.setdefault(event.number, event) is not event:
                found.append(Problem(path="statement_id", message="stands there twice", rule="unique"))
        problems += (problem.below(f"row {line}") for problem in found)
    return list(events.values())


def _judge_header(columns: list[str], name: str) -> None:
    problems: list[Problem] = []
    for column in _EXPECTED:
        if column not in columns:
            near = near_matches(column, (each for each in columns if each not in _COLUMNS))
            hint = f"; is it {or_list(near)}?" if near else ""
            problems.append(Problem(path=f"row 1.{column}", message=f"is missing{hint}", rule="column"))
    for column, times in Counter(columns).items():
        if times > 1:
            problems.append(Problem(path=f"row 1.{column}", message="stands there twice", rule="column"))
    if problems:
        raise DecodeError(name, problems)


def _event(place: str, cells: Mapping[str, str], problems: list[Problem]) -> Event:
    """Make an event of a row; it is of no use where problems are found."""
    return Event(
        place=place,
        number=_number(cells, "statement_id", 1, problems),
        document=_number(cells, "document_id", 1, problems),
        start=_number(cells, "start_position", 0, problems),
        stop=_number(cells, "stop_position", 0, problems),
        date=_time(cells, problems),
        cells=cells,
        values={name: value for name, value in cells.items() if _is_variable(name, cells)},
    )


def _is_variable(name: str, cells: Mapping[str, str]) -> bool:
    return name not in _COLUMNS and not (_OURS[0] in cells and name.startswith(_PREFIX))


_digits: Final = re.compile(r"-?[0-9]{1,18}").fullmatch
_time_of: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[ T]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.0+)?)?)?"
).fullmatch


def _number(cells: Mapping[str, str], column: str, least: int, problems: list[Problem]) -> int:
    text = cells[column].strip()
    if _digits(text) and least <= int(text) <= GREATEST:
        return int(text)
    message = f"{shown(text)} is no whole number from {least} up"
    problems.append(Problem(path=column, message=message, rule="number", value=shown(text)))
    return least


def _time(cells: Mapping[str, str], problems: list[Problem]) -> int:
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
    return 0


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
    spans = _Spans(events, documents, problems)
    statements = tuple(_statement(each, type_, spans) for each in events)
    return Project(types=(type_,), documents=documents, statements=statements)


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
            message = f"says something else of document {event.document} than a row before, which counts"
            problems.append(Problem(path=event.place, message=message, rule="document"))
    return dict(sorted(documents.items()))


def _document(event: Event, text: str | None) -> CodedText:
    cells = event.cells
    id = cells.get(_OURS[1], "")
    fields: dict[str, object] = {"id": id} if id else {"document": False} if event.ours else {}
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
    if any(event.ours for event in events):
        variables.append(Variable(name=carrier("id"), data_type=DataType.LONG_TEXT))
    elif WORDS not in columns and any(_may_be_changed(event.text) for event in events):
        variables.append(Variable(name=WORDS, data_type=DataType.LONG_TEXT))
    bare = StatementType(label=DNA_STATEMENT, variables=tuple(variables))
    plan = plan_of(bare, roles)
    label = WITHOUT_AGREEMENT if plan.qualifier is None else DNA_STATEMENT
    label = THREAT_ASSESSMENT if plan.cls is ThreatAssessment else label
    filled = [
        attrs.evolve(each, entities=tuple(_entities(each.name, plan.role_of(each.name), events)))
        if each.data_type is DataType.SHORT_TEXT
        else each
        for each in variables
    ]
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

    def __init__(
        self, events: Iterable[Event], documents: Mapping[int, CodedText], problems: list[Problem]
    ) -> None:
        self.documents = documents
        self._problems = problems
        self._doubtful = {each.document for each in events if Offsets(each.text).has_wide}

    def of(self, event: Event) -> tuple[int, int] | tuple[None, None]:
        """Give the span of a row; nothing if there is none."""
        if event.stop <= event.start:
            return self._none(event, "stop_position", "is not behind the start")
        text, offsets = self.documents[event.document].text, self.documents[event.document].offsets
        if text is None and event.document in self._doubtful:
            message = (
                "counts UTF-16 units, of which a character takes two, so only the text can tell the place"
            )
            return self._none(event, "start_position", message)
        if text is None:
            return event.start, event.stop
        start, end = offsets.points(event.start), offsets.points(event.stop)
        if start is None or end is None or end > offsets.length:
            return self._none(event, "stop_position", "does not fit the text")
        read = text[start:end]
        if event.text not in {"", read, read.replace(";", ",").replace('"', "'")}:
            message = f"reads {shown(read)} there, not {shown(event.text)}"
            self._problems.append(Problem(path=f"{event.place}.text", message=message, rule="quote-in-text"))
        return start, end

    def _none(self, event: Event, column: str, message: str) -> tuple[None, None]:
        path, message = f"{event.place}.{column}", f"{message}; the span is left out"
        self._problems.append(Problem(path=path, message=message, rule="span"))
        return None, None


def _statement(event: Event, type_: StatementType, spans: _Spans) -> CodedStatement:
    start, end = spans.of(event)
    values: dict[str, Value] = {
        each.name: int(event.values[each.name]) if each.data_type.numeric else event.values[each.name]
        for each in type_.variables
        if each.name in event.values
    }
    words = event.text if spans.documents[event.document].text is None else ""
    if event.ours:
        values[carrier("id")] = event.cells[_OURS[0]]
        words = ""
    elif _may_be_changed(words):
        values.setdefault(WORDS, words)
        words = ""
    elif start is not None and end is not None and len(words) != end - start:
        words = ""
    return CodedStatement(
        number=event.number,
        type=type_.label,
        document=event.document,
        start=start,
        end=end,
        words=words,
        coder=event.cells.get("coder") or None,
        values=values,
        place=event.place,
    )


# ── Writing ─────────────────────────────────────────────────────────────────


def event_list(corpus: Corpus, texts: Mapping[str, str], label: str) -> Exported[bytes]:
    """Write the statements of one type as an event list.

    Args:
        corpus: The corpus.
        texts: The texts of its documents.
        label: The label of the statement type.

    Raises:
        InvalidValueError: If there is no such statement type; and whatever `written_project` raises.
    """
    whole = written_project(corpus, texts)
    usual = usual_types(whole.roles)
    types = {**usual, **whole.project.type_of}
    if label not in types:
        message = f"{shown(label)} is no statement type{did_you_mean(near_matches(label, types))}"
        problem = Problem(path="statement_type", message=message, rule="option", allowed=tuple(types))
        raise InvalidValueError("to_dna_events", [problem])
    part = written_project(corpus, texts, whole=whole, only=_named(corpus, whole, types[label]))
    data = _list_of(corpus, part, {**types, **usual, **part.project.type_of}[label])
    events = read_events(data, label, _NO_LIMITS, [])
    back = imported(project_of_events(events, {}, part.roles, []), part.roles, [])
    losses = {*part.losses, *_differences(corpus, back.corpus, whole, part)}
    return Exported(result=data, losses=tuple(sorted(losses)))


def _named(corpus: Corpus, whole: Written, type_: StatementType) -> frozenset[str]:
    """Give the ids of the records that the list of one type names.

    A view that somebody ascribes makes no sense without them, so it is left
    out where they are not named themselves.
    """
    plan = plan_of(type_, whole.roles)
    naming = {
        each.number: set(_ids(each, plan, whole))
        for each in whole.project.statements
        if each.type == type_.label and each.number in whole.statements
    }
    named = Counter(id for ids in naming.values() for id in ids)
    ascribers = {each.id: each.attributed_by for each in corpus.statements}
    ascribed: dict[str, list[int]] = {}
    for number in naming:
        ascriber = ascribers[whole.statements[number]]
        if ascriber is not None:
            ascribed.setdefault(ascriber, []).append(number)
    unnamed = [id for id in ascribed if not named[id]]
    while unnamed:
        for number in ascribed[unnamed.pop()]:
            for id in naming.pop(number):
                named[id] -= 1
                if not named[id] and id in ascribed:
                    unnamed.append(id)
    return frozenset(+named)


def _ids(statement: CodedStatement, plan: Plan, whole: Written) -> Iterator[str]:
    """Give the ids of the records that one row names."""
    yield whole.statements[statement.number]
    if statement.document in whole.documents:
        yield whole.documents[statement.document]
    for role, name in plan.variables.items():
        value = statement.values.get(name, "")
        if value != "":
            yield whole.entities[role][str(value)]


def _differences(corpus: Corpus, back: Corpus, whole: Written, part: Written) -> Iterator[Loss]:
    """Give what a list does not say, found by reading it."""
    types = {whole.statements.get(each.number): each.type for each in whole.project.statements}
    told = {(loss.record, loss.field) for loss in part.losses}
    for record in corpus:
        if record.id in {PROJECT, NOT_STATED}:
            continue
        fields = [name for name, _ in given_fields(record)]
        reason = f"it is a {types[record.id]!r}, which is another list" if record.id in types else UNNAMED
        if record.id in back and type(other := back[record.id]) is type(record):
            reason = "an event list has no column for it"
            names = (each.name for each in fields_of(type(record)))
            fields = [name for name in names if getattr(record, name) != getattr(other, name)]
        for field in fields:
            if (record.id, field) not in told:
                yield Loss(record=record.id, field=field, reason=reason)


def _list_of(corpus: Corpus, written: Written, type_: StatementType) -> bytes:
    """Write the statements of a project, all of one type; those that documents keep are no part of it."""
    project = written.project
    names = [each.name for each in type_.variables if _is_listed(each.name)]
    roles = plan_of(type_, written.roles).variables
    told = [(role, name, field) for role, name in roles.items() for field in _ENTITY_FIELDS[role]]
    entities = {each.name: {entity.value: entity for entity in each.entities} for each in type_.variables}
    ours = [_column(name, field) for _, name, field in told]
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow([escaped(each) for each in (*_BEFORE, *names, *_BEHIND, *_OURS, *ours)])
    evidence = {each.id: each.evidence for each in corpus.statements}
    statements = [each for each in project.statements if each.number in written.statements]
    for each in sorted(statements, key=lambda each: _order(each, project)):
        document = project.documents[each.document]
        id, document_id = written.statements[each.number], written.documents.get(each.document, "")
        start, end = each.start or 0, each.end or 0
        quoted = _quoted(evidence[id], (document_id, each.start, each.end))
        text = quoted if document.text is None else document.text[start:end]
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
            id,
            document_id,
            *(
                _told(str(each.values.get(name, "")), field, written.entities[role], entities[name])
                for role, name, field in told
            ),
        ]
        writer.writerow([escaped(cell) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue().encode("utf-8")


def _quoted(evidence: Iterable[Evidence], place: tuple[str, int | None, int | None]) -> str:
    """Give the words of a place as evidence quotes them, the empty text if it does not."""
    quotes = [each.exact for each in evidence if (each.document, each.start, each.end) == place]
    return next((words for words in reversed(quotes) if words is not None), "")


def _is_listed(variable: str) -> bool:
    return variable not in _COLUMNS | {carrier("id")} and not variable.startswith(_PREFIX)


def _told(value: str, field: str, ids: Mapping[str, str], entities: Mapping[str, Entity]) -> str:
    """Give a field of the record for which a value stands, the empty text if there is none."""
    if field == "id":
        return ids.get(value, "")
    return entities[value].attributes.get(carrier(field), "") if value in entities else ""


def _order(each: CodedStatement, project: Project) -> tuple[int, int, int, int, int]:
    """Give the place of a statement in a list: by time, document and place, as DNA orders them."""
    return (project.documents[each.document].date, each.document, each.start or 0, each.end or 0, each.number)
