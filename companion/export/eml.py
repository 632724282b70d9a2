"""A letter to the registrator: the entries as PDF/A and as XML (ERMS), ready to open and send.

It is a draft (X-Unsent): nothing is sent from here.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from lxml import etree

from companion.errors import AgencyMissing
from companion.export import erms, pdf
from companion.export.dossier import Making, Selection
from companion.export.words import WORDS


def write(selection: Selection, making: Making, to: Path) -> None:
    """The letter. Raises AgencyMissing, NothingToExport, EvidenceDamaged, ExportFailed, OSError."""
    if not making.archive.agency:
        raise AgencyMissing
    dossiers = list(selection.some())
    terms = WORDS[making.language]
    numbers = ", ".join(erms.designation(dossier.entry) for dossier in dossiers)
    letter = EmailMessage(policy=SMTP)
    letter["Subject"] = f"{terms['titles']}: {numbers}"[:200]
    letter["Date"] = format_datetime(making.now)
    if making.archive.registrator:
        letter["To"] = making.archive.registrator
    letter["X-Unsent"] = "1"
    letter.set_content(f"{terms['letter']}\n\n{numbers}\n{making.archive.agency}\n")
    root = erms.document(numbers[:200], making)
    place = root.find(f"{{{erms.NAMESPACE}}}aggregations")
    place.clear()
    place.extend(erms.case(dossier, making, []) for dossier in dossiers)
    xml = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    letter.add_attachment(
        pdf.document(dossiers, making),
        maintype="application",
        subtype="pdf",
        filename="uppsikt.pdf",
    )
    letter.add_attachment(xml, maintype="application", subtype="xml", filename="uppsikt.xml")
    to.write_bytes(letter.as_bytes())
