"""Checkpoints: at times the installation signs where the chain stands; each covers the events since the last.

The message that is signed is canonical JSON: what it covers (first, last), the chain's head, the root of the
hash tree over the events (`merkle`), the SHA-256 of the message before, the time and the public key.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict, JsonValue
from sqlalchemy import Connection, Row, func, insert, select, update

from companion.register import merkle
from companion.register.engine import reading, writing
from companion.register.events import GENESIS
from companion.register.store import Register
from companion.register.tables import CheckpointRow, EventRow

_checkpoints = CheckpointRow.__table__  # type: ignore[attr-defined]
_events = EventRow.__table__  # type: ignore[attr-defined]

FORM = "uppsikt-checkpoint-1"


class Content(BaseModel):
    """What a checkpoint's message says."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: str
    number: int
    previous: str
    """SHA-256 (hex) of the message before; of the first: zeros."""
    first: int
    last: int
    """The events covered (seq), both included."""
    head: str
    """Hash of the last event."""
    root: str
    at: str
    key: str
    """The public key (hex)."""


class Checkpoint(BaseModel):
    """A signed message, and its timestamp if there is one."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)

    number: int
    message: str
    signature: str
    """Ed25519 (hex)."""
    token: str | None
    """RFC 3161: the answer of the timestamp authority (base64)."""
    token_sha256: str | None

    @property
    def sha256(self) -> str:
        """Of the message (hex); what the next checkpoint and the timestamp are about."""
        return hashlib.sha256(self.message.encode()).hexdigest()

    def content(self) -> Content:
        """What the message says. Raises pydantic's ValidationError where it is not a message."""
        return Content.model_validate_json(self.message)


class Checkpoints:
    """The signed places of the chain."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def last(self) -> Checkpoint | None:
        """The newest."""
        with reading(self._engine) as connection:
            return _last(connection)

    def all(self) -> list[Checkpoint]:
        """All, oldest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(_checkpoints).order_by(_checkpoints.c.number))
            return [read(row) for row in rows]

    def add(self, public: str, sign: Callable[[bytes], str]) -> Checkpoint | None:
        """Sign what has happened since the last; none where nothing has. Raises StorageFull, StorageFailed."""
        with writing(self._engine) as connection:
            before = _last(connection)
            told = before.content() if before else None
            first = told.last + 1 if told else 1
            hashes = _hashes(connection, first, None)
            if not hashes:
                return None
            content = Content(
                form=FORM,
                number=told.number + 1 if told else 1,
                previous=before.sha256 if before else GENESIS,
                first=first,
                last=first + len(hashes) - 1,
                head=hashes[-1],
                root=merkle.root(hashes),
                at=datetime.now(UTC).isoformat().replace("+00:00", "Z"),
                key=public,
            )
            message = json.dumps(content.model_dump(), sort_keys=True, separators=(",", ":"))
            made: dict[str, JsonValue] = {
                "number": content.number,
                "message": message,
                "signature": sign(message.encode()),
                "token": None,
                "token_sha256": None,
            }
            connection.execute(insert(_checkpoints), made)
            return Checkpoint.model_validate(made)

    def stamp(self, number: int, token: str) -> None:
        """Keep the timestamp (base64 of the TSA's answer) of a checkpoint."""
        values = {"token": token, "token_sha256": hashlib.sha256(token.encode()).hexdigest()}
        with writing(self._engine) as connection:
            one = _checkpoints.c.number == number
            connection.execute(update(_checkpoints).where(one).values(**values))

    def proofs(self, numbers: Iterable[int]) -> list[tuple[Checkpoint, dict[str, JsonValue]]]:
        """The checkpoints that cover these events (seq), each with what leads from the events to its root.

        `paths`: neighbours by event; or `leaves`: the hashes of all events it covers, where that is less.
        """
        wanted = sorted(set(numbers))
        found = []
        with reading(self._engine) as connection:
            rows = connection.execute(select(_checkpoints).order_by(_checkpoints.c.number)).all()
            for one in map(read, rows):
                told = one.content()
                covered = wanted[bisect(wanted, told.first - 1) : bisect(wanted, told.last)]
                if covered:
                    hashes = _hashes(connection, told.first, told.last)
                    found.append((one, _way(hashes, [seq - told.first for seq in covered], told)))
        return found

    def genesis(self) -> str | None:
        """Hash of the first event, by which a register is known; none while it is empty."""
        with reading(self._engine) as connection:
            return next(iter(_hashes(connection, 1, 1)), None)

    def head(self) -> int:
        """Number (seq) of the last event; 0 while there is none."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(_events.c.seq))).scalar_one() or 0

    def hashes(self, first: int, last: int) -> list[str]:
        """The hashes of the events from `first` to `last` (seq)."""
        with reading(self._engine) as connection:
            return _hashes(connection, first, last)


def _way(hashes: list[str], places: list[int], told: Content) -> dict[str, JsonValue]:
    if len(places) * len(hashes).bit_length() > len(hashes):
        return {"leaves": list[JsonValue](hashes)}
    paths = {str(told.first + place): merkle.path(hashes, place) for place in places}
    return {"paths": {seq: [list(step) for step in path] for seq, path in paths.items()}}


def read(row: Row[tuple[object, ...]]) -> Checkpoint:
    """A row of the table as a record."""
    return Checkpoint.model_validate(row)


def _last(connection: Connection) -> Checkpoint | None:
    query = select(_checkpoints).order_by(_checkpoints.c.number.desc()).limit(1)
    row = connection.execute(query).first()
    return read(row) if row is not None else None


def _hashes(connection: Connection, first: int, last: int | None) -> list[str]:
    query = select(_events.c.hash).where(_events.c.seq >= first).order_by(_events.c.seq)
    if last is not None:
        query = query.where(_events.c.seq <= last)
    return list(connection.execute(query).scalars())
