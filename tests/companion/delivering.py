"""An outbox for tests: receivers, a receiver that does as it is told, and a clock that goes when it is told to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from companion.delivery import Mark, Parcel, Receipt
from companion.office.delivery import Outbox
from tests.companion.samples import NOW

TOLD = """
[[receiver]]
name = "inkorg"
kind = "folder"
folder = '{folder}'

[[receiver]]
name = "registrator"
kind = "mail"
server = "127.0.0.1"
port = 9
security = "none"
sender = "a@b.example"
to = "c@d.example"
"""


class Clock:
    """The time, which goes when it is told to."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def go(self, time: timedelta) -> None:
        """Some time passes."""
        self.now += time


class Scripted:
    """A receiver that does as the test says; it keeps what it has received."""

    answers_later = False

    def __init__(self) -> None:
        self.has: list[Parcel] = []
        self.before: Exception | None = None
        self.after: BaseException | None = None
        self.asked: Receipt | Exception | None = None
        self.number: str | None = None

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Takes it, between the failures."""
        if self.before:
            raise self.before
        handing_over()
        self.has.append(parcel)
        if self.after:
            raise self.after
        return Receipt("x1", self.number)

    def ask(self, _: Mark) -> Receipt | None:
        """As told."""
        if isinstance(self.asked, Exception):
            raise self.asked
        return self.asked


def kinds(outbox: Outbox, entry: int) -> list[str]:
    return [e.kind for e in outbox.desk.register.history(entry) if e.kind != "captured"]
