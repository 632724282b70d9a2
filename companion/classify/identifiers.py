"""Component `identifiers`: what points out a private person (A6), each kind with its own check.

Kinds: `personnummer samordningsnummer mobile landline email address iban card account vehicle`;
and, never a ground in themselves, `bankgiro public` (the municipality's own contacts, 1177 …).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import phonenumbers
from spacy.tokens import Doc

from companion.classify import personnummer
from companion.classify.findings import Finding, reading
from companion.classify.view import View

PUBLIC = "public"
"""Kind of a contact that belongs to the public, not to a private person."""

_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)?\(?\d[\d \t().\-–—/\u00a0]{4,20}\d(?![\w])(?!\s?(?:kr|kronor|sek|:-))"
)
_SPELLED = {
    word: str(n)
    for n, words in enumerate(
        (
            "noll",
            "ett etta",
            "två",
            "tre trea",
            "fyra",
            "fem femma",
            "sex sexa",
            "sju sjua",
            "åtta",
            "nio nia",
        )
    )
    for word in words.split()
}
_SPELLED_NUMBER = re.compile(
    rf"\bnoll(?:[\s,\-]{{1,3}}(?:{'|'.join(_SPELLED)}|\d{{1,4}})){{4,12}}\b"
)
_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}(?:\s?@\s?|\s?[\[({]\s?(?:at|a|snabel-?a|snabela|@)\s?[\])}]\s?|\s(?:snabel-?a|snabela|\(a\)| at )\s)"
    r"(?:[\w\-]{1,63}(?:\s?\.\s?|\s?[\[(]?(?:punkt|dot)[\])]?\s?)){1,4}[a-z]{2,12}\b"
)
_ADDRESS = re.compile(
    r"\b[a-zåäöé]{2,30}(?:gatan|gata|vägen|väg|gränd|gränden|stigen|stig|allén|allé|backen|torget|plan|platsen"
    r"|gården|liden|leden|ringen|kroken|svängen|promenaden|esplanaden|slingan|stråket|kajen|backe|gärdet"
    r"|kullen|höjden|torpet|st|ståket)\s{1,2}\d{1,4}(?:\s?[a-h]\b)?(?:,?\s(?:lgh|lägenhet|tr|vån)\.?\s?\d{1,4})?"
    r"|\b(?:street|road|avenue)\s\d{1,4}\b"
)
_POSTCODE = re.compile(r"\b[1-9]\d{2}\s?\d{2}\s[a-zåäö]{3,}")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:\s?[0-9a-z]{4}){3,7}(?:\s?[0-9a-z]{1,3})?\b")
_CARD = re.compile(r"(?<![\d])\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}(?!\d)")
_ACCOUNT = re.compile(
    r"(?:clearing\w*|kontonr|kontonummer|konto|bankkonto)\.?:?\s{0,2}(?:(?:nr|nummer|är|i|på|swedbank|nordea|seb"
    r"|handelsbanken|länsförsäkringar|ica|banken|skandia|sbab|sparbanken)[\s:,.]{1,2}){0,4}"
    r"(\d{4}[\-\s]?\d?[\s,\-]{1,3}[\d\s.\-]{5,16}\d|\d{8,15})"
)
_BANKGIRO = re.compile(
    r"(?:bankgiro|\bbg|plusgiro|\bpg|postgiro)[\s.:\-nr]{0,8}\d[\d \-]{3,10}\d|(?<![\d\-])\d{3,4}-\d{4}(?![\d\-])"
)
_PLATE = re.compile(r"(?<!\w)[A-HJ-PR-UW-Z]{3} ?\d{2}[0-9A-HJ-PR-UW-Z](?!\w)")
_PLATE_CUE = re.compile(
    r"\breg|bil|volvo|saab|skylt|körde|kör |parker|audi|bmw|toyota|skoda|passat|golf|epa|mc\b|moped|släp|tesla|kia\b"
    r"|mercedes|ford|opel|peugeot|renault|nummer|volkswagen|\bvw\b|hyundai|mazda|nissan|plåt|car |plate"
)
_PUBLIC_CUE = re.compile(
    r"växel|kundtjänst|kundcenter|kontaktcenter|medborgarservice|reception|kommunens? (?:nummer|telefon|jour)|jouren|journummer"
    r"|felanmäl|servicecenter|vårdcentral|polisen|räddningstjänst|mottagning|kansli|expedition|biblioteket|öppettider|telefontid"
    r"|kontaktcentr|socialjour|tipstelefon|hjälplinje|vårdguiden|trygghetsjour|beredskap|turistbyrå|information|driftstörning"
)
_ROLE_LOCAL = re.compile(
    r"^(?:info|kontakt|kontaktcenter|kommun|kommunen|kommunstyrelsen|registrator|support|kundtjanst|kundcenter|redaktion"
    r"|redaktionen|press|order|post|mail|hej|hello|kansli|kansliet|bokning|bibliotek|biblioteket|dataskyddsombud|bygglov|miljo"
    r"|socialtjanst|skola|skolan|medborgarservice|felanmalan|admin|office|forening|styrelsen|webmaster|sales|contact|noreply)\b"
)
_PUBLIC_DOMAIN = re.compile(
    r"(?:kommun|region\w*|polisen|1177|skatteverket|forsakringskassan|msb|lansstyrelsen|trafikverket|riksdagen|regeringskansliet)\.se$"
)
_NEAR = 45


def digits_of(text: str) -> str:
    """National digits of a phone number however it is written: 070…, +4670… → 070…"""
    digits = re.sub(r"\D", "", text)
    if text.lstrip("( ").startswith("+46") or digits.startswith("0046"):
        digits = "0" + digits.removeprefix("00").removeprefix("46").lstrip("0")
    return digits


class Identifiers:
    """The component: sets the Reading's `identifiers`."""

    def __init__(self, own_contacts: Sequence[str] = ()) -> None:
        """`own_contacts`: the municipality's own phone numbers, addresses, e-mail and domains."""
        self.own_contacts = list(own_contacts)

    @property
    def own_contacts(self) -> list[str]:
        """The municipality's own contacts, as they were given."""
        return self._own

    @own_contacts.setter
    def own_contacts(self, contacts: Sequence[str]) -> None:
        self._own = list(contacts)
        self._own_words = tuple(
            c.lower().removeprefix("@") for c in contacts if re.search(r"[a-zåäö]", c.lower())
        )
        self._own_digits = frozenset(digits_of(c) for c in contacts if len(digits_of(c)) >= 5)

    def __call__(self, doc: Doc) -> Doc:
        """Set the identifiers of the Doc's Reading."""
        found = reading(doc)
        text = found.view.text
        if (
            any(char.isdigit() for char in text)
            or "@" in text
            or "snabel" in text
            or "noll" in text
            or "(at)" in text
            or "[at]" in text
        ):
            found.identifiers = list(self._free(self._all(found.view, doc.text)))
        return doc

    @staticmethod
    def _free(findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings that do not touch an earlier, surer one."""
        taken: list[tuple[int, int]] = []
        for finding in findings:
            if not any(finding.start < end and start < finding.end for start, end in taken):
                taken.append((finding.start, finding.end))
                yield finding

    def _all(self, view: View, original: str) -> Iterator[Finding]:
        """Every candidate, the surest kinds first."""
        text = view.text

        def finding(kind: str, start: int, end: int, why: str, severity: int = 3) -> Finding:
            return Finding(kind, *view.original(start, end), severity, why)

        for number in personnummer.find(text):
            if number.coordination:
                yield finding("samordningsnummer", number.start, number.end, "samordningsnummer")
            else:
                yield finding("personnummer", number.start, number.end, "personnummer")
        for match in _EMAIL.finditer(text):
            if "@" in match[0] or "at" in match[0] or "snabel" in match[0] or "(a)" in match[0]:
                yield self._email(match, finding(PUBLIC, *match.span(), "e-postadress"))
        for match in _IBAN.finditer(text):
            if _iban(match[0]):
                yield finding("iban", *match.span(), "kontonummer (IBAN)")
        for match in _CARD.finditer(text):
            if personnummer.luhn(re.sub(r"\D", "", match[0])):
                yield finding("card", *match.span(), "kortnummer")
        for match in _ACCOUNT.finditer(text):
            yield finding("account", *match.span(1), "bankkonto")
        for match in _BANKGIRO.finditer(text):
            yield finding("bankgiro", *match.span(), "bankgiro eller plusgiro", 1)
        yield from (finding(*phone) for phone in self._phones(text))
        for match in _ADDRESS.finditer(text):
            own = any(word in match[0] or match[0] in word for word in self._own_words)
            postcode = _POSTCODE.match(text, match.end() + 2) or _POSTCODE.match(
                text, match.end() + 1
            )
            end = postcode.end() if postcode else match.end()
            yield finding(PUBLIC if own else "address", match.start(), end, "gatuadress", 2)
        for match in _PLATE.finditer(original):
            near = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
            if _PLATE_CUE.search(near):
                yield Finding("vehicle", *match.span(), 2, "registreringsnummer")

    def _email(self, match: re.Match[str], found: Finding) -> Finding:
        address = re.sub(r"\s|[\[\](){}]", "", match[0])
        local, _, domain = address.partition("@")
        own = any(address.endswith(word) for word in self._own_words)
        if own or _ROLE_LOCAL.match(local) or _PUBLIC_DOMAIN.search(domain):
            return Finding(PUBLIC, found.start, found.end, 1, "offentlig e-postadress")
        return Finding("email", found.start, found.end, 3, found.why)

    def _phones(self, text: str) -> Iterator[tuple[str, int, int, str]]:
        """(kind, start, end, why) of valid phone numbers, spelled ones too."""
        for match in _SPELLED_NUMBER.finditer(text):
            digits = "".join(
                _SPELLED.get(part, part) for part in re.findall(r"[a-zåäö]+|\d+", match[0])
            )
            if 7 <= len(digits) <= 12:
                yield "mobile", *match.span(), "telefonnummer med bokstäver"
        for match in _PHONE.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if not 7 <= len(digits) <= 15 or not (match[0][0] in "+(" or digits[0] == "0"):
                continue
            kind = self._phone_kind(match[0], text[max(0, match.start() - _NEAR) : match.start()])
            if kind is not None:
                why = "offentligt telefonnummer" if kind == PUBLIC else "telefonnummer"
                yield kind, *match.span(), why

    def _phone_kind(self, written: str, before: str) -> str | None:
        try:
            number = phonenumbers.parse(written, "SE")
        except phonenumbers.NumberParseException:
            return None
        if not phonenumbers.is_valid_number(number):
            return None
        if digits_of(written) in self._own_digits:
            return PUBLIC
        kind = phonenumbers.number_type(number)
        if kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.PAGER):
            return "mobile"
        if kind in (
            phonenumbers.PhoneNumberType.TOLL_FREE,
            phonenumbers.PhoneNumberType.SHARED_COST,
        ):
            return PUBLIC
        return PUBLIC if _PUBLIC_CUE.search(before) else "landline"

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing is learned: only an empty mark is written, contacts come from settings."""
        Path(path).write_text(json.dumps({}), encoding="utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Identifiers:
        """The counterpart of to_disk."""
        return self


def _iban(text: str) -> bool:
    """Whether the check digits hold (ISO 13616: the number modulo 97 is 1)."""
    compact = re.sub(r"\s", "", text)
    if not 15 <= len(compact) <= 34:
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1
