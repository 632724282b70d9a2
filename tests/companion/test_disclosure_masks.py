"""disclosure (H8): no mask can be lifted from a file that is handed out."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from pdfminer.high_level import extract_text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from companion.desk import Desk
from companion.export.mask import Box
from companion.office.disclosure import Handing
from companion.register import Actor
from tests import preflight
from tests.companion.handing import LAW, NUMBER, SECRET, TEXT, copies, decided, layers, leaks
from tests.companion.packages import contents
from tests.companion.samples import PICTURE, capture


def test_looking_finds_what_is_not_masked(handing: Handing, actor: Actor, entry: int) -> None:
    """Else the tests below would see nothing wherever they looked."""
    number = handing.open("", actor).id
    handing.choose(number, entry)
    for one in handing.suggestions(entry):
        handing.decide(number, entry, one.words, None, actor)
    handing.make(number, actor)
    assert leaks(copies(handing, number)[entry]) == set(SECRET)


@pytest.fixture
def entry(desk: Desk, actor: Actor) -> int:
    """A comment with somebody's name, number, address and telephone."""
    asked = capture(text=TEXT, author={"name": "Åke Påhittad", "url": None, "id": None})
    return desk.capture(asked, actor, PICTURE).entry


def test_no_mask_can_be_lifted(handing: Handing, actor: Actor, entry: int, tmp_path: Path) -> None:
    """H8: masked words are replaced, so that no layer of the file has them, in the copy or in the bundle."""
    number = decided(handing, actor, entry)
    handing.make(number, actor)
    copy = copies(handing, number)[entry]
    assert leaks(copy) == set()
    made = handing.bundle(number, tmp_path / "out.zip", actor).path
    for name, content in contents(made).items():
        assert name.endswith(".pdf") or not [word for word in SECRET if word.encode() in content]
    text = extract_text(io.BytesIO(copy))
    assert f"[maskat: {LAW}]" in re.sub(r"\s+", " ", text)
    (tmp_path / "copy.pdf").write_bytes(copy)
    assert preflight.objections(tmp_path / "copy.pdf") == ""


def test_no_hash_of_the_text_leaves(
    handing: Handing, actor: Actor, entry: int, tmp_path: Path
) -> None:
    """From the hash of a text of which all but ten digits is shown, the digits are found in a second."""
    number = decided(handing, actor, entry)
    handing.make(number, actor)
    found = handing.desk.register.entry(entry)
    made = handing.bundle(number, tmp_path / "out.zip", actor).path
    inside = b"".join(contents(made).values()) + b"".join(layers(copies(handing, number)[entry]))
    packed = re.sub(rb"\s", b"", inside)
    for sha256 in (found.text_sha256, found.record_sha256, found.screenshot_sha256):
        assert sha256 is not None
        assert sha256.encode() not in packed
    assert found.capture_id.encode() not in packed


def test_what_is_masked_is_masked_wherever_it_stands(
    handing: Handing, actor: Actor, desk: Desk
) -> None:
    """A name masked in the text and left in an address, a post or a title would be no mask."""
    asked = capture(
        text="Tack för det, ÅKE   påhittad! Det var Åke Påhittads tur.",
        author={"name": "Åke Påhittad", "url": "https://example.org/%C3%85ke%20P%C3%A5hittad", "id": "åke påhittad"},
        permalink="https://example.org/p/1?from=Åke Påhittad",
        post={"id": "1", "url": None, "author": "Exempelby", "text": "Svar till Åke Påhittad"},
        page={"url": "https://example.org/", "title": "Åke Påhittad på sidan", "account": None},
    )  # fmt: skip
    entry = desk.capture(asked, actor, PICTURE).entry
    number = handing.open("", actor).id
    handing.choose(number, entry)
    for one in handing.suggestions(entry):
        handing.decide(number, entry, one.words, LAW, actor)
    handing.decide(number, entry, "Åke Påhittad", LAW, actor)
    handing.make(number, actor)
    assert leaks(copies(handing, number)[entry], ("hittad", "P%C3%A5", "åke")) == set()


def noisy() -> bytes:
    """A picture with something to hide in its corner, and more in its file."""
    image = Image.effect_noise((320, 120), 80).convert("RGB")
    told = PngInfo()
    told.add_text("Comment", f"{NUMBER} Lindqvist")
    out = io.BytesIO()
    image.save(out, "PNG", pnginfo=told)
    return out.getvalue()


def test_a_masked_picture_is_drawn_anew(handing: Handing, actor: Actor, desk: Desk) -> None:
    """The masked pixels are in no picture of the file, and nothing else of the old file is."""
    png = noisy()
    entry = desk.capture(capture(text=TEXT, image=png), actor, png).entry
    number = decided(handing, actor, entry)
    handing.disclosures.show_picture(number, entry, shown=True)
    handing.cover(number, entry, Box(10, 20, 100, 40), LAW, actor)
    handing.make(number, actor)
    copy = copies(handing, number)[entry]
    (shown,) = [image for page in pypdf.PdfReader(io.BytesIO(copy)).pages for image in page.images]
    pixels = Image.open(io.BytesIO(shown.data)).convert("RGB")
    before = Image.open(io.BytesIO(png)).convert("RGB")
    box = (10, 20, 110, 60)
    assert pixels.crop(box).getextrema() == ((0, 0),) * 3
    assert before.crop(box).getextrema() != ((0, 0),) * 3
    assert pixels.crop((111, 0, 320, 120)).tobytes() == before.crop((111, 0, 320, 120)).tobytes()
    hidden = before.crop(box).tobytes()
    row = hidden[:300]
    assert not any(row in layer for layer in layers(copy))
    assert leaks(copy) == set()
    assert png not in copy


def test_a_picture_that_is_shown_whole_is_still_a_new_file(
    handing: Handing, actor: Actor, desk: Desk
) -> None:
    """Without a mask of any word it may be shown; what the old file carried beside its pixels is gone."""
    png = noisy()
    asked = capture(text="Snöröjningen", image=png, author={"name": None, "url": None, "id": None})
    entry = desk.capture(asked, actor, png).entry
    number = handing.open("", actor).id
    handing.choose(number, entry)
    for one in handing.suggestions(entry):
        handing.decide(number, entry, one.words, None, actor)
    handing.disclosures.show_picture(number, entry, shown=True)
    assert NUMBER.encode() not in handing.picture(number, entry)
    handing.make(number, actor)
    assert leaks(copies(handing, number)[entry], (NUMBER, "Lindqvist")) == set()
