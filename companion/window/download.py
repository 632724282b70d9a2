"""An export as an answer: written whole beside the register's other files, sent in pieces, then gone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Response

from companion.desk import Desk
from companion.errors import NotFound
from companion.export.formats import FORMATS
from companion.register import Actor, Query

PIECE = 256 * 1024
"""Bytes sent at a time."""


def download(desk: Desk, form: str, asked: int | Query, actor: Actor) -> Response:
    """The file for the browser to save. Raises NotFound and what `Desk.export` raises."""
    if form not in FORMATS:
        raise NotFound
    chosen = FORMATS[form]
    name = f"uppsikt-{asked}" if isinstance(asked, int) else "uppsikt"
    folder = Path(tempfile.mkdtemp(prefix="uppsikt-"))
    try:
        made = desk.export(form, asked, folder / f"{name}.{chosen.suffix}", actor)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    response = Response(_pieces(made.path), mimetype=chosen.mimetype)
    response.call_on_close(lambda: shutil.rmtree(folder, ignore_errors=True))
    response.headers["Content-Disposition"] = f'attachment; filename="{made.path.name}"'
    response.headers["Content-Length"] = str(made.size)
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    finally:
        shutil.rmtree(path.parent, ignore_errors=True)
