"""Print how long eurasec takes, and how much it keeps, as ratios to what a user would take instead.

    python tests/benchmarks/ratios.py [POSITIONS] [--only GROUP ...] [--rounds N]

Every ratio is measured within this one run: each side in a process of its own,
both in turn, each several times, the median of their processor time. The
collector of cyclic garbage is on, as it is in a program of the user's.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from made import Files
from rows import GROUPS, Row

_PACKAGES: Final = ("eurasec", "attrs", "cattrs", "orjson", "pydantic", "stix2", "followthemoney")


def main() -> None:
    """Measure what is asked for, and print the table row by row."""
    parser = argparse.ArgumentParser(description="Print speed and memory as ratios.")
    parser.add_argument("positions", nargs="?", type=int, default=100_000)
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), metavar="GROUP")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = Files(Path(folder), asked.positions)
        files.write(many="streaming" in asked.only)
        print("\n".join(told(files)))
        print("\n| what | ratio | against | aim | met |\n|---|---|---|---|---|")
        for group in asked.only:
            for row in GROUPS[group]:
                print(line(row, files, asked.rounds), flush=True)


def told(files: Files) -> list[str]:
    """Say what was read, where and with what."""
    each = files.document().stat().st_size / files.size
    return [
        f"- {files.size:,} positions of {each:.0f} bytes of JSON; {files.few:,} for stix2 and followthemoney",
        f"- {processor()}, {os.cpu_count()} cores, {platform.system()}",
        f"- {platform.python_implementation()} {platform.python_version()}",
        f"- {', '.join(map(installed, _PACKAGES))}",
    ]


def processor() -> str:
    """Give the name of the processor, as far as the system tells."""
    cpuinfo = Path("/proc/cpuinfo")
    told = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def installed(package: str) -> str:
    """Give name and version of a package."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def line(row: Row, files: Files, rounds: int) -> str:
    """Measure a row and write it as a line of the table."""
    aim = row.aim_at(files.size)
    if row.missing:
        found, met = row.missing, "–"
    else:
        number = row.found(files, rounds)
        found = shown(number) if row.theirs else f"{shown(number)} bytes"
        met = "–" if aim is None else "yes" if number <= aim else "no"
    wanted = "–" if aim is None else f"≤ {shown(aim)}"
    return f"| {row.what} | {found} | {row.against} | {wanted} | {met} |"


def shown(number: float) -> str:
    """Write a number with as many digits as it is worth."""
    if number >= 10:
        return f"{number:.0f}"
    return f"{number:.2f}" if number >= 0.1 else f"{number:.3f}"


if __name__ == "__main__":
    main()
