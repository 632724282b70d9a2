"""disclosure (H8, TF 2:15-18): each mask decided by a person with a provision, and nothing made before that."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from pdfminer.high_level import extract_text

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
from tests.companion.handing import LAW, NUMBER, SECRET, TEXT, copies, decided
from tests.companion.packages import contents
from tests.companion.samples import PICTURE, capture


def test_every_word_of_an_entry_can_be_masked(desk: Desk, entry: int) -> None:
    """But who decided, and the made-up id of the capture: they tell nothing of the comment."""
    found = desk.register.entry(entry)
    text = {name for name, value in found if type(value) is str}
    left = text - set(mask.fields(found))
    assert left == mask.UNTOUCHED | {name for name in text if "sha256" in name or "hash" in name}


@pytest.fixture
def entry(desk: Desk, actor: Actor) -> int:
    """A comment with somebody's name, number, address and telephone."""
    asked = capture(text=TEXT, author={"name": "Åke Påhittad", "url": None, "id": None})
    return desk.capture(asked, actor, PICTURE).entry


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
