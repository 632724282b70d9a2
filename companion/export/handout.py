"""What is handed out to who asked: masked copies, a letter, and what lets a recipient check them; nothing else.

A bag (bag.py). Of the history it has the events that tell of these copies, which name the SHA-256 of each: so the
recipient can show that a copy is the one that was handed out, and no hash of what is masked leaves.
"""

from __future__ import annotations

import tempfile
import uuid
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from companion.export import bag
from companion.export.dossier import Making
from companion.export.package import Package
from companion.export.proof import Proof
from companion.export.times import local
from companion.export.words import WORDS
from companion.register import Event

Copy = tuple[int, str]
"""An entry's number, and the SHA-256 of its masked copy in the vault."""

check = bag.check


def write(
    copies: Iterable[Copy],
    evidence: Callable[[str], bytes],
    events: Iterable[Event],
    making: Making,
    to: Path,
) -> None:
    """The bundle. Raises EvidenceDamaged, OSError and what `Making.prove` raises."""
    terms = WORDS[making.language]
    with (
        zipfile.ZipFile(to, "x") as file,
        tempfile.TemporaryDirectory(dir=to.parent, prefix=".uppsikt-") as beside,
        (Path(beside) / "proof").open("xb+") as spool,
    ):
        package = Package(file, f"utlamnande-{uuid.uuid4()}", making.now, to.parent)
        parts = [
            package.add(
                f"data/handlingar/{number}/handling.pdf",
                evidence(sha256),
                "application/pdf",
                sha256,
            )
            for number, sha256 in copies
        ]
        proof = Proof(spool)
        proof.add(events)
        parts += proof.put(package, "data/kontroll", making.prove)
        agency = making.archive.agency or "–"
        letter = [
            terms["disclosed_bundle"],
            f"{agency}, {local(making.now)}",
            terms["disclosed_how"],
            terms["disclosed_appeal"],
            terms["police_check"],
        ]
        text = "\n\n".join([*letter, ""]).encode()
        parts.append(package.add("data/las-mig-forst.txt", text, "text/plain"))
        bag.close(package, parts, making, terms["disclosed_bundle"])
