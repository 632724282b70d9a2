"""The installation's word for where the event chain stands, signed and, where an authority is named, timestamped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from companion.errors import TimestampFailed
from companion.register import Actor, Event, Register
from companion.register.checkpoints import Checkpoint, Checkpoints
from companion.signing import SigningKey, fingerprint
from companion.timestamp import Authority

FORM = "uppsikt-proof-1"

ITSELF = Actor(moderator="Uppsikt", client="companion")
"""Who acts where the program does something by itself."""


@dataclass(frozen=True)
class Seal:
    """Signs the chain's head, and proves single events by it."""

    register: Register
    key_file: Path
    authority: Authority | None

    @property
    def key(self) -> SigningKey:
        """The key, made if there is none. Raises KeyDamaged, StorageFailed."""
        return SigningKey.open(self.key_file)

    def _introduce(self) -> None:
        """Say in the chain which key signs from now on, unless it is said already. Raises KeyDamaged …"""
        public, told = self.key.public, self.register.told("key_made")
        if not told or told[-1].facts["public"] != public:
            facts: dict[str, JsonValue] = {"public": public, "fingerprint": fingerprint(public)}
            self.register.note(None, ITSELF, "key_made", facts)

    def checkpoint(self) -> Checkpoint | None:
        """Sign what has happened since the last time; none where nothing has. Raises KeyDamaged …"""
        self._introduce()
        key = self.key
        return Checkpoints(self.register).add(key.public, key.sign)

    def stamp(self) -> Checkpoint | None:
        """Get a timestamp for the newest checkpoint, which vouches for all before it.

        None where no authority is named or it has its timestamp already. Raises TimestampFailed.
        """
        newest = Checkpoints(self.register).last()
        if self.authority is None or newest is None or newest.token is not None:
            return None
        token = self.authority.stamp(newest.message.encode())
        Checkpoints(self.register).stamp(newest.number, token)
        return newest.model_copy(update={"token": token})

    def prove(self, events: Sequence[Event]) -> bytes:
        """A proof (JSON) of these events, to go with them out of the house; what is not signed yet is signed now.

        `events` may have facts left out; then the event is proved by its hash alone. Raises KeyDamaged …
        """
        self.checkpoint()
        with suppress(TimestampFailed):  # the proof says which checkpoints have a timestamp
            self.stamp()
        found = Checkpoints(self.register).proofs(event.seq for event in events)
        paths = {
            seq: (checkpoint.number, path)
            for checkpoint, covered in found
            for seq, path in covered.items()
        }
        told = {
            "form": FORM,
            "fingerprint": fingerprint(self.key.public),
            "checkpoints": [one.model_dump(mode="json") for one, _ in found],
            "events": [
                event.model_dump(mode="json")
                | {"checkpoint": paths[event.seq][0], "path": paths[event.seq][1]}
                for event in sorted(events, key=lambda event: event.seq)
            ],
        }
        return json.dumps(told, indent=1, ensure_ascii=False).encode()
