"""Channels to receivers outside this computer, behind one interface. Nothing is sent but by them."""

from __future__ import annotations

from pathlib import Path

from companion.delivery import secret
from companion.delivery.folder import FolderChannel
from companion.delivery.mail import MailChannel
from companion.delivery.parcel import Channel, Mark, Parcel, Receipt
from companion.delivery.platina import PlatinaChannel
from companion.delivery.public360 import Public360Channel
from companion.delivery.receivers import Folder, Mail, Platina, Public360, load

__all__ = ["Channel", "Mark", "Parcel", "Receipt", "Receiver", "load", "opened", "secret"]

Receiver = Mail | Folder | Public360 | Platina


def opened(receiver: Receiver, data: Path) -> Channel:
    """The channel to a receiver; its secret is read from the data directory when it is needed."""

    def told() -> str:
        return secret.get(data, receiver.name)

    match receiver:
        case Mail():
            return MailChannel(receiver, told)
        case Folder():
            return FolderChannel(receiver)
        case Public360():
            return Public360Channel(receiver, told)
        case Platina():
            return PlatinaChannel(receiver, told)
