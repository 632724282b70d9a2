"""Features of a batch of comments, all at once in numpy: hashed into one table of 2**BITS rows.

Three blocks, each normalised by itself: character n-grams of 2-5 of the unmasked view, words and
pairs of words, and the classes that lexicon, identifiers, links and persons found, alone and in
pairs of one sentence. The character hash is a polynomial, computed for every position of the whole
batch in one pass, so the cost is linear in the text.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.tokens import Doc

from companion.classify.findings import Finding, Reading, reading
from companion.classify.lexicon import separate

BITS = 18
ROWS = 1 << BITS
SHORTEST, LONGEST = 2, 5
CHARS, WORDS, CLASSES = range(3)
BLOCKS = 3
"""The blocks."""

_BASE = np.uint64(0x9E3779B97F4A7C15 | 1)
_INVERSE = np.uint64(pow(int(_BASE), -1, 1 << 64))
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SHIFT = np.uint64(64 - BITS)
_STOP = re.compile(r"[.!?\n]")

U64 = npt.NDArray[np.uint64]
I32 = npt.NDArray[np.int32]
F32 = npt.NDArray[np.float32]


Part = tuple[I32, npt.NDArray[np.uint8], I32, I32, I32]
"""Columns of Positions."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: document i has the features columns[starts[i]:starts[i + 1]].

    `columns`: int32, sorted within document and block; `blocks`: uint8; `counts`: float32.
    """

    starts: npt.NDArray[np.int64]
    columns: I32
    blocks: npt.NDArray[np.uint8]
    counts: F32

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True, slots=True)
class Positions:
    """Every feature where it stands: document, block, column, and span in the view's text."""

    docs: I32
    blocks: npt.NDArray[np.uint8]
    columns: I32
    begins: I32
    ends: I32


def _mix(hashes: U64, salt: int) -> I32:
    """64-bit hashes → rows of the table."""
    mixed = (hashes ^ np.uint64(salt * 0x5851F42D4C957F2D % (1 << 64))) * _MIX
    mixed ^= mixed >> np.uint64(32)
    return ((mixed * _BASE) >> _SHIFT).astype(np.int32)


def _powers(base: np.uint64, length: int) -> U64:
    powers = np.full(length, base, dtype=np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


_READY = (_powers(_BASE, 1 << 14), _powers(_INVERSE, 1 << 14))


def _both_powers(length: int) -> tuple[U64, U64]:
    if length <= len(_READY[0]):
        return _READY[0][:length], _READY[1][:length]
    return _powers(_BASE, length), _powers(_INVERSE, length)


def plain(text: str) -> str:
    """What n-grams are read from: digits as 0, any white space as a space."""
    return re.sub(r"\d", "0", text).translate({9: " ", 10: " ", 13: " "})


def class_names(found: Reading) -> list[tuple[str, int, int]]:
    """(feature, start, end) of all finds, with pairs in a sentence; positions in the original."""
    finds: list[Finding] = sorted(
        (*found.terms, *found.identifiers, *found.links, *found.persons),
        key=lambda f: (f.start, f.end, f.kind),
    )
    names: list[tuple[str, int, int]] = []
    bounds = [match.start() for match in _STOP.finditer(found.text)]
    sentences: dict[int, dict[str, Finding]] = {}
    for one in finds:
        names.append((one.kind, one.start, one.end))
        names.append((f"{one.kind}{one.severity}", one.start, one.end))
        sentences.setdefault(bisect(bounds, one.start), {}).setdefault(one.kind, one)
    for kinds in sentences.values():
        for (a, one), (b, two) in combinations(sorted(kinds.items()), 2):
            names.append((f"{a}+{b}", min(one.start, two.start), max(one.end, two.end)))
    return names


def shape_names(text: str) -> list[str]:
    """Features of the original text's form: length, capitals, question, exclamation."""
    letters = sum(map(str.isalpha, text))
    capitals = sum(map(str.isupper, text))
    names = [f"length:{min(len(text).bit_length(), 10)}"]
    if letters > 8 and capitals > 0.6 * letters:
        names.append("form:caps")
    if "?" in text:
        names.append("form:question")
        if text.rstrip().endswith("?"):
            names.append("form:ends?")
    if "!" in text:
        names.append("form:!")
    if "\n" in text:
        names.append("form:lines")
    if '"' in text or "”" in text:
        names.append("form:quote")
    return names


def positions(docs: Sequence[Doc]) -> Positions:
    """All features of the Docs (which have passed `unmask`), in no particular order."""
    readings = [reading(doc) for doc in docs]
    return _together([*_textual(readings), _classes(readings)])


def textual_positions(docs: Sequence[Doc]) -> Positions:
    """Those features that stand at characters of the view: n-grams and words."""
    return _together(_textual([reading(doc) for doc in docs]))


def _textual(readings: Sequence[Reading]) -> list[Part]:
    texts = [plain(found.view.text) for found in readings]
    return [*_characters(texts), *_words([separate(text) for text in texts])]


def _together(parts: Sequence[Part]) -> Positions:
    return Positions(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _joined(texts: Sequence[str]) -> tuple[U64, I32, I32]:
    """Code points of all texts, each with a space on both sides; document; position in its text.

    Spaces of document -1 follow, so that every n-gram length finds something to compare.
    """
    joined = "".join(f" {text} " for text in texts) + " " * LONGEST
    points = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32)
    lengths = np.array([*(len(text) + 2 for text in texts), LONGEST], dtype=np.int64)
    docs = np.repeat(np.array([*range(len(texts)), -1], dtype=np.int32), lengths)
    first = np.repeat(np.cumsum(lengths) - lengths, lengths)
    places = (np.arange(len(points)) - first - 1).astype(np.int32)
    return points.astype(np.uint64), docs, places


def _part(block: int, docs: I32, columns: I32, begins: I32, ends: I32) -> Part:
    return docs, np.full(len(docs), block, dtype=np.uint8), columns, begins, ends


def _characters(texts: Sequence[str]) -> list[Part]:
    points, docs, places = _joined(texts)
    powers, _ = _both_powers(LONGEST + 1)
    hashes = points.copy()
    parts: list[Part] = []
    for n in range(2, LONGEST + 1):
        count = len(points) - n + 1
        hashes = hashes[:count] + points[n - 1 :] * powers[n - 1]
        inside = (docs[:count] == docs[n - 1 :]) & (docs[:count] >= 0)
        if n >= SHORTEST:
            begins = places[:count][inside]
            parts.append(
                _part(CHARS, docs[:count][inside], _mix(hashes[inside], n), begins, begins + n)
            )
    return parts


def _words(texts: Sequence[str]) -> list[Part]:
    points, docs, places = _joined(texts)
    space = points == 32
    begins = np.flatnonzero(space[:-1] & ~space[1:]) + 1
    ends = np.flatnonzero(~space[:-1] & space[1:]) + 1
    powers, inverses = _both_powers(len(points) + 1)
    sums = np.concatenate((np.zeros(1, np.uint64), np.cumsum(points * powers[:-1])))
    hashes = (sums[ends] - sums[begins]) * inverses[begins]
    owner, first, last = (
        docs[begins],
        places[begins],
        places[begins] + (ends - begins).astype(np.int32),
    )
    parts = [_part(WORDS, owner, _mix(hashes, 11), first, last)]
    for gap, salt in ((1, 12), (2, 13)):
        same = owner[:-gap] == owner[gap:]
        pairs = hashes[:-gap] * _BASE + hashes[gap:]
        parts.append(
            _part(
                WORDS,
                owner[:-gap][same],
                _mix(pairs[same], salt),
                first[:-gap][same],
                last[gap:][same],
            )
        )
    return parts


def _classes(readings: Sequence[Reading]) -> Part:
    owners: list[int] = []
    columns: list[int] = []
    begins: list[int] = []
    ends: list[int] = []
    for i, found in enumerate(readings):
        names = class_names(found)
        names += [(name, 0, 0) for name in shape_names(found.text)]
        owners += [i] * len(names)
        columns += [zlib.crc32(name.encode()) % ROWS for name, _, _ in names]
        begins += [begin for _, begin, _ in names]
        ends += [end for _, _, end in names]
    arrays = [np.array(values, dtype=np.int32) for values in (owners, columns, begins, ends)]
    return _part(CLASSES, arrays[0], arrays[1], arrays[2], arrays[3])


def rows(docs: Sequence[Doc]) -> Rows:
    """Features of each Doc, each once, with how often it stands there."""
    found = positions(docs)
    keys = (
        (found.docs.astype(np.int64) << (BITS + 2))
        | (found.blocks.astype(np.int64) << BITS)
        | found.columns
    )
    keys.sort()
    first = np.flatnonzero(
        np.concatenate((np.ones(min(1, len(keys)), bool), keys[1:] != keys[:-1]))
    )
    counts = np.diff(np.append(first, len(keys))).astype(np.float32)
    keys = keys[first]
    starts = np.searchsorted(keys >> (BITS + 2), np.arange(len(docs) + 1))
    return Rows(
        starts.astype(np.int64),
        (keys & (ROWS - 1)).astype(np.int32),
        ((keys >> BITS) & 3).astype(np.uint8),
        counts,
    )


def weigh(found: Rows, idf: Any, block_weights: Sequence[float]) -> F32:
    """Value of each feature: (1 + log count) · idf, each block of a document of its set length."""
    values: F32 = (1 + np.log(found.counts)) * idf[found.columns].astype(np.float32)
    owners = np.repeat(np.arange(len(found)), np.diff(found.starts))
    groups = owners * BLOCKS + found.blocks
    squares = np.bincount(groups, values * values, minlength=len(found) * BLOCKS)
    lengths = np.tile(np.asarray(block_weights, dtype=np.float64), len(found)) / np.sqrt(
        np.maximum(squares, 1e-12)
    )
    weighed: F32 = (values * lengths[groups]).astype(np.float32)
    return weighed
