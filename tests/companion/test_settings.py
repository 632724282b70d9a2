"""settings: one file, made with its explanations, and errors that name the key."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion import settings
from companion.errors import SettingsInvalid


def test_first_start_makes_a_documented_file(tmp_path: Path) -> None:
    found = settings.load(tmp_path / "data")
    text = (tmp_path / "data" / "settings.toml").read_text("utf-8")
    for key in ("port", "language", "moderator", "policy", "own_contacts", "learn"):
        line = next(n for n, line in enumerate(text.splitlines()) if line.startswith(f"{key} ="))
        assert text.splitlines()[line - 1].startswith("# ")
    assert found.port == settings.DEFAULT_PORT
    assert found.moderator
    assert settings.load(tmp_path / "data") == found


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes; Windows has access lists (system.py)")
def test_the_data_directory_is_the_owners_alone(tmp_path: Path) -> None:
    settings.load(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0


def test_a_file_from_an_older_version_gets_the_defaults(tmp_path: Path) -> None:
    settings.load(tmp_path)
    path = tmp_path / "settings.toml"
    path.write_text('moderator = "Eva"\n', "utf-8")
    found = settings.load(tmp_path)
    assert (found.moderator, found.port, found.learn) == ("Eva", settings.DEFAULT_PORT, False)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("port = 48217", "port = 80", "port"),
        ("port = 48217", 'port = "x"', "port"),
        ('language = "sv"', 'language = "fi"', "language"),
        ('policy = "general"', 'polciy = "general"', "polciy"),
        ('policy = "general"', "policy = ", "line"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    settings.load(tmp_path)
    path = tmp_path / "settings.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(SettingsInvalid) as caught:
        settings.load(tmp_path)
    assert named in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_value_is_changed_and_every_comment_stays(tmp_path: Path) -> None:
    settings.load(tmp_path)
    path = tmp_path / "settings.toml"
    before = path.read_text("utf-8")
    found = settings.change(tmp_path, policy="ale", agency='Ale "kommun"')
    assert (found.policy, found.archive.agency) == ("ale", 'Ale "kommun"')
    assert settings.load(tmp_path) == found
    after = path.read_text("utf-8").split("\n")
    changed = [line for line in before.split("\n") if line not in after]
    assert changed == ['policy = "general"', 'agency = ""']


def test_a_value_that_is_wrong_is_not_written(tmp_path: Path) -> None:
    settings.load(tmp_path)
    before = (tmp_path / "settings.toml").read_bytes()
    with pytest.raises(SettingsInvalid):
        settings.change(tmp_path, language="fi")
    assert (tmp_path / "settings.toml").read_bytes() == before
    assert not list(tmp_path.glob("*.new"))


def test_a_policy_of_ones_own_is_found_from_the_data_directory(tmp_path: Path) -> None:
    """So that a data directory that is moved or restored still finds it."""
    other = tmp_path / "annan.toml"
    assert settings.change(tmp_path, policy="policies/0001.toml").policy == str(
        tmp_path / "policies" / "0001.toml"
    )
    assert settings.change(tmp_path, policy=str(other)).policy == str(other)
    assert settings.change(tmp_path, policy="hultsfred").policy == "hultsfred"
