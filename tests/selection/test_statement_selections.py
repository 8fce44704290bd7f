"""What a question about statements finds."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import pytest

from eurasec import Corpus
from eurasec.selection import Assessments, Positions, Statements
from harbour import corpus

FORUM = corpus()

ASKED_OF_ANY: list[tuple[dict[str, object], tuple[str, ...]]] = [
    ({"id": "p-1"}, ("p-1",)),
    ({"holder": "berg"}, ("p-1",)),
    ({"holder": "abroad"}, ("p-3",)),
    ({"speaker": "berg"}, ("p-1", "p-2")),
    ({"speaker": "dahl"}, ("p-2", "a-1")),
    ({"speaker": "abroad"}, ()),
    ({"assembly": "forum-s1"}, ("p-2",)),
    ({"on_behalf_of": "league"}, ()),
    ({"represents": "norland"}, ("p-1", "a-2")),
    ({"represents": "league"}, ("a-1",)),
    ({"country": "norland"}, ("p-1", "a-2")),
    ({"country": "southland"}, ("p-4",)),
    ({"area": "coast"}, ("p-1", "a-2")),
    ({"area": "north"}, ("p-1", "p-4", "a-2")),
    ({"office": "minister"}, ("p-1",)),
    ({"office": "secretary"}, ("a-1",)),
    ({"role": "opener"}, ("p-1",)),
    ({"role": "speaker"}, ("p-1", "a-1")),
    ({"presence": "in_person"}, ("p-1",)),
    ({"conference": "forum"}, ("p-1", "p-2", "p-3", "a-1", "a-2")),
    ({"conference": "old-forum"}, ()),
    ({"session": "forum-s1"}, ("p-1", "p-2", "p-3", "a-1")),
    ({"document": "essay"}, ("p-4",)),
    ({"document": "report"}, ("p-1", "p-2", "p-3", "a-1", "a-2")),
    ({"about": "norland"}, ()),
    ({"commends": "league"}, ()),
    ({"criticises": "league"}, ("p-3", "p-4")),
    ({"compares": "norland"}, ("p-3",)),
    ({"addressee": "league"}, ()),
    ({"in_reply_to": "p-1"}, ("p-4",)),
    ({"act": "warn"}, ("a-1",)),
    ({"attribution": "imputed"}, ("p-3",)),
    ({"attributed_by": "berg"}, ("p-3",)),
    ({"endorsement": "rejected"}, ("p-3",)),
    ({"rendering": "quoted"}, ("a-1",)),
    ({"certainty": "certain"}, ()),
    ({"quantifier": "unanimous"}, ("p-2",)),
    ({"quoted": True}, ("a-1",)),
    ({"quoted": False}, ("p-1", "p-2", "p-3", "p-4", "a-2")),
    ({"has_figures": True}, ("a-1",)),
    ({"self_critical": True}, ("p-4",)),
    ({"coder": "ab"}, ("p-1",)),
    ({"tag": "growth"}, ("p-1",)),
    ({"text": "LEAGUE must"}, ("p-1",)),
    ({"text": ["storm", "slow league"]}, ("p-4", "a-1")),
    ({"on": "2020-05-04"}, ("p-1", "p-2", "p-3", "a-1", "a-2")),
    ({"during": "2020-01/2020-04"}, ("p-4",)),
    ({"on": "2020-03", "during": "2020"}, ("p-4",)),
    ({"on": "2020-03-05"}, ()),
    ({"on": "2020-03-05", "possibly": True}, ("p-4",)),
    ({"topic": "usefulness"}, ("p-1", "p-3", "p-4")),
    ({"topic": "usefulness", "narrower": False}, ("p-3", "p-4")),
    ({"stance": "oppose"}, ("p-3",)),
    ({"threat": "storms"}, ("a-1",)),
    ({"threat": "storms", "narrower": False}, ("a-1",)),
    ({"kind": "terrorism"}, ("a-2",)),
    ({"sector": "environmental"}, ("a-1",)),
    ({"origin": "southland"}, ("a-2",)),
    ({"verdict": "dismissed"}, ("a-2",)),
    ({"severity": "grave"}, ("a-1",)),
    ({"trend": "rising"}, ()),
    ({"foremost": False}, ("a-1", "a-2")),
    ({"securitizing": True}, ()),
    ({"referent": "norland"}, ("a-1",)),
    ({"measure": "p-1"}, ("a-1",)),
]


@pytest.mark.parametrize(("asked", "expected"), ASKED_OF_ANY, ids=lambda each: str(each)[:60])
def test_a_keyword_finds_the_statements_that_it_describes(
    asked: dict[str, object], expected: tuple[str, ...]
) -> None:
    where: Callable[..., Statements] = FORUM.statements.where
    assert where(**asked).ids == expected


@pytest.mark.parametrize(("asked", "expected"), ASKED_OF_ANY, ids=lambda each: str(each)[:60])
def test_each_kind_of_statement_finds_its_own(asked: dict[str, object], expected: tuple[str, ...]) -> None:
    only_positions = {"topic", "stance"}
    only_assessments = {
        *("threat", "kind", "sector", "origin", "verdict", "severity"),
        *("trend", "foremost", "securitizing", "referent", "measure"),
    }
    positions: Callable[..., Positions] = FORUM.positions.where
    assessments: Callable[..., Assessments] = FORUM.assessments.where
    if asked.keys() & only_assessments:
        with pytest.raises(TypeError):
            positions(**asked)
    else:
        assert positions(**asked).ids == tuple(id for id in expected if id.startswith("p"))
    if asked.keys() & only_positions:
        with pytest.raises(TypeError):
            assessments(**asked)
    elif "tag" not in asked and "coder" not in asked:
        assert assessments(**asked).ids == tuple(id for id in expected if id.startswith("a"))


def test_an_office_that_may_have_been_held_is_found_where_that_is_enough() -> None:
    unsure = FORUM.without("t-dahl")
    assert unsure.assessments.where(office="secretary").ids == ()
    assert unsure.assessments.where(office="secretary", possibly=True).ids == ("a-1",)
    assert unsure.assessments.where(possibly=True).ids == ("a-1", "a-2")


def test_a_session_may_have_no_rule_of_its_own_nor_of_what_is_around_it() -> None:
    silent = FORUM.replace(attrs.evolve(FORUM.conferences["forum"], attribution_rule=None))
    assert silent.sessions.where(attribution_rule="on_record").ids == ()
    assert silent.sessions.group_by("attribution_rule")[None].ids == ("forum-s1",)


def test_a_role_in_another_session_does_not_count() -> None:
    asked = attrs.evolve(FORUM.positions["p-1"], holders=("eide",), session="forum-s2")
    assert FORUM.replace(asked).positions.where(role="questioner").ids == ("p-1",)
    assert FORUM.replace(asked).positions.where(presence="message").ids == ()


def test_an_undated_statement_may_be_of_any_date() -> None:
    undated = FORUM.replace(attrs.evolve(FORUM.documents["essay"], date=None))
    assert undated.positions.where(on="1990").ids == ()
    assert undated.positions.where(on="1990", possibly=True).ids == ("p-4",)


def test_criticism_of_a_body_of_which_the_own_state_is_a_member_is_self_criticism() -> None:
    berg = attrs.evolve(FORUM.positions["p-1"], criticises=("league",))
    dahl = attrs.evolve(FORUM.positions["p-1"], criticises=("southland",))
    own = attrs.evolve(FORUM.positions["p-1"], criticises=("norland",))
    assert FORUM.replace(berg).positions.where(self_critical=True).ids == ("p-1", "p-4")
    assert FORUM.replace(dahl).positions.where(self_critical=True).ids == ("p-4",)
    assert FORUM.replace(own).positions.where(self_critical=True).ids == ("p-1", "p-4")


def test_criticism_of_oneself_is_self_criticism() -> None:
    state = attrs.evolve(FORUM.assessments["a-2"], criticises=("norland",))
    assert FORUM.replace(state).assessments.where(self_critical=True).ids == ("a-2",)


def test_a_corpus_can_be_asked_by_many_at_once_and_again() -> None:
    fresh: Corpus = corpus()
    assert fresh.positions.where(holder="berg") == fresh.positions.where(holder="berg")
