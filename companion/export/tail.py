"""A file whose end lies in memory, so that going back a little to mend what was just written costs nothing.

A zip's writer goes back to every file's header to fill in size and checksum; on the disk that is two seeks and a
flush for each of thousands of small files.
"""

from __future__ import annotations

import io
from typing import IO

KEPT = 1 << 20
"""Bytes that are kept before they are written."""


class Tail(io.RawIOBase):
    """Writes to `file`, which is at its start and is written by nobody else; `close` writes the rest."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._start = 0
        """Where in the file the kept bytes belong."""
        self._kept = bytearray()
        self._at = 0
        """Where among the kept bytes we are."""

    def writable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        """Put the bytes where we are."""
        end = self._at + len(data)
        self._kept[self._at : end] = data
        self._at = end
        if end == len(self._kept) >= KEPT:
            self._put()
        return len(data)

    def tell(self) -> int:
        """Where in the file we are."""
        return self._start + self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place counted from the file's start."""
        if whence != io.SEEK_SET:
            raise io.UnsupportedOperation("only from the start")
        place = offset - self._start
        if not 0 <= place <= len(self._kept):
            self._put()
            self._start, place = offset, 0
        self._at = place
        return offset

    def close(self) -> None:
        """Write what is kept."""
        if not self.closed:
            self._put()
        super().close()

    def _put(self) -> None:
        self._file.seek(self._start)
        self._file.write(self._kept)
        self._start += len(self._kept)
        self._at = 0
        self._kept.clear()
