"""The objects of a bundle: how a record becomes one, and how objects are related."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from eurasec._integrity import evidence_of
from eurasec._kinds import name_of
from eurasec.actors import Area, Group, Membership, Office, Organization, Person, State, Tenure
from eurasec.conferences import Conference, Participant, Session
from eurasec.corpus import Corpus
from eurasec.interop._naming import slug
from eurasec.interop._values import ISO_3166, is_uri, words_of
from eurasec.interop._writing import Ledger, Writer
from eurasec.interop.stix.objects import (
    EXTENSION,
    EXTENSION_ID,
    LIBRARY,
    LIBRARY_ID,
    Object,
    external_reference,
    stix_id,
)
from eurasec.interop.stix.words import REGIONS
from eurasec.positions import Position, Topic
from eurasec.serialization._converter import unstructured
from eurasec.serialization._json import encoded
from eurasec.sources import Document, Event, Evidence, Identifier, Record
from eurasec.statements import Statement
from eurasec.threats import Threat, ThreatAssessment

__all__ = ["NOWHERE", "Bundle", "source_of"]

_OTHERWISE: Final = "STIX has no place for it outside the extension"
_DATED: Final = "STIX keeps moments to the second, and no dates of EDTF"
_REASONS: Final = {
    **dict.fromkeys(("period", "attested", "founded", "dissolved", "about_period", "date"), _DATED),
    "coding": "STIX keeps the coder's confidence alone",
    "designations": "STIX has no place for a legal status outside the extension",
    "assembly": "the authors of an opinion are names, so that an assembly stands there in words alone",
    "quotes": "an opinion of STIX is explained in the coder's words",
}
NOWHERE: Final = "a location of STIX needs a country of ISO 3166-1 or a region of the United Nations"

_KINDS: Final[Mapping[type[Record], str]] = {
    State: "identity",
    Organization: "identity",
    Group: "identity",
    Person: "identity",
    Membership: "relationship",
    Office: "identity",
    Tenure: "relationship",
    Document: "report",
    Event: "grouping",
    Conference: "report",
    Session: "report",
    Participant: "relationship",
    Topic: "note",
    Position: "opinion",
    Threat: "campaign",
    ThreatAssessment: "opinion",
}
"""What each kind of record is in STIX; an area is a location if it can be, else an identity."""


class Bundle(Writer):
    """A bundle in the making; what stands in the extension alone is put down as lost.

    Attributes:
        objects: Its objects so far.
        created: When the objects are made.
        places: What makes a location of an area: its country or region; areas without are identities.
        ids: The object of each record, sessions among them.
        located: The territory of each state that has a code of ISO 3166-1.
        cited: The records that have evidence in each document.
        said: The statements made at each conference and in each session.
    """

    def __init__(
        self, corpus: Corpus, times: Mapping[str, str], namespace: str, producer: str | None
    ) -> None:
        super().__init__(corpus, Ledger(_OTHERWISE, _REASONS))
        self.objects: list[Object] = [LIBRARY, EXTENSION]
        self.created = times["created"]
        self._namespace = namespace
        self._common: Object = dict(times)
        if producer is not None:
            self._common["created_by_ref"] = self._producer(producer)
        self.places = {area.id: place for area in corpus.areas if (place := self._place(area))}
        self.ids = {
            record.id: self._id(self._kind(record), "record", record.id)
            for record in (*corpus, *corpus.sessions)
        }
        self.located = {
            state.id: self._id("location", "territory", state.id)
            for state in corpus.states
            if state.code in ISO_3166
        }
        self.cited = self._citations()
        self.said = self._statements()

    # ── Objects ─────────────────────────────────────────────────────────────

    def _kind(self, record: Record) -> str:
        if isinstance(record, Area):
            return "location" if record.id in self.places else "identity"
        return _KINDS[type(record)]

    def _id(self, kind: str, *key: str) -> str:
        return stix_id(kind, self._namespace, *key)

    def _producer(self, name: str) -> str:
        id = self._id("identity", "producer", name)
        members = {"name": name, "identity_class": "organization", "created_by_ref": id}
        self.put(id, members, {"derived_from": "producer"})
        return id

    def put(self, id: str, members: Mapping[str, object], extension: Object) -> None:
        """Add an object without what is empty."""
        whole: Object = {
            "type": id.partition("--")[0],
            "spec_version": "2.1",
            "id": id,
            **self._common,
            **members,
            "extensions": {EXTENSION_ID: {"extension_type": "property-extension", **extension}},
        }
        self.objects.append({key: value for key, value in whole.items() if value not in (None, [], "")})

    def add(
        self,
        record: Record,
        members: Mapping[str, object],
        carried: Iterable[str],
        *,
        describing: str = "description",
        words: Iterable[str] = (),
    ) -> None:
        """Add the object of a record.

        Args:
            record: The record.
            members: What stands in properties of STIX.
            carried: The fields that stand there.
            describing: The property that takes texts.
            words: Texts for it, before the note.
        """
        named = external_reference(self._namespace, record.id)
        if named is None:
            self.lose("id", "STIX takes an id of this form for a vulnerability")
        references = [] if named is None else [named]
        references += self._identifiers(getattr(record, "identifiers", ()))
        references += self._evidence(record.evidence)
        keywords = list(words_of(record))
        texts = [*words, *([record.note] if record.note else [])]
        whole = {
            describing: "\n\n".join(texts),
            **members,
            "labels": [*record.tags, *(keyword for _, keyword in keywords)],
            "confidence": self._confidence(record),
            "external_references": [*references, *_listed(members.get("external_references"))],
        }
        self.put(self.ids[record.id], whole, self._extension(record))
        always = ("id", "note", "tags", "identifiers", "evidence")
        self.settle(record, {*always, *(field for field, _ in keywords), *carried})

    def _extension(self, record: Record) -> Object:
        if isinstance(record, Session):
            return {"derived_from": record.id}
        return {"record": {"type": name_of(record), **unstructured(record)}}

    def _confidence(self, record: Record) -> int | None:
        if record.coding is None or record.coding.confidence is None:
            return None
        return round(100 * record.coding.confidence)

    def _identifiers(self, identifiers: Iterable[Identifier]) -> Iterator[Object]:
        for each in identifiers:
            reference = external_reference(each.scheme, each.value)
            if reference is None:
                self.lose("identifiers", "STIX takes an identifier of this form for a vulnerability")
            else:
                yield reference

    def _evidence(self, evidence: Iterable[Evidence]) -> Iterator[Object]:
        for each in evidence:
            document = self.corpus.documents[each.document]
            yield {**source_of(document), "description": _place_in_words(each)}

    def relate(
        self, record: Record, source: str, target: str, *, meaning: str, kind: str = "related-to"
    ) -> None:
        """Add a relationship that follows from a record.

        Args:
            record: The record.
            source: The object at one end.
            target: The object at the other end.
            meaning: What the relationship means, in words.
            kind: Its type.
        """
        members = {
            "relationship_type": kind,
            "description": meaning,
            "source_ref": source,
            "target_ref": target,
        }
        id = self._id("relationship", record.id, source, kind, target, meaning)
        self.put(id, members, {"derived_from": record.id})

    def relate_to(self, meaning: str, record: Record, targets: Iterable[str | None]) -> None:
        """Relate the object of a record to those of others."""
        for target in targets:
            if target is not None:
                self.relate(record, self.ids[record.id], self.ids[target], meaning=meaning)

    def locate(self, record: Record, country: str | None) -> None:
        """Say in which country somebody is, if that state is a location."""
        if country in self.located:
            source, target = self.ids[record.id], self.located[country]
            self.relate(record, source, target, meaning="located at", kind="located-at")
        elif country is not None:
            self.lose("country", NOWHERE)

    def refs(self, ids: Iterable[str]) -> list[str]:
        """Give the objects of records, each once; if there are none, the library stands in."""
        return list(dict.fromkeys(self.ids[id] for id in ids)) or [LIBRARY_ID]

    def _citations(self) -> Mapping[str, list[str]]:
        """Give the records that have evidence in each document."""
        cited: defaultdict[str, list[str]] = defaultdict(list)
        for record in (*self.corpus, *self.corpus.sessions):
            for _, evidence in evidence_of(record):
                cited[evidence.document].append(record.id)
            if isinstance(record, Statement) and record.document is not None:
                cited[record.document].append(record.id)
        return cited

    def written(self) -> str:
        """Give the bundle as JSON, with an object a line."""
        objects = ",\n".join(map(encoded, self.objects))
        head = f'{{"type": "bundle", "id": "{self._id("bundle", objects)}", "objects": ['
        return f"{head}\n{objects}\n]}}\n"

    def _statements(self) -> Mapping[str, list[str]]:
        """Give the statements made at each conference and in each session."""
        said: defaultdict[str, list[str]] = defaultdict(list)
        for statement in self.corpus.statements:
            for place in (statement.conference, statement.session):
                if place is not None:
                    said[place].append(statement.id)
        return said

    def _place(self, area: Area) -> Object:
        """Give the country or region that makes an area a location; nothing if there is none."""
        for name in map(slug, (area.name, *area.other_names)):
            if name in REGIONS:
                return {"region": name}
        whole: Record | None = area
        while isinstance(whole, Area):
            if len(whole.states) == 1:
                whole = self.corpus[whole.states[0]]
            else:
                whole = None if whole.part_of is None else self.corpus[whole.part_of]
        code = whole.code if isinstance(whole, State) else None
        return {"country": code} if code in ISO_3166 else {}


def _listed(value: object) -> list[object]:
    return [*value] if isinstance(value, list) else []


def source_of(document: Document) -> Object:
    """Give a document as a source; with its url if there is a hash beside it."""
    name = document.title if document.title not in {"cve", "capec"} else f"{document.title} ({document.id})"
    source: Object = {"source_name": name}
    if document.sha256 is not None:
        if document.url is not None and is_uri(document.url):
            source["url"] = document.url
        source["hashes"] = {"SHA-256": document.sha256}
    return source


def _place_in_words(evidence: Evidence) -> str:
    """Say where in a document something stands."""
    parts = [f"in {evidence.document}"]
    if evidence.start is not None:
        parts.append(f"characters {evidence.start} to {evidence.end}")
    parts += [] if evidence.locator is None else [evidence.locator]
    for name in ("prefix", "exact", "suffix"):
        words = getattr(evidence, name)
        parts += [] if words is None else [f"{name} “{words}”"]
    return "; ".join(parts)
