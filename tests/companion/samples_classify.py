"""Numbers and Docs for the tests of classify.

The numbers are from the tax agency's official test numbers; they belong to nobody.
"""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

TEST_NUMBERS = (
    "189103079803",
    "189511179807",
    "191007029802",
    "192102239221",
    "197801272381",
    "197802042387",
    "197809132397",
    "197810132386",
    "197811012397",
    "198401152395",
    "198409112383",
    "198504252399",
    "199008252398",
    "199204182399",
    "199204302385",
    "199206062383",
    "199602152382",
    "199810102385",
    "199810172396",
    "201009202399",
    "201010202388",
    "201310182397",
    "201902172384",
    "202109172391",
)

COORDINATION_NUMBERS = (
    "191900642396",
    "195909642398",
    "196000872389",
    "198303852381",
    "202204752394",
    "202205742386",
    "202304642388",
    "202310722380",
)

_NLP = spacy.blank("sv")


def empty_doc() -> Doc:
    """A Doc for a component that reads only the Reading."""
    return _NLP.make_doc("")
