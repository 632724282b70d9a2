"""The one place where the database engine is made (it will also be encrypted or PostgreSQL)."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from companion.errors import StorageFailed, StorageFull
from companion.register import full_text, rows

_MIGRATING = threading.Lock()
"""Alembic keeps its context in module globals: one migration at a time in a process."""

MIGRATIONS = Path(__file__).parent / "migrations"


def make_engine(path: Path) -> Engine:
    """An engine on the SQLite file at `path`: WAL, synchronous FULL, foreign keys, immediate writers."""
    engine = create_engine(f"sqlite:///{path.as_posix()}")

    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "secure_delete=ON",
            "cache_size=-32768",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        writes = options.get("writes", False)
        if options.get("remakes", False):
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def migrate(engine: Engine) -> None:
    """Bring the database to the newest shape, all or nothing. Raises StorageFull, StorageFailed.

    Foreign keys rest meanwhile, or SQLite would let no table be made anew; in the end all must hold.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with _MIGRATING, writing(engine.execution_options(remakes=True)) as connection:
        config.attributes["connection"] = connection
        before = _version(connection)
        command.upgrade(config, "head")
        full_text.refresh(connection)
        if connection.dialect.name == "sqlite" and _version(connection) != before:
            astray = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if astray is not None:
                raise StorageFailed(reason=f"en rad i {astray[0]} pekar på något som inte finns")
    engine.dispose()


def _version(connection: Connection) -> str | None:
    """The last migration that was made; damage that was there before is for `companion verify` to name."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def purge(engine: Engine) -> None:
    """Leave no trace of deleted rows in the files: not in the index's segments, pages' slack or the WAL.

    FTS5 keeps deleted terms until its segments are merged; SQLite keeps copies in pages it has moved rows out of.
    Raises StorageFull, StorageFailed, also where another reader holds on to the WAL.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        run = connection.cursor().execute
        run("INSERT INTO entry_text(entry_text) VALUES ('optimize')")
        run("VACUUM")
        for _ in range(100):
            if not run("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                return
            time.sleep(0.1)
        raise StorageFailed(reason="någon läser fortfarande i registret")
    except sqlite3.Error as error:
        if "full" in str(error):
            raise StorageFull from error
        raise StorageFailed(reason=str(error)) from error
    finally:
        connection.close()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A write transaction: all or nothing. Raises StorageFull, StorageFailed."""
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            rows.begin(connection)
            yield connection
            rows.check(connection)
    except DBAPIError as error:
        if "full" in str(error.orig):
            raise StorageFull from error
        raise StorageFailed(reason=str(error.orig)) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A read transaction: one consistent view. Raises StorageFailed."""
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DBAPIError as error:
        raise StorageFailed(reason=str(error.orig)) from error
