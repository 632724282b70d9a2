"""The index behind the search: in the order of the list, made anew when the code says otherwise, whole after a life."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text as sql

from companion.contract import EntryState
from companion.desk import Desk
from companion.office import Offices
from companion.register import Actor, Query, Register, facets, search, terms
from companion.register.engine import reading
from tests.companion.samples import PICTURE, capture
from tests.companion.test_search import filled, found

__all__ = ["filled"]


def test_counting_stops_and_says_so(filled: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "COUNTED", 2)
    page = filled.entries(Query(limit=1))
    assert (page.total, page.capped) == (2, True)
    assert filled.register.count(Query(limit=1)) == 4
    monkeypatch.setattr(search, "COUNTED_SLOWLY", 3)
    page = filled.entries(Query(limit=1, account="Exempelby kommun"))
    assert (page.total, page.capped) == (3, True)
    assert filled.entries(Query()).capped is False


def test_a_letter_that_begins_too_many_trigrams_is_still_found(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then each text is read; the answer is the same."""
    expected = {word: found(filled, Query(text=word)) for word in ("å", "%", "ak", "Å", "t!")}
    monkeypatch.setattr(terms, "MOST", 1)
    for word, ids in expected.items():
        assert found(filled, Query(text=word)) == ids
        assert filled.register.count(Query(text=word)) == len(ids)


def test_the_index_reads_in_the_lists_order_and_sorts_nothing(register: Register) -> None:
    """At a million entries sorting would take a second: the plan must show none."""
    with reading(register.engine) as connection:
        for order in ("DESC", "ASC"):
            plan = connection.execute(
                sql(
                    "EXPLAIN QUERY PLAN SELECT entry.* FROM entry_text CROSS JOIN entry "
                    "ON entry.id = entry_text.rowid WHERE entry_text MATCH 'facets : \"x\"' "
                    f"ORDER BY entry_text.rowid {order} LIMIT 51"
                )
            ).all()
            told = " ".join(str(row) for row in plan)
            assert "TEMP B-TREE" not in told
            assert "VIRTUAL TABLE INDEX" in told


def test_the_index_is_made_anew_when_the_code_says_something_else(
    desk: Desk, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.capture(capture(), actor, PICTURE)
    monkeypatch.setattr(facets, "_END", "\ue0fe")
    assert found(desk, Query(text="idiot")) == [], "the old index does not know the new letters"
    again = Register(tmp_path / "register.sqlite3")
    assert again.page(Query(text="idiot")).total == 1
    again.close()


def test_the_index_is_whole_after_a_whole_life(
    desk: Desk, offices: Offices, actor: Actor, register: Register
) -> None:
    """SQLite's own check: every text of the index stands in the entries, and every text of those in the index."""
    for number in range(3):
        desk.capture(capture(id=str(number), text=f"text {number} åäö"), actor, PICTURE)
    offices.registration.register(1, actor, diarienummer="KS 1")
    offices.registration.correct(2, actor, {"author_name": "", "note": "ny"}, reason="r")
    offices.registration.mark(3, actor, provision="OSL 1:1")
    desk.settle(3, EntryState.HIDDEN, actor)
    with register.engine.begin() as connection:
        connection.execute(sql("INSERT INTO entry_text(entry_text) VALUES ('integrity-check')"))
        connection.execute(sql("DELETE FROM event WHERE entry_id = 3"))
        connection.execute(sql("DELETE FROM detail WHERE entry_id = 3"))
        connection.execute(sql("DELETE FROM entry WHERE id = 3"))
        connection.execute(sql("INSERT INTO entry_text(entry_text) VALUES ('integrity-check')"))
    assert desk.register.count(Query(text="åäö")) == 2
