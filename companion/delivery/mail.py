"""By SMTP to the registrator's mailbox: the letter of the export, sent (S10).

The letter is the receiver's from the moment its last line, a lone dot, is answered with 250. Whatever breaks before
the dot leaves certainty that nothing arrived; what breaks between dot and answer leaves none, and no mail server
can be asked: then a person decides. The Message-ID is the delivery's key, the same at every attempt.
"""

from __future__ import annotations

import base64
import re
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from companion.delivery.parcel import Mark, Parcel, Receipt
from companion.delivery.receivers import Mail
from companion.delivery.secret import hide
from companion.errors import (
    HandoverBroken,
    ReceiverCannotTell,
    ReceiverRefused,
    ReceiverUnreachable,
    Said,
)
from companion.export import eml

SECONDS = 60.0
"""Longest wait for each answer of the server."""

_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


@dataclass(frozen=True)
class MailChannel:
    """The way to one mailbox."""

    receiver: Mail
    password: Callable[[], str]
    answers_later: bool = False

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Send the letter; see `Channel.send`."""
        letter = self.letter(parcel)
        content = _LEADING_DOT.sub(b"..", letter.as_bytes().rstrip(b"\r\n") + b"\r\n")
        password = self.password() if self.receiver.user else ""
        try:
            server = self._greeted(password)
        except smtplib.SMTPNotSupportedError as error:
            raise ReceiverRefused(name=self.receiver.name, reason=str(error)) from None
        except smtplib.SMTPResponseException as error:
            raise self._answered(error.smtp_code, error.smtp_error, password) from None
        except (OSError, smtplib.SMTPException) as error:
            reason = hide(str(error), password)
            raise ReceiverUnreachable(name=self.receiver.name, reason=reason) from None
        try:
            self._introduce(server, len(content), password)
            self._upload(server, content)
            handing_over()
            self._finish(server, password)
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
        finally:
            server.close()
        return Receipt(str(letter["Message-ID"]), None)

    def ask(self, mark: Mark) -> Receipt | None:
        """Raises ReceiverCannotTell: a mail server does not say what it has received."""
        raise ReceiverCannotTell(
            name=self.receiver.name,
            reason=Said("en e-postserver svarar inte på det", "a mail server does not answer that"),
            mark=self._message_id(mark),
        )

    def letter(self, parcel: Parcel) -> EmailMessage:
        """The letter as it is sent."""
        letter = eml.letter(parcel.papers, parcel.making, parcel.mark.name)
        for header in ("X-Unsent", "To"):
            del letter[header]
        letter["From"] = self.receiver.sender
        letter["To"] = self.receiver.to
        letter["Message-ID"] = self._message_id(parcel.mark)
        return letter

    def _message_id(self, mark: Mark) -> str:
        return f"<{mark.key}@{self.receiver.sender.rpartition('@')[2]}>"

    def _greeted(self, password: str) -> smtplib.SMTP:
        place = (self.receiver.server, self.receiver.port)
        context = ssl.create_default_context()
        if self.receiver.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(*place, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(*place, timeout=SECONDS)
        try:
            if self.receiver.security == "starttls":
                server.starttls(context=context)
            server.ehlo_or_helo_if_needed()
            if self.receiver.user:
                self._log_in(server, self.receiver.user, password)
        except BaseException:
            server.close()
            raise
        return server

    def _log_in(self, server: smtplib.SMTP, user: str, password: str) -> None:
        """In UTF-8 (RFC 4616), which smtplib's own log-in refuses: Swedish passwords hold å, ä and ö."""
        offered = server.esmtp_features.get("auth", "").upper().split()
        if "PLAIN" in offered:
            code, _ = server.docmd("AUTH PLAIN", _base64(f"\0{user}\0{password}"))
        elif "LOGIN" in offered:
            code, _ = server.docmd("AUTH LOGIN", _base64(user))
            if code == 334:
                code, _ = server.docmd(_base64(password))
        else:
            raise smtplib.SMTPNotSupportedError("AUTH PLAIN, AUTH LOGIN")
        if code != 235:
            kind = ReceiverUnreachable if 400 <= code < 500 else ReceiverRefused
            reason = Said(f"inloggningen nekades ({code})", f"log-in was refused ({code})")
            raise kind(name=self.receiver.name, reason=reason)

    def _introduce(self, server: smtplib.SMTP, size: int, password: str) -> None:
        """Everything before the letter itself."""
        options = [f"size={size}"] if server.has_extn("size") else []
        try:
            self._expect(server.mail(self.receiver.sender, options), 250, password)
            self._expect(server.rcpt(self.receiver.to), 250, password)
            self._expect(server.docmd("DATA"), 354, password)
        except (OSError, smtplib.SMTPException) as error:
            reason = hide(str(error), password)
            raise ReceiverUnreachable(name=self.receiver.name, reason=reason) from None

    def _upload(self, server: smtplib.SMTP, content: bytes) -> None:
        """The letter without its closing dot: the server may not keep it yet (RFC 5321, 4.1.1.4)."""
        try:
            server.send(content)
        except (OSError, smtplib.SMTPException) as error:
            raise ReceiverUnreachable(name=self.receiver.name, reason=str(error)) from None

    def _finish(self, server: smtplib.SMTP, password: str) -> None:
        try:
            server.send(b".\r\n")
            reply = server.getreply()
        except (OSError, smtplib.SMTPException) as error:
            reason = hide(str(error), password)
            raise HandoverBroken(name=self.receiver.name, reason=reason) from None
        self._expect(reply, 250, password)

    def _expect(self, reply: tuple[int, bytes], code: int, password: str) -> None:
        if reply[0] != code:
            raise self._answered(*reply, password)

    def _answered(
        self, code: int, text: bytes | str, password: str
    ) -> ReceiverRefused | ReceiverUnreachable:
        """4xx passes, 5xx stays (RFC 5321, 4.2.1)."""
        said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        kind = ReceiverUnreachable if 400 <= code < 500 else ReceiverRefused
        return kind(name=self.receiver.name, reason=f"{code} {hide(said, password)}")


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
