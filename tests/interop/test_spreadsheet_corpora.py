"""Lists of speakers that other corpora ship with become people, offices, conferences and participants."""

from __future__ import annotations

from pathlib import Path

import pytest

from eurasec import Attribute, Identifier
from eurasec.errors import DecodeError
from eurasec.interop.exchange import Imported
from eurasec.interop.spreadsheet import from_general_debate, from_parlamint

DATA = Path(__file__).parents[1] / "data" / "spreadsheet"
DEBATE = DATA / "Speakers_by_session.csv"
PARLAMINT = DATA / "ParlaMint-NR-meta-en.tsv"


def told(imported: Imported) -> list[str]:
    return [str(problem) for problem in imported.problems]


# ── UN General Debate ───────────────────────────────────────────────────────


def debate(folder: Path, *rows: str, header: str = "", **options: bool) -> Imported:
    """What is read of a sheet with some rows."""
    path = folder / "speakers.csv"
    usual = "Year,Session,ISO Code,Country,Name of Person Speaking,Post"
    path.write_text("\n".join([header or usual, *rows]) + "\n", encoding="utf-8")
    return from_general_debate(path, **options)


def test_every_session_of_the_assembly_is_a_conference() -> None:
    corpus = from_general_debate(DEBATE).corpus
    assert [each.edition for each in corpus.conferences] == [56, 57, 58, 59]
    first = corpus.conferences["un-general-debate-56"]
    assert (first.title, str(first.period)) == (
        "General Debate of the United Nations General Assembly, session 56",
        "2001",
    )
    assert first.organizers == ("un-general-assembly",)


def test_speakers_represent_their_country_in_an_office_that_is_attested() -> None:
    corpus = from_general_debate(DEBATE).corpus
    spoke = corpus.participants.where(person="mr-aksel-berg")
    assert [(each.conference, each.represents) for each in spoke] == [
        ("un-general-debate-56", "norland"),
        ("un-general-debate-57", "norland"),
    ]
    (held,) = corpus.offices_of("mr-aksel-berg")
    assert [str(year) for year in held.record.attested] == ["2001", "2002"]
    assert corpus.offices[held.record.office].state == "norland"


def test_a_speaker_without_a_post_has_no_office() -> None:
    corpus = from_general_debate(DEBATE).corpus
    assert corpus.participants.where(person="mr-emil-falk").one().offices == ()


def test_codes_name_countries_whatever_they_are_called_in_a_year() -> None:
    corpus = from_general_debate(DEBATE).corpus
    south = corpus.states["southland"]
    assert south.other_names == ("Republic of Southland",)
    assert south.identifiers == (Identifier(scheme="iso3166-1", value="SDL"),)
    assert corpus.states["lower-southland"].identifiers == (Identifier(scheme="ungdc", value="YDYE"),)


def test_the_european_union_is_an_organization() -> None:
    corpus = from_general_debate(DEBATE).corpus
    union = corpus.organizations["european-union"]
    assert union.short_name == "EU"
    assert corpus.participants.where(person="ms-greta-holm").one().represents == "european-union"
    assert corpus.people["ms-greta-holm"].country is None
    assert corpus.offices.where(organization="european-union").one().title == "President of the Council"


def test_a_code_of_two_countries_in_one_session_is_told() -> None:
    imported = from_general_debate(DEBATE)
    assert told(imported) == ["row 10.code: 'SDL' is the code of 'Southland' in row 9"]
    assert imported.problems[0].rule == "doubtful"
    assert imported.corpus.states["eastland"].identifiers == ()


def test_a_country_under_a_wrong_code_is_known_by_its_name(tmp_path: Path) -> None:
    imported = debate(
        tmp_path,
        "2003,58,SVN,Slovenia,Ana Kos,",
        "2004,59,SLV,El Salvador,Luz Paz,",
        "2004,59,SLV,Slovenia,Ana Kos,",
        "2005,60,SLV,Slovenia,Ana Kos,",
    )
    assert told(imported) == ["row 4.code: 'SLV' is the code of 'El Salvador' in row 3"]
    assert imported.corpus.states.ids == ("el-salvador", "slovenia")
    assert imported.corpus.states["el-salvador"].other_names == ("Slovenia",)


def test_a_name_that_the_code_had_before_is_a_country_of_its_own_beside_it(tmp_path: Path) -> None:
    imported = debate(
        tmp_path,
        "2003,58,XYZ,Upland,Ana Kos,",
        "2004,59,XYZ,Downland,Luz Paz,",
        "2004,59,XYZ,Upland,Ana Kos,",
        "2004,59,XYZ,Upland,Eva Lah,",
    )
    assert told(imported) == [
        f"row {number}.code: 'XYZ' is the code of 'Downland' in row 3" for number in (4, 5)
    ]
    represented = imported.corpus.participants.where(conference="un-general-debate-59").count_by("represents")
    assert sorted(represented.values()) == [1, 2]


def test_who_speaks_twice_in_a_session_is_told(tmp_path: Path) -> None:
    imported = debate(tmp_path, "2003,58,NRL,Norland,Ana Kos,Envoy", "2003,58,NRL,Norland,Ana Kos,Minister")
    assert told(imported) == [
        "row 3.person: 'Ana Kos' has spoken in this session before, and that row is kept"
    ]
    assert len(imported.corpus.participants) == 1


def test_people_of_one_name_from_two_countries_are_two(tmp_path: Path) -> None:
    corpus = debate(tmp_path, "2003,58,NRL,Norland,Ana Kos,", "2003,58,SDL,Southland,Ana Kos,").corpus
    assert corpus.people.ids == ("ana-kos", "ana-kos-person")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("2003,58,NRL,Norland,,Envoy", "row 2.person: is missing"),
        (",58,NRL,Norland,Ana,", "row 2.year: is missing"),
        ("03,58,NRL,Norland,Ana,", "row 2.year: '03' is no year"),
        ("2003,LVIII,NRL,Norland,Ana,", "row 2.session: 'LVIII' is no session"),
        ("2003,58,NRL,Norland,Ana", "row 2: has 5 cells, but the header has 6"),
        ("2003,58,NRL,Norland,A\x07na,", "row 2.person: 'A\\x07na' contains a control character"),
    ],
)
def test_a_row_of_the_debate_in_which_something_is_wrong_is_left_out_and_told(
    tmp_path: Path, row: str, problem: str
) -> None:
    imported = debate(tmp_path, row)
    assert told(imported)[0].startswith(problem)
    assert len(imported.corpus.participants) == len(imported.corpus.people) == 0


def test_further_columns_of_the_debate_are_kept_when_asked(tmp_path: Path) -> None:
    header = "Year,Session,ISO Code,Country,Name of Person Speaking,Post,Language"
    row = "2003,58,NRL,Norland,Ana Kos,,Norlandic"
    left_out = debate(tmp_path, row, header=header)
    assert told(left_out) == ["row 1.Language: is left out"]
    kept = debate(tmp_path, row, header=header, keep_unknown=True)
    assert kept.problems == ()
    assert kept.corpus.participants.one().attributes == (Attribute(name="Language", value="Norlandic"),)


def test_a_file_that_is_no_list_of_speakers_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DecodeError) as caught:
        debate(tmp_path, header="Year,Session,Country,Post")
    assert [str(problem) for problem in caught.value.problems] == [
        "row 1: has no column 'iso code'",
        "row 1: has no column 'name of person speaking'",
    ]


# ── ParlaMint ───────────────────────────────────────────────────────────────


def speeches(folder: Path, *changes: dict[int, str], **options: bool) -> Imported:
    """What is read of the sample's second row, with other cells."""
    lines = PARLAMINT.read_text(encoding="utf-8").splitlines()
    rows = [lines[0]]
    for change in changes:
        cells = lines[1].split("\t")
        for index, cell in change.items():
            cells[index] = cell
        rows.append("\t".join(cells))
    path = folder / "meta.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return from_parlamint(path, **options)


def test_every_text_is_a_sitting_with_its_record() -> None:
    imported = from_parlamint(PARLAMINT)
    assert imported.problems == ()
    sitting = imported.corpus.conferences["parlamint-nr-2018-04-13-s1"]
    assert sitting.title == 'Minutes of the "Storting", sitting 1'
    assert sitting.organizers == ("assembly-of-norland",)
    record = imported.corpus.documents[sitting.documents[0]]
    assert (record.kind, record.language, str(record.date)) == ("verbatim_record", "no", "2018-04-13")
    assert imported.corpus.documents["parlamint-nr-2018-04-20-s2-record"].language is None


def test_the_topics_of_the_speeches_are_the_agenda() -> None:
    corpus = from_parlamint(PARLAMINT).corpus
    assert [session.agenda for session in corpus.sessions] == [("defence", "international-affairs"), ()]


def test_speakers_have_their_roles_and_their_party_on_the_dates_of_their_speeches() -> None:
    corpus = from_parlamint(PARLAMINT).corpus
    first = corpus.participants.where(person="berg-aksel", conference="parlamint-nr-2018-04-13-s1").one()
    assert first.appearances[0].roles == ("chair", "speaker")
    (member,) = corpus.memberships_of("berg-aksel")
    assert corpus.organizations[member.record.organization].short_name == "HP"
    assert [str(day) for day in member.record.attested] == ["2018-04-13", "2018-04-20"]
    assert corpus.organizations["fp"].name == "FP"
    assert corpus.memberships_of("dahl-carla") == ()


def test_what_the_model_has_no_field_for_is_kept_when_asked() -> None:
    corpus = from_parlamint(PARLAMINT, keep_unknown=True).corpus
    assert {each.name: each.value for each in corpus.people["berg-aksel"].attributes} == {
        "speaker_gender": "M",
        "speaker_birth": "1961",
        "speaker_mp": "MP",
        "speaker_minister": "notMinister",
    }
    assert {each.name: each.value for each in corpus.organizations["harbour-party"].attributes} == {
        "party_status": "Coalition",
        "party_orientation": "Centre",
    }


def test_further_columns_of_parlamint_are_kept_when_asked(tmp_path: Path) -> None:
    lines = PARLAMINT.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "meta.tsv"
    path.write_text(f"{lines[0]}\tWords\n{lines[1]}\t35\n", encoding="utf-8")
    left_out = from_parlamint(path)
    assert told(left_out) == ["row 1.Words: is left out"]
    assert left_out.corpus.participants.one().attributes == ()
    kept = from_parlamint(path, keep_unknown=True)
    assert kept.corpus.participants.one().attributes == (Attribute(name="Words", value="35"),)


def test_a_sitting_without_a_body_has_no_organizer(tmp_path: Path) -> None:
    assert speeches(tmp_path, {4: "-"}).corpus.conferences.one().organizers == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({3: "-"}, "row 2.date: is missing"),
        ({3: "2018-04"}, "row 2.date: '2018-04' is no day"),
        ({3: "2018-02-30"}, "row 2.date: '2018-02-30' is no day"),
        ({3: "2018/2019x"}, "row 2.date: '2018/2019x' is no day"),
        ({12: "Speaker"}, "row 2.speaker_role: 'Speaker' is no role of ParlaMint"),
        ({20: "A\x07"}, "row 2.speaker_name: 'A\\x07' contains a control character"),
    ],
)
def test_a_row_of_parlamint_in_which_something_is_wrong_is_left_out_and_told(
    tmp_path: Path, change: dict[int, str], problem: str
) -> None:
    imported = speeches(tmp_path, change)
    assert told(imported)[0].startswith(problem)
    assert len(imported.corpus) == 0


def test_rows_that_disagree_are_told(tmp_path: Path) -> None:
    imported = speeches(tmp_path, {}, {3: "2018-04-14", 20: "Berg, A."})
    assert told(imported) == [
        "row 3.date: is 2018-04-14, but 2018-04-13 in row 2, which is kept",
        "row 3.speaker_name: is 'Berg, Aksel' in row 2, which is kept",
    ]
    assert {problem.rule for problem in imported.problems} == {"doubtful"}


def test_a_file_that_is_no_table_of_speeches_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "meta.tsv"
    path.write_text("Text_ID\tTitle\tDate\tSpeaker_ID\tSpeaker_name\n")
    with pytest.raises(DecodeError, match="row 1: has no column 'speaker_role'"):
        from_parlamint(path)
