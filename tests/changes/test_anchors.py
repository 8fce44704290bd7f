"""Evidence that is found again where the text of its document has changed."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurasec import Corpus, Document, Evidence, Person, digest
from eurasec.changes import Anchored, Lost, Place, Stretch, reanchor
from eurasec.errors import EvidenceError, UnknownIdError
from harbour import TEXT, corpus

FORUM = corpus()
OLD = "Zas spoke. Then Alimov spoke. Nobody else spoke."
NEW = "At last Zas spoke. Then Alimov spoke. Nobody else spoke."


def cited(*evidence: Evidence, text: str | None = OLD) -> Corpus:
    """A document and a person with evidence in it."""
    document = Document(
        id="d",
        title="D",
        sha256=None if text is None else digest(text),
        length=None if text is None else len(text),
    )
    return Corpus([document, Person(id="x", name="X", evidence=evidence)])


def span(words: str, text: str = OLD, **fields: str) -> Evidence:
    start = text.index(words)
    return Evidence(document="d", start=start, end=start + len(words), **fields)


def anchored(
    *evidence: Evidence, text: str = NEW, former: str | None = None, drop_spans: bool = False
) -> tuple[Evidence, ...]:
    result = reanchor(cited(*evidence), "d", text, former=former, drop_spans=drop_spans)
    return result.corpus.people["x"].evidence


def refused(held: Corpus, text: str, former: str | None = None) -> list[str]:
    with pytest.raises(EvidenceError) as caught:
        reanchor(held, "d", text, former=former)
    return [str(problem) for problem in caught.value.problems]


# ── The document ────────────────────────────────────────────────────────────


def test_the_document_gets_digest_and_length_of_the_new_text() -> None:
    document = reanchor(cited(), "d", NEW).corpus.documents["d"]
    assert (document.sha256, document.length) == (digest(NEW), len(NEW))


def test_other_records_are_the_very_same() -> None:
    other = Person(id="y", name="Y", evidence=(Evidence(document="e", start=0, end=4),))
    held = cited().with_records([other, Document(id="e", title="E")])
    after = reanchor(held, "d", NEW).corpus
    assert after["y"] is other
    assert after["x"] is held["x"]


def test_an_unknown_document_names_the_nearest_one() -> None:
    with pytest.raises(UnknownIdError, match="did you mean 'report'"):
        reanchor(FORUM, "repport", TEXT)


# ── By the quote ────────────────────────────────────────────────────────────


def test_a_quote_gets_the_span_that_it_has_now() -> None:
    (found,) = anchored(span("Alimov", exact="Alimov"))
    assert found.resolve(NEW) == "Alimov"
    assert found.start == span("Alimov").start + 8


def test_a_quote_without_a_span_gets_one() -> None:
    (found,) = anchored(Evidence(document="d", exact="Alimov", locator="p. 1"))
    assert found == span("Alimov", NEW, exact="Alimov", locator="p. 1")


def test_a_quote_that_stands_more_than_once_is_told_apart_by_its_surroundings() -> None:
    (found,) = anchored(span("spoke", exact="spoke", prefix="Zas "))
    assert found.resolve(NEW) == "spoke"
    assert refused(cited(span("spoke", exact="spoke")), NEW) == [
        "x.evidence[0]: is not found again, for 'spoke' stands more than once in the text"
    ]


def test_a_quote_that_is_gone_is_refused_though_it_has_no_span() -> None:
    assert refused(cited(Evidence(document="d", exact="Bordyuzha")), NEW) == [
        "x.evidence[0]: is not found again, for 'Bordyuzha' does not stand in the text"
    ]


def test_evidence_that_is_the_document_alone_stays_as_it_is() -> None:
    whole = Evidence(document="d", locator="paragraph 1")
    result = reanchor(cited(whole), "d", NEW)
    assert result.corpus.people["x"].evidence == (whole,)
    assert result.report.stood == 0


def test_a_span_without_a_quote_is_refused_without_the_former_text() -> None:
    (problem,) = refused(cited(span("Alimov")), NEW)
    reason = "there is no quote to find it by, and no former text that shows its words"
    assert problem == f"x.evidence[0]: is not found again, for {reason}"


# ── By the former text ──────────────────────────────────────────────────────


def test_a_span_is_found_by_the_words_that_it_had() -> None:
    (found,) = anchored(span("Alimov"), former=OLD)
    assert found == span("Alimov", NEW)


def test_words_that_stand_more_than_once_are_told_apart_by_what_surrounded_them() -> None:
    evidence = [Evidence(document="d", start=place, end=place + 5) for place in (4, 23, 42)]
    found = anchored(*evidence, former=OLD)
    assert [(each.start, each.end) for each in found] == [(12, 17), (31, 36), (50, 55)]


def test_one_side_is_enough_where_the_other_has_changed() -> None:
    assert anchored(span("spoke"), text=NEW.replace("Zas spoke.", "Zas spoke at length."), former=OLD) == (
        span("spoke", NEW),
    )


def test_words_that_were_one_of_several_are_not_taken_for_the_one_that_is_left() -> None:
    former = "one spoke and then another spoke"
    held = cited(Evidence(document="d", start=4, end=9), text=former)
    (problem,) = refused(held, "nobody but another spoke", former)
    reason = "'spoke' stands in the text, but nothing around it tells whether it is the same place"
    assert problem == f"x.evidence[0]: is not found again, for {reason}"


def test_sides_that_lead_to_different_places_decide_nothing() -> None:
    former = "before it came behind. It came once more."
    text = "before it came late. Now it came behind. It came once more."
    held = cited(Evidence(document="d", start=10, end=14), text=former)
    assert former[10:14] == "came"
    (problem,) = refused(held, text, former)
    assert problem.endswith("tells whether it is the same place")


def test_words_that_are_gone_are_refused() -> None:
    (problem,) = refused(cited(span("Alimov")), "Nobody spoke.", OLD)
    assert problem == "x.evidence[0]: is not found again, for 'Alimov' is not in the text any more"


def test_surroundings_that_are_no_longer_true_are_left_out() -> None:
    evidence = span("Alimov", exact="Alimov", prefix="Then ", suffix=" spoke")
    (found,) = anchored(evidence, text=NEW.replace("Then", "Then Dr"), former=OLD)
    assert (found.exact, found.prefix, found.suffix) == ("Alimov", None, " spoke")


def test_evidence_that_did_not_hold_before_is_found_by_its_quote() -> None:
    wrong = Evidence(document="d", start=0, end=6, exact="Alimov")
    assert anchored(wrong, former=OLD) == (span("Alimov", NEW, exact="Alimov"),)


def test_a_text_that_is_not_the_former_one_is_refused() -> None:
    assert refused(cited(span("Alimov")), NEW, "Something else.") == [
        "former: is not the text whose digest and length 'd' has"
    ]
    same_length = OLD.replace("Zas", "Saz")
    assert refused(cited(span("Alimov")), NEW, same_length) == [
        "former: is not the text whose digest and length 'd' has"
    ]


def test_any_former_text_will_do_where_the_document_names_none() -> None:
    after = reanchor(cited(span("Alimov"), text=None), "d", NEW, former=OLD).corpus
    assert after.people["x"].evidence == (span("Alimov", NEW),)


# ── The same text ───────────────────────────────────────────────────────────


def test_spans_stay_where_the_text_is_the_same() -> None:
    held = cited(span("Alimov"), span("spoke", exact="spoke"))
    result = reanchor(held, "d", OLD)
    assert result.corpus == held
    assert str(result.report) == "document d: 0 spans moved, 2 stand where they stood, 0 lost"


def test_a_document_gets_its_digest_from_the_text_that_its_spans_count() -> None:
    held = cited(span("Alimov"), text=None)
    assert refused(held, OLD)
    after = reanchor(held, "d", OLD, former=OLD).corpus
    assert after == cited(span("Alimov"))


def test_a_span_that_is_wrong_in_the_same_text_is_found_by_its_quote() -> None:
    wrong = Evidence(document="d", start=0, end=6, exact="Alimov")
    assert anchored(wrong, text=OLD) == (span("Alimov", exact="Alimov"),)


# ── What is lost ────────────────────────────────────────────────────────────


def test_a_span_that_is_not_found_again_can_be_dropped_but_never_kept() -> None:
    evidence = [
        span("Zas spoke", locator="p. 1"),
        span("spoke", exact="spoke"),
        span("Alimov", exact="Alimov"),
    ]
    held = cited(*evidence)
    after, report = reanchor(held, "d", NEW, drop_spans=True)
    assert after.people["x"].evidence == (
        Evidence(document="d", locator="p. 1"),
        Evidence(document="d", exact="spoke"),
        span("Alimov", NEW, exact="Alimov"),
    )
    assert [str(each.place) for each in report.lost] == ["x.evidence[0]", "x.evidence[1]"]
    assert report.lost[0].old == (0, 9)


def test_the_report_reads_well_and_is_plain_data() -> None:
    evidence = [
        span("Zas spoke"),
        span("Alimov", exact="Alimov"),
        Evidence(document="d", exact="Nobody else"),
        Evidence(document="d", exact="Bordyuzha"),
    ]
    report = reanchor(cited(*evidence), "d", NEW, drop_spans=True).report
    reason = "there is no quote to find it by, and no former text that shows its words"
    assert str(report) == (
        "document d: 2 spans moved, 0 stand where they stood, 2 lost\n"
        f"  x.evidence[0]: 0–9 is lost, for {reason}\n"
        "  x.evidence[3]: a quote without span is lost, for 'Bordyuzha' does not stand in the text\n"
        "  x.evidence[1]: 16–22 → 24–30\n"
        "  x.evidence[2]: no span → 38–49"
    )
    assert report.to_dict() == {
        "document": "d",
        "moved": [
            {"record": "x", "path": "evidence[1]", "old": [16, 22], "new": [24, 30]},
            {"record": "x", "path": "evidence[2]", "old": None, "new": [38, 49]},
        ],
        "stood": 0,
        "lost": [
            {"record": "x", "path": "evidence[0]", "old": [0, 9], "reason": reason},
            {
                "record": "x",
                "path": "evidence[3]",
                "old": None,
                "reason": "'Bordyuzha' does not stand in the text",
            },
        ],
    }


# ── A whole corpus ──────────────────────────────────────────────────────────


def test_every_span_of_a_corpus_follows_its_words_quotes_and_sessions_among_them() -> None:
    session = attrs.evolve(
        FORUM.sessions["forum-s1"], evidence=(Evidence(document="report", start=0, end=9),)
    )
    held = FORUM.replace(session)
    text = f"Norhaven, 4 May. {TEXT}"
    after, report = reanchor(held, "report", text, former=TEXT)
    assert after.check_evidence("report", text) == ()
    assert after.resolve("a-1", text, document="report") == ("warned Carl Dahl.", "The storm is upon us")
    assert (
        Anchored(place=Place("forum-s1", "evidence[0]"), old=Stretch(0, 9), new=Stretch(17, 26))
        in report.moved
    )
    assert len(report.moved) == 6
    back, again = reanchor(after, "report", TEXT, former=text)
    assert back == held
    assert {each.place for each in again.moved} == {each.place for each in report.moved}


# ── Laws ────────────────────────────────────────────────────────────────────


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]], list[int]]:
    """A text full of repeats, spans in it, and places where something new is put in."""
    text = draw(st.text("ab. ", min_size=1, max_size=60))
    places = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(places, places).map(sorted).map(tuple), max_size=8))
    spans = [pair for pair in pairs if pair[0] < pair[1]]
    return text, spans, sorted(draw(st.lists(places, max_size=3)))


@settings(max_examples=200, deadline=None)
@given(edits())
def test_a_span_follows_its_words_or_is_lost_but_never_points_elsewhere(
    edit: tuple[str, list[tuple[int, int]], list[int]],
) -> None:
    old, spans, places = edit
    new = (
        "".join(f"{old[a:b]}X" for a, b in zip([0, *places], places, strict=False))
        + old[(places or [0])[-1] :]
    )
    held = cited(*(Evidence(document="d", start=start, end=end) for start, end in spans), text=old)
    after, report = reanchor(held, "d", new, former=old, drop_spans=True)
    assert after.check_evidence("d", new) == ()
    for (start, end), evidence in zip(spans, after.people["x"].evidence, strict=True):
        before, inside = sum(place <= start for place in places), sum(start < place < end for place in places)
        if evidence.start is None:
            assert (evidence.start, evidence.end) == (None, None)
        else:
            assert (evidence.start, evidence.end, inside) == (start + before, end + before, 0)
    assert len(report.moved) + report.stood + len(report.lost) == len(spans)


@settings(max_examples=100, deadline=None)
@given(edits())
def test_a_quote_is_found_just_where_it_reads(edit: tuple[str, list[tuple[int, int]], list[int]]) -> None:
    old, spans, places = edit
    new = old[(places or [0])[0] :]
    quotes = [
        Evidence(document="d", start=a, end=b, exact=old[a:b]) for a, b in spans if not old[a:b].isspace()
    ]
    after, report = reanchor(cited(*quotes, text=old), "d", new, drop_spans=True)
    for evidence in after.people["x"].evidence:
        if evidence.start is not None:
            assert evidence.resolve(new) == evidence.exact
    assert all(isinstance(each, Lost) for each in report.lost)


@settings(max_examples=100, deadline=None)
@given(edits())
def test_the_same_text_changes_nothing(edit: tuple[str, list[tuple[int, int]], list[int]]) -> None:
    old, spans, _ = edit
    held = cited(*(Evidence(document="d", start=start, end=end) for start, end in spans), text=old)
    assert reanchor(held, "d", old).corpus == held
    assert reanchor(held, "d", old, former=old).report.stood == len(spans)
