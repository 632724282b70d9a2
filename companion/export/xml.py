"""Building XML: elements from plain values, text that XML can hold, and documents woven from spooled parts.

Elements are text from the start: a package has some hundred of them for each entry, and building them as trees first
costs four times as much. That they are well formed and valid is what the tests have lxml and the schemas say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO

XSI = "http://www.w3.org/2001/XMLSchema-instance"
XLINK = "http://www.w3.org/1999/xlink"

_UNFIT = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile(f"{_UNFIT.pattern}|[&<>]")
_SPACED = re.compile('["\t\n]')
_SPOOL = re.compile(r"<\?spool (\w+)\?>\n?")


class Element(str):
    """An element as text; as content of another it goes in as it is, where other text is escaped."""

    __slots__ = ()


def fit(text: str) -> str:
    """The text with what XML 1.0 cannot hold spelled out as [U+0007]; line breaks become one kind."""
    if not _UNFIT.search(text):
        return text
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNFIT.sub(lambda found: f"[U+{ord(found[0]):04X}]", lines)


def moment(time: datetime) -> str:
    """An xs:dateTime, to the second."""
    return time.isoformat(timespec="seconds")


def maker(prefix: str) -> Callable[..., Element]:
    """A function that makes elements with a prefix: `make(name, *content, **attributes)`.

    Content is elements or text; None, as content or as an attribute's value, leaves it out.
    """
    before = f"{prefix}:" if prefix else ""

    def make(name: str, /, *content: Element | str | None, **attributes: str | None) -> Element:
        said = inner = ""
        for key, value in attributes.items():
            if value is not None:
                said += f' {key}="{_quoted(value)}"'
        for part in content:
            if part is not None:
                inner += part if isinstance(part, Element) else _escaped(part)
        if not inner:
            return Element(f"<{before}{name}{said}/>\n")
        return Element(f"<{before}{name}{said}>{inner}</{before}{name}>\n")

    return make


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    return fit(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(value: str) -> str:
    value = _escaped(value)
    if not _SPACED.search(value):
        return value
    return value.replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")


class Form:
    """An element made once with names in braces, and filled in for each of the thousands that have its shape."""

    def __init__(self, element: Element) -> None:
        self._element = str(element)

    def filled(self, **values: str) -> Element:
        """The element with these values, as text or in attributes."""
        said = {name: _quoted(value) for name, value in values.items()}
        return Element(self._element.format_map(said))


def spooled(name: str) -> Element:
    """Where the spool `name` goes in a document."""
    return Element(f"<?spool {name}?>")


def put(element: Element, spool: IO[bytes]) -> None:
    """Add an element to a spool."""
    spool.write(element.encode())


def document(root: Element) -> str:
    """A root element as a document."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}'


def weave(root: Element, spools: Mapping[str, IO[bytes]], to: Path) -> Path:
    """Write a document, its spooled parts in their places; memory does not grow with them."""
    with to.open("wb") as out:
        for number, piece in enumerate(_SPOOL.split(document(root))):
            if number % 2 == 0:
                out.write(piece.encode())
                continue
            spool = spools[piece]
            spool.seek(0)
            while read := spool.read(1 << 20):
                out.write(read)
    return to
