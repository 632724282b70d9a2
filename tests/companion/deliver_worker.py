"""Sends a delivery to a folder and kills itself with SIGKILL at the n-th step: a file touched, a statement, a commit.

Run by test_delivery_kill: `python -m tests.companion.deliver_worker FOLDER` forks a child for each step, in FOLDER/1,
FOLDER/2 … until one lives to the end, and prints how many died.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from companion import policy, system
from companion.delivery.folder import FolderChannel
from companion.delivery.receivers import Folder
from companion.desk import Desk
from companion.export import eml
from companion.export.eml import Papers
from companion.office import Offices
from companion.office.courier import Courier
from companion.office.delivery import Outbox
from companion.register import Actor, Register
from companion.settings import Archive
from companion.vault import Vault
from tests.companion.kill_worker import Steps, walk_with
from tests.companion.samples import NOW, PICTURE, capture

PDF, XML = b"%PDF-1.4 the same always", b"<erms/>"


def papers(*_: Any) -> Papers:
    """Papers that take no time to make."""
    return Papers("uppsikt-1", PDF, XML)


def outbox_in(place: Path) -> Outbox:
    """An outbox on the data in a folder."""
    desk = Desk(
        vault=Vault(place / "vault"),
        register=Register(place / "register.sqlite3"),
        rules=policy.InForce(policy.load("general")),
        practice_policy=policy.load("practice"),
        classifier=lambda: None,
        window_url="",
        language="sv",
        archive=Archive(agency="Exempelby kommun", agency_code="212000-0000"),
        clock=lambda: NOW,
    )
    inbox = place / "inkorg"
    inbox.mkdir(exist_ok=True)
    told = f"[[receiver]]\nname = 'inkorg'\nkind = 'folder'\nfolder = '{inbox}'\n"
    (place / "receivers.toml").write_text(told, "utf-8")
    return Offices.of(desk, place).outbox


def main(place: Path, last: int) -> None:
    """Queue a delivery, then send it with the steps counted from when the folder is first touched."""
    eml.papers = papers  # type: ignore[assignment]
    outbox, step = outbox_in(place), Steps(last)
    actor = Actor(moderator="Eva Exempel", client="t")
    outbox.queue(outbox.desk.capture(capture(), actor, PICTURE).entry, "inkorg", actor)
    sync = system.sync_file

    def sync_file(descriptor: int) -> None:
        step()
        sync(descriptor)
        step()

    system.sync_file = sync_file
    engine = outbox.desk.register.engine
    for name in ("commit", "after_cursor_execute"):
        event.listen(engine, name, step)
    interesting = {"open", "os.rename", "os.remove"}
    sys.addaudithook(lambda name, _: step() if name in interesting else None)

    class Counted(FolderChannel):
        def send(self, *arguments: Any) -> Any:
            step.on = True
            return super().send(*arguments)

    Courier(outbox, lambda one, _: Counted(Folder.model_validate(one))).work()
    step.on = False


if __name__ == "__main__":
    print(walk_with(main, Path(sys.argv[1])))
    os._exit(0)
