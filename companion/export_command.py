"""`companion export`: an entry, or what a search finds, as a file."""

from __future__ import annotations

import argparse
from pathlib import Path

from companion import app, settings
from companion.export.formats import FORMATS
from companion.register import Actor, Query


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    export = commands.add_parser("export", help="skriv en post eller ett urval till en fil")
    export.add_argument("--format", choices=list(FORMATS), required=True)
    chosen = export.add_mutually_exclusive_group()
    chosen.add_argument("--entry", type=int, metavar="N", help="postens nummer")
    chosen.add_argument("--search", default="", metavar="ORD", help="poster med dessa ord")
    export.add_argument("--practice", action="store_true", help="övningsposterna i stället")
    export.add_argument("--to", type=Path, required=True, metavar="FIL", help="filen som skrivs")
    export.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """Write the file and say its name and SHA-256. Raises what `Desk.export` raises."""
    chosen = settings.load(asked.data)
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    actor = Actor(moderator=chosen.moderator, client="companion export")
    what = asked.entry
    if what is None:
        what = Query(text=asked.search, practice=asked.practice)
    try:
        made = desk.export(asked.format, what, asked.to, actor)
    finally:
        desk.register.close()
    print(f"{made.path}\nSHA-256 {made.sha256}, {made.size} byte")
    return 0
