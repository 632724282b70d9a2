"""METS for an E-ARK SIP (2.1.0 is FGS Paketstruktur 2.0): one for the package, one for its representation."""

from __future__ import annotations

from functools import cache

from companion import __version__
from companion.export import versions
from companion.export.dossier import Making
from companion.export.package import Part
from companion.export.xml import XLINK, XSI, Element, Form, maker, moment, spooled

NAMESPACE = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
REPRESENTATION = "representations/rep1"
_NAMESPACES = {
    "xmlns:mets": NAMESPACE,
    "xmlns:csip": CSIP,
    "xmlns:sip": SIP,
    "xmlns:xlink": XLINK,
    "xmlns:xsi": XSI,
}
_make = maker("mets")
_LOCATION = {"LOCTYPE": "URL", "xlink:type": "simple"}


def root(
    folder: str,
    making: Making,
    premis: Part,
    documentation: list[Part],
    schemas: list[Part],
    representation: Part,
) -> Element:
    """The package's METS; its OBJID is the folder's name."""
    now = moment(making.now)
    version = versions.chosen(making.archive)
    described = _make(
        "digiprovMD", _reference(premis, now), ID="digiprov-1", CREATED=now, STATUS="CURRENT"
    )
    groups = [
        _group("Documentation", "docs", [file(one, f"docs-{n}", now) for n, one in _number(documentation)]),
        _group("Schemas", "schemas", [file(one, f"schemas-{n}", now) for n, one in _number(schemas)]),
        _group(
            "Representations/rep1",
            "rep1",
            [file(representation, "rep1-mets", now)],
            version.content_type,
        ),
    ]  # fmt: skip
    pointer = _make("mptr", **_LOCATION, **_link(representation.path, "rep1"))
    contents = [
        _make("div", ID="div-metadata", LABEL="Metadata", ADMID="digiprov-1"),
        _points("Documentation", "docs"),
        _points("Schemas", "schemas"),
        _points("Representations", "rep1"),
        _make("div", pointer, ID="div-rep1-mets", LABEL="Representations/rep1"),
    ]
    return _mets(
        folder,
        making.archive.mets_profile or version.sip_profile,
        version,
        _header(making),
        _make("amdSec", described, ID="amd-1"),
        _make("fileSec", *groups, ID="files"),
        _structure(folder, contents),
    )


def representation(making: Making) -> Element:
    """The representation's METS, with a place for the spool `files`."""
    version = versions.chosen(making.archive)
    data = _group("Data", "data", [spooled("files")], version.content_type)
    contents = [
        _make("div", ID="div-metadata", LABEL="Metadata"),
        _points("Data", "data"),
    ]
    return _mets(
        "rep1",
        version.csip_profile,
        version,
        _header(making),
        _make("fileSec", data, ID="files"),
        _structure("rep1", contents),
    )


def file(part: Part, identity: str, created: str, base: str = "") -> Element:
    """A file of a fileGrp; its address is relative to `base`."""
    return _file().filled(
        href=part.path.removeprefix(base),
        identity=identity,
        created=created,
        mimetype=part.mimetype,
        size=str(part.size),
        sha256=part.sha256,
    )


@cache
def _file() -> Form:
    place = _make("FLocat", **_LOCATION, **_link("{href}"))
    empty = Part(path="", size=0, sha256="{sha256}", mimetype="{mimetype}")
    facts = _facts(empty) | {"SIZE": "{size}"}
    return Form(_make("file", place, ID="{identity}", CREATED="{created}", **facts))


def _mets(identity: str, profile: str, version: versions.EArk, *content: Element) -> Element:
    return _make(
        "mets",
        *content,
        OBJID=identity,
        TYPE="Datasets",
        PROFILE=profile,
        **_NAMESPACES | {"csip:CONTENTINFORMATIONTYPE": version.content_type},
    )


def _header(making: Making) -> Element:
    archive = making.archive
    agreement = archive.submission_agreement
    return _make(
        "metsHdr",
        _agent("OTHER", "Uppsikt", __version__, "SOFTWARE VERSION", OTHERTYPE="SOFTWARE"),
        _agent("ORGANIZATION", archive.agency, archive.agency_code, "IDENTIFICATIONCODE"),
        _make("altRecordID", agreement, TYPE="SUBMISSIONAGREEMENT") if agreement else None,
        CREATEDATE=moment(making.now),
        LASTMODDATE=moment(making.now),
        RECORDSTATUS="NEW",
        **{"csip:OAISPACKAGETYPE": "SIP"},
    )


def _agent(kind: str, name: str, note: str, note_kind: str, **more: str) -> Element:
    told = _make("note", note, **{"csip:NOTETYPE": note_kind})
    return _make("agent", _make("name", name), told, ROLE="CREATOR", TYPE=kind, **more)


def _reference(part: Part, created: str) -> Element:
    return _make(
        "mdRef",
        **_LOCATION,
        **_link(part.path),
        MDTYPE="PREMIS",
        CREATED=created,
        **_facts(part),
    )


def _group(use: str, identity: str, files: list[Element], content: str | None = None) -> Element:
    kind = {"csip:CONTENTINFORMATIONTYPE": content}
    return _make("fileGrp", *files, ID=identity, USE=use, **kind)


def _points(label: str, group: str) -> Element:
    return _make("div", _make("fptr", FILEID=group), ID=f"div-{group}", LABEL=label)


def _structure(label: str, contents: list[Element]) -> Element:
    top = _make("div", *contents, ID="div-top", LABEL=label)
    return _make("structMap", top, ID="structure", TYPE="PHYSICAL", LABEL="CSIP")


def _facts(part: Part) -> dict[str, str]:
    return {
        "MIMETYPE": part.mimetype,
        "SIZE": str(part.size),
        "CHECKSUM": part.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }


def _link(path: str, title: str | None = None) -> dict[str, str | None]:
    return {"xlink:href": path, "xlink:title": title}


def _number(parts: list[Part]) -> enumerate[Part]:
    return enumerate(parts, 1)
