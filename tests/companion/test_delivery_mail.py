"""delivery by mail: a letter a real mail server receives once, and no certainty where there is none (S10)."""

from __future__ import annotations

import hashlib
import ipaddress
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from companion.delivery.mail import MailChannel
from companion.delivery.receivers import Mail
from companion.errors import (
    CompanionError,
    HandoverBroken,
    ReceiverCannotTell,
    ReceiverRefused,
    ReceiverUnreachable,
)
from companion.office import Offices
from companion.office.courier import Courier
from companion.register import Actor
from tests.companion.mail_worker import free_port
from tests.companion.parcels import KEY, Heard, parcel
from tests.companion.samples import PICTURE, capture

ROOT = Path(__file__).parents[2]
PASSWORD = "hemligt-lösen"


class Inbox:
    """Keeps letters in memory; answers as it is told."""

    def __init__(self, rcpt: str = "250 OK", data: str = "250 OK") -> None:
        self.rcpt, self.data = rcpt, data
        self.letters: list[bytes] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]
    ) -> str:
        """The chosen answer."""
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(  # noqa: N802
        self, _: SMTP, __: Session, envelope: Envelope
    ) -> str:
        """Keep it if the answer is yes."""
        if self.data.startswith("250"):
            self.letters.append(envelope.original_content or b"")
        return self.data


@contextmanager
def serving(inbox: Inbox, **options: Any) -> Iterator[int]:
    """A mail server on loopback; gives its port."""
    server = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


def channel(port: int, security: str = "none", user: str | None = None) -> MailChannel:
    content = {"name": "registrator", "kind": "mail", "server": "127.0.0.1", "port": port}
    content |= {"security": security, "sender": "uppsikt@exempelby.example"}
    content |= {"to": "registrator@exempelby.example"} | ({"user": user} if user else {})
    return MailChannel(Mail.model_validate(content), lambda: PASSWORD)


def test_the_letter_arrives_whole_with_its_key_as_message_id() -> None:
    inbox, heard = Inbox(), Heard()
    sent = parcel(pdf=b"%PDF\r\n.\r\n..\n." + bytes(range(256)) * 300)
    with serving(inbox) as port:
        receipt = channel(port).send(sent, heard)
    (content,) = inbox.letters
    letter = message_from_bytes(content, policy=default)
    assert isinstance(letter, EmailMessage)
    assert letter["Message-ID"] == receipt.external_id
    assert KEY in letter["Message-ID"]
    assert (letter["To"], letter["From"]) == (
        "registrator@exempelby.example",
        "uppsikt@exempelby.example",
    )
    assert "X-Unsent" not in letter
    attached = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert attached == sent.files
    assert heard.times == 1


def test_the_message_id_is_the_same_at_every_attempt() -> None:
    first, second = (channel(1).letter(parcel(attempt)) for attempt in (1, 2))
    assert first["Message-ID"] == second["Message-ID"]


@pytest.mark.parametrize(
    ("answers", "error"),
    [
        ({"rcpt": "550 no such user"}, ReceiverRefused),
        ({"rcpt": "451 come back later"}, ReceiverUnreachable),
        ({"data": "552 too large"}, ReceiverRefused),
        ({"data": "452 no room now"}, ReceiverUnreachable),
    ],
)
def test_a_no_is_a_no_and_says_whether_to_come_back(
    answers: dict[str, str], error: type[CompanionError]
) -> None:
    inbox = Inbox(**answers)
    with serving(inbox) as port, pytest.raises(error) as raised:
        channel(port).send(parcel(), Heard())
    assert next(iter(answers.values())) in str(raised.value)
    assert inbox.letters == []


def test_nobody_there_is_certain() -> None:
    with serving(Inbox()) as port:
        pass
    heard = Heard()
    with pytest.raises(ReceiverUnreachable):
        channel(port).send(parcel(), heard)
    assert heard.times == 0


@pytest.mark.parametrize(
    ("where", "error", "letters", "handed"),
    [
        ("recipient", ReceiverUnreachable, 0, 0),
        ("letter", ReceiverUnreachable, 0, 0),
        ("received", HandoverBroken, 1, 1),
    ],
)
def test_a_server_that_is_killed_leaves_certainty_only_where_there_is_some(
    tmp_path: Path, where: str, error: type[CompanionError], letters: int, handed: int
) -> None:
    """A process that dies; before the closing dot it cannot have kept the letter (RFC 5321, 4.1.1.4)."""
    command = [sys.executable, "-m", "tests.companion.mail_worker", str(tmp_path), where]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port, heard = int(server.stdout.readline()), Heard()
        try:
            with pytest.raises(error):
                channel(port).send(parcel(pdf=bytes(3_000_000)), heard)
            server.wait(10)
        finally:
            server.kill()
    assert len(list(tmp_path.iterdir())) == letters
    if where != "letter":
        assert heard.times == handed


def test_what_may_have_arrived_cannot_be_asked_for() -> None:
    with pytest.raises(ReceiverCannotTell) as raised:
        channel(1).ask(parcel().mark)
    assert KEY in str(raised.value)


def authority(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate, which signs itself, and where it lies."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    place, private = folder / "server.pem", folder / "key.pem"
    place.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(place, private)
    return context, place


def known(_: SMTP, __: Session, ___: Envelope, mechanism: str, given: Any) -> AuthResult:
    """Knows one user."""
    right = LoginPassword(b"uppsikt", PASSWORD.encode())
    return AuthResult(success=mechanism in ("LOGIN", "PLAIN") and given == right, handled=False)


@pytest.mark.parametrize("user", ["uppsikt", "annan"])
@pytest.mark.parametrize("without", ["LOGIN", "PLAIN"])
def test_log_in_over_starttls_with_the_computers_own_trust(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, user: str, without: str
) -> None:
    """Also with å, ä and ö in the password (RFC 4616: UTF-8)."""
    context, place = authority(tmp_path)
    inbox, options = Inbox(), {"tls_context": context, "authenticator": known}
    options |= {"auth_exclude_mechanism": [without]}
    with serving(inbox, require_starttls=True, auth_required=True, **options) as port:
        with pytest.raises(ReceiverUnreachable, match="certificate"):
            channel(port, "starttls", user).send(parcel(), Heard())
        monkeypatch.setenv("SSL_CERT_FILE", str(place))
        if user == "uppsikt":
            channel(port, "starttls", user).send(parcel(), Heard())
        else:
            with pytest.raises(ReceiverRefused) as raised:
                channel(port, "starttls", user).send(parcel(), Heard())
            assert PASSWORD not in repr(raised.value.facts)
    assert len(inbox.letters) == (user == "uppsikt")


def test_tls_from_the_first_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context, place = authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(place))
    inbox = Inbox()
    with serving(inbox, ssl_context=context) as port:
        channel(port, "tls").send(parcel(), Heard())
    assert len(inbox.letters) == 1


def test_a_server_without_starttls_gets_nothing() -> None:
    inbox = Inbox()
    with serving(inbox) as port, pytest.raises(ReceiverRefused):
        channel(port, "starttls").send(parcel(), Heard())
    assert inbox.letters == []


def test_from_the_outbox_to_the_mailbox(offices: Offices, actor: Actor, tmp_path: Path) -> None:
    """S10: an entry is asked for, sent by a real server, and its events have the hashes of the attachments."""
    entry = offices.desk.capture(capture(), actor, PICTURE).entry
    inbox = Inbox()
    with serving(inbox) as port:
        told = channel(port).receiver.model_dump(exclude_none=True)
        lines = [f"{key} = {value!r}" for key, value in told.items()]
        (tmp_path / "receivers.toml").write_text("[[receiver]]\n" + "\n".join(lines), "utf-8")
        offices.outbox.queue(entry, "registrator", actor)
        Courier(offices.outbox).work()
    letter = message_from_bytes(inbox.letters[0], policy=default)
    assert isinstance(letter, EmailMessage)
    attached = {
        part.get_filename(): hashlib.sha256(part.get_content()).hexdigest()
        for part in letter.iter_attachments()
    }
    event = offices.desk.register.history(entry)[-1]
    assert (event.kind, event.facts["files"]) == ("delivery_sent", attached)
