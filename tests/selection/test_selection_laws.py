"""Laws of selections over corpora of any sort."""

from __future__ import annotations

import inspect
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eurasec import Corpus
from eurasec.selection import Selection
from eurasec.sources import Record
from harbour import records as harbour_records
from strategies import corpora_records

KINDS = (
    *("states", "areas", "organizations", "groups", "people", "memberships", "offices", "tenures"),
    *("documents", "events", "conferences", "sessions", "participants", "topics", "positions", "threats"),
    *("assessments", "statements"),
)

any_corpus = corpora_records().map(Corpus)
patiently = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def asked_by(selection: Selection[Record]) -> list[str]:
    """The keywords that both group and are asked for."""
    parameters = inspect.signature(selection.where).parameters  # type: ignore[attr-defined]
    return [keyword for keyword in selection.keywords if keyword in parameters]


@patiently
@given(any_corpus)
def test_a_keyword_finds_just_the_group_of_its_value(corpus: Corpus) -> None:
    for kind in KINDS:
        selection: Selection[Record] = getattr(corpus, kind)
        where = selection.where  # type: ignore[attr-defined]
        exactly = {"narrower": False} if "narrower" in inspect.signature(where).parameters else {}
        for keyword in asked_by(selection):
            for label, group in selection.group_by(keyword).items():
                if label is not None:
                    assert where(**{keyword: label}, **exactly).ids == group.ids, (kind, keyword, label)


@patiently
@given(any_corpus, st.randoms(use_true_random=False))
def test_several_keywords_find_what_each_of_them_finds(corpus: Corpus, chance: random.Random) -> None:
    for kind in KINDS:
        selection: Selection[Record] = getattr(corpus, kind)
        where = selection.where  # type: ignore[attr-defined]
        asked = {}
        for keyword in chance.sample(asked_by(selection), 2):
            labels = [label for label in selection.group_by(keyword) if label is not None]
            if labels:
                asked[keyword] = chance.choice(labels)
        found = selection
        for keyword, label in asked.items():
            found &= where(**{keyword: label})
        assert where(**asked).ids == found.ids
        backwards = selection.sorted_by("id", reverse=True)
        assert backwards.where(**asked).ids == tuple(sorted(found.ids, reverse=True))  # type: ignore[attr-defined]
        assert where(lambda record, ids=found.ids: record.id in ids).ids == found.ids


@patiently
@given(any_corpus)
def test_a_broader_topic_finds_all_that_is_narrower(corpus: Corpus) -> None:
    for topic in corpus.topics:
        within = {topic.id, *corpus.topics.where(broader=topic.id).ids}
        found = corpus.positions.where(topic=topic.id)
        assert set(found.ids) == {each.id for each in corpus.positions if each.topic in within}


@patiently
@given(any_corpus)
def test_sorting_keeps_every_record_and_counting_counts_each_group(corpus: Corpus) -> None:
    for kind in KINDS:
        selection: Selection[Record] = getattr(corpus, kind)
        for keyword in selection.keywords:
            assert sorted(selection.sorted_by(keyword).ids) == sorted(selection.ids)
            counts = selection.count_by(keyword)
            assert counts == {label: len(group) for label, group in selection.group_by(keyword).items()}
            assert list(counts.values()) == sorted(counts.values(), reverse=True)


@pytest.mark.parametrize("on", ["2019-11", "2020-03", "2020-05-04", "2020", "2010/2015", "../2001", "202X"])
def test_what_certainly_matches_also_possibly_does(on: str) -> None:
    corpus = Corpus(harbour_records())
    for kind in ("memberships", "tenures", "documents", "events", "conferences", "sessions", "statements"):
        where = getattr(corpus, kind).where
        for window in ("on", "during"):
            certain, possible = where(**{window: on}), where(**{window: on}, possibly=True)
            assert set(certain.ids) <= set(possible.ids)
