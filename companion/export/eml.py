"""A letter to the registrator: the entries as PDF/A and as XML (ERMS), ready to open and send.

It is a draft (X-Unsent): nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from companion.errors import AgencyMissing
from companion.export import called, erms, pdf, xml
from companion.export.dossier import Dossier, Making, Selection
from companion.export.words import WORDS
from companion.export.xml import Element


class Papers(NamedTuple):
    """Entries as a registrator takes them."""

    designations: str
    """What the entries are called (OSL 5:2), with commas between."""
    pdf: bytes
    """PDF/A-1b of all."""
    xml: bytes
    """ERMS of all."""


def write(selection: Selection, making: Making, to: Path) -> None:
    """The letter. Raises AgencyMissing, NothingToExport, EvidenceDamaged, ExportFailed, OSError."""
    to.write_bytes(letter(papers(selection.some(), making), making).as_bytes())


def papers(dossiers: Iterable[Dossier], making: Making) -> Papers:
    """The entries on paper and as XML, each dossier taken once. Raises as `write` does."""
    if not making.archive.agency:
        raise AgencyMissing
    names: list[str] = []
    cases: list[Element] = []

    def noted() -> Iterator[Dossier]:
        for dossier in dossiers:
            names.append(called.designation(dossier.entry))
            cases.append(erms.case(dossier, making, []))
            yield dossier

    document = pdf.document(noted(), making)
    numbers = ", ".join(names)
    root = erms.document(numbers[:200], making, Element("".join(cases)))
    return Papers(numbers, document, xml.document(root).encode())


def subject(papers: Papers, making: Making) -> str:
    """What a letter with these papers is about; at most 200 characters."""
    return f"{WORDS[making.language]['titles']}: {papers.designations}"[:200]


def letter(papers: Papers, making: Making, name: str = "uppsikt") -> EmailMessage:
    """A draft to the registrator; its two attachments are called `name`."""
    terms = WORDS[making.language]
    found = EmailMessage(policy=SMTP)
    found["Subject"] = subject(papers, making)
    found["Date"] = format_datetime(making.now)
    if making.archive.registrator:
        found["To"] = making.archive.registrator
    found["X-Unsent"] = "1"
    found.set_content(f"{terms['letter']}\n\n{papers.designations}\n{making.archive.agency}\n")
    for content, kind in ((papers.pdf, "pdf"), (papers.xml, "xml")):
        found.add_attachment(
            content, maintype="application", subtype=kind, filename=f"{name}.{kind}"
        )
    return found
