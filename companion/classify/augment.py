"""Roughened copies of training comments: as people write in haste. Never for the test.

Deterministic: the same text and seed give the same copy.
"""

from __future__ import annotations

import random
import zlib

_BARE = str.maketrans("åäöÅÄÖ", "aaoAAO")
_SIGNS = str.maketrans("", "", ".,!?;:")
_LETTERS_PER_SLIP = 25


def roughened(text: str, seed: int) -> str:
    """A copy without capitals and signs, without the dots of å ä ö, or with slips of the finger."""
    dice = random.Random(zlib.crc32(text.encode()) ^ seed)
    kind = dice.random()
    if kind < 0.3:
        return text.lower().translate(_SIGNS)
    if kind < 0.5:
        return text.translate(_BARE)
    return _slips(text, dice)


def _slips(text: str, dice: random.Random) -> str:
    """Letters dropped, swapped or doubled, one in about 25."""
    letters = list(text)
    for _ in range(max(1, len(letters) // _LETTERS_PER_SLIP)):
        at, kind = dice.randrange(max(1, len(letters))), dice.random()
        if kind < 0.35 and len(letters) > 3:
            letters.pop(at)
        elif kind < 0.7 and at + 1 < len(letters):
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif letters:
            letters.insert(at, letters[at])
    return "".join(letters)
