"""Is everything as it was saved? Every file, every row, the chain, the signatures and their timestamps.

What is wrong is said in words, with the number of the entry, event or signature. A check leaves an event, and a
signature when nothing is wrong.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pydantic import ValidationError

from companion.desk import Desk
from companion.errors import CompanionError, EvidenceDamaged, Said, StorageFailed, TimestampFailed
from companion.office.jobs import Step, unheard
from companion.register import Actor, merkle
from companion.register.channels import Channels
from companion.register.checkpoints import Checkpoint, Checkpoints, Content
from companion.register.checks import Checks
from companion.register.disposals import Disposals
from companion.register.events import GENESIS
from companion.register.evidence import Evidence
from companion.signing import fingerprint, holds

INDEX = 512 * 1024**2
"""Bytes of a register whose search index is checked: that is done on a copy in memory."""


@dataclass
class Report:
    """What a check found."""

    faults: list[Said] = field(default_factory=list)
    notices: list[Said] = field(default_factory=list)
    """Worth knowing, and no fault."""
    files: int = 0
    events: int = 0
    signatures: int = 0
    stamps: int = 0
    fingerprint: str = ""
    """Of the installation's key: to be given to whoever is to check an export."""

    @property
    def whole(self) -> bool:
        """Is nothing wrong?"""
        return not self.faults


@dataclass(frozen=True)
class IntegrityOffice:
    """Checks the whole register."""

    desk: Desk

    def verify(self, actor: Actor, step: Step = unheard) -> Report:
        """Check everything, record that it was done, and sign where nothing is wrong.

        Raises StorageFull, StorageFailed, also where the database cannot be read at all.
        """
        report = self.examine(step)
        self._record(report, actor)
        return report

    def examine(self, step: Step = unheard) -> Report:
        """Check everything, and leave no trace of it. Raises StorageFailed."""
        report = Report()
        checks = Checks(self.desk.register)
        step("checking_database", 0, 0)
        for found in (
            checks.structure(),
            self._index(checks, report),
            checks.remains(),
            checks.judgements(),
            checks.chain(lambda done, total: step("checking_events", done, total)),
            checks.entries(lambda done, total: step("checking_entries", done, total)),
            Channels(self.desk.register).astray(),
            self._signatures(report),
            self._key(report),
            self._files(report, step),
        ):
            report.faults += _as_far_as_it_goes(found)
        report.faults = list(dict.fromkeys(report.faults))
        return report

    def _index(self, checks: Checks, report: Report) -> Iterator[Said]:
        if checks.size() <= INDEX:
            yield from checks.index()
        else:
            report.notices.append(
                Said(
                    "sökregistret är för stort för att prövas här; det är inget bevis och kan göras om",
                    "the search index is too large to be checked here; it is no evidence and can be made anew",
                )
            )

    def _signatures(self, report: Report) -> Iterator[Said]:
        before: Checkpoint | None = None
        told: Content | None = None
        keys = {str(one.facts.get("public")) for one in self.desk.register.told("key_made")}
        for one in Checkpoints(self.desk.register).all():
            wrong = _wrong(one, before, told)
            try:
                told = one.content()
            except ValidationError:
                yield _signature(one, Said("kan inte läsas", "cannot be read"))
                return
            hashes = Checkpoints(self.desk.register).hashes(told.first, told.last)
            complete = len(hashes) == told.last - told.first + 1
            if not complete or hashes[-1] != told.head or merkle.root(hashes) != told.root:
                wrong.append(Said("omfattar andra händelser", "covers other events"))
            if told.key not in keys:
                wrong.append(Said("är gjord med en okänd nyckel", "is made with an unknown key"))
            self._stamp(one, wrong, report)
            yield from (_signature(one, fault) for fault in wrong)
            report.signatures += 1
            before = one
        self._tail(told, report)

    def _stamp(self, one: Checkpoint, wrong: list[Said], report: Report) -> None:
        if one.token is None:
            if one.token_sha256 is not None:
                wrong.append(Said("saknar sin tidsstämpel", "lacks its timestamp"))
            return
        if hashlib.sha256(one.token.encode()).hexdigest() != one.token_sha256:
            wrong.append(Said("har en ändrad tidsstämpel", "has a changed timestamp"))
        elif self.desk.seal.authority is not None:
            try:
                self.desk.seal.authority.holds(one.token, one.message.encode())
            except TimestampFailed:
                wrong.append(
                    Said(
                        "har en tidsstämpel som inte stämmer", "has a timestamp that does not match"
                    )
                )
            else:
                report.stamps += 1

    def _tail(self, told: Content | None, report: Report) -> None:
        last = Checkpoints(self.desk.register).head()
        report.events = last
        signed = told.last if told else 0
        if last > signed:
            count = last - signed
            report.notices.append(
                Said(
                    f"{count} händelser har tillkommit sedan den senaste signaturen",
                    f"{count} events have been added since the latest signature",
                )
            )

    def _key(self, report: Report) -> Iterator[Said]:
        try:
            public = self.desk.seal.key.public
        except CompanionError as error:
            yield _told(error)
            return
        report.fingerprint = fingerprint(public)
        told = self.desk.register.told("key_made")
        if told and told[-1].facts.get("public") != public:
            yield Said("signeringsnyckeln är utbytt", "the signing key has been exchanged")

    def _files(self, report: Report, step: Step) -> Iterator[Said]:
        evidence = Evidence(self.desk.register)
        total = evidence.count()
        for done, (sha256, of) in enumerate(evidence.named()):
            step("checking_files", done, total)
            try:
                self.desk.vault.get(sha256)
            except EvidenceDamaged:
                yield Said(
                    f"{of.sv} är skadad eller saknas ({sha256})",
                    f"{of.en} is damaged or missing ({sha256})",
                )
            report.files += 1
        strays = sum(1 for _ in Disposals(self.desk.register).unneeded(self.desk.vault.files()))
        if strays:
            report.notices.append(
                Said(
                    f"{strays} filer i bevismappen hör till avbrutna eller dubbla sparningar",
                    f"{strays} files in the evidence folder are of captures cut off or made twice",
                )
            )

    def _record(self, report: Report, actor: Actor) -> None:
        facts = {"faults": len(report.faults), "files": report.files, "events": report.events}
        self.desk.register.note(None, actor, "verified", dict(facts))
        if report.whole:
            self.desk.seal.checkpoint()
            try:
                self.desk.seal.stamp()
            except TimestampFailed as error:
                report.notices.append(_told(error))


def _as_far_as_it_goes(found: Iterable[Said]) -> Iterator[Said]:
    """What a check finds; where a row can no longer be read at all, that is what is found."""
    try:
        yield from found
    except StorageFailed as error:
        reason = error.facts["reason"]
        yield Said(f"registret kan inte läsas: {reason}", f"the register cannot be read: {reason}")
    except (ValueError, TypeError, LookupError) as error:
        yield Said(f"en rad kan inte läsas: {error}", f"a row cannot be read: {error}")


def _told(error: CompanionError) -> Said:
    """What an error says happened, as part of a list."""
    return Said(error.words("sv").what.rstrip("."), error.words("en").what.rstrip("."))


def _wrong(one: Checkpoint, before: Checkpoint | None, earlier: Content | None) -> list[Said]:
    """What is wrong with a checkpoint's message and signature, beside the one before it."""
    try:
        told = one.content()
    except ValidationError:
        return []
    found = []
    plain = one.signature == one.signature.lower()
    if not plain or not holds(told.key, one.signature, one.message.encode()):
        found.append(Said("stämmer inte", "does not match"))
    number, first = (earlier.number + 1, earlier.last + 1) if earlier else (1, 1)
    previous = before.sha256 if before else GENESIS
    if (one.number, told.number, told.first, told.previous) != (number, number, first, previous):
        found.append(Said("följer inte på den före", "does not follow on the one before"))
    return found


def _signature(one: Checkpoint, fault: Said) -> Said:
    return Said(f"signatur {one.number} {fault.sv}", f"signature {one.number} {fault.en}")


def lines(report: Report, language: str) -> Iterator[str]:
    """The report as a person reads it, a line at a time."""
    english = language == "en"
    for fault in report.faults:
        yield f"FAULT: {fault.en}." if english else f"FEL: {fault.sv}."
    for notice in report.notices:
        yield f"Note: {notice.en}." if english else f"Obs: {notice.sv}."
    counts = (report.events, report.files, report.signatures, report.stamps)
    if english:
        yield "Checked: {} events, {} files, {} signatures, {} timestamps.".format(*counts)
        yield f"The key's fingerprint: {report.fingerprint or '–'}"
        yield "Everything matches." if report.whole else f"{len(report.faults)} faults."
    else:
        yield "Prövat: {} händelser, {} filer, {} signaturer, {} tidsstämplar.".format(*counts)
        yield f"Nyckelns fingeravtryck: {report.fingerprint or '–'}"
        yield "Allt stämmer." if report.whole else f"{len(report.faults)} fel."
