"""A request for public records in tests, and looking for what is masked in every layer of a document."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator

import pypdf
from pdfminer.high_level import extract_text

from companion.office.disclosure import Handing
from companion.register import Actor

LAW = "OSL 21 kap. 7 §"
NUMBER = "19121212-1212"
TEXT = f"Anna Lindqvist, {NUMBER}, bor på Storgatan 5. Ring 070-123 45 67 eller fråga Lindqvists granne!"
SECRET = ("Lindqvist", NUMBER, "121212", "070-123", "Storgatan")


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


def copies(handing: Handing, number: int) -> dict[int, bytes]:
    found = handing.disclosures.get(number)
    return {
        one.entry_id: handing.desk.vault.get(one.document_sha256)
        for one in found.chosen
        if one.document_sha256
    }


def decided(handing: Handing, actor: Actor, *entries: int, shown: str = "Åke Påhittad") -> int:
    """A request in which all that is suggested is masked, but the sender."""
    number = handing.open("Begäran 1", actor).id
    for entry in entries:
        handing.choose(number, entry)
        for one in handing.suggestions(entry):
            law = None if one.words == shown else LAW
            handing.decide(number, entry, one.words, law, actor)
    return number
