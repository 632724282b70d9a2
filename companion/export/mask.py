"""Masking for disclosure (TF 2:15-16, OSL): what is masked is replaced before a document is made, never drawn over.

Words are masked wherever they stand in the entry: a name that is masked in the text and left in an address would be
no mask. Nothing of a mask tells how long the words were. A picture is drawn anew from what may be seen of it.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import unquote

from PIL import Image, ImageDraw

from companion.export.dossier import Dossier
from companion.register import Entry

Decided = tuple[str, str]
"""Words, and the provision under which they are masked."""

UNTOUCHED: Final = frozenset({"capture_id", "moderator"})
"""Fields of text that hold neither the comment nor its author."""

HASHES: Final = ("request_sha256", "text_sha256", "record_sha256", "screenshot_sha256")
"""Left out: from the hash of a text of which all but ten digits is shown, the digits can be found."""

_SHORT = 4
"""Characters; shorter words are masked where they stand alone, or Bo would be found in every bro."""


class Box(NamedTuple):
    """A rectangle of a picture; pixels from the upper left corner."""

    x: int
    y: int
    width: int
    height: int


def sign(provision: str, word: str) -> str:
    """What stands in place of masked words."""
    return f"[{word}: {provision}]"


def text(said: str, masks: Sequence[Decided], word: str) -> str:
    """The text with the words replaced; `word` is how the reader's language says that something is masked."""
    said = unicodedata.normalize("NFC", said)
    if "://" in said and (found := _first(unquote(said), masks)):
        return sign(found, word)
    spans = sorted(
        (*found.span(), provision)
        for words, provision in masks
        for found in _pattern(words).finditer(said)
    )
    parts, at = [], 0
    for start, end, provision in spans:
        if start >= at:
            parts += [said[at:start], sign(provision, word)]
        at = max(at, end)
    return "".join([*parts, said[at:]])


def places(entry: Entry, words: str) -> int:
    """In how many places of an entry words stand, however they are decided."""
    pattern = _pattern(words)
    return sum(len(pattern.findall(said)) for said in fields(entry).values())


def counted(entry: Entry, masks: Iterable[Decided]) -> dict[str, int]:
    """Provision → how many places it masks."""
    found: dict[str, int] = {}
    for words, provision in masks:
        found[provision] = found.get(provision, 0) + places(entry, words)
    return found


def fields(entry: Entry) -> dict[str, str]:
    """All of the entry that may tell of a person, as text."""
    return {
        name: unicodedata.normalize("NFC", value)
        for name, value in entry
        if type(value) is str and name not in UNTOUCHED and not name.endswith(("sha256", "_hash"))
    }


def entry(found: Entry, masks: Sequence[Decided], word: str) -> Entry:
    """The entry as it may be shown."""
    shown = {name: text(value, masks, word) for name, value in fields(found).items()}
    return found.model_copy(update=shown | dict.fromkeys(HASHES, "") | {"screenshot_sha256": None})


def dossier(
    found: Dossier,
    masks: Sequence[Decided],
    picture: bytes | None,
    regions: Iterable[str],
    word: str,
) -> Dossier:
    """The dossier as it may leave: without evidence, without the words of its history, with this picture alone.

    `regions`: the provisions under which parts of the picture are masked already.
    """
    told = Counter(counted(found.entry, masks)) + Counter(regions)
    shown = entry(found.entry, masks, word)
    if picture is not None:
        sha256 = hashlib.sha256(picture).hexdigest()
        shown = shown.model_copy(update={"screenshot_sha256": sha256})
    return replace(
        found,
        entry=shown,
        evidence=lambda _: picture or b"",
        details=dict,
        masked=tuple(sorted(told.items())),
    )


def picture(png: bytes, boxes: Iterable[Box]) -> bytes:
    """The picture with these regions black: pixels that are drawn anew, and nothing else of the file.

    Raises OSError where it is no picture.
    """
    with Image.open(io.BytesIO(png)) as source:
        rgba = source.convert("RGBA")
        flat = Image.new("RGB", source.size, "white")
        flat.paste(rgba, mask=rgba.getchannel("A"))
    pencil = ImageDraw.Draw(flat)
    for box in boxes:
        corner = (box.x + box.width - 1, box.y + box.height - 1)
        pencil.rectangle(((box.x, box.y), corner), fill="black")
    out = io.BytesIO()
    flat.save(out, "PNG")
    return out.getvalue()


def _first(said: str, masks: Iterable[Decided]) -> str | None:
    """The provision of the first words that stand in an address."""
    said = unicodedata.normalize("NFC", said)
    return next((provision for words, provision in masks if _pattern(words).search(said)), None)


def _pattern(words: str) -> re.Pattern[str]:
    """Finds the words whatever their case and spacing, with the ending that a name may carry."""
    spaced = r"\s+".join(map(re.escape, unicodedata.normalize("NFC", words).split()))
    if len(words.strip()) < _SHORT:
        return re.compile(rf"(?<![^\W_]){spaced}(?![^\W_])", re.IGNORECASE)
    ending = r"\w*" if words.strip()[-1:].isalpha() else ""
    return re.compile(spaced + ending, re.IGNORECASE)
