"""The real companion for journeys and measurements: started, asked, killed.

with Companion(folder) as companion:
    client = Client.paired(companion)
    client.call("hello", {})
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from companion.contract import CONTRACT_HEADER, ROUTES, contract_hash

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60.0
"""Seconds to wait for a start: the machine may be busy."""


class Companion:
    """One running `python -m companion run --no-window` on a data folder of its own."""

    module = "companion"
    """What is run; a fault's own module where one is wanted."""

    def __init__(self, data: Path, *, port: int = 0) -> None:
        self.data = data
        self._asked_port = port
        self.port = 0
        self.login_code = ""
        self.pairing_code = ""
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def process_id(self) -> int:
        """Of the running companion."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        """Start and wait until it serves; again after `kill`, on the same data and port."""
        self.data.mkdir(parents=True, exist_ok=True)
        ready_file = self.data / f"ready-{secrets.token_hex(4)}.json"
        arguments = ["run", "--no-window", "--port", str(self.port or self._asked_port)]
        self._process = subprocess.Popen(
            [*self.command(), *arguments, "--ready-file", str(ready_file)],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + PATIENCE
        while not ready_file.exists():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.kill()
                raise RuntimeError("the companion did not start")
            time.sleep(0.02)
        told = json.loads(ready_file.read_text(encoding="utf-8"))
        ready_file.unlink()
        self.port = told["port"]
        self.login_code, self.pairing_code = told["login_code"], told["pairing_code"]

    def kill(self) -> None:
        """End it at once, as a power cut would (SIGKILL, TerminateProcess)."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def command(self) -> list[str]:
        """The companion's command line on this data folder."""
        return [sys.executable, "-m", self.module, "--data", str(self.data)]

    def run(self, *arguments: str) -> str:
        """Another of its commands, to its end; gives what it prints.

        Raises:
            subprocess.CalledProcessError: It failed.
        """
        done = subprocess.run(
            [*self.command(), *arguments],
            cwd=ROOT,
            env=environment(),
            stdout=subprocess.PIPE,
            check=True,
        )
        return done.stdout.decode("utf-8")

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()


def environment() -> dict[str, str]:
    """A child's environment: UTF-8, and no data folder from outside."""
    kept = {name: value for name, value in os.environ.items() if name != "UPPSIKT_DATA"}
    return {**kept, "PYTHONUTF8": "1"}


class Refused(Exception):
    """The companion answered with a problem: its status and code."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(status, body)
        self.status = status
        self.code: str = body["code"]


class Client:
    """What the extension's background does: one connection kept open, the token in each request."""

    def __init__(self, port: int, token: str | None) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._token = token
        self._hash = contract_hash()

    @classmethod
    def paired(cls, companion: Companion) -> Self:
        """A client paired with the code that the companion gave at start."""
        asked = {"browser": "Test 1", "extension_version": "0", "code": companion.pairing_code}
        stranger = cls(companion.port, None)
        offer = stranger.call("pair", asked)
        claim = {"pairing_id": offer["pairing_id"], "secret": offer["secret"]}
        return cls(companion.port, stranger.call("claim", claim)["token"])

    def call(self, name: str, request: dict[str, Any], picture: bytes | None = None) -> Any:
        """Call one route of the contract.

        Raises:
            Refused: The answer is a problem.
        """
        route = next(route for route in ROUTES if route.name == name)
        headers = {CONTRACT_HEADER: self._hash}
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token}"
        content = json.dumps(request).encode()
        if route.picture:
            boundary = secrets.token_hex(16)
            headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
            content = multipart(boundary, content, picture)
        else:
            headers["Content-Type"] = "application/json"
        self._connection.request(route.method, route.path, content, headers)
        answer = self._connection.getresponse()
        body = json.loads(answer.read())
        if answer.status >= 400:
            raise Refused(answer.status, body)
        return body


def multipart(boundary: str, request: bytes, picture: bytes | None) -> bytes:
    """The body of a capture: its request, and the picture where there is one."""
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="request"\r\n\r\n'
    parts = [head.encode(), request, b"\r\n"]
    if picture is not None:
        head = (
            f"--{boundary}\r\nContent-Disposition: form-data; "
            'name="screenshot"; filename="screenshot.png"\r\nContent-Type: image/png\r\n\r\n'
        )
        parts += [head.encode(), picture, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()])
