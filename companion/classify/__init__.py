"""Text in, verdict out: the only package that imports spaCy.

A Classifier is loaded once and used for any number of comments; it streams, and it holds nothing
of what it has read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

from spacy.language import Language
from spacy.pipeline import TextCategorizer
from spacy.tokens import Doc

from companion.classify import pipeline
from companion.classify.explain import heaviest
from companion.classify.findings import reading
from companion.classify.identifiers import Identifiers
from companion.classify.verdict import CATEGORIES, HINTS, LABELS, Verdicts, finds_for
from companion.contract import Category, CommentText, Hint, Label, Span, Verdict

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "pipeline"
"""The pipeline that comes with the program."""

BATCH = 64
"""Comments that pass the pipeline together."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=20_000)
def _unflagged(category: str, score: float) -> Label:
    return Label(category=Category(category), score=score, flagged=False, spans=[])


class Classifier:
    """A loaded pipeline."""

    def __init__(self, nlp: Language, own_contacts: Sequence[str] = ()) -> None:
        """`nlp`: a pipeline of ours; `own_contacts`: the municipality's own public contacts."""
        self._nlp = nlp
        self._textcat = cast(TextCategorizer, nlp.get_pipe("textcat_multilabel"))
        self._verdicts = cast(Verdicts, nlp.get_pipe("verdict"))
        cast(Identifiers, nlp.get_pipe("identifiers")).own_contacts = list(own_contacts)
        self.name = f"{pipeline.NAME} {nlp.meta['version']}"

    @classmethod
    def load(cls, path: Path | None = None, own_contacts: Sequence[str] = ()) -> Classifier:
        """Load a pipeline from its folder, by default the shipped one.

        Raises OSError where the folder holds no pipeline.
        """
        return cls(pipeline.load(path or SHIPPED), own_contacts)

    def classify(self, comments: Iterable[CommentText]) -> Iterator[Verdict]:
        """One verdict for each comment, in the order given; streams in batches."""
        pairs = ((_SURROGATE.sub("\ufffd", comment.text), comment.id) for comment in comments)
        for doc, comment_id in self._nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            yield self._verdict(comment_id, doc)

    def _verdict(self, comment_id: str, doc: Doc) -> Verdict:
        labels = [self._label(category, doc) for category in CATEGORIES]
        cats, decides = doc.cats, self._verdicts.flagged
        hints = [Hint(hint) for hint in HINTS if decides(hint, cats[hint])]
        return Verdict(id=comment_id, labels=labels, hints=hints)

    def _label(self, category: str, doc: Doc) -> Label:
        score = round(doc.cats[category], 3)
        if not self._verdicts.flagged(category, score):
            return _unflagged(category, score)
        return Label(
            category=Category(category), score=score, flagged=True, spans=self._spans(category, doc)
        )

    def _spans(self, category: str, doc: Doc) -> list[Span]:
        finds = finds_for(category, reading(doc))
        if finds:
            return [Span(start=find.start, end=find.end, why=find.why) for find in finds]
        return heaviest(self._textcat.model, doc, LABELS.index(category))
