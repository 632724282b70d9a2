"""An export as an answer: written whole beside the register's other files, sent in pieces, then gone."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from flask import Response

from companion.desk import Desk
from companion.errors import NotFound
from companion.export.formats import FORMATS
from companion.export.whole import Written
from companion.register import Actor, Query

PIECE = 256 * 1024
"""Bytes sent at a time."""


def download(desk: Desk, form: str, asked: int | Query, actor: Actor) -> Response:
    """The file for the browser to save. Raises NotFound and what `Desk.export` raises."""
    if form not in FORMATS:
        raise NotFound
    name = f"uppsikt-{asked}" if isinstance(asked, int) else "uppsikt"
    folder = Path(tempfile.mkdtemp(prefix="uppsikt-"))

    def gone() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    try:
        made = desk.export(form, asked, folder / f"{name}.{FORMATS[form].suffix}", actor)
    except BaseException:
        gone()
        raise
    return sent(made, form, gone)


def sent(made: Written, form: str, gone: Callable[[], None]) -> Response:
    """A file that is written, as an answer; `gone` is called when it is sent or the reader has left."""
    response = Response(_pieces(made.path, gone), mimetype=FORMATS[form].mimetype)
    response.call_on_close(gone)
    response.headers["Content-Disposition"] = f'attachment; filename="{made.path.name}"'
    response.headers["Content-Length"] = str(made.size)
    return response


def _pieces(path: Path, gone: Callable[[], None]) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece
    finally:
        gone()
