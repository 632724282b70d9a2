"""The companion killed with SIGKILL at every step of a capture: never a row without evidence, never a double (S3)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion import policy
from companion.contract import ReceiptRequest
from companion.desk import Desk
from companion.register import Actor, Query, Register
from companion.vault import Vault
from tests.companion.kill_worker import CAPTURE_ID
from tests.companion.samples import PICTURE, capture

ROOT = Path(__file__).parents[2]
ACTOR = Actor(moderator="Eva", client="t")


def check(folder: Path) -> bool:
    """After the kill: all or nothing, and the retry makes it whole. Gives whether it was all."""
    register = Register(folder / "register.sqlite3")
    desk = Desk(
        vault=Vault(folder / "vault"),
        register=register,
        rules=policy.InForce(policy.load("general")),
        practice_policy=policy.load("practice"),
        classifier=lambda: None,
        window_url="",
        language="sv",
    )
    found = desk.receipt(ReceiptRequest(capture_id=CAPTURE_ID), ACTOR).receipt
    if found is not None:
        desk.vault.get(found.record_sha256)
        assert desk.picture(found.entry) == PICTURE
        assert [event.kind for event in register.history(found.entry)] == ["captured"]
    assert register.broken_events() == []
    receipt = desk.capture(capture(capture_id=CAPTURE_ID), ACTOR, PICTURE)
    assert desk.entries(Query()).total == 1
    assert found is None or receipt == found
    assert register.broken_events() == []
    register.close()
    return found is not None


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX; the same code runs on Windows")
def test_every_step_walked(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.companion.kill_worker", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True)
    died = int(ended.stdout)
    whole = [check(tmp_path / str(step)) for step in range(1, died + 2)]
    assert died >= 25, "the walk must pass through files, syncs and statements"
    assert not whole[0]
    assert whole == sorted(whole), "once the row is there, it stays"
    assert whole[-1], "the child that was not killed finished its capture"
