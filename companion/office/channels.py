"""The municipality's official channels: applied for, approved, opened, resting, closed; and what is wanting in each.

Only an approved channel counts as the municipality's (S12), a named person approves it (N6, H4), and it is opened
when somebody has accepted the platform's terms under a delegation (N7) and a substitute is named (S11, H3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from pydantic import JsonValue

from companion.desk import Desk
from companion.errors import NotFound
from companion.export.channel_list import FORMS, PublicList
from companion.office.channel_checks import (
    BARS,
    LONGEST,
    Lack,
    barred,
    check,
    checked_address,
    refused,
    wanting,
)
from companion.register import Actor
from companion.register.channel_records import Approval, Content, Status, Terms, Version, one_line
from companion.register.channels import Channels
from companion.register.supervision import Supervision

IDLE_AFTER: Final = timedelta(days=90)
"""Without a sign of life a channel counts as inactive (A7). The guidelines give no time: it is our proposal."""

Sign = Callable[[Content], date | None]
"""When somebody last looked after a channel, as far as one source knows."""


@dataclass(frozen=True)
class Channel:
    """A channel as it is, with what must be seen to."""

    version: Version
    sign: date | None
    """Last sign that somebody looks after it; null: none."""
    lacks: tuple[Lack, ...]


@dataclass(frozen=True)
class ChannelOffice:
    """What is done with channels. Each verb raises ChannelRefused, NotFound, StorageFull, StorageFailed."""

    desk: Desk
    channels: Channels
    signs: list[Sign] = field(default_factory=list)
    """Asked beside what persons have said."""

    def all(self) -> list[Channel]:
        """Every channel, by unit and name."""
        return [self._told(one) for one in self.channels.all()]

    def get(self, channel_id: int) -> tuple[Channel, list[Version]]:
        """A channel with its history, the newest first."""
        versions = self.channels.history(channel_id)
        return self._told(versions[-1]), versions[::-1]

    def apply(self, content: Content, actor: Actor) -> int:
        """A unit applies for a channel (S12: the application form); gives the channel's number."""
        check(content)
        if not content.guidelines_read:
            raise refused(
                "den som ansöker ska ha läst riktlinjerna",
                "applicants must have read the guidelines",
            )
        return self.channels.add(
            Status.APPLIED, content, "channel_applied", actor, self.desk.clock()
        )

    def correct(self, channel_id: int, content: Content, actor: Actor) -> Version:
        """Change what is told of it; approval, terms and status are changed by their own verbs."""
        check(content)

        def plan(now: Version) -> tuple[Status, Content]:
            kept = {
                name: getattr(now.content, name)
                for name in ("approval", "terms", "seen_on", "reason")
            }
            after = content.model_copy(update=kept)
            opened = now.status in (Status.ACTIVE, Status.INACTIVE)
            if opened and (missing := [one for one in wanting(after) if one in BARS]):
                raise barred(missing)
            return now.status, after

        return self._change(channel_id, plan, "channel_corrected", actor)

    def decide(
        self,
        channel_id: int,
        approval: Approval,
        actor: Actor,
        reason: str = "",
        *,
        approved: bool,
    ) -> Version:
        """A manager or the informationssekreterare approves or refuses; who writes it down is who acts (N6, H4)."""
        if not approval.by.strip() or not approval.title.strip():
            raise refused("vem som beslutade saknas", "who decided is missing")
        if approval.on > self.desk.clock().astimezone().date():
            raise refused("dagen har inte varit", "the day has not come")
        if not approved and not reason.strip():
            raise refused("skälet saknas", "the reason is missing")
        to = Status.APPROVED if approved else Status.REFUSED
        update = {"approval": approval, "reason": "" if approved else reason.strip()}
        kind = "channel_approved" if approved else "channel_refused"
        return self._move(channel_id, (Status.APPLIED,), to, update, kind, actor)

    def accept_terms(self, channel_id: int, terms: Terms, actor: Actor) -> Version:
        """Somebody accepted the platform's terms, which are a contract, under a delegation (N7)."""
        if not terms.by.strip() or not terms.delegation.strip():
            raise refused("namn eller delegation saknas", "name or delegation is missing")
        open_ones = (Status.APPROVED, Status.ACTIVE, Status.INACTIVE)
        return self._move(channel_id, open_ones, None, {"terms": terms}, "channel_terms", actor)

    def open(self, channel_id: int, actor: Actor) -> Version:
        """It is in use from now on: approved (S12), with what `BARS` names."""

        def plan(now: Version) -> tuple[Status, Content]:
            if now.status is not Status.APPROVED:
                raise refused("kanalen är inte godkänd", "the channel is not approved")
            if missing := [one for one in wanting(now.content) if one in BARS]:
                raise barred(missing)
            return Status.ACTIVE, now.content

        return self._change(channel_id, plan, "channel_opened", actor)

    def rest(self, channel_id: int, reason: str, actor: Actor) -> Version:
        """It is not in use for now; A7: such accounts are to be closed."""
        return self._because(channel_id, (Status.ACTIVE,), Status.INACTIVE, reason, actor)

    def resume(self, channel_id: int, actor: Actor) -> Version:
        """It is in use again."""
        return self._move(
            channel_id,
            (Status.INACTIVE,),
            Status.ACTIVE,
            {"reason": ""},
            "channel_resumed",
            actor,
        )

    def close(self, channel_id: int, reason: str, actor: Actor) -> Version:
        """The account is closed for good (A7), and reported to whoever keeps the list (S12)."""
        living = (Status.APPLIED, Status.APPROVED, Status.ACTIVE, Status.INACTIVE)
        return self._because(channel_id, living, Status.CLOSED, reason, actor)

    def saw(self, channel_id: int, on: date, actor: Actor) -> Version:
        """Somebody saw its last post of that day, or looked after it (A7, H3)."""
        if on > self.desk.clock().astimezone().date():
            raise refused("dagen har inte varit", "the day has not come")
        living = (Status.ACTIVE, Status.INACTIVE)
        return self._move(channel_id, living, None, {"seen_on": on}, "channel_seen", actor)

    def link(self, name: str, party: str, seat: str, address: str, actor: Actor) -> None:
        """Link a politician's own page: who has a seat in fullmäktige or a board has the right (S13)."""
        name, party, seat = (one_line(one)[:LONGEST] for one in (name, party, seat))
        if not (name and party and seat):
            raise refused("namn, parti eller uppdrag saknas", "name, party or seat is missing")
        self.channels.link(name, party, seat, checked_address(address), actor)

    def publish(self, form: str, actor: Actor) -> bytes:
        """The public list as html, csv or json (S12, S13); an event says that it was written. Raises NotFound."""
        if form not in FORMS:
            raise NotFound
        desk = self.desk
        written = FORMS[form].write(
            PublicList(
                desk.archive.agency,
                desk.clock(),
                desk.language,
                self.channels.all(),
                self.channels.links(),
            )
        )
        facts: dict[str, JsonValue] = {"format": form, "sha256": sha256(written).hexdigest()}
        desk.register.note(None, actor, "channel_list_written", facts)
        return written

    def _told(self, version: Version) -> Channel:
        content = version.content
        sign = self._last_sign(content)
        lacks = wanting(content)
        since = sign or (content.approval.on if content.approval else None)
        today = self.desk.clock().astimezone().date()
        if version.status is Status.ACTIVE and since and today - since > IDLE_AFTER:
            lacks.append(Lack.IDLE)
        gone = version.status in (Status.CLOSED, Status.REFUSED)
        return Channel(version, sign, () if gone else tuple(lacks))

    def _last_sign(self, content: Content) -> date | None:
        known = [told for source in (_said, *self.signs) if (told := source(content))]
        return max(known, default=None)

    def _because(
        self, channel_id: int, before: tuple[Status, ...], to: Status, reason: str, actor: Actor
    ) -> Version:
        why = reason.strip()[:LONGEST]
        if not why:
            raise refused("skälet saknas", "the reason is missing")
        kind = f"channel_{to.value}"
        return self._move(channel_id, before, to, {"reason": why}, kind, actor)

    def _move(
        self,
        channel_id: int,
        before: tuple[Status, ...],
        to: Status | None,
        update: dict[str, object],
        kind: str,
        actor: Actor,
    ) -> Version:
        def plan(now: Version) -> tuple[Status, Content]:
            if now.status not in before:
                raise refused(
                    "det går inte i kanalens nuvarande läge",
                    "it cannot be done as the channel is now",
                )
            return to or now.status, now.content.model_copy(update=update)

        return self._change(channel_id, plan, kind, actor)

    def _change(
        self,
        channel_id: int,
        plan: Callable[[Version], tuple[Status, Content]],
        kind: str,
        actor: Actor,
    ) -> Version:
        return self.channels.change(channel_id, plan, kind, actor, self.desk.clock())


def _said(content: Content) -> date | None:
    return content.seen_on


def looked_after(log: Supervision) -> Sign:
    """The log of supervision as a source: the last look at the channel's account on its platform (H3)."""

    def last(content: Content) -> date | None:
        where = f"{content.medium} {content.address}".casefold()
        names = {_account(content.address), content.name.casefold()} - {""}
        found = [
            at.astimezone().date()
            for (platform, account), at in log.last_seen().items()
            if platform in where and account.casefold() in names
        ]
        return max(found, default=None)

    return last


def _account(address: str) -> str:
    """The account as platforms write it: the first part of the address's path."""
    return urlsplit(address).path.strip("/").split("/")[0].casefold()
