"""What entries are called in documents: title, subject, designation, category, ground."""

from __future__ import annotations

from companion.contract import EntryKind
from companion.errors import Language
from companion.export.words import Terms
from companion.policy import GroundRule
from companion.register import Entry


def designation(entry: Entry) -> str:
    """Diarienummer, or else the register's own designation (OSL 5:2)."""
    return entry.diarienummer or identity(entry)


def identity(entry: Entry) -> str:
    """The register's own designation: no two entries share it, as they may a diarienummer."""
    return f"uppsikt-{entry.id}"


def title(entry: Entry, terms: Terms) -> str:
    """What kind of document it is: a removed comment, or what was saved without removal (S9, S10, H7)."""
    if entry.kind is EntryKind.COMMENT:
        return terms["title_register" if entry.act.value == "register" else "title"]
    return terms[f"title_{entry.kind.value}"]


def kind(entry: Entry, terms: Terms) -> str:
    """Comment, thread or message."""
    return terms["comment" if entry.kind is EntryKind.COMMENT else f"kind_{entry.kind.value}"]


def subject(entry: Entry, terms: Terms) -> str:
    """What it is about (OSL 5:2): as registered, else its kind, the page and the category."""
    if entry.subject:
        return entry.subject
    about = f"{kind(entry, terms)}, {entry.page_account or entry.page_title}"
    return f"{about} ({category(entry, terms)})" if entry.category else about


def whole_text(entry: Entry) -> str:
    """The text, and under an archived post its dialogue (H7)."""
    return f"{entry.text}\n\n{entry.dialogue}" if entry.dialogue else entry.text


def category(entry: Entry, terms: Terms) -> str | None:
    """The category in words, if it has one."""
    return terms[entry.category.value] if entry.category else None


def law(ground: GroundRule | None, language: Language) -> str | None:
    """The ground and where it stands in law, if there is one."""
    return f"{ground.label.in_(language)} ({ground.law})" if ground else None


def marking(entry: Entry) -> str | None:
    """The secrecy marking: provision, date, authority (OSL 5:5)."""
    if not entry.marked:
        return None
    return f"{entry.secrecy_provision} · {entry.secrecy_on} · {entry.secrecy_authority}"
