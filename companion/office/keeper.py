"""What is done by itself while the companion runs: disposals taken up again, the chain signed, timestamps fetched."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from companion.errors import CompanionError, JobRunning
from companion.office.disposal import DisposalOffice
from companion.office.jobs import Jobs

EVERY: Final = 3600.0
"""Seconds between signatures: what is younger is vouched for by the chain alone."""


@dataclass(frozen=True)
class Keeper:
    """Looks after the register, at start, every hour and at the end."""

    disposal: DisposalOffice
    jobs: Jobs
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until `stop`. What fails is tried again in an hour; `companion doctor` and `verify` say what."""
        while True:
            if self.disposal.unfinished():
                with suppress(JobRunning):
                    self.jobs.start("disposal", self.disposal.resume)
            self.sign()
            if self._stop.wait(EVERY):
                return

    def sign(self) -> None:
        """Sign what has happened, and have it timestamped where an authority is named."""
        with suppress(CompanionError):
            self.disposal.desk.seal.checkpoint()
            self.disposal.desk.seal.stamp()

    def stop(self, seconds: float) -> None:
        """End, after giving what is under way so long; a disposal that is cut off is taken up at the next start."""
        self._stop.set()
        self.jobs.wait(seconds)
        with suppress(CompanionError):
            self.disposal.desk.seal.checkpoint()
