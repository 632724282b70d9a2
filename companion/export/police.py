"""For a report to the police: each entry as PDF/A, as it was saved and as data, with the crime it may be and the law.

A bag (bag.py) with what lets the recipient check it without this program. On the ground of BrB 16:10 a it has text,
links, ids and times, and never a picture, a thumbnail or a picture's hash: to save such a picture is a crime, also
for who reports it (dossier.py sees to it).
"""

from __future__ import annotations

import json
import tempfile
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from companion.contract import Ground
from companion.errors import AgencyMissing
from companion.export import bag, files
from companion.export.ahead import ahead
from companion.export.dossier import Dossier, Making, Selection
from companion.export.package import Package, Part
from companion.export.proof import Proof
from companion.export.times import local
from companion.export.words import WORDS
from companion.policy import Police

FORM = "uppsikt-police-1"
"""Name and version of `anmalan.json`'s shape."""

CRIMES: Final = frozenset(Ground) - {Ground.SECRECY, Ground.GDPR, Ground.PAGE_RULE}
"""Grounds that are crimes by their name; the others' law says only why the comment was removed."""


check = bag.check


def write(selection: Selection, making: Making, to: Path) -> None:
    """The bundle. Raises AgencyMissing, NothingToExport, EvidenceDamaged, ExportFailed, OSError."""
    if not making.archive.agency:
        raise AgencyMissing
    with (
        zipfile.ZipFile(to, "x") as file,
        tempfile.TemporaryDirectory(dir=to.parent, prefix=".uppsikt-") as beside,
        (Path(beside) / "proof").open("xb+") as spool,
    ):
        package = Package(file, f"polisanmalan-{uuid.uuid4()}", making.now, to.parent)
        proof = Proof(spool)
        parts: list[Part] = []
        told: list[dict[str, object]] = []
        for dossier, evidence in ahead(selection.some(), files.read):
            parts += files.put(package, "data/poster", dossier, evidence, making, printed=True)
            proof.add(dossier.history)
            told.append(_told(dossier, making))
        parts += proof.put(package, "data/kontroll", making.prove)
        parts += _cover(package, told, making)
        bag.close(package, parts, making, WORDS[making.language]["police_bundle"])


def _told(dossier: Dossier, making: Making) -> dict[str, object]:
    """An entry in short: what crime it may be, under which law, and where it stood."""
    entry, ground = dossier.entry, dossier.ground
    times = {"written_at", "written_earliest", "written_latest", "captured_at"}
    shown = entry.model_dump(mode="json", include={*times, "platform", "shown_time", "state"})
    return shown | {
        "entry": entry.id,
        "crime": ground.label.in_(making.language) if ground and entry.ground in CRIMES else None,
        "law": ground.law if ground else None,
        "must_report": ground is not None and ground.police is Police.MUST,
        "text": entry.text,
        "author": {"name": entry.author_name, "url": entry.author_url, "id": entry.author_id},
        "comment_id": entry.comment_id,
        "permalink": entry.permalink,
        "post_url": entry.post_url,
        "page_url": entry.page_url,
        "picture": entry.screenshot_sha256 is not None,
        "picture_forbidden": ground is not None and not ground.picture,
    }


def _cover(package: Package, told: list[dict[str, object]], making: Making) -> list[Part]:
    """What it is: for a person, and as data."""
    data = {
        "form": FORM,
        "agency": making.archive.agency,
        "agency_code": making.archive.agency_code or None,
        "made_at": making.now.isoformat(),
        "entries": told,
    }
    text = json.dumps(data, indent=1, ensure_ascii=False).encode()
    letter = "\n".join(_lines(told, making)).encode()
    return [
        package.add("data/anmalan.json", text, "application/json"),
        package.add("data/las-mig-forst.txt", letter, "text/plain"),
    ]


def _lines(told: list[dict[str, object]], making: Making) -> Iterator[str]:
    terms = WORDS[making.language]
    yield f"{terms['police_bundle']}\n\n{making.archive.agency}, {local(making.now)}\n"
    yield terms["police_contents"]
    for one in told:
        crime = f"{one['crime']} ({one['law']})" if one["crime"] else one["law"] or "–"
        yield f"\n{terms['entry']} {one['entry']}: {crime}"
        yield f"  {terms['permalink']}: {one['permalink'] or one['post_url'] or one['page_url']}"
        if one["must_report"]:
            yield f"  {terms['police_must']}"
        if one["picture_forbidden"]:
            yield f"  {terms['no_picture']}"
    yield f"\n{terms['police_check']}\n"
