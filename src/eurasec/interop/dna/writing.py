"""A project, made of the records of a corpus."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count
from typing import Final, cast

import attrs

from eurasec._index import Speaking
from eurasec.actors import Person
from eurasec.corpus import Corpus
from eurasec.errors import CorpusError, Problem, shown
from eurasec.interop._naming import natural
from eurasec.interop.dna.carried import PREFIX, attributes_in, carrier, difference, is_word, written
from eurasec.interop.dna.documents import (
    NO_CODER,
    coded_document,
    coder_of,
    is_exact,
    judge_texts,
    made_up_document,
    title_of,
)
from eurasec.interop.dna.frame import STATEMENT as KEPT
from eurasec.interop.dna.frame import Frame, framed, kept_statement
from eurasec.interop.dna.keeping import Keeping
from eurasec.interop.dna.project import (
    CodedStatement,
    CodedText,
    Coder,
    DataType,
    Project,
    Relation,
    StatementType,
    Value,
    VariableName,
    all_relations,
    usual_coders,
)
from eurasec.interop.dna.quoting import quoted, unquoted_name
from eurasec.interop.dna.reading import DOCUMENT, STATEMENT, Owner, identities
from eurasec.interop.dna.roles import (
    DNA_STATEMENT,
    THREAT_ASSESSMENT,
    VERDICT,
    WITHOUT_AGREEMENT,
    Plan,
    Role,
    Roles,
    View,
    level_of,
    usual_label,
    usual_types,
)
from eurasec.interop.dna.schema import GREATEST
from eurasec.interop.dna.statements import (
    NOT_STATED,
    TYPE,
    Place,
    Setting,
    place_of,
)
from eurasec.interop.dna.types import Placing, Types, whole
from eurasec.interop.exchange import Loss
from eurasec.positions import Position
from eurasec.sources import Document, Record
from eurasec.threats import ThreatAssessment
from eurasec.vocab import Attribution

__all__ = ["Written", "written_project"]

_MOST_FILLED: Final = 1_000_000
"""How long a text may be that only holds the place of one that is not at hand."""

_NO_TEXT: Final = (
    "its text was not given; full stops hold its place, so that statements stand where they stood"
)
_NO_MOMENT: Final = "DNA dates every document to the second; the first possible moment is put down"
_NO_SPAN: Final = "it has no span in a text that is there; DNA marks the whole document"
_NOWHERE: Final = "it has no evidence in a text; it stands in a document that is made up for such statements"
_JOINT: Final = "DNA has one holder for each statement; it is written once for each of them"
_ASSEMBLY: Final = "DNA has no unnamed holders; person and organization are left empty"
_NO_SIDE: Final = f"DNA's agreement is for or against; it is written as a {WITHOUT_AGREEMENT!r}"
_NOT_OWN: Final = f"DNA has only views of one's own; it is written as a {WITHOUT_AGREEMENT!r}"
_ATTRIBUTES: Final = (
    "DNA has one value for each name, all in one order, and none under names that it or eurasec uses"
)
_NUMBERS: Final = "a variable of numbers has a value for every statement in DNA; the usual one is put down"
_VOICED: Final = "DNA has no conferences; what follows from that is put down for the statement itself"
_NOT_KEPT: Final = "a statement of DNA that it keeps cannot be written as it was"


@attrs.frozen(kw_only=True)
class Written:
    """A project made of a corpus.

    Attributes:
        project: The project.
        losses: What it does not say.
        roles: Which variable says what.
        statements: The ids of the positions and threat assessments, by their numbers.
        documents: The ids of the documents, by their numbers.
        entities: The ids of the records of each role, by the values of their entities.
    """

    project: Project
    losses: tuple[Loss, ...]
    roles: Roles
    statements: Mapping[int, str]
    documents: Mapping[int, str]
    entities: Mapping[Role, Mapping[str, str]]


def written_project(
    corpus: Corpus,
    texts: Mapping[str, str],
    *,
    whole: Written | None = None,
    only: frozenset[str] | None = None,
) -> Written:
    """Make a project of a corpus.

    Args:
        corpus: The corpus.
        texts: The texts of documents, by their ids.
        whole: What was made of all of it, if it is but a part; the part keeps its numbers.
        only: The ids of the only records that are wanted; `None` for all.

    Raises:
        UnknownIdError: If there is a text of no document; with near matches.
        InvalidValueError: If a text is none.
        EvidenceError: If evidence does not hold in its text.
        CorpusError: If what the corpus keeps of a database cannot be read.
    """
    judge_texts(corpus, texts)
    return _Writing(corpus, texts, whole, only).written()


@attrs.frozen(kw_only=True)
class _Entry:
    """A statement that is written once for each of its holders.

    Attributes:
        record: The record.
        speaking: Its holders, and for whom they speak; none if no holder is named.
        fields: Its fields, as JSON values.
        label: The label of its statement type.
        place: Where it stands.
        numbers: The numbers of its rows.
        values: What all rows have in the variables that do not say who speaks.
    """

    record: View
    speaking: tuple[Speaking, ...]
    fields: dict[str, object]
    label: str
    place: Place | None
    numbers: list[int]
    values: dict[str, Value]


_numbered: Final = re.compile(r"statement-([1-9][0-9]{0,9})").fullmatch


@attrs.define
class _Writing:
    """Makes a project, step by step: documents, statements, entities, and all that goes with them."""

    corpus: Corpus
    texts: Mapping[str, str]
    whole: Written | None
    only: frozenset[str] | None
    losses: list[Loss] = attrs.field(factory=list[Loss], init=False)
    frame: Frame = attrs.field(init=False)
    types: Types = attrs.field(init=False)
    keeping: Keeping = attrs.field(init=False)
    placing: Placing = attrs.field(init=False)
    made_up: int = attrs.field(init=False)
    documents: dict[str, int] = attrs.field(init=False)
    kept: list[tuple[str, CodedStatement]] = attrs.field(init=False)
    views: list[View] = attrs.field(init=False)
    lengths: dict[str, int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """See what there is to write."""
        self.frame = framed(self.corpus)
        usual = usual_types(self.frame.roles)
        self.types = Types(self.frame.types or [usual[DNA_STATEMENT]], self.frame.roles)
        self.keeping = Keeping(self.corpus, self.losses, self.only)
        self.placing = Placing(self.keeping, self.types, self.frame)
        ids = (each.id for each in self._in_order(Document))
        numbered = dict(enumerate(ids, start=1)) if self.whole is None else self.whole.documents
        self.made_up = len(numbered) + 1
        self.documents = {id: number for number, id in numbered.items() if id in self.keeping.records}
        self.kept = list(self._kept_statements())
        self.views = cast("list[View]", self._in_order(Position, ThreatAssessment))
        self.lengths = self._lengths()

    def written(self) -> Written:
        """Give the project and all that is lost."""
        entries = list(self._entries())
        statements = {number: each.record.id for each in entries for number in each.numbers}
        kept = list(self._kept_rows(set(statements)))
        self.types.settle()
        setting = Setting(
            roles=self.frame.roles,
            plans=self.types.plans,
            ids=self.placing.ids,
            records=self.keeping.records,
            documents={number: id for id, number in self.documents.items()},
            lengths=self.lengths,
        )
        nowhere = [each for each in entries if each.place is None]
        lines = [str(each.fields.get("claim", each.record.id)) for each in nowhere for _ in each.numbers]
        made_up, places = made_up_document(self.made_up, lines)
        free = iter(places)
        coded = [*(row for each in entries for row in self._rows(each, setting, free)), *kept]
        coded.sort(key=lambda each: each.number)
        self.placing.use(coded)
        carrying = self._carrying(coded)
        documents = {
            number: self._document(id, number, with_id=(DOCUMENT, number) in carrying)
            for id, number in self.documents.items()
        }
        if places:
            documents[made_up.number] = made_up
        coders = self._coders([*documents.values(), *coded])
        project = Project(
            settings=self.frame.settings,
            coders=coders,
            relations=tuple(self._relations(coders)),
            types=tuple(self.placing.types(carrying)),
            links=tuple(self._links()),
            regexes=self.frame.regexes,
            documents=documents,
            statements=tuple(coded),
        )
        return Written(
            project=project,
            losses=tuple(sorted(set(self.losses))),
            roles=self.frame.roles,
            statements=statements,
            documents=setting.documents,
            entities=self.placing.ids,
        )

    # What there is

    def _in_order(self, *classes: type[Record]) -> list[Record]:
        """Give the records of some classes in the order in which they are numbered."""
        records = (each for each in self.keeping.records.values() if isinstance(each, classes))
        return sorted(records, key=lambda each: natural(each.id))

    def _kept_statements(self) -> Iterator[tuple[str, CodedStatement]]:
        """Give the statements that documents keep, with the ids of their documents."""
        problems: list[Problem] = []
        for id, number in self.documents.items():
            for index, attribute in enumerate(self.keeping.records[id].attributes):
                if attribute.name == KEPT:
                    try:
                        yield id, kept_statement(attribute.value, number)
                    except (ValueError, TypeError) as error:
                        message = f"is no statement that was read from a database: {error}"
                        path = f"{id}.attributes[{index}].value"
                        value = shown(attribute.value)
                        problems.append(Problem(path=path, message=message, rule="kept", value=value))
        if problems:
            raise CorpusError("to_dna", problems)

    def _lengths(self) -> dict[str, int]:
        """Give the length of each text; where none is at hand, that which is needed for what stands in it."""
        lengths = {id: len(self.texts.get(id, "")) for id in self.documents}
        needed = [(each.document, each.end or 1) for record in self.views for each in record.evidence]
        needed += [(id, kept.end or 1) for id, kept in self.kept]
        for id, end in needed:
            if id in lengths and id not in self.texts and end <= _MOST_FILLED:
                lengths[id] = max(lengths[id], end)
        return lengths

    def _numbers(self) -> dict[str, list[int]]:
        """Give each statement its numbers, one for each holder; those that came from DNA keep theirs."""
        numbers: dict[str, list[int]] = {}
        if self.whole is not None:
            for number, id in self.whole.statements.items():
                numbers.setdefault(id, []).append(number)
            return numbers
        for each in self.views:
            own = _numbered(each.id)
            if own is not None and int(own[1]) <= GREATEST and len(each.holders) <= 1:
                numbers[each.id] = [int(own[1])]
        taken = {number for each in numbers.values() for number in each}
        taken.update(kept.number for _, kept in self.kept)
        free = (number for number in count(1) if number not in taken)
        for each in self.views:
            if each.id not in numbers:
                numbers[each.id] = [next(free) for _ in each.holders or [None]]
        return numbers

    # Statements

    def _entries(self) -> Iterator[_Entry]:
        numbers = self._numbers()
        for record in self.views:
            speaking = tuple(self.corpus.speaking(record))
            fields = self._voiced(record, speaking)
            label = self._label(record, speaking, fields)
            yield _Entry(
                record=record,
                speaking=speaking,
                fields=fields,
                label=label,
                place=self._place(record),
                numbers=numbers[record.id],
                values=self._values(record, label, fields),
            )

    def _voiced(self, record: View, speaking: tuple[Speaking, ...]) -> dict[str, object]:
        """Give the fields, with what follows from the conference put down in the statement itself."""
        lose = self.keeping.lose
        fields = dict(self.keeping.fields[record.id])
        date = self.corpus.date_of(record)
        if record.conference is not None and record.date is None and date is not None:
            fields["date"] = str(date)
            lose(record, "date", _VOICED)
        if len(speaking) == 1 and record.on_behalf_of is None and self._is_person(record.holders[0]):
            represents = speaking[0].represents
            if represents is not None:
                fields["on_behalf_of"] = represents
                lose(record, "on_behalf_of", _VOICED)
        if len(speaking) > 1:
            lose(record, "holders", _JOINT)
        if "assembly" in fields and not (record.assembly is not None and record.assembly.of == NOT_STATED):
            lose(record, "assembly", _ASSEMBLY)
        if record.attribution is not Attribution.OWN:
            lose(record, "attribution", _NOT_OWN)
        return fields

    def _is_person(self, id: str) -> bool:
        return isinstance(self.keeping.records[id], Person)

    def _place(self, record: View) -> Place | None:
        evidence = [each for each in record.evidence if each.document in self.documents]
        place = place_of(evidence, self.lengths)
        if place is None:
            self.keeping.lose(record, "evidence", _NOWHERE)
        elif all((each.document, each.start, each.end) != place for each in evidence):
            self.keeping.lose(record, "evidence", _NO_SPAN)
        return place

    def _label(self, record: View, speaking: Iterable[Speaking], fields: Mapping[str, object]) -> str:
        """Choose the statement type: the one that is named, if it can say it, else a usual one."""
        roles = {role for each in speaking for role, _ in self._voices(each)}
        named = next((value for name, value in attributes_in(fields) if name == TYPE), "")
        if named in self.types and self._suits(named, record, roles, fields):
            return named
        usual = usual_types(self.frame.roles)
        first = self._usual_label(record)
        last = WITHOUT_AGREEMENT if isinstance(record, Position) else THREAT_ASSESSMENT
        more = (f"{last} ({number})" for number in count(2))
        labels = chain(dict.fromkeys([first, last]), more)
        types = (attrs.evolve(usual.get(label, usual[last]), label=label) for label in labels)
        label = next(
            each.label
            for each in map(self.types.provide, types)
            if self._suits(each.label, record, roles, fields)
        )
        own = record.attribution is Attribution.OWN
        if self.types.plan(label).qualifier is None and isinstance(record, Position) and own:
            self.keeping.lose(record, "stance", _NO_SIDE)
        return label

    def _usual_label(self, record: View) -> str:
        plan = self.types.plan(DNA_STATEMENT) if DNA_STATEMENT in self.types else None
        return usual_label(record, plan, self.frame.roles)

    def _suits(self, label: str, record: View, roles: set[Role], fields: Mapping[str, object]) -> bool:
        """Tell whether a statement type has variables for a statement."""
        plan = self.types.plan(label)
        if plan.cls is not type(record) or not roles <= plan.variables.keys():
            return False
        return plan.qualifier is None or self._level(record, plan, fields) is not None

    def _voices(self, speaking: Speaking) -> Iterator[tuple[Role, str]]:
        """Give who speaks and for whom, each with their role."""
        if not self._is_person(speaking.actor):
            yield Role.ORGANIZATION, speaking.actor
            return
        yield Role.PERSON, speaking.actor
        if speaking.represents is not None:
            yield Role.ORGANIZATION, speaking.represents

    def _level(self, record: Record, plan: Plan, fields: Mapping[str, object]) -> Value | None:
        """Give the value of the qualifier: that of the stance, else one of DNA that stands for none."""
        if not isinstance(record, Position) or plan.qualifier is None:
            return None
        level = level_of(record.stance, plan.qualifier.data_type, self.frame.roles.scale)
        if level is not None:
            return level
        name = plan.qualifier.name
        given = next((value for each, value in _attributes(fields) if each == name), "")
        return whole(given)

    def _values(self, record: View, label: str, fields: Mapping[str, object]) -> dict[str, Value]:
        """Give what a statement has in variables that DNA has for it, but for who speaks."""
        plan = self.types.plan(label)
        values: dict[str, Value] = {}
        if isinstance(record, Position):
            values[plan.variables[Role.TOPIC]] = self.placing.labels[record.topic]
            level = self._level(record, plan, fields)
            if level is not None and plan.qualifier is not None:
                values[plan.qualifier.name] = level
        else:
            values[plan.variables[Role.THREAT]] = self.placing.labels[record.threat]
            values[VERDICT] = record.verdict.value
        for name, text in _attributes(fields):
            if text and name not in values and self._is_free(name, plan):
                value = self.types.take(label, name, text)
                if value is not None:
                    values[name] = value
        numbers = sum(name in plan.others and isinstance(value, int) for name, value in values.items())
        if numbers < plan.numbers:
            self.keeping.lose(record, "attributes", _NUMBERS)
        return values

    def _is_free(self, name: str, plan: Plan) -> bool:
        """Tell whether a variable of this name can have the value of an attribute."""
        if name.startswith(PREFIX):
            return False
        ours = {*self.frame.roles.names, *plan.variables.values(), VERDICT}
        return name in plan.others or name not in ours

    def _rows(
        self, each: _Entry, setting: Setting, free: Iterator[tuple[int, int]]
    ) -> Iterator[CodedStatement]:
        """Give the rows of a statement; what DNA has no variable for is carried in variables of our own.

        Args:
            each: The statement.
            setting: What it refers to.
            free: Places in the document that is made up.
        """
        variables = self.types.plan(each.label).variables
        for number, speaking in zip(each.numbers, each.speaking or [None], strict=True):
            voices = () if speaking is None else self._voices(speaking)
            start, end = next(free) if each.place is None else each.place[1:]
            bare = CodedStatement(
                number=number,
                type=each.label,
                document=self.made_up if each.place is None else self.documents[each.place[0]],
                start=start,
                end=end,
                coder=coder_of(each.fields),
                values={variables[role]: self.placing.labels[id] for role, id in voices} | each.values,
            )
            said = setting.said(bare, each.record.id)
            assert said is not None  # noqa: S101 - its topic or threat is among the values
            yield attrs.evolve(bare, values={**bare.values, **self._carried(each, number, said)})

    def _carried(self, each: _Entry, number: int, said: dict[str, object]) -> dict[str, Value]:
        if each.label != self._usual_label(each.record):
            attributes = cast("list[object]", said.get("attributes", []))
            said["attributes"] = [*attributes, {"name": TYPE, "value": quoted(each.label)}]
        carried = difference(each.fields, said)
        if "attributes" in carried:
            del carried["attributes"]
            self.keeping.lose(each.record, "attributes", _ATTRIBUTES)
        shared = len(each.numbers) > 1
        if shared:
            carried.pop("holders", None)
        if carried.get("assembly", "") is None:  # it has no place, and the one that is read stands for it
            del carried["assembly"]
        if shared or each.record.id != f"{STATEMENT}-{number}":
            carried["id"] = each.record.id
        cls = type(each.record)
        for field in carried:
            data_type = DataType.SHORT_TEXT if is_word(cls, field) else DataType.LONG_TEXT
            self.types.add(each.label, carrier(field), data_type)
        return {carrier(field): written(value) for field, value in carried.items()}

    def _kept_rows(self, taken: set[int]) -> Iterator[CodedStatement]:
        """Give the statements that documents keep, if they still have a place in the text.

        Args:
            taken: Numbers that are not free; those that are given are put to them.
        """
        free = (number for number in count(1) if number not in taken)
        for id, kept in self.kept:
            length = self.lengths[id]
            start, end = (0, length) if kept.start is None or kept.end is None else (kept.start, kept.end)
            fits = start < end <= length
            if not fits or (start, end) != (kept.start, kept.end):
                self.keeping.lose(self.keeping.records[id], "attributes", _NOT_KEPT)
            if not fits:
                continue
            self.types.provide(StatementType(label=kept.type))
            values: dict[str, Value] = {}
            for name, given in kept.values.items():
                value = self.types.take(kept.type, name, given)
                if value is None:
                    self.keeping.lose(self.keeping.records[id], "attributes", _NOT_KEPT)
                else:
                    values[name] = value
            number = next(free) if kept.number in taken else kept.number
            taken.add(number)
            coder = kept.coder or NO_CODER
            yield attrs.evolve(kept, number=number, start=start, end=end, coder=coder, values=values)

    # Documents

    def _document(self, id: str, number: int, *, with_id: bool) -> CodedText:
        record = cast("Document", self.keeping.records[id])
        if id not in self.texts:
            self.keeping.lose(record, "text", _NO_TEXT)
        if not is_exact(record.date):
            self.keeping.lose(record, "date", _NO_MOMENT)
        fields = dict(self.keeping.fields[id])
        attributes = cast("list[dict[str, str]]", fields.get("attributes", []))
        if left := [each for each in attributes if each["name"] != KEPT]:
            fields["attributes"] = left
        else:
            fields.pop("attributes", None)
        return coded_document(
            fields,
            number=number,
            text=self.texts.get(id),
            length=self.lengths[id],
            date=record.date,
            names=self.placing.labels,
            with_id=with_id,
        )

    def _carrying(self, coded: Iterable[CodedStatement]) -> frozenset[Owner]:
        """Give the documents and entities that have to carry their ids, or they would get others."""
        statements = {each.number: each.values.get(carrier("id")) for each in coded}
        actual: dict[Owner, str] = {(DOCUMENT, number): id for id, number in self.documents.items()}
        values = self.placing.values()
        for role, each in values.items():
            ids = self.placing.ids[role]
            actual.update({(role, value): ids[value] for value in each if value in ids})
        titles = [(number, title_of(self.keeping.fields[id])) for id, number in self.documents.items()]
        carrying: set[Owner] = {owner for owner, id in actual.items() if id == NOT_STATED}
        for _ in range(_GUESSES):
            claimed: dict[Owner, str] = {owner: actual[owner] for owner in carrying}
            claimed |= {(STATEMENT, number): str(id) for number, id in statements.items() if id}
            found = identities(statements, titles, values, claimed)
            wrong = {owner for owner, id in actual.items() if found[owner] != id}
            if not wrong:
                return frozenset(carrying)
            carrying |= wrong
        return frozenset(actual)

    # Coders and links

    def _coders(self, coded: Iterable[CodedText | CodedStatement]) -> tuple[Coder, ...]:
        names = {each.coder for each in coded if each.coder is not None}
        coders = self.frame.coders or usual_coders(names - {NO_CODER})
        known = {each.name for each in coders}
        return (*coders, *(Coder(name=name) for name in sorted(names - known)))

    def _relations(self, coders: tuple[Coder, ...]) -> Iterator[Relation]:
        if self.frame.relations is None:
            yield from all_relations(coders)
            return
        names = {each.name for each in coders}
        old = {each.name for each in self.frame.coders}
        yield from (each for each in self.frame.relations if {each.coder, each.other} <= names)
        yield from (each for each in all_relations(coders) if not {each.coder, each.other} <= old)

    def _links(self) -> Iterator[tuple[VariableName, VariableName]]:
        names = {(type_.label, variable.name) for type_ in self.types for variable in type_.variables}
        return (link for link in self.frame.links if names.issuperset(link))


_GUESSES: Final = 3
"""How often it is tried to find out who has to carry an id; then all do."""


def _attributes(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give names and values of attributes as DNA has them, but for that of the statement type."""
    return ((unquoted_name(name), value) for name, value in attributes_in(fields) if name != TYPE)
