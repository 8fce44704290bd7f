"""Records of a corpus, made of a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Final, TypeAlias, cast

import attrs

from eurasec._fields import ID_PATTERN, fields_of
from eurasec.errors import InvalidValueError, Problem, shown
from eurasec.interop._assembly import Assembly
from eurasec.interop._naming import Ids
from eurasec.interop.dna.carried import Draft, carrier, record_of, settled
from eurasec.interop.dna.documents import (
    Notes,
    document_draft,
    notes_of,
    text_of,
)
from eurasec.interop.dna.entities import class_of, entity_draft
from eurasec.interop.dna.frame import PROJECT, keeping_attribute
from eurasec.interop.dna.project import CodedStatement, CodedText, Entity, Project
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
    documents: dict[int, CodedText] = attrs.field(init=False)
    entities: dict[Role, dict[str, Entity]] = attrs.field(init=False)
    ids: dict[Owner, str] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        """See which variable says what, what may be a record, and how everything is called."""
        documents = self.project.documents
        self.plans = {each.label: plan_of(each, self.roles) for each in self.project.types}
        self.notes = {number: notes_of(document, self.problems) for number, document in documents.items()}
        self.documents = {
            number: document for number, document in documents.items() if not self.notes[number].are_made_up
        }
        self.entities = self._entities()
        self.ids = identities(
            (each.number for each in self.project.statements),
            ((number, document.title) for number, document in self.documents.items()),
            self.entities,
            self._claimed(),
        )

    def imported(self) -> Imported:
        """Give records, texts and problems."""
        classes = {role: dict(self._classes(role)) for role in Role}
        named = {role: {value: self.ids[role, value] for value in each} for role, each in classes.items()}
        drafts = [*self._entity_drafts(classes, named), *self._document_drafts(named)]
        known = settled(drafts, self.problems)
        places = {record.id: draft.place for record, draft in zip(known, drafts, strict=True)}
        others: dict[str, list[Attribute]] = {}
        views = self._views(known, named, places, others)
        statements = list(self._joined(self._typed(record, each.type) for each, record in views))
        records = [*(_with_others(record, others) for record in known), *statements]
        if frame := self._frame(views, named):
            records.append(frame)
        holders = {each.assembly.of for each in statements if each.assembly is not None}
        if NOT_STATED in holders and NOT_STATED not in places:
            records.append(NOT_STATED_GROUP)
        assembly = Assembly(self.problems)
        for record in records:
            assembly.add(record, places.get(record.id, record.id), {})
        return Imported(corpus=assembly.corpus(), texts=self._texts(), problems=tuple(self.problems))

    def _tell(self, path: str, message: str, rule: str) -> None:
        self.problems.append(Problem(path=path, message=message, rule=rule))

    # How everything is called

    def _entities(self) -> dict[Role, dict[str, Entity]]:
        """Give the entities of each role by their values; of equal ones the first."""
        entities: dict[Role, dict[str, Entity]] = {role: {} for role in Role}
        for type_ in self.project.types:
            for variable in type_.variables:
                role = self.plans[type_.label].role_of(variable.name)
                if role is not None:
                    for entity in variable.entities:
                        entities[role].setdefault(entity.value, entity)
        for each in entities.values():
            each.pop("", None)
        return entities

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
        for number, document in self.documents.items():
            if "id" in self.notes[number].fields:
                yield (DOCUMENT, number), self.notes[number].fields["id"], f"{document.place}.Notes"
        for role, entities in self.entities.items():
            for value, entity in entities.items():
                if name in entity.attributes:
                    yield (role, value), entity.attributes[name], f"{entity.place}.{name}"
        for each in self.project.statements:
            if each.values.get(name, "") != "" and self.plans[each.type].cls is not None:
                yield (STATEMENT, each.number), each.values[name], f"{each.place}.{name}"

    # Entities and documents

    def _classes(self, role: Role) -> Iterator[tuple[str, type[Record]]]:
        """Give the classes of the records of a role; a threat needs kinds and sectors, which DNA has not."""
        for value, entity in self.entities[role].items():
            cls = class_of(role, entity)
            if role is not Role.THREAT or _stands(entity, cls):
                yield value, cls

    def _entity_drafts(
        self, classes: Mapping[Role, Mapping[str, type[Record]]], named: Mapping[Role, Mapping[str, str]]
    ) -> Iterator[Draft]:
        for role, each in classes.items():
            for value in each:
                yield entity_draft(self.entities[role][value], named[role], each, self.problems)

    def _document_drafts(self, named: Mapping[Role, Mapping[str, str]]) -> Iterator[Draft]:
        names = {id: value for role in (Role.PERSON, Role.ORGANIZATION) for value, id in named[role].items()}
        for number, document in self.documents.items():
            yield document_draft(document, self.notes[number], self.ids[DOCUMENT, number], names)

    def _texts(self) -> tuple[tuple[str, str], ...]:
        texts = {
            self.ids[DOCUMENT, number]: text_of(document, self.notes[number])
            for number, document in self.documents.items()
        }
        return tuple(sorted((id, text) for id, text in texts.items() if text is not None))

    # Statements

    def _views(
        self,
        known: Iterable[Record],
        named: Mapping[Role, Mapping[str, str]],
        places: dict[str, str],
        others: dict[str, list[Attribute]],
    ) -> list[tuple[CodedStatement, View]]:
        """Give the statements that are records, each with its record.

        Args:
            known: The records of entities and documents.
            named: The ids of the entities of each role.
            places: Where to put down the place of each record.
            others: Where to put down the attributes that keep the other statements, by their documents.
        """
        documents = {number: self.ids[DOCUMENT, number] for number in self.documents}
        setting = Setting(
            roles=self.roles,
            plans=self.plans,
            ids=named,
            records={record.id: record for record in known},
            documents=documents,
            lengths={id: self.documents[number].length for number, id in documents.items()},
            problems=self.problems,
        )
        coded: list[CodedStatement] = []
        drafts: list[Draft] = []
        for each in self.project.statements:
            id = self.ids[STATEMENT, each.number]
            draft = setting.draft(each, id)
            if draft is None:
                self._keep(each, documents.get(each.document), others)
            else:
                coded.append(each)
                drafts.append(draft)
                places[id] = draft.place
        records = cast("list[View]", settled(drafts, self.problems, known))
        return list(zip(coded, records, strict=True))

    def _keep(
        self, statement: CodedStatement, document: str | None, others: dict[str, list[Attribute]]
    ) -> None:
        """Keep a statement that is no record as an attribute of its document."""
        if document is None:
            message = "is neither a position nor a threat assessment, and is in no document; it is left out"
            self._tell(statement.place, message, "left-out")
            return
        if self.plans[statement.type].cls is not None:
            message = f"does not say what it is about; it is kept as an attribute of {shown(document)}"
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
        for id, group in groups.items():
            joint = _joint(group)
            if joint is not None:
                yield joint
                continue
            yield group[0]
            for other in group[1:]:
                single = ids.single(id)
                message = f"is the id of several statements that differ; one is read as {shown(single)}"
                self._tell(id, message, "joint")
                yield attrs.evolve(other, id=single)

    # What remains

    def _frame(
        self, views: Iterable[tuple[CodedStatement, View]], named: Mapping[Role, Mapping[str, str]]
    ) -> Document | None:
        """Give what remains beside the records, if anything does.

        Then those remain too who speak in a row, but not in its record: they
        would not come back in this variable.
        """
        like = {role: {value: self.entities[role][value] for value in each} for role, each in named.items()}
        if frame_of(self.project, self.roles, self.plans, like).record is None:
            return None
        heard = {each.number: self._heard(each, record, named) for each, record in views}
        statements = tuple(heard.get(each.number, each) for each in self.project.statements)
        project = attrs.evolve(self.project, statements=statements)
        return frame_of(project, self.roles, self.plans, like).record

    def _heard(
        self, statement: CodedStatement, record: View, named: Mapping[Role, Mapping[str, str]]
    ) -> CodedStatement:
        """Give a statement with those alone as persons and organizations whom its record names."""
        values = dict(statement.values)
        for role in (Role.PERSON, Role.ORGANIZATION):
            name = self.plans[statement.type].variables.get(role, "")
            id = named[role].get(str(values.get(name, "")))
            if id not in {None, record.on_behalf_of, *record.holders}:
                del values[name]
        return attrs.evolve(statement, values=values)


def _stands(entity: Entity, cls: type[Record]) -> bool:
    """Tell whether an entity makes a record by itself."""
    alone = attrs.evolve(entity, child_of=None)
    draft = entity_draft(alone, {entity.value: NOT_STATED}, {entity.value: cls}, [])
    try:
        record_of(draft, [])
    except InvalidValueError:
        return False
    return True


def _with_others(record: Record, others: Mapping[str, list[Attribute]]) -> Record:
    if record.id not in others:
        return record
    return attrs.evolve(record, attributes=(*record.attributes, *others[record.id]))


def _joint(group: list[View]) -> View | None:
    """Give one statement with the holders of all, `None` if they differ in anything else."""
    first, *others = group
    names = [field.name for field in fields_of(type(first)) if field.name != "holders"]
    said = attrgetter(*names)
    if any(type(each) is not type(first) or said(each) != said(first) for each in others):
        return None
    try:
        return attrs.evolve(first, holders=tuple(holder for each in group for holder in each.holders))
    except InvalidValueError:
        return None
