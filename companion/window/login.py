"""Log-in to the window's pages by a code that is good once.

The window carries its code in the fragment of its address, which no server and no log ever sees; another browser
is given a code by the window.
"""

from __future__ import annotations

import secrets
import threading
import time

LIFETIME = 600.0
"""Seconds a code is good for."""

MAX_FALSE = 10
"""After so many false codes all codes are withdrawn."""

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


class Login:
    """The codes that are good now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._codes: dict[str, tuple[float, str]] = {}
        self._false = 0

    def code(self, person: str) -> str:
        """A new code for a person, such as K7QM-2XPA."""
        letters = "".join(secrets.choice(_LETTERS) for _ in range(8))
        with self._lock:
            self._codes[letters] = time.monotonic() + LIFETIME, person
            self._false = 0
        return f"{letters[:4]}-{letters[4:]}"

    def use(self, code: str) -> str | None:
        """Whose code it is, if it is good; it is used up by the question."""
        letters = "".join(code.upper().replace("-", "").split())
        with self._lock:
            until, person = self._codes.pop(letters, (0.0, ""))
            if until > time.monotonic():
                return person
            self._false += 1
            if self._false >= MAX_FALSE:
                self._codes.clear()
            return None
