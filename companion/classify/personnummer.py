"""Personnummer and samordningsnummer: which digits are one, and which only look like one.

The rule (folkbokföringslagen 18-18 b §§): year, month, day (a samordningsnummer adds 60 to the
day), three digits of birth number and a check digit by the Luhn rule over the last ten digits.
Bare digits are doubted more than those written the way a personnummer is written, because mobile
numbers, OCR numbers and bankgiro numbers look alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import accumulate
from typing import NamedTuple

_DASHES = frozenset("-+\u2010\u2011\u2012\u2013\u2014\u2212")
_GROUP = re.compile(r"\d+")
_GAP = re.compile(r"[\s\-+\u2010-\u2014\u2212./,:_*()~|]{0,4}")
"""What may stand between the digits of one number."""

_ANNOUNCED = re.compile(
    r"person\s?-?(?:nummer|nr)|personnumret|pers\s?-?nr|persnr|\bpnr|\bpno|samordnings(?:nummer"
    r"|nr|numret)"
    r"|samnr|födelsenummer|födelsenr|social security number|personal (?:identity )?number|\bssn\b"
)
_OTHER_NUMBER = re.compile(
    r"ocr|faktur|giro|\bbg\b|\bpg\b|swish|kund\s?-?n|order|ordern|ärende|referens|\bref\b"
    r"|diarie|\bdnr|kolli"
    r"|paket|spårning|org\.?\s?-?n|organisationsn|serien|artikel|mobil|telefon|\btel|\bring\b"
    r"|\bsms|fastighet"
    r"|\bbet|konto|medlem|isbn|imei|mätar|anläggn|\bean"
)
_PHONE = re.compile(r"07[02369]|010|08")
_CONTEXT = 40
"""Characters before a number that say what it is."""


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
    today = datetime.now(tz=UTC).date()
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
    coordination = int(ten[4:6]) >= 60
    return coordination if _dated(century, ten) else None


def _dated(century: str, ten: str) -> bool:
    """Whether ten digits begin with a date; in a samordningsnummer month and day may be unknown."""
    month, day = ten[2:4], int(ten[4:6])
    if day >= 60:
        month = "01" if month == "00" else month
        day = max(day - 60, 1)
    return _born(century, ten[:2], month, f"{day:02}")


def find(text: str) -> Iterator[Personnummer]:
    """Personnummer in a folded text, from left to right."""
    groups = list(_GROUP.finditer(text))
    taken = 0
    for i, group in enumerate(groups):
        if group.start() < taken:
            continue
        for last in _ends(text, groups, i):
            found = _judge(text, groups[i : last + 1])
            if found is not None and not _goes_on(text, groups, last):
                taken = found.end
                yield found
                break


def _ends(text: str, groups: list[re.Match[str]], first: int) -> Iterator[int]:
    """Indexes of the groups with which 12 or 10 digits from `first` end, the longer first."""
    ends: list[int] = []
    total = 0
    for i in range(first, min(first + 12, len(groups))):
        if i > first and not _GAP.fullmatch(text, groups[i - 1].end(), groups[i].start()):
            break
        total += len(groups[i][0])
        if total in (10, 12):
            ends.append(i)
        if total >= 12:
            break
    return reversed(ends)


def _goes_on(text: str, groups: list[re.Match[str]], last: int) -> bool:
    """Whether more digits follow at once, as in card and account numbers."""
    if last + 1 == len(groups):
        return False
    end, start = groups[last].end(), groups[last + 1].start()
    return start - end == 1 and text[end] in "-. :" and len(groups[last + 1][0]) > 1


def _judge(text: str, groups: list[re.Match[str]]) -> Personnummer | None:
    """Whether these groups of digits are a personnummer, by digits, way of writing and context."""
    digits = "".join(group[0] for group in groups)
    start, end = groups[0].start(), groups[-1].end()
    before = text[max(0, start - _CONTEXT) : start]
    found = Personnummer(start, end, int(digits[-6:-4]) >= 60)
    if _ANNOUNCED.search(before):
        century = digits[:-10]
        dated = century in ("", "18", "19", "20") and _dated(century, digits[-10:])
        return found if dated else None
    if valid(digits) is None or before.endswith("+"):
        return None
    if len(groups) == 1:
        bare = len(digits) == 12 or not (_PHONE.match(digits) or found.coordination)
        return found if bare and not _OTHER_NUMBER.search(before) else None
    breaks = list(accumulate(len(group[0]) for group in groups))[:-1]
    front = len(digits) - 4
    odd = any(at % 2 for at in breaks if at < front) or front + 2 in breaks
    if front not in breaks or (odd and len(groups) < 8):
        return None
    gap = text[groups[breaks.index(front)].end() : groups[breaks.index(front) + 1].start()]
    if gap.strip() in _DASHES and breaks == [front]:
        return found
    return None if _OTHER_NUMBER.search(before) else found
