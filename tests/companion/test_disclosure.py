"""disclosure (H8, TF 2:15-18): masked copies from which no mask can be lifted, decided by a person with a provision."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pdfminer.high_level import extract_text
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from companion.classify import Classifier
from companion.desk import Desk
from companion.errors import (
    BadRequest,
    ClassifierLoading,
    DisclosureMade,
    DisclosureUndecided,
    NotFound,
    NothingToExport,
    PictureUnmasked,
    StorageFailed,
)
from companion.export import bag, mask
from companion.export.mask import Box
from companion.office.disclosure import Handing
from companion.register import Actor, Register
from companion.register.disclosures import Disclosures
from tests import preflight
from tests.companion.packages import contents
from tests.companion.samples import PICTURE, capture, picture

LAW = "OSL 21 kap. 7 §"
NUMBER = "19121212-1212"
TEXT = f"Anna Lindqvist, {NUMBER}, bor på Storgatan 5. Ring 070-123 45 67 eller fråga Lindqvists granne!"
SECRET = ("Lindqvist", NUMBER, "121212", "070-123", "Storgatan")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    """The shipped pipeline: what it points out is what a person gets to decide of."""
    return Classifier.load()


@pytest.fixture
def handing(desk: Desk, classifier: Classifier) -> Handing:
    return Handing(replace(desk, classifier=lambda: classifier), Disclosures(desk.register))


@pytest.fixture
def entry(desk: Desk, actor: Actor) -> int:
    """A comment with somebody's name, number, address and telephone."""
    asked = capture(text=TEXT, author={"name": "Åke Påhittad", "url": None, "id": None})
    return desk.capture(asked, actor, PICTURE).entry


def decided(handing: Handing, actor: Actor, *entries: int, shown: str = "Åke Påhittad") -> int:
    """A request in which all that is suggested is masked, but the sender."""
    number = handing.open("Begäran 1", actor).id
    for entry in entries:
        handing.choose(number, entry)
        for one in handing.suggestions(entry):
            law = None if one.words == shown else LAW
            handing.decide(number, entry, one.words, law, actor)
    return number


def copies(handing: Handing, number: int) -> dict[int, bytes]:
    found = handing.disclosures.get(number)
    return {
        one.entry_id: handing.desk.vault.get(one.document_sha256)
        for one in found.chosen
        if one.document_sha256
    }


def layers(document: bytes) -> Iterator[bytes]:
    """The file as it lies, every stream of it unpacked, and its text as two programs read it."""
    yield document
    reader = pypdf.PdfReader(io.BytesIO(document))
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    for number in range(1, size):
        one = reader.get_object(number)
        yield str(one).encode()
        if isinstance(one, pypdf.generic.StreamObject):
            yield one.get_data()
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", document, re.DOTALL):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            continue
    yield "".join(page.extract_text() for page in reader.pages).encode()
    yield extract_text(io.BytesIO(document)).encode()


def leaks(document: bytes, words: tuple[str, ...] = SECRET) -> set[str]:
    """Which of the words are anywhere in a document, in any spelling a PDF has for text."""
    found = set()
    for layer in layers(document):
        packed = re.sub(rb"\s", b"", layer)
        for word in words:
            bare = re.sub(r"\s", "", word)
            utf16 = bare.encode("utf-16-be")
            spelled = (bare.encode(), utf16, utf16.hex().encode(), utf16.hex().upper().encode())
            if any(one in packed for one in spelled):
                found.add(word)
    return found


def test_looking_finds_what_is_not_masked(handing: Handing, actor: Actor, entry: int) -> None:
    """Else the tests below would see nothing wherever they looked."""
    number = handing.open("", actor).id
    handing.choose(number, entry)
    for one in handing.suggestions(entry):
        handing.decide(number, entry, one.words, None, actor)
    handing.make(number, actor)
    assert leaks(copies(handing, number)[entry]) == set(SECRET)


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


def test_the_length_of_what_is_masked_is_not_told() -> None:
    for words in ("Bo Ek", "Anna-Karin Lindqvist af Rosenlund"):
        assert mask.text(f"Hej {words}!", [(words, LAW)], "maskat") == f"Hej [maskat: {LAW}]!"


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


WORDS = st.text("abcåäö XYZ-.", min_size=1, max_size=12).filter(lambda text: text.strip())


@settings(max_examples=200, deadline=None)
@given(before=WORDS, words=WORDS, after=WORDS)
def test_masked_words_are_gone_from_any_text(before: str, words: str, after: str) -> None:
    shown = mask.text(f"{before} {words} {after} {words}", [(words, "§")], "")
    rest = re.sub(r"\[: §\]", "", shown)
    if len(words.strip()) >= 4:
        squeezed = " ".join(words.split()).casefold()
        assert squeezed not in " ".join(rest.split()).casefold()
    assert shown.count("[: §]") >= 1


def test_overlapping_masks_leave_nothing_between() -> None:
    shown = mask.text(
        "Anna Lindqvist Berg", [("Anna Lindqvist", "A"), ("Lindqvist Berg", "B")], "m"
    )
    assert shown == "[m: A]"


def test_a_short_name_is_masked_alone_and_not_in_other_words() -> None:
    shown = mask.text("Bo bor i Bo, sa bo. Boende_Bo!", [("Bo", "§")], "m")
    assert shown == "[m: §] bor i [m: §], sa [m: §]. Boende_[m: §]!"


def test_every_word_of_an_entry_can_be_masked(desk: Desk, entry: int) -> None:
    """But who decided, and the made-up id of the capture: they tell nothing of the comment."""
    found = desk.register.entry(entry)
    text = {name for name, value in found if type(value) is str}
    left = text - set(mask.fields(found))
    assert left == mask.UNTOUCHED | {name for name in text if "sha256" in name or "hash" in name}


def test_nothing_is_made_while_a_suggestion_is_undecided(
    handing: Handing, actor: Actor, entry: int
) -> None:
    number = handing.open("", actor).id
    handing.choose(number, entry)
    words = [one.words for one in handing.suggestions(entry)]
    assert NUMBER in words
    with pytest.raises(DisclosureUndecided):
        handing.make(number, actor)
    assert copies(handing, number) == {}
    assert "disclosed" not in [event.kind for event in handing.desk.register.history(entry)]


def test_without_the_classifier_nothing_is_made(desk: Desk, actor: Actor, entry: int) -> None:
    """What was not looked for is not said to be absent."""
    handing = Handing(replace(desk, classifier=lambda: None), Disclosures(desk.register))
    number = handing.open("", actor).id
    handing.choose(number, entry)
    with pytest.raises(ClassifierLoading):
        handing.make(number, actor)


@pytest.mark.parametrize("law", ["", "sekretess", "OSL", "OSL 21", "21 kap. 7 §", "OSL x kap. 1 §"])
def test_a_mask_needs_its_provision(handing: Handing, actor: Actor, entry: int, law: str) -> None:
    number = handing.open("", actor).id
    handing.choose(number, entry)
    with pytest.raises(BadRequest):
        handing.decide(number, entry, NUMBER, law, actor)
    with pytest.raises(BadRequest):
        handing.cover(number, entry, Box(0, 0, 5, 5), law, actor)


def test_only_what_stands_in_the_entry_can_be_masked(
    handing: Handing, actor: Actor, entry: int
) -> None:
    """A misspelt name would be believed to be masked."""
    number = handing.open("", actor).id
    handing.choose(number, entry)
    for words in ("Lindkvist", "  ", ""):
        with pytest.raises(BadRequest):
            handing.decide(number, entry, words, LAW, actor)


def test_the_reasons_are_listed_and_the_history_tells_of_it(
    handing: Handing, actor: Actor, entry: int
) -> None:
    number = decided(handing, actor, entry)
    handing.decide(number, entry, "Storgatan 5", "OSL 21 kap. 3 §", actor)
    handing.make(number, actor)
    text = re.sub(r"\s+", " ", extract_text(io.BytesIO(copies(handing, number)[entry])))
    assert "Maskerade uppgifter" in text
    assert "OSL 21 kap. 3 §" in text
    event = handing.desk.register.history(entry)[-1]
    assert (event.kind, event.actor) == ("disclosed", "Eva Exempel")
    assert event.facts["provisions"] == ["OSL 21 kap. 3 §", LAW]
    assert event.facts["picture"] is False
    told = json.dumps([one.facts for one in handing.desk.register.history()], ensure_ascii=False)
    assert not [word for word in (*SECRET, "Begäran 1") if word in told]
    assert handing.desk.register.broken_events() == []


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


def test_a_picture_goes_along_only_when_its_words_are_masked_too(
    handing: Handing, actor: Actor, entry: int
) -> None:
    """It shows the same words as pixels."""
    number = decided(handing, actor, entry)
    handing.disclosures.show_picture(number, entry, shown=True)
    with pytest.raises(PictureUnmasked):
        handing.make(number, actor)
    handing.disclosures.show_picture(number, entry, shown=False)
    handing.make(number, actor)
    reader = pypdf.PdfReader(io.BytesIO(copies(handing, number)[entry]))
    assert [image for page in reader.pages for image in page.images] == []


def test_of_child_abuse_material_there_is_never_a_picture(
    handing: Handing, actor: Actor, desk: Desk
) -> None:
    """BrB 16:10 a."""
    child = {"category": "crime", "ground": "bbs_child_abuse"}
    entry = desk.capture(capture(text="Länk", image=None, decision=child), actor, None).entry
    number = decided(handing, actor, entry)
    handing.disclosures.show_picture(number, entry, shown=True)
    handing.make(number, actor)
    reader = pypdf.PdfReader(io.BytesIO(copies(handing, number)[entry]))
    assert [image for page in reader.pages for image in page.images] == []
    with pytest.raises(NotFound):
        handing.picture(number, entry)


def test_a_made_request_is_not_changed(handing: Handing, actor: Actor, entry: int) -> None:
    number = decided(handing, actor, entry)
    handing.make(number, actor)
    before = copies(handing, number)
    for act in (
        lambda: handing.choose(number, entry),
        lambda: handing.disclosures.drop(number, entry),
        lambda: handing.decide(number, entry, NUMBER, None, actor),
        lambda: handing.cover(number, entry, Box(0, 0, 5, 5), LAW, actor),
        lambda: handing.disclosures.undo(number, mask=1),
        lambda: handing.make(number, actor),
    ):
        with pytest.raises(DisclosureMade):
            act()
    assert copies(handing, number) == before


def test_a_request_of_nothing_makes_nothing(handing: Handing, actor: Actor) -> None:
    number = handing.open("", actor).id
    with pytest.raises(NothingToExport):
        handing.make(number, actor)
    with pytest.raises(NotFound):
        handing.bundle(number, Path("nowhere.zip"), actor)


def verified(bundle: Path, to: Path) -> int:
    with zipfile.ZipFile(bundle) as file:
        file.extractall(to)
    script = next(to.rglob("kontrollera.py"))
    return subprocess.run([sys.executable, "-I", str(script)], capture_output=True).returncode


def test_a_recipient_can_check_what_was_handed_out(
    handing: Handing, actor: Actor, entry: int, tmp_path: Path
) -> None:
    """By the bundle's lists, and by the event that names the copy's SHA-256."""
    number = decided(handing, actor, entry)
    handing.make(number, actor)
    made = handing.bundle(number, tmp_path / "out" / "disclosed.zip", actor)
    assert list(bag.problems(made.path)) == []
    names = {name.partition("/")[2] for name in contents(made.path)}
    assert {name for name in names if name.startswith("data/handlingar")} == {
        f"data/handlingar/{entry}/handling.pdf"
    }
    assert verified(made.path, tmp_path / "good") == 0
    folder = next((tmp_path / "good").iterdir())
    copy = folder / "data" / "handlingar" / str(entry) / "handling.pdf"
    (event,) = (folder / "data" / "kontroll" / "handelser.jsonl").read_text("utf-8").splitlines()
    import hashlib

    assert (
        json.loads(event)["facts"]["document_sha256"]
        == hashlib.sha256(copy.read_bytes()).hexdigest()
    )
    last = handing.desk.register.history()[-1]
    assert (last.kind, last.facts["sha256"]) == ("exported", made.sha256)


def test_a_bundle_that_is_not_recorded_is_no_bundle(
    handing: Handing, actor: Actor, entry: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = decided(handing, actor, entry)
    handing.make(number, actor)

    def fail(*_: object) -> None:
        raise StorageFailed(reason="test")

    monkeypatch.setattr(Register, "note", fail)
    with pytest.raises(StorageFailed):
        handing.bundle(number, tmp_path / "out" / "disclosed.zip", actor)
    assert list((tmp_path / "out").iterdir()) == []


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


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10, deadline=None
)
@given(
    x=st.integers(-5, 400),
    y=st.integers(-5, 200),
    width=st.integers(1, 500),
    height=st.integers(1, 500),
)
def test_a_region_may_reach_over_the_edge(x: int, y: int, width: int, height: int) -> None:
    shown = Image.open(io.BytesIO(mask.picture(picture(), [Box(x, y, width, height)])))
    assert shown.size == (320, 120)
    inside = (max(x, 0), max(y, 0), min(x + width, 320), min(y + height, 120))
    if inside[0] < inside[2] and inside[1] < inside[3]:
        assert shown.crop(inside).getextrema() == ((0, 0),) * 3
