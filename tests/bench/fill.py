"""A register of many entries, made as fast as the disk allows, of the corpus's comments on made-up pages."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy

from companion.contract import Category
from companion.register import Register, facets, full_text
from tests.bench.classify import texts

ACCOUNTS = ("Exempelby kommun", "Biblioteket i Exempelby", "Exempelby skola", "Badhuset")
FIRST = datetime(2024, 1, 1, tzinfo=UTC)
SPAN = timedelta(days=3 * 365)
GIVEN = "Åke Anna Eva Örjan Björn Lars Kerstin Fatima Ali Ingrid Ulla Sven Karin Nils Maja Elsa"
FAMILY = "Öberg Ström Åkesson Lind Ahmed Nilsson Berg Dahl Ek Falk Gran Holm Ljung Påhittad"
VARIED = (
    *("platform", "comment_id", "permalink", "author_name", "text", "post_id", "post_text"),
    *("page_account", "place", "category", "state", "kind", "captured_at", "diarienummer"),
)
HASH = "printf('%064x', :number)"
ALIKE = {
    "capture_id": HASH,
    "request_sha256": HASH,
    "text_sha256": HASH,
    "record_sha256": HASH,
    "event_hash": HASH,
    "received_at": ":captured_at",
    "surface": "'facebook_timeline'",
    "truncated": "0",
    "page_url": "'https://www.facebook.com/exempelby'",
    "page_title": "'Exempelby kommun'",
    "ground": "'page_rule'",
    "act": "'hide'",
    "moderator": "'Eva Exempel'",
    "client": "'bench'",
}
"""What is alike in all entries, or follows from the rest, as SQL."""

STATES = [*["hidden"] * 70, *["deleted"] * 15, *["remains"] * 10, "unknown", "failed", "vanished"]


def fill(path: Path, count: int) -> None:
    """Make the register, with so many entries; entries only, for searching needs no more."""
    Register(path).close()
    engine = sqlalchemy.create_engine(f"sqlite:///{path.as_posix()}")

    @sqlalchemy.event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: object) -> None:
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-262144"):
            connection.execute(f"PRAGMA {pragma}")

    with engine.begin() as connection:
        full_text.drop(connection)
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        names = ", ".join((*VARIED, *ALIKE))
        marks = ", ".join([*(f":{name}" for name in VARIED), *ALIKE.values()])
        asked = "SELECT name, sql FROM sqlite_master WHERE tbl_name = 'entry' AND type = 'index'"
        indexes = {name: sql for name, sql in raw.execute(asked).fetchall() if sql}
        for name in indexes:
            raw.execute(f"DROP INDEX {name}")
        raw.executemany(f"INSERT INTO entry({names}) VALUES ({marks})", _rows(count))
        for sql in indexes.values():
            raw.execute(sql)
        full_text.refresh(connection)
    engine.dispose()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("ANALYZE entry")


def _rows(count: int) -> Iterator[dict[str, object]]:
    """The same entries every time."""
    dice = random.Random(1766)
    said = texts()
    people = [f"{one} {other}" for one in GIVEN.split() for other in FAMILY.split()]
    categories = [category.value for category in Category]
    posts = [(f"{10**14 + n}", " ".join(dice.sample(said, 2))[:200]) for n in range(5_000)]
    places = {(a, p): facets.place(a, p) for a in ACCOUNTS for p, _ in posts}
    for number in range(count):
        post, about = dice.choice(posts)
        account = dice.choice(ACCOUNTS)
        comment = str(10**16 + number * 10**9 + dice.randrange(10**9))
        yield {
            "number": number,
            "platform": "practice" if number % 1_000 == 0 else "facebook",
            "comment_id": comment,
            "permalink": f"https://www.facebook.com/permalink.php?story_fbid={post}&id=2&comment_id={comment}",
            "author_name": dice.choice(people),
            "text": dice.choice(said),
            "post_id": post,
            "post_text": about,
            "page_account": account,
            "place": places[account, post],
            "category": dice.choice(categories),
            "state": dice.choice(STATES),
            "kind": "message" if number % 50 == 7 else "comment",
            "captured_at": f"{FIRST + SPAN * (number / count):%Y-%m-%dT%H:%M:%SZ}",
            "diarienummer": f"KS 2026/{number}" if number % 3 else None,
        }
