"""Which browsers may talk to the companion, and in whose name.

A browser asks; the companion makes a short code that both show; the user approves it in the window and says
who moderates in that browser. The browser then claims its token, once. A code printed at start counts as
approved beforehand. Tokens are kept as SHA-256 only; the file is readable by its owner alone.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import threading
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from companion.contract import PairAnswer, PairClaim, PairOffer, PairRequest, PairState
from companion.errors import NotFound, NotPaired, PairingRefused, StorageFailed

LIFETIME = timedelta(minutes=10)
"""How long a code is good for."""

MAX_WAITING = 20
"""Open requests at once; the oldest gives way."""

MAX_FALSE_CODES = 10
"""After so many false start codes, the start code is withdrawn."""


@dataclass(frozen=True)
class Pairing:
    """A browser that may ask."""

    id: str
    token_sha256: str
    origin: str | None
    """The extension's origin when it was paired; null where the browser sent none."""
    browser: str
    moderator: str
    paired_at: str


@dataclass
class Waiting:
    """A browser that has asked."""

    id: str
    secret_sha256: str
    code: str
    origin: str | None
    browser: str
    expires_at: datetime
    state: PairState = PairState.WAITING
    moderator: str = ""


@dataclass
class Pairings:
    """All paired browsers, and those that wait for the user."""

    path: Path
    moderator: str
    """Proposed name of whoever approves."""
    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: dict[str, Waiting] = {}
        self._start_code: str | None = None
        self._false_codes = 0
        self._paired = self._read()

    def start_code(self) -> str:
        """A new code that is approved beforehand; good for one browser, and until the next start."""
        with self._lock:
            self._start_code, self._false_codes = _code(), 0
            return self._start_code

    def offer(self, asked: PairRequest, origin: str | None) -> PairOffer:
        """A browser asks. Raises PairingRefused when it names a code that is not ours."""
        with self._lock:
            self._forget_old()
            approved = asked.code is not None
            if asked.code is not None:
                self._use_start_code(asked.code)
            while len(self._waiting) >= MAX_WAITING:
                del self._waiting[next(iter(self._waiting))]
            secret = secrets.token_hex(32)
            waiting = Waiting(
                id=str(uuid.uuid4()),
                secret_sha256=_sha256(secret),
                code=asked.code or _code(),
                origin=origin,
                browser=asked.browser,
                expires_at=self.clock() + LIFETIME,
                state=PairState.APPROVED if approved else PairState.WAITING,
                moderator=self.moderator,
            )
            self._waiting[waiting.id] = waiting
        return PairOffer(
            pairing_id=waiting.id,
            secret=secret,
            code=waiting.code,
            expires_at=waiting.expires_at,
        )

    def claim(self, claim: PairClaim) -> PairAnswer:
        """The asking browser comes for its token; it is given once. Raises StorageFailed."""
        with self._lock:
            self._forget_old()
            waiting = self._waiting.get(claim.pairing_id)
            if waiting is None or waiting.secret_sha256 != _sha256(claim.secret):
                return PairAnswer(state=PairState.EXPIRED, token=None, moderator=None)
            if waiting.state is not PairState.APPROVED:
                return PairAnswer(state=waiting.state, token=None, moderator=None)
            token = secrets.token_urlsafe(32)
            pairing = Pairing(
                id=waiting.id,
                token_sha256=_sha256(token),
                origin=waiting.origin,
                browser=waiting.browser,
                moderator=waiting.moderator,
                paired_at=self.clock().isoformat(),
            )
            self._write([*self._paired, pairing])
            del self._waiting[waiting.id]
        return PairAnswer(state=PairState.APPROVED, token=token, moderator=pairing.moderator)

    def waiting(self) -> list[Waiting]:
        """Browsers that wait for the user's answer."""
        with self._lock:
            self._forget_old()
            return [one for one in self._waiting.values() if one.state is PairState.WAITING]

    def answer(self, pairing_id: str, *, moderator: str | None) -> None:
        """The user approves, naming who moderates there, or refuses (None). Raises NotFound."""
        with self._lock:
            waiting = self._waiting.get(pairing_id)
            if waiting is None or waiting.state is not PairState.WAITING:
                raise NotFound
            waiting.state = PairState.APPROVED if moderator else PairState.REFUSED
            waiting.moderator = moderator or ""

    def paired(self) -> list[Pairing]:
        """The browsers that may ask."""
        return list(self._paired)

    def revoke(self, pairing_id: str) -> None:
        """Take a browser's right back at once."""
        with self._lock:
            self._write([one for one in self._paired if one.id != pairing_id])

    def check(self, token: str) -> Pairing:
        """Whose token it is. Raises NotPaired."""
        sha256 = _sha256(token)
        for one in self._paired:
            if secrets.compare_digest(one.token_sha256, sha256):
                return one
        raise NotPaired

    def _use_start_code(self, code: str) -> None:
        given = "".join(code.split())
        if self._start_code is None or not secrets.compare_digest(
            "".join(self._start_code.split()).encode(), given.encode()
        ):
            self._false_codes += 1
            if self._false_codes >= MAX_FALSE_CODES:
                self._start_code = None
            raise PairingRefused
        self._start_code = None

    def _forget_old(self) -> None:
        now = self.clock()
        self._waiting = {k: one for k, one in self._waiting.items() if one.expires_at > now}

    def _read(self) -> list[Pairing]:
        if not self.path.exists():
            return []
        return [Pairing(**one) for one in json.loads(self.path.read_text("utf-8"))]

    def _write(self, paired: list[Pairing]) -> None:
        temporary = self.path.with_suffix(".new")
        try:
            temporary.write_text(json.dumps([asdict(one) for one in paired], indent=1), "utf-8")
            temporary.replace(self.path)
        except OSError as error:
            raise StorageFailed(reason=error.strerror) from error
        self._paired = paired


def _code() -> str:
    return f"{secrets.randbelow(1000):03} {secrets.randbelow(1000):03}"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
