"""companion policy: a policy is printed whole, or what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion import policy
from companion.__main__ import main
from companion.contract import Category
from companion.errors import Language
from companion.export.words import WORDS
from companion.policy import text


def flat(printed: str) -> str:
    """Without the breaks of its lines."""
    return re.sub(r"\s+", " ", printed)


@pytest.mark.parametrize("name", [*policy.presets(), "practice"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_field_is_printed(name: str, language: Language) -> None:
    """S1 S5 S6 S7 S12 N4 N5 N8 A3 H9 L1: nothing stands in a policy that nobody can read."""
    found = policy.load(name)
    printed = flat(text.write(found, language, WORDS[language]))
    told = [found.name, found.source.title, found.source.reference, found.hours.basis.in_(language)]
    told += [found.source.note.in_(language), found.texts.political.in_(language)]
    told += [found.notice(language), found.removed_text(Category.INSULT, language)]
    told += [one for one in vars(found.contacts).values() if one]
    told += [text.hours(found.hours, language)]
    for key, rule in found.categories.items():
        told += [f"{rule.label.in_(language)} [{key}]", rule.told(language), rule.source or ""]
        told += [text.POLICE[rule.police].in_(language), text.retention(rule, language)]
    for ground in found.grounds.values():
        told += [ground.label.in_(language), ground.law, text.POLICE[ground.police].in_(language)]
    if found.disposal:
        told += [found.disposal.decision, found.disposal.condition.in_(language)]
        told += [WORDS[language][one] for one in found.disposal.tests]
    else:
        told.append("(N4, A3)")
    assert [one for one in told if flat(one).strip() not in printed] == []


def test_a_period_is_printed_with_its_decision(tmp_path: Path) -> None:
    """H9 A5."""
    path = tmp_path / "own.toml"
    content = (policy.PRESETS / "ale.toml").read_text("utf-8")
    period = '{ years = 2, decision = "KS 2026 § 12" }'
    path.write_text(content.replace('"until_decision"', period, 1), "utf-8")
    printed = text.write(policy.load(str(path)), "sv", WORDS["sv"])
    assert "2 år (KS 2026 § 12)" in flat(printed)


def test_the_command_prints_the_policy_in_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "policy"]) == 0
    assert capsys.readouterr().out.startswith("Allmän policy\n")


def test_the_command_names_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.toml"
    content = (policy.PRESETS / "ale.toml").read_text("utf-8")
    path.write_text(content.replace('act = "hide"', 'act = "delete"', 1), "utf-8")
    assert main(["--data", str(tmp_path), "policy", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    line = content[: content.index("act = ")].count("\n") + 1
    assert f"rad {line}: inget gallringsbeslut" in said.err
    assert 'Skriv act = "hide"' in said.err
