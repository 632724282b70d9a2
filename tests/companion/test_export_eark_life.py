"""export: what ERMS says of an entry's life: its number, its marking, how long it is kept, and when it is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from companion.contract import Category
from companion.desk import Desk
from companion.export.formats import FORMATS
from companion.office import Offices
from companion.policy import InForce
from companion.policy.shapes import Retention
from companion.register import Actor, Register, Step, Steps
from tests.companion import packages
from tests.companion.packages import contents
from tests.companion.samples import NOW, PICTURE, capture
from tests.companion.test_export_eark import ERMS, part, tree


def told_of_disposal(package: Path) -> dict[str, str]:
    erms = tree(package, "erms.xml")
    paths = {
        "mandate": "//e:record/e:disposal/e:disposalMandate",
        "comment": "//e:record/e:disposal//e:disposalComment",
        "start": "//e:record//e:disposalDate[@dateType='retention_period_start']",
        "end": "//e:record//e:disposalDate[@dateType='retention_period_end']",
        "done": "//e:record//e:disposalDate[@dateType='disposal_date']",
        "disposable": "//e:record/e:disposal/@disposable",
        "marking": "//e:record/e:restriction[1]/e:regulation",
        "designation": "//e:aggregation/e:objectId",
    }
    found = {name: erms.xpath(f"string({path})", namespaces=ERMS) for name, path in paths.items()}
    return {name: value for name, value in found.items() if value}


def test_erms_tells_how_long_under_which_decision_and_what_is_secret(
    desk: Desk, actor: Actor, tmp_path: Path, offices: Offices
) -> None:
    """H9, A5: period and decision from the policy; OSL 5:2, 5:5: number and marking; a hold keeps it."""
    insult = desk.policy.categories[Category.INSULT]
    retention = Retention(years=2, decision="KS 2026:7 § 12")
    kept = {Category.INSULT: insult.model_copy(update={"retention": retention})}
    changed = desk.policy.model_copy(update={"categories": desk.policy.categories | kept})
    ruled = replace(desk, rules=InForce(changed))
    entry = ruled.capture(capture(), actor, PICTURE).entry

    def made(name: str) -> dict[str, str]:
        package = ruled.export("eark", entry, tmp_path / name, actor).path
        assert list(packages.objections(package)) == []
        return told_of_disposal(package)

    first = made("1.zip")
    assert first.pop("end")[:4] == "2028"
    assert first == {
        "mandate": "KS 2026:7 § 12",
        "start": "2026-11-21T09:30:00+00:00",
        "disposable": "true",
        "designation": "uppsikt-1",
    }
    offices.handling.hold(entry, actor, "polisanmälan")
    offices.registration.mark(
        entry, actor, provision="OSL 21 kap. 7 §", authority="Kommunstyrelsen", on=None
    )
    held = made("2.zip")
    said = part(tmp_path / "2.zip", "gallringsbeslut-i-poster.txt").decode()
    assert "KS 2026:7 § 12: 1" in said
    assert (held["disposable"], held["comment"]) == ("false", "Spärrad för gallring")
    assert held["marking"] == "OSL 21 kap. 7 §"


def test_what_is_disposed_of_leaves_as_a_shell(
    desk: Desk, actor: Actor, tmp_path: Path, register: Register
) -> None:
    """What remains after disposal can be exported in every format, and has neither text nor evidence."""
    entry = desk.capture(capture(text="Försvunnen text"), actor, PICTURE).entry
    steps = Steps(register)
    steps.take(
        entry,
        actor,
        lambda _: Step("disposed", {}, {"disposed_at": NOW, "disposed_under": "KS 1", "text": ""}),
    )
    for form in FORMATS:
        made = desk.export(form, entry, tmp_path / form, actor).path
        if form == "eark":
            assert list(packages.objections(made)) == []
            assert told_of_disposal(made)["mandate"] == "KS 1"
            assert not [name for name in contents(made) if name.endswith((".png", "record.json"))]
