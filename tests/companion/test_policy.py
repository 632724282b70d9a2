"""policy: every preset is whole, and what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import policy
from companion.contract import Act, Category, Ground
from companion.errors import PolicyInvalid

PRESETS = sorted(path.stem for path in policy.PRESETS.glob("*.toml") if path.stem != "grounds")


@pytest.mark.parametrize("name", PRESETS)
def test_presets_know_every_category_and_ground(name: str) -> None:
    """S1 N1 H1 L1."""
    found = policy.load(name)
    assert set(found.categories) == set(Category)
    assert set(found.grounds) == set(Ground)


@pytest.mark.parametrize("name", PRESETS)
def test_no_preset_proposes_deletion_without_a_decision(name: str) -> None:
    """N4 A3: deleting needs a gallringsbeslut."""
    found = policy.load(name)
    if found.disposal_decision is None:
        assert {rule.act for rule in found.categories.values()} == {Act.HIDE}


def test_the_law_is_the_same_for_all() -> None:
    """BBS 5 § obliges for its crimes and no others; BrB 16:10 a forbids pictures."""
    grounds = policy.load("general").grounds
    assert {g for g, rule in grounds.items() if rule.duty} == {
        g for g in Ground if g.startswith("bbs_")
    }
    assert {g for g, rule in grounds.items() if not rule.picture} == {Ground.BBS_CHILD_ABUSE}


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("[categories.hate]", "[categories.hatred]"), "hatred"),
        (('act = "hide"', 'act = "burn"'), "act"),
        (("name =", "nome ="), "name"),
        (("[categories.insult]", "[categories.insult"), "line"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text((policy.PRESETS / "general.toml").read_text("utf-8").replace(*change), "utf-8")
    with pytest.raises(PolicyInvalid) as caught:
        policy.load(str(path))
    assert named in str(caught.value)


def test_a_missing_policy_is_named() -> None:
    with pytest.raises(PolicyInvalid, match="nowhere"):
        policy.load("nowhere")
