"""Component `unmask`: one folded view of the text in which masks that hide a known word are undone.

A mask is undone only where it uncovers a word of the lexicon, so ordinary text is left alone:
stretched letters (jääävla), leet (h0ra), stars (f*n), letters apart (f a n, f.a.n), a word cut
by a hyphen or dot (id-iot).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import product

from spacy.tokens import Doc

from companion.classify.findings import KEY, TEXT, Reading
from companion.classify.fold import fold
from companion.classify.view import View

Edit = tuple[int, int, str]

_RUN = re.compile(r"([^\W\d_])\1\1+")
_APART = re.compile(
    r"(?<!\w)(?:(?:[^\W_](?! {2})[ .,\-_*·/|]{1,3}){2,}|(?:[^\W_] {2,3}){2,})[^\W_](?!\w)"
)
"""Where one space parts letters, two part words."""
_LETTERS = re.compile(r"[^\W_]")
_SUSPECT = re.compile(
    r"[a-zåäö][*#@$€£★¤%&!|+0-9_]+[a-zåäö*]|[@$€450731*][a-zåäö]{2}|[a-zåäö]{2}[*#$@0-9]"
)
_TOKEN = re.compile(r"[0-9a-zåäö*#@$€£★¤%&!|+_]+")
_SPLIT = re.compile(r"(?<![^\W_])([a-zåäö]{2,8}) (?=([a-zåäö]{2,8})(?![^\W_]))")
_DASHED = re.compile(r"f-{1,2}n|[a-zåäö]{1,2}-{1,3}[a-zåäö]{2,12}")
_CUT = re.compile(r"(?<![a-zåäö])[a-zåäö]+(?:-{1,3}[a-zåäö]+|[.·_][a-zåäö]+)+")
_WILD = re.compile(r"[*#@$€£★¤%&!|+_]+")
_LEET = (
    str.maketrans("013457@$€!|+", "oieastaseilt"),
    str.maketrans("013457@$€!|+", "oleastaseilt"),
)
_LONGEST = 24
"""Letters in a masked word."""


class Masks:
    """The words that masks hide, and how a mask is read."""

    def __init__(self, words: Iterable[str], gross: Iterable[str] = ()) -> None:
        """`words`: every form worth unmasking; `gross`: those also found across a space."""
        self._words = frozenset(words)
        self._gross = frozenset(gross)
        self._beginnings = frozenset(w[:n] for w in self._gross for n in range(2, len(w) + 1))
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self._words):
            if word.isalpha():
                self._by_first.setdefault(word[0], []).append(word)
        self._starred = lru_cache(maxsize=2048)(self._find_starred)

    def undo(self, view: View) -> View:
        """The view with every mask undone that hides a known word."""
        view = self._shortened(view)
        text = view.text
        edits = sorted(
            (*self._apart(text), *self._disguised(text), *self._cut(text), *self._split(text))
        )
        kept: list[Edit] = []
        for edit in edits:
            if not kept or edit[0] >= kept[-1][1]:
                kept.append(edit)
        return self._shortened(view.edit(kept)) if kept else view

    def _shortened(self, view: View) -> View:
        """Stretched letters undone."""
        return view.edit(list(self._stretched(view.text))) if _RUN.search(view.text) else view

    def _stretched(self, text: str) -> Iterator[Edit]:
        for word in re.finditer(r"[^\W\d_]{3,}", text):
            runs = list(_RUN.finditer(word[0]))
            if not runs:
                continue
            short = _RUN.sub(r"\1", word[0])
            if short not in self._words and len(runs) <= 3:
                for lengths in product((1, 2), repeat=len(runs)):
                    counts = iter(lengths)
                    other = _RUN.sub(lambda m, c=counts: m[1] * next(c), word[0])  # type: ignore[misc]
                    if other in self._words:
                        short = other
                        break
            yield word.start(), word.end(), short

    def _apart(self, text: str) -> Iterator[Edit]:
        for match in _APART.finditer(text):
            letters = list(_LETTERS.finditer(text, *match.span()))
            joined = "".join(letter[0] for letter in letters)
            if joined in self._words or (len(joined) >= 5 and joined.isalpha()):
                yield match.start(), match.end(), joined
                continue
            for length in range(len(joined) - 1, 2, -1):
                if joined[:length] in self._words:
                    yield match.start(), letters[length - 1].end(), joined[:length]
                    break

    def _disguised(self, text: str) -> Iterator[Edit]:
        if _SUSPECT.search(text) is None:
            return
        for match in _TOKEN.finditer(text):
            token = match[0].rstrip("!+|&%")
            if not 2 < len(token) <= _LONGEST or token.isalpha() or token.isdigit():
                continue
            word = self._leet(token) or self._starred(token)
            if word is not None:
                yield match.start(), match.start() + len(token), word

    def _dashed(self, token: str) -> str | None:
        """A gross word with letters left out for a dash: f-n, h-vete."""
        if not _DASHED.fullmatch(token):
            return None
        word = self._starred(token.replace("-", "*"))
        return word if word in self._gross else None

    def _leet(self, token: str) -> str | None:
        for table in _LEET:
            word = token.translate(table)
            if word in self._words:
                return word
        return None

    def _find_starred(self, token: str) -> str | None:
        kept = sum(char.isalpha() for char in token)
        if not token[0].isalpha() or kept == len(token) or any(c.isdigit() for c in token):
            return None
        if kept < 2 and len(token) < 4:
            return None
        pattern = re.compile(_WILD.sub(lambda m: "." * len(m[0]), token))
        words = self._by_first.get(token[0], [])
        for word in words:
            if len(word) == len(token) and pattern.fullmatch(word):
                return word
        if kept < 3:
            return None
        loose = re.compile(_WILD.sub(".{1,3}", token))
        return next((word for word in words if loose.fullmatch(word)), None)

    def _split(self, text: str) -> Iterator[Edit]:
        words = text.split()
        if not any(map(self._begins_gross, words, words[1:])):
            return
        for match in _SPLIT.finditer(text):
            joined = match[1] + match[2]
            if len(joined) > 4 and joined in self._gross and match[1] not in self._words:
                yield match.start(), match.end() + len(match[2]), joined

    def _begins_gross(self, word: str, following: str) -> bool:
        """Whether a word and the letters after it may be one gross word, cut by a space."""
        return word in self._beginnings and (word + following[:1]) in self._beginnings

    def _cut(self, text: str) -> Iterator[Edit]:
        for match in _CUT.finditer(text):
            joined = re.sub(r"[-.·_]", "", match[0])
            word = joined if joined in self._words else self._dashed(match[0])
            if word is not None:
                yield match.start(), match.end(), word


class Unmask:
    """The component: gives each Doc its Reading."""

    def __init__(self, words: Collection[str] = ()) -> None:
        """`words` as for Masks; the pipeline sets them when its lexicon is loaded."""
        self.masks = Masks(words)

    def __call__(self, doc: Doc) -> Doc:
        """Set the Doc's Reading with the unmasked view."""
        text = doc.user_data.pop(TEXT, None) or doc.text
        doc.user_data[KEY] = Reading(text, self.masks.undo(fold(text)))
        return doc
