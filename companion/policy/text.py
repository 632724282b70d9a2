"""A policy as a person reads it, with every key that it has: for the command line; its words also for the window."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from companion.contract import Category
from companion.errors import Language, Said
from companion.policy.shapes import CategoryRule, Hours, Police, Policy, Weekday

POLICE = {
    Police.NONE: Said("ingen polisanmälan", "no report to the police"),
    Police.OFFER: Said("polisanmälan erbjuds", "a report to the police is offered"),
    Police.MUST: Said("ska polisanmälas", "must be reported to the police"),
    Police.VICTIM: Said("målsägandens egen sak att anmäla", "for the victim to report"),
}

DAYS = {
    Weekday.MON: Said("måndag", "Monday"),
    Weekday.TUE: Said("tisdag", "Tuesday"),
    Weekday.WED: Said("onsdag", "Wednesday"),
    Weekday.THU: Said("torsdag", "Thursday"),
    Weekday.FRI: Said("fredag", "Friday"),
    Weekday.SAT: Said("lördag", "Saturday"),
    Weekday.SUN: Said("söndag", "Sunday"),
}

_UNTIL = Said("bevaras tills beslut finns", "kept until there is a decision")
NOT_OWN = Said("allmän policy", "general policy")
_NOT_GIVEN = Said("anges inte", "not given")
HIDE_ONLY = Said(
    "Inget gallringsbeslut: bara att dölja erbjuds (N4, A3).",
    "No gallringsbeslut: hide alone is offered (N4, A3).",
)
_YES, _NO = Said("ja", "yes"), Said("nej", "no")

_WIDTH = 100


def retention(rule: CategoryRule, language: Language) -> str:
    """How long, and by which gallringsbeslut (H9, A5)."""
    if rule.retention is None:
        return _UNTIL.in_(language)
    years = Said("år", "years").in_(language)
    return f"{rule.retention.years} {years} ({rule.retention.decision})"


def hours(times: Hours, language: Language) -> str:
    """When somebody is at work, and after how many such hours a question is unanswered (S7, N5)."""
    days = ", ".join(DAYS[day].in_(language) for day in times.days)
    within = Said(
        f"obesvarat efter {times.answer_within} arbetstimmar",
        f"unanswered after {times.answer_within} working hours",
    )
    return f"{days} {times.opens:%H:%M}–{times.closes:%H:%M}; {within.in_(language)}"


def write(policy: Policy, language: Language, terms: dict[str, str]) -> str:
    """The whole policy as plain text; `terms` has the words of acts and reasons in that language."""
    return "\n".join(_lines(policy, language, terms)) + "\n"


def _lines(policy: Policy, language: Language, terms: dict[str, str]) -> Iterator[str]:
    yield from (policy.name, "=" * len(policy.name), "")
    yield from _fact(Said("Källa", "Source"), policy.source.title, language)
    yield from _fact(Said("Beteckning", "Reference"), policy.source.reference, language)
    yield from _fact(Said("Att veta", "To know"), policy.source.note.in_(language), language)
    yield from _disposal(policy, language, terms)
    yield from _heading(Said("Kategorier", "Categories"), language)
    for category in Category:
        yield from _category(policy, category, language, terms)
    yield from _heading(Said("Texter till besökare", "Texts for visitors"), language)
    example = policy.removed_text(Category.INSULT, language)
    yield from _fact(Said("Sidans regler", "The page's rules"), policy.notice(language), language)
    yield from _fact(Said("Vid borttagning", "On removal"), example, language)
    yield from _fact(Said("Politik", "Politics"), policy.texts.political.in_(language), language)
    yield from _heading(Said("Kontakter och svarstid", "Contacts and time to answer"), language)
    contacts = policy.contacts
    for name, given in (
        (Said("Webbplats", "Website"), contacts.website),
        (Said("E-post", "E-mail"), contacts.email),
        (Said("Telefon", "Telephone"), contacts.phone),
        (Said("Den osäkra frågar", "The unsure ask"), contacts.unsure),
        (Said("Kanallistan förs av", "List of channels"), contacts.channels),
    ):
        yield from _fact(name, given or _NOT_GIVEN.in_(language), language)
    yield from _fact(Said("Arbetstid", "Hours"), hours(policy.hours, language), language)
    yield from _fact(Said("Skälet", "Why"), policy.hours.basis.in_(language), language)
    yield from _heading(Said("Rättsliga grunder", "Legal grounds"), language)
    for ground in policy.grounds.values():
        duty, picture = (_YES if one else _NO for one in (ground.duty, ground.picture))
        law = Said(
            f"{ground.law}; BBS 5 § kräver borttagning: {duty.sv}; bild får sparas: {picture.sv}; ",
            f"{ground.law}; BBS 5 § demands removal: {duty.en}; picture allowed: {picture.en}; ",
        )
        said = law.in_(language) + POLICE[ground.police].in_(language)
        yield from _fact(Said(ground.label.sv, ground.label.en), said, language)


def _disposal(policy: Policy, language: Language, terms: dict[str, str]) -> Iterator[str]:
    name = Said("Gallringsbeslut", "Gallringsbeslut")
    if policy.disposal is None:
        yield from _fact(name, HIDE_ONLY.in_(language), language)
        return
    yield from _fact(name, policy.disposal.decision, language)
    covered = [policy.categories[one].label.in_(language) for one in policy.disposal.categories]
    reasons = [terms[one] for one in policy.disposal.tests]
    yield from _fact(Said("– omfattar", "– covers"), ", ".join(covered), language)
    yield from _fact(Said("– när", "– when"), ", ".join(reasons), language)
    condition = policy.disposal.condition.in_(language)
    yield from _fact(Said("– villkor", "– condition"), condition, language)


def _category(
    policy: Policy, category: Category, language: Language, terms: dict[str, str]
) -> Iterator[str]:
    rule = policy.categories[category]
    ground = policy.grounds[rule.ground]
    yield f"{rule.label.in_(language)} [{category}]"
    yield from _wrapped(rule.told(language), "  ")
    source = rule.source or NOT_OWN.in_(language)
    parts = (
        source,
        f"{ground.label.in_(language)} ({ground.law})",
        terms[rule.act].lower(),
        POLICE[rule.police].in_(language),
        retention(rule, language),
    )
    yield from _wrapped(" · ".join(parts), "  ")
    yield ""


def _heading(name: Said, language: Language) -> Iterator[str]:
    said = name.in_(language)
    yield from ("", said, "-" * len(said), "")


def _fact(name: Said, value: str, language: Language) -> Iterator[str]:
    first, *more = value.split("\n")
    yield from _wrapped(f"{name.in_(language)}: {first}", "", "  ")
    for line in more:
        yield from _wrapped(line, "  ")


def _wrapped(text: str, first: str, more: str | None = None) -> list[str]:
    return textwrap.wrap(
        text.strip(),
        _WIDTH,
        initial_indent=first,
        subsequent_indent=first if more is None else more,
    )
