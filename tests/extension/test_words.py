"""One word for one thing: the extension's own names of categories are those of the general policy."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from companion.contract import Category
from companion.export.words import WORDS

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "companion" / "policies" / "general.toml"


def names(language: str) -> dict[str, str]:
    """Category → the extension's own word, used until the policy is known."""
    text = (ROOT / "extension" / "texts" / f"{language}.ts").read_text("utf-8")
    block = re.search(r"  categories: \{\n(.*?)\n  \}", text, re.DOTALL)
    assert block is not None
    return dict(re.findall(r'(\w+): "(.+?)"', block[1]))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_categories_are_named_as_in_the_policy_and_in_the_register(language: str) -> None:
    policy = tomllib.loads(POLICY.read_text("utf-8"))["categories"]
    found = names(language)
    assert list(found) == [category.value for category in Category]
    assert found == {name: policy[name]["label"][language] for name in policy}
    register = WORDS["sv" if language == "sv" else "en"]
    assert found == {name: register[name] for name in found}
