"""search: å ä ö are letters, parts of compounds and emoji are found (S4, N3: searchable through registration)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.contract import Category, EntryKind, EntryState
from companion.desk import Desk
from companion.office import Offices
from companion.register import Actor, Condition, Query
from tests.companion.samples import NOW, PICTURE, capture

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
FEW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)


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


def found(desk: Desk, query: Query) -> list[int]:
    return sorted(entry.id for entry in desk.entries(query).entries)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("rådet", [1]),
        ("kommunalråd nog", [1]),
        ("far", [2]),
        ("får", [1]),
        ("övERklaga", [3]),
        ("overklaga", []),
        ("🤬", [1]),
        ("g 🤬", [1]),
        ("zq", []),
        ("åk", [1, 2, 3, 4]),
        ("ÅK", [1, 2, 3, 4]),
        ("ak", []),
        ("Påhittad", [1, 2, 3, 4]),
        ('"så"', [4]),
        ('"', [4]),
        ("%", [4]),
        ("t!", [3]),
        ("!", [3]),
        ("snöröj", [1, 2, 3, 4]),
        ("NOT rådet", []),
        ("text:far", []),
        ("Exempelby kommun", [1, 2, 3, 4]),
        ("\0", [1, 2, 3, 4]),
        ("", [1, 2, 3, 4]),
    ],
)
def test_words_find_what_they_should(filled: Desk, words: str, expected: list[int]) -> None:
    assert found(filled, Query(text=words)) == expected
    assert filled.register.count(Query(text=words)) == len(expected)
    assert sorted(one.id for one in filled.register.each(Query(text=words))) == expected


@FEW
@given(text=TEXT.filter(lambda text: bool(text.split())), data=st.data())
def test_every_part_of_every_word_is_found(
    desk: Desk, actor: Actor, text: str, data: st.DataObject
) -> None:
    """Of one letter or of many, at the beginning or at the end of what was written."""
    entry = desk.capture(capture(text=text), actor, PICTURE).entry
    word = data.draw(st.sampled_from(text.split()))
    start = data.draw(st.integers(0, len(word) - 1))
    part = word[start : data.draw(st.integers(start + 1, len(word)))]
    ids = [one.id for one in desk.register.each(Query(text=part))]
    assert entry in ids


@FEW
@given(words=TEXT, author=TEXT, number=TEXT)
def test_no_text_breaks_the_search(filled: Desk, words: str, author: str, number: str) -> None:
    query = Query(text=words, author=author, diarienummer=number)
    assert filled.entries(query).total <= 4
    assert filled.register.count(query) <= 4


CHOICES: list[tuple[type[StrEnum], str]] = [
    (Category, "category"),
    (EntryState, "state"),
    (EntryKind, "kind"),
]


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for kind, field in CHOICES for value in kind]
)
def test_every_choice_narrows_to_its_own(
    desk: Desk, actor: Actor, tmp_path: Path, field: str, value: StrEnum
) -> None:
    """Also one that is added later: the index is made anew where it does not know it."""
    for number in range(2):
        desk.capture(capture(id=str(number)), actor, PICTURE)
    query = Query(**{field: value})  # type: ignore[arg-type]
    before = found(desk, query)
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        raw.execute(f"UPDATE entry SET {field} = ? WHERE id = 2", (value.value,))
    assert found(desk, query) == sorted({*before, 2})
    assert desk.register.count(query) == len({*before, 2})


def test_each_condition_is_found_while_it_lasts(desk: Desk, offices: Offices, actor: Actor) -> None:
    """The views: not yet registered, under review (S5), on hold, marked (OSL 5:5), forwarded (S8), answered (S7)."""
    entry = desk.capture(capture(), actor, PICTURE).entry
    work, handling = offices.registration, offices.handling
    steps: dict[Condition, tuple[Callable[[], Any], Callable[[], Any] | None]] = {
        Condition.REVIEW: (
            lambda: handling.review(entry, actor, "Bo", "?"),
            lambda: handling.reviewed(entry, actor, "!"),
        ),
        Condition.HELD: (
            lambda: handling.hold(entry, actor, "tvist"),
            lambda: handling.release(entry, actor, "klart"),
        ),
        Condition.MARKED: (
            lambda: work.mark(entry, actor, provision="OSL 21:1"),
            lambda: work.unmark(entry, actor),
        ),
        Condition.FORWARDED: (lambda: handling.forwarded(entry, actor, "VA"), None),
        Condition.ANSWERED: (lambda: handling.replied(entry, actor, NOW), None),
    }
    assert set(steps) == set(Condition) - {Condition.UNREGISTERED}
    for condition, (begin, end) in steps.items():
        assert found(desk, Query(condition=condition)) == []
        begin()
        assert found(desk, Query(condition=condition)) == [entry]
        if end:
            end()
            assert found(desk, Query(condition=condition)) == []
    assert found(desk, Query(condition=Condition.UNREGISTERED)) == [entry]
    work.register(entry, actor, diarienummer="KS 2026/7")
    assert found(desk, Query(condition=Condition.UNREGISTERED)) == []
    assert found(desk, Query(diarienummer="2026/7")) == [entry]
    assert found(desk, Query(text="2026/7")) == [entry]


def test_author_account_post_and_time_narrow(desk: Desk, actor: Actor) -> None:
    other = {"name": "Örjan Annan", "url": None, "id": None}
    post = {"id": "77", "url": "https://e.example/p", "author": None, "text": None}
    page = {"url": "https://e.example", "title": "Bad", "account": "Badhuset"}
    desk.capture(capture(id="1"), actor, PICTURE)
    desk.capture(capture(id="2", author=other, post=post, page=page), actor, PICTURE)
    assert found(desk, Query(author="örjan")) == [2]
    assert found(desk, Query(author="Ö")) == [2]
    assert desk.register.accounts() == ["Badhuset", "Exempelby kommun"]
    assert found(desk, Query(account="Badhuset")) == [2]
    assert found(desk, Query(account="Exempelby kommun")) == [1]
    for name in ("77", "https://e.example/p"):
        assert found(desk, Query(post=name)) == [2]
    assert found(desk, Query(post="112233445566", account="Badhuset")) == []
    for since, until, expected in (
        (NOW, None, [1, 2]),
        (None, NOW, []),
        (NOW + timedelta(seconds=1), None, []),
        (NOW - timedelta(days=1), NOW + timedelta(seconds=1), [1, 2]),
    ):
        query = Query(since=since, until=until)
        assert found(desk, query) == expected
        assert desk.register.count(query) == len(expected)


def test_a_comment_is_found_by_its_own_address_or_id(desk: Desk, actor: Actor) -> None:
    links = {"7001": "https://e.example/p?c=7001", "7002": "https://e.example/p?c=7002"}
    for number, link in links.items():
        desk.capture(capture(id=number, permalink=link), actor, PICTURE)
    for entry, (number, link) in enumerate(links.items(), 1):
        assert found(desk, Query(text=number)) == [entry]
        assert found(desk, Query(text=link)) == [entry]
        assert found(desk, Query(text=f"idiot {link}")) == [entry]
    assert found(desk, Query(author="7001")) == []


def test_a_clock_that_was_set_back_hides_nothing(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    """Numbers follow time nearly always; the search does not lean on always."""
    for number in range(6):
        desk.capture(capture(id=str(number)), actor, PICTURE)
    days = [1, 2, 9, 3, 4, 1]
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        for entry, day in enumerate(days, 1):
            when = f"2026-05-{day:02}T12:00:00.5Z"
            raw.execute("UPDATE entry SET captured_at = ? WHERE id = ?", (when, entry))
    for first in range(1, 10):
        for last in range(first, 10):
            since = datetime(2026, 5, first, tzinfo=UTC)
            until = datetime(2026, 5, last, tzinfo=UTC) + timedelta(days=1)
            expected = [n for n, day in enumerate(days, 1) if first <= day <= last]
            assert found(desk, Query(since=since, until=until)) == expected
            assert found(desk, Query(since=since, until=until, text="idiot")) == expected


@FEW
@given(limit=st.integers(1, 4), oldest=st.booleans(), words=st.sampled_from(["", "åk", "idiot"]))
def test_pages_give_every_entry_once_in_order(
    desk: Desk, actor: Actor, limit: int, oldest: bool, words: str
) -> None:
    for number in range(7):
        desk.capture(capture(id=str(number)), actor, PICTURE)
    query = Query(text=words, limit=limit, oldest_first=oldest)
    assert list(pages(desk, query)) == sorted(range(1, 8), reverse=not oldest)


def pages(desk: Desk, query: Query) -> Iterator[int]:
    """Page after page, each with the same total."""
    while True:
        page = desk.entries(query)
        assert (page.total, page.capped) == (7, False)
        yield from (entry.id for entry in page.entries)
        if page.next_before is None:
            return
        query = replace(query, before=page.next_before)
