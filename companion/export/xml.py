"""Building XML: elements from plain values, text that XML can hold, and documents woven from spooled parts."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from lxml import etree

Element = Any
"""An lxml element; the library has no types of its own."""

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XLINK = "http://www.w3.org/1999/xlink"

_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPOOL = re.compile(rb"<\?spool (\w+)\?>\n?")


def fit(text: str) -> str:
    """The text with what XML 1.0 cannot hold spelled out as [U+0007]; line breaks become one kind."""
    if not _UNFIT.search(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(lambda found: f"[U+{ord(found[0]):04X}]", lines)


def moment(time: datetime) -> str:
    """An xs:dateTime, to the second."""
    return time.isoformat(timespec="seconds")


def maker(namespace: str, nsmap: dict[str | None, str]) -> Callable[..., Element]:
    """A function that makes elements of a namespace: `make(name, *content, **attributes)`.

    Content is text or elements; None, as content or as an attribute's value, leaves it out.
    """

    def make(name: str, /, *content: Element | str | None, **attributes: str | None) -> Element:
        element = etree.Element(f"{{{namespace}}}{name}", nsmap=nsmap)
        for key, value in attributes.items():
            if value is not None:
                element.set(key, fit(value))
        for part in content:
            if isinstance(part, str):
                element.text = fit(part)
            elif part is not None:
                element.append(part)
        return element

    return make


def spooled(name: str) -> Element:
    """Where the spool `name` goes in a document."""
    return etree.ProcessingInstruction("spool", name)


def put(element: Element, spool: IO[bytes]) -> None:
    """Add an element to a spool."""
    spool.write(etree.tostring(element, pretty_print=True))


def weave(root: Element, spools: Mapping[str, IO[bytes]], to: Path) -> Path:
    """Write a document, its spooled parts in their places; memory does not grow with them."""
    text = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    with to.open("wb") as out:
        for number, piece in enumerate(_SPOOL.split(text)):
            if number % 2 == 0:
                out.write(piece)
                continue
            spool = spools[piece.decode()]
            spool.seek(0)
            while read := spool.read(1 << 20):
                out.write(read)
    return to
