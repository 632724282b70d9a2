"""export: CSV that cannot act, and a PDF/A of an entry with text, picture, decision, history and hashes."""

from __future__ import annotations

import csv
import io
import re

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.desk import Desk
from companion.errors import ExportFailed
from companion.export import csv_list
from companion.export.glyphs import COVERED, printable
from companion.register import Actor, Query
from tests.companion.samples import PICTURE, capture

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with a BOM"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(text=anything | st.sampled_from("=+-@\t\r").map(lambda c: f"{c}1+1"))
def test_no_cell_can_act_and_no_text_is_lost(desk: Desk, actor: Actor, text: str) -> None:
    desk.capture(capture(text=text), actor, PICTURE)
    found = rows(b"".join(desk.list_csv(Query())))
    column = list(csv_list.COLUMNS).index("text")
    cell = found[1][column]
    assert not cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text or cell == text
    assert {len(row) for row in found} == {len(csv_list.COLUMNS)}


def test_the_list_keeps_what_is_chosen(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(id="1", text="snö"), actor, PICTURE)
    desk.capture(capture(id="2", text="vatten"), actor, PICTURE)
    found = rows(b"".join(desk.list_csv(Query(text="vatten"))))
    assert [row[0] for row in found] == ["Post", "2"]


def text_of(document: bytes) -> str:
    reader = pypdf.PdfReader(io.BytesIO(document))
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))


def test_the_pdf_holds_the_whole_entry(desk: Desk, actor: Actor) -> None:
    receipt = desk.capture(capture(), actor, PICTURE)
    document = desk.entry_pdf(receipt.entry, actor)
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
    assert "sida 1 av 2" in told.lower()


def test_the_pdf_is_an_event_with_its_hash(desk: Desk, actor: Actor) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    desk.entry_pdf(entry, actor)
    kinds = [event.kind for event in desk.register.history(entry)]
    assert kinds == ["captured", "exported"]


def test_on_the_no_picture_ground_the_pdf_says_so_and_has_none(desk: Desk, actor: Actor) -> None:
    """BrB 16:10 a."""
    request = capture(decision={"ground": "bbs_child_abuse"}, image=None)
    document = desk.entry_pdf(desk.capture(request, actor, None).entry, actor)
    assert "bild ej sparad – BrB 16:10 a" in text_of(document)
    assert all(len(page.images) == 0 for page in pypdf.PdfReader(io.BytesIO(document)).pages)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(text=anything)
def test_no_text_stops_the_pdf(desk: Desk, actor: Actor, text: str) -> None:
    entry = desk.capture(capture(text=text), actor, PICTURE).entry
    assert desk.entry_pdf(entry, actor).startswith(b"%PDF")


def test_nothing_in_a_comment_acts_as_markup(desk: Desk, actor: Actor) -> None:
    text = '#panic("x") $x$ *fet* #read("/etc/passwd") \\ <etikett> @ref "citat"'
    told = text_of(desk.entry_pdf(desk.capture(capture(text=text), actor, PICTURE).entry, actor))
    assert text.split(" ")[0] in told
    assert '"citat"' in told


def test_a_picture_that_is_none_gives_a_clear_error(desk: Desk, actor: Actor) -> None:
    image = b"not a picture"
    entry = desk.capture(capture(image=image), actor, image).entry
    with pytest.raises(ExportFailed):
        desk.entry_pdf(entry, actor)


@given(text=anything)
def test_every_printed_character_has_a_glyph(text: str) -> None:
    assert all(c == "\n" or ord(c) in COVERED for c in printable(text))
