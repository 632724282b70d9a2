"""E-ARK SIP with ERMS, of an entry or a selection; which version of them the settings say (versions.py)."""

from __future__ import annotations

import uuid
from pathlib import Path

from companion.export import json_list, manifest, mets, schemas, versions
from companion.export.content import Content, opened
from companion.export.dossier import Making, Selection
from companion.export.package import Package, Part
from companion.export.xml import Element, moment


def write(selection: Selection, making: Making, to: Path) -> None:
    """The package. Raises AgencyMissing, SchemaMissing, SchemaUnknown, NothingToExport, EvidenceDamaged,
    ExportFailed, OSError.
    """
    created = moment(making.now)

    def describe(part: Part, identity: str) -> Element:
        return mets.file(part, identity, created, f"{mets.REPRESENTATION}/")

    with opened(to, f"uppsikt-{uuid.uuid4()}", making) as (package, stack):
        version = versions.chosen(making.archive)
        found = schemas.take(Path(making.archive.schemas), version.schemas)
        content = Content(package, making, f"{mets.REPRESENTATION}/data", describe, stack)
        content.entries(selection)
        content.cases()
        history = content.history("metadata/preservation/premis.xml")
        inner = content.woven(f"{mets.REPRESENTATION}/METS.xml", mets.representation(making))
        documents, inside = content.documentation("documentation"), _schemas(package, found)
        outer = mets.root(package.folder, making, history, documents, inside, inner)
        content.woven("METS.xml", outer)


def check(package: Path) -> None:
    """Does it hold what its METS says? Raises ExportFailed."""
    manifest.confirm(package, "METS.xml")


def _schemas(package: Package, found: dict[str, bytes]) -> list[Part]:
    """The register's own and the publishers', which a stranger needs to check what is inside (CSIP113)."""
    own = package.add("schemas/register.schema.json", json_list.SCHEMA, "application/json")
    return [
        own,
        *(package.add(f"schemas/{name}", text, "application/xml") for name, text in found.items()),
    ]
