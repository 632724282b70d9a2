"""The publishers' schemas: taken from a folder or fetched, and used only if they are the very bytes we know."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from companion.errors import SchemaMissing, SchemaUnknown
from companion.export.whole import write_whole


class Pinned(NamedTuple):
    """A schema as we know it."""

    name: str
    sha256: str
    address: str
    """Where its publisher has it."""


PINNED: Final = tuple(
    Pinned(name, **found)
    for name, found in tomllib.loads(
        Path(__file__).with_name("schemas.toml").read_text("utf-8")
    ).items()
)
_BY_NAME: Final = {one.name: one for one in PINNED}


def take(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """These schemas, by name. Raises SchemaMissing, SchemaUnknown; then none is given."""
    return {name: _one(folder, _BY_NAME[name]) for name in names}


def fetch(
    into: Path, get: Callable[[str], bytes], pinned: Iterable[Pinned] = PINNED
) -> list[Pinned]:
    """Fetch what the folder lacks, each from its publisher by `get`, and say which.

    Raises SchemaUnknown when other bytes come, ExportFailed; what was right before that is kept.
    """
    missing = [one for one in pinned if not (into / one.name).is_file()]
    for one in missing:
        _save(into / one.name, _confirmed(one, get(one.address), one.address))
    return missing


def _save(place: Path, content: bytes) -> None:
    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    write_whole(place, fill)


def _one(folder: Path, pinned: Pinned) -> bytes:
    try:
        content = (folder / pinned.name).read_bytes()
    except OSError as error:
        raise SchemaMissing(name=pinned.name, folder=folder) from error
    return _confirmed(pinned, content, str(folder / pinned.name))


def _confirmed(pinned: Pinned, content: bytes, place: str) -> bytes:
    found = hashlib.sha256(content).hexdigest()
    if found != pinned.sha256:
        raise SchemaUnknown(place=place, found=found, expected=pinned.sha256)
    return content
