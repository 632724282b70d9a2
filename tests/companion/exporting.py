"""Exports made for tests, in a folder that is theirs."""

from __future__ import annotations

import tempfile
from pathlib import Path

from companion.desk import Desk
from companion.export.formats import FORMATS
from companion.register import Actor, Query

ACTOR = Actor(moderator="Eva Exempel", client="t")


def export(desk: Desk, form: str, asked: int | Query) -> bytes:
    """The file that this export gives; nothing else may lie beside it."""
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / f"export.{FORMATS[form].suffix}"
        made = desk.export(form, asked, to, ACTOR)
        assert list(Path(folder).iterdir()) == [to] == [made.path]
        return to.read_bytes()
