"""What every package for the archive holds: evidence of each entry, ERMS, PREMIS, the gallringsbeslut.

Evidence goes from the vault into the zip an entry at a time; the XML about it is spooled beside and woven
in at the end, so memory does not grow with the number of entries.
"""

from __future__ import annotations

import mimetypes
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from companion.errors import AgencyMissing
from companion.export import called, erms, files, premis
from companion.export.ahead import ahead
from companion.export.dossier import Dossier, Making, Selection
from companion.export.package import Package, Part
from companion.export.proof import Proof
from companion.export.tail import Tail
from companion.export.words import WORDS
from companion.export.xml import Element, put, weave

Describe = Callable[[Part, str], Element]
"""A file as the package's METS describes it; with the id it gets there."""


class Content:
    """Puts entries in, and in the end what is said of them."""

    def __init__(
        self, package: Package, making: Making, data: str, describe: Describe, stack: ExitStack
    ) -> None:
        self.package = package
        self.making = making
        self._data = data
        self._describe = describe
        self._beside = Path(
            stack.enter_context(tempfile.TemporaryDirectory(dir=package.place, prefix=".uppsikt-"))
        )
        self._spools: dict[str, IO[bytes]] = {
            name: stack.enter_context((self._beside / name).open("xb+"))
            for name in ("cases", "files", "objects", "events")
        }
        self._proof = Proof(stack.enter_context((self._beside / "proof").open("xb+")))
        self._agents: set[str] = set()
        self._decisions: Counter[str] = Counter()
        self._files = 0

    def entries(self, selection: Selection) -> None:
        """Every entry: its files, its case, its history; in a small selection each as a document too."""
        for dossier, evidence in ahead(selection.some(), files.read):
            parts = list(
                files.put(
                    self.package,
                    self._data,
                    dossier,
                    evidence,
                    self.making,
                    printed=selection.printed,
                )
            )
            self._tell(dossier, parts)
            kept, entry = dossier.kept, dossier.entry
            named = {entry.disposal_decision, entry.disposed_under, kept.decision if kept else None}
            self._decisions.update(filter(None, named))

    def _tell(self, dossier: Dossier, parts: list[Part]) -> None:
        name = called.identity(dossier.entry)
        paths = [part.path.removeprefix(f"{self._data}/") for part in parts]
        put(erms.case(dossier, self.making, paths), self._spools["cases"])
        put(premis.entity(name), self._spools["objects"])
        for part in parts:
            put(premis.file(part), self._spools["objects"])
            self._list(part)
        self._proof.add(dossier.history)
        for event in dossier.history:
            self._agents.add(event.actor)
            put(premis.event(event, name), self._spools["events"])

    def _list(self, part: Part) -> None:
        self._files += 1
        put(self._describe(part, f"file-{self._files}"), self._spools["files"])

    def cases(self) -> None:
        """ERMS, beside the entries' folders."""
        root = erms.document(self.package.folder, self.making)
        self._list(self.woven(f"{self._data}/erms.xml", root))

    def history(self, path: str) -> Part:
        """PREMIS."""
        return self.woven(path, premis.document(self._agents))

    def woven(self, path: str, root: Element) -> Part:
        """A document with its spools in their places."""
        text = weave(root, self._spools, self._beside / "woven.xml")
        return self.package.add(path, text, "application/xml")

    def documentation(self, folder: str) -> list[Part]:
        """Which gallringsbeslut the entries name, the document if it is given, and what proves it all."""
        terms = WORDS[self.making.language]
        named = [f"{name}: {count}" for name, count in sorted(self._decisions.items())]
        lines = [terms["disposal_decision"], *(named or ["–"]), terms["kept_until"], ""]
        text = "\n".join(lines).encode()
        parts = [self.package.add(f"{folder}/gallringsbeslut-i-poster.txt", text, "text/plain")]
        given = self.making.archive.disposal_document
        if given:
            source = Path(given)
            kind = mimetypes.guess_type(source.name)[0] or "application/octet-stream"
            path = f"{folder}/gallringsbeslut{source.suffix.lower()}"
            parts.append(self.package.add(path, source, kind))
        return parts + self._proof.put(self.package, f"{folder}/kontroll", self.making.prove)

    def listed(self, parts: list[Part]) -> None:
        """Describe files among the entries'."""
        for part in parts:
            self._list(part)


@contextmanager
def opened(to: Path, folder: str, making: Making) -> Iterator[tuple[Package, ExitStack]]:
    """A new package at `to`; what is spooled lies beside it meanwhile. Raises AgencyMissing, OSError."""
    if not (making.archive.agency and making.archive.agency_code):
        raise AgencyMissing
    with (
        to.open("xb") as out,
        Tail(out) as tail,
        zipfile.ZipFile(tail, "w") as file,
        ExitStack() as stack,
    ):
        yield Package(file, folder, making.now, to.parent), stack
