"""What must hold of a capture before anything of it is saved."""

from __future__ import annotations

import hashlib

from companion.contract import Act, CaptureRequest, Decision, EntryKind, Ground
from companion.errors import (
    DecisionIncomplete,
    DisposalTestMissing,
    EvidenceMismatch,
    KindMismatch,
    NoDisposalDecision,
    PictureForbidden,
    PictureMissing,
)
from companion.policy import Policy


def check(asked: CaptureRequest, policy: Policy, picture: bytes | None) -> None:
    """Raises KindMismatch, DecisionIncomplete, NoDisposalDecision, DisposalTestMissing (N4, A3), PictureForbidden
    (BrB 16:10 a), PictureMissing, EvidenceMismatch.
    """
    _check_kind(asked)
    _check_picture(asked, policy, picture)
    _check_removal(asked.decision, policy)


def picture_allowed(policy: Policy, ground: Ground | None) -> bool:
    """May a picture be kept on this ground (BrB 16:10 a)? Where nothing was removed there may be no ground."""
    return ground is None or policy.grounds[ground].picture


def _check_kind(asked: CaptureRequest) -> None:
    if (asked.kind is EntryKind.THREAD) != (asked.thread is not None):
        raise KindMismatch
    if asked.kind is not EntryKind.COMMENT and asked.decision.act is not Act.REGISTER:
        raise KindMismatch


def _check_picture(asked: CaptureRequest, policy: Policy, picture: bytes | None) -> None:
    if not picture_allowed(policy, asked.decision.ground):
        if picture is not None or asked.screenshot is not None:
            raise PictureForbidden
        return
    if asked.kind is EntryKind.THREAD and picture is None and asked.screenshot is None:
        return
    if picture is None or asked.screenshot is None:
        raise PictureMissing
    if hashlib.sha256(picture).hexdigest() != asked.screenshot.sha256:
        raise EvidenceMismatch


def _check_removal(decision: Decision, policy: Policy) -> None:
    if decision.act is Act.REGISTER:
        return
    if decision.category is None or decision.ground is None:
        raise DecisionIncomplete
    if decision.act is not Act.DELETE:
        return
    if policy.disposal is None:
        raise NoDisposalDecision
    if decision.disposal_test is None:
        raise DisposalTestMissing
    if not policy.disposal.covers(decision.category, decision.disposal_test):
        raise NoDisposalDecision
