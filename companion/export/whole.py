"""A file is written under a temporary name and gets its own when it is whole; else nothing is left."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
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


def write_whole(to: Path, fill: Callable[[Path], None]) -> Written:
    """Let `fill` write a file, sync it, hash it and put it at `to`. Raises ExportFailed."""
    temporary = to.with_name(f".{to.name}.{secrets.token_hex(4)}.new")
    try:
        to.parent.mkdir(parents=True, exist_ok=True)
        return _write(to, temporary, fill)
    except OSError as error:
        raise ExportFailed(reason=error.strerror or error) from error


def _write(to: Path, temporary: Path, fill: Callable[[Path], None]) -> Written:
    try:
        fill(temporary)
        with temporary.open("rb+") as file:
            system.sync_file(file.fileno())
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
        temporary.replace(to)
    finally:
        temporary.unlink(missing_ok=True)
    return Written(to, sha256, size)
