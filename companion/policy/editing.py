"""A policy's file with other values in it: its comments, its order and what was not changed stay as they are."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

import tomlkit
from tomlkit.items import Item

KEPT = ((), ("categories",))
"""Tables of which a part of the policy is only a part: the others' keys remain."""


def edited(text: str, values: Mapping[str, Any]) -> str:
    """The file with these values in place of those that were there; `text` is TOML."""
    document = tomlkit.parse(text)
    _merge(document, values, ())
    return tomlkit.dumps(document)


def _merge(table: MutableMapping[str, Any], values: Mapping[str, Any], at: tuple[str, ...]) -> None:
    for key, value in values.items():
        there = table.get(key)
        if isinstance(value, Mapping) and isinstance(there, MutableMapping):
            _merge(there, value, (*at, key))
        elif there != value:
            table[key] = _item(value)
    if at not in KEPT:
        for key in [one for one in table if one not in values]:
            del table[key]


def _item(value: object) -> Item:
    """The value on one line, so that it can stand wherever the old one stood."""
    if not isinstance(value, Mapping):
        return tomlkit.item(value)
    table = tomlkit.inline_table()
    for key, one in value.items():
        table[key] = _item(one)
    return table
