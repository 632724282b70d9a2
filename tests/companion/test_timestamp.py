"""RFC 3161: timestamps of a local authority made with `openssl ts`, in our eyes and in openssl's."""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from companion import settings
from companion.desk import Desk
from companion.errors import SettingsInvalid, TimestampFailed
from companion.register.checkpoints import Checkpoints
from companion.timestamp import Authority
from tests.companion.keeping import ACTOR, checking, settled

CONFIG = """
[ca]
distinguished_name = name
x509_extensions = ca_ext
prompt = no
[name]
CN = Exempel rot
[ca_ext]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
subjectKeyIdentifier = hash
[tsa_ext]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[tsa]
default_tsa = one
[one]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


def openssl(*arguments: object) -> subprocess.CompletedProcess[bytes]:
    """Raises CalledProcessError with what openssl said."""
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


@dataclass
class Tsa:
    """An authority on loopback."""

    folder: Path
    url: str
    asked: list[bytes]
    broken: str = ""

    @property
    def roots(self) -> Path:
        """Its root certificate."""
        return self.folder / "root.pem"

    def authority(self) -> Authority:
        """As the settings would name it."""
        return Authority(self.url, self.roots)

    def answer(self, query: bytes) -> bytes:
        """Sign the query's hash."""
        (self.folder / "query").write_bytes(query)
        openssl(
            *("ts", "-reply", "-config", self.folder / "openssl.cnf", "-section", "one"),
            *("-queryfile", self.folder / "query", "-out", self.folder / "reply"),
        )
        return (self.folder / "reply").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Root and authority, each with a key and a certificate."""
    if shutil.which("openssl") is None:
        raise RuntimeError("openssl saknas: apt-get install openssl")
    folder = tmp_path_factory.mktemp("tsa")
    config = folder / "openssl.cnf"
    config.write_text(CONFIG.format(folder=folder), "utf-8")
    (folder / "serial").write_text("01", "utf-8")
    openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-config", config),
        *("-section", "ca", "-keyout", folder / "root.key", "-out", folder / "root.pem"),
    )
    openssl(
        *("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Exempel TSA", "-config", config),
        *("-section", "ca", "-keyout", folder / "tsa.key", "-out", folder / "tsa.csr"),
    )
    openssl(
        *("x509", "-req", "-in", folder / "tsa.csr", "-CA", folder / "root.pem", "-days", "3650"),
        *("-CAkey", folder / "root.key", "-CAcreateserial", "-extfile", config),
        *("-extensions", "tsa_ext", "-out", folder / "tsa.pem"),
    )
    return folder


@pytest.fixture
def tsa(made: Path) -> Iterator[Tsa]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            found.asked.append(query)
            if found.broken == "status":
                self.send_error(503)
                return
            body = b"nonsense" if found.broken == "nonsense" else found.answer(query)
            if found.broken == "replayed":
                body = (found.folder / "old").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found = Tsa(made, f"http://127.0.0.1:{server.server_port}/", [])
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield found
    server.shutdown()
    server.server_close()
    serving.join(5)


def test_a_checkpoint_gets_its_time_and_openssl_agrees(
    desk: Desk, tsa: Tsa, tmp_path: Path
) -> None:
    desk = replace(desk, authority=tsa.authority())
    settled(desk)
    report = checking(desk).verify(ACTOR)
    assert report.notices[-1:] != [], "the tail was not signed before"
    last = Checkpoints(desk.register).last()
    assert last is not None
    assert last.token is not None
    (tmp_path / "message").write_text(last.message, "utf-8")
    (tmp_path / "token").write_bytes(base64.b64decode(last.token))
    command = ["-data", tmp_path / "message", "-in", tmp_path / "token", "-CAfile", tsa.roots]
    assert b"Verification: OK" in openssl("ts", "-verify", *command).stdout
    assert checking(desk).examine().stamps == 1
    (tmp_path / "message").write_text(last.message + " ", "utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        openssl("ts", "-verify", *command)


def test_only_a_hash_is_sent(desk: Desk, tsa: Tsa) -> None:
    desk = replace(desk, authority=tsa.authority())
    settled(desk, text="hemligt", author={"name": "Åke", "url": None, "id": None})
    desk.seal.checkpoint()
    desk.seal.stamp()
    assert len(tsa.asked) == 1
    assert len(tsa.asked[0]) < 100
    assert desk.seal.stamp() is None, "it has its timestamp already"
    assert len(tsa.asked) == 1


def test_without_an_address_nobody_is_asked(desk: Desk, tsa: Tsa) -> None:
    settled(desk)
    checking(desk).verify(ACTOR)
    desk.seal.prove([1])
    assert tsa.asked == []


def test_a_proof_carries_the_timestamp(desk: Desk, tsa: Tsa) -> None:
    desk = replace(desk, authority=tsa.authority())
    settled(desk)
    proof = json.loads(desk.seal.prove([1]))
    assert proof["checkpoints"][0]["token"]


@pytest.mark.parametrize("broken", ["status", "nonsense", "replayed"])
def test_an_answer_that_does_not_hold_is_refused(desk: Desk, tsa: Tsa, broken: str) -> None:
    """An old answer has another nonce: it cannot be passed off as of now."""
    settled(desk)
    checkpoint = desk.seal.checkpoint()
    assert checkpoint is not None
    old = base64.b64decode(tsa.authority().stamp(checkpoint.message.encode()))
    (tsa.folder / "old").write_bytes(old)
    tsa.broken = broken
    with pytest.raises(TimestampFailed):
        tsa.authority().stamp(checkpoint.message.encode())
    report = checking(replace(desk, authority=tsa.authority())).verify(ACTOR)
    assert report.whole
    assert "ingen giltig tidsstämpel" in report.notices[-1].sv
    kept = Checkpoints(desk.register).last()
    assert kept is not None
    assert kept.token is None


def test_an_authority_that_is_not_there_stops_nothing(desk: Desk, made: Path) -> None:
    gone = Authority("http://127.0.0.1:9/", made / "root.pem", timeout=1)
    desk = replace(desk, authority=gone)
    settled(desk)
    assert json.loads(desk.seal.prove([1]))["checkpoints"][0]["token"] is None


def test_a_timestamp_of_other_roots_or_another_message_does_not_hold(
    tsa: Tsa, tmp_path: Path
) -> None:
    token = tsa.authority().stamp(b"detta")
    assert tsa.authority().holds(token, b"detta").year >= 2026
    with pytest.raises(TimestampFailed):
        tsa.authority().holds(token, b"annat")
    openssl(
        *("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Annan", "-days", "9"),
        *("-keyout", tmp_path / "k", "-out", tmp_path / "other.pem"),
    )
    with pytest.raises(TimestampFailed):
        Authority(tsa.url, tmp_path / "other.pem").holds(token, b"detta")


@pytest.mark.parametrize(
    "lines",
    [
        'timestamp_url = "http://tsa.example/"',
        'timestamp_url = "file:///etc/passwd"\ntimestamp_roots = "x"',
    ],
)
def test_an_address_needs_roots_and_the_web(tmp_path: Path, lines: str) -> None:
    (tmp_path / "settings.toml").write_text(lines, "utf-8")
    with pytest.raises(SettingsInvalid):
        settings.load(tmp_path)
