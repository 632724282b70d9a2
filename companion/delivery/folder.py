"""A folder that the records system watches: PDF/A and XML there, and its receipt back.

Both files lie whole under names of passage (`.….1.part`, with the attempt's number) before the delivery is noted as
being handed over; then they get their own, the XML last, and never another file's. So what became of it can
always be told: where a name of passage of the noted attempt is left, the rest is done; where none is, it was handed
over, though the other end may have taken the files away since.

The receipt is `<name>.kvitto.json` beside them: `{"diarienummer": "KS 2026/123"}` or `{"fel": "why not"}`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from companion import system
from companion.delivery.parcel import Mark, Parcel, Receipt
from companion.delivery.receivers import Folder
from companion.errors import (
    HandoverBroken,
    ReceiverCannotTell,
    ReceiverRefused,
    ReceiverUnreachable,
    Said,
)

SUFFIXES = ("pdf", "xml")
"""In the order in which the files get their names."""

LONGEST = 100
"""Characters of a diarienummer, or of a reason, that are believed."""


@dataclass(frozen=True)
class FolderChannel:
    """The way to one folder."""

    receiver: Folder
    answers_later: bool = True

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Put the files there; see `Channel.send`."""
        self._there()
        try:
            for name, content in parcel.files.items():
                with self._passing(name, parcel.mark).open("wb") as file:
                    file.write(content)
                    file.flush()
                    system.sync_file(file.fileno())
            handing_over()
        except BaseException as error:
            for name in parcel.files:
                self._passing(name, parcel.mark).unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise self._unreachable(error) from error
            raise
        try:
            return self._named(parcel.mark)
        except OSError as error:
            reason = error.strerror or str(error)
            raise HandoverBroken(name=self.receiver.name, reason=reason) from error

    def ask(self, mark: Mark) -> Receipt | None:
        """The receipt if there is one; see `Channel.ask`. What was handed over half-way is finished."""
        self._there()
        try:
            return self._receipt(mark) or self._named(mark)
        except OSError as error:
            raise self._unreachable(error) from error

    def _passing(self, name: str, mark: Mark) -> Path:
        return Path(self.receiver.folder) / f".{name}.{mark.attempt}.part"

    def _named(self, mark: Mark) -> Receipt:
        folder = Path(self.receiver.folder)
        for suffix in SUFFIXES:
            name = f"{mark.name}.{suffix}"
            passing = self._passing(name, mark)
            if passing.exists():
                system.move_new(passing, folder / name)
        for left in folder.glob(f".{mark.name}.*.part"):
            left.unlink(missing_ok=True)
        system.sync_directory(folder)
        return Receipt(mark.name, None)

    def _receipt(self, mark: Mark) -> Receipt | None:
        path = Path(self.receiver.folder) / f"{mark.name}.kvitto.json"
        if not path.exists():
            return None
        try:
            found = json.loads(path.read_text("utf-8-sig"))
            if reason := found.get("fel"):
                raise ReceiverRefused(name=self.receiver.name, reason=_line(reason))
            return Receipt(mark.name, _line(found["diarienummer"]))
        except (ValueError, KeyError, AttributeError) as error:
            raise ReceiverCannotTell(
                name=self.receiver.name,
                reason=Said(
                    f"kvittot {path.name} går inte att läsa",
                    f"the receipt {path.name} cannot be read",
                ),
                mark=mark.name,
            ) from error

    def _there(self) -> None:
        """A folder that is gone is never made: it may be a drive that is not connected."""
        if not Path(self.receiver.folder).is_dir():
            reason = Said(
                f"mappen {self.receiver.folder} finns inte",
                f"there is no folder {self.receiver.folder}",
            )
            raise ReceiverUnreachable(name=self.receiver.name, reason=reason)

    def _unreachable(self, error: OSError) -> ReceiverUnreachable:
        return ReceiverUnreachable(name=self.receiver.name, reason=error.strerror or str(error))


def _line(value: object) -> str:
    """A line of text from outside. Raises ValueError."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise ValueError(value)
    if not value.isprintable():
        raise ValueError(value)
    return value.strip()
