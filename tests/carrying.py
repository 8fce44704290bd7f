"""What an exporter promises by its list of losses: whatever is not on the list comes back."""

from __future__ import annotations

from collections.abc import Iterable

from eurasec import Conference, Corpus, Record
from eurasec._fields import fields_of
from eurasec.interop.exchange import Loss

__all__ = ["broken_promises"]


def broken_promises(
    corpus: Corpus, back: Corpus, losses: Iterable[Loss], kinds: tuple[type[Record], ...]
) -> list[str]:
    """Give each field that is not listed as lost, and yet did not come back as it was.

    Args:
        corpus: What was exported.
        back: What was read from the export.
        losses: What the exporter lists.
        kinds: The kinds of record that the importer reads; sessions stand inside their conference.
    """
    lost = {(loss.record, loss.field) for loss in losses}
    broken: list[str] = []
    for record in (*corpus, *corpus.sessions):
        if not isinstance(record, kinds) or (record.id, "id") in lost:
            continue
        if record.id not in {each.id for each in (*back, *back.sessions)}:
            broken.append(f"{record.id} is gone")
            continue
        twin = back[record.id]
        if type(twin) is not type(record):
            broken.append(f"{record.id} has become a {type(twin).__name__}")
            continue
        for field in fields_of(type(record)):
            if (record.id, field.name) in lost:
                continue
            before, after = getattr(record, field.name), getattr(twin, field.name)
            if isinstance(record, Conference) and field.name == "sessions":
                before, after = [each.id for each in before], [each.id for each in after]
            if before != after:
                broken.append(f"{record.id}.{field.name}: {before!r} has become {after!r}")
    return broken
