"""Backup and restore: consistent while the program works, restored whole, and what is disposed of stays disposed of."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from companion.desk import Desk
from companion.errors import BackupFailed, RestoreRefused
from companion.office.backup import Backup, BackupOffice
from companion.office.disposal_list import SUFFIX
from companion.office.restore import Restored, Restoring
from companion.register import Query
from tests.companion.disposal_kill_worker import make_desk
from tests.companion.keeping import (
    ACTOR,
    AUTHOR,
    LATER,
    TEXT,
    all_of_it,
    checking,
    disposing,
    later,
    secret,
    settled,
    traces,
)
from tests.companion.samples import PICTURE, capture, picture


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data directory of the desk, which conftest makes in the test's own folder."""
    return tmp_path


@pytest.fixture
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where backups are kept."""
    return tmp_path_factory.mktemp("outside")


def make(desk: Desk, data: Path, to: Path) -> Backup:
    return BackupOffice(desk, data).make(to, ACTOR)


def restore(backup: Path, to: Path, *lists: Path) -> Restored:
    return Restoring(backup, to, lists, make_desk).run(ACTOR)


def test_what_is_restored_is_what_was_saved(desk: Desk, data: Path, outside: Path) -> None:
    entries = [settled(desk, picture(60 + n, 60), id=str(n), text=f"nummer {n}") for n in range(4)]
    (data / "settings.toml").write_text('language = "en"\n', "utf-8")
    made = make(desk, data, outside / "b.zip")
    assert (made.files, made.damaged) == (10, 0), "register, settings and four times two files"
    done = restore(outside / "b.zip", outside / "new")
    assert (done.lists, done.disposed_again) == (0, 0)
    other = make_desk(outside / "new")
    for entry in entries:
        assert other.register.entry(entry) == desk.register.entry(entry)
        assert other.picture(entry) == desk.picture(entry)
    assert (outside / "new" / "settings.toml").read_text("utf-8") == 'language = "en"\n'
    report = checking(other).verify(ACTOR)
    assert report.faults == []
    kinds = [event.kind for event in other.register.history()]
    assert "restored" in kinds
    assert kinds.count("key_made") == 2, (
        "the key does not go along: a restored register makes its own"
    )
    other.register.close()


def test_the_key_never_leaves(desk: Desk, data: Path, outside: Path) -> None:
    settled(desk)
    desk.seal.checkpoint()
    make(desk, data, outside / "b.zip")
    with zipfile.ZipFile(outside / "b.zip") as file:
        names = file.namelist()
        content = b"".join(file.read(name) for name in names)
    assert not any("key" in name for name in names)
    assert (data / "signing.key").read_bytes().splitlines()[1] not in content


def test_the_manifest_tells_nothing_of_anybody(desk: Desk, data: Path, outside: Path) -> None:
    settled(desk, **secret())
    make(desk, data, outside / "b.zip")
    with zipfile.ZipFile(outside / "b.zip") as file:
        manifest = file.read("uppsikt/manifest.json").decode()
    assert AUTHOR not in manifest
    assert TEXT not in manifest


def test_it_is_consistent_while_captures_come_in(desk: Desk, data: Path, outside: Path) -> None:
    """Each entry of the copy has its evidence, and the chain of the copy holds."""
    stop = threading.Event()

    def work() -> None:
        number = 0
        while not stop.is_set() and number < 400:
            number += 1
            settled(desk, picture(20, 20), id=f"n{number}", text=f"text {number} " * 50)

    for number in range(30):
        settled(desk, id=str(number), text="x" * 2000)
    worker = threading.Thread(target=work)
    worker.start()
    try:
        for number in range(3):
            make(desk, data, outside / f"{number}.zip")
    finally:
        stop.set()
        worker.join()
    for number in range(3):
        restore(outside / f"{number}.zip", outside / f"r{number}")
        other = make_desk(outside / f"r{number}")
        assert checking(other).examine().faults == []
        assert other.entries(Query()).total >= 30
        other.register.close()


def test_a_folder_that_holds_something_is_not_touched(
    desk: Desk, data: Path, outside: Path
) -> None:
    settled(desk)
    make(desk, data, outside / "b.zip")
    (outside / "full").mkdir()
    (outside / "full" / "x").write_text("här", "utf-8")
    with pytest.raises(RestoreRefused):
        restore(outside / "b.zip", outside / "full")
    with pytest.raises(RestoreRefused):
        restore(outside / "b.zip", data)
    assert [file.name for file in (outside / "full").iterdir()] == ["x"]
    (outside / "empty").mkdir()
    restore(outside / "b.zip", outside / "empty")


@pytest.mark.parametrize("where", ["register.sqlite3", "vault", "manifest.json", "cut", "none"])
def test_a_changed_backup_is_refused_whole(
    desk: Desk, data: Path, outside: Path, where: str
) -> None:
    settled(desk)
    make(desk, data, outside / "b.zip")
    damage(outside / "b.zip", where)
    with pytest.raises(RestoreRefused):
        restore(outside / "b.zip", outside / "new")
    assert sorted(file.name for file in outside.iterdir()) == ["b.zip"]


def damage(backup: Path, where: str) -> None:
    """Change a byte of one file in it, cut it short, or take it for something else."""
    if where in ("cut", "none"):
        content = backup.read_bytes()
        backup.write_bytes(content[: len(content) // 2] if where == "cut" else b"en text")
        return
    with zipfile.ZipFile(backup) as file:
        found = {name: file.read(name) for name in file.namelist()}
    name = next(one for one in found if where in one)
    changed = bytearray(found[name])
    changed[len(changed) // 2] ^= 1
    found[name] = bytes(changed[:-9] if where == "manifest.json" else changed)
    with zipfile.ZipFile(backup, "w") as file:
        for one, whole in found.items():
            file.writestr(one, whole)


def test_nothing_outside_the_folder_is_written(desk: Desk, data: Path, outside: Path) -> None:
    settled(desk)
    make(desk, data, outside / "b.zip")
    with zipfile.ZipFile(outside / "b.zip") as file:
        found = {name: file.read(name) for name in file.namelist()}
    manifest = json.loads(found["uppsikt/manifest.json"])
    manifest["files"][0]["path"] = "../../evil"
    manifest["files"].append(manifest["files"][0] | {"path": "register.sqlite3"})
    found["uppsikt/manifest.json"] = json.dumps(manifest).encode()
    found["uppsikt/../../evil"] = found["uppsikt/register.sqlite3"]
    with zipfile.ZipFile(outside / "b.zip", "w") as file:
        for one, changed in found.items():
            file.writestr(one, changed)
    with pytest.raises(RestoreRefused):
        restore(outside / "b.zip", outside / "deep" / "new")
    assert not list(outside.rglob("evil"))


def test_a_damaged_file_is_told_and_the_rest_is_saved(
    desk: Desk, data: Path, outside: Path
) -> None:
    gone = desk.register.entry(settled(desk, id="1")).record_sha256
    settled(desk, picture(9, 9), id="2")
    (data / "vault" / gone[:2] / gone).write_bytes(b"{}")
    made = make(desk, data, outside / "b.zip")
    assert made.damaged == 1
    restore(outside / "b.zip", outside / "new")
    other = make_desk(outside / "new")
    assert [gone in fault.sv for fault in checking(other).examine().faults] == [True]
    other.register.close()


def test_no_backup_in_the_place_of_another_or_of_half_a_disposal(
    desk: Desk, data: Path, outside: Path
) -> None:
    settled(desk)
    make(desk, data, outside / "b.zip")
    with pytest.raises(BackupFailed):
        make(desk, data, outside / "b.zip")
    disposing(later(desk), data).decide(all_of_it(1), ACTOR)
    with pytest.raises(BackupFailed):
        make(desk, data, outside / "c.zip")
    assert sorted(file.name for file in outside.iterdir()) == ["b.zip"]


def disposed(desk: Desk, data: Path, count: int) -> Desk:
    office = disposing(later(desk), data)
    office.run(office.decide(all_of_it(count), ACTOR))
    return later(desk)


def test_what_was_disposed_of_since_is_disposed_of_again(
    desk: Desk, data: Path, outside: Path
) -> None:
    """arkivlagen 10 §: an old backup must not bring back what was destroyed; the list beside it knows."""
    gone = settled(desk, **secret(id="7777009"))
    kept = desk.capture(capture(id="2", decision={"category": "hate"}), ACTOR, PICTURE).entry
    make(desk, data, outside / "b.zip")
    disposed(desk, data, 1)
    assert (outside / f"b.zip{SUFFIX}").is_file()
    done = restore(outside / "b.zip", outside / "new")
    assert (done.lists, done.disposed_again) == (1, 1)
    assert traces(outside / "new", AUTHOR.encode(), b"7777009") == set()
    other = make_desk(outside / "new")
    assert other.register.entry(gone).disposed_at is not None
    assert other.picture(kept) == PICTURE
    told = other.register.told("disposal_started")[-1]
    assert (told.facts["decided_by"], told.facts["redisposed"]) == (ACTOR.moderator, True)
    assert checking(other).examine().faults == []
    other.register.close()


def test_the_list_beside_the_current_register_is_asked_too(
    desk: Desk, data: Path, outside: Path
) -> None:
    settled(desk, **secret())
    make(desk, data, outside / "b.zip")
    moved = outside / "elsewhere"
    moved.mkdir()
    shutil.move(outside / "b.zip", moved / "b.zip")
    disposed(desk, data, 1)
    without = restore(moved / "b.zip", outside / "one")
    assert (without.lists, without.disposed_again) == (0, 0)
    done = restore(moved / "b.zip", outside / "two", data / "gallringar.json")
    assert (done.lists, done.disposed_again) == (1, 1)
    assert traces(outside / "two", AUTHOR.encode()) == set()


def test_the_list_of_another_register_disposes_of_nothing(
    desk: Desk, data: Path, outside: Path
) -> None:
    settled(desk)
    make(desk, data, outside / "b.zip")
    foreign = outside / "foreign"
    foreign.mkdir()
    other = make_desk(foreign)
    settled(other, id="x")
    disposed(other, foreign, 1)
    other.register.close()
    done = restore(outside / "b.zip", outside / "new", foreign / "gallringar.json")
    assert (done.lists, done.disposed_again) == (0, 0)


def test_older_backups_are_named_until_they_are_gone(desk: Desk, data: Path, outside: Path) -> None:
    settled(desk, id="1")
    make(desk, data, outside / "b.zip")
    late = disposed(desk, data, 1)
    settled(late, id="2")
    make(replace(late, clock=lambda: LATER + timedelta(days=1)), data, outside / "c.zip")
    older = disposing(late, data).listing.older(desk.register)
    assert [(one.path.name, one.entries, one.there) for one in older] == [("b.zip", 1, True)]
    (outside / "b.zip").unlink()
    assert [one.there for one in disposing(late, data).listing.older(desk.register)] == [False]
