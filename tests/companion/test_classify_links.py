"""Links (S1): what the words of an address say, masked or not."""

from __future__ import annotations

import pytest

from companion.classify.fold import fold
from companion.classify.links import BAD, Links


def kinds(text: str) -> list[str]:
    """Kinds of the links in a text."""
    return [finding.kind for finding in Links().find(fold(text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://svtplay-gratis.example/film", "piracy"),
        ("hxxp://billigaklockor-outlet.example", "scam"),
        ("kolla svtplay-gratis . example nu", "piracy"),
        ("www.hetatjejer-porr.example", "porn"),
        ("kop-korkort.example", "drugs"),
        ("vitmakt-nu.example", "hate_site"),
        ("bit.ly/3abcd", "shortener"),
        ("länk i bio", "profile"),
        ("https://drive.google.com/file/d/abc", "share"),
    ],
)
def test_an_address_is_read_by_its_words(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text", ["https://www.1177.se/Dalarna", "svt.se", "xkommun.se/lov", "www.norrbykommun.se"]
)
def test_public_hosts_are_trusted(text: str) -> None:
    """A3: good links are no breach."""
    assert kinds(text) == ["trusted"]


@pytest.mark.parametrize(
    "text", ["Hej.Tack för svar", "kl 18.30", "t.ex. vägen", "Slut. Nu är det bra"]
)
def test_sentences_are_no_links(text: str) -> None:
    assert not BAD & set(kinds(text))


def test_the_span_covers_the_whole_masked_address() -> None:
    text = "Titta på svtplay-gratis [.] example tjo"
    [finding] = Links().find(fold(text))
    assert text[finding.start : finding.end] == "svtplay-gratis [.] example"
