"""`companion verify`: is everything as it was saved?"""

from __future__ import annotations

import argparse

from companion import app, settings
from companion.followed import followed
from companion.office import Offices
from companion.office.integrity import lines
from companion.register import Actor


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    verify = commands.add_parser("verify", help="pröva varje fil, rad, händelse och signatur")
    verify.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """Check, and say what was found; 1 where something is wrong. Raises StorageFailed, PolicyInvalid …"""
    chosen = settings.load(asked.data)
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    actor = Actor(moderator=chosen.moderator, client="companion verify")
    try:
        with followed(chosen.language) as step:
            report = Offices.of(desk, chosen.data).integrity.verify(actor, step)
    finally:
        desk.register.close()
    for line in lines(report, chosen.language):
        print(line)
    return 0 if report.whole else 1
