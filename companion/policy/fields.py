"""What can be edited of a policy, part by part, and what a filled-in form means as TOML.

Nothing is judged here: what a person writes goes into the file as it is, and the policy's own validation names what
is wrong in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import time
from enum import StrEnum
from typing import Any, Final, NamedTuple

from companion.contract import Act, Category, DisposalTest, Ground
from companion.errors import Said
from companion.policy.shapes import Police, Weekday

Asked = Mapping[str, Sequence[str]]
"""A form as it is sent: name of the field → what was filled in, chosen or ticked."""


class Kind(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    SEVERAL = "several"
    TIME = "time"
    NUMBER = "number"


class Field(NamedTuple):
    """One field of a form."""

    at: tuple[str, ...]
    """The key in the file; its dotted name is the form's."""
    label: Said
    kind: Kind = Kind.LINE
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Of the form's field."""
        return ".".join(self.at)


class Part(NamedTuple):
    """What is edited on one page."""

    key: str
    title: Said
    fields: tuple[Field, ...]


def _both(at: tuple[str, ...], label: Said) -> tuple[Field, Field]:
    """A wording, in each of the languages."""
    return (
        Field((*at, "sv"), Said(f"{label.sv}, på svenska", f"{label.en}, in Swedish"), Kind.TEXT),
        Field((*at, "en"), Said(f"{label.sv}, på engelska", f"{label.en}, in English"), Kind.TEXT),
    )


OWN, GENERAL = "own", "general"
NONE, DECIDED = "none", "decided"
UNTIL, YEARS = "until_decision", "years"

_NOTICE = Said("Sidans regler ({rules}, {contact})", "The page's rules ({rules}, {contact})")
_REMOVED = Said("Vid borttagning ({rule}, {contact})", "On removal ({rule}, {contact})")
_IS_THERE = Said("Finns det ett beslut?", "Is there a decision?")
_DECISION = Said("Gallringsbeslutets beteckning", "Reference of the gallringsbeslut")


def _category(category: Category) -> Part:
    at = ("categories", category.value)
    fields = (
        Field((*at, "from"), Said("Regelns ord", "The rule's words"), Kind.CHOICE, (OWN, GENERAL)),
        *_both((*at, "label"), Said("Namn", "Name")),
        *_both((*at, "rule"), Said("Regel", "Rule")),
        Field((*at, "source"), Said("Avsnitt i riktlinjen", "Section of the guideline")),
        Field(
            (*at, "ground"), Said("Grund som föreslås", "Proposed ground"), Kind.CHOICE, (*Ground,)
        ),
        Field(
            (*at, "act"),
            Said("Åtgärd som föreslås", "Proposed act"),
            Kind.CHOICE,
            (Act.HIDE, Act.DELETE),
        ),
        Field(
            (*at, "police"), Said("Polisanmälan", "Report to the police"), Kind.CHOICE, (*Police,)
        ),
        Field((*at, "retention"), Said("Bevaras", "Kept"), Kind.CHOICE, (UNTIL, YEARS)),
        Field((*at, "retention", "years"), Said("Antal år", "Number of years"), Kind.NUMBER),
        Field((*at, "retention", "decision"), _DECISION),
    )
    return Part(category.value, Said(category.value, category.value), fields)


PARTS: Final[dict[str, Part]] = {
    part.key: part
    for part in (
        Part(
            "source",
            Said("Namn och källa", "Name and source"),
            (
                Field(("name",), Said("Policyns namn", "Name of the policy")),
                Field(("source", "title"), Said("Riktlinje", "Guideline")),
                Field(("source", "reference"), Said("Beteckning", "Reference")),
                *_both(("source", "note"), Said("Att veta", "To know")),
            ),
        ),
        Part(
            "contacts",
            Said("Kontakter", "Contacts"),
            (
                Field(("contacts", "website"), Said("Webbplats", "Website")),
                Field(("contacts", "email"), Said("E-post", "E-mail")),
                Field(("contacts", "phone"), Said("Telefon", "Telephone")),
                Field(("contacts", "unsure"), Said("Den osäkra frågar", "The unsure ask")),
                Field(("contacts", "channels"), Said("Kanallistan förs av", "List of channels kept by")),
            ),
        ),
        Part(
            "hours",
            Said("Arbetstid och svar", "Hours and answers"),
            (
                Field(("hours", "days"), Said("Dagar", "Days"), Kind.SEVERAL, (*Weekday,)),
                Field(("hours", "opens"), Said("Börjar", "Begins"), Kind.TIME),
                Field(("hours", "closes"), Said("Slutar", "Ends"), Kind.TIME),
                Field(
                    ("hours", "answer_within"),
                    Said("Obesvarat efter så många arbetstimmar", "Unanswered after so many working hours"),
                    Kind.NUMBER,
                ),
                *_both(("hours", "basis"), Said("Skälet", "Why")),
            ),
        ),
        Part(
            "texts",
            Said("Texter till besökare", "Texts for visitors"),
            (
                *_both(("texts", "notice"), _NOTICE),
                *_both(("texts", "removed"), _REMOVED),
                *_both(("texts", "political"), Said("Politisk debatt", "Political debate")),
            ),
        ),
        Part(
            "disposal",
            Said("Gallringsbeslut för radering", "Gallringsbeslut for deletion"),
            (
                Field(("disposal",), _IS_THERE, Kind.CHOICE, (NONE, DECIDED)),
                Field(("disposal", "decision"), _DECISION),
                Field(("disposal", "categories"), Said("Omfattar", "Covers"), Kind.SEVERAL, (*Category,)),
                Field(("disposal", "tests"), Said("När", "When"), Kind.SEVERAL, (*DisposalTest,)),
                *_both(("disposal", "condition"), Said("Villkor", "Condition")),
            ),
        ),
        *map(_category, Category),
    )
}  # fmt: skip
"""Every part, by its key: that of a category is the category's."""


def shown(part: Part, table: Mapping[str, Any]) -> dict[str, list[str]]:
    """What the form shows: of the policy as it lies in the file, or what stands in for it."""
    return {field.name: _shown(field, _at(table, field.at)) for field in part.fields}


def meant(part: Part, asked: Asked) -> dict[str, Any]:
    """What a filled-in form says, as tables of the file: only those of the part."""
    values: dict[str, Any] = {}
    for field in part.fields:
        _put(values, field.at, _value(field, asked.get(field.name, ())))
    if part.key == "disposal" and _only(asked, "disposal") == NONE:
        return {"disposal": NONE}
    if part.key in set(Category):
        rule = values["categories"][part.key]
        if rule.pop("from") == GENERAL:
            return {"categories": {part.key: {"from": GENERAL}}}
        if _only(asked, f"categories.{part.key}.retention") == UNTIL:
            rule["retention"] = UNTIL
    return values


def _shown(field: Field, value: object) -> list[str]:
    if field.at[-1:] == ("from",):
        return [GENERAL if value == GENERAL else OWN]
    if field.at[-1] in ("disposal", "retention") and field.kind is Kind.CHOICE:
        return [field.choices[isinstance(value, Mapping)]]
    if isinstance(value, time):
        return [f"{value:%H:%M}"]
    if isinstance(value, list):
        return [str(one) for one in value]
    return [] if value is None else [str(value)]


def _value(field: Field, given: Sequence[str]) -> object:
    if field.kind is Kind.SEVERAL:
        return [one for one in given if one in field.choices]
    text = (given[0] if given else "").replace("\r\n", "\n").strip()
    try:
        if field.kind is Kind.TIME:
            return time.fromisoformat(text)
        if field.kind is Kind.NUMBER:
            return int(text)
    except ValueError:
        return text  # refused by the validation, which says what to write
    return text


def _only(asked: Asked, name: str) -> str:
    given = asked.get(name, ())
    return given[0] if given else ""


def _at(table: object, at: tuple[str, ...]) -> object:
    for key in at:
        table = table.get(key) if isinstance(table, Mapping) else None
    return table


def _put(values: dict[str, Any], at: tuple[str, ...], value: object) -> None:
    """Set a key; what is a choice between words and a table becomes the table."""
    *over, last = at
    for key in over:
        if not isinstance(values.get(key), dict):
            values[key] = {}
        values = values[key]
    values[last] = value
