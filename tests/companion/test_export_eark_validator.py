"""export: what E-ARK's own validator says of our packages, and of broken ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from companion.desk import Desk
from companion.register import Actor, Query
from tests.companion.packages import rewritten
from tests.companion.samples import PICTURE, capture
from tests.tools import eark

Files = dict[str, bytes]


@pytest.fixture
def package(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """Two entries."""
    for number in range(2):
        desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    return desk.export("eark", Query(), tmp_path / "all.zip", actor).path


@pytest.mark.parametrize("asked", [1, Query()], ids=["entry", "selection"])
def test_only_the_validators_own_faults_are_reported(
    package: Path, desk: Desk, actor: Actor, asked: int | Query
) -> None:
    made = desk.export("eark", asked, package.with_name("other.zip"), actor)
    assert eark.errors(made.path) == eark.ALLOWED


def test_of_2_2_0_the_validator_knows_neither_profile_nor_content_type(
    package: Path, desk: Desk, actor: Actor
) -> None:
    """It stops at 2.1.0, so these it cannot judge; all else it does, and finds nothing.

    SIP2 is PROFILE, CSIP4 the content type; with the older names in their places the same package passes.
    """
    newer = replace(desk, archive=replace(desk.archive, eark="2.2.0"))
    made = newer.export("eark", Query(), package.with_name("other.zip"), actor).path
    assert eark.errors(made) - eark.ALLOWED == {"SIP2", "CSIP4"}

    def older(files: Files) -> None:
        for name in [name for name in files if name.endswith("METS.xml")]:
            text = files[name].replace(b"-v2-2-0.xml", b".xml")
            files[name] = text.replace(b"citserms_v3_0", b"citserms_v2_1")

    assert eark.errors(rewritten(made, made.with_name("older.zip"), older)) == eark.ALLOWED


def edit(pattern: str, new: str) -> Callable[[Files], None]:
    """Replace the first match in the package's METS."""

    def change(files: Files) -> None:
        (name,) = [name for name in files if re.fullmatch(r"[^/]+/METS\.xml", name)]
        text, count = re.subn(pattern, new, files[name].decode(), count=1, flags=re.DOTALL)
        assert count == 1, "the package is not as this test believes"
        files[name] = text.encode()

    return change


def no_mets(files: Files) -> None:
    (name,) = [name for name in files if re.fullmatch(r"[^/]+/METS\.xml", name)]
    del files[name]


FAULTS: dict[str, tuple[str, Callable[[Files], None]]] = {
    "no METS": ("CSIPSTR4", no_mets),
    "no OBJID": ("CSIP1", edit('OBJID="[^"]+"', 'OBJID=""')),
    "a category that is none": ("CSIP2", edit('TYPE="Datasets"', 'TYPE="Things"')),
    "another profile": ("SIP2", edit("E-ARK-SIP.xml", "E-ARK-DIP.xml")),
    "an agent without its version": ("CSIP15", edit("<mets:note .*?</mets:note>", "")),
    "no documentation": ("CSIP60", edit('USE="Documentation"', 'USE="Papers"')),
    "no schemas": ("CSIP113", edit('USE="Schemas"', 'USE="Forms"')),
    "a structure of another kind": ("CSIP81", edit('TYPE="PHYSICAL"', 'TYPE="LOGICAL"')),
    "a metadata division less": ("CSIP88", edit('LABEL="Metadata"', 'LABEL="Data"')),
    "METS in the wrong order": (
        "XML-1",
        edit("(<mets:amdSec.*</mets:amdSec>)(.*</mets:fileSec>)", r"\2\1"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_validator_refuses(package: Path, tmp_path: Path, fault: str) -> None:
    rule, change = FAULTS[fault]
    broken = rewritten(package, tmp_path / "broken.zip", change)
    assert rule in eark.errors(broken)
