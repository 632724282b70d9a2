"""A backup: one zip with the register as it stood at a moment, every evidence file it names, and a manifest.

Made while the program runs. The signing key is not in it. A damaged evidence file does not stop it: the manifest
says which, and whoever makes the backup is told.
"""

from __future__ import annotations

import tempfile
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue

from companion import __version__
from companion.desk import Desk
from companion.errors import BackupFailed, CompanionError, EvidenceDamaged, ExportFailed, Said
from companion.export.package import Package, Part
from companion.export.whole import Written, write_whole
from companion.office.jobs import Step, unheard
from companion.register import Actor, Register
from companion.register.checkpoints import Checkpoints
from companion.register.disposals import Disposals
from companion.register.evidence import Evidence
from companion.register.snapshot import snapshot

FORM = "uppsikt-backup-1"
FOLDER = "uppsikt"
MANIFEST = "manifest.json"
DATABASE = "register.sqlite3"
SETTINGS = ("settings.toml", "receivers.toml", "pairings.json", "gallringar.json")
"""Files of the data directory that go along, where they are there."""


def own_policies(data: Path) -> list[str]:
    """The policies that were put in force here, by their place in the data directory (settings.toml names one)."""
    return sorted(f"policies/{one.name}" for one in data.glob("policies/[0-9]*.toml"))


class File(BaseModel):
    """A file in the backup."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself; nothing of the comments or their authors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: str
    program: str
    made_at: AwareDatetime
    chain: str
    """Hash of the register's first event."""
    head: int
    """Number of its last event."""
    damaged: list[str]
    """SHA-256 of evidence that was damaged or missing already."""
    files: list[File]


@dataclass(frozen=True)
class Backup:
    """A backup that was made."""

    written: Written
    files: int
    damaged: int


@dataclass(frozen=True)
class BackupOffice:
    """Makes backups."""

    desk: Desk
    data: Path
    """The data directory."""

    def make(self, to: Path, actor: Actor, step: Step = unheard) -> Backup:
        """Write the backup to `to`, which must not be there. Raises BackupFailed, StorageFull."""
        if to.exists():
            raise BackupFailed(reason=Said("filen finns redan", "the file is there already"))
        if any(one.finished is None for one in Disposals(self.desk.register).all()):
            raise BackupFailed(reason=Said("en gallring pågår", "a disposal is under way"))
        with suppress(CompanionError):  # without a key there is still a backup
            self.desk.seal.checkpoint()
        told: list[Manifest] = []
        try:
            written = write_whole(to, lambda temporary: told.append(self._fill(temporary, step)))
        except ExportFailed as error:
            raise BackupFailed(**error.facts) from error
        manifest = told[0]
        facts: dict[str, JsonValue] = {
            "path": str(to.resolve()),
            "sha256": written.sha256,
            "size": written.size,
            "head": manifest.head,
            "damaged": len(manifest.damaged),
        }
        self.desk.register.note(None, actor, "backup_made", facts)
        return Backup(written, len(manifest.files), len(manifest.damaged))

    def _fill(self, to: Path, step: Step) -> Manifest:
        now = self.desk.clock()
        with (
            tempfile.TemporaryDirectory(dir=to.parent, prefix=".uppsikt-") as beside,
            zipfile.ZipFile(to, "x", compresslevel=1) as file,
        ):
            copy = Path(beside) / DATABASE
            snapshot(self.desk.register, copy, lambda *far: step("copying_register", *far))
            head, chain, names = _of(copy)
            package = Package(file, FOLDER, now, to.parent)
            parts = [package.add(DATABASE, copy, "application/x-sqlite3")]
            parts += [
                package.add(name, self.data / name, "text/plain")
                for name in (*SETTINGS, *own_policies(self.data))
                if (self.data / name).is_file()
            ]
            damaged = self._evidence(package, names, parts, step)
            manifest = _manifest(now, chain, head, damaged, parts)
            package.add(MANIFEST, manifest.model_dump_json(indent=1).encode(), "application/json")
        return manifest

    def _evidence(
        self, package: Package, names: list[str], parts: list[Part], step: Step
    ) -> list[str]:
        """Put every file in; gives those that are damaged."""
        damaged = []
        for done, sha256 in enumerate(names):
            step("copying_files", done, len(names))
            try:
                content = self.desk.vault.get(sha256)
            except EvidenceDamaged:
                damaged.append(sha256)
                continue
            path = f"vault/{sha256[:2]}/{sha256}"
            parts.append(package.add(path, content, "application/octet-stream", sha256))
        return damaged


def _of(copy: Path) -> tuple[int, str, list[str]]:
    """Last event, first event's hash and the evidence of a register's copy."""
    register = Register(copy)
    try:
        checkpoints = Checkpoints(register)
        names = sorted({sha256 for sha256, _ in Evidence(register).named()})
        return checkpoints.head(), checkpoints.genesis() or "", names
    finally:
        register.close()


def _manifest(
    now: datetime, chain: str, head: int, damaged: list[str], parts: list[Part]
) -> Manifest:
    return Manifest(
        form=FORM,
        program=f"Uppsikt {__version__}",
        made_at=now,
        chain=chain,
        head=head,
        damaged=damaged,
        files=[File(path=one.path, size=one.size, sha256=one.sha256) for one in parts],
    )
