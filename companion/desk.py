"""THE MAIN JOB, one method a step, in the order they happen.

hello → classify → known → capture (evidence, then register row and event, then receipt) → the extension
removes → outcome → the registrator finds, reads, settles and exports.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue

from companion import __version__, contract, conversions
from companion.contract import Act, CommentText, EntryState, Platform, Verdict
from companion.errors import (
    ClassifierBroken,
    ClassifierLoading,
    CompanionError,
    DisposalTestMissing,
    EvidenceMismatch,
    Language,
    NoDisposalDecision,
    NotFound,
    PictureForbidden,
    PictureMissing,
)
from companion.export.dossier import (
    TOGETHER,
    Dossier,
    Making,
    Progress,
    Selection,
    Shared,
    open_dossier,
    unheard,
)
from companion.export.formats import FORMATS
from companion.export.whole import Written, write_whole
from companion.policy import Policy
from companion.register import (
    Actor,
    Entry,
    Event,
    Histories,
    Page,
    Query,
    Register,
)
from companion.settings import Archive
from companion.vault import Vault


class Classifies(Protocol):
    """What the desk needs of a classifier; `companion.classify.Classifier` is one."""

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""

    def classify(self, comments: list[CommentText]) -> Iterator[Verdict]:
        """A verdict for each comment, in order."""


@dataclass(frozen=True)
class Desk:
    """Everything a moderator or registrator can do, with the parts it is done with passed in."""

    vault: Vault
    register: Register
    policy: Policy
    practice_policy: Policy
    classifier: Callable[[], Classifies | None]
    """None while the pipeline loads."""
    window_url: str
    language: Language
    archive: Archive = field(default_factory=Archive)
    """What packages for archive and diarium say of the authority."""
    learn: bool = False
    """Consent to keep the texts of decisions for training here (settings: learn)."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def hello(self, _: contract.Nothing, actor: Actor) -> contract.Hello:
        """Who am I to you, and by which rules do we work?"""
        return contract.Hello(
            version=__version__,
            moderator=actor.moderator,
            classifier=self._classifier_name(),
            policy=conversions.policy_view(self.policy, self.language),
            practice_policy=conversions.policy_view(self.practice_policy, self.language),
            window_url=self.window_url,
        )

    def classify(self, asked: contract.ClassifyRequest, _: Actor) -> contract.ClassifyAnswer:
        """What do these comments break? Raises ClassifierLoading."""
        classifier = self.classifier()
        if classifier is None:
            raise ClassifierLoading
        return contract.ClassifyAnswer(verdicts=list(classifier.classify(asked.comments)))

    def known(self, asked: contract.KnownRequest, _: Actor) -> contract.KnownAnswer:
        """Which of these comments are saved already?"""
        found = self.register.known(asked.platform, asked.comment_ids)
        return contract.KnownAnswer(
            comments=[
                contract.KnownComment(
                    comment_id=entry.comment_id,
                    text_sha256=entry.text_sha256,
                    receipt=conversions.receipt(entry),
                )
                for entry in found
            ],
            kept=[
                contract.KeptComment(comment_id=one.comment_id, text_sha256=one.text_sha256)
                for one in self.register.judged(asked.platform, asked.comment_ids)
                if not one.labels
            ],
        )

    def keep(self, asked: contract.KeepRequest, actor: Actor) -> contract.KeptComment:
        """A person decides that a comment stays (A3: otherwise nothing is removed)."""
        judgement = conversions.judgement(asked, actor, self.clock(), learn=self.learn)
        self.register.judge(judgement)
        return contract.KeptComment(comment_id=asked.comment_id, text_sha256=judgement.text_sha256)

    def capture(
        self, asked: contract.CaptureRequest, actor: Actor, picture: bytes | None
    ) -> contract.Receipt:
        """Save content and sender before anything is removed (S3, A2, H2): evidence first, then the row.

        On a ground that forbids pictures the page's markup is not kept either (BrB 16:10 a: no page copy).
        Raises PictureForbidden, PictureMissing, EvidenceMismatch, NoDisposalDecision, DisposalTestMissing,
        CaptureConflict, StorageFull, StorageFailed. Where it raises, there is no receipt.
        """
        policy = self._policy_for(asked.comment.platform)
        _check_picture(asked, policy, picture)
        _check_disposal(asked.decision, policy)
        if not policy.grounds[asked.decision.ground].picture:
            asked = asked.model_copy(update={"markup": ""})
        record = conversions.evidence(asked, actor)
        if picture is None:
            record_sha256, screenshot_sha256 = self.vault.put(record), None
        else:
            record_sha256, screenshot_sha256 = self.vault.put_all(record, picture)
        now = self.clock()
        new = conversions.new_entry(asked, actor, policy, now, record_sha256, screenshot_sha256)
        judgement = conversions.judgement(asked, actor, now, learn=self.learn)
        return conversions.receipt(self.register.add(new, actor, judgement))

    def receipt(self, asked: contract.ReceiptRequest, _: Actor) -> contract.ReceiptAnswer:
        """Did my capture arrive?"""
        entry = self.register.by_capture(asked.capture_id)
        return contract.ReceiptAnswer(receipt=conversions.receipt(entry) if entry else None)

    def outcome(self, report: contract.OutcomeReport, actor: Actor) -> contract.Receipt:
        """What became of the comment, as seen on the page. Raises NotFound."""
        entry = self.register.by_capture(report.capture_id)
        if entry is None:
            raise NotFound
        return conversions.receipt(
            self.register.settle(
                entry.id,
                EntryState(report.outcome.value),
                actor,
                seen_at=report.seen_at,
                detail=report.detail,
            )
        )

    def entries(self, query: Query) -> Page:
        """One page of the register."""
        return self.register.page(query)

    def entry(self, entry_id: int) -> tuple[Entry, list[Event]]:
        """An entry with its history. Raises NotFound."""
        return self.register.entry(entry_id), self.register.history(entry_id)

    def picture(self, entry_id: int) -> bytes:
        """An entry's screenshot. Raises NotFound, EvidenceDamaged."""
        sha256 = self.register.entry(entry_id).screenshot_sha256
        if sha256 is None:
            raise NotFound
        return self.vault.get(sha256)

    def settle(self, entry_id: int, state: EntryState, actor: Actor) -> Entry:
        """A person says what became of a comment whose outcome was not seen. Raises NotFound."""
        now = self.clock()
        return self.register.settle(entry_id, state, actor, seen_at=now, detail="settled by hand")

    def export(
        self,
        form: str,
        asked: int | Query,
        to: Path,
        actor: Actor,
        progress: Progress = unheard,
    ) -> Written:
        """An entry, or all that a query finds, as a file of this form; an event says what was written.

        `progress` is told how far it has come, and may cancel by raising ExportCancelled. Raises that,
        NotFound, NothingToExport, EvidenceDamaged, ExportFailed; then no file is left.
        """
        entry_id = asked if isinstance(asked, int) else None
        selection = self._selection(asked, progress)
        making = Making(self.language, self.clock(), self.archive)

        def fill(temporary: Path) -> None:
            FORMATS[form].write(selection, making, temporary)
            progress(selection.count, selection.count)

        made = write_whole(to, fill, FORMATS[form].check)
        facts: dict[str, JsonValue] = {"format": form, "sha256": made.sha256, "size": made.size}
        if entry_id is None:
            facts |= {"entries": selection.count}
            facts |= {"newest": selection.newest, "oldest": selection.oldest}
        try:
            self.register.note(entry_id, actor, "exported", facts)
        except CompanionError:
            to.unlink()
            raise
        return made

    def _selection(self, asked: int | Query, progress: Progress) -> Selection:
        if isinstance(asked, int):
            found = [self._dossier(self.register.entry(asked), self.register.history)]
            return Selection(found, single=True, progress=progress)
        return Selection(
            self._dossiers(asked),
            single=False,
            total=self.register.page(replace(asked, limit=1)).total,
            progress=progress,
        )

    def _dossiers(self, query: Query) -> Iterator[Dossier]:
        found, read = self.register.each(query), Histories(self.register).of
        while entries := list(islice(found, TOGETHER)):
            histories = Shared([entry.id for entry in entries], read)
            yield from (self._dossier(entry, histories) for entry in entries)

    def _dossier(self, entry: Entry, events: Callable[[int], list[Event]]) -> Dossier:
        ground = self._policy_for(entry.platform).grounds[entry.ground]
        return open_dossier(entry, ground, self.vault.get, events)

    def _classifier_name(self) -> str | None:
        try:
            classifier = self.classifier()
        except ClassifierBroken:
            return None
        return classifier.name if classifier else None

    def policy_of(self, entry: Entry) -> Policy:
        """The rules under which an entry was made."""
        return self._policy_for(entry.platform)

    def _policy_for(self, platform: Platform) -> Policy:
        return self.practice_policy if platform is Platform.PRACTICE else self.policy


def _check_picture(asked: contract.CaptureRequest, policy: Policy, picture: bytes | None) -> None:
    if not policy.grounds[asked.decision.ground].picture:
        if picture is not None or asked.screenshot is not None:
            raise PictureForbidden
        return
    if picture is None or asked.screenshot is None:
        raise PictureMissing
    if hashlib.sha256(picture).hexdigest() != asked.screenshot.sha256:
        raise EvidenceMismatch


def _check_disposal(decision: contract.Decision, policy: Policy) -> None:
    if decision.act is not Act.DELETE:
        return
    if policy.disposal is None:
        raise NoDisposalDecision
    if decision.disposal_test is None:
        raise DisposalTestMissing
    if not policy.disposal.covers(decision.category, decision.disposal_test):
        raise NoDisposalDecision
