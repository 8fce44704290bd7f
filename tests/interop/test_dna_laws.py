"""Laws of the DNA formats: what comes back of any corpus, and of any project."""

from __future__ import annotations

import io
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import strategies
from dna_projects import compared, projects
from eurasec._fields import fields_of
from eurasec.actors import State
from eurasec.corpus import Corpus
from eurasec.errors import DecodeError
from eurasec.interop.dna import from_dna, from_dna_events, to_dna, to_dna_events
from eurasec.interop.dna.database import file_of, read_rows
from eurasec.interop.dna.files import PASSWORD
from eurasec.interop.dna.frame import PROJECT
from eurasec.interop.dna.project import Project
from eurasec.interop.dna.rows import project_of, rows_of
from eurasec.interop.dna.statements import NOT_STATED
from eurasec.interop.exchange import Loss
from eurasec.sources import digest

FEW: Final = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
LABELS: Final = ["DNA Statement", "Position without agreement", "Threat assessment"]

WithTexts = tuple[Corpus, dict[str, str]]


@st.composite
def corpora_with_texts(draw: st.DrawFn) -> WithTexts:
    """Corpora, and texts for some of their documents, in which their evidence holds."""
    corpus = Corpus(draw(strategies.corpora_records()))
    texts: dict[str, str] = {}
    for document in corpus.documents:
        size = document.length
        text = draw(st.text(st.sampled_from('ab \n;"я😀'), min_size=size or 0, max_size=size or 40))
        told = corpus.replace(attrs.evolve(document, sha256=digest(text)))
        if draw(st.booleans()) and not told.check_evidence(document.id, text):
            corpus, texts[document.id] = told, text
    return corpus, texts


def assert_kept(corpus: Corpus, again: Corpus, losses: Iterable[Loss]) -> None:
    """Every record is there again, and every field that no loss names is as it was."""
    lost: defaultdict[str, set[str]] = defaultdict(set)
    for loss in losses:
        lost[loss.record].add(loss.field)
    for record in corpus:
        if "id" in lost[record.id] or record.id == NOT_STATED:
            continue
        other = again[record.id]
        assert type(other) is type(record)
        for field in fields_of(type(record)):
            if field.name not in lost[record.id]:
                assert getattr(other, field.name) == getattr(record, field.name), (record.id, field.name)
    assert {each.id for each in again} - {each.id for each in corpus} <= {NOT_STATED, PROJECT}


@FEW
@given(corpora_with_texts())
def test_what_no_loss_names_comes_back_from_a_database(drawn: WithTexts) -> None:
    corpus, texts = drawn
    with tempfile.TemporaryDirectory() as folder:
        exported = to_dna(corpus, Path(folder, "any.dna"), texts=texts)
        again = from_dna(exported.result)
    assert_kept(corpus, again.corpus, exported.losses)
    assert dict(again.texts) == texts
    assert again.problems == ()


@FEW
@given(corpora_with_texts())
def test_a_second_trip_changes_nothing(drawn: WithTexts) -> None:
    corpus, texts = drawn
    with tempfile.TemporaryDirectory() as folder:
        first = from_dna(to_dna(corpus, Path(folder, "1.dna"), texts=texts).result)
        second = from_dna(to_dna(first.corpus, Path(folder, "2.dna"), texts=first.texts).result)
    assert second == first


@FEW
@given(corpora_with_texts(), st.sampled_from(LABELS))
def test_what_no_loss_names_comes_back_from_an_event_list(drawn: WithTexts, label: str) -> None:
    corpus, texts = drawn
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "any.csv")
        exported = to_dna_events(corpus, path, texts=texts, statement_type=label)
        again = from_dna_events(path)
    assert_kept(corpus, again.corpus, exported.losses)
    assert {problem.rule for problem in again.problems} <= {"span"}


def test_the_law_notices_what_is_lost_in_silence() -> None:
    corpus = Corpus([State(id="norland", name="Norland", note="It is cold.")])
    other = Corpus([State(id="norland", name="Norland")])
    assert_kept(corpus, other, [Loss(record="norland", field="note", reason="there is no room")])
    with pytest.raises(AssertionError):
        assert_kept(corpus, other, [])


def read(path: Path) -> Project:
    rows, problems = read_rows(path)
    project = project_of(rows, problems)
    assert problems == []
    return project


@settings(FEW, max_examples=60)
@given(projects())
def test_a_database_comes_back_row_by_row(drawn: Project) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder, "1.dna")
        first.write_bytes(file_of(rows_of(drawn, password=PASSWORD)))
        project = read(first)
        assert compared(project) == compared(drawn)
        imported = from_dna(first)
        exported = to_dna(imported.corpus, Path(folder, "2.dna"), texts=imported.texts)
        assert compared(read(exported.result)) == compared(project)
        assert from_dna(exported.result).corpus == imported.corpus


@settings(FEW, max_examples=200)
@given(st.binary(max_size=300) | st.text(st.sampled_from('a1;"\n\r-')).map(str.encode))
def test_whatever_bytes_are_given_as_an_event_list_the_outcome_is_a_corpus_or_an_error(data: bytes) -> None:
    head = b"statement_id;time;concept;agreement;start_position;stop_position;document_id;document_title\n"
    for each in (data, head + data):
        with suppress(DecodeError):
            assert from_dna_events(io.BytesIO(each)).texts == ()
