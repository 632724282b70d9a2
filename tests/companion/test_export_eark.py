"""export: E-ARK SIP 2.1.0 with ERMS 2.1.2 that its publishers' schemas and rules accept, and broken ones that fail.

Without the publishers' schemas (tests/companion/packages.py) the last test here runs in place of theirs and
its name says what is then not checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from companion.desk import Desk
from companion.errors import AgencyMissing, ExportFailed
from companion.export import manifest
from companion.export.eark import SCHEMAS as PACKED
from companion.export.xml import fit
from companion.register import Actor, Query
from companion.register.events import digest
from companion.register.records import Event
from companion.settings import Archive
from tests import preflight
from tests.companion import packages
from tests.companion.packages import contents, rewritten
from tests.companion.samples import PICTURE, capture

ERMS = {"e": "https://DILCIS.eu/XML/ERMS"}
PREMIS = {"p": "http://www.loc.gov/premis/v3"}
ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def three(desk: Desk, actor: Actor) -> Desk:
    """A register with an ordinary, a secret and a forbidden comment."""
    desk.capture(capture(id="1", text="Hej\x07 <b>"), actor, PICTURE)
    secret = {"category": "confidential", "ground": "secrecy", "note": "Se tjänsteanteckning"}
    desk.capture(capture(id="2", text="Journal", decision=secret), actor, PICTURE)
    child = {"category": "crime", "ground": "bbs_child_abuse"}
    desk.capture(capture(id="3", image=None, decision=child), actor, None)
    return desk


@pytest.fixture
def package(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """Three entries in one package."""
    return three(desk, actor).export("eark", Query(), tmp_path / "all.zip", actor).path


@pytest.fixture
def one(desk: Desk, actor: Actor, tmp_path: Path) -> Path:
    """One entry, with schemas where this machine has them, and a gallringsbeslut as a document."""
    document = tmp_path / "Beslut KS 2026-12.pdf"
    document.write_bytes(b"%PDF-1.4 made up")
    archive = replace(
        desk.archive,
        disposal_document=str(document),
        schemas=str(packages.SCHEMAS or ""),
        classification="1.4.2",
        submission_agreement="ÖK 2026:1",
    )
    entry = desk.capture(capture(), actor, PICTURE).entry
    return replace(desk, archive=archive).export("eark", entry, tmp_path / "one.zip", actor).path


def part(package: Path, end: str) -> bytes:
    """The one file of the package whose path ends so."""
    (found,) = [content for name, content in contents(package).items() if name.endswith(end)]
    return found


def tree(package: Path, end: str) -> etree._Element:
    return etree.fromstring(part(package, end))


def test_the_package_holds_what_its_manifest_says(package: Path, one: Path) -> None:
    for each in (package, one):
        assert list(manifest.problems(each, "METS.xml")) == []
        names = list(contents(each))
        folder = names[0].partition("/")[0]
        root = tree(each, f"{folder}/METS.xml")
        assert root.get("OBJID") == folder
        assert {name.split("/")[1] for name in names} == {
            "METS.xml", "metadata", "documentation", "schemas", "representations",
        }  # fmt: skip


def test_one_entry_has_its_evidence_its_document_and_the_decision(
    one: Path, tmp_path: Path
) -> None:
    assert part(one, "screenshot.png") == PICTURE
    record = json.loads(part(one, "record.json"))
    assert record["capture"]["comment"]["author"]["name"] == "Åke Påhittad"
    schema = json.loads(part(one, "schemas/register.schema.json"))
    jsonschema.validate(json.loads(part(one, "entry.json")), schema)
    (tmp_path / "entry.pdf").write_bytes(part(one, "entry.pdf"))
    assert preflight.objections(tmp_path / "entry.pdf") == ""
    assert part(one, "documentation/gallringsbeslut.pdf") == b"%PDF-1.4 made up"
    names = {name.rsplit("/", 1)[1] for name in contents(one) if "/schemas/" in name}
    assert names - {"register.schema.json"} == (set(PACKED) if packages.SCHEMAS else set())


def test_erms_tells_who_what_and_why(one: Path) -> None:
    """OSL 5:2: date, designation, sender, subject; OSL 5:5: secrecy; N4: disposal."""
    erms = tree(one, "erms.xml")
    said = {name: erms.xpath(f"string({path})", namespaces=ERMS) for name, path in {
        "designation": "//e:aggregation/e:objectId",
        "sender": "//e:agent[@agentType='sender']/e:name",
        "decided": "//e:action//e:agent/e:name",
        "text": "//e:record/e:description",
        "motive": "//e:actionMotivation",
        "class": "//e:record/e:classification/@classificationCode",
        "received": "//e:record/e:dates/e:date[@otherDateType='registered']",
        "direction": "//e:direction/@directionDefinition",
        "kept": "//e:disposalComment",
    }.items()}  # fmt: skip
    assert said == {
        "designation": "uppsikt-1",
        "sender": "Åke Påhittad",
        "decided": "Eva Exempel",
        "text": "Får kommunalrådet aldrig nog? 🤬\nDu är en idiot.",
        "motive": said["motive"],
        "class": "1.4.2",
        "received": "2026-11-21T09:30:00+00:00",
        "direction": "incoming",
        "kept": "bevaras tills beslut finns",
    }
    assert said["motive"].startswith("Sidans regler")
    paths = erms.xpath("//e:appendix/@path", namespaces=ERMS)
    assert len(paths) == 4
    for path in paths:
        assert part(one, f"/data/{path}")


def test_erms_has_every_entry_and_its_restriction(package: Path) -> None:
    """OSL 5:5: what must be weighed before disclosure is marked, with where it stands."""
    erms = tree(package, "erms.xml")
    assert erms.xpath("count(//e:aggregation)", namespaces=ERMS) == 3
    kinds = erms.xpath("//e:record/e:restriction/@restrictionType", namespaces=ERMS)
    assert kinds == ["integrity", "confidential"]


def test_the_chain_can_be_checked_from_the_package_alone(one: Path) -> None:
    events = tree(one, "premis.xml").findall("p:event", PREMIS)
    assert events
    for event in events:
        content = json.loads(event.findtext(".//p:eventDetail", namespaces=PREMIS) or "")
        identity = event.findtext("p:eventIdentifier/p:eventIdentifierValue", namespaces=PREMIS)
        assert digest(Event(**content, hash="")) == identity


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None
)
@given(text=ANYTHING)
def test_no_text_breaks_the_package(desk: Desk, actor: Actor, tmp_path: Path, text: str) -> None:
    asked = capture(text=text, author={"name": text[:100], "url": None, "id": None})
    entry = desk.capture(asked, actor, PICTURE).entry
    made = desk.export("eark", Query(), tmp_path / "any.zip", actor).path
    told = tree(made, "erms.xml").xpath(
        f"string(//e:aggregation[e:objectId='uppsikt-{entry}']/e:record/e:description)",
        namespaces=ERMS,
    )
    assert told == (fit(text) or "(ingen text)")


def test_the_authority_must_be_known(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    nameless = replace(three(desk, actor), archive=Archive())
    with pytest.raises(AgencyMissing):
        nameless.export("eark", Query(), tmp_path / "out" / "all.zip", actor)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("given", ["schemas", "disposal_document"])
def test_what_the_settings_name_must_be_there(
    desk: Desk, actor: Actor, tmp_path: Path, given: str
) -> None:
    archive = replace(desk.archive, **{given: str(tmp_path / "nowhere.pdf")})
    with pytest.raises(ExportFailed):
        replace(three(desk, actor), archive=archive).export(
            "eark", Query(), tmp_path / "out" / "all.zip", actor
        )
    assert list((tmp_path / "out").iterdir()) == []


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

if packages.SCHEMAS:

    def test_the_publishers_schemas_and_rules_accept(package: Path, one: Path) -> None:
        """METS 1.12 with E-ARK's extensions, PREMIS 3, ERMS 2.1.2 and its Schematron."""
        assert list(packages.objections(package)) == []
        assert list(packages.objections(one)) == []

    @pytest.mark.parametrize("fault", MISSHAPEN)
    def test_the_publishers_schemas_and_rules_refuse(
        package: Path, tmp_path: Path, fault: str
    ) -> None:
        broken = rewritten(package, tmp_path / "broken.zip", MISSHAPEN[fault])
        assert list(packages.objections(broken)) != []

else:

    @pytest.mark.parametrize("fault", MISSHAPEN)
    def test_without_the_schemas_only_the_manifest_refuses_and_shapes_are_not_checked(
        package: Path, tmp_path: Path, fault: str
    ) -> None:
        broken = rewritten(package, tmp_path / "broken.zip", MISSHAPEN[fault])
        assert contents(broken) != contents(package)
