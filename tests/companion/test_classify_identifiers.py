"""Identifiers of private persons (A6): personnummer, phone, e-mail, address; the public's own excepted."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.classify import personnummer
from companion.classify.findings import KEY, Reading
from companion.classify.fold import fold
from companion.classify.identifiers import Identifiers
from companion.classify.personnummer import luhn
from tests.companion.samples_classify import COORDINATION_NUMBERS, TEST_NUMBERS, empty_doc

MOST_FALSE_ALARMS = 0.001


def found(text: str, own: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """(kind, characters) of the identifiers in a text."""
    doc = empty_doc()
    doc.user_data[KEY] = Reading(text, fold(text))
    reading: Reading = Identifiers(own)(doc).user_data[KEY]
    return [(finding.kind, text[finding.start : finding.end]) for finding in reading.identifiers]


@given(
    st.sampled_from(TEST_NUMBERS),
    st.sampled_from(["-", "+", "–", " ", " - ", "/", ".", "  "]),
    st.booleans(),
)
def test_personnummer_with_any_separator(number: str, separator: str, whole: bool) -> None:
    """Folkbokföringslagen 18 §; the official test numbers."""
    digits = number if whole else number[2:]
    written = f"{digits[:-4]}{separator}{digits[-4:]}"
    assert ("personnummer", written) in found(f"Mitt nummer {written}, tack")


@given(st.sampled_from(COORDINATION_NUMBERS))
def test_samordningsnummer_adds_sixty_to_the_day(number: str) -> None:
    """Folkbokföringslagen 18 a-18 b §§."""
    written = f"{number[:8]}-{number[8:]}"
    assert found(written) == [("samordningsnummer", written)]


@given(st.sampled_from(TEST_NUMBERS), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_personnummer(number: str, more: int) -> None:
    wrong = number[:-1] + str((int(number[-1]) + more) % 10)
    assert personnummer.valid(wrong) is None


def test_a_day_that_does_not_exist_is_no_personnummer() -> None:
    wrong = next(n for n in (f"850230{i:03}{c}" for i in range(10) for c in range(10)) if luhn(n))
    assert personnummer.valid(wrong) is None


def _alarms(texts: list[str]) -> float:
    return sum(bool(list(personnummer.find(text))) for text in texts) / len(texts)


def test_random_mobile_numbers_are_no_personnummer() -> None:
    dice = random.Random(1)
    numbers = [f"07{dice.choice('02369')}{dice.randrange(10**7):07}" for _ in range(20_000)]
    shapes = (
        "{0}", "{1}-{2}", "{1}-{3} {4} {5}", "{1} {3} {4} {5}", "{1} {3} {6}", "+46{7}", "{1}{2}",
    )  # fmt: skip
    texts = [
        shapes[i % len(shapes)].format(n, n[:3], n[3:], n[3:6], n[6:8], n[8:], n[6:], n[1:])
        for i, n in enumerate(numbers)
    ]
    assert _alarms(texts) <= MOST_FALSE_ALARMS


def test_random_ocr_and_bankgiro_numbers_are_no_personnummer() -> None:
    dice = random.Random(2)
    ocr = [f"OCR {dice.randrange(10 ** dice.randint(4, 24))}" for _ in range(20_000)]
    giro = [f"{dice.randrange(100, 9999)}-{dice.randrange(9999):04}" for _ in range(20_000)]
    assert _alarms([text.lower() for text in ocr]) <= MOST_FALSE_ALARMS
    assert _alarms(giro) <= MOST_FALSE_ALARMS


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("ring mig 070-174 06 12", "mobile", "070-174 06 12"),
        ("sms +46 70 174 06 31", "mobile", "+46 70 174 06 31"),
        ("noll sju noll 174 06 44", "mobile", "noll sju noll 174 06 44"),
        ("mejla ulla.berg@hotmejl.example", "email", "ulla.berg@hotmejl.example"),
        ("kalle76 (at) brevlada.example", "email", "kalle76 (at) brevlada.example"),
        (
            "Hon bor på Storgatan 12 B, 777 50 Smedjebacken",
            "address",
            "Storgatan 12 B, 777 50 Smedjebacken",
        ),
        ("IBAN SE45 5000 0000 0583 9825 7466", "iban", "SE45 5000 0000 0583 9825 7466"),
    ],
)
def test_contact_details_are_found_whole(text: str, kind: str, part: str) -> None:
    assert (kind, part) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mejla kontaktcenter@xkommun.se", "registrator@norrby.example",
        "Det kostar 12 000 000 kr", "2024-01-15 kl 18.30", "Ring 112 eller 1177",
    ],
)  # fmt: skip
def test_public_contacts_sums_and_dates_are_no_private_identifiers(text: str) -> None:
    private = {kind for kind, _ in found(text)} - {"public", "bankgiro"}
    assert private == set()


def test_the_municipalitys_own_contacts_are_excepted() -> None:
    text = "Ring 070-174 06 12 eller skriv till lena.ek@egenby.example, Storgatan 12"
    own = ("+46701740612", "@egenby.example", "Storgatan 12")
    assert {kind for kind, _ in found(text)} == {"mobile", "email", "address"}
    assert {kind for kind, _ in found(text, own)} == {"public"}
