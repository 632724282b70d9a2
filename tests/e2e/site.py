"""Stand-ins for www.facebook.com and www.instagram.com: the test pages over HTTPS on loopback.

    with Site() as site, sync_playwright() as playwright:
        url = site.show(catalogue("sv")["timeline"])
        with open_browser(playwright, site, profile, extension=folder) as context:
            context.new_page().goto(url)

The certificate is made at start and kept in memory and a temporary folder only. The browser is
told that the site's address is public: else it would count as loopback, Local Network Access
would never fire, and a design that calls the companion from the page would pass.
"""

from __future__ import annotations

import secrets
import ssl
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Playwright

from companion.browser import sandbox_flags
from tests.browsers import chromium_path
from tests.pages.model import SitePage
from tests.pages.render import address, render

PAGES = (
    "www.facebook.com",
    "business.facebook.com",
    "www.instagram.com",
    "www.linkedin.com",
    "www.youtube.com",
)
HOSTS = (*PAGES, "*.fbcdn.net", "*.cdninstagram.com")
CHROMIUM = chromium_path()

CONTENT_SECURITY_POLICY = (
    "default-src 'self' data: blob: *.fbcdn.net *.cdninstagram.com;"
    "script-src 'nonce-{nonce}' *.facebook.com *.fbcdn.net *.instagram.com;"
    "style-src 'unsafe-inline' data: blob: *.fbcdn.net *.facebook.com;"
    "connect-src 'self' *.facebook.com *.fbcdn.net *.instagram.com wss://*.facebook.com:*;"
    "img-src 'self' data: blob: *.fbcdn.net *.facebook.com *.cdninstagram.com;"
    "object-src 'none';frame-ancestors 'self';block-all-mixed-content;upgrade-insecure-requests"
)
"""In the manner of Facebook's own: inline scripts need the load's nonce, styles do not."""


class Site:
    """The server. `show` puts a page at its address; the latest shown there wins."""

    def __init__(self, *, seed: int | None = None) -> None:
        self.seed = seed
        self.requests: list[str] = []
        """Addresses of the documents asked for."""
        self._pages: dict[str, SitePage] = {}
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def port(self) -> int:
        """Where it listens on 127.0.0.1."""
        return int(self._server.server_address[1])

    def show(self, page: SitePage) -> str:
        """Put the page at its address, which is returned."""
        url = address(page)
        self._pages[url] = page
        return url

    def find(self, url: str) -> SitePage | None:
        """The page at an address; further parameters (`comment_id` …) are ignored."""
        asked = urlsplit(url)
        parameters = set(parse_qsl(asked.query))
        for known, page in self._pages.items():
            parts = urlsplit(known)
            same = parts.netloc == asked.netloc and parts.path == asked.path
            if same and set(parse_qsl(parts.query)) <= parameters:
                return page
        return None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, site: Site) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.socket = _certified().wrap_socket(
            self.socket, server_side=True, do_handshake_on_connect=False
        )

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no error; anything else is."""
        if not isinstance(sys.exception(), ConnectionError | ssl.SSLError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        host = self.headers.get("Host", "")
        if host not in PAGES:
            self._answer(200, "image/png", picture(self.path), {"Cache-Control": "max-age=3600"})
            return
        site = self.server.site
        page = site.find(f"https://{host}{self.path}")
        if page is None:
            self._answer(404, "text/plain", b"no such page", {})
            return
        site.requests.append(f"https://{host}{self.path}")
        nonce = secrets.token_urlsafe(12)
        body = render(page, seed=site.seed, nonce=nonce).encode()
        policy = {"Content-Security-Policy": CONTENT_SECURITY_POLICY.format(nonce=nonce)}
        self._answer(200, "text/html; charset=utf-8", body, policy)

    def _answer(self, status: int, kind: str, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Say nothing: `Site.requests` is the log."""


@cache
def picture(path: str) -> bytes:
    """A PNG for an image address: emoji are round and yellow, the rest a plain tone."""
    emoji = "emoji" in path
    tone = "#ffffff00" if emoji else ["#8fa7bf", "#b9a58c", "#95b29a"][len(path) % 3]
    image = Image.new("RGBA", (96, 96), tone)
    if emoji:
        draw = ImageDraw.Draw(image)
        draw.ellipse((4, 4, 92, 92), fill="#f7c948")
        draw.ellipse((28, 32, 40, 46), fill="#5c4400")
        draw.ellipse((56, 32, 68, 46), fill="#5c4400")
        draw.arc((26, 34, 70, 76), 20, 160, fill="#5c4400", width=6)
    data = BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _certified() -> ssl.SSLContext:
    """A context with a self-signed certificate made now, valid for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "www.facebook.com")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(h) for h in HOSTS]), False)
        .sign(key, hashes.SHA256())
    )
    pem = certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.pem"
        path.write_bytes(pem)
        context.load_cert_chain(path)
    return context


def chromium_arguments(site: Site, extension: Path | None = None) -> list[str]:
    """Chromium's arguments: the platforms' names lead to `site`, a public address."""
    rules = ",".join(f"MAP {host} 127.0.0.1:{site.port}" for host in HOSTS)
    arguments = [
        "--window-size=1666,1000",
        f"--host-resolver-rules={rules}",
        "--ignore-certificate-errors",
        f"--ip-address-space-overrides=127.0.0.1:{site.port}=public",
    ]
    if extension is not None:
        arguments += [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]
    return arguments + chromium_sandbox()


def chromium_sandbox() -> list[str]:
    """The flags that Chromium needs to start as this user."""
    return sandbox_flags()


@contextmanager
def open_browser(
    playwright: Playwright, site: Site, profile: Path, extension: Path | None = None
) -> Iterator[BrowserContext]:
    """Headless Chromium with its own profile folder, closed at the end."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        headless=True,
        args=chromium_arguments(site, extension),
        no_viewport=True,  # a real window: the side panel takes its part of it
        locale="sv-SE",
    )
    try:
        yield context
    finally:
        context.close()
