"""Registration: the diarienummer, the secrecy marking, and corrections of what stands in an entry (OSL 5 kap.)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import JsonValue

from companion.contract import Act, Category, Ground
from companion.desk import Desk
from companion.errors import BadRequest, Said
from companion.export import called
from companion.export.words import WORDS
from companion.register import Actor, Condition, Entry, Query, Step, Steps
from companion.register.steps import Value

CORRECTED: Final = ("author_name", "author_url", "author_id", "note", "category", "ground")
"""Facts of an entry that a person may correct. Text, times and addresses are evidence and stay as they were read."""

MAX: Final[dict[str, int]] = {
    "diarienummer": 100,
    "subject": 300,
    "provision": 200,
    "authority": 200,
}
"""Letters."""


@dataclass(frozen=True)
class Registration:
    """What the registrator does with an entry."""

    desk: Desk
    steps: Steps

    def next(self, after: int | None = None) -> Entry | None:
        """The next entry that is not yet registered, oldest first (OSL 5:1: without delay)."""
        waiting = Query(condition=Condition.UNREGISTERED, oldest_first=True, limit=1, before=after)
        found = self.desk.register.page(waiting).entries
        return found[0] if found else None

    def proposal(self, entry: Entry) -> tuple[date, str]:
        """Date received and subject as they may stand in the diarium (OSL 5:2).

        A comment is received when it is published (TF 2 kap.): when it was written, at the latest when it was captured.
        """
        written = entry.written_at or entry.written_earliest or entry.captured_at
        return written.astimezone().date(), called.subject(entry, WORDS[self.desk.language])

    def register(
        self,
        entry_id: int,
        actor: Actor,
        *,
        diarienummer: str,
        received_on: date | None = None,
        subject: str = "",
    ) -> Entry:
        """Enter the diarienummer, with the date received, the sender and the subject (OSL 5:2).

        The same again changes nothing; another number is a correction, and the event tells both. Raises BadRequest,
        NotFound, EntryDisposed.
        """
        number = _line(diarienummer, "diarienummer", "diarienumret", "the diarienummer")
        about = _line(subject, "subject", "ärendemeningen", "the subject", empty=True)

        def plan(entry: Entry) -> Step | None:
            day, proposed = self.proposal(entry)
            wanted: dict[str, Value] = {
                "diarienummer": number,
                "received_on": received_on or entry.received_on or day,
                "subject": about or entry.subject or proposed,
            }
            if all(getattr(entry, name) == value for name, value in wanted.items()):
                return None
            now = self.desk.clock()
            return Step(
                "registered",
                {"diarienummer": number, "before": entry.diarienummer, "received_on": str(wanted["received_on"])},
                wanted | {"registered_at": now, "registered_by": actor.moderator},
                {"subject": str(wanted["subject"]), "before": entry.subject},
            )  # fmt: skip

        return self.steps.take(entry_id, actor, plan)

    def mark(
        self, entry_id: int, actor: Actor, *, provision: str, authority: str = "", on: date | None = None
    ) -> Entry:  # fmt: skip
        """Set the secrecy marking: provision, date and authority (OSL 5:5).

        Raises BadRequest, NotFound, EntryDisposed.
        """
        told = _line(provision, "provision", "sekretessbestämmelsen", "the secrecy provision")
        who = authority.strip() or self.desk.archive.agency
        who = _line(who, "authority", "myndigheten", "the authority")
        day = on or self.desk.clock().astimezone().date()

        def plan(entry: Entry) -> Step | None:
            wanted: dict[str, Value] = {
                "secrecy_provision": told,
                "secrecy_on": day,
                "secrecy_authority": who,
            }
            if all(getattr(entry, name) == value for name, value in wanted.items()):
                return None
            facts: dict[str, JsonValue] = {"provision": told, "on": str(day), "authority": who}
            return Step("secrecy_marked", facts, wanted)

        return self.steps.take(entry_id, actor, plan)

    def unmark(self, entry_id: int, actor: Actor) -> Entry:
        """Lift the secrecy marking; that it was there stays in the history. Raises NotFound, EntryDisposed."""

        def plan(entry: Entry) -> Step | None:
            if not entry.marked:
                return None
            lifted: dict[str, Value] = dict.fromkeys(
                ("secrecy_provision", "secrecy_on", "secrecy_authority")
            )
            return Step("secrecy_lifted", {"provision": entry.secrecy_provision}, lifted)

        return self.steps.take(entry_id, actor, plan)

    def correct(
        self, entry_id: int, actor: Actor, changes: Mapping[str, str], *, reason: str
    ) -> Entry:
        """Correct facts of an entry; an empty text takes a value away.

        The evidence in the vault is never touched. What stood in the entry before stands with the correction, in
        words that the event names; the event itself names only the fields. Raises BadRequest, NotFound,
        EntryDisposed.
        """
        why = reason.strip()
        if not why:
            raise BadRequest(reason=Said("skälet till rättelsen saknas", "the reason is missing"))
        wanted = {name: _corrected(name, value) for name, value in changes.items()}

        def plan(entry: Entry) -> Step | None:
            _keeps_its_ground(entry, wanted)
            new = {name: value for name, value in wanted.items() if getattr(entry, name) != value}
            if not new:
                return None
            words: dict[str, JsonValue] = {
                "before": {name: getattr(entry, name) for name in new},
                "after": {**new},
                "reason": why[:1_000],
            }
            fields: list[JsonValue] = [*sorted(new)]
            return Step("corrected", {"fields": fields}, {**new}, words)

        return self.steps.take(entry_id, actor, plan)


def _keeps_its_ground(entry: Entry, wanted: Mapping[str, Value]) -> None:
    """What was removed keeps a category and a ground, if another."""
    if entry.act is Act.REGISTER:
        return
    for name in ("category", "ground"):
        if name in wanted and wanted[name] is None:
            told = "det som tagits bort måste ha kategori och grund"
            raise BadRequest(reason=Said(told, "what was removed must have category and ground"))


def _corrected(name: str, value: str) -> Category | Ground | str | None:
    text = value.strip()
    try:
        if name == "category":
            return Category(text) if text else None
        if name == "ground":
            return Ground(text) if text else None
    except ValueError as error:
        raise BadRequest(reason=f"{name}: {text}") from error
    if name not in CORRECTED:
        raise BadRequest(reason=name)
    return text[:1_000] or None


def _line(text: str, name: str, sv: str, en: str, *, empty: bool = False) -> str:
    """One line of text, blanks as one."""
    line = " ".join(text.split())
    if not line and not empty:
        raise BadRequest(reason=Said(f"{sv} saknas", f"{en} is missing"))
    if len(line) > MAX[name]:
        most = MAX[name]
        raise BadRequest(
            reason=Said(f"{sv} är längre än {most} tecken", f"{en} is longer than {most} letters")
        )
    return line
