"""What a form of the policy means as TOML, and what differs between two policies in words (H9, A5, N5)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion import policy
from companion.contract import Category
from companion.export.words import WORDS
from companion.policy.changes import changes, own
from companion.policy.editing import edited
from companion.policy.fields import PARTS, meant, shown

TEXTS = {name: policy.content_of(policy.file_of(name)) for name in policy.presets()}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("part", PARTS)
def test_a_form_sent_as_it_was_shown_changes_no_byte(name: str, part: str) -> None:
    """Comments, order and spelling of the file survive; every field of every preset is in a form."""
    table = tomllib.loads(TEXTS[name])
    general = tomllib.loads(TEXTS["general"])["categories"]
    for key, rule in table["categories"].items():
        if rule == {"from": "general"}:
            table["categories"][key] = general[key] | {"source": "", "from": "general"}
    form = shown(PARTS[part], table)
    assert edited(TEXTS[name], meant(PARTS[part], form)) == TEXTS[name]


def test_every_key_of_a_policy_can_be_edited() -> None:
    """H9, A5, N5: retention and hours too."""
    names = {field.name for part in PARTS.values() for field in part.fields}

    def keys(table: dict[str, Any], at: str = "") -> Iterator[str]:
        for key, value in table.items():
            yield from keys(value, f"{at}{key}.") if isinstance(value, dict) else [f"{at}{key}"]

    for text in TEXTS.values():
        assert set(keys(tomllib.loads(text))) <= names


FILLED = st.text(max_size=40)


@settings(max_examples=30)
@given(st.data())
def test_whatever_is_filled_in_is_what_the_file_then_says(data: st.DataObject) -> None:
    """No text, however odd, can become another key of the file."""
    name, key = data.draw(st.sampled_from(sorted(TEXTS))), data.draw(st.sampled_from(sorted(PARTS)))
    form = {
        field.name: data.draw(
            st.lists(st.sampled_from(field.choices), min_size=1, unique=True)
            if field.choices
            else st.lists(FILLED, min_size=1, max_size=1)
        )
        for field in PARTS[key].fields
    }
    values = meant(PARTS[key], form)
    before, after = tomllib.loads(TEXTS[name]), tomllib.loads(edited(TEXTS[name], values))
    if key in set(Category):
        assert after["categories"].pop(key) == values["categories"][key]
        before["categories"].pop(key)
    else:
        for top, value in values.items():
            assert after.pop(top) == value
            before.pop(top)
    assert after == before


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_preview_says_what_changes_in_words(language: Any) -> None:
    general, ale = policy.load("general"), policy.load("ale")
    terms = WORDS[language]
    assert changes(ale, ale, language, terms) == []
    found = changes(general, ale, language, terms)
    assert any("2021.274" in one.after for one in found)
    assert not any(
        "commercial" in "".join(one) or "little_importance" in one.after for one in found
    )
    back = changes(ale, general, language, terms)
    assert {(one.where, one.what, one.after, one.before) for one in back} == {
        (one.where, one.what, one.before, one.after) for one in found
    }


@pytest.mark.parametrize("name", policy.presets())
def test_a_preset_tells_what_it_has_of_its_own(name: str) -> None:
    preset, general = policy.load(name), policy.load("general")
    said = " ".join(own(preset, general, "sv", WORDS["sv"]))
    assert preset.source.title in said
    assert (preset.disposal_decision or "bara att dölja") in said
