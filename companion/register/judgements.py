"""What persons decided of comments: the last decision on a comment's text counts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, delete, insert, select

from companion.contract import Platform
from companion.register.records import Judgement
from companion.register.tables import JudgementRow

_judgements = JudgementRow.__table__  # type: ignore[attr-defined]


def put(connection: Connection, judgement: Judgement) -> None:
    """Record a decision in place of an earlier one on the same text."""
    connection.execute(
        delete(_judgements)
        .where(_judgements.c.platform == judgement.platform.value)
        .where(_judgements.c.comment_id == judgement.comment_id)
        .where(_judgements.c.text_sha256 == judgement.text_sha256)
    )
    values = judgement.model_dump(mode="json") | {"sha256": digest(judgement)}
    connection.execute(insert(_judgements), values)


def digest(judgement: Judgement) -> str:
    """SHA-256 (hex) of a decision, kept beside it so that a changed byte shows."""
    return hashlib.sha256(judgement.model_dump_json().encode()).hexdigest()


def of(connection: Connection, platform: Platform, comment_ids: list[str]) -> Iterator[Judgement]:
    """The decisions on these comments, in the order they were made."""
    query = (
        select(_judgements)
        .where(_judgements.c.platform == platform.value)
        .where(_judgements.c.comment_id.in_(comment_ids))
        .order_by(_judgements.c.id)
    )
    for row in connection.execute(query):
        yield Judgement.model_validate(row)


def lessons(connection: Connection) -> Iterator[Judgement]:
    """The decisions whose text was kept to learn from; never those made on the practice page."""
    query = (
        select(_judgements)
        .where(_judgements.c.text.is_not(None))
        .where(_judgements.c.platform != Platform.PRACTICE.value)
        .order_by(_judgements.c.id)
    )
    for row in connection.execute(query):
        yield Judgement.model_validate(row)
