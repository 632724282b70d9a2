"""The public list of channels (S12, N6, A4, H4): accessible HTML for the website, CSV and JSON.

Official data alone: of persons nothing but the name of who is responsible. Politicians' links stand apart, with the
note that the municipality does not answer for them (S13).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from lxml.html import HtmlElement, tostring
from lxml.html.builder import E

from companion.errors import Language
from companion.export.csv_list import BOM, line
from companion.export.words import WORDS, Terms
from companion.register.channel_records import Link, Status, Version

LISTED: Final = (Status.ACTIVE, Status.INACTIVE, Status.CLOSED)
"""What is not approved is not the municipality's (S12); what was closed is told."""

COLUMNS: Final = (
    *("status", "unit", "medium", "name", "address"),
    *("purpose", "audience", "responsible", "email"),
)

LINKS: Final = ("name", "party", "seat", "address")

_STYLE = """
:root { color-scheme: light dark; --ground: #fff; --ink: #16262b; --link: #0b5563; }
@media (prefers-color-scheme: dark) { :root { --ground: #10191c; --ink: #e8f0f2; --link: #8bd9e6; } }
html { background: var(--ground); color: var(--ink); }
a { color: var(--link); }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem; border-bottom: 1px solid; }
.scroll { overflow-x: auto; }
"""


@dataclass(frozen=True)
class PublicList:
    """What is published."""

    agency: str
    """Name of the municipality; empty where the settings give none."""
    at: datetime
    language: Language
    channels: Sequence[Version]
    links: Sequence[Link]

    @property
    def terms(self) -> Terms:
        """The words in the list's language."""
        return WORDS[self.language]

    def of(self, status: Status) -> list[dict[str, str]]:
        """The channels of a status, as what is told of each; without terms accepted there never was an account (N7)."""
        return [_told(one) for one in self.channels if one.status is status and one.content.terms]


class Form(NamedTuple):
    """One form of the list."""

    write: Callable[[PublicList], bytes]
    mimetype: str


def _told(channel: Version) -> dict[str, str]:
    """What the public is told of a channel; of one that is closed only what it was."""
    content = channel.content
    told = {name: str(getattr(content, name)) for name in COLUMNS[1:] if name != "responsible"}
    told |= {"status": channel.status.value}
    told["responsible"] = ", ".join(one.name for one in content.responsible)
    if channel.status is Status.CLOSED:
        told |= dict.fromkeys(("responsible", "email"), "")
    return {name: told[name] for name in COLUMNS}


def as_json(listed: PublicList) -> bytes:
    """The list for other programs, in the shape `uppsikt-channels-1`."""
    content = {
        "form": "uppsikt-channels-1",
        "agency": listed.agency or None,
        "made_at": listed.at.isoformat(),
        "channels": [one for status in LISTED for one in listed.of(status)],
        "politicians": {
            "note": listed.terms["public_not_ours"],
            "links": [one.model_dump(exclude={"id"}) for one in listed.links],
        },
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode()


def as_csv(listed: PublicList) -> bytes:
    """The list for a spreadsheet, formula-safe; the politicians' links with their note in a column of their own."""
    terms = listed.terms
    rows = [[terms[f"channel_{name}"] for name in COLUMNS] + [terms["public_politicians"]]]
    rows.extend(
        [terms[f"status_{status}"], *list(one.values())[1:], ""]
        for status in LISTED
        for one in listed.of(status)
    )
    for link in listed.links:
        own = {"unit": link.party, "name": link.name, "address": link.address, "purpose": link.seat}
        rows.append([*(own.get(name, "") for name in COLUMNS), terms["public_not_ours"]])
    return BOM + b"".join(line(row) for row in rows)


def as_html(listed: PublicList) -> bytes:
    """A page of its own, or to paste into the website: WCAG 2.1 AA."""
    terms = listed.terms
    title = " · ".join(one for one in (terms["public_channels"], listed.agency) if one)
    page = E.html(
        E.head(
            E.meta(charset="utf-8"),
            E.meta(name="viewport", content="width=device-width, initial-scale=1"),
            E.title(title),
            E.style(_STYLE),
        ),
        E.body(
            E.main(
                E.h1(title),
                E.p(terms["public_channels_what"]),
                *_channels(listed),
                E.h2(terms["public_politicians"], id="politicians"),
                E.p(E.strong(terms["public_not_ours"])),
                _links(listed),
                E.p(f"{terms['public_as_of']} {listed.at.astimezone():%Y-%m-%d}."),
            )
        ),
        lang=listed.language,
    )
    return bytes(tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8", pretty_print=True))


def _channels(listed: PublicList) -> Iterator[HtmlElement]:
    terms = listed.terms
    shown = [name for name in COLUMNS if name not in ("status", "address")]
    heads = [terms["public_contact" if name == "email" else f"channel_{name}"] for name in shown]
    for status in LISTED:
        found = listed.of(status)
        if not found and status is not Status.ACTIVE:
            continue
        yield E.h2(terms[f"public_{status}"], id=status.value)
        rows = [[_cell(name, one) for name in shown] for one in found]
        if rows:
            yield _table(status.value, heads, rows, shown.index("name"))
        else:
            yield E.p(terms["public_none"])


def _links(listed: PublicList) -> HtmlElement:
    terms = listed.terms
    if not listed.links:
        return E.p(terms["public_none"])
    rows = [
        [E.td(E.a(link.name, href=link.address)), E.td(link.party), E.td(link.seat)]
        for link in listed.links
    ]
    heads = [terms[f"politician_{name}"] for name in LINKS[:3]]
    return _table("politicians", heads, rows, 0)


def _table(labelled: str, heads: list[str], rows: list[list[HtmlElement]], of: int) -> HtmlElement:
    """A table that can be scrolled by keyboard; the cell `of` is its row's heading."""
    for row in rows:
        row[of].tag = "th"
        row[of].set("scope", "row")
    head = E.thead(E.tr(*(E.th(name, scope="col") for name in heads)))
    attributes = {"class": "scroll", "role": "region", "tabindex": "0", "aria-labelledby": labelled}
    return E.div(E.table(head, E.tbody(*(E.tr(*row) for row in rows))), **attributes)


def _cell(name: str, told: Mapping[str, str]) -> HtmlElement:
    if name == "name" and told["address"] and told["status"] != Status.CLOSED:
        return E.td(E.a(told["name"], href=told["address"]))
    if name == "email" and told["email"]:
        return E.td(E.a(told["email"], href=f"mailto:{told['email']}"))
    return E.td(told[name])


FORMS: Final[dict[str, Form]] = {
    "html": Form(as_html, "text/html; charset=utf-8"),
    "csv": Form(as_csv, "text/csv; charset=utf-8"),
    "json": Form(as_json, "application/json"),
}
