"""export: a letter to the registrator that anybody's mail program opens, with PDF/A and XML."""

from __future__ import annotations

import io
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pypdf
import pytest
from lxml import etree

from companion.desk import Desk
from companion.errors import AgencyMissing
from companion.register import Actor, Query
from companion.settings import Archive
from tests import preflight
from tests.companion import packages
from tests.companion.exporting import export
from tests.companion.samples import PICTURE, capture


@pytest.fixture
def letter(desk: Desk, actor: Actor) -> EmailMessage:
    """Two entries to the registrator."""
    archive = replace(desk.archive, registrator="registrator@exempelby.example")
    for number in range(2):
        desk.capture(capture(id=str(number), text=f"Text {number}\x07 å"), actor, PICTURE)
    found = message_from_bytes(
        export(replace(desk, archive=archive), "eml", Query()), policy=default
    )
    assert isinstance(found, EmailMessage)
    return found


def attached(letter: EmailMessage, kind: str) -> bytes:
    (part,) = [one for one in letter.iter_attachments() if one.get_content_type() == kind]
    content = part.get_content()
    assert isinstance(content, bytes)
    return content


def test_the_letter_is_a_draft_to_the_registrator(letter: EmailMessage) -> None:
    assert letter["To"] == "registrator@exempelby.example"
    assert letter["X-Unsent"] == "1"
    assert letter["Subject"] == "Borttagna kommentarer: uppsikt-2, uppsikt-1"
    body = letter.get_body()
    assert body is not None
    assert "Exempelby kommun" in body.get_content()


def test_its_document_is_pdf_a(letter: EmailMessage, tmp_path: Path) -> None:
    document = tmp_path / "letter.pdf"
    document.write_bytes(attached(letter, "application/pdf"))
    assert preflight.objections(document) == ""
    assert len(pypdf.PdfReader(io.BytesIO(document.read_bytes())).pages) == 4


def test_its_xml_has_every_entry(letter: EmailMessage) -> None:
    root = etree.fromstring(attached(letter, "application/xml"))
    names = {"e": "https://DILCIS.eu/XML/ERMS"}
    texts = root.xpath("//e:record/e:description/text()", namespaces=names)
    assert texts == ["Text 1[U+0007] å", "Text 0[U+0007] å"]
    assert packages.schema("ERMS_v2_1_2.xsd").validate(root)


def test_the_authority_must_be_known(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    entry = desk.capture(capture(), actor, PICTURE).entry
    with pytest.raises(AgencyMissing):
        replace(desk, archive=Archive()).export("eml", entry, tmp_path / "a.eml", actor)
