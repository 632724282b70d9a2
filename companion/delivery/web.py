"""Calls to a records system's HTTP interface: the only module that imports requests.

Every failure is sorted by what is known of the other end: it got nothing and may be tried again
(ReceiverUnreachable), it refused (ReceiverRefused), or it may have acted (HandoverBroken).
"""

from __future__ import annotations

import logging
import ssl
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from companion.delivery.secret import hide
from companion.errors import HandoverBroken, ReceiverRefused, ReceiverUnreachable, Said

SECONDS = (10.0, 60.0)
"""Longest wait for a connection, and for each answer."""

LATER = (408, 425, 429, 503)
"""Answers that say: not now, and nothing was done."""

NOT_US = (401, 403)
"""Answers that say: not with that key. What more they say may repeat it."""

logging.getLogger("urllib3").setLevel(logging.INFO)
"""Its debug lines hold whole addresses, and a key may stand in one."""


class _Trusting(HTTPAdapter):
    """Trusts what the computer trusts, such as a municipality's own certificate authority."""

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:
        """With the system's certificates."""
        super().init_poolmanager(*arguments, ssl_context=ssl.create_default_context(), **named)


@dataclass
class _Bearer(requests.auth.AuthBase):
    token: str

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self.token:
            request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass
class Web:
    """A session with one receiver; `secret` is blotted out of whatever is said."""

    name: str
    secret: str
    session: requests.Session = field(default_factory=requests.Session)
    token: str = ""
    """Sent as a bearer's, when there is one."""

    def __post_init__(self) -> None:
        self.session.mount("https://", _Trusting())

    def post(
        self,
        address: str,
        *,
        json: object = None,
        form: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
        writes: bool,
    ) -> dict[str, Any]:
        """The answer's JSON object; empty where there is none. `writes`: does the call change anything there?

        Raises ReceiverUnreachable, ReceiverRefused, and if it writes HandoverBroken.
        """
        try:
            answer = self.session.post(
                address,
                json=json,
                data=form,
                params=query,
                timeout=SECONDS,
                allow_redirects=False,
                auth=_Bearer(self.token),
            )
        except requests.RequestException as error:
            raise self._broken(error, writes=writes) from None
        return self._read(answer, writes=writes)

    def _read(self, answer: requests.Response, *, writes: bool) -> dict[str, Any]:
        if answer.status_code in NOT_US:
            reason = Said(
                f"behörigheten godtogs inte (HTTP {answer.status_code})",
                f"the credentials were not accepted (HTTP {answer.status_code})",
            )
            raise ReceiverRefused(name=self.name, reason=reason)
        said = f"HTTP {answer.status_code} {hide(answer.text, self.secret, self.token)}".strip()
        if answer.status_code in LATER:
            wait = answer.headers.get("Retry-After", "")
            more = {"wait": wait} if wait.isdecimal() else {}
            raise ReceiverUnreachable(name=self.name, reason=said, **more)
        if answer.status_code >= 500:
            raise self._unknown(said, writes=writes)
        if not answer.ok or answer.is_redirect:
            raise ReceiverRefused(name=self.name, reason=said)
        if not answer.content:
            return {}
        try:
            found = answer.json()
        except requests.JSONDecodeError:
            found = None
        if not isinstance(found, dict):
            raise self._unknown(said, writes=writes)
        return found

    def _broken(
        self, error: requests.RequestException, *, writes: bool
    ) -> HandoverBroken | ReceiverUnreachable:
        never = _never_connected(error)
        sv, en = ("ingen", "no") if never else ("bruten", "broken")
        kind = type(error).__name__
        reason = Said(f"{sv} anslutning ({kind})", f"{en} connection ({kind})")
        return self._unknown(reason, writes=writes and not never)

    def _unknown(self, reason: str | Said, *, writes: bool) -> HandoverBroken | ReceiverUnreachable:
        kind = HandoverBroken if writes else ReceiverUnreachable
        return kind(name=self.name, reason=reason)


def _never_connected(error: requests.RequestException) -> bool:
    """Did nothing reach the other end?"""
    cause = getattr(error.args[0] if error.args else None, "reason", None)
    refused = cause.args[0] if cause is not None and cause.args else None
    return (
        isinstance(error, requests.ConnectTimeout)
        or isinstance(cause, NewConnectionError)
        or isinstance(refused, ssl.SSLCertVerificationError)
    )
