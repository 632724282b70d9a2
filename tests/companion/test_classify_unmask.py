"""The unmasked view and its map back (classifier.md, unmask): every span is exact."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.classify.fold import fold
from companion.classify.unmask import Masks

WORDS = ("fan", "jävla", "helvete", "idiot", "fitta", "hora", "kuk", "blatte")
MASKS = Masks(WORDS, WORDS)


def _masked(word: str) -> st.SearchStrategy[str]:
    """Ways in which people disguise a word."""
    leet = str.maketrans("oiea", "0134")
    return st.sampled_from(
        [
            " ".join(word),
            ".".join(word),
            "-".join(word),
            "  ".join(word),
            " ".join(word[0] + word[1] * 3 + word[2:]),
            word[0] + word[1] * 5 + word[2:],
            "\u200b".join(word),
            word.upper(),
            "".join(c + "\u0336" for c in word),
            "".join(chr(ord(c) + 0xFEE0) if c < "\x7f" else c for c in word),
            word.translate(leet),
            word[0] + "*" * (len(word) - 2) + word[-1],
        ]
    )


@given(st.text())
def test_fold_maps_every_character_to_a_place_in_the_original(text: str) -> None:
    view = fold(text)
    places = [view.original(i, i + 1) for i in range(len(view.text))]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert places == sorted(places)


@given(st.text(alphabet="abcåäö ABCÅÄÖ!?.,1 😀\u200b\u0301ﬁ", max_size=60))
def test_each_folded_letter_stands_for_the_letter_it_came_from(text: str) -> None:
    view = fold(text)
    for i, char in enumerate(view.text):
        start, end = view.original(i, i + 1)
        source = unicodedata.normalize("NFKC", text[start:end]).lower()
        assert char in unicodedata.normalize("NFD", source) or char in source or char == " "


@given(st.sampled_from(WORDS).flatmap(lambda word: st.tuples(st.just(word), _masked(word))))
def test_a_mask_is_undone_and_its_span_covers_exactly_the_mask(pair: tuple[str, str]) -> None:
    word, mask = pair
    before, after = "väg 3 är halkig, ", " säger Åsa"
    text = before + mask + after
    view = MASKS.undo(fold(text))
    at = view.text.find(word)
    if at < 0:  # stars may fit another word of the same shape
        assert "*" in mask
        return
    start, end = view.original(at, at + len(word))
    assert text[start:end].rstrip("\u0336") == mask.rstrip("\u0336")


def test_two_spaces_part_words_of_letters_apart() -> None:
    found = MASKS.undo(fold(f"{' '.join(WORDS[0])}  V A D  {' '.join(WORDS[1])}")).text.split("  ")
    assert (found[0], found[-1]) == (WORDS[0], WORDS[1])


@pytest.mark.parametrize(
    "text",
    [
        "Vi ses kl 18 vid 4:an, ta 3:ans buss!",
        "A B C är tre bokstäver",
        "t.ex. bl.a. m.m.",
        "e-tjänst och va-taxa, 50-tals hus",
        "10kr/st *obs* 100 %",
        "Hej! Tack för svar; mvh Åsa",
    ],
)
def test_ordinary_text_is_only_lowered(text: str) -> None:
    assert MASKS.undo(fold(text)).text == text.lower()


@given(st.text(max_size=300))
def test_unmask_never_fails_and_never_points_outside(text: str) -> None:
    view = MASKS.undo(fold(text))
    for i in range(len(view.text)):
        start, end = view.original(i, i + 1)
        assert 0 <= start < end <= len(text)
