"""policy: each preset says what its guideline says, and no more."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import conversions, policy
from companion.contract import Act, Category, DisposalTest, Ground
from companion.desk import Desk
from companion.errors import DisposalTestMissing, Language, NoDisposalDecision
from companion.policy import Police
from companion.register import Actor
from tests.companion.samples import PICTURE, capture

ALL = [*policy.presets(), "practice"]
MUNICIPALITIES = ["ale", "alingsas", "hultsfred", "norrkoping", "smedjebacken"]

S1 = {
    Category.INSULT: "förolämpningar",
    Category.HATE: "sexistiska yttranden",
    Category.SEXUAL_VIOLENCE: "våldsskildringar eller pornografi",
    Category.CRIME: "annan brottslig verksamhet",
    Category.COPYRIGHT: "upphovsrättsligt skyddat material",
    Category.PROFANITY: "obscena ord",
    Category.PERSONAL_DATA: "PUL",
    Category.CONFIDENTIAL: "Sekretessuppgifter",
    Category.BAD_LINK: "Länkar till sidor",
}
N1 = {
    Category.INSULT: "personliga angrepp",
    Category.HATE: "Hets mot folkgrupp",
    Category.SEXUAL_VIOLENCE: "pornografi",
    Category.CRIME: "Uppmaningar till brott",
    Category.COPYRIGHT: "Olovligt bruk",
    Category.PROFANITY: "Svordomar",
    Category.COMMERCIAL: "Kommersiella budskap eller reklam",
    Category.CONFIDENTIAL: "Sekretessbelagda",
}
A1 = {
    Category.INSULT: "kränkande",
    Category.CRIME: "strider mot lag",
    Category.PROFANITY: "stötande eller olämpligt",
    Category.COMMERCIAL: "Skräppost och reklam",
    Category.CONFIDENTIAL: "sekretess",
    Category.PERSONAL_DATA: "samtycke",
}
H1 = {
    Category.INSULT: "kränkande för enskilda individer",
    Category.HATE: "kränkande för grupper",
    Category.CRIME: "Olagligheter",
    Category.PERSONAL_DATA: "Personuppgiftslagen",
}
L1: dict[Category, str] = {}
"""The decision to adopt Alingsås's guideline quotes none of its rules; the additions were voted down."""


def test_the_presets_are_the_five_municipalities_and_the_general_one() -> None:
    assert policy.presets() == sorted([*MUNICIPALITIES, "general"])


@pytest.mark.parametrize("name", ALL)
def test_presets_know_every_category_and_ground(name: str) -> None:
    """S1 N1 H1 L1."""
    found = policy.load(name)
    assert set(found.categories) == set(Category)
    assert set(found.grounds) == set(Ground)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("smedjebacken", S1),
        ("norrkoping", N1),
        ("ale", A1),
        ("hultsfred", H1),
        ("alingsas", L1),
    ],
)
def test_categories_are_in_the_municipalitys_own_words(
    name: str, words: dict[Category, str]
) -> None:
    """S1 N1 A1 H1 L1: what the guideline names, with its section; all else is the general policy's and says so."""
    found, general = policy.load(name), policy.load("general")
    assert {key for key, rule in found.categories.items() if rule.source} == set(words)
    for key, rule in found.categories.items():
        if key in words:
            assert words[key] in rule.rule.sv
            assert rule.told("sv") == rule.rule.sv
        else:
            assert rule.rule == general.categories[key].rule
            assert "inte ur kommunens egen riktlinje" in rule.told("sv")
            assert "not from the municipality's own guideline" in rule.told("en")


def test_the_extension_is_told_whose_rule_it_is() -> None:
    """N1 A3: Norrköping names no links, and the moderator sees that before a removal."""
    view = conversions.policy_view(policy.load("norrkoping"), "sv")
    rules = {one.id: one.rule for one in view.categories}
    assert rules[Category.BAD_LINK].endswith("(Allmän policy: inte ur kommunens egen riktlinje.)")
    assert rules[Category.COMMERCIAL] == "Kommersiella budskap eller reklam får inte förekomma."


@pytest.mark.parametrize(
    ("name", "reference"),
    [
        ("smedjebacken", "framgår inte"),
        ("norrkoping", "framgår inte"),
        ("ale", "2021.274"),
        ("alingsas", "§ 55, diarienummer 2022.277 KS"),
        ("hultsfred", "2011-05-06"),
    ],
)
def test_presets_name_their_source(name: str, reference: str) -> None:
    """As far as the guideline gives diarienummer, date and paragraph; what it lacks is said."""
    assert reference in policy.load(name).source.reference


@pytest.mark.parametrize("name", ALL)
def test_no_preset_proposes_deletion_without_a_decision(name: str) -> None:
    """N4 A3: deleting needs a gallringsbeslut."""
    found = policy.load(name)
    covered = found.disposal.categories if found.disposal else ()
    assert {key for key, rule in found.categories.items() if rule.act is Act.DELETE} <= {*covered}


def test_only_ale_cites_a_gallringsbeslut_and_only_for_spam_and_advertising() -> None:
    """A3; S3, N4, H9: the others ask for one, or say nothing."""
    cited = {one: policy.load(one).disposal for one in policy.presets()}
    assert {one for one, disposal in cited.items() if disposal} == {"ale"}
    ale = cited["ale"]
    assert ale is not None
    assert ale.categories == (Category.COMMERCIAL,)
    assert ale.tests == (DisposalTest.LITTLE_IMPORTANCE,)
    assert "inte har föranlett någon åtgärd" in ale.condition.sv


@pytest.mark.parametrize(
    ("category", "reason", "refused"),
    [
        ("insult", "little_importance", NoDisposalDecision),
        ("commercial", "no_connection", NoDisposalDecision),
        ("commercial", None, DisposalTestMissing),
    ],
)
def test_a_gallringsbeslut_reaches_no_further_than_it_says(
    desk: Desk, actor: Actor, category: str, reason: str | None, refused: type[Exception]
) -> None:
    """A3 N4: Ale's covers advertising of little importance; deletion of anything else is refused."""
    at_ale = replaced(desk, "ale")
    decision = {"act": "delete", "category": category, "disposal_test": reason}
    with pytest.raises(refused):
        at_ale.capture(capture(decision=decision), actor, PICTURE)


def test_a_gallringsbeslut_that_covers_the_deletion_is_in_the_entry(
    desk: Desk, actor: Actor
) -> None:
    """A3."""
    decision = {"act": "delete", "category": "commercial", "disposal_test": "little_importance"}
    receipt = replaced(desk, "ale").capture(capture(decision=decision), actor, PICTURE)
    entry = desk.register.entry(receipt.entry)
    assert "dokumenthanteringsplan" in (entry.disposal_decision or "")


def replaced(desk: Desk, name: str) -> Desk:
    """The desk of another municipality."""
    return type(desk)(**{**vars(desk), "rules": policy.InForce(policy.load(name))})


@pytest.mark.parametrize("name", ALL)
def test_entries_are_kept_until_a_decision_exists(name: str) -> None:
    """H9 A5, arkivlagen 10 §: no guideline lays down a period for what is registered."""
    assert {rule.retention for rule in policy.load(name).categories.values()} == {None}


def test_a_period_comes_with_its_decision(tmp_path: Path) -> None:
    """H9 A5."""
    text = (policy.PRESETS / "hultsfred.toml").read_text("utf-8")
    period = '{ years = 2, decision = "KS 2026 § 12" }'
    path = tmp_path / "own.toml"
    path.write_text(text.replace('"until_decision"', period, 1), "utf-8")
    kept = policy.load(str(path)).categories[Category.INSULT].retention
    assert kept is not None
    assert (kept.years, kept.decision) == (2, "KS 2026 § 12")


def test_the_law_is_the_same_for_all() -> None:
    """BBS 5 § obliges for its crimes and no others; BrB 16:10 a forbids pictures and must be reported."""
    grounds = policy.load("general").grounds
    assert {g for g, rule in grounds.items() if rule.duty} == {
        g for g in Ground if g.startswith("bbs_")
    }
    assert {g for g, rule in grounds.items() if not rule.picture} == {Ground.BBS_CHILD_ABUSE}
    assert {g for g, rule in grounds.items() if rule.police is Police.MUST} == {
        Ground.BBS_CHILD_ABUSE
    }


@pytest.mark.parametrize("name", ALL)
def test_the_police_are_offered_and_never_for_insults(name: str) -> None:
    """L1: crimes and cries for help; BrB 5 kap.: defamation and insult are the victim's own matter."""
    rules = policy.load(name).categories
    assert rules[Category.CRIME].police is Police.OFFER
    assert rules[Category.DISTRESS].police is Police.OFFER
    assert rules[Category.INSULT].police is Police.VICTIM
    assert rules[Category.PROFANITY].police is Police.NONE


def test_alingsas_is_told_that_reporting_was_proposed_and_rejected() -> None:
    """L1: the board rejected the addition, so the preset must not say that the guideline demands it."""
    assert "avslogs" in policy.load("alingsas").source.note.sv


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_visitors_are_told_the_rules_and_where_to_turn(name: str, language: Language) -> None:
    """N8 H5 S6."""
    found = policy.load(name)
    told = [found.notice(language)] + [found.removed_text(one, language) for one in Category]
    where = found.contacts.public or ("[fyll i" if language == "sv" else "[fill in")
    assert all(where in one and not set("{}") & set(one) for one in told)
    assert ("allmänna handlingar" if language == "sv" else "public records") in told[0]
    assert found.categories[Category.INSULT].rule.in_(language) in told[1]
    assert ("partierna" if language == "sv" else "parties") in found.texts.political.in_(language)


def test_the_notice_names_only_the_municipalitys_own_rules() -> None:
    """N8: what the guideline does not prohibit is not announced as prohibited."""
    notice = policy.load("norrkoping").notice("sv")
    assert "Kommersiella budskap och reklam" in notice
    assert "Otillåten länk" not in notice
    assert "Nödrop" not in notice


def test_contacts_are_those_of_the_guidelines() -> None:
    """S5 S12 N6 A4 H4 N8; no person is named, and nothing is filled in that the guideline lacks."""
    smedjebacken = policy.load("smedjebacken").contacts
    assert smedjebacken.website == "www.smedjebacken.se"
    assert smedjebacken.unsure == "närmaste chef eller kommunikatören"
    assert policy.load("norrkoping").contacts.channels == "Kommunikation"
    assert policy.load("hultsfred").contacts.channels == "informationssekreteraren"
    assert policy.load("alingsas").contacts.public == ""


@pytest.mark.parametrize("name", ALL)
def test_hours_say_that_they_are_a_proposal(name: str) -> None:
    """S7 N5: no guideline gives a number of hours."""
    hours = policy.load(name).hours
    assert hours.opens < hours.closes
    assert name == "practice" or "Uppsikts förslag" in hours.basis.sv
