"""What a question about actors, offices, sources and meetings finds."""

from __future__ import annotations

import pytest

from eurasec.selection import Selection
from eurasec.sources import Record
from harbour import corpus

FORUM = corpus()

QUESTIONS: list[tuple[str, dict[str, object], tuple[str, ...]]] = [
    ("states", {"id": "norland"}, ("norland",)),
    ("states", {"name": "south LAND"}, ()),
    ("states", {"name": "southland"}, ("southland",)),
    ("states", {"code": "NL"}, ("norland",)),
    ("states", {"area": "north"}, ("norland", "southland")),
    ("areas", {"id": ["cape", "coast"]}, ("cape", "coast")),
    ("areas", {"state": "norland"}, ("cape", "coast", "north")),
    ("areas", {"part_of": "north"}, ("cape",)),
    ("areas", {"name": "the"}, ("cape", "coast", "north")),
    ("organizations", {"id": "league"}, ("league",)),
    ("organizations", {"name": "lp"}, ("league",)),
    ("organizations", {"name": "office"}, ("league-office",)),
    ("organizations", {"kind": "international_organization"}, ("league",)),
    ("organizations", {"country": "norland"}, ("league-office",)),
    ("organizations", {"area": "coast"}, ("league-office",)),
    ("organizations", {"part_of": "league"}, ("league-office",)),
    ("organizations", {"designated_by": "southland"}, ("league",)),
    ("organizations", {"member": "southland"}, ("league",)),
    ("groups", {"id": "abroad"}, ("abroad",)),
    ("groups", {"name": "abroad"}, ("abroad",)),
    ("groups", {"member": "southland"}, ("abroad",)),
    ("groups", {"country": "norland"}, ()),
    ("people", {"id": "berg"}, ("berg",)),
    ("people", {"name": "karl"}, ("dahl",)),
    ("people", {"country": "southland"}, ("eide",)),
    ("people", {"area": "cape"}, ("berg",)),
    ("people", {"office": "secretary"}, ("dahl", "eide")),
    ("people", {"conference": "forum"}, ("berg", "dahl", "eide")),
    ("people", {"represents": "league"}, ("dahl",)),
    ("people", {"unnamed": False}, ("berg", "dahl", "eide")),
    ("memberships", {"id": "m-norland"}, ("m-norland",)),
    ("memberships", {"member": "southland"}, ("m-southland",)),
    ("memberships", {"organization": "league"}, ("m-norland", "m-southland")),
    ("memberships", {"role": "observer"}, ("m-southland",)),
    ("memberships", {"on": "2020"}, ("m-norland",)),
    ("memberships", {"on": "2020", "possibly": True}, ("m-norland", "m-southland")),
    ("memberships", {"during": "1990/2001"}, ()),
    ("memberships", {"during": "1990/2001", "possibly": True}, ("m-norland", "m-southland")),
    ("memberships", {"on": "2020", "during": "1990/1995"}, ()),
    ("offices", {"id": "minister"}, ("minister",)),
    ("offices", {"title": "secretary league"}, ("secretary",)),
    ("offices", {"organization": "league"}, ("secretary",)),
    ("offices", {"state": "norland"}, ("minister",)),
    ("offices", {"holder": "eide"}, ("secretary",)),
    ("tenures", {"id": "t-berg"}, ("t-berg",)),
    ("tenures", {"person": "dahl"}, ("t-dahl",)),
    ("tenures", {"office": "secretary"}, ("t-dahl", "t-eide")),
    ("tenures", {"organization": "league"}, ("t-dahl", "t-eide")),
    ("tenures", {"state": "norland"}, ("t-berg",)),
    ("tenures", {"on": "2020-05-04"}, ("t-berg", "t-dahl")),
    ("tenures", {"during": "2020"}, ("t-berg", "t-dahl")),
    ("tenures", {"during": "2012/2014"}, ("t-eide",)),
    ("tenures", {"during": "2012/2014", "possibly": True}, ("t-dahl", "t-eide")),
    ("documents", {"id": "report"}, ("report",)),
    ("documents", {"kind": "article"}, ("essay",)),
    ("documents", {"author": "eide"}, ("essay",)),
    ("documents", {"publisher": "league"}, ("report",)),
    ("documents", {"language": "en"}, ("report",)),
    ("documents", {"text": "league"}, ("essay",)),
    ("documents", {"on": "2020"}, ("essay",)),
    ("documents", {"during": "2020", "possibly": True}, ("essay", "report")),
    ("events", {"id": "great-storm"}, ("great-storm",)),
    ("events", {"kind": "disaster"}, ("great-storm",)),
    ("events", {"place": "coast"}, ("great-storm",)),
    ("events", {"participant": "norland"}, ("great-storm",)),
    ("events", {"text": "storm"}, ("great-storm",)),
    ("events", {"during": "2019"}, ("great-storm",)),
    ("events", {"on": "2020"}, ()),
    ("conferences", {"id": "forum"}, ("forum",)),
    ("conferences", {"organizer": "league"}, ("forum",)),
    ("conferences", {"supporter": "norland"}, ("old-forum",)),
    ("conferences", {"country": "norland"}, ("forum",)),
    ("conferences", {"participant": "berg"}, ("forum",)),
    ("conferences", {"series": "Harbour Forum"}, ("forum",)),
    ("conferences", {"language": "en"}, ("forum",)),
    ("conferences", {"text": "storms"}, ("forum",)),
    ("conferences", {"text": "first"}, ("old-forum",)),
    ("conferences", {"on": "2020-05-04"}, ("forum",)),
    ("conferences", {"during": "2020"}, ("forum",)),
    ("conferences", {"during": "2020", "possibly": True}, ("forum", "old-forum")),
    ("sessions", {"id": "forum-s1"}, ("forum-s1",)),
    ("sessions", {"conference": "forum"}, ("forum-s1", "forum-s2", "forum-s2a")),
    ("sessions", {"kind": "plenary"}, ("forum-s1",)),
    ("sessions", {"part_of": "forum-s2"}, ("forum-s2a",)),
    ("sessions", {"attribution_rule": "chatham_house"}, ("forum-s2", "forum-s2a")),
    ("sessions", {"attribution_rule": "on_record"}, ("forum-s1",)),
    ("sessions", {"attribution_rule": "off_record"}, ()),
    ("sessions", {"closed": True}, ("forum-s2",)),
    ("sessions", {"agenda": "storms"}, ("forum-s1",)),
    ("sessions", {"text": "ports"}, ("forum-s2a",)),
    ("sessions", {"on": "2020-05-05"}, ("forum-s2a",)),
    ("participants", {"id": "forum-berg"}, ("forum-berg",)),
    ("participants", {"person": "berg"}, ("forum-berg",)),
    ("participants", {"conference": "forum"}, ("forum-berg", "forum-dahl", "forum-eide")),
    ("participants", {"session": "forum-s2"}, ("forum-eide",)),
    ("participants", {"role": "questioner"}, ("forum-eide",)),
    ("participants", {"presence": "message"}, ("forum-eide",)),
    ("participants", {"office": "minister"}, ("forum-berg",)),
    ("participants", {"represents": "norland"}, ("forum-berg",)),
    ("participants", {"country": "southland"}, ("forum-eide",)),
    ("participants", {"area": "coast"}, ("forum-berg",)),
    ("topics", {"id": "growth"}, ("growth",)),
    ("topics", {"name": "growth"}, ("growth",)),
    ("topics", {"broader": "usefulness"}, ("growth",)),
    ("threats", {"id": "raids"}, ("raids",)),
    ("threats", {"name": "storms"}, ("storms",)),
    ("threats", {"kind": "terrorism"}, ("raids",)),
    ("threats", {"sector": "environmental"}, ("storms",)),
    ("threats", {"origin": "southland"}, ("raids",)),
    ("threats", {"broader": "raids"}, ()),
]


@pytest.mark.parametrize(("kind", "asked", "expected"), QUESTIONS, ids=lambda each: str(each)[:60])
def test_a_keyword_finds_the_records_that_it_describes(
    kind: str, asked: dict[str, object], expected: tuple[str, ...]
) -> None:
    assert getattr(FORUM, kind).where(**asked).ids == expected


KINDS = sorted({kind for kind, _, _ in QUESTIONS} | {"positions", "assessments", "statements"})


@pytest.mark.parametrize("kind", KINDS)
def test_every_keyword_that_groups_gives_each_record_a_place(kind: str) -> None:
    selection: Selection[Record] = getattr(FORUM, kind)
    for keyword in selection.keywords:
        groups = selection.group_by(keyword)
        assert {id for group in groups.values() for id in group.ids} == set(selection.ids), keyword


@pytest.mark.parametrize("kind", KINDS)
def test_every_selection_has_a_readable_table(kind: str) -> None:
    selection: Selection[Record] = getattr(FORUM, kind)
    first = repr(selection).splitlines()[0]
    assert first.startswith(f"<{type(selection).__name__}: {len(selection)} ")


@pytest.mark.parametrize("kind", KINDS)
def test_no_record_has_a_tag_that_nobody_gave(kind: str) -> None:
    with pytest.raises(LookupError, match="no tag 'zzz'"):
        getattr(FORUM, kind).where(tag="zzz")
