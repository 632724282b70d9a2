"""Passwords and keys of receivers: in the system's keyring, or where there is none in a file of the owner's.

They are read when something is sent and are in no setting, event, log or error.
"""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path
from urllib.parse import quote, quote_plus

import keyring
from keyring.errors import KeyringError

from companion import system
from companion.errors import SecretExposed, SecretMissing

SERVICE = "Uppsikt"


def _file(data: Path, name: str) -> Path:
    return data / "secrets" / name


def get(data: Path, name: str) -> str:
    """A receiver's secret. Raises SecretMissing, SecretExposed."""
    path = _file(data, name)
    if path.is_file():
        if not system.owner_alone(path):
            raise SecretExposed(path=path, name=name)
        return path.read_text("utf-8").strip()
    try:
        found = keyring.get_password(SERVICE, name)
    except KeyringError:
        found = None
    if not found:
        raise SecretMissing(name=name)
    return found


def put(data: Path, name: str, value: str) -> str | Path:
    """Keep a secret, in place of an earlier one; gives where: the keyring's name, or the file."""
    path = _file(data, name)
    try:
        keyring.set_password(SERVICE, name, value)
    except KeyringError:
        system.keep_to_owner(path.parent)
        system.write_for_owner(path, value)
        return path
    path.unlink(missing_ok=True)
    return str(keyring.get_keyring().name)


def hide(text: str, *secrets: str) -> str:
    """The text without the secrets, however they are written, on one line of at most 200 characters."""
    for secret in filter(None, secrets):
        coded = base64.b64encode(secret.encode()).decode().rstrip("=")
        forms = {secret, json.dumps(secret)[1:-1], quote(secret), quote(secret, safe=""), coded}
        for form in sorted(forms | {quote_plus(secret)}, key=len, reverse=True):
            text = re.sub(re.escape(form), "•••", text, flags=re.IGNORECASE)
    return " ".join(text.split())[:200]
