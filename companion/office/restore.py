"""A backup becomes a register again, in a new folder; what has been disposed of since is disposed of again.

Everything is unpacked and tried beside, and gets its name last: a restore that fails leaves nothing.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, ValidationError

from companion import system
from companion.desk import Desk
from companion.errors import RestoreRefused, Said
from companion.office.backup import DATABASE, FOLDER, FORM, MANIFEST, SETTINGS, File, Manifest
from companion.office.courier import doubt
from companion.office.disposal import DisposalOffice
from companion.office.disposal_list import SUFFIX, DisposalList, Disposed, Listed, read
from companion.office.jobs import Step, unheard
from companion.register import Actor, Entry
from companion.register.disposals import Disposals

ALLOWED = re.compile(r"vault/([0-9a-f]{2})/\1[0-9a-f]{62}|policies/[0-9]{4,9}\.toml")
"""What may stand in a backup beside the register and the settings."""

PIECE = 1 << 20
"""Bytes copied at a time."""


@dataclass(frozen=True)
class Restored:
    """What was done."""

    manifest: Manifest
    lists: int
    """Lists of disposals that were found for this register."""
    disposed_again: int
    """Entries."""
    in_doubt: int
    """Deliveries that waited, and may have been sent since."""


@dataclass(frozen=True)
class Restoring:
    """A backup on its way into a new folder."""

    backup: Path
    data: Path
    lists: tuple[Path, ...]
    """Where lists of disposals may be; one beside the backup is looked for too."""
    open_desk: Callable[[Path], Desk]
    """A desk on a data directory."""

    def run(self, actor: Actor, step: Step = unheard) -> Restored:
        """Restore. Raises RestoreRefused, StorageFull, StorageFailed; then nothing is left in the folder."""
        if self.data.exists() and (not self.data.is_dir() or any(self.data.iterdir())):
            raise RestoreRefused(reason=_NOT_EMPTY)
        beside = self.data.with_name(f".{self.data.name}.uppsikt-restoring")
        shutil.rmtree(beside, ignore_errors=True)
        try:
            system.keep_to_owner(beside)
            manifest = _unpack(self.backup, beside, step)
            done = self._redispose(manifest, beside, actor, step)
            if self.data.exists():
                self.data.rmdir()
            beside.rename(self.data)
        except OSError as error:
            raise RestoreRefused(reason=error) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        return done

    def _redispose(self, manifest: Manifest, folder: Path, actor: Actor, step: Step) -> Restored:
        lists = [one for one in self._found() if one.chain == manifest.chain]
        known = {one.number: one for listed in lists for one in listed.disposals}
        desk = self.open_desk(folder)
        try:
            again = 0
            for one in known.values():
                if one.number > manifest.head:
                    again += _dispose_again(desk, folder, one, actor, step)
            in_doubt = doubt(desk, actor)
            facts: dict[str, JsonValue] = {
                "made_at": manifest.made_at.isoformat(),
                "head": manifest.head,
                "lists": len(lists),
                "disposed_again": again,
                "deliveries_in_doubt": in_doubt,
            }
            desk.register.note(None, actor, "restored", facts)
            desk.seal.checkpoint()
        finally:
            desk.register.close()
        return Restored(manifest, len(lists), again, in_doubt)

    def _found(self) -> Iterator[Listed]:
        beside = self.backup.with_name(self.backup.name + SUFFIX)
        for path in (beside, *self.lists):
            if path.is_file():
                yield read(path)


def _dispose_again(desk: Desk, folder: Path, one: Disposed, actor: Actor, step: Step) -> int:
    """Dispose of the entries of a disposal made after the backup; gives how many there were to dispose of."""
    wanted = dict(one.entries)
    store = Disposals(desk.register)
    entries = [
        entry.id for entry in store.live(list(wanted)) if entry.event_hash == wanted[entry.id]
    ]
    if not entries:
        return 0
    facts: dict[str, JsonValue] = {
        "redisposed": True,
        "decided_by": one.person,
        "decided_at": one.decided_at.isoformat(),
        "original": one.number,
    }
    office = DisposalOffice(desk, DisposalList(folder / "gallringar.json"))
    disposal = store.start(one.decision, entries, actor, facts)
    office.run(disposal, step, _anything)
    return len(entries)


def _anything(_: Entry) -> bool:
    return True


def _unpack(backup: Path, folder: Path, step: Step) -> Manifest:
    with _opened(backup) as file:
        try:
            manifest = Manifest.model_validate_json(file.read(f"{FOLDER}/{MANIFEST}"))
        except (KeyError, ValidationError) as error:
            raise RestoreRefused(reason=_NO_BACKUP) from error
        if manifest.form != FORM:
            raise RestoreRefused(reason=_NO_BACKUP)
        if DATABASE not in {one.path for one in manifest.files}:
            raise RestoreRefused(reason=_NO_BACKUP)
        for done, one in enumerate(manifest.files):
            step("unpacking", done, len(manifest.files))
            if one.path not in (DATABASE, *SETTINGS) and not ALLOWED.fullmatch(one.path):
                raise RestoreRefused(reason=_changed(one))
            _copy(file, one, folder / one.path)
    return manifest


def _copy(file: zipfile.ZipFile, one: File, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with file.open(f"{FOLDER}/{one.path}") as source, to.open("xb") as out:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            out.write(piece)
        out.flush()
        system.sync_file(out.fileno())
    if (size, digest.hexdigest()) != (one.size, one.sha256):
        raise RestoreRefused(reason=_changed(one))


@contextmanager
def _opened(backup: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(backup) as file:
            yield file
    except (OSError, KeyError, zipfile.BadZipFile, EOFError) as error:
        raise RestoreRefused(reason=_NO_BACKUP) from error


def _changed(one: File) -> Said:
    return Said(f"{one.path} är ändrad", f"{one.path} is changed")


_NOT_EMPTY = Said("mappen är inte tom", "the folder is not empty")
_NO_BACKUP = Said(
    "filen är inte en hel säkerhetskopia från Uppsikt",
    "the file is not a whole backup from Uppsikt",
)
