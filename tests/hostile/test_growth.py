"""Four times the input takes about four times the work: nothing takes the square of it.

The lines of the library that are run are counted. What runs inside Python's own
functions is not; `test_bounds` holds that to a limit of time.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Final

import pytest

from eurasec import (
    Conference,
    Corpus,
    Document,
    Evidence,
    Person,
    Session,
    diff,
    digest,
    dumps,
    lint,
    load_lines,
    loads,
    merge,
    reanchor,
)
from eurasec.dates import LONGEST_TEXT, contains, overlaps, parse_edtf, read_date
from eurasec.dates.prose import LONGEST_PROSE
from eurasec.errors import near_matches
from fuzz.harnesses import HARNESSES
from work import work

SIZE: Final = 40
"""Of the smaller input; the larger one has four times as much."""

TOO_MUCH: Final = 6
"""Times the work for four times the input; the square of it would be sixteen."""

Case = Callable[[int], Callable[[], object]]


def written(**sections: object) -> bytes:
    return json.dumps({"format": "eurasec/1", **sections}).encode()


BASE: Final = {
    "topics": [{"id": "t", "label": "T", "proposition": "P"}],
    "documents": [{"id": "d", "title": "D"}],
    "people": [{"id": "p", "name": "P"}],
}


def positions(count: int, of: Callable[[int], dict[str, object]]) -> list[dict[str, object]]:
    usual = {"holders": ["p"], "topic": "t", "stance": "support", "document": "d"}
    return [{"id": f"p-{number}", **usual, **of(number)} for number in range(count)]


def chain(count: int, field: str, **others: object) -> list[dict[str, object]]:
    """Records that name the one before each of them."""
    return [{"id": f"x{n}", **others, **({field: f"x{n - 1}"} if n else {})} for n in range(count)]


def below_a_hundred_levels(count: int, **others: object) -> list[dict[str, object]]:
    return [
        *chain(99, "broader", **others),
        *({"id": f"y{n}", "broader": "x98", **others} for n in range(count)),
    ]


DOCUMENTS: Final[dict[str, Callable[[int], bytes]]] = {
    "topics in a chain": lambda n: written(topics=chain(10 * n, "broader", label="T")),
    "topics in a ring": lambda n: written(
        topics=[{"id": f"x{i}", "label": "T", "broader": f"x{(i + 1) % (10 * n)}"} for i in range(10 * n)]
    ),
    "topics in pairs": lambda n: written(
        topics=[{"id": f"x{i}", "label": "T", "broader": f"x{i ^ 1}"} for i in range(10 * n)]
    ),
    "answers in a chain": lambda n: written(
        **BASE, positions=positions(10 * n, lambda i: {"in_reply_to": [f"p-{i - 1}"] if i else []})
    ),
    "answers to all before": lambda n: written(
        **BASE, positions=positions(n, lambda i: {"in_reply_to": [f"p-{j}" for j in range(max(0, i - 9), i)]})
    ),
    "sessions in a chain": lambda n: written(
        conferences=[{"id": "c", "title": "C", "sessions": chain(10 * n, "part_of")}]
    ),
    "equal ids": lambda n: written(states=[{"id": "s", "name": "S"}] * n),
    "equal participants": lambda n: written(
        people=BASE["people"],
        conferences=[{"id": "c", "title": "C"}],
        participants=[{"id": f"a{i}", "person": "p", "conference": "c"} for i in range(n)],
    ),
    "references that lead nowhere": lambda n: written(
        **BASE,
        states=[{"id": f"s{i}", "name": "S"} for i in range(n)],
        positions=positions(n, lambda i: {"topic": f"u{i}"}),
    ),
    "misspelt words": lambda n: written(**BASE, positions=positions(n, lambda i: {"stance": f"suport{i}"})),
    "misspelt keys": lambda n: written(states=[{"id": f"s{i}", "name": "S", f"nme{i}": 1} for i in range(n)]),
    "strange keys of one record": lambda n: written(states=[{"id": "s", **{f"nme{i}": 1 for i in range(n)}}]),
    "wrong items of one record": lambda n: written(states=[{"id": "s", "name": "S", "tags": list(range(n))}]),
    "wrong evidence of one record": lambda n: written(
        states=[{"id": "s", "name": "S", "evidence": [{"document": "d", "start": -i} for i in range(n)]}]
    ),
    "repeated keys": lambda n: b'{"format": "eurasec/1", "states": [{%s}]}' % b",".join([b'"id": "s"'] * n),
    "tags": lambda n: written(states=[{"id": "s", "name": "S", "tags": [f"t{i}" for i in range(n)]}]),
    "spans": lambda n: written(
        documents=[{"id": "d", "title": "D", "length": n}],
        states=[
            {"id": f"s{i}", "name": "S", "evidence": [{"document": "d", "start": i, "end": i + 9}]}
            for i in range(n)
        ],
    ),
    "sets of dates": lambda n: written(
        documents=[{"id": "d", "title": "D", "date": f"[{','.join(str(1000 + i) for i in range(n))}]"}]
    ),
    "members of a group": lambda n: written(
        states=[{"id": f"s{i}", "name": "S"} for i in range(n)],
        groups=[{"id": "g", "name": "G", "members": [f"s{i}" for i in range(n)]}],
    ),
}

SOUND: Final[dict[str, Callable[[int], bytes]]] = {
    "topics below a hundred levels": lambda n: written(topics=below_a_hundred_levels(n, label="T")),
    "threats below a hundred levels": lambda n: written(
        threats=below_a_hundred_levels(n, label="T", kinds=["other"], sectors=["military"])
    ),
    "one speaker in all sessions": lambda n: written(
        people=BASE["people"],
        conferences=[
            {
                "id": "c",
                "title": "C",
                "sessions": [*chain(99, "part_of"), *({"id": f"y{i}", "part_of": "x98"} for i in range(n))],
            }
        ],
        participants=[
            {
                "id": "a",
                "person": "p",
                "conference": "c",
                "appearances": [{"session": f"y{i}", "roles": ["speaker"]} for i in range(n)],
            }
        ],
    ),
    "views of one passage": lambda n: written(
        **BASE, positions=positions(n, lambda i: {"evidence": [{"document": "d", "start": i, "end": i + 50}]})
    ),
    "views of one moment": lambda n: written(**BASE, positions=positions(n, lambda _: {"claim": "C"})),
    "denials of threats from one organization": lambda n: written(
        states=[{"id": f"s{i}", "name": "S"} for i in range(n)],
        organizations=[{"id": "o", "name": "O"}],
        memberships=[{"id": f"m{i}", "member": f"s{i}", "organization": "o"} for i in range(n)],
        documents=BASE["documents"],
        people=BASE["people"],
        threats=[
            {"id": f"h{i}", "label": "H", "kinds": ["other"], "sectors": ["military"], "origins": ["o"]}
            for i in range(n)
        ],
        assessments=[
            {"id": f"a{i}", "holders": ["p"], "threat": f"h{i}", "verdict": "denied", "document": "d"}
            for i in range(n)
        ],
    ),
    "tenures in one office": lambda n: written(
        people=[{"id": f"p{i}", "name": "P"} for i in range(n)],
        offices=[{"id": "o", "title": "O"}],
        tenures=[{"id": f"t{i}", "person": f"p{i}", "office": "o", "period": "2003/2016"} for i in range(n)],
    ),
}


def growth(case: Case) -> float:
    """How many times the work four times the input takes."""
    work(case(2))  # what is made once is made now
    return work(case(4 * SIZE)) / work(case(SIZE))


def loading(given: Callable[[int], bytes]) -> Case:
    def case(size: int) -> Callable[[], object]:
        data = given(size)
        return lambda: loads(data)

    return case


@pytest.mark.parametrize("name", [*DOCUMENTS, *SOUND])
def test_reading_takes_work_in_proportion(name: str) -> None:
    assert growth(loading({**DOCUMENTS, **SOUND}[name])) < TOO_MUCH


def asking(given: Callable[[int], bytes], ask: Callable[[Corpus], object]) -> Case:
    def case(size: int) -> Callable[[], object]:
        corpus = loads(given(size))
        return lambda: ask(corpus)

    return case


@pytest.mark.parametrize("name", SOUND)
@pytest.mark.parametrize(
    "ask", [lint, dumps, lambda each: diff(each, Corpus()), lambda each: merge(each, Corpus())]
)
def test_looking_over_a_corpus_takes_work_in_proportion(name: str, ask: Callable[[Corpus], object]) -> None:
    assert growth(asking(SOUND[name], ask)) < TOO_MUCH


def test_what_is_narrower_is_found_with_work_in_proportion() -> None:
    given = SOUND["topics below a hundred levels"]
    assert growth(asking(given, lambda each: each.topics.where(broader="x0"))) < TOO_MUCH
    given = SOUND["threats below a hundred levels"]
    assert growth(asking(given, lambda each: each.threats.where(broader="x0"))) < TOO_MUCH


def test_lines_take_work_in_proportion() -> None:
    def case(size: int) -> Callable[[], object]:
        line = b'{"type": "state", "id": "s", "name": "S", "nme": 1}\n'
        data = b'{"format": "eurasec/1"}\n' + line * size + b"{\n" * size + b"\n" * size
        return lambda: load_lines(io.BytesIO(data))

    assert growth(case) < TOO_MUCH


# ── Dates and words ─────────────────────────────────────────────────────────

SETS: Final = {
    "years": lambda n: (f"{1000 + 2 * i}" for i in range(n)),
    "ranges": lambda n: (f"{1000 + 9 * i}..{1004 + 9 * i}" for i in range(n)),
    "ranges of days": lambda n: (f"{1000 + i}-01-01..{1000 + i}-11-30" for i in range(n)),
    "uncertain days": lambda n: (f"{1000 + i}-XX-1X?" for i in range(n)),
}


@pytest.mark.parametrize("brackets", ["[]", "{}"])
@pytest.mark.parametrize("one", SETS)
@pytest.mark.parametrize("other", SETS)
@pytest.mark.parametrize("ask", [overlaps, contains])
def test_sets_of_dates_are_compared_with_work_in_proportion(
    one: str, other: str, brackets: str, ask: Callable[..., object]
) -> None:
    def case(size: int) -> Callable[[], object]:
        first, second = (
            parse_edtf(f"{brackets[0]}{','.join(SETS[name](size))}{brackets[1]}") for name in (one, other)
        )
        return lambda: ask(first, second)

    assert growth(case) < TOO_MUCH


def texts_of_prose() -> Iterator[tuple[str, str]]:
    pieces = {
        "en": (
            "early ",
            "end of ",
            "from ",
            "between ",
            "2003 and ",
            "2003 or ",
            "1 to ",
            "1-",
            "9 february ",
            "? ",
            "(",
            "in the ",
        ),
        "ru": (
            "в начале ",
            "с ",
            "по ",
            "между ",
            "2003 и ",
            "2003 или ",
            "1 – ",
            "до ",
            "9 февраля ",
            "xx век ",
            "в ",
        ),
    }
    for language, each in pieces.items():
        for one in each:
            for other in each:
                yield language, ((one + other) * LONGEST_PROSE)[:LONGEST_PROSE]


def test_no_date_in_prose_takes_more_than_a_little_work() -> None:
    most = max(
        work(lambda language=language, text=text: read_date(text, language=language, reference="2022"))  # type: ignore[misc]
        for language, text in texts_of_prose()
    )
    assert most < 100 * LONGEST_PROSE


@pytest.mark.parametrize(
    "text",
    [
        "9" * LONGEST_TEXT,
        "[" + "2020," * 1_900 + "2020]",
        "Y" + "9" * 9_000,
        "2020-" * 2_000,
        "?" * LONGEST_TEXT,
        "/" * 999,
    ],
)
def test_no_date_takes_more_than_a_little_work(text: str) -> None:
    assert work(lambda: parse_edtf(text)) < 20 * LONGEST_TEXT


def test_a_near_match_takes_no_more_work_for_a_million_words() -> None:
    words = [f"word{number:06}" for number in range(1_000_000)]
    assert work(lambda: near_matches("word00x000", words)) < 20_000


# ── Evidence ────────────────────────────────────────────────────────────────


class Counting(str):
    """A text that counts how often it is looked through."""

    __slots__ = ("looks",)

    def find(self, *arguments: object) -> int:  # type: ignore[override]
        self.looks = getattr(self, "looks", 0) + 1
        return super().find(*arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("alike", [False, True])
def test_evidence_is_found_again_in_a_few_looks_for_each_piece(alike: bool) -> None:  # noqa: FBT001 - a case
    def looks(size: int) -> int:
        former = "".join("the same words" if alike else f"words {number:08}" for number in range(size))
        text = Counting(f"Some words. {former}")
        corpus = Corpus(
            [
                Document(id="d", title="D", sha256=digest(former), length=len(former)),
                Conference(
                    id="c",
                    title="C",
                    sessions=tuple(
                        Session(id=f"s{n}", evidence=(Evidence(document="d", start=14 * n, end=14 * n + 14),))
                        for n in range(size)
                    ),
                ),
                Person(id="p", name="P"),
            ]
        )
        reanchor(corpus, "d", text, former=former, drop_spans=True)
        return getattr(text, "looks", 0)

    assert looks(4 * SIZE) <= 4.5 * looks(SIZE)
    assert looks(SIZE) <= 40 * SIZE
    assert alike or looks(SIZE) >= SIZE


# ── Files of others ─────────────────────────────────────────────────────────


def lines_of(*entities: object) -> bytes:
    return b"\n".join(json.dumps(each).encode() for each in entities)


COLUMNS: Final = {
    "spreadsheet": ("Statement ID;Person;Conference;Document;Topic;Stance", ";"),
    "general-debate": ("Year,Session,ISO Code,Country,Name of Person Speaking,Post", ","),
    "parlamint": (next(HARNESSES["parlamint"].seeds()).decode().partition("\n")[0], "\t"),
    "dna-events": (next(HARNESSES["dna-events"].seeds()).decode().partition("\n")[0].rstrip("\r"), ";"),
}


def sheet(name: str, cell: str, *, columns: str = "") -> Callable[[int], bytes]:
    header, delimiter = COLUMNS[name]

    def given(size: int) -> bytes:
        further = "".join(f"{delimiter}{columns.format(n=n)}" for n in range(size)) if columns else ""
        count = len(f"{header}{further}".split(delimiter))
        rows = 2 if columns else size
        body = "".join(delimiter.join([cell.format(n=n)] * count) + "\n" for n in range(rows))
        return f"{header}{further}\n{body}".encode()

    return given


FOREIGN: Final[dict[str, tuple[str, Callable[[int], bytes]]]] = {
    **{f"{name}: equal rows": (name, sheet(name, "2003")) for name in COLUMNS},
    **{f"{name}: other rows": (name, sheet(name, "x {n}")) for name in COLUMNS},
    **{f"{name}: strange columns": (name, sheet(name, "x", columns="Statement I{n}")) for name in COLUMNS},
    **{f"{name}: equal columns": (name, sheet(name, "x", columns="Date")) for name in COLUMNS},
    "popolo: areas in a chain": (
        "popolo",
        lambda n: json.dumps({"areas": chain(10 * n, "parent_id", name="A")}).encode(),
    ),
    "popolo: bodies in a chain": (
        "popolo",
        lambda n: json.dumps({"organizations": chain(10 * n, "parent_id", name="A")}).encode(),
    ),
    "popolo: events in a chain": (
        "popolo",
        lambda n: json.dumps({"events": chain(10 * n, "parent_id", name="A")}).encode(),
    ),
    "popolo: equal ids": (
        "popolo",
        lambda n: json.dumps({"persons": [{"id": "a", "name": "A"}] * n}).encode(),
    ),
    "popolo: odd ids": (
        "popolo",
        lambda n: json.dumps({"persons": [{"id": f"/{i}", "name": "A"} for i in range(n)]}).encode(),
    ),
    "popolo: sources": (
        "popolo",
        lambda n: json.dumps(
            {
                "persons": [
                    {"id": f"p{i}", "name": "A", "sources": [{"url": f"https://x.example/{i}"}]}
                    for i in range(n)
                ]
            }
        ).encode(),
    ),
    "ftm: equal ids": (
        "followthemoney",
        lambda n: lines_of(
            *({"id": "a", "schema": "Person", "properties": {"name": [f"A{i}"]}} for i in range(n))
        ),
    ),
    "ftm: names": (
        "followthemoney",
        lambda n: lines_of(
            {"id": "a", "schema": "Person", "properties": {"name": [f"A{i}" for i in range(n)]}}
        ),
    ),
    "ftm: strange properties": (
        "followthemoney",
        lambda n: lines_of(
            {
                "id": "a",
                "schema": "Person",
                "properties": {"name": ["A"], **{f"p{i}": ["x"] for i in range(n)}},
            }
        ),
    ),
    "ftm: strange schemas": (
        "followthemoney",
        lambda n: lines_of(
            *({"id": f"a{i}", "schema": f"Perso{i}", "properties": {"name": ["A"]}} for i in range(n))
        ),
    ),
    "ftm: no JSON": ("followthemoney", lambda n: b"{\n" * n),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_files_of_others_take_work_in_proportion(name: str) -> None:
    harness, given = FOREIGN[name]

    def case(size: int) -> Callable[[], object]:
        data = given(size)
        return lambda: HARNESSES[harness].outcome(data)

    assert growth(case) < TOO_MUCH
