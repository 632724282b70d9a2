"""Disposal leaves nothing: text, author, picture and index are searched for in the raw bytes of every file."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect

from companion.contract import Category, EntryState, Platform
from companion.desk import Desk
from companion.office.disposal import Choice
from companion.policy import InForce
from companion.register import Query, Register, SavedSearches, evidence, fates
from companion.vault import Vault
from tests.companion.keeping import (
    ACTOR,
    AUTHOR,
    DECISION,
    TEXT,
    all_of_it,
    dispose,
    disposing,
    later,
    secret,
    settled,
    traces,
    whole,
)
from tests.companion.samples import PICTURE, capture, picture

RARE = "⁂☃☄"
"""A trigram that no other text has: it must leave the index's own segments too."""

OUTCOMES = (EntryState.HIDDEN, EntryState.DELETED, EntryState.VANISHED)


def test_nothing_of_it_is_left_in_any_file(desk: Desk, tmp_path: Path) -> None:
    """arkivlagen 10 §: text, author, picture and index are gone from database, WAL and vault; the rest stays."""
    learning, shot = replace(desk, learn=True), picture(400, 300, "#123456")
    for number in range(40):
        settled(learning, id=f"other {number}", text=f"annat {number} " * (number % 7 + 1))
    gone = settled(
        learning,
        shot,
        decision={"category": "hate"},
        markup=f"<p>{TEXT}</p>",
        **secret(id="7777001"),
    )
    searches = SavedSearches(desk.register)
    searches.keep("Eva", "återkommande", {"author": AUTHOR.upper(), "category": "hate"})
    searches.keep("Eva", f"allt av {AUTHOR}", {"text": "snö"})
    searches.keep("Eva", "snö", {"text": "snö"})
    private = (TEXT, AUTHOR, AUTHOR.upper(), RARE, "7777001")
    wanted = [*(one.encode() for one in private), shot, shot[50:200]]
    assert len(traces(tmp_path, *wanted)) >= 3, (
        "else the search would see nothing wherever it looked"
    )
    assert traces(tmp_path, RARE.encode()) & {"register.sqlite3", "register.sqlite3-wal"}
    due = replace(
        later(learning),
        rules=InForce(later(learning).policy.model_copy(update=_also(learning, "hate"))),
    )
    office = disposing(due, tmp_path)
    chosen = Choice(Category.HATE, DECISION, 1, unregistered_too=True)
    office.run(office.decide(chosen, ACTOR))
    assert traces(tmp_path, *wanted) == set()
    assert searches.of("Eva") == {"snö": {"text": "snö"}}
    shell = desk.register.entry(gone)
    assert (shell.disposed_under, shell.category, shell.moderator) == (
        DECISION,
        Category.HATE,
        ACTOR.moderator,
    )
    assert desk.entries(Query(text="annat")).total == 40
    assert desk.register.lessons() != []
    whole(desk)


def _also(desk: Desk, category: str) -> dict[str, object]:
    rules = later(desk).policy.categories
    limit = rules[Category.INSULT].retention
    changed = {
        Category.INSULT: desk.policy.categories[Category.INSULT],
        Category(category): rules[Category(category)].model_copy(update={"retention": limit}),
    }
    return {"categories": rules | changed}


@settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_lay_around_it(
    data: st.DataObject, desk: Desk, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """SQLite keeps copies of rows it has moved between pages: wherever they lay, none may remain."""
    folder = tmp_path_factory.mktemp("data")
    register = Register(folder / "register.sqlite3")
    desk = replace(desk, register=register, vault=Vault(folder / "vault"))
    sizes = data.draw(st.lists(st.integers(0, 3000), min_size=1, max_size=25))
    place = data.draw(st.integers(0, len(sizes)))
    for number, size in enumerate([*sizes[:place], -1, *sizes[place:]]):
        plain = {"id": str(number), "text": "x" * size}
        changes = secret(id="7777002") if size < 0 else plain
        entry = desk.capture(capture(**changes), ACTOR, PICTURE).entry
        if size < 0 or data.draw(st.booleans()):
            desk.settle(entry, data.draw(st.sampled_from(OUTCOMES)), ACTOR)
    office = disposing(later(desk), folder)
    ready = len(office.due()[0].ready)
    office.run(office.decide(all_of_it(ready), ACTOR))
    assert traces(folder, TEXT.encode(), AUTHOR.encode(), b"7777002", RARE.encode()) == set()
    register.close()


def test_every_table_that_knows_an_entry_has_its_fate(register: Register) -> None:
    """A table added later must say what disposal does with it."""
    with register.engine.connect() as connection:
        knowing = {*fates.referring(connection), *fates.naming_comments(connection)}
        suspect = {"text", "author_name", "author_url", "permalink", "author_id"}
        inspector = inspect(connection)
        for table in inspector.get_table_names():
            columns = {column["name"] for column in inspector.get_columns(table)}
            if columns & suspect and not table.startswith("entry_t"):
                knowing.add(table)
    assert knowing >= {"event", "detail", "judgement", "entry"}, "nothing was read"
    assert knowing - set(fates.FATES) == set()


def test_every_column_that_may_name_evidence_is_checked_and_backed_up(register: Register) -> None:
    """A column with a file's hash, added later, must be named in `evidence`, or said to be something else."""
    with register.engine.connect() as connection:
        assert set(fates.file_columns(connection)) == set(evidence.FILES)


def test_the_shell_keeps_what_the_list_says_and_no_more(desk: Desk, tmp_path: Path) -> None:
    entry = settled(desk)
    before = desk.register.entry(entry).model_dump()
    dispose(desk, tmp_path, 1)
    after = desk.register.entry(entry).model_dump()
    new = {"disposed_at", "disposed_under", "disposal"}
    assert {name: after[name] for name in fates.KEPT & set(after) - new} == {
        name: before[name] for name in fates.KEPT & set(after) - new
    }
    emptied = set(after) - fates.KEPT
    assert emptied > {"text", "author_name", "comment_id", "text_sha256", "capture_id", "page_url"}
    own = {f"gallrad-{entry}", "00000000-0000-0000-0000-000000000001"}
    assert {str(after[name]) for name in emptied} <= {"None", ""} | own


def test_a_shared_picture_stays_while_another_entry_needs_it(desk: Desk, tmp_path: Path) -> None:
    settled(desk, id="1")
    other = desk.capture(capture(id="2", decision={"category": "hate"}), ACTOR, PICTURE).entry
    dispose(desk, tmp_path, 1)
    assert desk.picture(other) == PICTURE
    whole(desk)


def test_evidence_of_a_second_capture_of_the_comment_goes_too(desk: Desk, tmp_path: Path) -> None:
    """Two tabs meet in one entry, and leave two records in the vault: both are about the same person."""
    settled(desk, **secret(id="7777003"))
    again = picture(200, 100, "#010203")
    desk.capture(capture(image=again, **secret(id="7777003")), ACTOR, again)
    assert whole(desk).notices != []
    dispose(desk, tmp_path, 1)
    assert traces(tmp_path, AUTHOR.encode(), again) == set()


def test_the_same_comment_may_come_again(desk: Desk, tmp_path: Path) -> None:
    """What is disposed of is forgotten: a new capture of the comment is a new entry."""
    first = settled(desk)
    dispose(desk, tmp_path, 1)
    assert desk.register.known(Platform.FACEBOOK, ["998877665544332211"]) == []
    assert settled(desk) != first


def test_the_database_has_no_dead_pages(desk: Desk, tmp_path: Path) -> None:
    settled(desk)
    dispose(desk, tmp_path, 1)
    with sqlite3.connect(tmp_path / "register.sqlite3") as raw:
        assert raw.execute("PRAGMA freelist_count").fetchone() == (0,)
