"""The companion killed with SIGKILL at every step of a delivery to a folder: never lost, never there twice (S10)."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.export import eml
from companion.office import Offices
from companion.office.courier import DELAYS, LEASE, Courier
from companion.register.deliveries import DeliveryState
from tests.companion.deliver_worker import PDF, XML, outbox_in, papers
from tests.companion.samples import NOW

ROOT = Path(__file__).parents[2]


def check(place: Path) -> str:
    """After the kill and a new start: both files, once, and the events say so. Gives the state that was found.

    The watcher takes away what is whole before we look, as a records system would.
    """
    inbox = place / "inkorg"
    taken = {file.name: file.read_bytes() for file in inbox.iterdir() if file.suffix != ".part"}
    whole = len(taken) == 2
    for name in taken if whole else ():
        (inbox / name).unlink()
    late = NOW + LEASE + DELAYS[0] + timedelta(minutes=1)
    outbox = outbox_in(place)
    outbox = Offices.of(replace(outbox.desk, clock=lambda: late), place).outbox
    (before,) = outbox.deliveries.those()
    Courier(outbox).work()
    (after,) = outbox.deliveries.those()
    assert after.state is DeliveryState.SENT, before
    left = {file.name: file.read_bytes() for file in inbox.iterdir()}
    if whole:
        assert left == {}, "it was there already, and is not sent again"
    else:
        assert sorted(left.values()) == sorted((PDF, XML))
    kinds = [event.kind for event in outbox.desk.register.history(1)]
    assert kinds == ["captured", "delivery_queued", "delivery_sent"]
    assert outbox.desk.register.broken_events() == []
    outbox.desk.register.close()
    return before.state


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is POSIX; the same code runs on Windows")
def test_every_step_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eml, "papers", papers)
    command = [sys.executable, "-m", "tests.companion.deliver_worker", str(tmp_path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(command, cwd=ROOT, check=True, env=environment, capture_output=True)
    died = int(ended.stdout)
    found = [check(tmp_path / str(step)) for step in range(1, died + 2)]
    assert died >= 25, "the walk must pass through files, syncs and statements"
    order = ["waiting", "sending", "sent"]
    assert found == sorted(found, key=order.index)
    assert set(found) == set(order), "killed before, between and after the notes"
