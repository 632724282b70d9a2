"""Exports of many entries: written beside, telling how far they have come, cancelled when a person says so."""

from __future__ import annotations

import shutil
import tempfile
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from companion.desk import Desk
from companion.errors import CompanionError, ExportCancelled, NotFound, Unexpected
from companion.export.formats import FORMATS
from companion.export.whole import Written
from companion.register import Actor, Query

KEPT: Final = 900.0
"""Seconds a file may be fetched, and what became of an export is known."""


@dataclass
class Export:
    """One export under way, or done."""

    number: int
    form: str
    query: Query
    actor: Actor
    folder: Path
    total: int
    done: int = 0
    made: Written | None = None
    """The file, when it is whole."""
    error: CompanionError | None = None
    """Why there is none."""
    stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def progress(self, done: int, total: int) -> None:
        """Remember how far it has come. Raises ExportCancelled when that is asked for."""
        if self.stop.is_set():
            raise ExportCancelled
        self.done, self.total = done, total

    @property
    def over(self) -> bool:
        """Has it ended, one way or another?"""
        return self.ended.is_set()


@dataclass(frozen=True)
class Exports:
    """The exports of this run of the program. What they write lies apart for a while, and is gone with the program."""

    desk: Desk
    _all: dict[int, Export] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, form: str, query: Query, actor: Actor) -> Export:
        """Start one; asked for again while it runs, the same. Raises NotFound (no such form), StorageFailed."""
        if form not in FORMATS:
            raise NotFound
        total = self.desk.register.count(query)
        with self._lock:
            for one in self._all.values():
                if (one.form, one.query, one.actor) == (form, query, actor) and not one.over:
                    return one
            folder = Path(tempfile.mkdtemp(prefix="uppsikt-"))
            number = max(self._all, default=0) + 1
            export = Export(number, form, query, actor, folder, total)
            self._all[number] = export
        threading.Thread(target=self._work, args=(export,), name="export", daemon=True).start()
        return export

    def one(self, number: int) -> Export:
        """Raises NotFound."""
        found = self._all.get(number)
        if found is None:
            raise NotFound
        return found

    def forget(self, export: Export) -> None:
        """Throw the file away."""
        self._all.pop(export.number, None)
        shutil.rmtree(export.folder, ignore_errors=True)

    def close(self, seconds: float) -> None:
        """Cancel all that run, give them so long to end, and leave no file."""
        running = list(self._all.values())
        for export in running:
            export.stop.set()
        for export in running:
            export.ended.wait(seconds)
            self.forget(export)

    def _work(self, export: Export) -> None:
        to = export.folder / f"uppsikt.{FORMATS[export.form].suffix}"
        try:
            export.made = self.desk.export(
                export.form, export.query, to, export.actor, export.progress
            )
        except CompanionError as error:
            export.error = error
        except Exception as error:  # noqa: BLE001 - the page must say that it ended, whatever it was
            export.error = Unexpected(kind=type(error).__name__)
        finally:
            if export.made is None:
                shutil.rmtree(export.folder, ignore_errors=True)
            export.ended.set()
            late = threading.Timer(KEPT, self.forget, (export,))
            late.daemon = True
            late.start()
