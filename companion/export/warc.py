"""WARC 1.1 (ISO 28500) of what was captured: each comment's markup and picture, with the entry that tells of them.

What was seen is kept as `resource` records and not as HTTP: it was read from the page that the person had before
them, and no traffic was recorded. The picture's address is `urn:view:` and the page's, as web archives do.
"""

from __future__ import annotations

import io
import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

from companion import __version__
from companion.errors import ExportFailed
from companion.export import json_list
from companion.export.ahead import ahead
from companion.export.dossier import Dossier, Making, Selection
from companion.register import Entry

MARKUP = "text/html; charset=utf-8"

_ADDRESS = "!#$%&'()*+,/:;=?@[]~"
"""What an address holds as it is; anything else is escaped, so that nothing can begin a header of its own."""


def write(selection: Selection, making: Making, to: Path) -> None:
    """The file, a record at a time. Raises NothingToExport, EvidenceDamaged, OSError."""
    with to.open("xb") as file:
        writer = WARCWriter(file, gzip=False, warc_version="WARC/1.1")
        writer.write_record(writer.create_warcinfo_record("uppsikt.warc", _told(making)))
        for dossier, (markup, picture) in ahead(selection.some(), _evidence):
            _Capture(writer, dossier.entry).write(dossier, making, markup, picture)


def check(warc: Path) -> None:
    """Is every record whole, as its digests say? Raises ExportFailed."""
    with warc.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            record.content_stream().read()
            if not record.digest_checker.passed:
                problems = record.digest_checker.problems or "en post i filen är avbruten"
                raise ExportFailed(reason=problems)


class _Capture:
    """The records of one entry; the one that tells of it comes first and the others name it."""

    def __init__(self, writer: WARCWriter, entry: Entry) -> None:
        self._writer = writer
        self._entry = entry
        address = entry.permalink or entry.post_url or entry.page_url
        self._address = quote(address, safe=_ADDRESS)
        self._first = self._identity("metadata")

    def write(
        self, dossier: Dossier, making: Making, markup: bytes | None, picture: bytes | None
    ) -> None:
        told = json_list.document(dossier, making)
        self._put("metadata", self._address, told, "application/json")
        if markup:
            self._put("resource", self._address, markup, MARKUP)
        if picture is not None:
            self._put("resource", f"urn:view:{self._address}", picture, "image/png")

    def _put(self, kind: str, address: str, content: bytes, mimetype: str) -> None:
        identity = self._identity("metadata" if kind == "metadata" else mimetype)
        headers = {
            "WARC-Record-ID": identity,
            "WARC-Date": _moment(self._entry.captured_at),
        }
        if identity != self._first:
            headers["WARC-Concurrent-To"] = self._first
        record = self._writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(content),
            length=len(content),
            warc_content_type=mimetype,
            warc_headers_dict=headers,
        )
        self._writer.write_record(record)

    def _identity(self, name: str) -> str:
        return f"<urn:uuid:{uuid.uuid5(uuid.UUID(self._entry.capture_id), f'warc {name}')}>"


def _evidence(dossier: Dossier) -> tuple[bytes | None, bytes | None]:
    """Markup and picture; neither on a ground that forbids pictures (BrB 16:10 a)."""
    record = dossier.record()
    markup = json.loads(record)["capture"]["markup"].encode() if record else None
    return markup, dossier.picture()


def _moment(time: datetime) -> str:
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _told(making: Making) -> dict[str, str]:
    return {
        "software": f"Uppsikt {__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": making.archive.agency,
    }
