"""spaCy's Swedish tokenizer, kept linear: a run without spaces longer than a word is not peeled.

spaCy strips one character at a time from both ends of such a run, which costs the square of its
length; a comment of 100,000 exclamation marks must not stop the companion.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy import registry
from spacy.language import Language
from spacy.tokens import Doc

from companion.classify.findings import TEXT

_RUN = re.compile(r"\S{200}")
_PIECE = re.compile(r"\S{1,200}|\s+")


class BoundedTokenizer:
    """Text → Doc; the language's own tokenizer wherever the text looks like text."""

    def __init__(self, nlp: Language) -> None:
        """`nlp`: whose vocabulary and language rules are used."""
        self.vocab = nlp.vocab
        self._inner: Any = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)

    def __call__(self, text: str) -> Doc:
        """Tokenize in time linear in the text."""
        if _RUN.search(text) is None:
            doc: Doc = self._inner(text)
        else:
            words = _PIECE.findall(text)
            doc = Doc(self.vocab, words=words, spaces=[False] * len(words))
        doc.user_data[TEXT] = text
        return doc

    def to_disk(self, _path: str | Path, **_options: object) -> None:
        """Nothing of its own: the rules are the language's."""

    def from_disk(self, _path: str | Path, **_options: object) -> BoundedTokenizer:
        """The counterpart of to_disk."""
        return self


def bounded_tokenizer() -> Callable[[Language], BoundedTokenizer]:
    """What spaCy calls with the pipeline to make its tokenizer."""
    return BoundedTokenizer


registry.tokenizers.register("uppsikt.BoundedTokenizer.v1", func=bounded_tokenizer)
