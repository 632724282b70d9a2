"""Supervision, which whoever runs a page owes it (BBS 4 §): the log, the watch, and what waits for an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from companion import contract
from companion.policy import InForce
from companion.register import Actor
from companion.register.supervision import Question, Supervision
from companion.workhours import worked

HOUR = timedelta(hours=1)


class Waiting(NamedTuple):
    """A question, and how long it has waited."""

    question: Question
    hours: float
    """Hours at work since it was asked."""
    late: bool
    """More than the policy allows (S7, N5)."""


@dataclass(frozen=True)
class SupervisionOffice:
    """What was looked at, by whom, and what is left to do."""

    log: Supervision
    rules: InForce
    """The rules that hold now: they say when somebody is at work."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def supervise(self, report: contract.SupervisionReport, actor: Actor) -> contract.WatchAnswer:
        """A look at a page, as far as it has come. Raises StorageFull, StorageFailed."""
        self.log.report(report, actor)
        return self._answer()

    def watch(self, asked: contract.WatchRequest, actor: Actor) -> contract.WatchAnswer:
        """Who has the watch; or take it over (S11). Raises StorageFull, StorageFailed."""
        if asked.take:
            self.take(actor, asked.note)
        return self._answer()

    def take(self, actor: Actor, note: str | None) -> None:
        """The watch passes to this person, with a word to whoever comes next."""
        said = (note or "").strip() or None
        self.log.take(actor, self.clock(), said)

    def waiting(self) -> list[Waiting]:
        """Questions without the page's answer, those that have waited longest first."""
        hours, now = self.rules.policy.hours, self.clock()
        found = []
        for question in self.log.waiting():
            waited = worked(hours, question.asked_at, now) / HOUR
            found.append(Waiting(question, waited, waited > hours.answer_within))
        return found

    def settle(self, question_id: int, actor: Actor) -> None:
        """A question was answered elsewhere, forwarded (S8), or needs no answer."""
        self.log.settle(question_id, actor, self.clock())

    def _answer(self) -> contract.WatchAnswer:
        watch = self.log.watch()
        looks = self.log.looks(limit=1)
        return contract.WatchAnswer(
            moderator=watch.moderator if watch else None,
            since=watch.taken_at if watch else None,
            note=watch.note if watch else None,
            looked_at=looks[0].seen_at if looks else None,
            unanswered=len(self.log.waiting()),
        )
