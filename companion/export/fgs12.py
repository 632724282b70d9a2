"""FGS Paketstruktur 1.2 (RAFGS1V1.2), which many systems still take: `sip.xml` and `content/`.

Form and words from Riksarkivet's CSPackageMETS.xsd; the cases inside are ERMS, as in the E-ARK package.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from companion import __version__
from companion.export import manifest, versions
from companion.export.content import Content, opened
from companion.export.dossier import Making, Selection
from companion.export.package import Part
from companion.export.words import WORDS
from companion.export.xml import XLINK, XSI, Element, maker, moment, spooled

NAMESPACE = "http://www.loc.gov/METS/"
EXTENSION = "ExtensionMETS"
PROFILE = "http://xml.ra.se/e-arkiv/METS/CommonSpecificationSwedenPackageProfile.xml"
_NAMESPACES = {
    "xmlns:mets": NAMESPACE,
    "xmlns:ext": EXTENSION,
    "xmlns:xlink": XLINK,
    "xmlns:xsi": XSI,
}
_make = maker("mets")


def write(selection: Selection, making: Making, to: Path) -> None:
    """The package. Raises AgencyMissing, NothingToExport, EvidenceDamaged, ExportFailed, OSError."""

    def describe(part: Part, identity: str) -> Element:
        return _make(
            "file", _place("FLocat", part), ID=identity, USE="Datafile", **_facts(part, making)
        )

    with opened(to, str(uuid.uuid4()), making) as (package, stack):
        content = Content(package, making, "content", describe, stack)
        content.entries(selection)
        content.cases()
        content.listed(content.documentation("content/documentation"))
        history = content.history("metadata/premis.xml")
        content.woven("sip.xml", _sip(package.folder, making, history))


def check(package: Path) -> None:
    """Does it hold what its sip.xml says? Raises ExportFailed."""
    manifest.confirm(package, "sip.xml")


def _sip(folder: str, making: Making, history: Part) -> Element:
    reference = _place("mdRef", history, MDTYPE="PREMIS", **_facts(history, making))
    files = _make("fileGrp", spooled("files"), ID="files")
    version = versions.chosen(making.archive)
    label = "No structmap defined in this information package"
    return _make(
        "mets",
        _header(making, folder),
        _make("amdSec", _make("digiprovMD", reference, ID="history"), ID="administration"),
        _make("fileSec", files),
        _make("structMap", _make("div"), LABEL=label),
        OBJID=f"UUID:{folder}",
        LABEL=WORDS[making.language]["titles"],
        TYPE="ERMS",
        PROFILE=PROFILE,
        **_NAMESPACES,
        **_ext(CONTENTTYPESPECIFICATION=f"E-ARK CITS ERMS {version.erms}", APPRAISAL="No"),
    )


def _header(making: Making, folder: str) -> Element:
    archive = making.archive
    agreement = archive.submission_agreement
    reference = "SUBMISSIONAGREEMENT" if agreement else "REFERENCECODE"
    return _make(
        "metsHdr",
        _agent("ARCHIVIST", "ORGANIZATION", archive.agency, archive.agency_code),
        _agent("CREATOR", "ORGANIZATION", archive.agency, archive.agency_code),
        _agent("ARCHIVIST", "OTHER", "Uppsikt", __version__, OTHERTYPE="SOFTWARE"),
        _make("altRecordID", agreement or folder, TYPE=reference),
        _make("metsDocumentID", "sip.xml"),
        CREATEDATE=moment(making.now),
        RECORDSTATUS="NEW",
        **_ext(OAISSTATUS="SIP"),
    )


def _agent(role: str, kind: str, name: str, note: str, **more: str) -> Element:
    content = _make("name", name), _make("note", note)
    return _make("agent", *content, ROLE=role, TYPE=kind, **more)


def _place(name: str, part: Part, **more: str) -> Element:
    link = {"xlink:type": "simple", "xlink:href": f"file:///{part.path}"}
    return _make(name, LOCTYPE="URL", **link, **more)


def _facts(part: Part, making: Making) -> dict[str, str]:
    return {
        "MIMETYPE": part.mimetype,
        "SIZE": str(part.size),
        "CREATED": moment(making.now),
        "CHECKSUM": part.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _ext(**attributes: str) -> dict[str, str]:
    return {f"ext:{name}": value for name, value in attributes.items()}
