"""Disposes once, and kills itself with SIGKILL at the n-th step: a file opened or removed, a statement that writes.

Run by test_disposal_kill: `python -m tests.companion.disposal_kill_worker FOLDER` prepares FOLDER/0, copies it to
FOLDER/1, FOLDER/2 … and forks a child on each, until one lives to the end; it prints how many died.
"""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from companion import policy
from companion.desk import Desk
from companion.register import Register
from companion.settings import Archive
from companion.vault import Vault
from tests.companion.keeping import ACTOR, all_of_it, disposing, later, settled
from tests.companion.kill_worker import Steps, walk_with
from tests.companion.samples import NOW, PICTURE, capture, picture

WRITES = (
    "BEGIN IMMEDIATE",
    "UPDATE",
    "COMMIT",
    "INSERT INTO entry_text(entry_text)",
    "VACUUM",
    "PRAGMA wal_",
)
OTHER = picture(90, 90, "#400000")
SECRET = "Du är en idiot, Zäta Örtengård!"


def make_desk(folder: Path) -> Desk:
    """A desk on what lies in the folder."""
    return Desk(
        vault=Vault(folder / "vault"),
        register=Register(folder / "register.sqlite3"),
        rules=policy.InForce(policy.load("general")),
        practice_policy=policy.load("practice"),
        classifier=lambda: None,
        window_url="",
        language="sv",
        archive=Archive(agency="Exempelby"),
        clock=lambda: NOW,
    )


def prepare(folder: Path) -> None:
    """Two entries that are due, one whose picture another needs, and that other, which is kept."""
    desk = make_desk(folder)
    settled(desk, OTHER, id="1", text=SECRET)
    settled(desk, id="2", text=SECRET)
    desk.capture(capture(id="3", decision={"category": "hate"}), ACTOR, PICTURE)
    desk.register.close()


def main(folder: Path, last: int) -> None:
    """Dispose of what is due, with the steps counted."""
    step = Steps(last)
    desk = later(make_desk(folder))

    @event.listens_for(desk.register.engine, "connect")
    def traced(connection: sqlite3.Connection, _: Any) -> None:
        connection.set_trace_callback(lambda sql: step() if sql.startswith(WRITES) else None)

    desk.register.engine.dispose()
    interesting = {"open", "os.rename", "os.remove"}

    def heard(name: str, told: tuple[Any, ...]) -> None:
        if name in interesting and str(told[0]).startswith(str(folder)):
            step()

    sys.addaudithook(heard)
    step.on = True
    office = disposing(desk, folder)
    office.run(office.decide(all_of_it(2), ACTOR))
    step.on = False


if __name__ == "__main__":
    root = Path(sys.argv[1])
    (root / "0").mkdir()
    prepare(root / "0")
    print(walk_with(main, root, lambda place: shutil.copytree(root / "0", place)))
