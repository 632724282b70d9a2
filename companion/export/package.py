"""A zip with one folder in it, written file by file; each file's size and SHA-256 are known when it is in."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

PIECE = 1 << 20
"""Bytes read at a time."""


@dataclass(frozen=True)
class Part:
    """A file in the package; its path starts in the package's folder."""

    path: str
    size: int
    sha256: str
    mimetype: str


class Package:
    """The package being written."""

    def __init__(self, to: zipfile.ZipFile, folder: str, now: datetime, place: Path) -> None:
        self._zip = to
        self.folder = folder
        self.place = place
        """Where the package is being written."""
        self._when = now.astimezone().timetuple()[:6]

    def add(self, path: str, source: bytes | Path, mimetype: str) -> Part:
        """Put a file in. Raises OSError."""
        if isinstance(source, bytes):
            return self._copy(path, io.BytesIO(source), len(source), mimetype)
        with source.open("rb") as file:
            return self._copy(path, file, source.stat().st_size, mimetype)

    def _copy(self, path: str, source: IO[bytes], size: int, mimetype: str) -> Part:
        info = zipfile.ZipInfo(f"{self.folder}/{path}", self._when)
        info.file_size = size
        text = mimetype.endswith(("xml", "json", "plain"))
        info.compress_type = zipfile.ZIP_DEFLATED if text else zipfile.ZIP_STORED
        digest = hashlib.sha256()
        with self._zip.open(info, "w") as out:
            while piece := source.read(PIECE):
                digest.update(piece)
                out.write(piece)
        return Part(path, size, digest.hexdigest(), mimetype)
