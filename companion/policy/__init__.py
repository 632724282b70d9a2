"""The municipality's rules: categories in its own words, grounds, proposed acts, gallringsbeslut, texts.

A policy is a TOML file; the presets lie in `companion/policies`. Every key must be written out, also where the answer
is "none": nothing in a policy is decided by a line that is not there. The law's side of a ground (what BBS 5 §
obliges, where no picture may be stored) is the same for all and stands in `policies/grounds.toml`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from companion.contract import Category
from companion.policy import faults
from companion.policy.faults import Fault
from companion.policy.in_force import InForce
from companion.policy.shapes import GroundRule, Part, Police, Policy, Weekday

__all__ = ["PRESETS", "GroundRule", "InForce", "Police", "Policy", "Weekday", "load", "presets"]

PRESETS = Path(__file__).parent.parent / "policies"
NOT_OFFERED = ("grounds", "practice")
"""Files among the presets that no municipality chooses."""


def presets() -> list[str]:
    """The names of the policies that come with the program."""
    return sorted(path.stem for path in PRESETS.glob("*.toml") if path.stem not in NOT_OFFERED)


def load(name: str) -> Policy:
    """Read the preset `name`, or the TOML file at the path `name`.

    Raises PolicyInvalid, which names the line and the remedy.
    """
    path = file_of(name)
    return read(content_of(path), path)


def file_of(name: str) -> Path:
    """The file of a preset, or the path itself."""
    return Path(name) if name.endswith(".toml") else PRESETS / f"{name}.toml"


def content_of(path: Path) -> str:
    """The text of a policy's file. Raises PolicyInvalid."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise faults.unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise faults.not_text(error).error(path) from error


def read(text: str, path: Path) -> Policy:
    """The policy that a text says; `path` is named where it is not one. Raises PolicyInvalid."""
    found, wrong = check(text)
    if found is None:
        raise wrong[0].error(path)
    return found


def check(text: str) -> tuple[Policy | None, list[Fault]]:
    """The policy that a text says, or all that is wrong in it."""
    try:
        found = tomllib.loads(text)
        if "grounds" in found:
            return None, [faults.grounds_are_law(text)]
        return Policy.model_validate(_whole(found)), []
    except tomllib.TOMLDecodeError as error:
        return None, [faults.not_toml(text, error)]
    except ValidationError as error:
        return None, faults.not_valid(text, error, _keys())


def _whole(found: dict[str, Any]) -> dict[str, Any]:
    """What the file says, with the law's grounds and the general policy's words where it points to them."""
    categories = found.get("categories")
    if isinstance(categories, dict):
        general = _shipped("general")["categories"]
        for key in categories.keys() & general.keys():
            if categories[key] == {"from": "general"}:
                categories[key] = general[key] | {"source": None}
    return found | {"grounds": _shipped("grounds")}


@cache
def _shipped(name: str) -> dict[str, Any]:
    return tomllib.loads((PRESETS / f"{name}.toml").read_text("utf-8"))


@cache
def _keys() -> frozenset[str]:
    """Every word that may stand as a key in a policy."""
    parts = Part.__subclasses__()
    return frozenset({*Category, "from"}.union(*(part.model_fields for part in parts)))
