"""E-ARK SIP 2.1.0 with ERMS 2.1.2 (FGS Paketstruktur 2.0, FGS Ärendehantering 2.0): an entry or a selection."""

from __future__ import annotations

import uuid
from pathlib import Path

from companion.errors import ExportFailed
from companion.export import json_list, manifest, mets
from companion.export.content import Content, opened
from companion.export.dossier import Making, Selection
from companion.export.package import Package, Part
from companion.export.xml import Element, moment

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


def write(selection: Selection, making: Making, to: Path) -> None:
    """The package. Raises AgencyMissing, NothingToExport, EvidenceDamaged, ExportFailed, OSError."""
    created = moment(making.now)

    def describe(part: Part, identity: str) -> Element:
        return mets.file(part, identity, created, f"{mets.REPRESENTATION}/")

    with opened(to, f"uppsikt-{uuid.uuid4()}", making) as (package, stack):
        content = Content(package, making, f"{mets.REPRESENTATION}/data", describe, stack)
        content.entries(selection)
        content.cases()
        history = content.history("metadata/preservation/premis.xml")
        inner = content.woven(f"{mets.REPRESENTATION}/METS.xml", mets.representation(making))
        documents, schemas = content.documentation("documentation"), _schemas(package, making)
        outer = mets.root(package.folder, making, history, documents, schemas, inner)
        content.woven("METS.xml", outer)
    manifest.confirm(to, "METS.xml")


def _schemas(package: Package, making: Making) -> list[Part]:
    """Our own always (CSIP113 asks for one at least), the publishers' where there is a folder of them."""
    own = package.add("schemas/register.schema.json", json_list.SCHEMA, "application/json")
    parts = [own]
    given = making.archive.schemas
    for name in SCHEMAS if given else ():
        source = Path(given) / name
        if not source.is_file():
            raise ExportFailed(reason=f"schemat {source} saknas")
        parts.append(package.add(f"schemas/{name}", source, "application/xml"))
    return parts
