"""A zip with one folder in it, written file by file; each file's size and SHA-256 are known when it is in."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

PIECE = 1 << 20
"""Bytes read at a time."""

PACKED_FROM = 64 * 1024
"""Bytes from which text is packed: below, packing costs more time than the place is worth."""


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

    def add(
        self, path: str, source: bytes | Path, mimetype: str, sha256: str | None = None
    ) -> Part:
        """Put a file in; `sha256` is its own, where the bytes have just been found to have it. Raises OSError."""
        if isinstance(source, Path):
            with source.open("rb") as file:
                return self._copy(path, file, source.stat().st_size, mimetype)
        with self._zip.open(self._info(path, len(source), mimetype), "w") as out:
            out.write(source)
        sha256 = sha256 or hashlib.sha256(source).hexdigest()
        return Part(path, len(source), sha256, mimetype)

    def _info(self, path: str, size: int, mimetype: str) -> zipfile.ZipInfo:
        """Long text is packed; what is short or packed already is stored as it is."""
        info = zipfile.ZipInfo(f"{self.folder}/{path}", self._when)
        info.file_size = size
        text = mimetype.endswith(("xml", "json", "plain")) and size >= PACKED_FROM
        info.compress_type = zipfile.ZIP_DEFLATED if text else zipfile.ZIP_STORED
        return info

    def _copy(self, path: str, source: IO[bytes], size: int, mimetype: str) -> Part:
        info, digest = self._info(path, size, mimetype), hashlib.sha256()
        with self._zip.open(info, "w") as out:
            while piece := source.read(PIECE):
                digest.update(piece)
                out.write(piece)
        return Part(path, size, digest.hexdigest(), mimetype)
