"""export: broken packages, each refused by our own check of the manifest or by the publishers' schemas and rules.

What eark-validator refuses is in test_export_eark_validator.py, what Riksarkivet's schema does in test_export_fgs12.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.desk import Desk
from companion.export import manifest
from companion.register import Actor, Query
from tests.companion import packages
from tests.companion.packages import rewritten
from tests.companion.test_export_eark import three


@pytest.fixture
def package(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """Three entries in one package."""
    return three(desk, actor).export("eark", Query(), tmp_path / "all.zip", actor).path


Files = dict[str, bytes]


def at(files: Files, end: str) -> str:
    return next(name for name in files if name.endswith(end))


def edit(end: str, pattern: str, new: str) -> Callable[[Files], None]:
    """Replace the first match in one file."""

    def change(files: Files) -> None:
        name = at(files, end)
        text, count = re.subn(pattern, new, files[name].decode(), count=1, flags=re.DOTALL)
        assert count == 1, "the package is not as this test believes"
        files[name] = text.encode()

    return change


def without(end: str) -> Callable[[Files], None]:
    """Leave one file out."""

    def change(files: Files) -> None:
        del files[at(files, end)]

    return change


def move_out(files: Files) -> None:
    files["elsewhere/erms.xml"] = files.pop(at(files, "erms.xml"))


UNTRUE: dict[str, Callable[[Files], None]] = {
    "a changed picture": lambda files: files.update({at(files, ".png"): b"other"}),
    "a changed byte": lambda files: files.update(
        {at(files, ".png"): files[at(files, ".png")][:-1] + b"x"}
    ),
    "a missing file": without("record.json"),
    "an extra file": lambda files: files.update({at(files, ".png") + ".exe": b"MZ"}),
    "a file outside the folder": move_out,
    "a missing METS": without("rep1/METS.xml"),
    "a wrong checksum": edit("rep1/METS.xml", 'CHECKSUM="[0-9a-f]{4}', 'CHECKSUM="0000'),
    "a wrong size": edit("rep1/METS.xml", 'SIZE="', 'SIZE="9'),
    "a wrong OBJID": edit("rep1/METS.xml", 'OBJID="rep1"', 'OBJID="rep2"'),
    "another algorithm": edit("rep1/METS.xml", "SHA-256", "MD5"),
    "a file that is not told": edit("rep1/METS.xml", "<mets:file .*?</mets:file>", ""),
    "METS that is no XML": edit("rep1/METS.xml", "</mets:mets>", ""),
    "a changed history": edit("premis.xml", "Eva Exempel", "Eva Exemplar"),
}


@pytest.mark.parametrize("untruth", UNTRUE)
def test_our_own_check_refuses(package: Path, tmp_path: Path, untruth: str) -> None:
    broken = rewritten(package, tmp_path / "broken.zip", UNTRUE[untruth])
    assert list(manifest.problems(broken, "METS.xml")) != []


MISSHAPEN: dict[str, Callable[[Files], None]] = {
    "METS in the wrong order": edit(
        "rep1/METS.xml", "(<mets:fileSec.*</mets:fileSec>)(.*</mets:structMap>)", r"\2\1"
    ),
    "a lost agent's name": edit("rep1/METS.xml", "<mets:name>Uppsikt</mets:name>", ""),
    "a checksum type that is none": edit("rep1/METS.xml", "SHA-256", "SHA-0"),
    "a date that is none": edit("rep1/METS.xml", 'CREATED="', 'CREATED="x'),
    "a package type that is none": edit("rep1/METS.xml", '"SIP"', '"ZIP"'),
    "two files with one id": edit("rep1/METS.xml", 'ID="file-2"', 'ID="file-1"'),
    "a case without designation": edit("erms.xml", "<objectId>.*?</objectId>", ""),
    "ERMS in the wrong order": edit(
        "erms.xml", "(<title>[^<]*</title>)\\s*(<status [^>]*/>)", r"\2\1"
    ),
    "disposal without dates": edit("erms.xml", "<dates>\\s*<disposalDate.*?</dates>", ""),
    "a restriction that is none": edit("erms.xml", '"confidential"', '"secret"'),
    "another restriction without its name": edit("erms.xml", '"confidential"', '"other_type"'),
    "the spelling digital": edit("erms.xml", "digitial", "digital"),
    "an event without a time": edit("premis.xml", "<premis:eventDateTime>.*?Time>", ""),
    "an object of no kind": edit("premis.xml", ' xsi:type="premis:file"', ""),
}


@pytest.mark.parametrize("fault", MISSHAPEN)
def test_the_publishers_schemas_and_rules_refuse(package: Path, tmp_path: Path, fault: str) -> None:
    broken = rewritten(package, tmp_path / "broken.zip", MISSHAPEN[fault])
    assert list(packages.objections(broken)) != []
