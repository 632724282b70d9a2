"""A thousand entries with 200 kB pictures as one E-ARK package, beside a bare copy and SHA-256 of the same bytes.

The package is made in a process of its own, so that its peak memory is its own; the two are made by turns. Also what
memory five times as many entries take, and how many rows a second become Excel and CSV.
"""

from __future__ import annotations

import hashlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from companion import policy
from companion.desk import Desk
from companion.register import Actor, Query, Register
from companion.settings import Archive
from companion.vault import Vault
from tests.bench.figures import Figure
from tests.companion.samples import capture
from tests.tools.schemas import FOLDER as SCHEMAS

ENTRIES = 1_000
MORE = 5_000
"""Entries whose package shows how memory grows; their picture is the same small one."""

ROWS = 10_000
SIDE = 258
"""Pixels: noise of this size, not packed, is a PNG of 200 kB."""

ROUNDS = 5
ACTOR = Actor(moderator="Eva Exempel", client="bench")


class Took(NamedTuple):
    """One export: seconds, and the peak of its process's memory in bytes."""

    seconds: float
    memory: int


def desk(folder: Path) -> Desk:
    """A desk whose register and vault lie in a folder; what it is filled with need not survive a power cut."""
    vault = Vault(folder / "vault", sync_file=lambda _: None, sync_directory=lambda _: None)
    return Desk(
        vault=vault,
        register=Register(folder / "register.sqlite3"),
        rules=policy.InForce(policy.load("general")),
        practice_policy=policy.load("practice"),
        classifier=lambda: None,
        window_url="",
        language="sv",
        archive=Archive(agency="Exempelby kommun", agency_code="212000-0000", schemas=str(SCHEMAS)),
    )


def noise() -> bytes:
    """A PNG that nothing makes smaller, different each time."""
    out = BytesIO()
    pixels = os.urandom(SIDE * SIDE * 3)
    Image.frombytes("RGB", (SIDE, SIDE), pixels).save(out, "PNG", compress_level=0)
    return out.getvalue()


def fill(folder: Path, entries: int, png: bytes | None) -> None:
    """So many comments, each with this picture or one of its own."""
    filled = desk(folder)
    for number in range(entries):
        picture = png or noise()
        text = f"Vilka idioter ni är, alla på kommunen! Nummer {number}."
        markup = "<div>" + "x" * 2_000 + "</div>"
        asked = capture(id=str(number), text=text, image=picture, markup=markup)
        filled.capture(asked, ACTOR, picture)
    filled.register.close()


def bare(folder: Path, to: Path) -> float:
    """Seconds that reading every file of the vault, hashing it and writing it to one file takes, synced once."""
    start = time.perf_counter()
    with to.open("wb") as out:
        for file in (folder / "vault").rglob("*"):
            if file.is_file():
                content = file.read_bytes()
                hashlib.sha256(content).hexdigest()
                out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return time.perf_counter() - start


def exported(folder: Path, form: str, to: Path) -> Took:
    """An export of all, in a process of its own."""
    command = [sys.executable, "-m", __name__, str(folder), form, str(to)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    to.unlink()
    seconds, memory = done.stdout.split()
    return Took(float(seconds), int(memory))


def worker(folder: Path, form: str, to: Path) -> None:
    """What that process does."""
    made = desk(folder)
    start = time.perf_counter()
    made.export(form, Query(), to, ACTOR)
    seconds = time.perf_counter() - start
    print(seconds, peak())


def peak() -> int:
    """The most memory that this process has held, in bytes (Linux)."""
    told = Path("/proc/self/status").read_text("ascii")
    return int(told.partition("VmHWM:")[2].split()[0]) * 1024


def figures() -> list[Figure]:
    """The package beside the copy, its memory, and the lists."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        packed, copied = place / "entries", place / "more"
        fill(packed, ENTRIES, None)
        fill(copied, MORE, b"\x89PNG\r\n\x1a\n" + b"0" * 500)
        rounds = [
            (bare(packed, place / "bare"), exported(packed, "eark", place / "out.zip"))
            for _ in range(ROUNDS)
        ]
        copies = [copy for copy, _ in rounds]
        whole = [took.seconds for _, took in rounds]
        ratios = [took.seconds / copy for copy, took in rounds]
        most = max(took.memory for _, took in rounds)
        grown = exported(copied, "eark", place / "out.zip").memory
        fill(place / "rows", ROWS, b"\x89PNG\r\n\x1a\n" + b"0" * 500)
        lists = {
            form: ROWS
            / statistics.median(
                exported(place / "rows", form, place / "out").seconds for _ in range(ROUNDS)
            )
            for form in ("xlsx", "csv")
        }
    return [
        Figure(
            f"{ENTRIES:,} entries with 200 kB pictures → one E-ARK package",
            f"p50 {statistics.median(whole):.2f} s",
            f"bare copy, SHA-256 and one sync: p50 {statistics.median(copies):.2f} s"
            f" ({statistics.median(ratios):.1f}×)",
            "≤ 4×",
        ),
        Figure(
            "peak memory of that export",
            f"{most / 1e6:.0f} MB",
            f"of {MORE:,} entries: {grown / 1e6:.0f} MB",
            "≤ 200 MB",
        ),
        *(
            Figure(f"{ROWS:,} rows → {form}", f"{rate:,.0f} rows/s", "-", "10,000 rows/s")
            for form, rate in lists.items()
        ),
    ]


if __name__ == "__main__":
    worker(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
