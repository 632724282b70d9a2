"""Who is named: needed to tell a secret about somebody from talk in general (A6)."""

from __future__ import annotations

import pytest

from companion.classify.findings import GIVEN, KEY, Finding, Reading
from companion.classify.fold import fold
from companion.classify.persons import Persons
from tests.companion.samples_classify import empty_doc


def kinds(text: str, given: str | None = None) -> list[str]:
    """Kinds of persons found; `given` is a given name that the lexicon would have found."""
    reading = Reading(text, fold(text))
    if given:
        at = text.index(given)
        reading.terms = [Finding(GIVEN, at, at + len(given), 1, "förnamn")]
    doc = empty_doc()
    doc.user_data[KEY] = reading
    Persons()(doc)
    assert reading.terms == []
    return [finding.kind for finding in reading.persons]


@pytest.mark.parametrize(
    ("text", "given", "kind"),
    [
        ("Lena Okänd svarade", "Lena", "full_name"),
        ("Nu ljuger Rolf Ekström igen", None, "full_name"),
        ("Fråga Karlström på tekniska", None, "name"),
        ("@Maja du har fel", None, "mention"),
    ],
)
def test_names_and_mentions(text: str, given: str | None, kind: str) -> None:
    assert kind in kinds(text, given)


@pytest.mark.parametrize(
    "text", ["Storgatan är halkig", "Norra Skolgatan 4", "Ludvika kommun", "snö"]
)
def test_places_are_no_persons(text: str) -> None:
    assert kinds(text) == []
