"""Documents, and the evidence that points into their texts."""

import decimal
import hashlib
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurasec.errors import EvidenceError, InvalidValueError, Problem
from eurasec.sources import (
    Attribute,
    Coding,
    Comparison,
    Document,
    Event,
    Evidence,
    Figure,
    Identifier,
    digest,
)
from eurasec.vocab import FigureForm

TEXT = "It was said. «It was not said», he wrote.\nIt was  said."
"""Words that stand there twice, two kinds of space, and a line break."""


def paths_and_rules(error: InvalidValueError | EvidenceError) -> list[tuple[str, str]]:
    return [(problem.path, problem.rule) for problem in error.problems]


# ── What evidence may say ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    "given_",
    [
        {},
        {"start": 0, "end": 1},
        {"exact": "said"},
        {"exact": "said", "prefix": "was "},
        {"exact": "said", "suffix": "."},
        {"start": 7, "end": 11, "exact": "said", "prefix": " ", "suffix": "."},
        {"locator": "paragraph 3"},
    ],
)
def test_evidence_has_a_span_a_quote_both_or_neither(given_: dict[str, str | int]) -> None:
    assert Evidence(document="d", **given_).document == "d"


@pytest.mark.parametrize(
    ("given_", "found"),
    [
        ({"start": 3}, [("end", "span")]),
        ({"end": 3}, [("start", "span")]),
        ({"start": 3, "end": 3}, [("end", "span")]),
        ({"start": 3, "end": 2}, [("end", "span")]),
        ({"start": 0, "end": 0, "exact": "said"}, [("end", "span")]),
        ({"start": -1, "end": 3}, [("start", "range")]),
        ({"start": 1, "end": 3, "exact": "said"}, [("exact", "span")]),
        ({"prefix": "a", "suffix": "b"}, [("prefix", "quote"), ("suffix", "quote")]),
        ({"start": 2, "suffix": "b"}, [("end", "span"), ("suffix", "quote")]),
    ],
)
def test_a_span_has_two_ends_in_order_and_room_for_its_words(
    given_: dict[str, str | int], found: list[tuple[str, str]]
) -> None:
    with pytest.raises(InvalidValueError) as caught:
        Evidence(document="d", **given_)
    assert paths_and_rules(caught.value) == found


def test_words_that_do_not_fill_the_span_are_told_with_both_lengths() -> None:
    with pytest.raises(InvalidValueError, match="has 4 characters, but the span from 1 to 3 has 2"):
        Evidence(document="d", start=1, end=3, exact="said")


# ── Evidence in a text ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (Evidence(document="d"), TEXT),
        (Evidence(document="d", locator="paragraph 1"), TEXT),
        (Evidence(document="d", start=0, end=2), "It"),
        (Evidence(document="d", start=0, end=len(TEXT)), TEXT),
        (Evidence(document="d", start=7, end=11, exact="said", prefix="was ", suffix="."), "said"),
        (Evidence(document="d", exact="not said"), "not said"),
        (Evidence(document="d", exact="said", suffix=". «"), "said"),
        (Evidence(document="d", exact="It", prefix="\n"), "It"),
        (Evidence(document="d", exact="was  said"), "was  said"),
    ],
)
def test_evidence_resolves_to_the_words_at_its_place(evidence: Evidence, words: str) -> None:
    assert evidence.problems_in(TEXT) == ()
    assert evidence.resolve(TEXT) == words


@pytest.mark.parametrize(
    ("evidence", "told"),
    [
        (
            Evidence(document="d", start=0, end=100),
            "end: the span ends at 100, but the text has 55 characters",
        ),
        (
            Evidence(document="d", start=0, end=4, exact="said", suffix="?"),
            "2 problems\n  exact: reads 'It w' there, not 'said'\n  suffix: reads 'a' there, not '?'",
        ),
        (
            Evidence(document="d", start=0, end=2, exact="It", prefix="before "),
            "prefix: reads '' there, not 'before '",
        ),
        (Evidence(document="d", exact="said"), "exact: 'said' stands more than once in the text"),
        (Evidence(document="d", exact="unsaid"), "exact: 'unsaid' does not stand in the text"),
        (
            Evidence(document="d", exact="said", prefix="never "),
            "exact: 'said' does not stand in the text with its surroundings",
        ),
        (
            Evidence(document="d", exact="said", suffix="."),
            "exact: 'said' stands more than once in the text with its surroundings",
        ),
        (
            Evidence(document="d", exact="was\N{NO-BREAK SPACE}said"),
            "exact: 'was\\xa0said' does not stand in the text",
        ),
        (Evidence(document="d", exact="IT WAS"), "exact: 'IT WAS' does not stand in the text"),
    ],
)
def test_evidence_that_does_not_hold_says_what_stands_there(evidence: Evidence, told: str) -> None:
    with pytest.raises(EvidenceError) as caught:
        evidence.resolve(TEXT)
    assert str(caught.value) == f"evidence in 'd': {told}"
    assert caught.value.problems == evidence.problems_in(TEXT)


def test_nothing_stands_in_an_empty_text() -> None:
    assert Evidence(document="d").resolve("") == ""
    assert [problem.path for problem in Evidence(document="d", start=0, end=1).problems_in("")] == ["end"]
    assert [problem.path for problem in Evidence(document="d", exact="a").problems_in("")] == ["exact"]


def test_places_are_counted_in_code_points() -> None:
    text = "🕊🕊 e\N{COMBINING ACUTE ACCENT}tait \N{LATIN SMALL LETTER E WITH ACUTE}t"
    assert Evidence(document="d", start=3, end=5).resolve(text) == "e\N{COMBINING ACUTE ACCENT}"
    assert Evidence(document="d", start=1, end=2, exact="🕊").resolve(text) == "🕊"
    anchored = Evidence(document="d", exact="\N{LATIN SMALL LETTER E WITH ACUTE}").reanchored(text)
    assert (anchored.start, anchored.end) == (10, 11)


def test_a_letter_and_its_accent_are_not_the_composed_letter() -> None:
    composed = Evidence(document="d", exact="\N{LATIN SMALL LETTER E WITH ACUTE}")
    assert composed.problems_in("e\N{COMBINING ACUTE ACCENT}")


def test_a_no_break_space_is_not_a_space() -> None:
    spaced = Evidence(document="d", start=0, end=3, exact="a b")
    assert spaced.problems_in("a b") == ()
    assert spaced.problems_in("a\N{NO-BREAK SPACE}b") != ()


def test_words_that_overlap_themselves_stand_there_twice() -> None:
    with pytest.raises(EvidenceError, match="more than once"):
        Evidence(document="d", exact="ana").reanchored("banana")


# ── Finding a quote again ───────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("evidence", "text", "span"),
    [
        (Evidence(document="d", start=0, end=4, exact="said"), "It was said.", (7, 11)),
        (Evidence(document="d", exact="said"), "said", (0, 4)),
        (Evidence(document="d", exact="said", prefix="not "), TEXT, (25, 29)),
        (Evidence(document="d", exact="said", prefix="was ", suffix=". «"), TEXT, (7, 11)),
        (Evidence(document="d", exact=" ", prefix="was ", suffix="said"), TEXT, (49, 50)),
    ],
)
def test_a_quote_is_found_again_where_it_stands_once(
    evidence: Evidence, text: str, span: tuple[int, int]
) -> None:
    found = evidence.reanchored(text)
    assert (found.start, found.end) == span
    assert found == attrs.evolve(evidence, start=span[0], end=span[1])
    assert found.resolve(text) == evidence.exact


@pytest.mark.parametrize(
    ("evidence", "text", "told"),
    [
        (Evidence(document="d", start=0, end=2), TEXT, "exact: is missing, so nothing can be found again"),
        (Evidence(document="d", exact="said"), TEXT, "exact: 'said' stands more than once in the text"),
        (Evidence(document="d", exact="said"), "", "exact: 'said' does not stand in the text"),
        (Evidence(document="d", exact="aa"), "aaa", "exact: 'aa' stands more than once in the text"),
        (
            Evidence(document="d", start=7, end=11, exact="said", prefix="never "),
            TEXT,
            "exact: 'said' does not stand in the text with its surroundings",
        ),
    ],
)
def test_a_quote_that_is_not_found_just_once_is_not_anchored(
    evidence: Evidence, text: str, told: str
) -> None:
    with pytest.raises(EvidenceError) as caught:
        evidence.reanchored(text)
    assert str(caught.value) == f"evidence in 'd': {told}"


ALPHABET = st.sampled_from(["a", "b", " ", "🕊", "\n"])
TEXTS = st.text(ALPHABET, max_size=30)


@given(TEXTS, st.integers(0, 29), st.integers(1, 6), st.integers(0, 4), st.integers(0, 4))
def test_evidence_taken_from_a_text_holds_in_it(
    text: str, start: int, length: int, before: int, behind: int
) -> None:
    end = min(len(text), start + length)
    if start >= end:
        return
    taken = Evidence(
        document="d",
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - before) : start] or None,
        suffix=text[end : end + behind] or None,
    )
    assert taken.problems_in(text) == ()
    assert taken.resolve(text) == text[start:end]


@given(
    TEXTS,
    st.text(ALPHABET, min_size=1, max_size=4),
    st.text(ALPHABET, max_size=2),
    st.text(ALPHABET, max_size=2),
)
def test_a_quote_is_anchored_exactly_where_a_naive_search_finds_one_place(
    text: str, exact: str, prefix: str, suffix: str
) -> None:
    quote = Evidence(document="d", exact=exact, prefix=prefix or None, suffix=suffix or None)
    wanted = prefix + exact + suffix
    places = [place for place in range(len(text)) if text.startswith(wanted, place)]
    if len(places) == 1:
        found = quote.reanchored(text)
        assert found.start == places[0] + len(prefix)
        assert quote.resolve(text) == found.resolve(text) == exact
    else:
        with pytest.raises(EvidenceError):
            quote.reanchored(text)
        with pytest.raises(EvidenceError):
            quote.resolve(text)


@given(TEXTS, TEXTS, st.text(ALPHABET, min_size=1, max_size=4))
def test_text_put_before_a_quote_moves_its_anchor(before: str, text: str, exact: str) -> None:
    quote = Evidence(document="d", exact=f"«{exact}»")
    old = quote.reanchored(f"«{exact}»{text}")
    new = old.reanchored(f"{before}«{exact}»{text}")
    assert new.start == len(before)


def test_a_very_long_text_is_searched_without_delay() -> None:
    text = "a" * 1_000_000 + "b"
    found = Evidence(document="d", exact="a" * 10_000, suffix="b").reanchored(text)
    assert found.start == 990_000
    assert Evidence(document="d", exact="a" * 10_000 + "c").problems_in(text)


# ── Digests and small values ────────────────────────────────────────────────


@given(st.text())
def test_a_digest_is_that_of_the_bytes_in_utf_8(text: str) -> None:
    assert digest(text) == hashlib.sha256(text.encode()).hexdigest()
    assert Document(id="d", title="t", sha256=digest(text)).sha256 == digest(text)


def test_a_text_that_is_no_utf_8_has_a_digest_of_its_own() -> None:
    assert digest("\ud800") not in {digest("?"), digest("")}


@pytest.mark.parametrize(
    ("form", "value", "factor"),
    [
        ("change_percent", "8", "1.08"),
        ("change_percent", "-100", "0"),
        ("change_percent", "200", "3"),
        ("change_percent", "0.01", "1.0001"),
        ("multiple", "3", "3"),
        ("multiple", "0.5", "0.5"),
        ("level", "8", None),
        ("change_absolute", "8", None),
        ("share", "8", None),
        ("rank", "8", None),
    ],
)
def test_a_figure_tells_how_many_times_the_former_value(form: str, value: str, factor: str | None) -> None:
    found = Figure(measure="m", form=form, value=Decimal(value)).factor
    assert found == (None if factor is None else Decimal(factor))


@given(st.decimals(-(10**50), 10**50, places=10))
def test_a_factor_keeps_every_digit_whatever_the_callers_context(percent: Decimal) -> None:
    with decimal.localcontext(decimal.Context(prec=1, traps=[decimal.Inexact])):
        factor = Figure(measure="m", form=FigureForm.CHANGE_PERCENT, value=percent).factor
    with decimal.localcontext(decimal.Context(prec=200)):
        assert factor is not None
        assert (factor - 1) * 100 == percent


def test_a_thing_may_be_compared_with_itself_at_another_time() -> None:
    then_and_now = Comparison(subject="csto", other="csto", relation="greater")
    assert (then_and_now.subject, then_and_now.subject_period) == ("csto", None)


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (Attribute(name="seat", value="12A"), "seat: 12A"),
        (Identifier(scheme="wikidata", value="Q7184"), "wikidata:Q7184"),
        (Evidence(document="report"), "report"),
        (Evidence(document="report", start=3, end=9, locator="paragraph 2"), "report 3–9 (paragraph 2)"),
        (Evidence(document="report", exact="two\nlines"), "report 'two\\nlines'"),
        (Coding(coder="ab"), "ab"),
        (Coding(coder="ab", codebook="v1", unit="u7", coded_on="2022-03-01"), "ab (v1, u7, 2022-03-01)"),
        (Document(id="report", title="A report"), "report: A report"),
        (
            Document(id="report", title="A report", kind="press_report", date="2022-02"),
            "report: A report (press_report, 2022-02)",
        ),
        (
            Event(id="unrest", label="Unrest", kind="unrest", period="2022-01"),
            "unrest: Unrest (unrest, 2022-01)",
        ),
        (Figure(measure="force", form="level", value=2500, unit="soldiers"), "force: 2500 soldiers"),
        (Figure(measure="force", form="level", value=Decimal("1E+3"), approx="about"), "force: about 1000"),
        (Figure(measure="output", form="change_percent", value=8, period="2021"), "output: +8 % (2021)"),
        (
            Figure(measure="output", form="change_absolute", value=-300, unit="t", approx="at_least"),
            "output: at least -300 t",
        ),
        (Figure(measure="drills", form="multiple", value=3), "drills: 3 times"),
        (
            Figure(measure="opium", form="share", value=Decimal("85.5"), approx="at_most"),
            "opium: at most 85.5 %",
        ),
        (Figure(measure="army", form="rank", value=2), "army: rank 2"),
        (Comparison(subject="csto", other="osce"), "csto beside osce"),
        (
            Comparison(
                subject="csto",
                other="csto",
                relation="greater",
                dimension="drills",
                subject_period="2021",
                other_period="2011",
            ),
            "csto (2021) beside csto (2011): greater (drills)",
        ),
    ],
)
def test_a_value_is_written_in_one_line(value: object, line: str) -> None:
    assert str(value) == line


def test_problems_in_a_text_carry_the_value_that_was_wanted() -> None:
    assert Evidence(document="d", start=0, end=2, exact="no").problems_in("It") == (
        Problem(path="exact", message="reads 'It' there, not 'no'", rule="quote-in-text", value="'no'"),
    )


@pytest.mark.parametrize("text", [b"It was so", None, 5])
def test_only_a_text_is_read(text: object) -> None:
    evidence = Evidence(document="report", exact="so")
    for read in (digest, evidence.resolve, evidence.problems_in, evidence.reanchored):
        with pytest.raises(InvalidValueError, match="is not a text") as caught:
            read(text)  # type: ignore[arg-type]
        assert [(problem.path, problem.rule) for problem in caught.value.problems] == [("text", "type")]
