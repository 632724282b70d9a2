"""Packages for the archive in the eyes of others: the publishers' schemas, ERMS's Schematron, eark-validator.

The schemas are public and not committed. They are looked for in UPPSIKT_SCHEMAS, else in ../shared/schemas.
Where they are not, `SCHEMAS` is None and only the checks that need none are made; `test_export_eark.py`
says so in the name of the test that then runs in their stead.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree, isoschematron

_NAMED = os.environ.get("UPPSIKT_SCHEMAS")
_FOLDER = Path(_NAMED) if _NAMED else Path(__file__).parents[3] / "shared" / "schemas"
SCHEMAS: Path | None = _FOLDER if (_FOLDER / "mets.xsd").is_file() else None
"""The folder of the publishers' schemas, where this machine has it."""


class _Local(etree.Resolver):  # type: ignore[misc]
    """Imports of a schema are read from the folder, never from the network."""

    def resolve(self, url: str, _: str, context: Any) -> Any:
        assert SCHEMAS is not None
        return self.resolve_filename(str(SCHEMAS / url.rsplit("/", 1)[-1]), context)


def _parser() -> Any:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return parser


@cache
def schema(*names: str) -> Any:
    """A schema of one file, or of several namespaces in as many files."""
    assert SCHEMAS is not None
    imports = "".join(_import(SCHEMAS / name) for name in names)
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.fromstring(text, _parser(), base_url=f"{SCHEMAS}/all.xsd"))


def _import(path: Path) -> str:
    namespace = etree.parse(str(path), _parser()).getroot().get("targetNamespace")
    return f'<xs:import namespace="{namespace}" schemaLocation="{path.name}"/>'


@cache
def schematron() -> Any:
    """ERMS's own rules; lxml knows XSLT 1 alone, and the rules need no more."""
    assert SCHEMAS is not None
    root = etree.parse(str(SCHEMAS / "erms_v2_1_2.sch")).getroot()
    del root.attrib["queryBinding"]
    return isoschematron.Schematron(root)


METS = ("mets.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd")

FGS = ("CSPackageMETS.xsd", "CSPackageExtensionMETS.xsd")


def objections(package: Path) -> Iterator[str]:
    """What the publishers' schemas and rules have against a package."""
    for name, content in contents(package).items():
        if name.endswith("METS.xml"):
            yield from _against(schema(*METS), content)
        elif name.endswith("sip.xml"):
            yield from _against(schema(*FGS), content)
        elif name.endswith("premis.xml"):
            yield from _against(schema("premis-v3-0.xsd"), content)
        elif name.endswith("erms.xml"):
            yield from _against(schema("ERMS_v2_1_2.xsd"), content)
            yield from _against(schematron(), content)


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
