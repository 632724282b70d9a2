"""RFC 3161: an outside authority (TSA) says when a checkpoint was there. The only part that speaks with the network,
and only where settings.toml names an authority. What is sent is a hash.
"""

from __future__ import annotations

import base64
import http.client
import urllib.request
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.error import URLError

from cryptography.x509 import load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    TimeStampResponse,
    VerificationError,
    Verifier,
    VerifierBuilder,
    decode_timestamp_response,
)

from companion.errors import TimestampFailed

LARGEST = 1 << 20
"""Bytes of an answer; real ones are some kilobytes."""


@dataclass(frozen=True)
class Authority:
    """A timestamp authority and the root certificates by which its answers are known."""

    url: str
    roots: Path
    """PEM."""
    timeout: float = 15.0
    """Seconds."""

    def stamp(self, message: bytes) -> str:
        """The authority's answer (base64), checked against the message. Raises TimestampFailed."""
        builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
        asked = builder.nonce(nonce=True).cert_request(cert_request=True).build()
        answer = self._ask(asked.as_bytes())
        self._check(_decoded(answer), message, self._verifier(nonce=asked.nonce))
        return base64.b64encode(answer).decode()

    def holds(self, token: str, message: bytes) -> datetime:
        """When the authority saw the message, by an answer kept from then. Raises TimestampFailed."""
        try:
            found = _decoded(base64.b64decode(token, validate=True))
        except ValueError as error:
            raise TimestampFailed(reason=error) from error
        self._check(found, message, self._verifier(nonce=None))
        return found.tst_info.gen_time

    def _ask(self, asked: bytes) -> bytes:
        request = urllib.request.Request(
            self.url, asked, {"Content-Type": "application/timestamp-query"}, method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as answer:
                return bytes(answer.read(LARGEST))
        except (URLError, OSError, ValueError, http.client.HTTPException) as error:
            raise TimestampFailed(reason=error) from error

    def _verifier(self, *, nonce: int | None) -> Verifier:
        try:
            roots = load_pem_x509_certificates(self.roots.read_bytes())
        except (OSError, ValueError) as error:
            raise TimestampFailed(reason=error) from error
        return VerifierBuilder(roots=list(roots), nonce=nonce).build()

    def _check(self, answer: TimeStampResponse, message: bytes, verifier: Verifier) -> None:
        try:
            verifier.verify_message(answer, message)
        except (VerificationError, ValueError) as error:
            raise TimestampFailed(reason=error) from error


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise TimestampFailed(reason=error) from error
