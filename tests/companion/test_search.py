"""search: å ä ö are letters, parts of compounds and emoji are found (S4, N3: searchable through registration)."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.contract import Category
from companion.desk import Desk
from companion.register import Actor, Query
from tests.companion.samples import PICTURE, capture


@pytest.fixture
def filled(desk: Desk, actor: Actor) -> Desk:
    texts = [
        "Får kommunalrådet aldrig nog? 🤬",
        "Far åker i dag",
        "ÖVERKLAGA beslutet!",
        '100 % = fel "så"',
    ]
    for number, text in enumerate(texts):
        desk.capture(capture(id=str(number), text=text), actor, PICTURE)
    return desk


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("rådet", [1]),
        ("kommunalråd nog", [1]),
        ("far", [2]),
        ("får", [1]),
        ("övERklaga", [3]),
        ("overklaga", []),
        ("🤬", [1]),
        ("åk", [1, 2, 3, 4]),
        ("Påhittad", [1, 2, 3, 4]),
        ('"så"', [4]),
        ("%", [4]),
        ("snöröj", [1, 2, 3, 4]),
        ("NOT rådet", []),
        ("", [1, 2, 3, 4]),
    ],
)
def test_words_find_what_they_should(filled: Desk, words: str, found: list[int]) -> None:
    assert sorted(e.id for e in filled.entries(Query(text=words)).entries) == found


def test_category_narrows(filled: Desk) -> None:
    assert filled.entries(Query(category=Category.INSULT)).total == 4
    assert filled.entries(Query(category=Category.HATE)).total == 0


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    words=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
)
def test_no_text_breaks_the_search(filled: Desk, words: str) -> None:
    assert filled.entries(Query(text=words)).total <= 4
