"""The municipality's rules: categories in its own words, grounds, proposed acts, gallringsbeslut.

A policy is a TOML file; the presets lie in `policies/`. The law's side of a ground (what BBS 5 § obliges,
where no picture may be stored) is the same for all and stands in `policies/grounds.toml`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from companion.contract import Act, Category, Ground
from companion.errors import Language, PolicyInvalid

PRESETS = Path(__file__).parent / "policies"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(_Part):
    """A text in both languages."""

    sv: str
    en: str

    def in_(self, language: Language) -> str:
        """The text in the reader's language."""
        return self.en if language == "en" else self.sv


class CategoryRule(_Part):
    """One prohibited category (S1, N1, H1, L1)."""

    label: Wording
    rule: Wording
    ground: Ground
    act: Act


class GroundRule(_Part):
    """One legal ground, with the law that carries it."""

    label: Wording
    law: str
    duty: bool
    picture: bool


class Policy(_Part):
    """Everything that differs between municipalities."""

    name: str
    disposal_decision: str | None = Field(default=None, min_length=1)
    """Reference of the gallringsbeslut covering deletion on the platform (N4, A3); none: hide is offered."""
    categories: dict[Category, CategoryRule]
    grounds: dict[Ground, GroundRule]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for missing in set(Category) - set(self.categories):
            raise ValueError(f"kategorin {missing.value} saknas")
        for absent in set(Ground) - set(self.grounds):
            raise ValueError(f"grunden {absent.value} saknas")
        return self


def load(name: str) -> Policy:
    """Read the preset `name`, or the TOML file at the path `name`. Raises PolicyInvalid."""
    path = Path(name) if name.endswith(".toml") else PRESETS / f"{name}.toml"
    try:
        grounds = tomllib.loads((PRESETS / "grounds.toml").read_text("utf-8"))
        found = tomllib.loads(path.read_text("utf-8"))
        return Policy.model_validate({**found, "grounds": grounds})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PolicyInvalid(path=path, reason=error) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PolicyInvalid(path=path, reason=f"{where}: {first['msg']}") from error
