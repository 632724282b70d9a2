"""The municipality's own policy, edited in the window and put in force (TF 2:23, arkivlagen 10 §, H9, A5, N4, N5)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from companion import app, policy, system
from companion import settings as options
from companion.contract import Act, Category, Nothing
from companion.desk import Desk
from companion.errors import DraftChanged, NotFound, StorageFailed
from companion.office import Offices
from companion.office.rulebook import Rulebook, part_of, placed
from companion.pairing import Pairings
from companion.policy.fields import PARTS, Kind, shown
from companion.register import Actor, Register
from companion.window.login import Login
from tests.companion.inside import BASE, read, send
from tests.companion.test_backup import make, restore

TEXTS = {name: policy.content_of(policy.file_of(name)) for name in policy.presets()}


@pytest.fixture
def rulebook(desk: Desk, tmp_path: Path) -> Rulebook:
    return Rulebook(desk, tmp_path)


def filled(rulebook: Rulebook, part: str, **other: Any) -> dict[str, list[str]]:
    """The part's form as it stands, with some fields filled in otherwise (dots written __)."""
    draft = rulebook.draft()
    assert draft is not None
    return shown(PARTS[part], draft.table) | {
        name.replace("__", "."): [value] if isinstance(value, str) else value
        for name, value in other.items()
    }


def used(rulebook: Rulebook, actor: Actor) -> None:
    draft = rulebook.draft()
    assert draft is not None
    rulebook.put_in_force(draft.sha256, actor)


def told(register: Register) -> list[dict[str, Any]]:
    return [event.facts for event in register.told("policy_changed")]


def test_a_draft_holds_only_when_it_is_put_in_force(
    rulebook: Rulebook, desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    rulebook.begin("smedjebacken")
    changed = filled(rulebook, "contacts", contacts__email="kommun@smedjebacken.example")
    assert rulebook.edit(PARTS["contacts"], changed) == []
    assert desk.policy.name == "Allmän policy"
    used(rulebook, actor)
    assert desk.policy.contacts.email == "kommun@smedjebacken.example"
    assert desk.hello(Nothing(), actor).policy.name == "Smedjebackens kommun"
    assert options.load(tmp_path).policy == str(tmp_path / "policies" / "0001.toml")
    assert policy.load(options.load(tmp_path).policy) == desk.policy
    assert "# Registratorns e-postadress." in (tmp_path / "settings.toml").read_text("utf-8")
    assert rulebook.draft() is None


def test_earlier_policies_stay_as_they_were_and_each_change_is_an_event(
    rulebook: Rulebook, desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    """The hashes of before and after stand in the chain."""
    rulebook.begin("ale")
    used(rulebook, actor)
    first = (tmp_path / "policies" / "0001.toml").read_bytes()
    rulebook.begin(None)
    rulebook.edit(PARTS["hours"], filled(rulebook, "hours", hours__closes="17:15"))
    used(rulebook, actor)
    assert desk.policy.hours.closes == time(17, 15)
    assert (tmp_path / "policies" / "0001.toml").read_bytes() == first
    assert rulebook.earlier() == ["0002.toml", "0001.toml"]
    one, other = told(desk.register)
    assert one["after"] == other["before"] != other["after"]


def test_a_fault_stands_beside_its_field_with_line_and_remedy(rulebook: Rulebook) -> None:
    rulebook.begin("general")
    before = rulebook.draft()
    form = filled(rulebook, "hours", hours__closes="07:00", hours__answer_within="9")
    faults = placed(PARTS["hours"], rulebook.edit(PARTS["hours"], form))
    assert list(faults) == ["hours.closes"]
    assert faults["hours.closes"].remedy.sv == "Skriv ett senare klockslag."
    text = TEXTS["general"].split("\n")
    assert text[faults["hours.closes"].line - 1].startswith("closes = ")
    form = filled(
        rulebook, "hours", hours__opens="åtta", hours__answer_within="snart", hours__days=[]
    )
    faults = placed(PARTS["hours"], rulebook.edit(PARTS["hours"], form))
    assert set(faults) == {"hours.opens", "hours.answer_within", "hours.days"}
    assert rulebook.draft() == before, "what is wrong is not saved"


def test_deletion_needs_a_gallringsbeslut_first(
    rulebook: Rulebook, actor: Actor, desk: Desk
) -> None:
    """N4, A3, TF 2:23, arkivlagen 10 §: the form cannot go round it."""
    rulebook.begin("general")
    delete = filled(rulebook, "commercial", categories__commercial__act="delete")
    faults = placed(PARTS["commercial"], rulebook.edit(PARTS["commercial"], delete))
    assert "arkivlagen 10 §" in faults["categories.commercial.act"].reason.sv
    decided = filled(
        rulebook,
        "disposal",
        disposal="decided",
        disposal__decision="KS 2026-11-02 § 210",
        disposal__categories=["commercial"],
        disposal__tests=["little_importance"],
        disposal__condition__sv="Reklam.",
        disposal__condition__en="Advertising.",
    )
    assert rulebook.edit(PARTS["disposal"], decided) == []
    assert rulebook.edit(PARTS["commercial"], delete) == []
    none = filled(rulebook, "disposal", disposal="none")
    faults = placed(PARTS["disposal"], rulebook.edit(PARTS["disposal"], none))
    assert list(faults) == [""], "the fault is on another page, and is told there too"
    used(rulebook, actor)
    assert desk.policy.categories[Category.COMMERCIAL].act is Act.DELETE
    assert desk.policy.disposal_decision == "KS 2026-11-02 § 210"


def test_retention_is_edited_with_its_decision(
    rulebook: Rulebook, actor: Actor, desk: Desk
) -> None:
    """H9, A5: years, by a gallringsbeslut; never without one."""
    rulebook.begin("general")
    key = "categories__insult__retention"
    years = {key: "years", f"{key}__years": "2", f"{key}__decision": ""}
    faults = placed(
        PARTS["insult"], rulebook.edit(PARTS["insult"], filled(rulebook, "insult", **years))
    )
    assert list(faults) == ["categories.insult.retention.decision"]
    years[f"{key}__decision"] = "KS § 7"
    assert rulebook.edit(PARTS["insult"], filled(rulebook, "insult", **years)) == []
    used(rulebook, actor)
    kept = desk.policy.categories[Category.INSULT].retention
    assert kept is not None
    assert (kept.years, kept.decision) == (2, "KS § 7")


def test_what_is_put_in_force_is_what_was_read(rulebook: Rulebook, actor: Actor) -> None:
    rulebook.begin("ale")
    seen = rulebook.draft()
    assert seen is not None
    rulebook.edit(PARTS["contacts"], filled(rulebook, "contacts", contacts__phone="1"))
    with pytest.raises(DraftChanged):
        rulebook.put_in_force(seen.sha256, actor)
    now = rulebook.draft()
    rulebook.begin("alingsas")
    assert rulebook.draft() == now, "a draft that is there is not lost"


@pytest.mark.parametrize("where", ["policy", "settings", "event"])
def test_where_it_cannot_be_saved_the_old_policy_holds(
    rulebook: Rulebook, desk: Desk, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:  # fmt: skip
    """Fault injection: the disk fails at each of the steps."""
    rulebook.begin("ale")
    used(rulebook, actor)
    rulebook.begin("hultsfred")
    held = (tmp_path / "settings.toml").read_bytes()
    write = system.write_for_owner

    def failing(path: Path, text: str) -> None:
        if path.name == {"policy": "0002.toml", "settings": "settings.toml"}.get(where):
            raise OSError(28, "No space left on device")
        write(path, text)

    def full(*_: object) -> None:
        raise StorageFailed(reason="full")

    with monkeypatch.context() as patched:
        patched.setattr(system, "write_for_owner", failing)
        if where == "event":
            patched.setattr(Register, "note", full)
        with pytest.raises(StorageFailed):
            used(rulebook, actor)
    assert desk.policy.name == "Ale kommun"
    assert (tmp_path / "settings.toml").read_bytes() == held
    assert rulebook.earlier() == ["0001.toml"]
    assert rulebook.draft() is not None
    used(rulebook, actor)
    assert desk.policy.name == "Hultsfreds kommun"


def test_a_policy_changed_by_other_means_is_told_at_the_next_start(
    rulebook: Rulebook, desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    rulebook.open(actor)
    rulebook.open(actor)
    assert [one["before"] for one in told(desk.register)] == [None]
    rulebook.begin("ale")
    used(rulebook, actor)
    rulebook.open(actor)
    file = tmp_path / "policies" / "0001.toml"
    file.write_text(file.read_text("utf-8").replace("08:00:00", "09:00:00"), "utf-8")
    rulebook.open(actor)
    *_, first, second = told(desk.register)
    assert first["after"] == second["before"] != second["after"]
    assert len(told(desk.register)) == 3


def test_a_spoilt_draft_is_told_and_does_not_hold(rulebook: Rulebook, tmp_path: Path) -> None:
    rulebook.begin("ale")
    draft = tmp_path / "policies" / "draft.toml"
    draft.write_text(draft.read_text("utf-8").replace("[hours]", "[huors]"), "utf-8")
    found = rulebook.draft()
    assert found is not None
    assert found.policy is None
    assert found.faults[0].line > 1
    rulebook.discard()
    assert rulebook.draft() is None


def test_no_draft_no_edit(rulebook: Rulebook, actor: Actor) -> None:
    for asked in (
        lambda: rulebook.edit(PARTS["hours"], {}),
        lambda: rulebook.put_in_force("x", actor),
        lambda: rulebook.begin("practice"),
        lambda: rulebook.choose("../x", actor),
        lambda: part_of("grounds"),
    ):
        with pytest.raises(NotFound):
            asked()


def test_a_field_has_words_for_each_of_its_choices(client: FlaskClient) -> None:
    """No key of the file is shown for a word."""
    send(client, "/policy/draft", preset="ale")
    for key, part in PARTS.items():
        page = read(client, f"/policy/draft/{key}")
        for field in part.fields:
            assert f'name="{field.name}"' in page
            if field.kind in (Kind.CHOICE, Kind.SEVERAL):
                assert not any(f">{one}<" in page or f"> {one}<" in page for one in field.choices)


@pytest.fixture
def client(offices: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        send(client, "/login", code=login.code("Eva Exempel"))
        yield client


def test_from_preset_to_own_policy_by_the_forms(client: FlaskClient, desk: Desk) -> None:
    send(client, "/policy/draft", preset="smedjebacken")
    form = {
        "contacts.website": "www.smedjebacken.se", "contacts.email": "", "contacts.phone": "0240-1",
        "contacts.unsure": "chefen", "contacts.channels": "kommunikatören",
    }  # fmt: skip
    assert send(client, "/policy/draft/contacts", **form).status_code == 302
    page = read(client, "/policy/draft")
    assert "0240-1" in page
    sha256 = page.split('name="sha256" value="')[1][:64]
    wrong = send(client, "/policy/draft/hours", **{"hours.opens": "x"})
    assert wrong.status_code == 400
    assert 'aria-invalid="true"' in wrong.text
    assert desk.policy.contacts.phone == ""
    assert send(client, "/policy/use", sha256=sha256).status_code == 302
    assert desk.policy.contacts.phone == "0240-1"
    assert "0240-1" in read(client, "/policy")


def test_only_administrators_edit_the_policy(offices: Offices, pairings: Pairings) -> None:
    offices.staff.put("Reg", ["registrator"], Actor(moderator="Eva Exempel", client="t"))
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as other:
        send(other, "/login", code=login.code("Reg"))
        assert other.get("/policy", base_url=BASE).status_code == 200
        assert other.get("/policy/draft", base_url=BASE).status_code == 403
        for path in ("draft", "draft/hours", "use", "discard"):
            assert send(other, f"/policy/{path}").status_code == 403
    assert offices.rulebook.draft() is None


def test_own_policies_go_along_in_a_backup_and_hold_where_it_is_restored(
    rulebook: Rulebook, actor: Actor, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for preset in ("ale", "hultsfred"):
        rulebook.begin(preset)
        used(rulebook, actor)
    outside = tmp_path_factory.mktemp("outside")
    make(rulebook.desk, tmp_path, outside / "b.zip")
    restore(outside / "b.zip", outside / "new")
    found = options.load(outside / "new").policy
    assert found == str(outside / "new" / "policies" / "0002.toml")
    assert policy.load(found).name == "Hultsfreds kommun"
    assert policy.load(str(outside / "new" / "policies" / "0001.toml")).name == "Ale kommun"
