"""The installation's own key: Ed25519, kept in the data directory, readable by its owner alone.

Not in the system's keyring: any program of the same user can ask a keyring, as it can read the folder, and a
keyring is missing on a computer without a desktop. Not in backups: whoever gets a copy of the register must
not be able to sign in its name. A restored register makes a new key, and an event says so.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from companion import system
from companion.errors import KeyDamaged, StorageFailed

_RAW = serialization.Encoding.Raw, serialization.PublicFormat.Raw


@dataclass(frozen=True)
class SigningKey:
    """The private key; it never leaves this object."""

    _private: Ed25519PrivateKey

    @classmethod
    def open(cls, path: Path) -> Self:
        """The key at `path`; made if there is none. Raises KeyDamaged, StorageFailed."""
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            content = _make(path)
        except OSError as error:
            raise KeyDamaged(path=path) from error
        head, _, told = content.partition(b"# ")
        if told != hashlib.sha256(head).hexdigest().encode() + b"\n":
            raise KeyDamaged(path=path)
        try:
            key = serialization.load_pem_private_key(head, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm) as error:
            raise KeyDamaged(path=path) from error
        if not isinstance(key, Ed25519PrivateKey):
            raise KeyDamaged(path=path)
        return cls(key)

    @property
    def public(self) -> str:
        """The public key (hex, 32 bytes)."""
        return self._private.public_key().public_bytes(*_RAW).hex()

    def sign(self, message: bytes) -> str:
        """The signature (hex, 64 bytes)."""
        return self._private.sign(message).hex()


def fingerprint(public: str) -> str:
    """SHA-256 (hex) of a public key: what is written down elsewhere to know the key again."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def holds(public: str, signature: str, message: bytes) -> bool:
    """Is it this key's signature of the message?"""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(path: Path) -> bytes:
    """A new key, whole on the disk before it is used. The last line is the checksum of those above."""
    pem = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    content = pem + b"# " + hashlib.sha256(pem).hexdigest().encode() + b"\n"
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        system.keep_to_owner(path.parent)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            system.sync_file(file.fileno())
        temporary.replace(path)
        system.sync_directory(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise StorageFailed(reason=error.strerror or str(error)) from error
    return content
