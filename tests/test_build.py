"""build.py: what is done once is not done again, and what goes wrong is said in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import build


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of two locks, and a venv whose Python works."""
    monkeypatch.setattr(build, "ROOT", tmp_path)
    monkeypatch.setattr(build, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(build, "works", lambda _: True)
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    (tmp_path / ".venv").mkdir()
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (tmp_path / lock).write_text("one==1", encoding="utf-8")
    return tmp_path


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The locks that were installed, by name."""
    done: list[str] = []
    monkeypatch.setattr(build, "install", lambda lock: done.append(lock.name))
    return done


@pytest.mark.usefixtures("project")
def test_packages_are_installed_once(installed: list[str]) -> None:
    build.environment()
    build.environment()
    assert installed == ["requirements.lock"]


@pytest.mark.usefixtures("project")
def test_tests_need_more_and_contain_what_ships(installed: list[str]) -> None:
    build.environment()
    build.environment(dev=True)
    build.environment()
    assert installed == ["requirements.lock", "requirements-dev.lock"]


def test_a_changed_lock_is_installed(project: Path, installed: list[str]) -> None:
    build.environment(dev=True)
    (project / "requirements.lock").write_text("one==2", encoding="utf-8")
    build.environment(dev=True)
    assert installed == ["requirements-dev.lock"] * 2


def test_a_failed_installation_leaves_no_stamp(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(lock: Path) -> None:
        raise build.BuildError(lock.name)

    monkeypatch.setattr(build, "install", fail)
    with pytest.raises(build.BuildError):
        build.environment()
    assert not (project / ".venv" / "uppsikt.stamp").exists()


def test_a_digest_follows_names_and_contents(project: Path) -> None:
    one, other = project / "a", project / "b"
    one.write_text("1", encoding="utf-8")
    first = build.digest([one])
    one.write_text("2", encoding="utf-8")
    assert build.digest([one]) != first
    one.write_text("1", encoding="utf-8")
    assert build.digest([one]) == first
    one.rename(other)
    assert build.digest([other]) != first


def test_pip_takes_over_where_uv_does_not_work(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_pip: list[Path] = []

    def no_uv(command: Sequence[str | Path], **_: Path) -> None:
        raise build.BuildError(str(command[0]))

    monkeypatch.setattr(build, "install_tools", lambda *_: None)
    monkeypatch.setattr(build, "quiet", no_uv)
    monkeypatch.setattr(build, "pip_install", by_pip.append)
    build.install(project / "requirements.lock")
    assert by_pip == [project / "requirements.lock"]


def test_tools_are_installed_by_their_hashes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    locks: list[str] = []

    def keep(lock: Path) -> None:
        locks.append(lock.read_text(encoding="utf-8"))

    monkeypatch.setattr(build, "pip_install", keep)
    build.install_tools("uv")
    assert locks[0].startswith("uv==")
    assert "--hash=sha256:" in locks[0]
    assert "nodejs" not in locks[0]


@pytest.mark.parametrize(
    ("output", "offline"),
    [
        ("error: dns error: failed to lookup address", True),
        ("npm error code ENOTFOUND", True),
        ("ERROR: Could not find a version (from versions: none)", True),
        ("SyntaxError: invalid syntax", False),
    ],
)
def test_a_missing_network_is_said(
    monkeypatch: pytest.MonkeyPatch, output: str, offline: bool
) -> None:
    monkeypatch.setenv("LC_ALL", "sv_SE.UTF-8")
    text = build.failure(["pip", "install"], output)
    assert output in text
    assert ("Anslut datorn till nätet" in text) is offline


def test_a_wrong_python_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "works", lambda _: False)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    with pytest.raises(build.BuildError, match=r"needs Python 3\.11-3\.14"):
        build.fitting_python()


@pytest.mark.parametrize(
    ("language", "said"), [("en_US.UTF-8", "yes"), ("sv_SE.UTF-8", "ja"), ("C", "ja"), ("fi", "ja")]
)
def test_swedish_first(monkeypatch: pytest.MonkeyPatch, language: str, said: str) -> None:
    monkeypatch.setenv("LC_ALL", language)
    assert build.words("ja", "yes") == said


def test_what_stops_is_said_without_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def stop() -> int:
        raise build.BuildError("det gick inte")

    assert build.guarded(stop) == 1
    assert capsys.readouterr().err == "det gick inte\n"


def test_an_unknown_option_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.main(["run", "--unknown"])
    assert "--unknown" in capsys.readouterr().err
