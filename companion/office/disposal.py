"""Gallring: what is due, and its destruction under a named gallringsbeslut (TF 2:23, arkivlagen 10 §).

The order of a disposal: it is decided (event) → entries are emptied, some at a time, each wholly (event in its
history) → files are destroyed → the register is rewritten without what was deleted → the protocol lies in the vault
and the end is recorded (event) → the list of disposals is written, also beside the backups. A stop at any point is
taken up where it was, at the latest at the next start.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import JsonValue

from companion.contract import Category
from companion.desk import Desk
from companion.errors import CompanionError, DisposalRefused, EvidenceDamaged, Said
from companion.export import protocol
from companion.office.disposal_list import DisposalList
from companion.office.jobs import Step, unheard
from companion.policy.shapes import Retention
from companion.register import Actor, Entry, Histories
from companion.register.disposals import Comment, Disposal, Disposals
from companion.register.life import Stage, life
from companion.retention import Standing, decide

AT_ONCE = 100
"""Entries emptied in one transaction: captures wait no longer than for these."""

SHOWN = 50
"""Entries of a due list that are shown beforehand."""


@dataclass(frozen=True)
class Candidate:
    """An entry whose time is out."""

    entry: Entry
    due: date
    stage: Stage
    """How far it has come: saved, registered or exported."""


@dataclass(frozen=True)
class Due:
    """What is due in one category."""

    category: Category
    retention: Retention
    ready: tuple[Candidate, ...]
    held: tuple[Entry, ...]
    unsettled: tuple[Entry, ...]

    def chosen(self, *, unregistered_too: bool, undelivered_too: bool) -> list[Candidate]:
        """The entries that go: those that came the whole way, and others only by explicit choice."""
        allowed = {Stage.EXPORTED: True}
        allowed |= {Stage.SAVED: unregistered_too, Stage.REGISTERED: undelivered_too}
        return [one for one in self.ready if allowed[one.stage]]

    def at(self, stage: Stage) -> int:
        """How many have come so far and no further."""
        return sum(1 for one in self.ready if one.stage is stage)


@dataclass(frozen=True)
class Choice:
    """What a person decides, having seen the list."""

    category: Category
    decision: str
    count: int
    """How many entries the person was told would go."""
    unregistered_too: bool = False
    undelivered_too: bool = False


@dataclass(frozen=True)
class DisposalOffice:
    """Disposal of entries."""

    desk: Desk
    listing: DisposalList

    def due(self) -> list[Due]:
        """What is due today, category by category; those without a decision are kept and not looked at."""
        found = []
        for category, rule in self.desk.policy.categories.items():
            if rule.retention is not None:
                due = self._due(category, rule.retention)
                if due.ready or due.held or due.unsettled:
                    found.append(due)
        return found

    def decide(self, choice: Choice, actor: Actor) -> Disposal:
        """Decide the disposal; `run` does it. Raises DisposalRefused, StorageFull, StorageFailed."""
        rule = self.desk.policy.categories[choice.category].retention
        if rule is None or rule.decision != choice.decision:
            raise DisposalRefused(reason=_NO_DECISION)
        due = self._due(choice.category, rule)
        chosen = due.chosen(
            unregistered_too=choice.unregistered_too, undelivered_too=choice.undelivered_too
        )
        if len(chosen) != choice.count or not chosen:
            raise DisposalRefused(reason=_LIST_CHANGED)
        facts: dict[str, JsonValue] = {
            "category": choice.category.value,
            "unregistered_too": choice.unregistered_too,
            "undelivered_too": choice.undelivered_too,
        }
        numbers = [one.entry.id for one in chosen]
        return Disposals(self.desk.register).start(choice.decision, numbers, actor, facts)

    def run(
        self,
        disposal: Disposal,
        step: Step = unheard,
        allowed: Callable[[Entry], bool] | None = None,
    ) -> Disposal:
        """Carry out what is decided, from wherever it was left; an entry that is no longer due stays.

        `allowed` says otherwise what may go. Raises StorageFull, StorageFailed, ExportFailed.
        """
        store = Disposals(self.desk.register)
        planned, may_go = store.planned(disposal.number), allowed or self._may_go
        if planned:
            strays = self._strays(step)
            for start in range(0, len(planned), AT_ONCE):
                step("emptying", start, len(planned))
                store.dispose(disposal, planned[start : start + AT_ONCE], may_go, strays)
        step("erasing", 0, 0)
        while store.erase_files(disposal.number, self.desk.vault.erase):
            pass
        step("rewriting", 0, 0)
        store.purge()
        self._end(disposal)
        self.listing.write(self.desk.register)
        return store.one(disposal.number)

    def unfinished(self) -> list[Disposal]:
        """What was decided and not carried out to the end."""
        return [one for one in Disposals(self.desk.register).all() if one.finished is None]

    def resume(self, step: Step = unheard) -> list[Disposal]:
        """Carry out what was begun and not finished."""
        done = [self.run(one, step) for one in self.unfinished()]
        self.listing.write(self.desk.register)
        return done

    def all(self) -> list[Disposal]:
        """Every disposal, newest first."""
        return Disposals(self.desk.register).all()[::-1]

    def protocol(self, number: int) -> bytes:
        """The protocol of a disposal (PDF/A). Raises NotFound, EvidenceDamaged."""
        found = Disposals(self.desk.register).one(number)
        if found.finished is None:
            raise EvidenceDamaged(sha256="–")
        return self.desk.vault.get(str(found.finished.facts["protocol_sha256"]))

    def _due(self, category: Category, retention: Retention) -> Due:
        store, now = Disposals(self.desk.register), self.desk.clock().astimezone()
        latest = now - timedelta(days=365 * retention.years - 1)
        found: dict[Standing, list[tuple[Entry, date]]] = defaultdict(list)
        for entry in store.saved_before(category, latest):
            verdict = decide(entry, self.desk.policy, now.date())
            if verdict.due is not None and verdict.due <= now.date():
                found[verdict.standing].append((entry, verdict.due))
        return Due(
            category,
            retention,
            tuple(self._candidates(found[Standing.DUE])),
            tuple(entry for entry, _ in found[Standing.HELD]),
            tuple(entry for entry, _ in found[Standing.UNSETTLED]),
        )

    def _candidates(self, due: list[tuple[Entry, date]]) -> Iterator[Candidate]:
        store, histories = Disposals(self.desk.register), Histories(self.desk.register)
        for start in range(0, len(due), AT_ONCE):
            some = due[start : start + AT_ONCE]
            numbers = [entry.id for entry, _ in some]
            events, exports = histories.of(numbers), store.exports(numbers)
            for entry, day in some:
                known = [*events[entry.id], *exports[entry.id]]
                yield Candidate(entry, day, life(entry, known).stage)

    def _may_go(self, entry: Entry) -> bool:
        today = self.desk.clock().astimezone().date()
        return decide(entry, self.desk.policy, today).standing is Standing.DUE

    def _strays(self, step: Step) -> dict[Comment, list[str]]:
        """Evidence that belongs to no entry, by its comment: of captures that were cut off, or came twice."""
        found: dict[Comment, list[str]] = defaultdict(list)
        files = self.desk.vault.files()
        for number, sha256 in enumerate(Disposals(self.desk.register).unneeded(files)):
            step("looking", number, 0)
            for comment, named in self._about(sha256):
                found[comment] += [sha256, *named]
        return found

    def _about(self, sha256: str) -> Iterator[tuple[Comment, list[str]]]:
        """Which comment a record is about, and the pictures that it names; nothing if it is no record."""
        try:
            content = self.desk.vault.get(sha256)
            if content[:1] == b"{":
                capture = json.loads(content)["capture"]
                comment, picture = capture["comment"], capture["screenshot"]
                named = [str(picture["sha256"])] if picture else []
                yield (str(comment["platform"]), str(comment["id"])), named
        except (EvidenceDamaged, ValueError, KeyError, TypeError):
            return

    def _told(self, shell: Entry) -> Entry:
        """The shell as a protocol may show it: of a picture that was forbidden not even the hash (BrB 16:10 a)."""
        ground = self.desk.ground_of(shell)
        if ground is None or ground.picture:
            return shell
        return shell.model_copy(update={"screenshot_sha256": None})

    def _end(self, disposal: Disposal) -> None:
        store = Disposals(self.desk.register)
        done = store.disposed(disposal.number)
        skipped = disposal.entries - len(done)
        written = protocol.Protocol(
            number=disposal.number,
            agency=self.desk.archive.agency,
            decision=disposal.decision,
            person=disposal.decided_by.moderator,
            decided_at=disposal.decided_at,
            finished_at=self.desk.clock(),
            shells=[self._told(shell) for shell, _ in done],
            skipped=skipped,
            choices=disposal.choices,
        )
        sha256 = self.desk.vault.put(protocol.document(written, self.desk.language))
        facts: dict[str, JsonValue] = {"entries": len(done), "skipped": skipped}
        try:
            store.finish(disposal, facts | {"protocol_sha256": sha256})
        except CompanionError:
            self.desk.vault.erase(sha256)
            raise


_NO_DECISION = Said(
    "policyn anger inte det gallringsbeslutet för kategorin",
    "the policy does not name that gallringsbeslut for the category",
)
_LIST_CHANGED = Said(
    "listan har ändrats sedan den visades", "the list has changed since it was shown"
)
