"""Component `persons`: who is named or can be identified in a comment.

Kinds: `mention` (@Namn), `full_name` (given name and surname), `name` (a known given name, or a
surname by its form). A bare name is nothing in itself; with an insult or a secret it decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from companion.classify.findings import GIVEN, Finding, Reading, reading

_CAPITALS = re.compile(
    r"(?<![\w@])[A-ZÅÄÖÉ][a-zåäöéüø]{1,20}(?:-[A-ZÅÄÖ][a-zåäöé]{1,20})?"
    r"(?: (?:von |af |de )?[A-ZÅÄÖÉ][a-zåäöéüø]{1,20}(?:-[A-ZÅÄÖ][a-zåäöé]{1,20})?)?"
)
_MENTION = re.compile(r"(?<!\w)@[^\W\d_][\w.]{2,40}(?: [A-ZÅÄÖ][a-zåäöé]{1,20})?")
_SURNAME = re.compile(
    r"\w{2,}(?:sson|ström|berg|lund|qvist|kvist|gren|mark|stedt|stedt|blad|holm|dahl|dal|man|ell|elius|ander|borg|bäck|feldt"
    r"|löf|löv|ås|skog|hammar|quist|stam|strand|vall|wall|fors|lind|blom|hed|gård|rot|sjö|nen|sen|sten|backe|ovic|zadeh)s?$"
)
_PLACE = re.compile(
    r"(?:gatan|vägen|skolan|kommun|Kommun|kommunen|berget|sjön|dalen|parken|hallen|gården)s?$"
)


class Persons:
    """The component: sets the Reading's `persons`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the persons of the Doc's Reading; given names leave its terms."""
        found = reading(doc)
        if found.terms or not found.text.islower():
            found.persons = list(self.find(found.text, found))
        found.terms = [term for term in found.terms if term.kind != GIVEN]
        return doc

    def find(self, text: str, found: Reading) -> Iterator[Finding]:
        """Mentions and names in the original text."""
        given = {term.start for term in found.terms if term.kind == GIVEN}
        for match in _MENTION.finditer(text):
            yield Finding("mention", match.start(), match.end(), 1, "omnämnd person")
        for match in _CAPITALS.finditer(text):
            known = match.start() in given
            first, *rest = match[0].split()
            start = match.start()
            if rest and not known and _begins(text, start):
                start, first, rest = match.end() - len(rest[-1]), rest[-1], []
            kind = self._kind([first, *rest], known)
            if kind is not None:
                yield Finding(kind, start, match.end(), 1, "namngiven person")

    @staticmethod
    def _kind(words: list[str], known: bool) -> str | None:
        if any(_PLACE.search(word) for word in words):
            return None
        if len(words) > 1 and (known or _SURNAME.match(words[-1].lower())):
            return "full_name"
        if known or (
            _SURNAME.match(words[0].lower())
            and words[0]
            .lower()
            .rstrip("s")
            .endswith(("sson", "ström", "qvist", "kvist", "lund", "berg", "gren", "stedt", "holm"))
        ):
            return "name"
        return None


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that the capital says nothing."""
    return text[max(0, start - 2) : start].strip() in ("", ".", "!", "?")
