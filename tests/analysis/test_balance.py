"""What the views on a question amount to: scores, sides, outcomes and strength."""

from __future__ import annotations

import pickle
from fractions import Fraction

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.analysis.balance import Balances, Outcome, Side, Standing
from eurasec.analysis.consensus import Tally, consensus
from eurasec.analysis.voices import ActorLevel, Basis, Report, Voice
from eurasec.datasets import csto_2022
from eurasec.errors import InvalidValueError, UnknownIdError
from eurasec.statements import Assembly
from eurasec.vocab import Quantifier, Stance

SIGNS = {"+": Stance.SUPPORT, "-": Stance.OPPOSE, "0": Stance.NEUTRAL, "m": Stance.MIXED, "?": Stance.UNCLEAR}


def voice(actor: str, statement: str, says: Stance, *, speaker: str | None = None) -> Voice:
    return Voice(actor=actor, speaker=speaker or actor, statement=statement, says=says, score=says.score)


def standing(actor: str, *stances: Stance) -> Standing:
    voices = [voice(actor, f"{actor}-{number}", stance) for number, stance in enumerate(stances)]
    return Standing(actor=actor, subject="growth", voices=voices)


def report(text: str) -> Report:
    """A report such as `most +`."""
    quantifier, sign = text.split()
    assembly = Assembly(of="c1", quantifier=quantifier)
    return Report(statement=f"r-{quantifier}-{sign}", assembly=assembly, says=SIGNS[sign])


def balance(actors: str, *reports: str) -> Tally:
    """The balance of actors such as `+ + -+ 0`, one for each word, with a statement for each sign."""
    standings = [
        standing(f"actor-{number}", *(SIGNS[sign] for sign in word))
        for number, word in enumerate(actors.split())
    ]
    return Tally(topic="growth", by=ActorLevel.ACTOR, standings=standings, reports=map(report, reports))


# ── One actor ───────────────────────────────────────────────────────────────


def test_who_says_much_still_has_one_score() -> None:
    several = standing("ann", Stance.SUPPORT, Stance.SUPPORT, Stance.QUALIFIED_OPPOSITION)
    assert several.score == 0.5
    assert several.mean == Fraction(1, 2)
    assert several.side is Side.FOR


def test_an_unclear_stance_is_left_out_of_the_mean() -> None:
    assert standing("ann", Stance.OPPOSE, Stance.UNCLEAR).score == -1.0


def test_an_actor_whose_every_stance_is_unclear_has_no_score() -> None:
    unclear = standing("ann", Stance.UNCLEAR)
    assert (unclear.score, unclear.side) == (None, Side.UNCLEAR)
    assert repr(unclear) == "<Standing of ann on growth: unclear>"
    assert str(unclear) == "ann on growth: unclear – (ann-0)"


@pytest.mark.parametrize(
    ("stances", "side"),
    [("0", Side.NEUTRAL), ("00?", Side.NEUTRAL), ("m", Side.MIXED), ("0m", Side.MIXED), ("+-", Side.MIXED)],
)
def test_at_zero_an_actor_is_neutral_or_mixed(stances: str, side: Side) -> None:
    assert balance(stances)["actor-0"].side is side


def test_a_talkative_speaker_does_not_outweigh_another_of_the_same_body() -> None:
    voices = [voice("russia", f"p-{number}", Stance.SUPPORT, speaker="ann") for number in range(9)]
    voices.append(voice("russia", "p-9", Stance.OPPOSE, speaker="dan"))
    assert Standing(actor="russia", subject="growth", voices=voices).side is Side.MIXED


def test_the_mean_is_exact_where_floats_are_not() -> None:
    tenths = {"ann": (Stance.SUPPORT, 1), "bob": (Stance.SUPPORT, 2), "cat": (Stance.OPPOSE, 3)}
    voices = [
        voice("csto", f"{who}-{number}", stance if number < sided else Stance.NEUTRAL, speaker=who)
        for who, (stance, sided) in tenths.items()
        for number in range(10)
    ]
    assert 0.1 + 0.2 - 0.3 != 0
    assert Standing(actor="csto", subject="growth", voices=voices).side is Side.MIXED


def test_a_standing_names_its_statements_once_and_why_it_counts() -> None:
    twice = [
        attrs.evolve(voice("csto", "p-2", Stance.SUPPORT, speaker="bob"), basis=Basis.UNANIMOUS),
        attrs.evolve(voice("csto", "p-2", Stance.SUPPORT, speaker="ann"), basis=Basis.UNANIMOUS),
        voice("csto", "p-1", Stance.SUPPORT),
    ]
    stands = Standing(actor="csto", subject="growth", voices=twice)
    assert stands.statements == ("p-1", "p-2")
    assert stands.bases == (Basis.NAMED, Basis.UNANIMOUS)
    assert not stands.inferred
    assert Standing(actor="csto", subject="growth", voices=twice[:2]).inferred
    assert stands.to_dict() == {
        "subject": "growth",
        "actor": "csto",
        "side": "for",
        "score": 1.0,
        "n_statements": 2,
        "bases": ["named", "unanimous"],
        "inferred": False,
        "statements": ["p-1", "p-2"],
    }
    assert str(stands) == "csto on growth: for 1 (p-1, p-2)"


# ── What it amounts to ──────────────────────────────────────────────────────

FOR, AGAINST = Side.FOR, Side.AGAINST

OUTCOMES = [
    # 1: reported disagreement
    ("+ +", ["divided m"], Outcome.CONTESTED, None),
    ("+ +", ["unanimous +", "divided m"], Outcome.CONTESTED, None),
    ("", ["divided m"], Outcome.CONTESTED, None),
    # 2: both sides on record
    ("+ -", [], Outcome.CONTESTED, None),
    ("+ + + + + + + + -", [], Outcome.CONTESTED, None),
    ("+ -", ["most +"], Outcome.PREVAILING, FOR),
    ("+ + -", ["unanimous +"], Outcome.PREVAILING, FOR),
    ("+ -", ["consensus -"], Outcome.PREVAILING, AGAINST),
    ("+ - -", ["most +"], Outcome.CONTESTED, None),
    ("+ -", ["most +", "most -"], Outcome.CONTESTED, None),
    ("+ -", ["many +"], Outcome.CONTESTED, None),
    ("+ +", ["some -"], Outcome.CONTESTED, None),
    ("", ["some -", "many +"], Outcome.CONTESTED, None),
    ("", ["most +", "some -"], Outcome.PREVAILING, FOR),
    ("-", ["almost_all +"], Outcome.CONTESTED, None),
    # 3: no side on record
    ("", [], Outcome.NONE_RECORDED, None),
    ("0 0 m +-", [], Outcome.NONE_RECORDED, None),
    ("?", ["most 0", "unanimous ?"], Outcome.NONE_RECORDED, None),
    # 4: one side, no full report
    ("", ["generic +", "many +"], Outcome.NONE_RECORDED, None),
    ("+", [], Outcome.SINGLE_VOICE, FOR),
    ("-", ["some -"], Outcome.SINGLE_VOICE, AGAINST),
    ("+ 0 m", [], Outcome.SINGLE_VOICE, FOR),
    ("+ +", [], Outcome.UNANIMOUS, FOR),
    ("- -", [], Outcome.UNANIMOUS, AGAINST),
    ("+ + ?", ["many +", "most 0"], Outcome.UNANIMOUS, FOR),
    ("+ + 0", [], Outcome.CONSENSUS, FOR),
    ("- - m", [], Outcome.CONSENSUS, AGAINST),
    ("+ ++-", [], Outcome.PREVAILING, FOR),
    ("+ + +- 0", [], Outcome.PREVAILING, FOR),
    # 5: one side, with full reports
    ("+ +", ["unanimous +"], Outcome.UNANIMOUS, FOR),
    ("", ["unanimous -"], Outcome.UNANIMOUS, AGAINST),
    ("0", ["unanimous +"], Outcome.CONSENSUS, FOR),
    ("+ +", ["consensus +"], Outcome.CONSENSUS, FOR),
    ("+", ["consensus +"], Outcome.CONSENSUS, FOR),
    ("", ["consensus +", "unanimous +"], Outcome.CONSENSUS, FOR),
    ("+ + +", ["most +"], Outcome.PREVAILING, FOR),
    ("", ["almost_all -"], Outcome.PREVAILING, AGAINST),
    ("+ +", ["unanimous +", "most +"], Outcome.PREVAILING, FOR),
    ("+-", ["consensus +"], Outcome.PREVAILING, FOR),
]


@pytest.mark.parametrize(("actors", "reports", "outcome", "side"), OUTCOMES)
def test_the_outcome_follows_from_actors_and_reports(
    actors: str, reports: list[str], outcome: Outcome, side: Side | None
) -> None:
    found = balance(actors, *reports)
    assert (found.outcome, found.side) == (outcome, side)


def test_every_outcome_is_tried_above() -> None:
    assert {outcome for _, _, outcome, _ in OUTCOMES} == set(Outcome)


WORDS = st.text("+-0m?", min_size=1, max_size=3)
REPORTS = st.tuples(st.sampled_from([each.value for each in Quantifier]), st.sampled_from("+-0m?")).map(
    " ".join
)
ACTORS = st.lists(WORDS, max_size=6).map(" ".join)


def mirrored(text: str) -> str:
    return text.translate(str.maketrans("+-", "-+"))


@given(ACTORS, st.lists(REPORTS, max_size=3))
def test_it_does_not_matter_how_the_proposition_is_worded(actors: str, reports: list[str]) -> None:
    found, other = balance(actors, *reports), balance(mirrored(actors), *map(mirrored, reports))
    assert found.outcome is other.outcome
    opposite = {FOR: AGAINST, AGAINST: FOR, None: None}
    assert found.side is opposite[other.side]
    assert found.strength == other.strength
    assert (found.score or 0.0) == -(other.score or 0.0)


@given(ACTORS, st.lists(REPORTS, max_size=3))
def test_the_counts_add_up(actors: str, reports: list[str]) -> None:
    found = balance(actors, *reports)
    counts = found.counts()
    assert sum(counts.values()) == len(found.standings) == len(actors.split())
    assert found.n_actors == len(found.standings) - counts[Side.UNCLEAR]
    assert sorted(actor for side in Side for actor in found.actors(side)) == [
        each.actor for each in found.standings
    ]
    assert len(found.statements) == len("".join(actors.split())) + len(set(reports))


@given(ACTORS, st.lists(REPORTS, max_size=3))
def test_an_opponent_never_makes_it_unanimous_or_a_consensus_in_favour(
    actors: str, reports: list[str]
) -> None:
    found = balance(f"{actors} -", *reports)
    assert found.outcome not in {Outcome.UNANIMOUS, Outcome.CONSENSUS} or found.side is AGAINST


@given(ACTORS, st.lists(REPORTS, max_size=3))
def test_an_objection_undoes_unanimity_and_consensus(actors: str, reports: list[str]) -> None:
    before = balance(actors, *reports)
    sign = {FOR: "-", AGAINST: "+"}.get(before.side or Side.MIXED)
    if sign is not None:
        after = balance(f"{actors} {sign}", *reports)
        assert after.outcome in {Outcome.CONTESTED, Outcome.PREVAILING}


@given(ACTORS, REPORTS, st.lists(REPORTS, max_size=2))
def test_a_report_of_the_same_side_never_makes_more_of_several_named(
    actors: str, further: str, reports: list[str]
) -> None:
    order = [Outcome.UNANIMOUS, Outcome.CONSENSUS, Outcome.PREVAILING]
    before, after = balance(actors, *reports), balance(actors, *reports, further)
    if before.outcome in order and after.outcome in order and before.side is after.side:
        assert order.index(after.outcome) >= order.index(before.outcome)


@given(ACTORS, st.lists(REPORTS, max_size=3))
def test_an_outcome_has_a_side_unless_there_is_none_to_have(actors: str, reports: list[str]) -> None:
    found = balance(actors, *reports)
    without = {Outcome.CONTESTED, Outcome.NONE_RECORDED}
    assert (found.side is None) is (found.outcome in without)
    assert found.disputed or found.outcome is not Outcome.CONTESTED


@given(ACTORS, st.lists(REPORTS, max_size=3, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_what_is_given_does_not_matter(actors: str, reports: list[str], random: object) -> None:
    found = balance(actors, *reports)
    standings = [
        attrs.evolve(each, voices=sorted(each.voices, key=lambda _: random.random()))  # type: ignore[attr-defined]
        for each in found.standings
    ]
    random.shuffle(standings)  # type: ignore[attr-defined]
    reversed_ = attrs.evolve(found, standings=standings, reports=tuple(reversed(found.reports)))
    assert reversed_ == found
    assert reversed_.to_dict() == found.to_dict()


# ── How strongly ────────────────────────────────────────────────────────────


@given(st.integers(0, 9), st.integers(0, 9))
def test_without_qualified_stances_strength_is_one_minus_rices_index(supporters: int, opponents: int) -> None:
    found = balance("+ " * supporters + "- " * opponents)
    if supporters + opponents == 0:
        assert found.strength is None
    else:
        rice = Fraction(abs(supporters - opponents), supporters + opponents)
        least = min(supporters, opponents)
        assert found.strength == float(1 - rice) == float(Fraction(2 * least, supporters + opponents))


def test_qualified_stances_count_by_their_score() -> None:
    half = standing("ann", Stance.QUALIFIED_SUPPORT)
    full = standing("bob", Stance.OPPOSE)
    found = Tally(topic="growth", by=ActorLevel.ACTOR, standings=[half, full])
    assert found.strength == pytest.approx(2 / 3)
    assert found.score == -0.25


def test_no_number_tells_the_strength_where_one_side_is_known_from_reports_alone() -> None:
    assert balance("+ +", "some -").strength is None
    assert balance("+ +", "divided m").strength is None
    assert balance("", "divided m").strength is None
    assert balance("+ +", "most +", "some -").strength is None
    assert balance("+ -", "divided m").strength == 1.0
    assert balance("+ +").strength == 0.0


@given(ACTORS, st.lists(REPORTS, max_size=3))
def test_strength_and_score_keep_their_bounds(actors: str, reports: list[str]) -> None:
    found = balance(actors, *reports)
    assert found.strength is None or 0 <= found.strength <= 1
    assert found.score is None or -1 <= found.score <= 1
    if found.strength:
        assert found.outcome in {Outcome.CONTESTED, Outcome.PREVAILING}


# ── How it is shown ─────────────────────────────────────────────────────────


def test_a_balance_reads_as_a_table() -> None:
    assert str(balance("+ 0", "most +")) == (
        "growth: prevailing for (1 for, 1 neutral)\n"
        "  actor    side     score  counted as  statements\n"
        "  actor-0  for      1      named       actor-0-0\n"
        "  actor-1  neutral  0      named       actor-1-0\n"
        "  most of c1: support (r-most-+)"
    )
    assert repr(balance("+ +")) == "<Tally of growth: unanimous for (2 for)>"
    assert str(balance("")) == "growth: none_recorded"


def test_a_balance_is_one_flat_row_and_one_for_each_actor() -> None:
    found = balance("+ - ?", "many +")
    assert found.to_dict() == {
        "topic": "growth",
        "proposition": None,
        "by": "actor",
        "outcome": "contested",
        "side": None,
        "score": 0.0,
        "strength": 1.0,
        "n_actors": 2,
        "n_for": 1,
        "n_against": 1,
        "n_mixed": 0,
        "n_neutral": 0,
        "n_unclear": 1,
        "for": ["actor-0"],
        "against": ["actor-1"],
        "mixed": [],
        "neutral": [],
        "unclear": ["actor-2"],
        "reports": ["many of c1: support (r-many-+)"],
        "statements": ["actor-0-0", "actor-1-0", "actor-2-0", "r-many-+"],
        "uncounted": [],
    }
    assert balance("+ +").to_dict()["side"] == "for"
    assert [row["actor"] for row in found.to_dicts()] == ["actor-0", "actor-1", "actor-2"]


def test_a_standing_is_reached_by_its_actor() -> None:
    found = balance("+ -")
    assert found["actor-1"].side is AGAINST
    with pytest.raises(UnknownIdError, match=r"no standing on growth of 'actor-9'; did you mean"):
        found["actor-9"]


def test_balances_are_a_sequence_and_a_mapping() -> None:
    one, other = balance("+"), attrs.evolve(balance("-"), topic="drugs")
    both: Balances[Tally] = Balances((one, other))
    assert (len(both), both[0], both["drugs"], list(both)) == (2, one, other, [one, other])
    assert both[1:] == Balances((other,))
    assert other in both
    assert both.subjects == ("growth", "drugs")
    assert [row["topic"] for row in both.to_dicts()] == ["growth", "drugs"]
    assert [row.cells() for row in both] == [
        ("growth", "single_voice for", "1", "·", "·", "·", "·", "·", "0"),
        ("drugs", "single_voice against", "·", "1", "·", "·", "·", "·", "0"),
    ]
    assert balance("").cells()[-1] == "–"
    with pytest.raises(UnknownIdError, match=r"'drug'; did you mean 'drugs'\?"):
        both["drug"]
    with pytest.raises(IndexError):
        both[2]


def test_a_balance_pickles() -> None:
    found = balance("+ -", "most +")
    assert found.outcome is Outcome.PREVAILING
    again = pickle.loads(pickle.dumps(found))
    assert again == found
    assert (again.outcome, again["actor-0"].mean) == (found.outcome, 1)
    assert hash(again) == hash(found)


def test_a_side_is_named_by_its_word_and_a_misspelt_one_names_the_nearest() -> None:
    found = consensus(csto_2022(), topic="sco-priority")
    assert found.actors("against") == found.actors(Side.AGAINST) == ("rakhimov",)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match=r"'agianst' is no side; did you mean 'against'\?"):
        found.actors("agianst")  # type: ignore[arg-type]
