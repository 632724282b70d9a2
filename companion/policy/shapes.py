"""The parts of a policy, and what must hold between them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from enum import StrEnum
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    InstanceOf,
    StrictInt,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from companion.contract import Act, Category, DisposalTest, Ground
from companion.errors import Language, Said
from companion.policy.faults import breach

UNNAMED = Said(
    "(Allmän policy: inte ur kommunens egen riktlinje.)",
    "(General policy: not from the municipality's own guideline.)",
)
"""Said after a rule that is the general policy's."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=800)]


class Part(BaseModel):
    """Base of every part: unknown keys are refused, and nothing is changed once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Police(StrEnum):
    """Whether a report to the police is offered (L1; BrB 16:10 a: must; BrB 5 kap.: the victim's own matter)."""

    NONE = "none"
    OFFER = "offer"
    MUST = "must"
    VICTIM = "victim"


class Weekday(StrEnum):
    """The days of the week, in their order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class Wording(Part):
    """A text in both languages."""

    sv: Line
    en: Line

    def in_(self, language: Language) -> str:
        """The text in the reader's language."""
        return self.en if language == "en" else self.sv


class Source(Part):
    """The guideline that the policy follows, and what must be known of it."""

    title: Line
    reference: Line
    """Diarienummer, date and paragraph, as far as the guideline states them."""
    note: Wording


class Retention(Part):
    """How long entries of a category are kept, and the gallringsbeslut that says so (H9, A5, arkivlagen 10 §)."""

    years: Annotated[StrictInt, Field(ge=1, le=1000)]
    decision: Line


class Disposal(Part):
    """The gallringsbeslut that covers deletion on the platform, and how far it reaches (N4, A3)."""

    decision: Line
    categories: Annotated[tuple[Category, ...], Field(min_length=1)]
    tests: Annotated[tuple[DisposalTest, ...], Field(min_length=1)]
    condition: Wording

    def covers(self, category: Category, test: DisposalTest) -> bool:
        """Whether a comment of this category may be deleted for this reason."""
        return category in self.categories and test in self.tests


def _removal(given: object) -> object:
    """A rule proposes a removal; what is registered without one (S9) breaks none."""
    if given not in (Act.HIDE, Act.DELETE):
        raise PydanticCustomError("enum", "not a removal", {"expected": "'hide' or 'delete'"})
    return given


class CategoryRule(Part):
    """One prohibited category (S1, N1, H1, L1)."""

    label: Wording
    rule: Wording
    source: Line | None
    """Section of the municipality's guideline; none: the rule is the general policy's."""
    ground: Ground
    act: Annotated[Act, BeforeValidator(_removal)]
    police: Police
    retention: Annotated[
        Retention | None,
        BeforeValidator(lambda given: None if given == "until_decision" else given),
    ]
    """None: bevaras tills beslut finns."""

    def told(self, language: Language) -> str:
        """The rule as the moderator reads it; where it is the general policy's, it says so."""
        said = self.rule.in_(language)
        return said if self.source else f"{said} {UNNAMED.in_(language)}"


class GroundRule(Part):
    """One legal ground, with the law that carries it."""

    label: Wording
    law: str
    duty: bool
    picture: bool
    police: Police


class Texts(Part):
    """What visitors are told (S6, N8, H5). Braces stand for what is filled in."""

    political: Wording
    """Reply that refers a political debate to the parties; no removal."""
    removed: Wording
    """Told to the author of a removed comment: {rule}, {contact}."""
    notice: Wording
    """For the page's own description: {rules}, {contact}."""

    @field_validator("political", "removed", "notice")
    @classmethod
    def _braces(cls, text: Wording, info: ValidationInfo) -> Wording:
        wanted = {"removed": ("{rule}", "{contact}"), "notice": ("{rules}", "{contact}")}
        fields = wanted.get(str(info.field_name), ())
        for language, said in (("sv", text.sv), ("en", text.en)):
            left = said
            for one in fields:
                left = left.replace(one, "", 1)
            if len(left) != len(said) - sum(map(len, fields)) or set("{}") & set(left):
                raise _wrong_braces(language, fields)
        return text


class Contacts(Part):
    """Public contacts as the guideline gives them; empty where it gives none."""

    website: str
    email: str
    phone: str
    unsure: str
    """Whom a moderator who is unsure asks (S5)."""
    channels: str
    """Who keeps the list of official channels (S12, N6, A4, H4)."""

    @property
    def public(self) -> str:
        """Where a visitor can turn (N8); empty where nothing is filled in."""
        return ", ".join(one for one in (self.website, self.email, self.phone) if one)


class Hours(Part):
    """When somebody is at work, and after how many such hours a question counts as unanswered (S7, N5)."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    opens: InstanceOf[time]
    closes: InstanceOf[time]
    answer_within: Annotated[StrictInt, Field(ge=1, le=1000)]
    basis: Wording

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes <= self.opens:
            raise breach(
                ["closes"],
                Said("dagen slutar innan den börjar", "the day ends before it begins"),
                Said("Skriv ett senare klockslag.", "Write a later time."),
            )
        return self


class Policy(Part):
    """Everything that differs between municipalities."""

    name: Line
    source: Source
    disposal: Annotated[
        Disposal | None, BeforeValidator(lambda given: None if given == "none" else given)
    ]
    """None: no gallringsbeslut covers deletion on the platform, and hide alone is offered (N4, A3)."""
    texts: Texts
    contacts: Contacts
    hours: Hours
    categories: dict[Category, CategoryRule]
    grounds: dict[Ground, GroundRule]

    @property
    def disposal_decision(self) -> str | None:
        """Reference of the gallringsbeslut that covers deletion on the platform."""
        return self.disposal.decision if self.disposal else None

    def removed_text(self, category: Category, language: Language) -> str:
        """What the author of a removed comment is told (N8)."""
        said = self.texts.removed.in_(language)
        rule = self.categories[category].rule.in_(language)
        return said.replace("{rule}", rule).replace("{contact}", self._contact(language))

    def notice(self, language: Language) -> str:
        """The page's rules, where to turn, and that posts become public records (N8, H5)."""
        named = {key: rule for key, rule in self.categories.items() if key is not Category.DISTRESS}
        own = [rule for rule in named.values() if rule.source] or list(named.values())
        rules = "\n".join(f"– {rule.label.in_(language)}" for rule in own)
        said = self.texts.notice.in_(language)
        before, after = said.split("{rules}")
        filled = f"{before.rstrip()}\n{rules}\n{after.lstrip()}"
        return filled.replace("{contact}", self._contact(language))

    def _contact(self, language: Language) -> str:
        unfilled = "[fill in where to turn]" if language == "en" else "[fyll i vart man vänder sig]"
        return self.contacts.public or unfilled

    @model_validator(mode="after")
    def _complete(self) -> Self:
        deletable = self.disposal.categories if self.disposal else ()
        for category in Category:
            if category not in self.categories:
                raise _not_there(category)
            if self.categories[category].act is Act.DELETE and category not in deletable:
                raise _not_covered(category)
        return self


def _not_there(category: Category) -> PydanticCustomError:
    return breach(
        ["categories", category.value],
        Said(f"kategorin {category.value} saknas", f"the category {category.value} is missing"),
        Said(
            f'Lägg till [categories.{category.value}] med raden from = "general".',
            f'Add [categories.{category.value}] with the line from = "general".',
        ),
    )


def _not_covered(category: Category) -> PydanticCustomError:
    return breach(
        ["categories", category.value, "act"],
        Said(
            "inget gallringsbeslut omfattar radering i kategorin (TF 2:23, arkivlagen 10 §)",
            "no gallringsbeslut covers deletion in the category (TF 2:23, arkivlagen 10 §)",
        ),
        Said(
            'Skriv act = "hide", eller ange beslutet och kategorin under [disposal].',
            'Write act = "hide", or state the decision and the category under [disposal].',
        ),
    )


def _wrong_braces(language: str, fields: Sequence[str]) -> PydanticCustomError:
    wanted = ", ".join(fields)
    return breach(
        [language],
        Said("klamrarna i texten stämmer inte", "the braces in the text do not match"),
        Said(
            f"Skriv var och en av {wanted} en gång." if wanted else "Ta bort klamrarna.",
            f"Write each of {wanted} once." if wanted else "Delete the braces.",
        ),
    )
