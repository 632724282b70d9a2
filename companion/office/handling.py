"""What is done with the saved beside registration: ask a colleague, forward, answer, hold, what a page showed later.

Each verb has an event; names, questions and reasons are words that the event names and disposal erases.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from companion import contract, conversions
from companion.contract import Change, EntryState
from companion.desk import Desk
from companion.errors import BadRequest, NotFound, Said
from companion.register import Actor, Entry, Step, Steps
from companion.register.steps import Value

MAX_WORDS = 1_000
"""Letters of a question, an answer or a reason."""

MAX_NAME = 200


@dataclass(frozen=True)
class Handling:
    """What is done with an entry, by whoever works with it."""

    desk: Desk
    steps: Steps

    # --- by the extension, which knows the capture ------------------------------------------------

    def ask(self, asked: contract.ReviewRequest, actor: Actor) -> contract.Receipt:
        """S5, from the page. Raises NotFound, EntryDisposed."""
        entry = self._captured(asked.capture_id)
        return conversions.receipt(self.review(entry, actor, asked.colleague, asked.question))

    def forward(self, asked: contract.ForwardReport, actor: Actor) -> contract.Receipt:
        """S8, from the page. Raises NotFound, EntryDisposed."""
        entry = self._captured(asked.capture_id)
        return conversions.receipt(self.forwarded(entry, actor, asked.to, asked.note or ""))

    def reply(self, asked: contract.ReplyReport, actor: Actor) -> contract.Receipt:
        """Which reply text was taken out, when, by whom (S6, N8); it answers nothing before the person says so (S7).

        Raises NotFound, EntryDisposed.
        """
        facts: dict[str, JsonValue] = {
            "reply": asked.reply.value,
            "placed": asked.placed.value,
            "at": asked.used_at.isoformat(),
        }
        step = Step("reply_used", facts, words={"text": asked.text})
        entry = self.steps.take(self._captured(asked.capture_id), actor, lambda _: step)
        return conversions.receipt(entry)

    def answered(self, asked: contract.AnswerReport, actor: Actor) -> contract.Receipt:
        """S7, from the page; an answer at the same address is told once. Raises NotFound, EntryDisposed."""
        entry_id = self._captured(asked.capture_id)
        reference = asked.reference or ""
        told = [one.content for one in self.steps.details([entry_id]).values()]
        if reference and {"reference": reference} in told:
            entry, _ = self.desk.entry(entry_id)
            return conversions.receipt(entry)
        return conversions.receipt(self.replied(entry_id, actor, asked.answered_at, reference))

    def noticed(self, asked: contract.ChangeReport, actor: Actor) -> contract.Receipt:
        """A page showed that a saved comment was edited, or is gone; told once. Raises NotFound, EntryDisposed.

        What was left where it was (S9) and is gone has vanished; an outcome that is known stays as it is. The
        hash of the new text stands among the words: that of a short text could be guessed.
        """
        entry_id = self._captured(asked.capture_id)
        words: dict[str, JsonValue] = {
            "change": asked.change.value,
            "text_sha256": asked.text_sha256,
        }
        told = [one.content for one in self.steps.details([entry_id]).values()]

        def plan(entry: Entry) -> Step | None:
            if words in told:
                return None
            columns: dict[str, Value] = {}
            if asked.change is Change.VANISHED and entry.state is EntryState.REMAINS:
                columns = {"state": EntryState.VANISHED}
            facts: dict[str, JsonValue] = {
                "change": asked.change.value,
                "seen_at": asked.seen_at.isoformat(),
            }
            return Step("noticed", facts, columns, words)

        return conversions.receipt(self.steps.take(entry_id, actor, plan))

    # --- by hand ----------------------------------------------------------------------------------

    def review(self, entry_id: int, actor: Actor, colleague: str, question: str) -> Entry:
        """Ask a colleague; until there is an answer the entry stays listed as under review (S5).

        Raises BadRequest, NotFound, EntryDisposed.
        """
        whom = _words(colleague, "kollegans namn", "the colleague's name", MAX_NAME)
        said = _words(question, "frågan", "the question")

        def plan(_: Entry) -> Step:
            columns: dict[str, Value] = {"review_of": whom, "review_at": self.desk.clock()}
            return Step("review_asked", {}, columns, {"colleague": whom, "question": said})

        return self.steps.take(entry_id, actor, plan)

    def reviewed(self, entry_id: int, actor: Actor, answer: str) -> Entry:
        """The colleague's answer; who writes it down is who acts (S5). Raises BadRequest, NotFound, EntryDisposed."""
        said = _words(answer, "svaret", "the answer")

        def plan(entry: Entry) -> Step:
            if entry.review_of is None:
                raise BadRequest(reason=Said("ingen har frågats", "nobody has been asked"))
            words: dict[str, JsonValue] = {"colleague": entry.review_of, "answer": said}
            return Step("review_answered", {}, {"review_of": None, "review_at": None}, words)

        return self.steps.take(entry_id, actor, plan)

    def forwarded(self, entry_id: int, actor: Actor, to: str, note: str = "") -> Entry:
        """Record to whom it was forwarded (S8). Raises BadRequest, NotFound, EntryDisposed."""
        whom = _words(to, "mottagaren", "the receiver", MAX_NAME)
        words: dict[str, JsonValue] = {"to": whom, "note": note.strip()[:MAX_WORDS] or None}

        def plan(_: Entry) -> Step:
            return Step("forwarded", {}, {"forwarded_at": self.desk.clock()}, words)

        return self.steps.take(entry_id, actor, plan)

    def replied(self, entry_id: int, actor: Actor, at: datetime, reference: str = "") -> Entry:
        """Record that it was answered, when, and where the answer is (S7, N5). Raises NotFound, EntryDisposed."""
        words: dict[str, JsonValue] = {"reference": reference.strip()[:MAX_WORDS] or None}

        def plan(entry: Entry) -> Step | None:
            if entry.answered_at == at:
                return None
            return Step("answered", {"at": at.isoformat()}, {"answered_at": at}, words)

        return self.steps.take(entry_id, actor, plan)

    def hold(self, entry_id: int, actor: Actor, reason: str) -> Entry:
        """Set a legal hold: no disposal until it is lifted (police report, claim). Raises as `review`."""
        why = _words(reason, "skälet", "the reason")

        def plan(entry: Entry) -> Step | None:
            if entry.hold_reason == why:
                return None
            columns: dict[str, Value] = {
                "hold_reason": why,
                "hold_at": entry.hold_at or self.desk.clock(),
            }
            return Step("hold_set", {}, columns, {"reason": why, "before": entry.hold_reason})

        return self.steps.take(entry_id, actor, plan)

    def release(self, entry_id: int, actor: Actor, reason: str) -> Entry:
        """Lift the legal hold. Raises as `review`."""
        why = _words(reason, "skälet", "the reason")

        def plan(entry: Entry) -> Step | None:
            if not entry.held:
                return None
            words: dict[str, JsonValue] = {"reason": why, "before": entry.hold_reason}
            return Step("hold_lifted", {}, {"hold_reason": None, "hold_at": None}, words)

        return self.steps.take(entry_id, actor, plan)

    def _captured(self, capture_id: str) -> int:
        entry = self.desk.register.by_capture(capture_id)
        if entry is None:
            raise NotFound
        return entry.id


def _words(text: str, sv: str, en: str, most: int = MAX_WORDS) -> str:
    said = text.strip()[:most]
    if not said:
        raise BadRequest(reason=Said(f"{sv} saknas", f"{en} is missing"))
    return said
