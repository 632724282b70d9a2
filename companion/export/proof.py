"""What lets a recipient check a package without this program: the events, their signatures, and a verifier.

Goes into every package: `handelser.jsonl` has one event a line, the very bytes whose SHA-256 is the event's hash;
`signaturer.json` is what `companion.seal` says of them; `kontrollera.py` checks both and the package's manifest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from companion.export.package import Package, Part
from companion.register import Event
from companion.register.events import canonical, digest

VERIFIER = Path(__file__).with_name("verifier")

Prove = Callable[[Iterable[int]], bytes]
"""Gives `signaturer.json` for the events of these numbers (seq)."""


def unsigned(numbers: Iterable[int]) -> bytes:
    """Of an installation without a key: the events, and no signature."""
    told = {"form": "uppsikt-proof-1", "fingerprint": None, "events": sorted(set(numbers))}
    return json.dumps(told | {"checkpoints": []}, indent=1).encode()


class Proof:
    """Gathers the events of a package while it is written."""

    def __init__(self, spool: IO[bytes]) -> None:
        self._spool = spool
        self._numbers: list[int] = []

    def add(self, history: Iterable[Event]) -> None:
        """The events of one entry. One that is shown without all its facts is told by its hash."""
        for event in history:
            line = canonical(event)
            if digest(event) != event.hash:
                line = json.dumps({"seq": event.seq, "hash": event.hash, "withheld": True})
            self._spool.write(line.encode() + b"\n")
            self._numbers.append(event.seq)

    def put(self, package: Package, folder: str, prove: Prove) -> list[Part]:
        """Write everything into the package. Raises OSError and what `prove` raises."""
        self._spool.flush()
        events = Path(self._spool.name)
        add = package.add
        return [
            add(f"{folder}/handelser.jsonl", events, "application/json"),
            add(f"{folder}/signaturer.json", prove(self._numbers), "application/json"),
            add(f"{folder}/kontrollera.py", VERIFIER / "kontrollera.py", "text/x-python"),
            add(f"{folder}/las-mig.txt", VERIFIER / "las-mig.txt", "text/plain"),
        ]
