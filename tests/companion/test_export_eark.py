"""export: E-ARK SIP with ERMS that its publishers' schemas and rules accept, in both versions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from companion.desk import Desk
from companion.errors import AgencyMissing, CompanionError, ExportFailed, SchemaMissing
from companion.export import dossier, manifest
from companion.export.versions import VERSIONS
from companion.export.xml import fit
from companion.register import Actor, Query
from companion.register.events import digest
from companion.register.records import Event
from companion.settings import Archive
from tests import preflight
from tests.companion import packages
from tests.companion.packages import contents
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
    """One entry, and a gallringsbeslut as a document."""
    document = tmp_path / "Beslut KS 2026-12.pdf"
    document.write_bytes(b"%PDF-1.4 made up")
    archive = replace(
        desk.archive,
        disposal_document=str(document),
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
    assert names - {"register.schema.json"} == set(VERSIONS["2.1.0"].schemas)


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


@pytest.mark.parametrize(
    ("given", "error"), [("schemas", SchemaMissing), ("disposal_document", ExportFailed)]
)
def test_what_the_settings_name_must_be_there(
    desk: Desk, actor: Actor, tmp_path: Path, given: str, error: type[CompanionError]
) -> None:
    archive = replace(desk.archive, **{given: str(tmp_path / "nowhere.pdf")})
    with pytest.raises(error):
        replace(three(desk, actor), archive=archive).export(
            "eark", Query(), tmp_path / "out" / "all.zip", actor
        )
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_publishers_schemas_and_rules_accept(
    desk: Desk, actor: Actor, tmp_path: Path, version: str
) -> None:
    """METS 1.12 with E-ARK's extensions, PREMIS 3, ERMS and its Schematron, in the version that is chosen."""
    archive = replace(desk.archive, eark=version, classification="1.4.2")
    three(chosen := replace(desk, archive=archive), actor)
    every: list[int | Query] = [Query(), 1, 2, 3]
    for number, asked in enumerate(every):
        made = chosen.export("eark", asked, tmp_path / f"{number}.zip", actor).path
        assert list(packages.objections(made, version)) == []
        assert list(manifest.problems(made, "METS.xml")) == []


def test_each_version_is_refused_by_the_others_schema(
    desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    """The settings choose ERMS too: 3.0 mended a spelling, so neither passes as the other."""
    three(desk, actor)
    for version, other in (("2.1.0", "2.2.0"), ("2.2.0", "2.1.0")):
        chosen = replace(desk, archive=replace(desk.archive, eark=version))
        made = chosen.export("eark", Query(), tmp_path / f"{version}.zip", actor).path
        assert list(packages.objections(made, other)) != []


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("named", ["", "https://arkiv.example/profile"])
def test_the_profile_is_the_versions_own_or_the_one_named(
    desk: Desk, actor: Actor, tmp_path: Path, version: str, named: str
) -> None:
    """PROFILE and csip:CONTENTINFORMATIONTYPE are what a receiver chooses its rules by."""
    archive = replace(desk.archive, eark=version, mets_profile=named)
    made = replace(three(desk, actor), archive=archive).export(
        "eark", 1, tmp_path / "one.zip", actor
    )
    folder = next(iter(contents(made.path))).partition("/")[0]
    root = tree(made.path, f"{folder}/METS.xml")
    assert root.get("PROFILE") == (named or VERSIONS[version].sip_profile)
    kind = root.get("{https://DILCIS.eu/XML/METS/CSIPExtensionMETS}CONTENTINFORMATIONTYPE")
    assert kind == VERSIONS[version].content_type


def test_in_a_small_selection_each_entry_is_printed_in_a_large_none(
    desk: Desk, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Printing takes thirty times as long as packing; ERMS and JSON say the same."""
    three(desk, actor)
    counts = []
    for most in (3, 2):
        monkeypatch.setattr(dossier, "PRINTED", most)
        made = desk.export("eark", Query(), tmp_path / f"{most}.zip", actor).path
        counts.append(sum(name.endswith("/entry.pdf") for name in contents(made)))
        assert list(packages.objections(made)) == []
    assert counts == [3, 0]
