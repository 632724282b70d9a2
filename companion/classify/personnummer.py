"""Personnummer and samordningsnummer: which digits are one, and which only look like one.

The rule (folkbokföringslagen 18-18 b §§): year, month, day (a samordningsnummer adds 60 to the
day), three digits of birth number and a check digit by the Luhn rule over the last ten digits.
Bare digits are doubted more than those written the way a personnummer is written, because mobile
numbers, OCR numbers and bankgiro numbers look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_DASH = r"\-+\u2010\u2011\u2012\u2013\u2014\u2212"
_WRITTEN = re.compile(
    r"(?<![\d+])(?<!\d[-./:])(18|19|20)?(\d{2})[ .\-/]?(\d{2})[ .\-/]?(\d{2})"
    rf"(\s?[{_DASH}/.:_*]\s?|\s{{1,2}}|)(\d{{3}})[ .]?(\d)(?!\d)(?![-.,:]\d)"
)
_ANNOUNCED = re.compile(
    r"(?:person\s?-?(?:nummer|nr)|personnumret|pers\s?-?nr|persnr|\bpnr|\bpno|samordnings(?:nummer|nr|numret)"
    r"|födelsenummer|födelsenr|social security number|personal number|\bssn\b)[^\d\n]{0,40}"
)
_DIGITS = re.compile(rf"\d(?:[\s{_DASH}./:_*]{{0,3}}\d){{9,11}}(?!\d)")
_OTHER_NUMBER = re.compile(
    r"ocr|faktur|giro|\bbg\b|\bpg\b|swish|kund\s?-?n|order|ordern|ärende|referens|\bref\b|diarie|\bdnr|kolli"
    r"|paket|spårning|org\.?\s?-?n|organisationsn|serien|artikel|mobil|telefon|\btel|\bring\b|\bsms|fastighet"
    r"|\bbet|konto|medlem|isbn|imei|mätar|anläggn|\bean"
)
_CONTEXT = 40


class Personnummer(NamedTuple):
    """Where one stands in the text searched, and whether it is a samordningsnummer."""

    start: int
    end: int
    coordination: bool


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    total = 0
    for i, char in enumerate(reversed(digits)):
        number = int(char) * (1 + i % 2)
        total += number // 10 + number % 10
    return total % 10 == 0


def _born(century: str, year: str, month: str, day: str) -> bool:
    """Whether the date exists and is no later than today; `day` is a day of the month."""
    today = date.today()
    full = int(f"{century}{year}") if century else 2000 + int(year)
    if not century and full > today.year:
        full -= 100
    try:
        return date(full, int(month), int(day)) <= today
    except ValueError:
        return False


def valid(digits: str) -> bool | None:
    """None if 10 or 12 digits are no personnummer; else whether it is a samordningsnummer."""
    century, ten = digits[:-10], digits[-10:]
    if century not in ("", "18", "19", "20") or not luhn(ten):
        return None
    day = int(ten[4:6])
    coordination = day > 60
    if not _born(century, ten[:2], ten[2:4], f"{day - 60 * coordination:02}"):
        return None
    return coordination


def find(text: str) -> Iterator[Personnummer]:
    """Personnummer in a folded text, from left to right."""
    taken = -1
    for match in _WRITTEN.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        coordination = valid(digits)
        if coordination is None or _looks_like_other(text, match, digits):
            continue
        taken = match.end()
        yield Personnummer(match.start(), match.end(), coordination)
    for cue in _ANNOUNCED.finditer(text):
        announced = _DIGITS.match(text, cue.end())
        if announced is None or announced.start() < taken:
            continue
        digits = re.sub(r"\D", "", announced[0])
        day = int(digits[-6:-4]) % 60
        dated = _born(digits[:-10], digits[-10:-8], digits[-8:-6], f"{day:02}")
        if len(digits) in (10, 12) and digits[:-10] in ("", "18", "19", "20") and dated:
            yield Personnummer(announced.start(), announced.end(), int(digits[-6:-4]) > 60)


def _looks_like_other(text: str, match: re.Match[str], digits: str) -> bool:
    """Bare or oddly grouped digits that are sooner a phone, OCR or customer number."""
    before = text[max(0, match.start() - _CONTEXT) : match.start()]
    if _ANNOUNCED.search(text[max(0, match.start() - 70) : match.start()]):
        return False
    if re.fullmatch(rf"\d{{6}}(?:\d\d)?\s?[{_DASH}]\s?\d{{4}}", match[0]):
        return False
    if _OTHER_NUMBER.search(before):
        return True
    if len(digits) == 12:
        return False
    if re.match(r"0[1-9]", digits) and not re.fullmatch(r"\d{6} \d{4}", match[0]):
        return True
    if not re.fullmatch(r"\d{6}\s{0,2}\d{4}|\d{6}.{1,3}\d{4}", match[0]):
        return True
    return int(digits[4:6]) > 60 and match[5] == ""
