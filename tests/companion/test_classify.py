"""The shipped classifier as the rest of the program meets it: verdicts, reasons, bad input."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.classify import BATCH, Classifier
from companion.contract import Category, CommentText, Hint, Verdict


@cache
def classifier() -> Classifier:
    """Loaded once for the module."""
    return Classifier.load()


def verdict(text: str) -> Verdict:
    """The verdict on one text."""
    [only] = classifier().classify([CommentText(id="1", text=text)])
    return only


def flagged(text: str) -> set[str]:
    """Categories that are flagged."""
    return {label.category.value for label in verdict(text).labels if label.flagged}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Du är dum i huvudet din idiot", "insult"),
        ("Alla muslimer ska ut ur landet", "hate"),
        ("Vill du knulla? Skicka nakenbilder", "sexual_violence"),
        ("Vi vet var du bor, passa dig", "crime"),
        ("Ladda ner hela filmen gratis via torrent här", "copyright"),
        ("Vilket jävla helvete", "profanity"),
        ("Låna upp till 50 000 kr utan UC, ansök idag!", "commercial"),
        ("Mitt personnummer är 19850101-1236 ifall ni behöver det", "personal_data"),
        ("Gratis film: https://svtplay-gratis.example/film", "bad_link"),
        ("Jag orkar inte leva längre", "distress"),
    ],
)
def test_each_category_is_found(text: str, category: str) -> None:
    """S1, N1, A6, L1."""
    assert category in flagged(text)


@pytest.mark.parametrize(
    "text",
    [
        "Vilket idiotbeslut av nämnden, skandal!",
        "Ni borde skämmas för det här beslutet",
        "Snöröjningen på Storgatan är usel i år igen",
        "Tack för den fina lekplatsen",
        "Jag tycker att invandringen är för stor och att kommunen ska ta emot färre",
        "Jag dör av skratt åt rondellen",
        "När öppnar simhallen efter jul?",
        "",
        "😀😀😀",
    ],
)
def test_lawful_comments_are_left_alone(text: str) -> None:
    """A3, S6: criticism and opinion are no breach."""
    assert flagged(text) == set()


@given(
    st.sampled_from(["Vägen är halkig", "Tack för lekplatsen", "När öppnar badet", "Bussen kom"]),
    st.sampled_from(["fan", "jävla", "helvete", "fitta", "kuken", "fucking", "satan", "j*vla"]),
)
def test_a_swear_word_is_flagged_whatever_stands_around_it(text: str, word: str) -> None:
    """S3: what a rule knows for certain no threshold silences."""
    assert "profanity" in flagged(f"{text}, {word}")


def test_hints_are_no_grounds() -> None:
    """S6, S7."""
    asked = verdict("Hej! När öppnar simhallen efter jul? Mvh Kerstin")
    assert Hint.QUESTION in asked.hints
    assert not any(label.flagged for label in asked.labels)


def test_all_categories_come_in_their_fixed_order_with_scores() -> None:
    for text in ("", "hej", "jävla idiot"):
        labels = verdict(text).labels
        assert [label.category for label in labels] == list(Category)
        assert all(0 <= label.score <= 1 for label in labels)
        assert all(label.flagged or not label.spans for label in labels)


def test_a_reason_points_at_the_very_characters() -> None:
    text = "Jo, men f*n vilken v\u200bäg, din i d i o t!"
    reasons = {
        label.category.value: [text[span.start : span.end] for span in label.spans]
        for label in verdict(text).labels
        if label.flagged
    }
    assert reasons["profanity"] == ["f*n"]
    assert "i d i o t" in reasons["insult"]


def test_what_no_term_explains_is_explained_by_the_words_that_weighed_most() -> None:
    text = "Du är dummare än tåget, Berglund"
    for label in verdict(text).labels:
        if label.flagged:
            assert label.spans
            assert all(0 <= span.start < span.end <= len(text) for span in label.spans)
            assert all(span.why for span in label.spans)


def test_distress_says_that_it_is_an_alarm_and_where_to_turn() -> None:
    """L1: a cry for help is no breach; it is told with what to do."""
    [label] = [x for x in verdict("jag vill inte leva").labels if x.category == Category.DISTRESS]
    assert label.flagged
    assert any("112" in span.why and "larm" in span.why for span in label.spans)


def test_one_verdict_for_each_comment_in_the_order_asked() -> None:
    asked = [CommentText(id=str(n), text=f"kommentar {n}") for n in range(2 * BATCH + 3)]
    assert [v.id for v in classifier().classify(asked)] == [comment.id for comment in asked]


def test_a_verdict_does_not_depend_on_its_neighbours() -> None:
    texts = ["din idiot", "tack för lekplatsen", "ring 070-174 06 12"]
    together = list(classifier().classify(CommentText(id="1", text=text) for text in texts))
    for text, among in zip(texts, together, strict=True):
        alone = verdict(text)
        for left, right in zip(alone.labels, among.labels, strict=True):
            assert left.flagged == right.flagged
            assert left.score == pytest.approx(right.score, abs=0.002)


def test_it_streams() -> None:
    taken = 0

    def comments() -> Iterator[CommentText]:
        nonlocal taken
        while True:
            taken += 1
            yield CommentText(id=str(taken), text="hej")

    verdicts = classifier().classify(comments())
    assert next(verdicts).id == "1"
    assert taken <= 4 * BATCH


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=400))
def test_any_text_gets_an_answer_with_spans_inside_it(text: str) -> None:
    for label in verdict(text).labels:
        assert all(0 <= span.start < span.end <= len(text) for span in label.spans)


HARD = [
    "a", "!", "a ", "f*", "a@", "1", "1 ", "fan", "0 7 0-", "www.", "hej. ", "Aa ", "noll ", "a-b.",
    "j*vl ", "\n", "1234-", "länk i ", "\u202e", "\u0301", "å\u0301", "ا", "(at) ", "Storgatan ",
    "\x00", "AB 1", "ö.", "jä vla ", "personnummer ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_the_longest_comment_costs_time_linear_in_its_length(piece: str) -> None:
    """Twelve times the text may cost at most thirty times the time; a square would cost 144."""

    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        began = time.process_time()
        verdict(text)
        return time.process_time() - began

    seconds(1000)
    short = min(seconds(8_000) for _ in range(3))
    assert seconds(96_000) <= 30 * max(short, 0.02)


def test_lone_surrogates_are_answered_too() -> None:
    broken = CommentText.model_construct(id="1", text="din idiot \ud800")
    [answer] = classifier().classify([broken])
    assert any(label.flagged for label in answer.labels)


def test_own_contacts_are_excepted() -> None:
    text = "Ring mig på 070-174 06 12"
    own = Classifier.load(own_contacts=["070-1740612"])
    [answer] = own.classify([CommentText(id="1", text=text)])
    assert flagged(text) == {"personal_data"}
    assert not any(label.flagged for label in answer.labels)


def test_it_says_its_name_and_version() -> None:
    name, _, version = classifier().name.partition(" ")
    assert name == "uppsikt_sv"
    assert version.count(".") == 2
