"""What is asked of a corpus: by keywords of eurasec, and by plain Python over the same records."""

from __future__ import annotations

from itertools import cycle, islice

from made import Files
from measured import Work

from eurasec import Corpus, Position, load

# ── Five indexes ────────────────────────────────────────────────────────────


def five_indexes(files: Files) -> Work:
    """Prepare a corpus of which nothing has been asked yet, and ask by five keywords."""
    corpus = load(files.document())

    def ask() -> Corpus:
        corpus.positions.where(holder="zas")
        corpus.positions.where(topic="csto-role")
        corpus.positions.where(session="csto-2022-s1")
        corpus.positions.where(act="warn")
        corpus.positions.where(stance="oppose")
        return corpus

    return ask


def five_fields(files: Files) -> Work:
    """Prepare to look at the same five fields of every position once."""
    positions = tuple(load(files.document()).positions)

    def scan() -> None:
        for each in positions:
            _ = each.holders, each.topic, each.session, each.act, each.stance

    return scan


# ── Three rare keywords ─────────────────────────────────────────────────────


def rare(files: Files) -> Work:
    """Prepare to ask by three keywords that each select 1 % or less; their indexes are built."""
    positions = load(files.document()).positions
    selections = (
        positions.where(holder="ghevondyan"),
        positions.where(about="osce"),
        positions.where(compares="osce"),
    )
    shares = [len(each) / len(positions) for each in selections]
    assert all(0 < share <= 0.01 for share in shares), shares
    return lambda: positions.where(holder="ghevondyan", about="osce", compares="osce")


def rare_in_a_comprehension(files: Files) -> Work:
    """Prepare to look for the same in every position."""
    positions = load(files.document()).positions
    every = tuple(positions)
    wanted = positions.where(holder="ghevondyan", about="osce", compares="osce")
    assert find_rare(every) == list(wanted) != []
    return lambda: find_rare(every)


def find_rare(every: tuple[Position, ...]) -> list[Position]:
    return [
        each
        for each in every
        if "ghevondyan" in each.holders
        and "osce" in each.about
        and any("osce" in (compared.subject, compared.other) for compared in each.comparisons)
    ]


# ── A function of the user's ────────────────────────────────────────────────


def critical(position: Position) -> bool:
    return bool(position.criticises)


def where(files: Files) -> Work:
    positions = load(files.document()).positions
    return lambda: positions.where(critical)


def comprehension(files: Files) -> Work:
    every = tuple(load(files.document()).positions)
    return lambda: [each for each in every if critical(each)]


# ── A record by its id ──────────────────────────────────────────────────────


def by_id(files: Files, *, part: int = 1) -> Work:
    """Prepare to look up a thousand ids that lie far from each other."""
    positions = load(files.document(part=part)).positions
    step = max(1, len(positions) // 1_000)
    ids = tuple(islice(cycle(positions.ids[::step]), 1_000))

    def look() -> None:
        for id in ids:
            positions[id]

    return look
