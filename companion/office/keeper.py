"""What is done by itself while the companion runs: disposals taken up again, the chain signed, timestamps fetched."""

from __future__ import annotations

import re
import shutil
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from companion.errors import CompanionError, JobRunning
from companion.office.disposal import DisposalOffice
from companion.office.jobs import Jobs

EVERY: Final = 3600.0
"""Seconds between signatures: what is younger is vouched for by the chain alone."""


LEFT = re.compile(r"uppsikt-[a-z0-9_]{8}")
"""Folders in which exports are written before they are fetched."""

OLD: Final = 86_400.0
"""Seconds after which such a folder is what a stopped program left, with what is in its files."""


def sweep(folder: Path) -> None:
    """Remove what exports have left in the system's folder for temporary files when the program was cut off."""
    for left in folder.iterdir():
        with suppress(OSError):
            if LEFT.fullmatch(left.name) and time.time() - left.stat().st_mtime > OLD:
                shutil.rmtree(left)


@dataclass(frozen=True)
class Keeper:
    """Looks after the register, at start, every hour and at the end."""

    disposal: DisposalOffice
    jobs: Jobs
    _stop: threading.Event = field(default_factory=threading.Event)

    def run(self) -> None:
        """Work until `stop`. What fails is tried again in an hour; `companion doctor` and `verify` say what."""
        sweep(Path(tempfile.gettempdir()))
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
