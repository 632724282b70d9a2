"""A PDF/A-1b from a Typst template and data; what varies reaches Typst as data, never as markup."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from shutil import copyfile

import typst
from PIL import Image, UnidentifiedImageError

from companion.errors import ExportFailed


def typeset(template: Path, fill: Callable[[Path], dict[str, object]], now: datetime) -> bytes:
    """The document. `fill` gives the data, and may put pictures into the folder it is told.

    Raises ExportFailed and what `fill` raises; nothing is left on the disk.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            copied = Path(folder) / template.name
            copyfile(template, copied)
            data = json.dumps(fill(Path(folder)))
            (Path(folder) / "data.json").write_text(data, "utf-8")
            return typst.compile(
                str(copied),
                root=folder,
                ignore_system_fonts=True,
                pdf_standards="a-1b",
                timestamp=int(now.timestamp()),
            )
    except (
        typst.TypstError,
        OSError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
    ) as error:
        raise ExportFailed(reason=error) from error
