"""BagIt (RFC 8493): a folder whose manifest has the SHA-256 of every file, as `sha256sum -c` reads it.

For packages to people who have no program for METS. Payload lies in `data/`, what describes it beside.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from companion import __version__
from companion.errors import ExportFailed
from companion.export.dossier import Making
from companion.export.package import PIECE, Package, Part

MANIFEST = "manifest-sha256.txt"
TAGS = "tagmanifest-sha256.txt"


def close(package: Package, payload: list[Part], making: Making, described: str) -> None:
    """Write the manifests and what the bag says of itself. Raises OSError."""
    size = sum(part.size for part in payload)
    info = {
        "Source-Organization": making.archive.agency,
        "Bagging-Date": f"{making.now.astimezone():%Y-%m-%d}",
        "External-Description": described,
        "Bag-Software-Agent": f"Uppsikt {__version__}",
        "Payload-Oxum": f"{size}.{len(payload)}",
    }
    told = "".join(f"{name}: {' '.join(text.split())}\n" for name, text in info.items() if text)
    tags = [
        _text(package, "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"),
        _text(package, "bag-info.txt", told),
        _text(package, MANIFEST, _listed(payload)),
    ]
    _text(package, TAGS, _listed(tags))


def check(bag: Path) -> None:
    """Raises ExportFailed with the first thing that is wrong."""
    for problem in problems(bag):
        raise ExportFailed(reason=problem)


def problems(bag: Path) -> Iterator[str]:
    """What does not fit: a file that is changed, missing, or not told of."""
    with zipfile.ZipFile(bag) as file:
        names = file.namelist()
        folder = names[0].partition("/")[0]
        told = {f"{folder}/{TAGS}"}
        for manifest in (TAGS, MANIFEST):
            try:
                lines = file.read(f"{folder}/{manifest}").decode().splitlines()
            except (KeyError, zipfile.BadZipFile):
                yield f"{manifest} saknas eller är skadad"
                continue
            for line in lines:
                sha256, _, path = line.partition("  ")
                told.add(f"{folder}/{path}")
                yield from _compare(file, f"{folder}/{path}", sha256)
        for name in sorted(set(names) - told):
            yield f"{name} nämns inte i {MANIFEST}"


def _compare(file: zipfile.ZipFile, name: str, sha256: str) -> Iterator[str]:
    digest = hashlib.sha256()
    try:
        with file.open(name) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
    except KeyError:
        yield f"{name} saknas"
        return
    except zipfile.BadZipFile:
        yield f"{name} är skadad"
        return
    if digest.hexdigest() != sha256:
        yield f"{name} har en annan kontrollsumma"


def _text(package: Package, path: str, text: str) -> Part:
    return package.add(path, text.encode(), "text/plain")


def _listed(parts: Iterable[Part]) -> str:
    return "".join(f"{part.sha256}  {part.path}\n" for part in parts)
