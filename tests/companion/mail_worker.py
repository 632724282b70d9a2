"""A real mail server in a process of its own, that dies where it is told to: `python -m … FOLDER WHERE`.

WHERE: `never`; `recipient`, before it answers RCPT; `letter`, in the middle of the letter; `received`, when the
letter is on the disk and before it answers. The port is printed; letters are files in FOLDER.
"""

from __future__ import annotations

import os
import socket
import sys
import threading
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Inbox:
    """Keeps letters, and dies where it is told to."""

    def __init__(self, folder: Path, where: str) -> None:
        self.folder = folder
        self.where = where

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """Takes every address."""
        if self.where == "recipient":
            os._exit(1)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope
    ) -> str:
        """Keeps the letter."""
        number = len(list(self.folder.iterdir()))
        content = envelope.original_content or b""
        (self.folder / f"{number}.eml").write_bytes(content)
        if self.where == "received":
            os._exit(1)
        return "250 OK"


class Dying(SMTP):
    """Dies when it has read part of a letter."""

    async def smtp_DATA(self, _: str) -> None:  # noqa: N802
        """The letter comes."""
        await self.push("354 go on")
        await self._reader.readline()
        os._exit(1)


class Server(Controller):
    """On a free port of this computer."""

    def factory(self) -> SMTP:
        """The protocol."""
        kind: Any = Dying if self.handler.where == "letter" else SMTP
        return kind(self.handler)  # type: ignore[no-any-return]


def free_port() -> int:
    """A port that nobody listens on; the controller connects to it at once, so it must be known."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def main(folder: Path, where: str) -> None:
    """Serve until killed."""
    server = Server(Inbox(folder, where), hostname="127.0.0.1", port=free_port())
    server.start()
    print(server.port, flush=True)
    threading.Event().wait()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
