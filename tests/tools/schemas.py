"""The publishers' schemas for the tests: where they are, and fetching them where they are not."""

from __future__ import annotations

import os
from pathlib import Path

import build
from companion import schemas_command
from companion.export import schemas

_BESIDE = build.ROOT.parent / "shared" / "schemas"
_NAMED = os.environ.get("UPPSIKT_SCHEMAS")
FOLDER = Path(_NAMED) if _NAMED else _BESIDE if _BESIDE.is_dir() else build.VENV / "schemas"


def bring() -> None:
    """Fetch those that are missing. Raises CompanionError, which says what to do instead."""
    if all((FOLDER / one.name).is_file() for one in schemas.PINNED):
        return
    with build.step("Hämtar utgivarnas scheman", "Fetching the publishers' schemas"):
        schemas.fetch(FOLDER, schemas_command.get)
