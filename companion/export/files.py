"""The files of an entry in a package: what the register says, the evidence as it was saved, and the document."""

from __future__ import annotations

from collections.abc import Iterator

from companion.export import json_list, pdf
from companion.export.dossier import Dossier, Making
from companion.export.package import Package, Part

Evidence = tuple[bytes | None, bytes | None]
"""Record and picture, verified by the vault."""


def read(dossier: Dossier) -> Evidence:
    """An entry's evidence, as far as it may leave. Raises EvidenceDamaged."""
    return dossier.record(), dossier.picture()


def put(
    package: Package,
    base: str,
    dossier: Dossier,
    evidence: Evidence,
    making: Making,
    *,
    printed: bool,
) -> Iterator[Part]:
    """Put them in a folder named after the entry's number in `base`; `printed`: the document too.

    Raises EvidenceDamaged, ExportFailed, OSError.
    """
    entry, (record, picture) = dossier.entry, evidence
    folder, add = f"{base}/{entry.id}", package.add
    yield add(f"{folder}/entry.json", json_list.document(dossier, making), "application/json")
    if record is not None:
        yield add(f"{folder}/record.json", record, "application/json", entry.record_sha256)
    if picture is not None:
        yield add(f"{folder}/screenshot.png", picture, "image/png", entry.screenshot_sha256)
    if printed:
        yield add(f"{folder}/entry.pdf", pdf.document([dossier], making), "application/pdf")
