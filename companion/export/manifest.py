"""Does a package hold exactly what its METS says: every file, nothing more, each of its size and checksum?

Run on every package before it gets its name, on the bytes as they lie on the disk.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from companion.errors import ExportFailed
from companion.export.xml import XLINK

PIECE = 1 << 20
"""Bytes read at a time."""

Element = Any
"""An lxml element; the library has no types of its own."""

_METS = "{http://www.loc.gov/METS/}"
_HREF = f"{{{XLINK}}}href"
_NAMING = tuple(f"{_METS}{name}" for name in ("file", "mdRef", "mptr"))


def confirm(package: Path, manifest: str) -> None:
    """Raises ExportFailed with the first thing that is wrong."""
    for problem in problems(package, manifest):
        raise ExportFailed(reason=problem)


def problems(package: Path, manifest: str) -> Iterator[str]:
    """What does not fit; `manifest` is the METS file's name in the package's folder."""
    with zipfile.ZipFile(package) as file:
        names = file.namelist()
        folder = names[0].partition("/")[0]
        if strays := [name for name in names if not name.startswith(f"{folder}/")]:
            yield f"{strays[0]} ligger utanför mappen {folder}"
        if len(set(names)) != len(names):
            yield "ett filnamn finns två gånger"
        told = {f"{folder}/{manifest}"}
        yield from _check(file, folder, manifest, told)
        for name in sorted(set(names) - told):
            yield f"{name} nämns inte i {manifest}"


def _check(file: zipfile.ZipFile, folder: str, manifest: str, told: set[str]) -> Iterator[str]:
    """Every file that a METS names, and every METS that it points to; an element at a time."""
    place = f"{folder}/{manifest}"
    base = posixpath.dirname(place)
    inner = []
    try:
        with file.open(place) as source:
            found = etree.iterparse(source, tag=_NAMING, resolve_entities=False)
            for _, element in found:
                name = posixpath.normpath(posixpath.join(base, _href(element)))
                if element.tag == f"{_METS}mptr":
                    inner.append(posixpath.relpath(name, folder))
                else:
                    told.add(name)
                    yield from _compare(file, name, element)
                _forget(element)
            if posixpath.basename(base) not in (found.root.get("OBJID") or ""):
                yield f"OBJID i {place} är inte mappens namn"
    except (KeyError, etree.XMLSyntaxError):
        yield f"{place} saknas eller går inte att läsa"
        return
    for name in inner:
        yield from _check(file, folder, name, told)


def _href(element: Element) -> str:
    place = element.find(f"{_METS}FLocat") if element.tag == f"{_METS}file" else element
    said = place.get(_HREF) if place is not None else None
    return unquote(said or "").removeprefix("file:///")


def _forget(element: Element) -> None:
    """Let go of an element and of what came before it."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _compare(file: zipfile.ZipFile, name: str, element: Element) -> Iterator[str]:
    digest, size = hashlib.sha256(), 0
    try:
        with file.open(name) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
    except KeyError:
        yield f"{name} saknas"
        return
    except zipfile.BadZipFile:
        yield f"{name} är skadad"
        return
    if element.get("SIZE") != str(size):
        yield f"{name} är {size} byte, inte {element.get('SIZE')}"
    if element.get("CHECKSUMTYPE") != "SHA-256" or element.get("CHECKSUM") != digest.hexdigest():
        yield f"{name} har en annan kontrollsumma"
