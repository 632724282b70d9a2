"""The log of supervision (BBS 4 §, S11, H3): which pages were looked at, who has the watch, what waits for an answer.

A question's words are kept only while it waits; practice is kept apart as everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from companion.contract import Platform, SupervisionReport, Surface
from companion.register import events
from companion.register.engine import reading, writing
from companion.register.records import Actor, Time
from companion.register.store import Register

_meta = MetaData()


def _table(name: str, *columns: str, numbers: Sequence[str] = ()) -> Table:
    own = [Column(one, String) for one in columns] + [Column(one, Integer) for one in numbers]
    return Table(name, _meta, Column("id", Integer, primary_key=True), *own)


_looks = _table(
    "look",
    *("visit_id", "platform", "surface", "account", "page_url", "post_url", "sort"),
    *("began_at", "seen_at", "moderator"),
    numbers=("read", "unread", "counted", "flagged"),
)
_questions = _table(
    "question",
    *("platform", "comment_id", "account", "permalink", "text", "asked_at"),
    *("answered_at", "answered_by"),
)
_watches = _table("watch", "moderator", "taken_at", "note")


class _Read(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, from_attributes=True)


class Look(_Read):
    """One look at one page: N of M comments, in which order, by whom."""

    id: int
    platform: Platform
    surface: Surface
    account: str | None
    page_url: str
    post_url: str | None
    sort: str | None
    began_at: Time
    seen_at: Time
    moderator: str
    read: int
    unread: int
    counted: int | None
    flagged: int


class Question(_Read):
    """A visitor's question that waits for the page's answer."""

    id: int
    platform: Platform
    account: str | None
    permalink: str | None
    text: str | None
    asked_at: Time


class Watch(_Read):
    """Who has the watch, since when, and what the one before said."""

    moderator: str
    taken_at: Time
    note: str | None


class Supervision:
    """The log. One transaction each."""

    def __init__(self, register: Register) -> None:
        self._engine = register.engine

    def report(self, report: SupervisionReport, actor: Actor) -> None:
        """Enter a look, or what it has come to; its questions, and those that are answered now."""
        moment = _text(report.seen_at)
        with writing(self._engine) as connection:
            _enter(connection, report, actor, moment)
            _ask(connection, report)
            waiting = _questions.c.answered_at.is_(None) & _questions.c.comment_id.in_(
                report.answered
            )
            connection.execute(
                update(_questions)
                .where(waiting & (_questions.c.platform == report.platform.value))
                .values(answered_at=moment, answered_by=None, text=None)
            )

    def settle(self, question_id: int, actor: Actor, moment: datetime) -> None:
        """A person says that a question needs no answer any more, or was answered elsewhere (S7, S8)."""
        with writing(self._engine) as connection:
            done = {"answered_at": _text(moment), "answered_by": actor.moderator, "text": None}
            waiting = (_questions.c.id == question_id) & _questions.c.answered_at.is_(None)
            if connection.execute(update(_questions).where(waiting).values(done)).rowcount:
                events.append(
                    connection,
                    entry_id=None,
                    actor=actor.moderator,
                    kind="question_settled",
                    facts={"question": question_id, "client": actor.client},
                )

    def take(self, actor: Actor, moment: datetime, note: str | None) -> None:
        """The watch passes to this person (S11: a substitute exists); an event says so."""
        with writing(self._engine) as connection:
            row = {"moderator": actor.moderator, "taken_at": _text(moment), "note": note}
            connection.execute(insert(_watches), row)
            events.append(
                connection,
                entry_id=None,
                actor=actor.moderator,
                kind="watch_taken",
                facts={"client": actor.client},
            )

    def watch(self) -> Watch | None:
        """Who has the watch."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_watches).order_by(_watches.c.id.desc()).limit(1))
            found = row.first()
        return Watch.model_validate(found) if found is not None else None

    def looks(
        self, *, since: datetime | None = None, until: datetime | None = None, limit: int = 100
    ) -> list[Look]:
        """The latest looks first; practice left out."""
        query = select(_looks).where(_looks.c.platform != Platform.PRACTICE.value)
        if since is not None:
            query = query.where(_looks.c.seen_at >= _text(since))
        if until is not None:
            query = query.where(_looks.c.seen_at < _text(until))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(_looks.c.seen_at.desc()).limit(limit))
            return [Look.model_validate(row) for row in rows]

    def last_seen(self) -> dict[tuple[str, str], datetime]:
        """Platform and account → when somebody last looked there."""
        query = (
            select(_looks.c.platform, _looks.c.account, func.max(_looks.c.seen_at).label("at"))
            .where(_looks.c.account.is_not(None))
            .group_by(_looks.c.platform, _looks.c.account)
        )
        with reading(self._engine) as connection:
            return {
                (row.platform, row.account): datetime.fromisoformat(row.at)
                for row in connection.execute(query)
            }

    def waiting(self, limit: int = 500) -> list[Question]:
        """Questions without an answer, the oldest first; practice left out."""
        query = (
            select(_questions)
            .where(_questions.c.answered_at.is_(None))
            .where(_questions.c.platform != Platform.PRACTICE.value)
            .order_by(_questions.c.asked_at)
            .limit(limit)
        )
        with reading(self._engine) as connection:
            return [Question.model_validate(row) for row in connection.execute(query)]

    def answered(self, since: datetime, until: datetime) -> int:
        """How many questions were answered, or settled, in a span of time; practice left out."""
        query = (
            select(func.count())
            .where(_questions.c.answered_at >= _text(since))
            .where(_questions.c.answered_at < _text(until))
            .where(_questions.c.platform != Platform.PRACTICE.value)
        )
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())


def _enter(connection: Connection, report: SupervisionReport, actor: Actor, moment: str) -> None:
    left_out = {"questions", "answered", "seen_at", "visit_id"}
    values = report.model_dump(mode="json", exclude=left_out) | {"seen_at": moment}
    mine = (_looks.c.visit_id == report.visit_id) & (_looks.c.moderator == actor.moderator)
    if connection.execute(update(_looks).where(mine).values(values)).rowcount:
        return
    first = {"began_at": moment, "visit_id": report.visit_id, "moderator": actor.moderator}
    connection.execute(insert(_looks), values | first)


def _ask(connection: Connection, report: SupervisionReport) -> None:
    asked = {question.comment_id: question for question in report.questions}
    known = connection.execute(
        select(_questions.c.comment_id)
        .where(_questions.c.platform == report.platform.value)
        .where(_questions.c.comment_id.in_(asked))
    )
    for comment_id in known.scalars():
        del asked[comment_id]
    if asked:
        connection.execute(
            insert(_questions),
            [
                {
                    "platform": report.platform.value,
                    "comment_id": question.comment_id,
                    "account": report.account,
                    "permalink": question.permalink,
                    "text": question.text,
                    "asked_at": _text(question.written or report.seen_at),
                }
                for question in asked.values()
            ],
        )


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
