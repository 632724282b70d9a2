"""`companion export`: an entry, or what a search finds, as a file."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from companion import app, settings
from companion.errors import BadRequest, ExportCancelled
from companion.export.dossier import Progress
from companion.export.formats import FORMATS
from companion.register import Actor, Query
from companion.window import asked

SECONDS = 0.5
"""Between two words on how far it has come."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    export = commands.add_parser("export", help="skriv en post eller ett urval till en fil")
    export.add_argument("--format", choices=list(FORMATS), required=True)
    chosen = export.add_mutually_exclusive_group()
    chosen.add_argument("--entry", type=int, metavar="N", help="postens nummer")
    chosen.add_argument(
        "--where",
        action="append",
        default=[],
        metavar="FÄLT=VÄRDE",
        help="poster som i registrets sökning; får upprepas. Fält: " + ", ".join(asked.FIELDS),
    )
    export.add_argument("--to", type=Path, required=True, metavar="FIL", help="filen som skrivs")
    export.set_defaults(act=run)


def run(told: argparse.Namespace) -> int:
    """Write the file and say its name and SHA-256. Raises BadRequest and what `Desk.export` raises."""
    what = told.entry if told.entry is not None else query(told.where)
    chosen = settings.load(told.data)
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    actor = Actor(moderator=chosen.moderator, client="companion export")
    try:
        with _followed() as progress:
            made = desk.export(told.format, what, told.to, actor, progress)
    finally:
        desk.register.close()
    print(f"{made.path}\nSHA-256 {made.sha256}, {made.size} byte")
    return 0


def query(where: list[str]) -> Query:
    """What is looked for, in the fields of the register's search form (q: words). Raises BadRequest."""
    pairs = [one.partition("=") for one in where]
    given = {name.strip(): value.strip() for name, _, value in pairs}
    found = asked.query(given, limit=1)
    heard = {
        "category": found.category,
        "state": found.state,
        "kind": found.kind,
        "since": found.since,
        "until": found.until,
        "show": found.condition or found.unsettled or found.practice,
        "order": given.get("order") in ("oldest", "newest"),
    }
    for name, value in given.items():
        if name not in asked.FIELDS or not value or not heard.get(name, True):
            raise BadRequest(reason=f"--where {name}={value}")
    return found


@contextmanager
def _followed() -> Iterator[Progress]:
    """Tell on stderr how far it has come; Ctrl+C cancels before the next entry, so nothing is left half-made."""
    stopped, told = False, 0.0

    def stop(_: int, __: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    def progress(done: int, total: int) -> None:
        nonlocal told
        if stopped:
            raise ExportCancelled
        if time.monotonic() - told >= SECONDS or done == total:
            told = time.monotonic()
            print(f"\r{done} av {total} poster", end="", file=sys.stderr, flush=True)

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        print(file=sys.stderr)
