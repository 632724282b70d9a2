"""What must hold of a channel before it is applied for or opened, and what is wanting in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from companion.errors import ChannelRefused, Said
from companion.register.channel_records import Content

LONGEST: Final = 1_000
"""Characters of a field."""

PRIVATE_MAIL: Final = re.compile(
    r"@(?:gmail|hotmail|outlook|live|yahoo|icloud|me|telia|proton(?:mail)?)\.[a-z.]+$",
    re.IGNORECASE,
)
"""Addresses that are no authority's (H10)."""


class Lack(StrEnum):
    """What is wanting in a channel; words in export/words_channels.py."""

    RESPONSIBLE = "responsible"
    SUBSTITUTE = "substitute"
    SPEAKERS = "speakers"
    ADDRESS = "address"
    EMAIL = "email"
    PRIVATE_EMAIL = "private_email"
    TERMS = "terms"
    OPEN = "open"
    SENDER = "sender"
    LOGOTYPE = "logotype"
    IDLE = "idle"


BARS: Final = (Lack.RESPONSIBLE, Lack.SUBSTITUTE, Lack.ADDRESS, Lack.TERMS)
"""Without these no channel is opened (S11, S12, N7, A4)."""


def wanting(content: Content) -> list[Lack]:
    """What is wanting in what is told of a channel (S11, S12, N7, A4, A8, H10)."""
    there = {
        Lack.RESPONSIBLE: content.responsible,
        Lack.SUBSTITUTE: content.substitutes,
        Lack.SPEAKERS: content.speakers,
        Lack.ADDRESS: content.address,
        Lack.EMAIL: content.email,
        Lack.PRIVATE_EMAIL: not PRIVATE_MAIL.search(content.email),
        Lack.TERMS: content.terms,
        Lack.OPEN: content.open_account,
        Lack.SENDER: content.plain_sender,
        Lack.LOGOTYPE: content.logotype,
    }
    return [lack for lack, given in there.items() if not given]


def checked_address(address: str) -> str:
    """A web address that may stand as a link. Raises ChannelRefused."""
    given = address.strip()[:LONGEST]
    try:
        parts = urlsplit(given)
        whole = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:
        whole = False
    if not whole or any(letter.isspace() for letter in given):
        raise refused("adressen ska börja med https://", "the address should begin with https://")
    return given


def check(content: Content) -> None:
    """What the application form must have (S12). Raises ChannelRefused."""
    wanted = {
        Said("förvaltning eller enhet", "the unit"): content.unit,
        Said("socialt medium", "the medium"): content.medium,
        Said("kontots namn", "the account's name"): content.name,
        Said("syftet", "the purpose"): content.purpose,
        Said("målgruppen", "the audience"): content.audience,
        Said("ansvarig", "who is responsible"): content.responsible,
        Said("vem som sköter det praktiska", "who does the practical work"): content.practical,
    }
    for name, given in wanted.items():
        if not given:
            raise refused(f"{name.sv} saknas", f"{name.en} is missing")
    if content.address:
        checked_address(content.address)


def refused(sv: str, en: str) -> ChannelRefused:
    """The error in both languages."""
    return ChannelRefused(reason=Said(sv, en))


def barred(lacks: Sequence[Lack]) -> ChannelRefused:
    """It cannot be opened, or stay open, without these."""
    names = {
        Lack.RESPONSIBLE: Said("ansvarig", "who is responsible"),
        Lack.SUBSTITUTE: Said("ersättare", "a substitute"),
        Lack.ADDRESS: Said("adress", "the address"),
        Lack.TERMS: Said("godkända användarvillkor", "accepted terms of use"),
    }
    sv, en = (", ".join(names[one].in_(language) for one in lacks) for language in ("sv", "en"))
    return refused(f"det saknas: {sv}", f"missing: {en}")
