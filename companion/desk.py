"""THE MAIN JOB, one method a step, in the order they happen.

hello → classify → known → capture (evidence, then register row and event, then receipt) → the extension
removes → outcome → the registrator finds, reads, settles and exports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Protocol

from pydantic import JsonValue

from companion import __version__, capture_rules, contract, conversions, retention
from companion.contract import Act, CommentText, EntryState, Platform, Span, Verdict
from companion.errors import (
    ClassifierBroken,
    ClassifierLoading,
    CompanionError,
    Language,
    NotFound,
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
from companion.policy import GroundRule, InForce, Policy
from companion.register import (
    Actor,
    Detail,
    Entry,
    Event,
    Histories,
    Page,
    Query,
    Register,
    Step,
    Steps,
)
from companion.register.life import RECORD
from companion.seal import Seal
from companion.settings import Archive
from companion.timestamp import Authority
from companion.vault import Vault


class Classifies(Protocol):
    """What the desk needs of a classifier; `companion.classify.Classifier` is one."""

    @property
    def name(self) -> str:
        """Name and version of the pipeline."""

    def classify(self, comments: list[CommentText]) -> Iterator[Verdict]:
        """A verdict for each comment, in order."""

    def points_out(self, texts: list[str]) -> Iterator[list[Span]]:
        """What may point out a person in each text."""


@dataclass(frozen=True)
class Desk:
    """Everything a moderator or registrator can do, with the parts it is done with passed in."""

    vault: Vault
    register: Register
    rules: InForce
    practice_policy: Policy
    classifier: Callable[[], Classifies | None]
    """None while the pipeline loads."""
    window_url: str
    language: Language
    archive: Archive = field(default_factory=Archive)
    """What packages for archive and diarium say of the authority."""
    authority: Authority | None = None
    """Who is asked for timestamps, if anybody."""
    learn: bool = False
    """Consent to keep the texts of decisions for training here (settings: learn)."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    @property
    def policy(self) -> Policy:
        """The municipality's rules as they are now."""
        return self.rules.policy

    @cached_property
    def seal(self) -> Seal:
        """The installation's own signature; its key lies beside the register."""
        key = self.register.path.with_name("signing.key")
        return Seal(self.register, key, self.authority)

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
        What is registered without removal takes the same way (S9, S10, H7). Raises what `capture_rules.check`
        raises, CaptureConflict, StorageFull, StorageFailed. Where it raises, there is no receipt.
        """
        policy = self._policy_for(asked.comment.platform)
        capture_rules.check(asked, policy, picture)
        if not capture_rules.picture_allowed(policy, asked.decision.ground):
            asked = asked.model_copy(update={"markup": ""})
        record = conversions.evidence(asked, actor)
        if picture is None:
            record_sha256, screenshot_sha256 = self.vault.put(record), None
        else:
            record_sha256, screenshot_sha256 = self.vault.put_all(record, picture)
        now = self.clock()
        new = conversions.new_entry(asked, actor, policy, now, record_sha256, screenshot_sha256)
        removes = asked.decision.act is not Act.REGISTER
        judged = conversions.judgement(asked, actor, now, learn=self.learn) if removes else None
        return conversions.receipt(self.register.add(new, actor, judged, self.vault.holds))

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
        entry = self.register.entry(entry_id)
        allowed = capture_rules.picture_allowed(self.policy_of(entry), entry.ground)
        if entry.screenshot_sha256 is None or not allowed:
            raise NotFound
        return self.vault.get(entry.screenshot_sha256)

    def settle(self, entry_id: int, state: EntryState, actor: Actor) -> Entry:
        """A person says what became of a comment whose outcome was not seen. Raises NotFound."""
        now = self.clock()
        return self.register.settle(entry_id, state, actor, seen_at=now, detail="settled by hand")

    def export(
        self, form: str, asked: int | Query, to: Path, actor: Actor, progress: Progress = unheard
    ) -> Written:
        """An entry, or all that a query finds, as a file of this form; an event says what was written.

        `progress` is told how far it has come, and may cancel by raising ExportCancelled. Raises that,
        NotFound, NothingToExport, EvidenceDamaged, ExportFailed; then no file is left.
        """
        selection = self._selection(asked, progress)
        making = Making(self.language, self.clock(), self.archive, self.seal.prove)

        def fill(temporary: Path) -> None:
            FORMATS[form].write(selection, making, temporary)
            progress(selection.count, selection.count)

        made = write_whole(to, fill, FORMATS[form].check)
        facts: dict[str, JsonValue] = {"format": form, "sha256": made.sha256, "size": made.size}
        facts |= {RECORD: FORMATS[form].record, "marked": [*selection.marked]}
        if isinstance(asked, Query):
            facts |= {"entries": selection.count, "letters": {**asked.letters}}
            facts |= {"newest": selection.newest, "oldest": selection.oldest}
        try:
            self._note_export(asked, selection, actor, facts)
        except CompanionError:
            to.unlink()
            raise
        return made

    def _note_export(
        self, asked: int | Query, selection: Selection, actor: Actor, facts: dict[str, JsonValue]
    ) -> None:
        if isinstance(asked, int):
            self.register.note(asked, actor, "exported", facts)
        else:
            told = Step("exported", facts)
            Steps(self.register).note_export(selection.ids, actor, told)

    def dossier(self, entry_id: int) -> Dossier:
        """An entry, free to leave the register, for who sends it. Raises NotFound."""
        details = Steps(self.register).details
        entry = self.register.entry(entry_id)
        return self._dossier(entry, self.register.history, lambda: details([entry_id]))

    def _selection(self, asked: int | Query, progress: Progress) -> Selection:
        if isinstance(asked, int):
            return Selection([self.dossier(asked)], single=True, progress=progress)
        return Selection(
            self._dossiers(asked),
            single=False,
            total=self.register.count(asked),
            progress=progress,
        )

    def _dossiers(self, query: Query) -> Iterator[Dossier]:
        found, read = self.register.each(query), Histories(self.register).of
        words = Steps(self.register).details
        while entries := list(islice(found, TOGETHER)):
            ids = [entry.id for entry in entries]
            histories, details = Shared(ids, read), cache(partial(words, ids))
            yield from (self._dossier(entry, histories, details) for entry in entries)

    def _dossier(
        self,
        entry: Entry,
        events: Callable[[int], list[Event]],
        details: Callable[[], Mapping[int, Detail]],
    ) -> Dossier:
        today = self.clock().astimezone().date()
        kept = retention.decide(entry, self.policy_of(entry), today)
        return open_dossier(entry, self.ground_of(entry), self.vault.get, events, details, kept)

    def _classifier_name(self) -> str | None:
        try:
            classifier = self.classifier()
        except ClassifierBroken:
            return None
        return classifier.name if classifier else None

    def policy_of(self, entry: Entry) -> Policy:
        """The rules under which an entry was made."""
        return self._policy_for(entry.platform)

    def ground_of(self, entry: Entry) -> GroundRule | None:
        """The rule of an entry's ground, if it has one."""
        return self.policy_of(entry).grounds[entry.ground] if entry.ground else None

    def _policy_for(self, platform: Platform) -> Policy:
        return self.practice_policy if platform is Platform.PRACTICE else self.policy
