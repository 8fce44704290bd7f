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
    said_of,
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


def written_project(corpus: Corpus, texts: Mapping[str, str], only: frozenset[str] | None = None) -> Written:
    """Make a project of a corpus.

    Args:
        corpus: The corpus.
        texts: The texts of documents, by their ids.
        only: The ids of the only records that are wanted; `None` for all.

    Raises:
        UnknownIdError: If there is a text of no document; with near matches.
        InvalidValueError: If a text is none.
        EvidenceError: If evidence does not hold in its text.
        CorpusError: If what the corpus keeps of a database cannot be read.
    """
    judge_texts(corpus, texts)
    return _Writing(corpus, texts, only).written()


@attrs.define(kw_only=True)
class _Spoken:
    """A statement as one of its holders makes it.

    Attributes:
        record: The record.
        fields: Its fields, as JSON values.
        number: The number of its row.
        label: The label of its statement type.
        place: Where it stands.
        values: Its values so far, by variable.
        shared: Whether others hold it too.
        speaking: Who makes it and for whom, if a holder is named.
    """

    record: View
    fields: dict[str, object]
    number: int
    label: str
    place: Place | None
    shared: bool
    speaking: Speaking | None
    values: dict[str, Value] = attrs.field(factory=dict[str, Value])


_numbered: Final = re.compile(r"statement-([1-9][0-9]{0,9})").fullmatch


@attrs.define
class _Writing:
    """Makes a project, step by step: documents, statements, entities, and all that goes with them."""

    corpus: Corpus
    texts: Mapping[str, str]
    only: frozenset[str] | None = None
    losses: list[Loss] = attrs.field(factory=list[Loss], init=False)
    frame: Frame = attrs.field(init=False)
    types: Types = attrs.field(init=False)
    keeping: Keeping = attrs.field(init=False)
    placing: Placing = attrs.field(init=False)
    documents: dict[str, int] = attrs.field(init=False)
    kept: list[tuple[str, CodedStatement]] = attrs.field(init=False)
    lengths: dict[str, int] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """See what there is to write."""
        self.frame = framed(self.corpus)
        usual = usual_types(self.frame.roles)
        self.types = Types(self.frame.types or [next(iter(usual.values()))], self.frame.roles)
        self.keeping = Keeping(self.corpus, self.losses, self.only)
        self.placing = Placing(self.keeping, self.types, self.frame)
        ids = sorted((each.id for each in self._kind(Document)), key=natural)
        self.documents = {id: number for number, id in enumerate(ids, start=1)}
        self.kept = list(self._kept_statements())
        self.lengths = self._lengths()

    def written(self) -> Written:
        """Give the project and all that is lost."""
        spoken = list(self._spoken())
        for each in spoken:
            self._say(each)
        kept = list(self._kept_rows({each.number for each in spoken}))
        self.types.settle()
        setting = Setting(
            roles=self.frame.roles,
            ids=self.placing.ids,
            records=self.keeping.records,
            documents={number: id for id, number in self.documents.items()},
            lengths=self.lengths,
        )
        made_up, places = made_up_document(
            len(self.documents) + 1,
            [str(each.fields.get("claim", each.record.id)) for each in spoken if each.place is None],
        )
        free = iter(places)
        coded = [self._coded(each, setting, made_up.number, free) for each in spoken] + kept
        coded.sort(key=lambda each: each.number)
        self.placing.use(coded)
        carrying = self._predicted(coded)
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
            statements={each.number: each.record.id for each in spoken},
            documents=setting.documents,
            entities=self.placing.ids,
        )

    # What there is

    def _kind(self, *classes: type[Record]) -> Iterator[Record]:
        return (each for each in self.keeping.records.values() if isinstance(each, classes))

    def _said(self) -> list[View]:
        """Give the statements in the order in which they are numbered."""
        records = cast("Iterator[View]", self._kind(Position, ThreatAssessment))
        return sorted(records, key=lambda each: natural(each.id))

    def _kept_statements(self) -> Iterator[tuple[str, CodedStatement]]:
        """Give the statements that documents keep, with the ids of their documents."""
        problems: list[Problem] = []
        for id, number in self.documents.items():
            for index, attribute in enumerate(self.keeping.records[id].attributes):
                if attribute.name == KEPT:
                    try:
                        yield id, kept_statement(attribute.value, number)
                    except (ValueError, TypeError, KeyError) as error:
                        message = f"is no statement that was read from a database: {error}"
                        path = f"{id}.attributes[{index}].value"
                        problems.append(
                            Problem(path=path, message=message, rule="kept", value=shown(attribute.value))
                        )
        if problems:
            raise CorpusError("to_dna", problems)

    def _lengths(self) -> dict[str, int]:
        """Give the length of each text; where none is at hand, that which is needed for what stands in it."""
        lengths = {id: len(self.texts[id]) if id in self.texts else 0 for id in self.documents}
        needed = [(each.document, each.end or 1) for record in self._said() for each in record.evidence]
        needed += [(id, kept.end or 1) for id, kept in self.kept]
        for id, end in needed:
            if id in lengths and id not in self.texts and end <= _MOST_FILLED:
                lengths[id] = max(lengths[id], end)
        return lengths

    def _numbers(self) -> dict[str, list[int]]:
        """Give each statement its numbers, one for each holder; those that came from DNA keep theirs."""
        said = self._said()
        own = {each.id: int(match[1]) for each in said if (match := _numbered(each.id))}
        numbers = {
            each.id: [own[each.id]]
            for each in said
            if own.get(each.id, GREATEST + 1) <= GREATEST and len(each.holders) <= 1
        }
        taken = {number for each in numbers.values() for number in each}
        taken.update(kept.number for _, kept in self.kept)
        free = (number for number in count(1) if number not in taken)
        for each in said:
            if each.id not in numbers:
                numbers[each.id] = [next(free) for _ in each.holders or [None]]
        return numbers

    # Statements

    def _spoken(self) -> Iterator[_Spoken]:
        numbers = self._numbers()
        for record in self._said():
            fields = self._voiced(record)
            label = self._label(record, fields)
            place = self._place(record)
            speaking = self.corpus.speaking(record)
            for number, each in zip(numbers[record.id], speaking or [None], strict=True):
                yield _Spoken(
                    record=record,
                    fields=fields,
                    number=number,
                    label=label,
                    place=place,
                    shared=len(speaking) > 1,
                    speaking=each,
                )

    def _voiced(self, record: View) -> dict[str, object]:
        """Give the fields, with what follows from the conference put down in the statement itself."""
        fields = dict(self.keeping.fields[record.id])
        date = self.corpus.date_of(record)
        if record.conference is not None and record.date is None and date is not None:
            fields["date"] = str(date)
            self.keeping.lose(record, "date", _VOICED)
        speaking = self.corpus.speaking(record)
        if len(speaking) == 1 and record.on_behalf_of is None and self._is_person(record.holders[0]):
            represents = speaking[0].represents
            if represents is not None:
                fields["on_behalf_of"] = represents
                self.keeping.lose(record, "on_behalf_of", _VOICED)
        if len(speaking) > 1:
            self.keeping.lose(record, "holders", _JOINT)
        if "assembly" in fields and not self._is_unknown(record):
            self.keeping.lose(record, "assembly", _ASSEMBLY)
        if record.attribution is not Attribution.OWN:
            self.keeping.lose(record, "attribution", _NOT_OWN)
        return fields

    def _is_person(self, id: str) -> bool:
        return isinstance(self.keeping.records[id], Person)

    def _is_unknown(self, record: View) -> bool:
        return record.assembly is not None and record.assembly.of == NOT_STATED

    def _place(self, record: View) -> Place | None:
        evidence = [each for each in record.evidence if each.document in self.documents]
        place = place_of(evidence, self.lengths)
        if place is None:
            self.keeping.lose(record, "evidence", _NOWHERE)
        elif all((each.document, each.start, each.end) != place for each in evidence):
            self.keeping.lose(record, "evidence", _NO_SPAN)
        return place

    def _label(self, record: View, fields: Mapping[str, object]) -> str:
        """Choose the statement type: the one that is named, if it can say it, else a usual one."""
        named = _named_type(fields)
        if named in self.types and self._suits(named, record, fields):
            return named
        usual = usual_types(self.frame.roles)
        first = self._usual_label(record)
        last = WITHOUT_AGREEMENT if isinstance(record, Position) else THREAT_ASSESSMENT
        more = (f"{last} ({number})" for number in count(2))
        labels = chain(dict.fromkeys([first, last]), more)
        label = next(
            label
            for label in labels
            if self._suits(self._provided(label, usual.get(label, usual[last])), record, fields)
        )
        if self.types.plan(label).qualifier is None and isinstance(record, Position) and _is_own(record):
            self.keeping.lose(record, "stance", _NO_SIDE)
        return label

    def _usual_label(self, record: View) -> str:
        plan = self.types.plan(DNA_STATEMENT) if DNA_STATEMENT in self.types else None
        return usual_label(record, plan, self.frame.roles)

    def _provided(self, label: str, type_: StatementType) -> str:
        """Let there be a statement type of that label, if there is none; give the label."""
        self.types.provide(attrs.evolve(type_, label=label))
        return label

    def _suits(self, label: str, record: View, fields: Mapping[str, object]) -> bool:
        """Tell whether a statement type has variables for a statement."""
        plan = self.types.plan(label)
        needed = {role for each in self.corpus.speaking(record) for role in self._roles(each)}
        if plan.cls is not type(record) or not needed <= plan.variables.keys():
            return False
        return plan.qualifier is None or self._level(record, plan, fields) is not None

    def _roles(self, speaking: Speaking) -> Iterator[Role]:
        """Give the roles that it takes to say who speaks for whom."""
        person = self._is_person(speaking.actor)
        if person:
            yield Role.PERSON
        if not person or speaking.represents is not None:
            yield Role.ORGANIZATION

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

    def _say(self, each: _Spoken) -> None:
        """Give the values of a statement in the variables that DNA has for them."""
        record, fields, values = each.record, each.fields, each.values
        plan = self.types.plan(each.label)
        values.update(self._names(each))
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
                value = self.types.take(each.label, name, text)
                if value is not None:
                    values[name] = value
        numbers = sum(name in plan.others and isinstance(value, int) for name, value in values.items())
        if numbers < plan.numbers:
            self.keeping.lose(record, "attributes", _NUMBERS)

    def _names(self, each: _Spoken) -> Iterator[tuple[str, Value]]:
        """Give who says it and for whom, as far as that is known."""
        if each.speaking is None:
            return
        variables = self.types.plan(each.label).variables
        if not self._is_person(each.speaking.actor):
            yield variables[Role.ORGANIZATION], self.placing.labels[each.speaking.actor]
            return
        yield variables[Role.PERSON], self.placing.labels[each.speaking.actor]
        if each.speaking.represents is not None:
            yield variables[Role.ORGANIZATION], self.placing.labels[each.speaking.represents]

    def _is_free(self, name: str, plan: Plan) -> bool:
        """Tell whether a variable of this name can have the value of an attribute."""
        if name.startswith(PREFIX):
            return False
        ours = {*self.frame.roles.names, *plan.variables.values(), VERDICT}
        return name in plan.others or name not in ours

    def _coded(
        self, each: _Spoken, setting: Setting, made_up: int, free: Iterator[tuple[int, int]]
    ) -> CodedStatement:
        """Make a statement of DNA; what it has no variable for is carried in variables of our own."""
        if each.place is None:
            document = made_up
            start, end = next(free)
        else:
            document = self.documents[each.place[0]]
            start, end = each.place[1:]
        bare = CodedStatement(
            number=each.number,
            type=each.label,
            document=document,
            start=start,
            end=end,
            coder=coder_of(each.fields),
            values=each.values,
        )
        said = said_of(bare, self.types.plan(each.label), setting, each.record.id, [])
        assert said is not None  # noqa: S101 - its topic or threat is among the values
        if each.label != self._usual_label(each.record):
            attributes = cast("list[object]", said.get("attributes", []))
            said["attributes"] = [*attributes, {"name": TYPE, "value": quoted(each.label)}]
        return attrs.evolve(bare, values={**each.values, **self._carried(each, said)})

    def _carried(self, each: _Spoken, said: Mapping[str, object]) -> dict[str, Value]:
        carried = difference(each.fields, said)
        if "attributes" in carried:
            del carried["attributes"]
            self.keeping.lose(each.record, "attributes", _ATTRIBUTES)
        if each.shared:
            carried.pop("holders", None)
        if carried.get("assembly", "") is None:  # it has no place, and the one that is read stands for it
            del carried["assembly"]
        if each.shared or each.record.id != f"{STATEMENT}-{each.number}":
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

    def _predicted(self, coded: Iterable[CodedStatement]) -> frozenset[Owner]:
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


def _is_own(record: View) -> bool:
    return record.attribution is Attribution.OWN


def _attributes(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Give names and values of attributes as DNA has them, but for that of the statement type."""
    return ((unquoted_name(name), value) for name, value in attributes_in(fields) if name != TYPE)


def _named_type(fields: Mapping[str, object]) -> str:
    """Give the statement type that a statement names, the empty text if it names none."""
    return next((value for name, value in attributes_in(fields) if name == TYPE), "")
