"""The lexicon: inflection, compounds on both sides, homographs (issue: ≥ 1,500 terms, ≥ 300 exceptions)."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from companion.classify.fold import fold
from companion.classify.inflect import PATTERNS, inflect
from companion.classify.lexicon import EXCEPT, Entry, Lexicon, read_entries

FOLDER = Path(__file__).resolve().parents[2] / "models" / "lexicon"
ENTRIES = read_entries(FOLDER)
LEXICON = Lexicon(ENTRIES)


def kinds(text: str, kind: str) -> list[str]:
    """The parts of a text that are hits of a class."""
    view = fold(text)
    return [text[start:end] for start, end, entry in LEXICON.find(view) if entry.kind == kind]


def test_the_lexicon_is_as_large_as_promised() -> None:
    assert sum(entry.kind != EXCEPT for entry in ENTRIES) >= 1500
    assert sum(entry.kind == EXCEPT for entry in ENTRIES) >= 300


def test_every_group_names_class_and_known_pattern() -> None:
    for path in FOLDER.glob("*.toml"):
        for group in tomllib.loads(path.read_text(encoding="utf-8"))["terms"]:
            assert group["class"]
            assert group.get("inflect", "none") in PATTERNS
            assert group.get("compound", "none") in ("none", "first", "last", "both")
            assert group.get("severity", 1) in (1, 2, 3)


def test_inflection_by_pattern_and_by_own_endings() -> None:
    assert inflect("idiot", "er")[:4] == ["idiot", "idioten", "idioter", "idioterna"]
    assert inflect("fitt|a an or", "none") == ["fitta", "fittan", "fittor"]
    assert inflect("dra åt helvete", "er") == ["dra åt helvete"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("vilken jävla väg", ["jävla"]),
        ("Kommunjävlarna!", ["Kommunjävlarna"]),
        ("din fitta", ["fitta"]),
        ("javla skit", ["javla"]),
        ("dra åt helvete", ["dra åt helvete"]),
    ],
)
def test_swearing_is_found_inflected_compounded_and_without_dots(
    text: str, found: list[str]
) -> None:
    """S1: svordomar."""
    assert kinds(text, "profanity") == found


@pytest.mark.parametrize(
    "text",
    [
        "Ni är fantastiska", "Jag är ett stort fan av biblioteket", "Helvetesfallet är fint",
        "hormoner i vattnet", "cockpit", "jävsförhållande", "Elefanten", "jäkla bra", "fasen också",
        "Inkludering är bra", "Efter varslet på bruket", "Samisk språkuke", "Kukkolaforsens sik", "Arsenal fan",
    ],
)  # fmt: skip
def test_homographs_and_minced_oaths_are_not_swearing(text: str) -> None:
    """A3: false flags are harm."""
    assert kinds(text, "profanity") == []


def test_a_compound_is_found_from_both_sides_and_shown_whole() -> None:
    entry = Entry("skurk", "insult", 2, "both", "", ("skurk",))
    lexicon = Lexicon([entry])
    for text in ("skurk", "storskurk", "skurkstreck", "superskurkarna"):
        assert [(s, e) for s, e, _ in lexicon.find(fold(text))] == [(0, len(text))]


def test_written_and_read_back_it_finds_the_same(tmp_path: Path) -> None:
    LEXICON.to_disk(tmp_path / "lexicon")
    again = Lexicon().from_disk(tmp_path / "lexicon")
    assert again.entries == LEXICON.entries
