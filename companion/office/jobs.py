"""Work that takes longer than a page may: done beside, one at a time, with word of how far it has come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from companion.errors import CompanionError, JobRunning, NotFound, Unexpected

Result = TypeVar("Result")


class Step(Protocol):
    """Told what is being done (a key of words), how much of it is done and how much there is."""

    def __call__(self, doing: str, done: int, total: int) -> None: ...


def unheard(doing: str, done: int, total: int) -> None:
    """Nobody asks how far it has come."""


@dataclass
class Job(Generic[Result]):
    """A piece of work under way, or done."""

    number: int
    kind: str
    """Such as "verify"; a key of words."""
    doing: str = ""
    done: int = 0
    total: int = 0
    """0: not known."""
    result: Result | None = None
    error: CompanionError | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def running(self) -> bool:
        """Is it still under way?"""
        return not self.ended.is_set()

    def step(self, doing: str, done: int, total: int) -> None:
        """Remember how far it has come."""
        self.doing, self.done, self.total = doing, done, total


@dataclass
class Jobs:
    """The pieces of work of this run of the program; a later one waits until the former has ended."""

    _jobs: list[Job[object]] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, kind: str, work: Callable[[Step], object]) -> Job[object]:
        """Do it in a thread of its own. Raises JobRunning."""
        with self._lock:
            if self.running is not None:
                raise JobRunning
            job: Job[object] = Job(len(self._jobs) + 1, kind)
            self._jobs.append(job)
        threading.Thread(target=_do, args=(job, work), name=kind, daemon=True).start()
        return job

    @property
    def running(self) -> Job[object] | None:
        """The one that is under way."""
        return next((one for one in self._jobs if one.running), None)

    def one(self, number: int) -> Job[object]:
        """Raises NotFound."""
        for job in self._jobs:
            if job.number == number:
                return job
        raise NotFound

    def wait(self, seconds: float) -> None:
        """Give what is under way so long to end."""
        running = self.running
        if running is not None:
            running.ended.wait(seconds)

    def last(self, kind: str) -> Job[object] | None:
        """The newest of a kind."""
        return next((one for one in reversed(self._jobs) if one.kind == kind), None)


def _do(job: Job[object], work: Callable[[Step], object]) -> None:
    try:
        job.result = work(job.step)
    except CompanionError as error:
        job.error = error
    except Exception as error:  # noqa: BLE001 - the page must say that it ended, whatever it was
        job.error = Unexpected(reason=error)
    finally:
        job.ended.set()
