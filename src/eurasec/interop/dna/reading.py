"""Records of a corpus, made of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, cast

import attrs

from eurasec._fields import ID_PATTERN
from eurasec.actors import Organization, State
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop._assembly import Assembly
from eurasec.interop._naming import Ids
from eurasec.interop.dna.carried import PREFIX, Draft, carrier, record_of, settled
from eurasec.interop.dna.documents import (
    NO_CODER,
    Notes,
    document_draft,
    has_no_text,
    is_made_up,
    notes_of,
)
from eurasec.interop.dna.entities import class_of, entity_draft
from eurasec.interop.dna.frame import PROJECT, Frame
from eurasec.interop.dna.further import further_entities
from eurasec.interop.dna.identities import DOCUMENT, STATEMENT, Owner, identities
from eurasec.interop.dna.project import (
    CodedStatement,
    Coder,
    Entity,
    Project,
    Relation,
    StatementType,
    VariableName,
    all_relations,
    usual_coders,
)
from eurasec.interop.dna.quoting import quoted
from eurasec.interop.dna.roles import (
    DNA_STATEMENT,
    THREAT_ASSESSMENT,
    Plan,
    Role,
    Roles,
    Sort,
    check_names,
    plan_of,
    usual_label,
    usual_types,
)
from eurasec.interop.dna.statements import (
    NOT_STATED,
    NOT_STATED_GROUP,
    TYPE,
    Setting,
    other_statement,
    statement_draft,
)
from eurasec.interop.exchange import Imported
from eurasec.positions import Position
from eurasec.sources import Attribute, Document, Record
from eurasec.threats import ThreatAssessment

__all__ = ["document_ids", "imported"]

_is_id: Final = re.compile(ID_PATTERN).fullmatch


def imported(project: Project, roles: Roles, problems: list[Problem]) -> Imported:
    """Make a corpus of a project.

    Args:
        project: The project.
        roles: Which variable says what.
        problems: What was already found wrong.

    Raises:
        UnknownIdError: If a variable that was asked for is not there; with near matches.
    """
    check_names(roles, project)
    return _Reading(project, roles, problems).imported()


def document_ids(project: Project, roles: Roles) -> dict[int, str]:
    """Give the ids that documents will have in the corpus, by their numbers.

    Args:
        project: The project.
        roles: Which variable says what.
    """
    ids = _Reading(project, roles, []).ids
    return {number: ids[DOCUMENT, number] for number in project.documents if (DOCUMENT, number) in ids}


@attrs.define
class _Reading:
    """Makes records of a project, step by step: names, entities and documents, statements."""

    project: Project
    roles: Roles
    problems: list[Problem]
    plans: dict[str, Plan] = attrs.field(init=False)
    notes: dict[int, Notes] = attrs.field(init=False)
    entities: dict[Role, dict[str, Entity]] = attrs.field(init=False)
    ids: dict[Owner, str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """See which variable says what, and how everything is called."""
        self.plans = {each.label: plan_of(each, self.roles) for each in self.project.types}
        self.notes = {
            number: notes_of(document, self.problems) for number, document in self.project.documents.items()
        }
        self.entities = self._entities()
        self.ids = identities(
            (each.number for each in self.project.statements),
            ((number, self.project.documents[number].title) for number in self._documents()),
            self.entities,
            self._claimed(),
        )

    def imported(self) -> Imported:
        """Give records, texts and problems."""
        named = {
            role: {value: self.ids[role, value] for value in each} for role, each in self.entities.items()
        }
        drafts = [*self._entity_drafts(named), *self._document_drafts(named)]
        known = settled(drafts, self.problems)
        places = {record.id: draft.place for record, draft in zip(known, drafts, strict=True)}
        statements, others = self._statements(self._setting(named, known), known, places)
        records = [*(_with_others(record, others) for record in known), *statements]
        if frame := self._frame(named).record:
            records.append(frame)
        if any(each.assembly is not None and each.assembly.of == NOT_STATED for each in statements) and (
            NOT_STATED not in places
        ):
            records.append(NOT_STATED_GROUP)
        assembly = Assembly(self.problems)
        for record in records:
            assembly.add(record, places.get(record.id, record.id), {})
        return Imported(corpus=assembly.corpus(), texts=self._texts(), problems=tuple(self.problems))

    # How everything is called

    def _documents(self) -> list[int]:
        """Give the numbers of the documents that are records."""
        return [number for number, notes in self.notes.items() if not is_made_up(notes)]

    def _entities(self) -> dict[Role, dict[str, Entity]]:
        """Give the entities of each role by their values; of equal ones the first."""
        entities: dict[Role, dict[str, Entity]] = {role: {} for role in Role}
        for name, role, entity in self._all_entities():
            del name
            if role is not None and entity.value:
                entities[role].setdefault(entity.value, entity)
        return entities

    def _all_entities(self) -> Iterator[tuple[VariableName, Role | None, Entity]]:
        for type_ in self.project.types:
            plan = self.plans[type_.label]
            for variable in type_.variables:
                role = plan.role_of(variable.name)
                for entity in variable.entities:
                    yield (type_.label, variable.name), role, entity

    def _claimed(self) -> dict[Owner, str]:
        """Give the ids that are carried; the parts of a joint statement share theirs."""
        claimed: dict[Owner, str] = {}
        owners: dict[str, str | Role] = {PROJECT: "", NOT_STATED: Role.ORGANIZATION}
        for owner, id, place in self._claims():
            if not isinstance(id, str) or not _is_id(id):
                self._tell(place, f"{shown(id)} is no id; it is left out", "id-shape")
                continue
            known = owners.get(id)
            free = known is None or (known == owner[0] and (known == STATEMENT or id == NOT_STATED))
            if not free:
                self._tell(place, f"{shown(id)} is the id of something else; it is left out", "unique-id")
                continue
            owners[id] = "" if id == NOT_STATED else owner[0]
            claimed[owner] = id
        return claimed

    def _claims(self) -> Iterator[tuple[Owner, object, str]]:
        name = carrier("id")
        for number in self._documents():
            if "id" in self.notes[number].fields:
                place = f"{self.project.documents[number].place}.Notes"
                yield (DOCUMENT, number), self.notes[number].fields["id"], place
        for role, entities in self.entities.items():
            for value, entity in entities.items():
                if name in entity.attributes:
                    yield (role, value), entity.attributes[name], f"{entity.place}.{name}"
        for each in self.project.statements:
            if each.values.get(name, "") != "" and self.plans[each.type].sort is not Sort.OTHER:
                yield (STATEMENT, each.number), each.values[name], f"{each.place}.{name}"

    def _tell(self, path: str, message: str, rule: str) -> None:
        self.problems.append(Problem(path=path, message=message, rule=rule))

    # Entities and documents

    def _entity_drafts(self, named: Mapping[Role, dict[str, str]]) -> Iterator[Draft]:
        for role, entities in self.entities.items():
            classes = {value: class_of(role, entity) for value, entity in entities.items()}
            if role is Role.THREAT:
                classes = {value: cls for value, cls in classes.items() if self._stands(entities[value], cls)}
            for value in entities.keys() - classes.keys():
                del named[role][value]
            for value in classes:
                yield entity_draft(entities[value], named[role], classes, self.problems)

    def _stands(self, entity: Entity, cls: type[Record]) -> bool:
        """Tell whether an entity makes a record: a threat needs kinds and sectors, which DNA has not."""
        alone = attrs.evolve(entity, child_of=None)
        draft = entity_draft(alone, {entity.value: NOT_STATED}, {entity.value: cls}, [])
        try:
            record_of(draft, [])
        except InvalidValueError:
            return False
        return True

    def _document_drafts(self, named: Mapping[Role, Mapping[str, str]]) -> Iterator[Draft]:
        names = {
            named[role][value]: value for role in (Role.PERSON, Role.ORGANIZATION) for value in named[role]
        }
        for number in self._documents():
            document = self.project.documents[number]
            yield document_draft(document, self.notes[number], self.ids[DOCUMENT, number], names)

    def _texts(self) -> tuple[tuple[str, str], ...]:
        texts = {
            self.ids[DOCUMENT, number]: self.project.documents[number].text
            for number in self._documents()
            if not has_no_text(self.project.documents[number], self.notes[number])
        }
        return tuple(sorted((id, text) for id, text in texts.items() if text is not None))

    # Statements

    def _setting(self, named: Mapping[Role, Mapping[str, str]], known: Iterable[Record]) -> Setting:
        by_id = {record.id: record for record in known}
        documents = {number: self.ids[DOCUMENT, number] for number in self._documents()}
        dates = {number: cast("Document", by_id[id]).date for number, id in documents.items()}
        return Setting(
            roles=self.roles,
            ids=named,
            bodies=frozenset(id for id, each in by_id.items() if isinstance(each, (Organization, State))),
            documents=documents,
            dates={number: str(date) for number, date in dates.items() if date is not None},
            lengths={id: self.project.documents[number].length for number, id in documents.items()},
        )

    def _statements(
        self, setting: Setting, known: Iterable[Record], places: dict[str, str]
    ) -> tuple[list[Position | ThreatAssessment], dict[str, list[Attribute]]]:
        """Give the statements, and by their documents the attributes that keep those which are no records."""
        coded: list[CodedStatement] = []
        drafts: list[Draft] = []
        others: dict[str, list[Attribute]] = {}
        for each in self.project.statements:
            id = self.ids[STATEMENT, each.number]
            draft = statement_draft(each, self.plans[each.type], setting, id, self.problems)
            if draft is None:
                self._keep(each, setting, others)
            else:
                coded.append(each)
                drafts.append(draft)
                places[id] = draft.place
        records = settled(drafts, self.problems, known)
        statements = [
            self._typed(cast("Position | ThreatAssessment", record), each.type)
            for record, each in zip(records, coded, strict=True)
        ]
        return list(self._joined(statements)), others

    def _keep(self, statement: CodedStatement, setting: Setting, others: dict[str, list[Attribute]]) -> None:
        """Keep a statement that is no record as an attribute of its document."""
        document = setting.documents.get(statement.document)
        if document is None:
            message = "is neither a position nor a threat assessment, and is in no document; it is left out"
            self._tell(statement.place, message, "left-out")
            return
        if self.plans[statement.type].sort is not Sort.OTHER:
            message = f"says not on what it is; it is kept as an attribute of {shown(document)}"
            self._tell(statement.place, message, "subject")
        others.setdefault(document, []).append(other_statement(statement))

    def _typed(self, record: Position | ThreatAssessment, label: str) -> Position | ThreatAssessment:
        """Put down the statement type of a statement, if it is not that to which it belongs by itself."""
        if label == usual_label(record, self.plans.get(DNA_STATEMENT), self.roles):
            return record
        named = Attribute(name=TYPE, value=quoted(label))
        return attrs.evolve(record, attributes=(*record.attributes, named))

    def _joined(
        self, statements: Iterable[Position | ThreatAssessment]
    ) -> Iterator[Position | ThreatAssessment]:
        """Join the statements that were written one for each holder; others get new ids."""
        groups: dict[str, list[Position | ThreatAssessment]] = {}
        for each in statements:
            groups.setdefault(each.id, []).append(each)
        ids = Ids(self.ids.values())
        for id, (first, *others) in groups.items():
            joint = _joint(first, others)
            if joint is not None:
                yield joint
                continue
            yield first
            for other in others:
                single = ids.single(id)
                self._tell(
                    id, f"stands there several times, and differs; one is read as {shown(single)}", "joint"
                )
                yield attrs.evolve(other, id=single)

    # The frame

    def _frame(self, named: Mapping[Role, Mapping[str, str]]) -> Frame:
        project = self.project
        coders = tuple(each for each in project.coders if each.name != NO_CODER)
        relations = self._relations(coders)
        like = {role: {value: self.entities[role][value] for value in each} for role, each in named.items()}
        usual = relations is None and coders == usual_coders(self._named_coders())
        return Frame(
            roles=self.roles,
            settings=project.settings,
            coders=() if usual else coders,
            relations=relations,
            types=self._types(),
            entities=tuple(further_entities(project, self.plans, like)),
            links=project.links,
            regexes=project.regexes,
        )

    def _named_coders(self) -> set[str]:
        coders = {each.coder for each in self.project.documents.values()}
        coders |= {each.coder for each in self.project.statements}
        return {coder for coder in coders if coder is not None and coder != NO_CODER}

    def _relations(self, coders: Iterable[Coder]) -> tuple[Relation, ...] | None:
        relations = tuple(each for each in self.project.relations if NO_CODER not in {each.coder, each.other})
        usual = _by_pair(all_relations(coders))
        return None if len(relations) == len(usual) and _by_pair(relations) == usual else relations

    def _types(self) -> tuple[StatementType, ...]:
        """Give the statement types without our own variables; nothing if they are just the usual ones."""
        usual = usual_types(self.roles)
        types = tuple(map(_without_ours, self.project.types))
        as_usual = all(each == usual.get(each.label) for each in types)
        used = {DNA_STATEMENT, *(each.type for each in self.project.statements)}
        if self.entities[Role.THREAT]:
            used.add(THREAT_ASSESSMENT)
        needed = {each.label for each in types} == used
        return () if as_usual and needed else types


def _by_pair(relations: Iterable[Relation]) -> dict[tuple[str, str], Mapping[str, int]]:
    return {(each.coder, each.other): each.settings for each in relations}


def _with_others(record: Record, others: Mapping[str, list[Attribute]]) -> Record:
    if record.id not in others:
        return record
    return attrs.evolve(record, attributes=(*record.attributes, *others[record.id]))


def _joint(
    first: Position | ThreatAssessment, others: Iterable[Position | ThreatAssessment]
) -> Position | ThreatAssessment | None:
    """Give one statement with the holders of all, `None` if they differ in anything else."""
    holders = [holder for each in (first, *others) for holder in each.holders]
    try:
        if any(attrs.evolve(other, holders=first.holders) != first for other in others):
            return None
        return attrs.evolve(first, holders=tuple(holders))
    except InvalidValueError:
        return None


def _without_ours(type_: StatementType) -> StatementType:
    """Give a statement type without our own variables and attributes, and without entities."""
    variables = [
        attrs.evolve(
            each,
            attributes=tuple(name for name in each.attributes if not name.startswith(PREFIX)),
            entities=(),
        )
        for each in type_.variables
        if not each.name.startswith(PREFIX)
    ]
    return attrs.evolve(type_, variables=tuple(variables))
