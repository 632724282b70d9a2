"""mask: what is masked is gone from any text and any picture (H8)."""

from __future__ import annotations

import io
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from companion.export import mask
from companion.export.mask import Box
from tests.companion.handing import LAW
from tests.companion.samples import picture


def test_the_length_of_what_is_masked_is_not_told() -> None:
    for words in ("Bo Ek", "Anna-Karin Lindqvist af Rosenlund"):
        assert mask.text(f"Hej {words}!", [(words, LAW)], "maskat") == f"Hej [maskat: {LAW}]!"


WORDS = st.text("abcåäö XYZ-.", min_size=1, max_size=12).filter(lambda text: text.strip())


@settings(max_examples=200, deadline=None)
@given(before=WORDS, words=WORDS, after=WORDS)
def test_masked_words_are_gone_from_any_text(before: str, words: str, after: str) -> None:
    shown = mask.text(f"{before} {words} {after} {words}", [(words, "§")], "")
    rest = re.sub(r"\[: §\]", "", shown)
    if len(words.strip()) >= 4:
        squeezed = " ".join(words.split()).casefold()
        assert squeezed not in " ".join(rest.split()).casefold()
    assert shown.count("[: §]") >= 1


def test_overlapping_masks_leave_nothing_between() -> None:
    shown = mask.text(
        "Anna Lindqvist Berg", [("Anna Lindqvist", "A"), ("Lindqvist Berg", "B")], "m"
    )
    assert shown == "[m: A]"


def test_a_short_name_is_masked_alone_and_not_in_other_words() -> None:
    shown = mask.text("Bo bor i Bo, sa bo. Boende_Bo!", [("Bo", "§")], "m")
    assert shown == "[m: §] bor i [m: §], sa [m: §]. Boende_[m: §]!"


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None
)
@given(
    x=st.integers(-5, 400),
    y=st.integers(-5, 200),
    width=st.integers(1, 500),
    height=st.integers(1, 500),
)
def test_a_region_may_reach_over_the_edge(x: int, y: int, width: int, height: int) -> None:
    shown = Image.open(io.BytesIO(mask.picture(picture(), [Box(x, y, width, height)])))
    assert shown.size == (320, 120)
    inside = (max(x, 0), max(y, 0), min(x + width, 320), min(y + height, 120))
    if inside[0] < inside[2] and inside[1] < inside[3]:
        assert shown.crop(inside).getextrema() == ((0, 0),) * 3
