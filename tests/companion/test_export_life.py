"""Exports show an entry's life: diarienummer, marking, hold, what was asked and answered; the schemas accept it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pypdf
import pytest
from lxml import etree

from companion.desk import Desk
from companion.export import json_list
from companion.export.columns import COLUMNS
from companion.office import Offices
from companion.register import Actor, Query
from tests import preflight
from tests.companion import packages
from tests.companion.exporting import export
from tests.companion.samples import NOW, PICTURE, capture, comment

ERMS = {"e": "https://DILCIS.eu/XML/ERMS"}
REGISTER: dict[str, Any] = {"category": None, "ground": None, "act": "register"}


@pytest.fixture
def lived(desk: Desk, offices: Offices, actor: Actor) -> Desk:
    """A removed comment with a whole life, a thread and a message."""
    desk.capture(capture(id="1"), actor, PICTURE)
    work, handling = offices.registration, offices.handling
    work.register(1, actor, diarienummer="KS 2026/123", subject="Klagomål på snöröjning")
    work.mark(1, actor, provision="OSL 26 kap. 1 §", authority="Socialnämnden")
    handling.hold(1, actor, "Polisanmälan 0105-K1")
    handling.review(1, actor, "Bo Chef", "Är det förtal?")
    handling.forwarded(1, actor, "Gatukontoret")
    handling.replied(1, actor, NOW)
    work.correct(1, actor, {"author_name": "Åsa Rättad"}, reason="fel namn")
    thread = {
        "comments": [comment(id="c", text="Bra att ni plogar").model_dump(mode="json")],
        "counted": 2,
        "order": None,
    }
    sent = capture(id="2", kind="thread", thread=thread, decision=REGISTER, image=None, text="Snö")
    desk.capture(sent, actor, None)
    desk.capture(capture(id="3", kind="message", decision=REGISTER, text="Hej"), actor, PICTURE)
    return desk


def test_lists_have_the_columns_of_a_life(lived: Desk) -> None:
    rows = csv.DictReader(
        io.StringIO(export(lived, "csv", Query()).decode("utf-8-sig"), newline=""), delimiter=";"
    )
    found = {row["Post"]: row for row in rows}
    told = {
        "Diarienummer": "KS 2026/123",
        "Slag": "comment",
        "Inkommen": "2026-11-21",
        "Ärendemening": "Klagomål på snöröjning",
        "Diarieförd av": "Eva Exempel",
        "Sekretessmarkering, bestämmelse": "OSL 26 kap. 1 §",
        "Sekretessmarkering, datum": "2026-11-21",
        "Sekretessmarkering, myndighet": "Socialnämnden",
        "Frågad kollega": "Bo Chef",
        "Avsändare": "Åsa Rättad",
    }
    assert {name: found["1"][name] for name in told} == told
    assert found["1"]["Spärrad för gallring sedan (UTC)"]
    assert [found[one]["Slag"] for one in ("2", "3")] == ["thread", "message"]
    assert found["2"]["Kategori"] == found["2"]["Grund"] == ""
    sheet = openpyxl.load_workbook(io.BytesIO(export(lived, "xlsx", Query()))).active
    assert sheet is not None
    headings = [cell.value for cell in sheet[1]]
    assert headings == list(COLUMNS.values())
    assert sheet.cell(4, headings.index("Diarienummer") + 1).value == "KS 2026/123"


def test_json_has_the_life_and_the_words_of_its_events(lived: Desk) -> None:
    content = json.loads(export(lived, "json", Query()))
    schema = json.loads(json_list.SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(content)
    message, thread, first = content["entries"]
    assert (first["diarienummer"], first["hold_reason"]) == ("KS 2026/123", "Polisanmälan 0105-K1")
    details = {one["id"]: one["content"] for one in first["details"]}
    asked = next(one for one in first["history"] if one["kind"] == "review_asked")
    assert details[asked["facts"]["words"]]["question"] == "Är det förtal?"
    assert (message["details"], message["law"], thread["kind"]) == ([], None, "thread")
    assert "Bra att ni plogar" in thread["dialogue"]


def test_the_document_tells_the_whole_life(lived: Desk, tmp_path: Path) -> None:
    text = words(lived, 1)
    for part in (
        *("KS 2026/123", "Klagomål på snöröjning", "OSL 26 kap. 1 § · 2026-11-21 · Socialnämnden"),
        *("Polisanmälan 0105-K1", "Fråga: Är det förtal?", "Till: Gatukontoret"),
        "Avsändarens namn: Åke Påhittad → Åsa Rättad",
    ):
        assert squeezed(part) in text
    assert squeezed("Arkiverad tråd · Post 2") in words(lived, 2)
    assert squeezed("Bra att ni plogar") in words(lived, 2)
    assert squeezed("Direktmeddelande · Post 3") in words(lived, 3)
    for entry in (1, 2, 3):
        path = tmp_path / f"{entry}.pdf"
        path.write_bytes(export(lived, "pdf", entry))
        assert preflight.objections(path) == ""


def words(desk: Desk, entry: int) -> str:
    pages = pypdf.PdfReader(io.BytesIO(export(desk, "pdf", entry))).pages
    return squeezed("".join(page.extract_text() for page in pages))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", ["eark", "fgs12"])
@pytest.mark.parametrize("version", ["2.1.0", "2.2.0"])
def test_erms_is_named_by_the_diarienummer_and_restricted_by_the_marking(
    lived: Desk, actor: Actor, tmp_path: Path, form: str, version: str
) -> None:
    """OSL 5:2: designation, date, sender, subject; OSL 5:5: the marking is the restriction. Also without category."""
    desk = replace(lived, archive=replace(lived.archive, eark=version))
    package = desk.export(form, Query(), tmp_path / "p.zip", actor).path
    files = packages.contents(package)
    [erms] = [etree.fromstring(text) for name, text in files.items() if name.endswith("erms.xml")]
    assert list(packages.objections(package, version)) == []
    [case] = erms.xpath("//e:aggregation[e:objectId='KS 2026/123']", namespaces=ERMS)
    said = {
        name: case.xpath(f"string({path})", namespaces=ERMS)
        for name, path in {
            "subject": "e:record/e:title",
            "sender": "e:record//e:agent[@agentType='sender']/e:name",
            "regulation": "e:restriction/e:regulation",
            "explained": "e:restriction/e:explanatoryText",
            "received": "substring(.//e:date[@dateType='received'], 1, 10)",
        }.items()
    }
    assert said == {
        "subject": "Klagomål på snöröjning",
        "sender": "Åsa Rättad",
        "regulation": "OSL 26 kap. 1 §",
        "explained": "2026-11-21 · Socialnämnden",
        "received": "2026-11-21",
    }
    designations = erms.xpath("//e:aggregation/e:objectId/text()", namespaces=ERMS)
    assert designations == ["uppsikt-3", "uppsikt-2", "KS 2026/123"]
    thread = erms.xpath("string((//e:record/e:description)[2])", namespaces=ERMS)
    assert "Bra att ni plogar" in thread
