"""The list of disposals, kept outside the register: in the data directory and beside each backup that is older.

A backup holds what was disposed of after it was made. Whoever restores it must dispose of that again, also when
the register is lost; the list says which entries, by number and by the hash of the event that recorded the capture.
It holds nothing of the comments or their authors.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from companion.errors import ExportFailed, RestoreRefused, Said, StorageFailed
from companion.export.whole import write_whole
from companion.register import Event, Register
from companion.register.checkpoints import Checkpoints
from companion.register.disposals import Disposals

FORM = "uppsikt-disposals-1"
SUFFIX = ".gallrat.json"
"""Of the list beside a backup."""


class Disposed(BaseModel):
    """One disposal."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: int
    decision: str
    person: str
    decided_at: AwareDatetime
    entries: list[tuple[int, str]]
    """Number of the entry, and the hash of the event that recorded its capture."""


class Listed(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: str
    chain: str
    """Hash of the register's first event: which register it is."""
    disposals: list[Disposed]


@dataclass(frozen=True)
class Older:
    """A backup that was made before a disposal, and so holds what was disposed of."""

    path: Path
    made: Event
    entries: int
    """How many of its entries have been disposed of since."""
    there: bool
    """Is the file where it was written? If not, it was removed or moved."""


@dataclass(frozen=True)
class DisposalList:
    """Writes the list wherever it is needed."""

    path: Path

    def write(self, register: Register) -> None:
        """Bring the list up to date, and beside each older backup that is within reach. Raises StorageFailed."""
        content = listed(register)
        if content is None or not content.disposals:
            return
        text = json.dumps(content.model_dump(mode="json"), ensure_ascii=False, indent=1)
        _put(self.path, text)
        for backup in self.older(register):
            if backup.there:
                beside = backup.path.with_name(backup.path.name + SUFFIX)
                _put(beside, text)

    def older(self, register: Register) -> list[Older]:
        """The backups that hold what has been disposed of since they were made."""
        store, found = Disposals(register), []
        for made in register.told("backup_made"):
            entries = store.disposed_since(int(str(made.facts["head"])))
            if entries:
                path = Path(str(made.facts["path"]))
                found.append(Older(path, made, entries, _is_file(path)))
        return found


def listed(register: Register) -> Listed | None:
    """The list as the register has it; none while the register is empty."""
    first = Checkpoints(register).genesis()
    if first is None:
        return None
    store = Disposals(register)
    found = [
        Disposed(
            number=one.number,
            decision=one.decision,
            person=one.decided_by.moderator,
            decided_at=one.decided_at,
            entries=[(shell.id, shell.event_hash) for shell, _ in store.disposed(one.number)],
        )
        for one in store.all()
    ]
    return Listed(form=FORM, chain=first, disposals=found)


def read(path: Path) -> Listed:
    """A list that was written. Raises RestoreRefused."""
    try:
        return Listed.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        reason = Said(f"gallringslistan {path} kan inte läsas", f"the list {path} cannot be read")
        raise RestoreRefused(reason=reason) from error


def _put(path: Path, text: str) -> None:
    def fill(temporary: Path) -> None:
        temporary.write_text(text, "utf-8")

    try:
        write_whole(path, fill)
    except ExportFailed as error:
        raise StorageFailed(**error.facts) from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
