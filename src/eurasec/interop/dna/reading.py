"""Records of a corpus, made of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias, cast

import attrs

from eurasec._fields import ID_PATTERN
from eurasec.actors import Organization, State
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop._assembly import Assembly
from eurasec.interop._naming import Ids
from eurasec.interop.dna.carried import Draft, carrier, record_of, settled
from eurasec.interop.dna.documents import (
    Notes,
    document_draft,
    has_no_text,
    notes_of,
)
from eurasec.interop.dna.entities import class_of, entity_draft
from eurasec.interop.dna.frame import PROJECT, keeping_attribute
from eurasec.interop.dna.project import CodedStatement, Entity, Project, VariableName
from eurasec.interop.dna.quoting import quoted
from eurasec.interop.dna.remainder import frame_of
from eurasec.interop.dna.roles import (
    DNA_STATEMENT,
    Plan,
    Role,
    Roles,
    View,
    check_names,
    plan_of,
    usual_label,
)
from eurasec.interop.dna.statements import (
    NOT_STATED,
    NOT_STATED_GROUP,
    TYPE,
    Setting,
    statement_draft,
)
from eurasec.interop.exchange import Imported
from eurasec.sources import Attribute, Document, Record

__all__ = ["DOCUMENT", "STATEMENT", "Owner", "document_ids", "identities", "imported"]

DOCUMENT: Final = "document"
STATEMENT: Final = "statement"

Owner: TypeAlias = tuple[str | Role, int | str]
"""A document or statement with its number, or a role with the value of an entity."""

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


def identities(
    statements: Iterable[int],
    documents: Iterable[tuple[int, str]],
    entities: Mapping[Role, Iterable[str]],
    claimed: Mapping[Owner, str],
) -> dict[Owner, str]:
    """Give everything an id: the one it claims, else one that its name or number suggests.

    Args:
        statements: The numbers of the statements.
        documents: The numbers and titles of the documents.
        entities: The values of the entities of each role.
        claimed: The ids that parts of the project claim.
    """
    ids = Ids({PROJECT, NOT_STATED, *claimed.values()})
    found: dict[Owner, str] = dict(claimed)
    for number in statements:
        if (STATEMENT, number) not in found:
            found[STATEMENT, number] = ids.single(f"{STATEMENT}-{number}")
    for number, title in documents:
        if (DOCUMENT, number) not in found:
            found[DOCUMENT, number] = ids.of(title, DOCUMENT)
    for role, values in entities.items():
        for value in values:
            if (role, value) not in found:
                found[role, value] = ids.of(value, role.value)
    return found


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
        like = {role: {value: self.entities[role][value] for value in each} for role, each in named.items()}
        if frame := frame_of(self.project, self.roles, self.plans, like).record:
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
        return [number for number, notes in self.notes.items() if not notes.are_made_up]

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
            if each.values.get(name, "") != "" and self.plans[each.type].cls is not None:
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
    ) -> tuple[list[View], dict[str, list[Attribute]]]:
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
            self._typed(cast("View", record), each.type) for record, each in zip(records, coded, strict=True)
        ]
        return list(self._joined(statements)), others

    def _keep(self, statement: CodedStatement, setting: Setting, others: dict[str, list[Attribute]]) -> None:
        """Keep a statement that is no record as an attribute of its document."""
        document = setting.documents.get(statement.document)
        if document is None:
            message = "is neither a position nor a threat assessment, and is in no document; it is left out"
            self._tell(statement.place, message, "left-out")
            return
        if self.plans[statement.type].cls is not None:
            message = f"says not on what it is; it is kept as an attribute of {shown(document)}"
            self._tell(statement.place, message, "subject")
        others.setdefault(document, []).append(keeping_attribute(statement))

    def _typed(self, record: View, label: str) -> View:
        """Put down the statement type of a statement, if it is not that to which it belongs by itself."""
        if label == usual_label(record, self.plans.get(DNA_STATEMENT), self.roles):
            return record
        named = Attribute(name=TYPE, value=quoted(label))
        return attrs.evolve(record, attributes=(*record.attributes, named))

    def _joined(self, statements: Iterable[View]) -> Iterator[View]:
        """Join the statements that were written one for each holder; others get new ids."""
        groups: dict[str, list[View]] = {}
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


def _with_others(record: Record, others: Mapping[str, list[Attribute]]) -> Record:
    if record.id not in others:
        return record
    return attrs.evolve(record, attributes=(*record.attributes, *others[record.id]))


def _joint(first: View, others: Iterable[View]) -> View | None:
    """Give one statement with the holders of all, `None` if they differ in anything else."""
    holders = [holder for each in (first, *others) for holder in each.holders]
    try:
        if any(attrs.evolve(other, holders=first.holders) != first for other in others):
            return None
        return attrs.evolve(first, holders=tuple(holders))
    except InvalidValueError:
        return None
