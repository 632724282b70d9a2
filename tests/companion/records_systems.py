"""Stand-ins for Public 360 and Platina, on loopback: FAKES, written from public descriptions and not from the systems.

Public 360: SIF RPC, `POST /Biz/v2/api/call/SI.Data.RPC/SI.Data.RPC/<Service>/<Operation>?authkey=…` with
`{"parameter": {…}}`, answered by `{"Successful": true, …}` (names of the fields: its Swagger and Microsoft's
connector). Platina: `POST /api/v7/diaries/{id}/journalized-cases` with a bearer's token from OAuth 2 client
credentials (Platina Standard API, "Create a journalized case").

Each can be told to fail before or after it has acted.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

AUTHKEY = "nyckel-åäö-9f"
CLIENT_SECRET = "klienthemlighet-åäö"
TOKEN = "token-1"


class FakeSystem:
    """What both have in common: calls are heard, and some of them fail."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.before: dict[str, int] = {}
        """Operation → HTTP status given instead of acting; 0 hangs up."""
        self.after: dict[str, int] = {}
        """The same, when it has acted."""
        self.address = ""

    def answer(self, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """Act on a call."""
        raise NotImplementedError

    def heard(self, handler: BaseHTTPRequestHandler) -> tuple[int, Any]:
        """A call, with the failures that were asked for."""
        parts = urlsplit(handler.path)
        operation = parts.path.rsplit("/", 1)[1]
        self.calls.append(operation)
        sent = handler.rfile.read(int(handler.headers["Content-Length"])).decode()
        if operation in self.before:
            return self.before[operation], {"message": f"no: {handler.path}"}
        json_sent = handler.headers["Content-Type"] == "application/json"
        body = json.loads(sent) if json_sent else {k: v[0] for k, v in parse_qs(sent).items()}
        self.authorization = handler.headers.get("Authorization", "")
        done = self.answer(parts.path, parse_qs(parts.query), body)
        return (self.after[operation], {}) if operation in self.after else done


class FakePublic360(FakeSystem):
    """Documents and their files."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[dict[str, Any]] = []
        self.refused = ""
        """Operation that is answered by Successful: false."""
        self.deaf = False
        """Does a search give every document, as if the filter were not known?"""

    def answer(self, path: str, query: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """As SIF RPC."""
        if query.get("authkey") != [AUTHKEY]:
            return 401, {"message": f"bad key {query}"}
        operation = path.removeprefix("/Biz/v2/api/call/SI.Data.RPC/SI.Data.RPC/")
        told = body["parameter"]
        if operation == self.refused:
            return 200, {"Successful": False, "ErrorMessage": f"refused, {AUTHKEY}", "Recno": 0}
        if operation == "DocumentService/GetDocuments":
            wanted = told["ExternalId"]
            found = [d for d in self.documents if self.deaf or d["ExternalId"] == wanted]
            return 200, {"Successful": True, "Documents": found}
        if operation == "DocumentService/CreateDocument":
            number = len(self.documents) + 1
            made = told | {"Recno": number, "DocumentNumber": f"2026/00123-{number}", "Files": []}
            self.documents.append(made)
            return 200, {"Successful": True} | {k: made[k] for k in ("Recno", "DocumentNumber")}
        if operation == "FileService/CreateFile":
            document = self.documents[told["DocumentRecno"] - 1]
            document["Files"].append(told)
            return 200, {"Successful": True, "Recno": 1000 + len(document["Files"])}
        return 404, {}


class FakePlatina(FakeSystem):
    """Cases in a diary."""

    def __init__(self) -> None:
        super().__init__()
        self.cases: list[dict[str, Any]] = []

    def answer(self, path: str, _: dict[str, list[str]], body: Any) -> tuple[int, Any]:
        """As the standard API."""
        if path == "/token":
            right = {
                "grant_type": "client_credentials",
                "client_id": "uppsikt",
                "client_secret": CLIENT_SECRET,
                "scope": "api://platina/.default",
            }
            if body != right:
                return 401, {"error": "invalid_client", "sent": body}
            return 200, {"access_token": TOKEN, "token_type": "Bearer", "expires_in": 3600}
        if self.authorization != f"Bearer {TOKEN}":
            return 401, {}
        if path != "/api/v7/diaries/d%2F1/journalized-cases":
            return 404, {}
        self.cases.append(body)
        return 201, {"id": f"case-{len(self.cases)}", "diaryNumber": f"KS 2026/{len(self.cases)}"}


System = TypeVar("System", bound=FakeSystem)


@contextmanager
def serving(system: System) -> Iterator[System]:
    """The system at its `address` on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, answer = system.heard(self)
            if not status:
                self.close_connection = True
                self.connection.close()
                return
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            if status == 503:
                self.send_header("Retry-After", "120")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    system.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield system
    finally:
        server.shutdown()
        server.server_close()
