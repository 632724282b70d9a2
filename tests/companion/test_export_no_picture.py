"""BrB 16:10 a: no format carries an image, a thumbnail or an image's hash. Every format is opened and searched."""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pypdf
import pytest
from warcio.archiveiterator import ArchiveIterator

from companion.contract import Ground
from companion.desk import Desk
from companion.export.formats import FORMATS
from companion.policy import InForce
from companion.register import Actor, Query
from tests.companion.exporting import export
from tests.companion.samples import PICTURE, capture

SIGNATURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"WEBPVP8", b"BM\x36", b"data:image/")
MARKUP = "<img src='evil-thumbnail'>"
ASKED = [1, Query()]


def inside(content: bytes) -> Iterator[bytes]:
    """The bytes, and all that lies in them, however packed."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for name in file.namelist():
                yield name.encode()
                yield from inside(file.read(name))
    elif content.startswith(b"%PDF"):
        yield from in_pdf(content)
    elif content.startswith(b"WARC/"):
        for record in ArchiveIterator(io.BytesIO(content)):
            yield from inside(record.content_stream().read())
    elif content.startswith((b"Subject:", b"X-Unsent")):
        for part in message_from_bytes(content, policy=default).walk():
            if not part.is_multipart():
                yield from inside(part.get_payload(decode=True))  # type: ignore[arg-type]


def in_pdf(content: bytes) -> Iterator[bytes]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    for page in reader.pages:
        yield "".join(page.extract_text().split()).encode()
        for image in page.images:
            yield image.data
    size = reader.trailer["/Size"]
    assert isinstance(size, int)
    streams = [reader.get_object(number) for number in range(1, size)]
    yield from (one.get_data() for one in streams if isinstance(one, pypdf.generic.StreamObject))


def traces() -> list[bytes]:
    """What would betray the picture: itself, its pixels, and its hashes in every spelling."""
    hashes = [hashlib.new(kind, PICTURE) for kind in ("sha256", "sha1", "md5")]
    spelled = [one.hexdigest().encode() for one in hashes]
    spelled += [base64.b64encode(one.digest()) for one in hashes]
    spelled += [base64.b32encode(one.digest()).rstrip(b"=") for one in hashes]
    spelled += [one.digest() for one in hashes]
    return [PICTURE, base64.b64encode(PICTURE)[:60], *spelled, b"%08x" % zlib.crc32(PICTURE)]


def found(content: bytes) -> set[str]:
    """What of a picture is in an export."""
    hits = set()
    for piece in inside(content):
        hits |= {"image" for sign in SIGNATURES if piece.startswith(sign) or sign in piece[:4096]}
        hits |= {"trace" for trace in traces() if trace in piece or trace in piece.lower()}
        hits |= {"markup" for sign in (b"evil-thumbnail",) if sign in piece}
    return hits


def permissive(desk: Desk) -> Desk:
    """A desk whose rules were wrong when the picture came: the worst that can lie in a register."""
    ground = desk.policy.grounds[Ground.BBS_CHILD_ABUSE].model_copy(update={"picture": True})
    grounds = desk.policy.grounds | {Ground.BBS_CHILD_ABUSE: ground}
    return replace(desk, rules=InForce(desk.policy.model_copy(update={"grounds": grounds})))


@pytest.mark.parametrize("asked", ASKED, ids=["entry", "selection"])
@pytest.mark.parametrize("form", FORMATS)
def test_no_format_carries_a_picture_or_its_hash(
    desk: Desk, actor: Actor, form: str, asked: int | Query
) -> None:
    child = {"category": "crime", "ground": "bbs_child_abuse"}
    permissive(desk).capture(capture(id="1", decision=child, markup=MARKUP), actor, PICTURE)
    desk.capture(capture(id="2", decision=child, image=None, markup=MARKUP), actor, None)
    assert found(export(desk, form, asked)) == set()


@pytest.mark.parametrize("asked", ASKED, ids=["entry", "selection"])
@pytest.mark.parametrize("form", FORMATS)
def test_looking_finds_what_is_there(
    desk: Desk, actor: Actor, form: str, asked: int | Query
) -> None:
    """Else the test above would see nothing wherever it looked."""
    desk.capture(capture(id="1", markup=MARKUP), actor, PICTURE)
    hits = found(export(desk, form, asked))
    assert "trace" in hits
    assert ("image" in hits) == (form not in {"csv", "xlsx", "json"})
    assert ("markup" in hits) == (form in {"eark", "fgs12", "warc", "police"})
