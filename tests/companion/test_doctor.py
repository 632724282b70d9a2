"""doctor: each fault is said with what to do, in both languages, and none hides another."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import threading
import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from companion import __main__, app, browser, settings
from companion.errors import ClassifierBroken
from companion.office import doctor
from companion.office.doctor import Doctor, Finding, Health, lines
from companion.office.keeper import Keeper, sweep
from companion.register.checkpoints import Checkpoints
from companion.settings import Settings
from tests.companion.disposal_kill_worker import make_desk
from tests.companion.keeping import ACTOR, all_of_it, disposing, later, settled


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A data folder in which everything is well."""
    settings.load(tmp_path)
    desk = make_desk(tmp_path)
    settled(desk)
    desk.seal.checkpoint()
    desk.register.close()
    return tmp_path


def examine(data: Path, who: str | None = "Uppsikt 0.1.0") -> dict[str, Finding]:
    found = Doctor(data, lambda _: who, lambda _: "test 1").examine()
    worst = sorted(found, key=lambda one: list(Health).index(one.health))
    return {one.of: one for one in worst}


def test_everything_is_looked_at(installed: Path) -> None:
    found = examine(installed)
    assert set(found) == set(doctor.WORDS)
    assert {one.of for one in found.values() if one.health is Health.ILL} == set()
    for language in ("sv", "en"):
        said = list(lines(list(found.values()), language))
        assert len(said) >= len(found) + 1


def test_every_fault_says_what_to_do_in_both_languages() -> None:
    told = tomllib.loads(Path(doctor.__file__).with_suffix(".toml").read_text("utf-8"))
    for words in told.values():
        assert words["sv"]["name"] != words["en"]["name"]
        for key, said in words.items():
            if key not in ("sv", "en"):
                assert set(said["sv"]) == set(said["en"])
                assert ("now" in said["sv"]) == (key != "well" and "now" in said["en"])
                assert all(text.endswith((".", "--fetch")) for text in said["sv"].values())


def ill(data: Path, of: str, said: str, who: str | None = "Uppsikt 0.1.0") -> None:
    """This one thing is wrong, is said to be, and something can be done."""
    found = examine(data, who)
    assert found[of].health is Health.ILL
    assert said in found[of].what.sv
    assert found[of].now is not None
    others = {one.of for one in found.values() if one.health is Health.ILL} - {of}
    assert others == set()


def test_a_stranger_on_the_port(installed: Path) -> None:
    ill(installed, "port", "används av Annat/1.0", who="Annat/1.0")


def test_a_damaged_database(installed: Path) -> None:
    content = bytearray((installed / "register.sqlite3").read_bytes())
    content[100:4000] = os.urandom(3900)
    (installed / "register.sqlite3").write_bytes(content)
    ill(installed, "database", "skadad")


def test_a_damaged_key(installed: Path) -> None:
    (installed / "signing.key").write_text("x", "utf-8")
    ill(installed, "key", "skadad")


def test_a_key_that_others_can_read(installed: Path) -> None:
    if os.name == "nt":
        return
    (installed / "signing.key").chmod(0o644)
    ill(installed, "key", "Andra än ägaren")


def test_pairings_that_cannot_be_read(installed: Path) -> None:
    (installed / "pairings.json").write_text("{", "utf-8")
    ill(installed, "pairing", "Kan inte läsas")


def test_a_full_disk(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 5_000_000))  # noqa: SLF001
    ill(installed, "space", "ungefär 3 sparningar")


def test_a_folder_that_cannot_be_written(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test may run as root, whom no mode stops."""

    def refuse(_: Path, __: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    ill(installed, "folder", "går inte att skriva")


def test_no_browser(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "installed", lambda: iter(()))
    monkeypatch.setattr(browser, "firefox", lambda: None)
    ill(installed, "browser", "Ingen webbläsare")


def test_a_broken_model(installed: Path) -> None:
    def broken(_: Settings) -> str:
        raise ClassifierBroken(reason="trasig")

    found = Doctor(installed, lambda _: None, broken).examine()
    model = next(one for one in found if one.of == "model")
    assert model.health is Health.ILL
    assert "trasig" in model.what.sv


def test_settings_that_cannot_be_used_hide_nothing_else(installed: Path) -> None:
    (installed / "settings.toml").write_text("port = 'x'", "utf-8")
    found = examine(installed)
    assert found["settings"].health is Health.ILL
    assert found["database"].health is Health.WELL
    assert set(doctor.WORDS) - set(found) == {"model", "port", "policy", "schemas", "timestamp"}


def test_a_policy_and_roots_that_are_not_there(installed: Path) -> None:
    text = 'policy = "finns-inte.toml"\ntimestamp_url = "https://t.example/"\ntimestamp_roots = "x"'
    (installed / "settings.toml").write_text(text, "utf-8")
    found = examine(installed)
    wrong = {one.of for one in found.values() if one.health is Health.ILL}
    assert wrong == {"policy", "timestamp"}


def test_the_command_says_it_and_its_exit_code_counts(
    installed: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "model_name", lambda _: "test 1")
    assert __main__.main(["--data", str(installed), "doctor"]) == 0
    assert "Ingenting är fel." in capsys.readouterr().out
    (installed / "signing.key").write_text("x", "utf-8")
    assert __main__.main(["--data", str(installed), "doctor", "--en"]) == 1
    assert "1 faults." in capsys.readouterr().out


def test_who_sits_on_a_port_is_asked() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        assert app.who_answers(port) is None
        listener.listen()
        answering = threading.Thread(target=_answer, args=(listener,))
        answering.start()
        assert app.who_answers(port) == "Annat/1.0"
        answering.join(5)


def _answer(listener: socket.socket) -> None:
    for _ in range(2):
        connection, _address = listener.accept()
        with connection:
            if connection.recv(1000):
                connection.sendall(b"HTTP/1.0 200 OK\r\nServer: Annat/1.0\r\n\r\n")


def test_commands_verify_back_up_and_restore(
    installed: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    run = __main__.main
    assert run(["--data", str(installed), "verify"]) == 0
    assert "Allt stämmer." in capsys.readouterr().out
    assert run(["--data", str(installed), "backup", "--to", str(outside / "b.zip")]) == 0
    new = str(outside / "new")
    command = ["--data", str(installed), "restore", "--from", str(outside / "b.zip"), "--data", new]
    assert run(command) == 0
    said = capsys.readouterr().out
    assert "OBS: ingen gallringslista" in said
    assert "Allt stämmer." in said
    assert run(command) == 1, "never in the place of another"
    assert "mappen är inte tom" in capsys.readouterr().err
    with closing(sqlite3.connect(outside / "new" / "register.sqlite3")) as raw, raw:
        raw.execute("UPDATE entry SET author_name = 'Någon Annan'")
    assert run(["--data", new, "verify"]) == 1
    assert "post 1 är ändrad" in capsys.readouterr().out


def test_a_restore_beside_the_register_disposes_again(
    installed: Path,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    outside, moved = tmp_path_factory.mktemp("outside"), tmp_path_factory.mktemp("moved")
    run = __main__.main
    assert run(["--data", str(installed), "backup", "--to", str(outside / "b.zip")]) == 0
    shutil.move(outside / "b.zip", moved / "b.zip")
    desk = later(make_desk(installed))
    office = disposing(desk, installed)
    office.run(office.decide(all_of_it(1), ACTOR))
    desk.register.close()
    new = str(outside / "new")
    run(["--data", str(installed), "restore", "--from", str(moved / "b.zip"), "--data", new])
    assert "1 poster som har gallrats sedan dess har gallrats på nytt" in capsys.readouterr().out


def test_what_exports_left_behind_is_removed_when_it_is_old(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in ("uppsikt-a1b2c3d4", "uppsikt-x", "annat"))
    young = tmp_path / "uppsikt-zzzzzzzz"
    for folder in (old, new, other, young):
        folder.mkdir()
        (folder / "export.pdf").write_bytes(b"x")
    for folder in (old, new, other):
        os.utime(folder, (1, 1))
    sweep(tmp_path)
    assert sorted(folder.name for folder in tmp_path.iterdir()) == [
        "annat",
        "uppsikt-x",
        "uppsikt-zzzzzzzz",
    ]


def test_the_running_companion_signs_and_takes_up_what_was_cut_off(installed: Path) -> None:
    """arkivlagen 10 §: what was decided before a stop is carried out at the next start."""
    desk = later(make_desk(installed))
    office = disposing(desk, installed)
    office.decide(all_of_it(1), ACTOR)
    desk.register.close()
    service = app.start(settings.load(installed), 0)
    service.keeper = Keeper(disposing(later(service.desk), installed), service.keeper.jobs)
    keeping = threading.Thread(target=service.keeper.run)
    keeping.start()
    service.keeper.jobs.wait(1)
    until = threading.Event()
    for _ in range(100):
        if not service.keeper.disposal.unfinished():
            break
        until.wait(0.1)
    assert service.keeper.disposal.unfinished() == []
    assert service.desk.register.entry(1).disposed_at is not None
    service.stop()
    keeping.join(5)
    desk = make_desk(installed)
    last = Checkpoints(desk.register).last()
    assert last is not None
    assert last.content().last == Checkpoints(desk.register).head(), "signed to the end at the stop"
    desk.register.close()
