"""E-ARK SIP 2.1.0 with ERMS 2.1.2 (FGS Paketstruktur 2.0, FGS Ärendehantering 2.0): an entry or a selection.

Evidence goes from the vault into the zip an entry at a time; the XML about it is spooled beside and woven
in at the end, so memory does not grow with the number of entries.
"""

from __future__ import annotations

import mimetypes
import tempfile
import uuid
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from companion.errors import AgencyMissing, ExportFailed
from companion.export import erms, json_list, manifest, mets, pdf, premis
from companion.export.dossier import Dossier, Making, Selection
from companion.export.package import Package, Part
from companion.export.words import WORDS
from companion.export.xml import Element, moment, put, weave

SCHEMAS = (
    "mets.xsd",
    "xlink.xsd",
    "xml.xsd",
    "DILCISExtensionMETS.xsd",
    "DILCISExtensionSIPMETS.xsd",
    "ERMS_v2_1_2.xsd",
    "premis-v3-0.xsd",
)
"""Taken from the folder of the settings, where it is named."""

_DATA = f"{mets.REPRESENTATION}/data"


def write(selection: Selection, making: Making, to: Path) -> None:
    """The package. Raises AgencyMissing, NothingToExport, EvidenceDamaged, ExportFailed, OSError."""
    if not (making.archive.agency and making.archive.agency_code):
        raise AgencyMissing
    folder = f"uppsikt-{uuid.uuid4()}"
    with (
        tempfile.TemporaryDirectory(dir=to.parent, prefix=".uppsikt-") as beside,
        zipfile.ZipFile(to, "x", compresslevel=1) as file,
        ExitStack() as stack,
    ):
        spools = {
            name: stack.enter_context(tempfile.TemporaryFile(dir=beside))
            for name in ("cases", "files", "objects", "events")
        }
        package = Package(file, folder, making.now)
        writer = _Writer(package, making, Path(beside), spools)
        for dossier in selection.some():
            writer.entry(dossier, document=selection.single)
        writer.close()
    manifest.confirm(to, "METS.xml")


class _Writer:
    """Puts entries in, and in the end what is said of them."""

    def __init__(
        self, package: Package, making: Making, beside: Path, spools: Mapping[str, IO[bytes]]
    ) -> None:
        self._package = package
        self._making = making
        self._beside = beside
        self._created = moment(making.now)
        self._spools = spools
        self._agents: set[str] = set()
        self._decisions: dict[str, int] = {}
        self._files = 0

    def entry(self, dossier: Dossier, *, document: bool) -> None:
        """One entry: its files, its case, its history."""
        entry, base = dossier.entry, f"{_DATA}/{dossier.entry.id}"
        whole = json_list.document(dossier, self._making)
        parts = [self._package.add(f"{base}/entry.json", whole, "application/json")]
        record, picture = dossier.record(), dossier.picture()
        if record is not None:
            parts.append(self._package.add(f"{base}/record.json", record, "application/json"))
        if picture is not None:
            parts.append(self._package.add(f"{base}/screenshot.png", picture, "image/png"))
        if document:
            printed = pdf.document([dossier], self._making)
            parts.append(self._package.add(f"{base}/entry.pdf", printed, "application/pdf"))
        self._tell(dossier, parts)
        if entry.disposal_decision:
            seen = self._decisions.get(entry.disposal_decision, 0)
            self._decisions[entry.disposal_decision] = seen + 1

    def _tell(self, dossier: Dossier, parts: list[Part]) -> None:
        name = erms.designation(dossier.entry)
        paths = [part.path.removeprefix(f"{_DATA}/") for part in parts]
        put(erms.case(dossier, self._making, paths), self._spools["cases"])
        put(premis.entity(name), self._spools["objects"])
        for part in parts:
            put(premis.file(part), self._spools["objects"])
            self._list(part)
        for event in dossier.history():
            self._agents.add(event.actor)
            put(premis.event(event, name), self._spools["events"])

    def _list(self, part: Part) -> None:
        self._files += 1
        base = f"{mets.REPRESENTATION}/"
        put(mets.file(part, f"file-{self._files}", self._created, base), self._spools["files"])

    def close(self) -> None:
        """ERMS, PREMIS, documentation, schemas, and the two METS."""
        cases = erms.document(self._package.folder, self._making)
        self._list(self._woven(f"{_DATA}/erms.xml", cases))
        history = self._woven("metadata/preservation/premis.xml", premis.document(self._agents))
        inner = self._woven(f"{mets.REPRESENTATION}/METS.xml", mets.representation(self._making))
        documents, schemas = self._documentation(), self._schemas()
        outer = mets.root(self._package.folder, self._making, history, documents, schemas, inner)
        self._woven("METS.xml", outer)

    def _woven(self, path: str, root: Element) -> Part:
        return self._package.add(
            path, weave(root, self._spools, self._beside / "woven.xml"), "application/xml"
        )

    def _documentation(self) -> list[Part]:
        """The gallringsbeslut: which decisions the entries name, and the document if it is given."""
        terms = WORDS[self._making.language]
        lines = [f"{terms['disposal_decision']}"]
        lines += [f"{name}: {count}" for name, count in sorted(self._decisions.items())] or ["–"]
        lines.append(terms["kept_until"])
        text = "\n".join(lines) + "\n"
        parts = [
            self._package.add("documentation/gallringsbeslut.txt", text.encode(), "text/plain")
        ]
        given = self._making.archive.disposal_document
        if given:
            source = Path(given)
            kind = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
            path = f"documentation/gallringsbeslut{source.suffix.lower()}"
            if path == parts[0].path:
                path = "documentation/gallringsbeslut-beslut.txt"
            parts.append(self._package.add(path, source, kind))
        return parts

    def _schemas(self) -> list[Part]:
        parts = [
            self._package.add("schemas/register.schema.json", json_list.SCHEMA, "application/json")
        ]
        given = self._making.archive.schemas
        for name in SCHEMAS if given else ():
            source = Path(given) / name
            if not source.is_file():
                raise ExportFailed(reason=f"schemat {source} saknas")
            parts.append(self._package.add(f"schemas/{name}", source, "application/xml"))
        return parts
