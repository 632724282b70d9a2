"""Text in, verdict out: the only package that imports spaCy.

A Classifier is loaded once and used for any number of comments; it streams, and it holds nothing
of what it has read.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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

BATCH, BATCH_CHARACTERS = 512, 200_000
"""Most comments, and about how many characters, that pass the pipeline together: it bounds the memory."""

_SURROGATE = re.compile("[\ud800-\udfff]")


@lru_cache(maxsize=20_000)
def _unflagged(category: str, score: float) -> Label:
    return Label(category=Category(category), score=score, flagged=False, spans=[])


def _batches(pairs: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    batch: list[tuple[str, str]] = []
    characters = 0
    for pair in pairs:
        batch.append(pair)
        characters += len(pair[0])
        if len(batch) == BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


class Classifier:
    """A loaded pipeline."""

    def __init__(self, nlp: Language, own_contacts: Sequence[str] = ()) -> None:
        """`nlp`: a pipeline of ours; `own_contacts`: the municipality's own public contacts."""
        self._nlp = nlp
        self._textcat = cast(TextCategorizer, nlp.get_pipe("textcat_multilabel"))
        self._judge = cast(Verdicts, nlp.get_pipe("verdict"))
        cast(Identifiers, nlp.get_pipe("identifiers")).own_contacts = list(own_contacts)
        self.name = f"{pipeline.NAME} {nlp.meta['version']}"

    @classmethod
    def load(cls, path: Path | None = None, own_contacts: Sequence[str] = ()) -> Classifier:
        """Load a pipeline from its folder, by default the shipped one.

        What has been loaded stays for good, so the garbage collector is told not to look through it again and
        again (a tenth of the time). Raises OSError where the folder holds no pipeline.
        """
        loaded = cls(pipeline.load(path or SHIPPED), own_contacts)
        gc.freeze()
        return loaded

    def classify(self, comments: Iterable[CommentText]) -> Iterator[Verdict]:
        """One verdict for each comment, in the order given; streams in batches."""
        pairs = ((_SURROGATE.sub("\ufffd", comment.text), comment.id) for comment in comments)
        for batch in _batches(pairs):
            yield from self._verdicts_of(
                list(self._nlp.pipe(batch, as_tuples=True, batch_size=BATCH))
            )

    def points_out(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """What may point out a person in each text (A6): identifiers and names, where they stand, and why."""
        for doc in self._nlp.pipe((_SURROGATE.sub("\ufffd", text) for text in texts), batch_size=1):
            found = sorted(
                (*reading(doc).identifiers, *reading(doc).persons), key=lambda f: f.start
            )
            yield [Span(start=f.start, end=f.end, why=f.why) for f in found]

    def _verdicts_of(self, batch: list[tuple[Doc, str]]) -> Iterator[Verdict]:
        """Verdicts of a batch; what no rule explains is explained for all of it at once."""
        docs = [doc for doc, _ in batch]
        flagged = [self._flagged(doc) for doc in docs]
        known = [
            {category: finds_for(category, reading(doc)) for category in categories}
            for doc, categories in zip(docs, flagged, strict=True)
        ]
        asked = [
            (i, LABELS.index(category))
            for i, categories in enumerate(known)
            for category, finds in categories.items()
            if not finds
        ]
        learned = dict(zip(asked, self._explain(docs, asked), strict=True))
        for i, (doc, comment_id) in enumerate(batch):
            spans = {
                category: [Span(start=f.start, end=f.end, why=f.why) for f in finds]
                or learned[i, LABELS.index(category)]
                for category, finds in known[i].items()
            }
            yield self._verdict(comment_id, doc, spans)

    def _explain(self, docs: list[Doc], asked: list[tuple[int, int]]) -> list[list[Span]]:
        chosen = sorted({i for i, _ in asked})
        if not chosen:
            return []
        place = {i: at for at, i in enumerate(chosen)}
        return heaviest(
            self._textcat.model, [docs[i] for i in chosen], [(place[i], j) for i, j in asked]
        )

    def _flagged(self, doc: Doc) -> list[str]:
        cats, passes = doc.cats, self._judge.flagged
        return [category for category in CATEGORIES if passes(category, cats[category])]

    def _verdict(self, comment_id: str, doc: Doc, spans: Mapping[str, list[Span]]) -> Verdict:
        cats = doc.cats
        labels = [
            Label(
                category=Category(category),
                score=round(cats[category], 3),
                flagged=True,
                spans=spans[category],
            )
            if category in spans
            else _unflagged(category, round(cats[category], 3))
            for category in CATEGORIES
        ]
        hints = [Hint(hint) for hint in HINTS if self._judge.flagged(hint, cats[hint])]
        return Verdict(id=comment_id, labels=labels, hints=hints)
