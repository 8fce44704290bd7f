"""A coder's own sheet, one statement a row, as a corpus."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import attrs

from eurasec.corpus import Corpus
from eurasec.errors import DecodeError, InvalidValueError, Problem, did_you_mean, near_matches, or_list, shown
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet.columns import COLUMNS, column_named
from eurasec.interop.spreadsheet.entities import Entities
from eurasec.interop.spreadsheet.sheets import Sheet, SheetRow, doubt, problem, read_sheet, text_problems
from eurasec.positions import Position, Topic
from eurasec.serialization._files import PathLike
from eurasec.serialization.limits import USUAL, Limits
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment
from eurasec.vocab import Sector, ThreatKind

__all__ = ["from_spreadsheet", "write_template"]

_DELIMITERS: Final = ",;\t"
_HOLDERS: Final = ("person", "organization", "state", "quantifier")
_OF_POSITIONS: Final = ("stance", "proposition", "condition")
_OF_ASSESSMENTS: Final = ("verdict", "threat_kind", "threat_sector", "severity", "trend")
_NAMES: Final = (
    *("person", "office", "organization", "state", "conference", "session", "document"),
    *("topic", "threat", "attributed_by"),
)
"""Columns that call things by a name, in which more spaces or fewer make no difference."""
_AS_THEY_ARE: Final = (
    *("date", "stance", "condition", "verdict", "severity", "trend", "attribution", "endorsement"),
    *("act", "claim", "reason", "rendering", "certainty", "note"),
)
"""Columns that hold what the field of the same name holds."""


def from_spreadsheet(
    path: PathLike,
    *,
    delimiter: str | None = None,
    document: str | None = None,
    keep_unknown: bool = False,
    limits: Limits = USUAL,
) -> Imported:
    r"""Make a corpus of a coder's sheet, in which every row is one statement.

    The columns are those of `COLUMNS`. Things are told apart by their names: the
    same name is the same person, state or topic in every row. In what concerns
    words, dates and ids the sheet is read strictly; a row in which something is
    wrong is left out and told as a problem (`row 17.stance`). Problems with the
    rule `doubtful` tell of rows that were taken all the same.

    Args:
        path: The file: CSV or TSV with a header line, in UTF-8 or UTF-16.
        delimiter: What stands between cells; by default the comma, semicolon or
            tab with which the header has most of the known columns.
        document: The title of the document in which rows stand that name none.
        keep_unknown: Whether cells in unknown columns are kept as attributes.
        limits: How much the file may hold: `bytes`, rows (`records`), characters of a cell (`text`).

    Returns:
        The corpus, and what is wrong or doubtful, by row and column. Rows are
        counted as a spreadsheet program counts them: the header is row 1.

    Raises:
        DecodeError: If the file is no such sheet at all, or breaks a limit.
        InvalidValueError: If an option is wrong.
        OSError: If the file cannot be read.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     sheet = Path(folder) / "coding.csv"
    ...     _ = sheet.write_text(
    ...         "Person,Topic,Stance\n"
    ...         "Anna Berg,League growth,support\n"
    ...         "Carl Dahl,League growth,suport\n"
    ...     )
    ...     imported = from_spreadsheet(sheet)
    >>> imported.corpus
    <Corpus: 1 position>
    >>> print(imported.problems[0])
    row 3.stance: 'suport' is no word of Stance; did you mean 'support'? ...
    """
    _judge_options(delimiter)
    sheet = read_sheet(path, column_named, limits=limits, delimiters=delimiter or _DELIMITERS)
    if problems := list(_header_problems(sheet)):
        raise DecodeError(str(path), problems)
    return _Reading(sheet, document, keep_unknown=keep_unknown).imported()


def write_template(path: PathLike, *, delimiter: str = ",", example: bool = True) -> None:
    """Write an empty sheet to fill in, with all columns, for a spreadsheet program.

    Args:
        path: A file that is not there yet.
        delimiter: What stands between cells.
        example: Whether the first row shows an invented statement.

    Raises:
        InvalidValueError: If the delimiter is none.
        OSError: If the file is there already, or cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_template(Path(folder) / "coding.csv")
    ...     from_spreadsheet(Path(folder) / "coding.csv").corpus.people[0].name
    'Anna Berg'
    """
    _judge_options(delimiter)
    with Path(path).open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow([column.name for column in COLUMNS])
        if example:
            writer.writerow([column.example for column in COLUMNS])


def _judge_options(delimiter: object) -> None:
    if delimiter is None or (isinstance(delimiter, str) and len(delimiter) == 1 and delimiter not in '"\r\n'):
        return
    message = f"{shown(delimiter)} is no single character that can stand between cells"
    wrong = Problem(path="delimiter", message=message, rule="delimiter", value=shown(delimiter))
    raise InvalidValueError("spreadsheet", [wrong])


def _header_problems(sheet: Sheet) -> Iterator[Problem]:
    if sheet.columns.isdisjoint(_HOLDERS):
        yield Problem(path="row 1", message=f"has no column {or_list(_HOLDERS)}", rule="required")
    if not ({"topic", "stance"} <= sheet.columns or {"threat", "verdict"} <= sheet.columns):
        message = "has neither topic and stance nor threat and verdict"
        yield Problem(path="row 1", message=message, rule="required")


class _Reading:
    """A sheet while it is read: what its rows tell so far, and what is wrong with them."""

    def __init__(self, sheet: Sheet, document: str | None, *, keep_unknown: bool) -> None:
        self._rows = [_tidied(row, document) for row in sheet.rows]
        self._keep_unknown = keep_unknown
        self._problems = list(sheet.problems)
        if not keep_unknown:
            self._problems.extend(_strange_columns(sheet.strange))
        self._entities = Entities(_statement_id(row) for row in self._rows)
        self._statements: dict[str, Statement] = {}
        self._topics: dict[str, tuple[Topic, SheetRow]] = {}
        self._words = _words_of_threats(self._rows)
        self._spelt: dict[tuple[str, str], tuple[str, SheetRow]] = {}

    def imported(self) -> Imported:
        """Give what the rows tell."""
        for row in self._rows:
            problems = list(_problems_of(row)) or self._take(row)
            self._problems.extend(each.below(row.place) for each in problems)
        topics = (topic for topic, _ in self._topics.values())
        corpus = Corpus([*self._entities.records(), *topics, *self._statements.values()])
        return Imported(corpus=corpus, problems=tuple(self._problems))

    def _take(self, row: SheetRow) -> list[Problem]:
        """Keep the statement of a row and what it names; or keep nothing, and give what is wrong."""
        if _statement_id(row) in self._statements:
            message = f"{shown(_statement_id(row))} is the id of an earlier row"
            return [Problem(path="statement", message=message, rule="unique-id")]
        try:
            threat = self._threat(row)
            statement = self._statement(row)
        except InvalidValueError as error:
            return [attrs.evolve(each, path=_column_of(each.path)) for each in error.problems]
        if threat is not None:
            self._entities.add(threat)
        statement = self._placed(statement, row)
        self._statements[statement.id] = statement
        return [*self._doubts_about_topic(row), *self._doubts_about_names(row), *_doubts(row)]

    # ── What a row says ─────────────────────────────────────────────────────

    def _statement(self, row: SheetRow) -> Statement:
        from eurasec.serialization._converter import structured  # noqa: PLC0415 - it loads cattrs

        said: dict[str, object] = {name: cell for name in _AS_THEY_ARE if (cell := row.get(name)) is not None}
        said |= {"id": _statement_id(row), **self._holders(row), **self._evidence(row)}
        said |= self._references(row)
        if coding := {name: cell for name in ("coder", "unit") if (cell := row.get(name))}:
            said["coding"] = coding
        said["tags"] = _parts(row.get("tags"))
        if self._keep_unknown:
            said["attributes"] = [{"name": title, "value": cell} for title, cell in row.others]
        return structured(Position if "topic" in said else ThreatAssessment, said)

    def _references(self, row: SheetRow) -> dict[str, object]:
        """Give the topic or threat, the ascriber, and the conference and session of a row."""
        kinds = {"topic": "topic", "threat": "threat", "conference": "conference", "attributed_by": "person"}
        named = ((field, kind, row.get(field)) for field, kind in kinds.items())
        found: dict[str, object] = {
            field: self._entities.id(kind, name) for field, kind, name in named if name
        }
        if (session := row.get("session")) is not None:
            found["session"] = self._entities.id("session", session, row.get("conference"))
        return found

    def _holders(self, row: SheetRow) -> dict[str, object]:
        """Give who holds the view: people, else a body, else an assembly."""
        if people := _people(row):
            return {"holders": [self._entities.id("person", name) for name in people]}
        for kind in ("organization", "state"):
            if (name := row.get(kind)) is not None:
                return {"holders": [self._entities.id(kind, name)]}
        session = row.get("session")
        kind, names = ("conference", ()) if session is None else ("session", (session,))
        place = self._entities.id(kind, *names, row.get("conference"))
        assembly = {"of": place, "quantifier": row.get("quantifier"), "among": row.get("among")}
        return {"assembly": {name: value for name, value in assembly.items() if value is not None}}

    def _evidence(self, row: SheetRow) -> dict[str, object]:
        """Give where the view stands, and the words that are printed there as quoted."""
        if (title := row.get("document")) is None:
            return {}
        place = {"document": self._entities.id("document", title)}
        if (page := row.get("page")) is not None:
            place["locator"] = page
        if (quote := row.get("quote")) is None:
            return {"evidence": [place]}
        return {"evidence": [place], "quotes": [{**place, "exact": quote}]}

    def _threat(self, row: SheetRow) -> Threat | None:
        from eurasec.serialization._converter import structured  # noqa: PLC0415 - it loads cattrs

        if (name := row.get("threat")) is None:
            return None
        words = self._words[name]
        return structured(
            Threat,
            {
                "id": self._entities.id("threat", name),
                "label": name,
                "kinds": list(dict.fromkeys([*words["threat_kind"], *_parts(row.get("threat_kind"))])),
                "sectors": list(dict.fromkeys([*words["threat_sector"], *_parts(row.get("threat_sector"))])),
            },
        )

    # ── What a row names ────────────────────────────────────────────────────

    def _placed(self, statement: Statement, row: SheetRow) -> Statement:
        """Keep all that a row names, and say for whom the view is told where its place does not."""
        entities = self._entities
        state = _named(row, "state", entities.state)
        organization = _named(row, "organization", entities.organization)
        conference = _named(row, "conference", entities.conference)
        session: str | None = None
        if (title := row.get("session")) is not None:
            session = entities.session(row.cells["conference"], title)
        _named(row, "document", entities.document)
        _named(row, "attributed_by", entities.person)
        if not (people := _people(row)):
            both = organization is not None and state is not None
            return attrs.evolve(statement, on_behalf_of=state) if both else statement
        body = state or organization
        told = conference is not None
        office = _named(row, "office", lambda title: entities.office(title, organization, state))
        for name in people:
            person = entities.person(name)
            if office is not None:
                entities.tenure(person, office, statement.date)
            if conference is not None:
                as_known = entities.presence(person, conference, session, office, body)
                told = told and (as_known or body is None)
        return statement if told else attrs.evolve(statement, on_behalf_of=body)

    # ── Doubts ──────────────────────────────────────────────────────────────

    def _doubts_about_topic(self, row: SheetRow) -> Iterator[Problem]:
        """Keep the topic of a row, and tell where its proposition is another than before."""
        if (label := row.get("topic")) is None:
            return
        id, proposition = self._entities.id("topic", label), row.get("proposition")
        known, first = self._topics.get(id, (Topic(id=id, label=label), row))
        if known.proposition is None and proposition is not None:
            known, first = attrs.evolve(known, proposition=proposition), row
        elif proposition not in {None, known.proposition}:
            yield doubt("proposition", f"is not the one of row {first.number}, which is kept")
        self._topics[id] = known, first

    def _doubts_about_names(self, row: SheetRow) -> Iterator[Problem]:
        """Tell of names that differ from earlier ones in nothing but capitals."""
        for column in _NAMES:
            cell = row.get(column)
            for name in _people(row) if column == "person" else [cell] if cell is not None else []:
                kind = "person" if column == "attributed_by" else column
                earlier, first = self._spelt.setdefault((kind, name.casefold()), (name, row))
                if earlier != name:
                    message = (
                        f"{shown(name)} is taken for another than {shown(earlier)} of row {first.number}"
                    )
                    yield doubt(column, message)


# ── Rows ────────────────────────────────────────────────────────────────────


def _tidied(row: SheetRow, document: str | None) -> SheetRow:
    """Give a row with single spaces in its names, and with the document in which it stands."""
    cells = {name: " ".join(cell.split()) if name in _NAMES else cell for name, cell in row.cells.items()}
    if document is not None:
        cells.setdefault("document", document)
    return attrs.evolve(row, cells=cells)


def _statement_id(row: SheetRow) -> str:
    return row.get("statement") or f"row-{row.number}"


def _parts(cell: str | None) -> list[str]:
    """Give what stands between semicolons."""
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def _people(row: SheetRow) -> list[str]:
    return _parts(row.get("person"))


def _named(row: SheetRow, column: str, add: Callable[[str], str]) -> str | None:
    """Keep what a row names in a column, and give its id."""
    name = row.get(column)
    return None if name is None else add(name)


def _words_of_threats(rows: Iterable[SheetRow]) -> dict[str, dict[str, list[str]]]:
    """Give of what kinds and in which sectors each threat is, as all rows together tell."""
    allowed = {"threat_kind": frozenset(ThreatKind), "threat_sector": frozenset(Sector)}
    found: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        if (name := row.get("threat")) is not None:
            words = found.setdefault(name, {column: [] for column in allowed})
            for column, known in allowed.items():
                words[column] += [word for word in _parts(row.get(column)) if word in known]
    return found


# ── What is wrong or doubtful in a row ──────────────────────────────────────


def _problems_of(row: SheetRow) -> Iterator[Problem]:
    """Give what is wrong with a row by itself."""
    yield from text_problems(row, free="quote")
    yield from _subject_problems(row)
    if not any(row.get(name) for name in _HOLDERS):
        yield problem("", f"names no holder; {or_list(_HOLDERS)} is wanted", "required")
    elif row.get("quantifier") is not None:
        if any(row.get(name) for name in _HOLDERS[:-1]):
            yield problem("quantifier", "stands beside a holder; one of the two is wanted", "holders")
        elif row.get("conference") is None:
            yield problem("quantifier", "needs the conference at which they are", "required")
    elif row.get("among") is not None:
        yield problem("among", "needs a quantifier", "required")
    for column in ("quote", "page"):
        if row.get(column) is not None and row.get("document") is None:
            yield problem(column, "needs the document in which it stands", "required")
    if row.get("session") is not None and row.get("conference") is None:
        yield problem("session", "needs the conference of which it is", "required")


def _subject_problems(row: SheetRow) -> Iterator[Problem]:
    """Give what is wrong between the columns of topics and those of threats."""
    if (row.get("topic") is None) is (row.get("threat") is None):
        both = "both a topic and a threat" if row.get("topic") else "neither a topic nor a threat"
        yield problem("", f"has {both}; one of the two is wanted", "required")
        return
    subject, needed, strange = (
        ("topic", "stance", _OF_ASSESSMENTS) if row.get("topic") else ("threat", "verdict", _OF_POSITIONS)
    )
    if row.get(needed) is None:
        yield problem(needed, f"is missing beside the {subject}", "required")
    for column in strange:
        if row.get(column) is not None:
            yield problem(column, f"does not belong to a {subject}", "column")


def _doubts(row: SheetRow) -> Iterator[Problem]:
    """Give what is doubtful in a row by itself."""
    if _people(row) and row.get("organization") and row.get("state") and row.get("office") is None:
        yield doubt("organization", "stands beside a state without an office, so nothing is made of it")
    if row.get("office") is not None and not _people(row):
        yield doubt("office", "stands without a person, so nothing is made of it")


def _strange_columns(headers: Iterable[str]) -> Iterator[Problem]:
    names = [column.name for column in COLUMNS]
    for header in headers:
        hint = did_you_mean(near_matches(header, names))
        yield problem(f"row 1.{header}", f"is no column of a sheet, and is left out{hint}", "column")


_COLUMNS_OF_FIELDS: Final = {
    "id": "statement",
    "holders": "person",
    "kinds": "threat_kind",
    "sectors": "threat_sector",
    "assembly.quantifier": "quantifier",
    "coding.coder": "coder",
    "quotes.exact": "quote",
}
"""The columns in which fields stand whose names they do not have."""


def _column_of(path: str) -> str:
    """Give the column in which the cause of a problem stands."""
    fields = re.sub(r"\[[0-9]+\]", "", path)
    return _COLUMNS_OF_FIELDS.get(fields, fields)
