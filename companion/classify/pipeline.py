"""The pipeline on `spacy.blank("sv")`: its components in their order, and how it is loaded.

Importing this module registers the factories; nothing else in the program names them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.pipeline import TextCategorizer

from companion.classify import textcat as _architecture  # noqa: F401  (registers)
from companion.classify import tokenizer as _tokenizer  # noqa: F401  (registers)
from companion.classify.identifiers import Identifiers
from companion.classify.lexicon import Entry, Lexicon
from companion.classify.links import Links
from companion.classify.persons import Persons
from companion.classify.unmask import Masks, Unmask
from companion.classify.verdict import LABELS, Verdicts

NAME = "uppsikt_sv"
FRONT = ("unmask", "lexicon", "identifiers", "links", "persons")
"""Components that read; what follows them judges."""

BLOCK_WEIGHTS = (1.0, 0.7, 0.7)
"""Lengths of the blocks characters, words, classes."""


def _register(name: str, component: Callable[[], object]) -> None:
    def make(nlp: Language, name: str) -> object:  # noqa: ARG001  spaCy calls it by these names
        return component()

    Language.factory(name, func=make)


for _name, _component in zip(FRONT, (Unmask, Lexicon, Identifiers, Links, Persons), strict=True):
    _register(_name, _component)
_register("verdict", Verdicts)


def blank(entries: Sequence[Entry], version: str) -> Language:
    """An untrained pipeline with these lexicon entries."""
    nlp = spacy.blank(
        "sv",
        config={"nlp": {"tokenizer": {"@tokenizers": "uppsikt.BoundedTokenizer.v1"}}},
        meta={"name": NAME.removeprefix("sv_"), "version": version},
    )
    for name in FRONT:
        nlp.add_pipe(name)
    model = {
        "@architectures": "uppsikt.HashedLinear.v1",
        "labels": len(LABELS),
        "block_weights": list(BLOCK_WEIGHTS),
    }
    textcat = cast(TextCategorizer, nlp.add_pipe("textcat_multilabel", config={"model": model}))
    for label in LABELS:
        textcat.add_label(label)
    nlp.add_pipe("verdict")
    cast(Lexicon, nlp.get_pipe("lexicon")).set_entries(entries)
    share_masks(nlp)
    return nlp


def share_masks(nlp: Language) -> None:
    """Give `unmask` the words that the lexicon knows people mask."""
    lexicon = cast(Lexicon, nlp.get_pipe("lexicon"))
    cast(Unmask, nlp.get_pipe("unmask")).masks = Masks(
        lexicon.maskable(), lexicon.maskable(frozenset({"profanity", "slur"}))
    )


def load(path: Path) -> Language:
    """A trained pipeline from its folder. Raises OSError where there is none."""
    nlp = spacy.load(path)
    share_masks(nlp)
    return nlp
