"""The corpus is what it says: written one by one, labelled alike, and of nobody's real data.

A padded corpus (slots filled in a loop, near copies, few words used again and again) fails here.
"""

from __future__ import annotations

import json
import math
import re
import zlib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from companion.classify import personnummer
from companion.classify.verdict import CATEGORIES, HINTS
from companion.contract import MAX_TEXT

CORPUS = Path(__file__).resolve().parents[2] / "models" / "corpus"
HELD = "held"

COMMENTS, LAWFUL, PER_CATEGORY, PER_HINT, FUNCTIONALITIES = 12_000, 5_000, 500, 400, 70
NEAR = 0.6
"""Jaccard of character 5-grams from which two comments are near copies."""

MOST_NEAR = 0.01
FEWEST_WORDS_USED_ONCE = 0.35
"""Share of a category's vocabulary that occurs once; filled slots use the same words again."""

FICTION = re.compile(
    r"070174(?:060[5-9]|06[1-9]\d)|031390060\d|03139006[1-9]\d|0406280(?:4\d\d)|0846500(?:4\d\d)"
    r"|0980319(?:2\d\d)"
)
"""PTS's numbers for books, film and theatre."""


class Comment(NamedTuple):
    """A line of the corpus."""

    id: str
    text: str
    labels: tuple[str, ...]
    functionality: str
    group: str | None
    batch: str
    held: bool


@cache
def comments() -> tuple[Comment, ...]:
    """All of the corpus, the part held out last."""
    found = []
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            found.append(
                Comment(
                    row["id"], row["text"], tuple(row["labels"]), row["functionality"],
                    row["group"], row["batch"], path.stem.startswith(HELD),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda comment: comment.held))


def _lawful(comment: Comment) -> bool:
    return not set(comment.labels) & set(CATEGORIES)


def test_lines_are_whole_and_ids_are_their_own() -> None:
    assert len({comment.id for comment in comments()}) == len(comments())
    for comment in comments():
        assert comment.text.strip()
        assert len(comment.text) <= MAX_TEXT
        assert set(comment.labels) <= {*CATEGORIES, *HINTS}
        assert len(set(comment.labels)) == len(comment.labels)
        assert comment.functionality
        assert comment.batch


def test_it_is_as_large_and_as_broad_as_promised() -> None:
    counts = Counter(label for comment in comments() for label in comment.labels)
    assert len({comment.text for comment in comments()}) >= COMMENTS
    assert sum(map(_lawful, comments())) >= LAWFUL
    assert min(counts[category] for category in CATEGORIES) >= PER_CATEGORY
    assert min(counts[hint] for hint in HINTS) >= PER_HINT
    assert len({comment.functionality for comment in comments()}) >= FUNCTIONALITIES
    assert len({comment.batch for comment in comments()}) >= FUNCTIONALITIES


def test_contrast_groups_hold_what_breaks_a_rule_and_what_does_not() -> None:
    groups: dict[str, set[frozenset[str]]] = defaultdict(set)
    for comment in comments():
        if comment.group:
            groups[comment.group].add(frozenset(comment.labels))
    assert sum(len(labels) > 1 for labels in groups.values()) >= 500


def _grams(text: str) -> frozenset[str]:
    plain = re.sub(r"\s+", " ", text.lower())
    return frozenset(plain[i : i + 5] for i in range(max(1, len(plain) - 4)))


@cache
def near_copies() -> tuple[tuple[int, int], ...]:
    """Pairs of comments that are near copies, found through the rarest of their 5-grams.

    Two sets that share so much share one of these too: as many of each as the smaller may lack, and one more.
    """
    grams = [_grams(comment.text) for comment in comments()]
    frequency = Counter(gram for each in grams for gram in each)
    by_rarity = sorted(frequency, key=lambda gram: (frequency[gram], zlib.crc32(gram.encode())))
    ranks = {gram: rank for rank, gram in enumerate(by_rarity)}
    lonely = sum(count == 1 for count in frequency.values())
    ranked = [frozenset(ranks[gram] for gram in each) for each in grams]
    index: dict[int, list[int]] = defaultdict(list)
    pairs: list[tuple[int, int]] = []
    for i, each in enumerate(ranked):
        size = len(each)
        kept = sorted(each)[: size - math.ceil(NEAR * size - 1e-9) + 1]
        shared = [rank for rank in kept if rank >= lonely]
        for j in {j for rank in shared for j in index[rank]}:
            other = ranked[j]
            if NEAR * size <= len(other) <= size / NEAR:
                common = len(each & other)
                if common >= NEAR * (size + len(other) - common):
                    pairs.append((j, i))
        for rank in shared:
            index[rank].append(i)
    return tuple(sorted(pairs))


def test_few_comments_are_near_copies_of_another() -> None:
    copies = {second for _, second in near_copies()}
    assert len(copies) <= MOST_NEAR * len(comments())


def test_near_copies_never_straddle_training_and_what_is_held_out() -> None:
    everything = comments()
    straddling = [
        (everything[a].id, everything[b].id)
        for a, b in near_copies()
        if everything[a].held != everything[b].held and len(everything[b].text) > 30
    ]
    assert straddling == []


def test_identical_texts_have_identical_labels() -> None:
    labels: dict[str, set[frozenset[str]]] = defaultdict(set)
    for comment in comments():
        key = re.sub(r"\s+", " ", comment.text.strip().casefold())
        labels[key].add(frozenset(comment.labels) & frozenset(CATEGORIES))
    assert [text for text, found in labels.items() if len(found) > 1] == []


@pytest.mark.parametrize("category", CATEGORIES)
def test_each_category_is_written_in_many_words(category: str) -> None:
    texts = [comment.text.lower() for comment in comments() if category in comment.labels]
    words = Counter(word for text in texts for word in re.findall(r"[^\W\d_]+", text))
    once = sum(count == 1 for count in words.values())
    assert once / len(words) >= FEWEST_WORDS_USED_ONCE
    openings = Counter(" ".join(text.split()[:4]) for text in texts)
    assert openings.most_common(1)[0][1] <= max(6, 0.01 * len(texts))


def test_lengths_vary() -> None:
    lengths = [len(comment.text.split()) for comment in comments()]
    assert sum(n < 8 for n in lengths) >= 0.15 * len(lengths)
    assert sum(n > 25 for n in lengths) >= 0.08 * len(lengths)


def test_mobile_numbers_are_of_the_ranges_set_aside_for_fiction() -> None:
    for comment in comments():
        for match in re.finditer(r"(?<!\d)(?:\+46 ?|0)7[02369](?:[ \-]?\d){7}(?!\d)", comment.text):
            digits = re.sub(r"\D", "", match[0].replace("+46", "0"))
            if personnummer.valid(digits) is None:
                assert FICTION.fullmatch(digits), (comment.id, match[0])


def test_addresses_on_the_net_are_made_up_or_public() -> None:
    for comment in comments():
        for match in re.finditer(r"[\w.+-]+@([\w-]+\.)+[a-zåäö]{2,}", comment.text):
            assert match[0].endswith((".example", ".se", ".com", ".org", ".net")), comment.id
