"""errors: each says what happened, what was kept and what to do now, in both languages."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path

import pytest

from companion import errors
from companion.errors import CompanionError

ALL = sorted(CompanionError.__subclasses__(), key=lambda error: error.code)


@pytest.mark.parametrize("error", ALL, ids=lambda error: error.code)
def test_every_error_has_its_words(error: type[CompanionError]) -> None:
    facts = dict.fromkeys(
        (
            "reason", "origin", "limit_mb", "sha256", "path", "port", "who", "remedy",
            "name", "number", "entry", "count", "place", "folder", "address", "found", "expected",
            "most", "entry", "delivery", "mark", "attempts", "person",
        ),
        "X",
    )  # fmt: skip
    swedish, english = error(**facts).words("sv"), error(**facts).words("en")
    for words in (swedish, english):
        assert all(part.strip().endswith((".", "?")) for part in words)
    assert swedish != english


def test_no_words_without_an_error() -> None:
    told = tomllib.loads(Path(errors.__file__).with_name("errors.toml").read_text("utf-8"))
    assert set(told) == {error.code for error in ALL}
    for both in told.values():
        fields = [
            {
                name
                for part in both[language].values()
                for _, name, _, _ in string.Formatter().parse(part)
                if name
            }
            for language in ("sv", "en")
        ]
        assert fields[0] == fields[1]


def test_the_tree_is_drawn_at_the_top_of_the_file() -> None:
    drawn = errors.__doc__ or ""
    assert all(f" {error.__name__} " in drawn for error in ALL)


def test_codes_are_unique() -> None:
    assert len({error.code for error in ALL}) == len(ALL)
