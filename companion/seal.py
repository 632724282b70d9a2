"""The installation's word for where the event chain stands, signed and, where an authority is named, timestamped."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from companion.errors import TimestampFailed
from companion.register import Actor, Register
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

    def prove(self, numbers: Iterable[int]) -> bytes:
        """What proves these events (seq) to somebody else, as JSON; what is not signed yet is signed now.

        For each checkpoint that covers some of them: its message, signature and timestamp, and either the paths
        from the events to its root or, where that is shorter, all its leaves. Raises KeyDamaged …
        """
        wanted = sorted(set(numbers))
        self.checkpoint()
        with suppress(TimestampFailed):  # the proof says which checkpoints have a timestamp
            self.stamp()
        proofs = Checkpoints(self.register).proofs(wanted)
        told = {
            "form": FORM,
            "fingerprint": fingerprint(self.key.public),
            "events": wanted,
            "checkpoints": [one.model_dump(mode="json") | way for one, way in proofs],
        }
        return json.dumps(told, indent=1, ensure_ascii=False).encode()
