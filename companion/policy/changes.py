"""What differs between two policies, in words; and what a preset has of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from companion.contract import Category
from companion.errors import Language, Said
from companion.policy import text
from companion.policy.shapes import CategoryRule, Policy, Wording

Terms = dict[str, str]
"""The words of acts and reasons in the reader's language."""

NONE = Said("(inget)", "(none)")

_ACT = Said("Åtgärd", "Act")
_POLICE = Said("Polisanmälan", "Police")
_KEPT = Said("Bevaras", "Kept")
_ACTED = (_ACT, _POLICE, _KEPT)
"""What is done with a comment, apart from the words of its rule."""


class Change(NamedTuple):
    """One thing that differs."""

    where: str
    what: str
    before: str
    after: str


def changes(before: Policy, after: Policy, language: Language, terms: Terms) -> list[Change]:
    """What differs, in the order of the policy's page."""
    one, other = (dict(_told(each, language, terms)) for each in (before, after))
    nothing = NONE.in_(language)
    return [
        Change(*key, one.get(key) or nothing, other.get(key) or nothing)
        for key in {**other, **one}
        if one.get(key) != other.get(key)
    ]


def own(preset: Policy, general: Policy, language: Language, terms: Terms) -> Iterator[str]:
    """What a municipality's preset has of its own beside the general one, a sentence each."""

    def names(categories: list[Category]) -> str:
        return ", ".join(preset.categories[one].label.in_(language) for one in categories)

    rules = preset.categories
    said = {one for one in Category if rules[one].source}
    yield f"{Said('Följer', 'Follows').in_(language)}: {preset.source.title}."
    yield text.HIDE_ONLY.in_(language) if preset.disposal is None else preset.disposal.decision
    if said and said != set(Category):
        only = Said("Egna ord", "Own words").in_(language)
        yield f"{only}: {names([one for one in Category if one in said])}."
        rest = Said("Ur den allmänna policyn", "From the general policy").in_(language)
        yield f"{rest}: {names([one for one in Category if one not in said])}."
    for one in Category:
        before = dict(_rule(general, general.categories[one], language, terms))
        for what, value in _rule(preset, rules[one], language, terms):
            if what in _ACTED and value != before[what]:
                yield f"{rules[one].label.in_(language)}: {what.in_(language).lower()} {value.lower()}."
    yield f"{text.hours(preset.hours, language)}."


def _told(
    policy: Policy, language: Language, terms: Terms
) -> Iterator[tuple[tuple[str, str], str]]:
    """Where and what → how it is."""

    def say(where: Said, what: Said, value: str) -> tuple[tuple[str, str], str]:
        return (where.in_(language), what.in_(language)), value

    def both(where: Said, what: Said, wording: Wording) -> Iterator[tuple[tuple[str, str], str]]:
        yield say(where, Said(f"{what.sv} (svenska)", f"{what.en} (Swedish)"), wording.sv)
        yield say(where, Said(f"{what.sv} (engelska)", f"{what.en} (English)"), wording.en)

    where = Said("Namn och källa", "Name and source")
    yield say(where, Said("Namn", "Name"), policy.name)
    yield say(where, Said("Riktlinje", "Guideline"), policy.source.title)
    yield say(where, Said("Beteckning", "Reference"), policy.source.reference)
    yield from both(where, Said("Att veta", "To know"), policy.source.note)
    where = Said("Kontakter", "Contacts")
    for what, value in (
        (Said("Webbplats", "Website"), policy.contacts.website),
        (Said("E-post", "E-mail"), policy.contacts.email),
        (Said("Telefon", "Telephone"), policy.contacts.phone),
        (Said("Den osäkra frågar", "The unsure ask"), policy.contacts.unsure),
        (Said("Kanallistan förs av", "List of channels kept by"), policy.contacts.channels),
    ):
        yield say(where, what, value)
    where = Said("Arbetstid och svar", "Hours and answers")
    yield say(where, Said("Tider", "Hours"), text.hours(policy.hours, language))
    yield from both(where, Said("Skälet", "Why"), policy.hours.basis)
    where = Said("Texter till besökare", "Texts for visitors")
    yield from both(where, Said("Sidans regler", "The page's rules"), policy.texts.notice)
    yield from both(where, Said("Vid borttagning", "On removal"), policy.texts.removed)
    yield from both(where, Said("Politisk debatt", "Political debate"), policy.texts.political)
    where = Said("Gallringsbeslut för radering", "Gallringsbeslut for deletion")
    if policy.disposal is None:
        yield say(where, Said("Beslut", "Decision"), text.HIDE_ONLY.in_(language))
    else:
        yield say(where, Said("Beslut", "Decision"), policy.disposal.decision)
        covered = [policy.categories[one].label.in_(language) for one in policy.disposal.categories]
        yield say(where, Said("Omfattar", "Covers"), ", ".join(covered))
        reasons = ", ".join(terms[one] for one in policy.disposal.tests)
        yield say(where, Said("När", "When"), reasons)
        yield from both(where, Said("Villkor", "Condition"), policy.disposal.condition)
    for category in Category:
        rule = policy.categories[category]
        where = Said(terms[category], terms[category])
        yield from both(where, Said("Namn", "Name"), rule.label)
        yield from both(where, Said("Regel", "Rule"), rule.rule)
        yield from (say(where, what, value) for what, value in _rule(policy, rule, language, terms))


def _rule(
    policy: Policy, rule: CategoryRule, language: Language, terms: Terms
) -> Iterator[tuple[Said, str]]:
    yield Said("Källa", "Source"), rule.source or text.NOT_OWN.in_(language)
    yield Said("Grund", "Ground"), policy.grounds[rule.ground].label.in_(language)
    yield _ACT, terms[rule.act]
    yield _POLICE, text.POLICE[rule.police].in_(language)
    yield _KEPT, text.retention(rule, language)
