"""What goes to a receiver, and what a channel to one can do."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from companion.export.dossier import Making
from companion.export.eml import Papers


class Mark(NamedTuple):
    """By what a delivery is known at both ends."""

    number: int
    key: str
    """32 hexadecimal digits, made once for each delivery."""
    attempt: int
    """Counted from 1; of two senders at once only the one with the last number hands over."""

    @property
    def name(self) -> str:
        """What its files are called, such as `uppsikt-12-0f3a9c41`."""
        return f"uppsikt-{self.number}-{self.key[:8]}"


@dataclass(frozen=True)
class Parcel:
    """Entries on their way: PDF/A and XML (ERMS), and what a letter would say of them."""

    mark: Mark
    subject: str
    papers: Papers
    making: Making

    @property
    def files(self) -> dict[str, bytes]:
        """Its files by name; the XML last, which tells a receiver that all is there."""
        name = self.mark.name
        return {f"{name}.pdf": self.papers.pdf, f"{name}.xml": self.papers.xml}

    @property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of each file by name."""
        return {name: hashlib.sha256(file).hexdigest() for name, file in self.files.items()}


class Receipt(NamedTuple):
    """The receiver has it."""

    external_id: str | None
    """What the receiver calls it."""
    diarienummer: str | None
    """None while it has given none."""


class Channel(Protocol):
    """A way to one receiver. It never says that something arrived, or did not, unless it knows."""

    @property
    def answers_later(self) -> bool:
        """Is a diarienummer to be asked for after the delivery?"""

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Hand a parcel over, calling `handing_over` just before the receiver may have it.

        Raises ReceiverUnreachable and ReceiverRefused when it certainly has not got it, HandoverBroken when it
        may have, ReceiverHasPart when it has some and refused the rest; SecretMissing, SecretExposed; and what
        `handing_over` raises, with nothing handed over.
        """

    def ask(self, mark: Mark) -> Receipt | None:
        """What became of a parcel that was perhaps handed over; None when it certainly did not arrive.

        Raises ReceiverCannotTell, ReceiverUnreachable, ReceiverRefused (it has said no since).
        """
