"""A copy of the register's file as it stands at one moment, made while others read and write."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from companion.errors import BackupFailed, StorageFull
from companion.register.store import Register

PAGES = 2_000
"""Copied at a time."""


def snapshot(register: Register, to: Path, progress: Callable[[int, int], None]) -> None:
    """Write the copy to `to`, which is not there yet; `progress` is told pages done and in all.

    A read transaction holds the moment still from first page to last. Raises BackupFailed, StorageFull.
    """
    connection = register.engine.raw_connection()
    source = connection.driver_connection
    if not isinstance(source, sqlite3.Connection):
        connection.close()
        raise BackupFailed(reason="registret ligger inte i en egen fil")
    try:
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM event").fetchone()
        target = sqlite3.connect(to)
        try:
            source.backup(
                target, pages=PAGES, progress=lambda _, left, total: progress(total - left, total)
            )
            target.execute("PRAGMA journal_mode=DELETE")
        finally:
            target.close()
    except sqlite3.Error as error:
        if "full" in str(error):
            raise StorageFull from error
        raise BackupFailed(reason=error) from error
    finally:
        source.rollback()
        connection.close()
