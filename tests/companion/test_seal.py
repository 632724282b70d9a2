"""seal: the installation signs where the chain stands, and who cannot sign cannot make the history another (H9)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from companion.desk import Desk
from companion.errors import KeyDamaged
from companion.register.checkpoints import Checkpoints
from companion.register.events import GENESIS, digest
from companion.seal import Seal
from companion.signing import SigningKey, fingerprint
from tests.companion.keeping import ACTOR, checking, settled


def test_rewriting_the_whole_chain_fails_at_the_signature(desk: Desk, tmp_path: Path) -> None:
    """Who can write to the database and not sign cannot make the history another."""
    settled(desk)
    desk.seal.checkpoint()
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        previous = GENESIS
        for event in desk.register.history():
            told = event.model_copy(
                update={"actor": "Någon Annan", "previous": previous, "hash": ""}
            )
            previous = digest(told)
            values = (told.actor, told.previous, previous, told.seq)
            raw.execute("UPDATE event SET actor=?, previous=?, hash=? WHERE seq=?", values)
        raw.execute("UPDATE entry SET event_hash = (SELECT hash FROM event WHERE seq = 1)")
    faults = [fault.sv for fault in checking(desk).examine().faults]
    assert faults == ["signatur 1 omfattar andra händelser"]


def test_the_key_is_the_owners_alone_and_named_in_the_chain(desk: Desk, tmp_path: Path) -> None:
    desk.seal.checkpoint()
    file = tmp_path / "signing.key"
    assert file.stat().st_mode & 0o077 == 0
    told = desk.register.told("key_made")
    assert [one.facts["fingerprint"] for one in told] == [fingerprint(desk.seal.key.public)]
    desk.seal.checkpoint()
    assert len(desk.register.told("key_made")) == 1


def test_a_new_key_is_told_and_the_old_signatures_still_hold(desk: Desk, tmp_path: Path) -> None:
    settled(desk, id="1")
    desk.seal.checkpoint()
    (tmp_path / "signing.key").unlink()
    assert [fault.sv for fault in checking(desk).examine().faults] == [
        "signeringsnyckeln är utbytt"
    ]
    desk.seal.checkpoint()
    report = checking(desk).examine()
    assert report.faults == []
    assert report.signatures == 2
    assert len(desk.register.told("key_made")) == 2


def test_a_damaged_key_signs_nothing_and_captures_go_on(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "signing.key").write_text("inte en nyckel", "utf-8")
    with pytest.raises(KeyDamaged):
        SigningKey.open(tmp_path / "signing.key")
    with pytest.raises(KeyDamaged):
        desk.seal.checkpoint()
    assert settled(desk) == 1
    assert Checkpoints(desk.register).last() is None


def test_a_check_that_finds_nothing_signs(desk: Desk) -> None:
    settled(desk)
    report = checking(desk).verify(ACTOR)
    assert report.whole
    assert [one.sv for one in report.notices] == [
        "2 händelser har tillkommit sedan den senaste signaturen"
    ]
    last = Checkpoints(desk.register).last()
    assert last is not None
    assert last.content().last == Checkpoints(desk.register).head()
    assert checking(desk).examine().notices == []


def test_a_seal_without_events_signs_its_own_key(desk: Desk) -> None:
    seal = Seal(desk.register, desk.register.path.with_name("other.key"), None)
    made = seal.checkpoint()
    assert made is not None
    assert made.content().key == seal.key.public
    assert seal.checkpoint() is None
