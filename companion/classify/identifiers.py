"""Component `identifiers`: what points out a private person (A6), each kind with its own check.

Kinds: `personnummer samordningsnummer mobile landline email address iban card account vehicle`;
and, never a ground in themselves, `bankgiro public` (the municipality's own contacts, 1177 …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers
from spacy.tokens import Doc

from companion.classify import personnummer
from companion.classify.findings import GIVEN, Finding, Reading, reading

Candidate = tuple[str, int, int, int, str]
"""Kind, start and end in the view, severity, why."""

PUBLIC = "public"
"""Kind of a contact that belongs to the public, not to a private person."""

_PHONE = re.compile(
    r"(?<![\w+])(?:\+|00)?\(?\d[\d \t().\-–—/~*_\u00a0]{4,20}\d(?![\w])(?!\s?(?:kr|kronor|sek|:-))"
)
_SPELLED = {
    word: str(n)
    for n, words in enumerate(
        (
            "noll nolla zero oh",
            "ett etta one",
            "två tvåa two",
            "tre trea three",
            "fyra four",
            "fem femma five",
            "sex sexa six",
            "sju sjua seven",
            "åtta åtte eight",
            "nio nia nine",
        )
    )
    for word in words.split()
}
_SPELLED_NUMBER = re.compile(
    rf"\b(?:noll|zero|nolla)(?:[\s,\-]{{1,3}}(?:{'|'.join(_SPELLED)}|\d{{1,4}})\b){{4,12}}"
)
_EMAIL = re.compile(
    r"(?<![\w.+\-])[\w.+\-]{1,64}(?:\s?@\s?|\s?[\[({]\s?(?:at|a|snabel-?a|snabela"
    r"|@)\s?[\])}]\s?|\s(?:snabel-?a|snabela|\(a\)| at )\s)"
    r"(?:[\w\-]{1,63}(?:\s?\.\s?|\s?[\[(]?(?:punkt|dot)[\])]?\s?)){1,4}[a-z]{2,12}\b"
)
_SIGN = re.compile(r"@|\bat\b|snabel|[(\[{]a[)\]}]")
_ADDRESS = re.compile(
    r"\b[a-zåäöé]{2,30}(?:gatan|gata|vägen|väg|gränd|gränden|stigen|stig|allén|allé|backen"
    r"|torget|plan|platsen"
    r"|gården|liden|leden|ringen|kroken|svängen|promenaden|esplanaden|slingan|stråket|kajen"
    r"|backe|gärdet"
    r"|kullen|höjden|torpet|st|ståket)\s{1,2}\d{1,4}(?:\s?[a-h]\b)?(?:,?\s(?:lgh|lägenhet|tr"
    r"|vån)\.?\s?\d{1,4})?"
    r"|\b(?:street|road|avenue)\s\d{1,4}\b"
)
_POSTCODE = re.compile(r",?\s{1,2}[1-9]\d{2}\s?\d{2}\s[a-zåäö]{3,}")
_IBAN = re.compile(r"\b[a-z]{2}\d{2}(?:\s?[0-9a-z]{4}){3,7}(?:\s?[0-9a-z]{1,3})?\b")
_CARD = re.compile(r"(?<![\d])\d{4}([ \-]?)\d{4}\1\d{4}\1\d{4}(?!\d)")
_ACCOUNT = re.compile(
    r"(?:clearing\w*|kontonr|kontonummer|konto|bankkonto)\.?:?\s{0,2}(?:(?:nr|nummer|är|i|på"
    r"|swedbank|nordea|seb"
    r"|handelsbanken|länsförsäkringar|ica|banken|skandia|sbab|sparbanken)[\s:,.]{1,2}){0,4}"
    r"(\d{4}[\-\s]?\d?[\s,\-]{1,3}[\d\s.\-]{5,16}\d|\d{8,15})"
)
_BANKGIRO = re.compile(
    r"(?:bankgiro|\bbg|plusgiro|\bpg|postgiro)[\s.:\-nr]{0,8}\d[\d \-]{3,10}\d"
    r"|(?<![\d\-])\d{3,4}-\d{4}(?![\d\-])"
)
_PLATE = re.compile(r"(?<!\w)[A-HJ-PR-UW-Z]{3} ?\d{2}[0-9A-HJ-PR-UW-Z](?!\w)")
_PLACE = re.compile(
    r"(?<=[ \n])(?:på|i|till|vid|hos|nr|adress|address|at"
    r"|bor) (?:[A-ZÅÄÖ][a-zåäöé\-]+ ){0,2}[A-ZÅÄÖ][a-zåäöé\-]+ \d{1,3} ?[A-H]?\b(?![-/:.]\d)"
)
"""A house of the country: a name and a number ("på Rosenlund 1")."""

_PUBLIC_CUE = re.compile(
    r"växel|kundtjänst|kundcenter|kontaktcenter|medborgarservice|reception|kommunens? (?:nummer"
    r"|telefon|jour)|jouren|journummer"
    r"|felanmäl|servicecenter|vårdcentral|polisen|räddningstjänst|mottagning|kansli|expedition"
    r"|biblioteket|öppettider|telefontid"
    r"|kontaktcentr|socialjour|tipstelefon|hjälplinje|vårdguiden|trygghetsjour|beredskap"
    r"|turistbyrå|information|driftstörning"
)
_ROLE_LOCAL = re.compile(
    r"^(?:info|kontakt|kontaktcenter|kommun|kommunen|kommunstyrelsen|registrator|support"
    r"|kundtjanst|kundcenter|redaktion"
    r"|redaktionen|press|order|post|mail|hej|hello|kansli|kansliet|bokning|bibliotek"
    r"|biblioteket|dataskyddsombud|bygglov|miljo"
    r"|socialtjanst|skola|skolan|medborgarservice|felanmalan|admin|office|forening|styrelsen"
    r"|webmaster|sales|contact|noreply)\b"
)
_OFFICE_LOCAL = re.compile(
    r"(?:rektor|expedition|exp|enhet|chef|forskol|skol|park|gatu|teknik|idrott|kultur|fritid"
    r"|va)[.\-_]"
)
_PERSON_LOCAL = re.compile(r"^[^\W\d]+[._\-][^\W\d]{2,}|\d")
_WEBMAIL = re.compile(
    r"gmail|hotmail|outlook|live\.|yahoo|icloud|telia|spray|bredband|protonmail|mejl|mail|post"
)
_PUBLIC_DOMAIN = re.compile(
    r"kommun\.\w+$|(?:kommun|region\w*|polisen|1177|skatteverket|forsakringskassan|msb"
    r"|lansstyrelsen|trafikverket|riksdagen|regeringskansliet)\.se$"
)
_NEAR = 45
_MANY_DIGITS = re.compile(r"\d(?:\D{0,4}\d){6}")
"""The fewest digits of a number that points at anybody."""

_GATE = re.compile(r"\d|@|snabel|noll|zero|[(\[]at[)\]]")
"""Without one of these there is no identifier."""


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
        if _GATE.search(text):
            emails = self._emails(found) if _SIGN.search(text) else ()
            found.identifiers = list(self._free((*emails, *self._all(found))))
        return doc

    @staticmethod
    def _free(findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings that do not touch an earlier, surer one."""
        taken: list[tuple[int, int]] = []
        for finding in findings:
            if not any(finding.start < end and start < finding.end for start, end in taken):
                taken.append((finding.start, finding.end))
                yield finding

    def _all(self, found: Reading) -> Iterator[Finding]:
        """Every candidate, the surest kinds first; an earlier one keeps its characters."""
        view = found.view
        for kind, start, end, severity, why in (
            *(self._numbers(view.text) if _MANY_DIGITS.search(view.text) else ()),
            *self._phones(view.text),
            *self._addresses(view.text),
        ):
            yield Finding(kind, *view.original(start, end), severity, why)
        for match in _PLATE.finditer(found.text):
            yield Finding("vehicle", *match.span(), 2, "registreringsnummer")
        for match in _PLACE.finditer(found.text):
            yield Finding("place", *match.span(), 1, "ställe med nummer")

    def _emails(self, found: Reading) -> Iterator[Finding]:
        """E-mail addresses, also with the sign written out; whose they are by their form."""
        given = [term.start for term in found.terms if term.kind == GIVEN]
        for match in _EMAIL.finditer(found.view.text):
            if _SIGN.search(match[0]):
                start, end = found.view.original(*match.span())
                named = any(start <= name < end for name in given)
                yield self._email(match[0], start, end, named=named)

    def _email(self, written: str, start: int, end: int, *, named: bool) -> Finding:
        address = re.sub(r"\s|[\[\](){}]", "", written)
        local, _, domain = address.partition("@")
        own = any(address.endswith(word) for word in self._own_words)
        if own or _ROLE_LOCAL.match(local) or _PUBLIC_DOMAIN.search(domain):
            return Finding(PUBLIC, start, end, 1, "offentlig e-postadress")
        private = named or _PERSON_LOCAL.search(local) or _WEBMAIL.search(domain)
        if private and not _OFFICE_LOCAL.match(local):
            return Finding("email", start, end, 3, "e-postadress till en person")
        return Finding("email_role", start, end, 2, "e-postadress")

    @staticmethod
    def _numbers(text: str) -> Iterator[Candidate]:
        """Numbers with a check of their own."""
        for number in personnummer.find(text):
            kind = "samordningsnummer" if number.coordination else "personnummer"
            yield kind, number.start, number.end, 3, kind
        for match in _IBAN.finditer(text):
            if _iban(match[0]):
                yield "iban", *match.span(), 3, "kontonummer (IBAN)"
        for match in _CARD.finditer(text):
            if personnummer.luhn(re.sub(r"\D", "", match[0])):
                yield "card", *match.span(), 3, "kortnummer"
        for match in _ACCOUNT.finditer(text):
            yield "account", *match.span(1), 3, "bankkonto"
        for match in _BANKGIRO.finditer(text):
            yield "bankgiro", *match.span(), 1, "bankgiro eller plusgiro"

    def _addresses(self, text: str) -> Iterator[Candidate]:
        for match in _ADDRESS.finditer(text):
            own = any(word in match[0] or match[0] in word for word in self._own_words)
            postcode = _POSTCODE.match(text, match.end())
            end = postcode.end() if postcode else match.end()
            yield PUBLIC if own else "address", match.start(), end, 2, "gatuadress"

    def _phones(self, text: str) -> Iterator[Candidate]:
        """Valid phone numbers, spelled ones too."""
        for match in _SPELLED_NUMBER.finditer(text):
            digits = "".join(
                _SPELLED.get(part, part) for part in re.findall(r"[a-zåäö]+|\d+", match[0])
            )
            if 7 <= len(digits) <= 12:
                yield "mobile", *match.span(), 3, "telefonnummer med bokstäver"
        for match in _PHONE.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if not 7 <= len(digits) <= 15 or not (match[0][0] in "+(" or digits[0] == "0"):
                continue
            kind = self._phone_kind(match[0], text[max(0, match.start() - _NEAR) : match.start()])
            if kind is not None:
                why = "offentligt telefonnummer" if kind == PUBLIC else "telefonnummer"
                yield kind, *match.span(), 3, why

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


def _iban(text: str) -> bool:
    """Whether the check digits hold (ISO 13616: the number modulo 97 is 1)."""
    compact = re.sub(r"\s", "", text)
    if not 15 <= len(compact) <= 34:
        return False
    moved = compact[4:] + compact[:4]
    return int("".join(str(int(char, 36)) for char in moved)) % 97 == 1
