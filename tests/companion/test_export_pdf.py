"""export: PDF/A-1b of an entry or a selection, with text, picture, decision, history and hashes."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.desk import Desk
from companion.errors import ExportFailed
from companion.export.glyphs import COVERED, printable
from companion.register import Actor, Query
from tests import preflight
from tests.companion.exporting import export
from tests.companion.samples import PICTURE, capture, picture

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
HARD = "🤬 שלום مرحبا ไทย ffi \u0301a 中文 \t \x07 \u200b \u202e \ufeff \u00ad ❤\ufe0f \ufffe 𝕚 e\u0301\r\n- * ="


def text_of(document: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(document))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def objections(tmp_path: Path, document: bytes) -> str:
    path = tmp_path / "document.pdf"
    path.write_bytes(document)
    return preflight.objections(path)


def test_preflight_accepts_an_entry_whatever_its_text(
    desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    entry = desk.capture(capture(text=HARD * 40, author={"name": HARD, "url": None, "id": None}),
                         actor, PICTURE).entry  # fmt: skip
    assert objections(tmp_path, export(desk, "pdf", entry)) == ""


def test_preflight_accepts_a_selection_and_refuses_what_is_broken(
    desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    for number, ground in enumerate(["page_rule", "bbs_child_abuse", "secrecy"]):
        image = None if ground == "bbs_child_abuse" else picture(colour="#123456")
        asked = capture(id=str(number), image=image, decision={"ground": ground})
        desk.capture(asked, actor, image)
    document = export(desk, "pdf", Query())
    assert objections(tmp_path, document) == ""
    broken = document.replace(b"<pdfaid:part>1<", b"<pdfaid:part>2<")
    assert broken != document
    assert "valid PDF/A-1b" in objections(tmp_path, broken)


def test_a_selection_has_every_entry_and_numbered_pages(desk: Desk, actor: Actor) -> None:
    for number in range(3):
        desk.capture(capture(id=str(number), text=f"Text nummer {number}."), actor, PICTURE)
    desk.capture(capture(id="other", text="Något annat."), actor, PICTURE)
    document = export(desk, "pdf", Query(text="nummer"))
    reader = pypdf.PdfReader(io.BytesIO(document))
    told = [re.sub(r"\s+", " ", page.extract_text()) for page in reader.pages]
    assert len(told) == 6
    assert [f"Sida {n} av 6" in page for n, page in enumerate(told, 1)] == [True] * 6
    assert [f"Text nummer {2 - n}." in page for n, page in enumerate(told[::2])] == [True] * 3
    assert "annat" not in " ".join(told)
    assert [f"Post {3 - n // 2}" in page for n, page in enumerate(told)] == [True] * 6


def test_the_pdf_holds_the_whole_entry(desk: Desk, actor: Actor) -> None:
    receipt = desk.capture(capture(), actor, PICTURE)
    document = export(desk, "pdf", receipt.entry)
    told = text_of(document)
    for part in (
        "Får kommunalrådet aldrig nog? [U+1F92C]",
        "Åke Påhittad",
        "Eva Exempel",
        "Sidans regler",
    ):
        assert part in told
    assert receipt.record_sha256 in told.replace(" ", "")
    metadata = pypdf.PdfReader(io.BytesIO(document)).xmp_metadata
    assert metadata is not None
    assert b"<pdfaid:part>1</pdfaid:part>" in metadata.stream.get_data()
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata.stream.get_data()
    assert [len(page.images) for page in pypdf.PdfReader(io.BytesIO(document)).pages][-1] == 1


def test_on_the_no_picture_ground_the_pdf_says_so(desk: Desk, actor: Actor) -> None:
    """BrB 16:10 a."""
    request = capture(decision={"ground": "bbs_child_abuse"}, image=None)
    document = export(desk, "pdf", desk.capture(request, actor, None).entry)
    assert "bild ej sparad – BrB 16:10 a" in text_of(document)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(text=ANYTHING)
def test_no_text_stops_the_pdf(desk: Desk, actor: Actor, text: str) -> None:
    entry = desk.capture(capture(text=text), actor, PICTURE).entry
    assert export(desk, "pdf", entry).startswith(b"%PDF")


def test_nothing_in_a_comment_acts_as_markup(desk: Desk, actor: Actor) -> None:
    text = '#panic("x") $x$ *fet* #read("/etc/passwd") \\ <etikett> @ref "citat"'
    entry = desk.capture(capture(text=text), actor, PICTURE).entry
    told = text_of(export(desk, "pdf", entry))
    assert text.split(" ")[0] in told
    assert '"citat"' in told


def test_a_picture_that_is_none_gives_a_clear_error(desk: Desk, actor: Actor) -> None:
    image = b"not a picture"
    entry = desk.capture(capture(image=image), actor, image).entry
    with pytest.raises(ExportFailed):
        export(desk, "pdf", entry)


@given(text=ANYTHING)
def test_every_printed_character_has_a_glyph(text: str) -> None:
    assert all(c == "\n" or ord(c) in COVERED for c in printable(text))
