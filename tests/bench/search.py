"""Searching a big register, and its list as a page, beside a bare FTS5 query for the same words on the same rows."""

from __future__ import annotations

import random
import sqlite3
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from companion import app, settings, window
from companion.contract import Category, EntryKind, EntryState
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Condition, Query, Register
from tests.bench.figures import Figure, Times, timed, times
from tests.bench.fill import ACCOUNTS, fill

ENTRIES = 200_000
"""How many if nothing else is said. A million takes some two minutes to make, and three gigabytes of disk."""

ROUNDS = 15
PORT = 48_217
BASE = f"http://127.0.0.1:{PORT}"

WORDS = [
    *("och", "kommun", "det inte", "inte och det", "snöröjning", "rådet", "idiot", "överklaga"),
    *("skolan lärare", "zzqqxx", "Påhittad", "Åke Ström", "🤬", "å", "ål", "%", "hu", "a", "7"),
    *("KS 2026/77", "999999", "10000000000000000", "Du är en idiot"),
]
"""Common and rare, parts of compounds, å ä ö, emoji, words under three letters, numbers and names."""


def queries(entries: int) -> list[Query]:
    """Every way to look for something, alone and together."""
    month = (datetime(2025, 5, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC))
    year = (datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC))
    chosen = [
        Query(),
        Query(oldest_first=True),
        Query(before=entries // 2),
        Query(unsettled=True),
        Query(practice=True),
        Query(category=Category.HATE),
        Query(category=Category.INSULT, state=EntryState.DELETED, kind=EntryKind.MESSAGE),
        Query(condition=Condition.UNREGISTERED),
        Query(condition=Condition.HELD),
        Query(author="Örjan Öberg"),
        Query(author="Åk", state=EntryState.FAILED),
        Query(account=ACCOUNTS[1]),
        Query(post=str(10**14 + 77)),
        Query(diarienummer="2026/123456"),
        Query(since=month[0], until=month[1]),
        Query(since=year[0], until=year[1], text="snö"),
        Query(since=month[0], until=month[1], author="Eva", category=Category.CRIME),
        Query(text="och", state=EntryState.UNKNOWN, category=Category.DISTRESS),
        Query(text="och", practice=True),
    ]
    return [*chosen, *(Query(text=words) for words in WORDS)]


def figures(entries: int = ENTRIES) -> list[Figure]:
    """Search, the list as a page, and how long the register took to make."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        chosen = settings.load(data)
        making = timed(fill, chosen.database, entries)
        register = Register(chosen.database)
        searched, worst = _searched(register, entries)
        bare = _bare(chosen.database)
        register.close()
        listed = _listed(data, chosen, entries)
    count = f"{entries:,}".replace(",", " ")
    return [
        Figure(
            f"any search in {count} entries, with its count",
            f"{searched}; slowest: {worst}",
            f"bare FTS5 for the same words, all counted: {bare}",
            "p95 ≤ 100 ms",
        ),
        Figure(
            f"the list of {count} entries as a page",
            str(listed),
            f"the register was made in {making:.0f} s",
            "p95 ≤ 100 ms",
        ),
    ]


def _searched(register: Register, entries: int) -> tuple[Times, str]:
    asked = [replace(query, limit=50) for query in queries(entries)] * ROUNDS
    random.Random(1).shuffle(asked)
    for query in queries(entries):
        register.page(query)
    taken = [(timed(register.page, query), query) for query in asked]
    slowest, query = max(taken, key=lambda one: one[0])
    told = {name: value for name, value in vars(query).items() if value != getattr(Query(), name)}
    return times([one for one, _ in taken]), f"{slowest * 1000:.0f} ms for {told}"


def _bare(path: Path) -> Times:
    """The words as phrases in the same index; words under three letters it cannot find at all."""
    phrases = [
        " AND ".join('"' + word.replace('"', '""') + '"' for word in words.split())
        for words in WORDS
        if all(len(word) > 2 for word in words.split())
    ]
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA cache_size=-32768")

        def ask(phrase: str) -> None:
            found = "FROM entry_text WHERE entry_text MATCH ?"
            connection.execute(
                f"SELECT rowid {found} ORDER BY rowid DESC LIMIT 50", [phrase]
            ).fetchall()
            connection.execute(f"SELECT count(*) {found}", [phrase]).fetchall()

        for phrase in phrases:
            ask(phrase)
        return times([timed(ask, phrase) for phrase in phrases * ROUNDS])


def _listed(data: Path, chosen: settings.Settings, entries: int) -> Times:
    """The window's list, from request to last byte, for who has logged in."""
    desk = app.make_desk(chosen, window_url=BASE, classifier=lambda: None)
    login = window.Login()
    offices = Offices.of(desk, data)
    offices.staff.open("Bench", [])
    pairings = Pairings(chosen.pairings, "Bench")
    with app.create_app(offices, pairings, login, PORT).test_client() as client:
        code = {"code": login.code("Bench")}
        answer = client.post("/login", base_url=BASE, data=code, headers={"Origin": BASE})
        assert answer.status_code == 302, answer.text
        paths = ("/", "/?show=unregistered", f"/?before={entries // 2}", "/?order=oldest")

        def ask(path: str) -> None:
            assert client.get(path, base_url=BASE).text.count("<tr>") > 50

        for path in paths:
            ask(path)
        taken = [timed(ask, path) for path in paths * ROUNDS]
    desk.register.close()
    return times(taken)
