"""Captures once, and kills itself with SIGKILL at the n-th step: a file opened, renamed or synced, a statement sent.

Run by test_kill: `python -m tests.companion.kill_worker FOLDER` forks a child for each step, in FOLDER/1, FOLDER/2 …
until one lives to the end, and prints how many died.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event

from companion import policy, system
from companion.desk import Desk
from companion.register import Actor, Register
from companion.vault import Vault
from tests.companion.samples import PICTURE, capture

CAPTURE_ID = "11111111-2222-4333-8444-555555555555"


class Steps:
    """Counts, and ends everything at the chosen number."""

    def __init__(self, last: int) -> None:
        self.left = last
        self.on = False

    def __call__(self, *_: Any, **__: Any) -> None:
        if not self.on:
            return
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: Path, last: int) -> None:
    """Make a desk, then capture with the steps counted."""
    step = Steps(last)

    def sync_file(descriptor: int) -> None:
        step()
        system.sync_file(descriptor)
        step()

    def sync_directory(path: Path) -> None:
        step()
        system.sync_directory(path)
        step()

    register = Register(folder / "register.sqlite3")
    desk = Desk(
        vault=Vault(folder / "vault", sync_file=sync_file, sync_directory=sync_directory),
        register=register,
        rules=policy.InForce(policy.load("general")),
        practice_policy=policy.load("practice"),
        classifier=lambda: None,
        window_url="",
        language="sv",
    )
    engine = register._engine  # noqa: SLF001
    for name in ("begin", "commit"):
        event.listen(engine, name, step)
    for name in ("before_cursor_execute", "after_cursor_execute"):
        event.listen(engine, name, step)
    interesting = {"open", "os.rename", "os.mkdir"}
    sys.addaudithook(lambda name, _: step() if name in interesting else None)
    step.on = True
    desk.capture(capture(capture_id=CAPTURE_ID), Actor(moderator="Eva", client="t"), PICTURE)
    step.on = False


def walk_with(
    work: Callable[[Path, int], None], folder: Path, make: Callable[[Path], object] = Path.mkdir
) -> int:
    """Kill a child at each step of the work in turn; gives the number of steps there are.

    `make` makes the place where a child works.
    """
    step = 0
    while True:
        step += 1
        place = folder / str(step)
        make(place)
        child = os.fork()
        if child == 0:
            work(place, step)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == 0:
            return step - 1
        if code != -signal.SIGKILL:
            raise SystemExit(f"step {step}: exit code {code}")


if __name__ == "__main__":
    print(walk_with(main, Path(sys.argv[1])))
