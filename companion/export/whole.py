"""A file is written under a temporary name and gets its own when it is whole; else nothing is left."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from companion import system
from companion.errors import ExportFailed


@dataclass(frozen=True)
class Written:
    """What was written, and where."""

    path: Path
    sha256: str
    size: int
    """Bytes."""


def unchecked(_: Path) -> None:
    """Nothing is asked of the file."""


def write_whole(
    to: Path, fill: Callable[[Path], None], check: Callable[[Path], None] = unchecked
) -> Written:
    """Let `fill` write a file, sync it, hash it while `check` reads it, and put it at `to`.

    Raises ExportFailed and what `fill` and `check` raise; then nothing is left.
    """
    temporary = to.with_name(f".{to.name}.{secrets.token_hex(4)}.new")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        return _write(to, temporary, fill, check)
    except OSError as error:
        raise ExportFailed(reason=error.strerror or error) from error


def _write(
    to: Path, temporary: Path, fill: Callable[[Path], None], check: Callable[[Path], None]
) -> Written:
    try:
        fill(temporary)
        with ThreadPoolExecutor(max_workers=1) as beside:
            hashed = beside.submit(_synced, temporary)
            check(temporary)
            sha256, size = hashed.result()
        temporary.replace(to)
    finally:
        temporary.unlink(missing_ok=True)
    return Written(to, sha256, size)


def _synced(path: Path) -> tuple[str, int]:
    """SHA-256 and size of the file, when it lies on the disk."""
    with path.open("rb+") as file:
        system.sync_file(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest(), file.tell()
