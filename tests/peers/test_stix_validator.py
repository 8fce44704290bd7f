"""stix2-validator, at its strictest, takes what `to_stix` writes."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from stix2validator import ValidationOptions, validate_string

import harbour
from eurasec import Corpus, Record
from eurasec.datasets import csto_2022
from eurasec.interop.stix import to_stix
from strategies import corpora_records

CREATED = datetime(2022, 2, 9, 12, tzinfo=UTC)
STRICT = ValidationOptions(
    version="2.1", strict=True, strict_types=True, strict_properties=True, enforce_refs=True
)


def complaints(data: bytes) -> list[str]:
    return [str(error) for error in validate_string(data.decode(), STRICT).errors]


def test_the_validator_takes_the_shipped_corpus(tmp_path: Path) -> None:
    file = tmp_path / "csto_2022.json"
    file.write_bytes(to_stix(csto_2022(), CREATED, producer="An institute").result)
    program = Path(sys.executable).with_name("stix2_validator")
    flags = ["--version", "2.1", "--strict", "--strict-types", "--strict-properties", "--enforce-refs"]
    ran = subprocess.run([program, *flags, file], capture_output=True, text=True, check=False)  # noqa: S603 - the peer's own program
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_validator_takes_the_invented_conference() -> None:
    assert complaints(to_stix(harbour.corpus(), CREATED, namespace="harbour").result) == []


@settings(max_examples=25, deadline=None)
@given(corpora_records())
def test_the_validator_takes_any_corpus(records: list[Record]) -> None:
    assert complaints(to_stix(Corpus(records), CREATED).result) == []


def test_the_validator_sees_mistakes() -> None:
    bundle = json.loads(to_stix(harbour.corpus(), CREATED).result)
    bundle["objects"][-1]["x_eurasec"] = True
    bundle["objects"][2]["created"] = "2022-02-09T12:00:00Z"
    found = "\n".join(complaints(json.dumps(bundle).encode()))
    assert "x_eurasec" in found
    assert "2022-02-09T12:00:00Z" in found
