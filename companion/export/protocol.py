"""The protocol of a disposal (gallringsprotokoll) as PDF/A-1b: what, under which decision, when, by whom, how many.

It holds nothing of what was disposed of but the checksums of the evidence: by them a copy that turns up can be
known again, and nothing can be read out of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from companion.errors import Language
from companion.export.glyphs import printable
from companion.export.times import local
from companion.export.typeset import typeset
from companion.export.words import WORDS, Terms
from companion.register import Entry

TEMPLATE = Path(__file__).with_name("protocol.typ")


@dataclass(frozen=True)
class Protocol:
    """What is written down of a disposal."""

    number: int
    agency: str
    decision: str
    person: str
    decided_at: datetime
    finished_at: datetime
    shells: Sequence[Entry]
    """What remains of the entries."""
    skipped: int
    """Chosen, but no longer allowed when it came to them."""
    choices: Sequence[str]
    """Keys of words: what the person chose explicitly."""


def document(protocol: Protocol, language: Language) -> bytes:
    """The document. Raises ExportFailed."""
    return typeset(TEMPLATE, lambda _: _data(protocol, language), protocol.finished_at)


def _data(protocol: Protocol, language: Language) -> dict[str, object]:
    terms = WORDS[language]
    number = f"{terms['disposal']} {protocol.number}"
    columns = ("entry", "protocol_number", "category", "captured_at", "protocol_kind")
    return {
        "title": f"{terms['disposal_protocol']} {protocol.number}",
        "authors": "Uppsikt",
        "language": language,
        "header": printable(protocol.agency),
        "number": number,
        "made": f"{terms['made']} {local(protocol.finished_at)}",
        "words": {
            "page": terms["page"],
            "of": terms["of"],
            "entries": terms["protocol_entries"],
            "checksums": terms["protocol_hashes"],
        },
        "summary": [(name, printable(value)) for name, value in _summary(protocol, terms)],
        "text": [terms["disposal_told"], *(terms[choice] for choice in protocol.choices)],
        "columns": [terms[name] for name in columns],
        "rows": [[printable(cell) for cell in _row(one, terms)] for one in protocol.shells],
        "hashes": [line for one in protocol.shells for line in _hashes(one, terms)],
    }


def _summary(protocol: Protocol, terms: Terms) -> list[tuple[str, str]]:
    found = [
        (terms["protocol_agency"], protocol.agency or "–"),
        (terms["disposal_decision"], protocol.decision),
        (terms["disposed_by"], protocol.person),
        (terms["disposal_decided"], local(protocol.decided_at)),
        (terms["disposal_done"], local(protocol.finished_at)),
        (terms["protocol_count"], str(len(protocol.shells))),
    ]
    return found + (
        [(terms["protocol_skipped"], str(protocol.skipped))] if protocol.skipped else []
    )


def _row(shell: Entry, terms: Terms) -> list[str]:
    category = terms[shell.category.value] if shell.category else "–"
    return [
        str(shell.id),
        shell.diarienummer or "–",
        category,
        local(shell.captured_at, seconds=False),
        terms[f"protocol_{shell.kind.value}"],
    ]


def _hashes(shell: Entry, terms: Terms) -> list[str]:
    named = [("record", shell.record_sha256), ("picture", shell.screenshot_sha256)]
    return [f"{shell.id} {terms[name]}: {sha256}" for name, sha256 in named if sha256]
