"""Packages for the archive in the eyes of others: the publishers' schemas and ERMS's Schematron.

The schemas are public and not committed: UPPSIKT_SCHEMAS names their folder, else it is ../shared/schemas, else the
one into which `build.py test` fetches them. Each is used only if it is the pinned one (companion/export/schemas.toml).
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree, isoschematron

from companion.export import schemas
from companion.export.versions import VERSIONS
from tests.tools.schemas import FOLDER

SCHEMAS = FOLDER
"""The folder of the publishers' schemas."""


class _Local(etree.Resolver):  # type: ignore[misc]
    """Imports of a schema are read from the folder, never from the network."""

    def resolve(self, url: str, _: str, context: Any) -> Any:
        return self.resolve_filename(str(SCHEMAS / url.rsplit("/", 1)[-1]), context)


def _parser() -> Any:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return parser


@cache
def schema(*names: str) -> Any:
    """A schema of one file, or of several namespaces in as many files. Raises SchemaMissing, SchemaUnknown."""
    schemas.take(SCHEMAS, names)
    imports = "".join(_import(SCHEMAS / name) for name in names)
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, _parser(), base_url=f"{SCHEMAS}/all.xsd"))


def _import(path: Path) -> str:
    namespace = etree.parse(str(path), _parser()).getroot().get("targetNamespace")
    return f'<xs:import namespace="{namespace}" schemaLocation="{path.name}"/>'


@cache
def schematron(name: str) -> Any:
    """ERMS's own rules; lxml knows XSLT 1 alone, and the rules need no more."""
    root = etree.fromstring(schemas.take(SCHEMAS, [name])[name])
    del root.attrib["queryBinding"]
    return isoschematron.Schematron(root)


METS = ("mets.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd")

FGS = ("CSPackageMETS.xsd", "CSPackageExtensionMETS.xsd")

RULES = {"2.1.0": "erms_v2_1_2.sch", "2.2.0": "erms_v3.sch"}
"""ERMS's Schematron by the version of E-ARK."""


def objections(package: Path, eark: str = "2.1.0") -> Iterator[str]:
    """What the publishers' schemas and rules have against a package."""
    for name, content in contents(package).items():
        if name.endswith("METS.xml"):
            yield from _against(schema(*METS), content)
        elif name.endswith("sip.xml"):
            yield from _against(schema(*FGS), content)
        elif name.endswith("premis.xml"):
            yield from _against(schema("premis-v3-0.xsd"), content)
        elif name.endswith("erms.xml"):
            yield from _against(schema(VERSIONS[eark].erms_schema), content)
            yield from _against(schematron(RULES[eark]), content)


def _against(rules: Any, content: bytes) -> Iterator[str]:
    try:
        tree = etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        yield str(error)
        return
    if not rules.validate(tree):
        yield str(rules.error_log)


def contents(package: Path) -> dict[str, bytes]:
    """Path in the zip → bytes."""
    with zipfile.ZipFile(package) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


def rewritten(package: Path, to: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The package with its contents changed."""
    found = contents(package)
    change(found)
    with zipfile.ZipFile(to, "w") as file:
        for name, content in found.items():
            file.writestr(name, content)
    return to
