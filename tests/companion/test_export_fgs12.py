"""export: FGS Paketstruktur 1.2, as Riksarkivet's schema wants it, and broken ones that are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from companion.desk import Desk
from companion.export import manifest
from companion.register import Actor, Query
from tests.companion import packages
from tests.companion.packages import contents, rewritten
from tests.companion.samples import PICTURE, capture


@pytest.fixture
def package(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """Two entries."""
    for number in range(2):
        desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    return desk.export("fgs12", Query(), tmp_path / "all.zip", actor).path


def test_the_package_is_sip_xml_and_content(package: Path) -> None:
    assert list(manifest.problems(package, "sip.xml")) == []
    names = [name.split("/", 1) for name in contents(package)]
    (folder,) = {name[0] for name in names}
    assert {name[1].split("/")[0] for name in names} == {"sip.xml", "content", "metadata"}
    root = etree.fromstring(contents(package)[f"{folder}/sip.xml"])
    assert root.get("OBJID") == f"UUID:{folder}"
    assert sum(name[1].endswith(".png") for name in names) == 2
    assert any(name[1] == "content/erms.xml" for name in names)


FAULTS = {
    "a lost agent": (rb"(?s)<mets:agent.*?</mets:agent>", b""),
    "a type that is none": (rb'TYPE="ERMS"', b'TYPE="Anything"'),
    "no record id": (rb"<mets:altRecordID.*?</mets:altRecordID>", b""),
    "no size": (rb'(USE="Datafile" MIMETYPE="[^"]*" )SIZE="\d+" ', rb"\1"),
}


def broken(files: dict[str, bytes], fault: str) -> None:
    (name,) = [name for name in files if name.endswith("sip.xml")]
    pattern, new = FAULTS[fault]
    files[name], count = re.subn(pattern, new, files[name], count=1)
    assert count == 1


def test_riksarkivets_schema_accepts(package: Path) -> None:
    assert list(packages.objections(package)) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_riksarkivets_schema_refuses(package: Path, tmp_path: Path, fault: str) -> None:
    other = rewritten(package, tmp_path / "broken.zip", lambda files: broken(files, fault))
    assert list(packages.objections(other)) != []


def test_our_own_check_refuses_what_was_changed(package: Path, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        files.update({name: b"x" for name in files if name.endswith(".png")})

    other = rewritten(package, tmp_path / "broken.zip", change)
    assert len(list(manifest.problems(other, "sip.xml"))) == 4
