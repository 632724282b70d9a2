"""Fold a text: lower case, NFKC, look-alike letters, no zero-width characters; with an exact map.

Most comments are plain and are only lowered; the slow road is for the rest. Both are linear.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from companion.classify.view import View

_ODD = re.compile(
    "[^\t\n\r\x20-\x7eåäöéÅÄÖÉ\u2010-\u2015\u2018-\u201f\u2026\u2192\u20ac"
    "§°«»´·½\u2600-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001faff]"
)
"""A character that lowering alone does not fold."""

_MARKS_KEPT = 4
"""Combining marks read after one letter; more are dropped, so that normalising stays linear."""

_LOOKALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕвнкмтԁһոսг", "aeopcyxijsbhkmtdhnur", strict=True)),
        **dict(zip("αβεικμνορτυχγω", "abeikunoptuxyw", strict=True)),
        **dict(zip("ɑɡıɩʟɴʀᴀʙᴄᴅᴇɢʜᴊᴋᴍᴏᴘᴛᴜᴠᴡʏᴢ", "agiilnrabcdeghjkmoptuvwyz", strict=True)),
        "æ": "ä",
        "ø": "ö",
        "ł": "l",
        "đ": "d",
        "ß": "ss",
    }
)
_KEEP = frozenset("åäöé")


@lru_cache(maxsize=4096)
def _letter(cluster: str) -> str:
    """One character with its combining marks → the folded characters (perhaps none)."""
    composed = unicodedata.normalize("NFKC", cluster).lower().translate(_LOOKALIKES)
    folded: list[str] = []
    for char in composed:
        category = unicodedata.category(char)
        if category in ("Cf", "Mn", "Me"):
            continue
        if char in _KEEP or not char.isalpha():
            folded.append(" " if category in ("Cc", "Zs", "Zl", "Zp") and char != "\n" else char)
            continue
        base = unicodedata.normalize("NFD", char)[0].translate(_LOOKALIKES)
        folded.append(base)
    return "".join(folded)


def _clusters(text: str) -> list[tuple[int, int]]:
    """Spans of a character with the combining marks that follow it."""
    spans: list[tuple[int, int]] = []
    for i, char in enumerate(text):
        if spans and unicodedata.combining(char):
            spans[-1] = (spans[-1][0], i + 1)
        else:
            spans.append((i, i + 1))
    return spans


def fold(text: str) -> View:
    """The folded view. Joiners, variation selectors and zero-width characters leave no trace."""
    if _ODD.search(text) is None:
        return View(text.lower())
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        new = _letter(text[start : min(end, start + 1 + _MARKS_KEPT)])
        out.append(new)
        starts += [start] * len(new)
        ends += [end] * len(new)
    return View("".join(out), starts, ends)
