"""Disclosure (utlämnande, H8): a request gets masked copies of the entries that are chosen for it.

Who asks and why is not asked for (TF 2:18). What may point out a person is suggested by the classifier; a person
decides of each, and names the provision under which it is masked (OSL, TF 2:2). Nothing is handed out until every
suggestion is decided. The copies are made from the masked words alone (companion/export/mask.py), lie in the vault
and are told of by an event; they are disposed of with their entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from PIL import Image
from pydantic import JsonValue

from companion.contract import Span
from companion.desk import Desk
from companion.errors import (
    BadRequest,
    ClassifierLoading,
    DisclosureUndecided,
    EntryDisposed,
    ExportFailed,
    NotFound,
    NothingToExport,
    PictureUnmasked,
    Said,
)
from companion.export import handout, mask, pdf
from companion.export.dossier import Dossier, Making
from companion.export.whole import Written, write_whole
from companion.export.words import WORDS
from companion.register import Actor, Event
from companion.register.disclosures import Chosen, Disclosure, Disclosures

PROVISIONS: Final = (
    "OSL 21 kap. 1 §",
    "OSL 21 kap. 3 §",
    "OSL 21 kap. 7 §",
    "OSL 23 kap. 2 §",
    "OSL 25 kap. 1 §",
    "OSL 26 kap. 1 §",
    "OSL 35 kap. 1 §",
    "OSL 39 kap. 2 §",
)
"""Offered in the form; any other provision may be written."""

_PROVISION = re.compile(r"OSL \d{1,2}( kap\. |:)\d{1,2}( ?[a-z])?( §)?( .{1,60})?|TF 2:\d{1,2}")
_SEARCHED = ("text", "dialogue", "post_text", "note", "subject")
"""Fields in which the classifier looks for what points out a person."""

_SENDER = ("author_name", "author_url", "author_id")


class Suggestion(NamedTuple):
    """Words that may have to be masked, and why."""

    words: str
    why: str
    places: int
    """In how many places of the entry they stand."""


@dataclass(frozen=True)
class Handing:
    """Handing out what is public."""

    desk: Desk
    disclosures: Disclosures

    def open(self, label: str, actor: Actor) -> Disclosure:
        """Begin a request; the label is our own, to know it by. Raises StorageFull, StorageFailed."""
        return self.disclosures.open(label.strip()[:200], actor, self.desk.clock())

    def choose(self, number: int, entry_id: int) -> None:
        """Let an entry belong to it. Raises NotFound, DisclosureMade, EntryDisposed."""
        if self.desk.register.entry(entry_id).disposed_at is not None:
            raise EntryDisposed(entry=entry_id)
        self.disclosures.choose(number, entry_id)

    def suggestions(self, entry_id: int) -> list[Suggestion]:
        """What may have to be masked of an entry: the sender, and what points out a person.

        Raises NotFound, ClassifierLoading, ClassifierBroken.
        """
        entry = self.desk.dossier(entry_id).entry
        fields = mask.fields(entry)
        texts = [fields[name] for name in _SEARCHED if name in fields]
        sender = WORDS[self.desk.language]["sender"]
        found = {fields[name]: sender for name in _SENDER if fields.get(name)}
        for text, spans in zip(texts, self._pointed_out(texts), strict=True):
            found |= {text[span.start : span.end].strip(): span.why for span in spans}
        once = {words.casefold(): (words, why) for words, why in found.items() if words}
        return [Suggestion(*one, mask.places(entry, one[0])) for one in once.values()]

    def undecided(self, number: int, entry_id: int) -> list[Suggestion]:
        """The suggestions of which nothing is decided yet. Raises as `suggestions` does."""
        decided = self.disclosures.get(number).masks_of(entry_id)
        words = {one.words.casefold() for one in decided}
        return [one for one in self.suggestions(entry_id) if one.words.casefold() not in words]

    def decide(
        self, number: int, entry_id: int, words: str, provision: str | None, actor: Actor
    ) -> None:
        """Mask words wherever they stand in the entry, or show them (no provision).

        Raises NotFound, DisclosureMade; BadRequest where the words are nowhere or the provision is none.
        """
        words = " ".join(words.split())
        if not words or not mask.places(self.desk.dossier(entry_id).entry, words):
            raise BadRequest(reason=Said("orden finns inte i posten", "the words are not there"))
        if provision is not None:
            provision = _checked(provision)
        now = self.desk.clock()
        self.disclosures.decide(number, entry_id, words, provision, actor, now)

    def cover(
        self, number: int, entry_id: int, box: mask.Box, provision: str, actor: Actor
    ) -> None:
        """Mask a region of the picture. Raises NotFound, DisclosureMade, BadRequest."""
        if min(box.x, box.y) < 0 or min(box.width, box.height) < 1 or max(box) > 100_000:
            raise BadRequest(reason=Said("rutan är ingen ruta", "the region is none"))
        now = self.desk.clock()
        self.disclosures.cover(number, entry_id, box, _checked(provision), actor, now)

    def preview(self, number: int, entry_id: int) -> dict[str, str]:
        """The entry's words as they would be shown. Raises NotFound."""
        found = self.disclosures.get(number)
        _chosen(found, entry_id)
        entry = self.desk.dossier(entry_id).entry
        word = WORDS[self.desk.language]["masked"]
        return mask.fields(mask.entry(entry, _masks(found, entry_id), word))

    def picture(self, number: int, entry_id: int) -> bytes:
        """The picture as it would be shown. Raises NotFound, EvidenceDamaged, ExportFailed."""
        found = self.disclosures.get(number)
        _chosen(found, entry_id)
        png = self.desk.dossier(entry_id).picture()
        if png is None:
            raise NotFound
        return _drawn(png, _boxes(found, entry_id))

    def make(self, number: int, actor: Actor) -> Disclosure:
        """Make the masked copies, once. Raises NothingToExport, DisclosureUndecided, PictureUnmasked, DisclosureMade,
        EvidenceDamaged, ExportFailed, StorageFull, StorageFailed; then nothing is made.
        """
        found = self.disclosures.get(number)
        if not found.chosen:
            raise NothingToExport
        dossiers = [self._masked(found, one.entry_id) for one in found.chosen]
        now = self.desk.clock()
        making = Making(self.desk.language, now, self.desk.archive)
        documents: dict[int, str] = {}
        facts: dict[int, dict[str, JsonValue]] = {}
        for one, dossier in zip(found.chosen, dossiers, strict=True):
            documents[one.entry_id] = self.desk.vault.put(pdf.document([dossier], making))
            facts[one.entry_id] = _facts(dossier)
        self.disclosures.made(number, documents, facts, actor, now)
        return self.disclosures.get(number)

    def bundle(self, number: int, to: Path, actor: Actor) -> Written:
        """The copies with a manifest and what lets a recipient check them.

        Raises NotFound, NothingToExport when all are disposed of, EvidenceDamaged, ExportFailed,
        StorageFailed; then no file is left.
        """
        found = self.disclosures.get(number)
        if found.made_at is None:
            raise NotFound
        desk = self.desk
        making = Making(desk.language, desk.clock(), desk.archive, desk.seal.prove)
        events = self._told_of(found)
        copies = [
            (one.entry_id, str(one.facts["document_sha256"])) for one in events if one.entry_id
        ]
        if not copies:
            raise NothingToExport
        made = write_whole(
            to,
            lambda temporary: handout.write(copies, self.desk.vault.get, events, making, temporary),
            handout.check,
        )
        told: dict[str, JsonValue] = {"format": "disclosure", "sha256": made.sha256}
        try:
            self.desk.register.note(
                None, actor, "exported", told | {"size": made.size, "disclosure": number}
            )
        except BaseException:
            to.unlink()
            raise
        return made

    def _pointed_out(self, texts: list[str]) -> Iterator[list[Span]]:
        classifier = self.desk.classifier()
        if classifier is None:
            raise ClassifierLoading
        return classifier.points_out(texts)

    def _masked(self, found: Disclosure, entry_id: int) -> Dossier:
        """The entry as it is handed out. Raises DisclosureUndecided, PictureUnmasked, EvidenceDamaged."""
        if undecided := self.undecided(found.id, entry_id):
            raise DisclosureUndecided(entry=entry_id, count=len(undecided))
        original = self.desk.dossier(entry_id)
        masks, boxes = _masks(found, entry_id), _boxes(found, entry_id)
        picture = original.picture() if _chosen(found, entry_id).picture else None
        if picture is not None:
            if masks and not boxes:
                raise PictureUnmasked(entry=entry_id)
            picture = _drawn(picture, boxes)
        regions = [region.provision for region in found.regions_of(entry_id)] if picture else []
        word = WORDS[self.desk.language]["masked"]
        return mask.dossier(original, masks, picture, regions, word)

    def _told_of(self, found: Disclosure) -> list[Event]:
        """The events that tell of the copies."""
        return [
            event
            for one in found.chosen
            for event in self.desk.register.history(one.entry_id)
            if event.kind == "disclosed" and event.facts.get("disclosure") == found.id
        ]


def _chosen(found: Disclosure, entry_id: int) -> Chosen:
    for one in found.chosen:
        if one.entry_id == entry_id:
            return one
    raise NotFound


def _masks(found: Disclosure, entry_id: int) -> list[mask.Decided]:
    return [(one.words, one.provision) for one in found.masks_of(entry_id) if one.provision]


def _boxes(found: Disclosure, entry_id: int) -> list[mask.Box]:
    return [mask.Box(one.x, one.y, one.width, one.height) for one in found.regions_of(entry_id)]


def _drawn(picture: bytes, boxes: Iterable[mask.Box]) -> bytes:
    try:
        return mask.picture(picture, boxes)
    except (OSError, Image.DecompressionBombError) as error:
        raise ExportFailed(reason=error) from error


def _facts(dossier: Dossier) -> dict[str, JsonValue]:
    provisions = dict(dossier.masked or ())
    listed: list[JsonValue] = [*sorted(provisions)]
    return {
        "masks": sum(provisions.values()),
        "provisions": listed,
        "picture": dossier.entry.screenshot_sha256 is not None,
    }


def _checked(provision: str) -> str:
    found = " ".join(provision.split())
    if not _PROVISION.fullmatch(found):
        raise BadRequest(
            reason=Said(
                "lagrummet ska skrivas som OSL 21 kap. 7 §",
                "the provision must be written as OSL 21 kap. 7 §",
            )
        )
    return found
