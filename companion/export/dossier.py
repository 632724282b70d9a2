"""What goes out of the register: entries, each with its evidence and history, read when asked for.

BrB 16:10 a: on a ground that forbids pictures nothing here gives a picture, its hash, or a record that
holds either. Every format is made from dossiers alone, so no format can.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from companion.errors import Language, NothingToExport
from companion.export.proof import Prove, unsigned
from companion.policy import GroundRule
from companion.register import Detail, Entry, Event
from companion.retention import Verdict
from companion.settings import Archive


@dataclass(frozen=True)
class Dossier:
    """One entry, free to leave the register."""

    entry: Entry
    ground: GroundRule | None
    """Null where nothing was removed and no rule was broken (S9, S10, H7)."""
    evidence: Callable[[str], bytes]
    """A file of the vault by its SHA-256. Raises EvidenceDamaged."""
    events: Callable[[int], list[Event]]

    details: Callable[[], Mapping[int, Detail]] = dict
    """The words of its events, by the number that the events name them by."""
    kept: Verdict | None = None
    """How long, and under which gallringsbeslut; null where nobody has asked."""
    masked: tuple[tuple[str, int], ...] | None = None
    """Of a copy to be handed out (mask.py): provision, and how many places it masks; else null."""

    def own_details(self) -> list[Detail]:
        """The words of this entry's events, in order."""
        found = [one for one in self.details().values() if one.entry_id == self.entry.id]
        return sorted(found, key=lambda one: one.id)

    @property
    def pictured(self) -> bool:
        """Does the ground let a picture be kept (BrB 16:10 a)?"""
        return self.ground is None or self.ground.picture

    def picture(self) -> bytes | None:
        """The screenshot, if there is one and it is not disposed of. Raises EvidenceDamaged."""
        sha256 = self.entry.screenshot_sha256
        return self.evidence(sha256) if sha256 and not self.entry.disposed_at else None

    def record(self) -> bytes | None:
        """The record as it was saved (JSON); none where it is disposed of, or holds what may not leave.

        Raises EvidenceDamaged.
        """
        if self.entry.disposed_at:
            return None
        record = self.evidence(self.entry.record_sha256)
        return record if self.pictured or _without_picture(record) else None

    @cached_property
    def history(self) -> list[Event]:
        """The entry's events in order, read once."""
        events = self.events(self.entry.id)
        if self.pictured:
            return events
        hidden = {"screenshot_sha256": None}
        return [
            event.model_copy(update={"facts": event.facts | hidden})
            if event.facts.get("screenshot_sha256")
            else event
            for event in events
        ]


TOGETHER = 100
"""Entries whose histories are read at once."""


class Shared:
    """The histories of some entries, read together when the first is asked for, and not before."""

    def __init__(
        self, entry_ids: list[int], read: Callable[[list[int]], dict[int, list[Event]]]
    ) -> None:
        self._ids = entry_ids
        self._read = read

    def __call__(self, entry_id: int) -> list[Event]:
        """An entry's events in order."""
        return self._found[entry_id]

    @cached_property
    def _found(self) -> dict[int, list[Event]]:
        return self._read(self._ids)


def open_dossier(
    entry: Entry,
    ground: GroundRule | None,
    evidence: Callable[[str], bytes],
    events: Callable[[int], list[Event]],
    details: Callable[[], Mapping[int, Detail]] = dict,
    kept: Verdict | None = None,
) -> Dossier:
    """The entry's dossier, without a trace of a picture where the ground forbids one (BrB 16:10 a)."""
    if ground is not None and not ground.picture:
        entry = entry.model_copy(update={"screenshot_sha256": None})
    return Dossier(entry, ground, evidence, events, details, kept)


def _without_picture(record: bytes) -> bool:
    capture = json.loads(record)["capture"]
    return capture["screenshot"] is None and not capture["markup"]


Progress = Callable[[int, int], None]
"""Told before each entry, and when all are done, how many are done of how many (dossiers, both).

It stops the export by raising ExportCancelled. A format need do nothing for it but take its dossiers one
at a time, doing the work of each before it takes the next.
"""


def unheard(_done: int, _total: int) -> None:
    """Nobody asks how far it has come."""


PRINTED = 100
"""The most entries that are each printed in a package: one takes as long to print as thirty to pack."""


class Selection:
    """The dossiers of one export, handed out one at a time; it remembers how many and which."""

    def __init__(
        self,
        dossiers: Iterable[Dossier],
        *,
        single: bool,
        total: int = 1,
        progress: Progress = unheard,
    ) -> None:
        self._dossiers = dossiers
        self._total = total
        self._progress = progress
        self.single = single
        """Was one entry asked for, or a search?"""
        self.printed = total <= PRINTED
        """Is each entry in a package printed too?"""
        self.count = 0
        self.ids = array("q")
        """Which entries were handed out, and which of them carry a secrecy marking."""
        self.marked: list[int] = []
        self.newest: int | None = None
        self.oldest: int | None = None

    def __iter__(self) -> Iterator[Dossier]:
        for dossier in self._dossiers:
            self._progress(self.count, self._total)
            self.count += 1
            self.newest = self.newest or dossier.entry.id
            self.oldest = dossier.entry.id
            self.ids.append(dossier.entry.id)
            if dossier.entry.marked:
                self.marked.append(dossier.entry.id)
            yield dossier
        self._progress(self.count, self._total)

    def some(self) -> Iterator[Dossier]:
        """The same, for formats that cannot be made of nothing. Raises NothingToExport."""
        yield from self
        if not self.count:
            raise NothingToExport


@dataclass(frozen=True)
class Making:
    """The circumstances in which an export is made."""

    language: Language
    now: datetime
    archive: Archive
    prove: Prove = unsigned
    """Gives the signatures that go with a package's events."""
