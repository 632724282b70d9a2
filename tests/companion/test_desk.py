"""desk: the main job's rules. No receipt, no removal (S3); deletion is gallring (N4, A3)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from companion import contract, policy
from companion.contract import Act, DisposalTest, EntryState, Ground, Outcome, OutcomeReport
from companion.desk import Desk
from companion.errors import (
    ClassifierLoading,
    CompanionError,
    DisposalTestMissing,
    EvidenceMismatch,
    NoDisposalDecision,
    NotFound,
    PictureForbidden,
    PictureMissing,
    StorageFull,
)
from companion.register import Actor, Query
from companion.vault import Vault
from tests.companion.samples import NOW, PICTURE, capture

DELETE = {"act": "delete", "disposal_test": "no_connection"}


def test_the_evidence_holds_content_and_sender(desk: Desk, actor: Actor) -> None:
    """S3 A2 H2: content and sender saved before removal."""
    receipt = desk.capture(capture(), actor, PICTURE)
    record = json.loads(desk.vault.get(receipt.record_sha256))
    assert record["moderator"] == "Eva Exempel"
    assert record["capture"]["comment"]["author"]["name"] == "Åke Påhittad"
    assert record["capture"]["comment"]["text"].startswith("Får kommunalrådet")
    assert record["capture"]["markup"].startswith("<div")
    assert receipt.screenshot_sha256 is not None
    assert desk.vault.get(receipt.screenshot_sha256) == PICTURE
    assert (receipt.act, receipt.state) == (Act.HIDE, EntryState.CAPTURED)


@pytest.mark.parametrize(
    ("decision", "image", "sent", "expected"),
    [
        (DELETE, PICTURE, PICTURE, NoDisposalDecision),
        ({}, None, None, PictureMissing),
        ({}, PICTURE, None, PictureMissing),
        ({}, PICTURE, PICTURE[:-1], EvidenceMismatch),
        ({"ground": "bbs_child_abuse"}, PICTURE, PICTURE, PictureForbidden),
        ({"ground": "bbs_child_abuse"}, None, PICTURE, PictureForbidden),
    ],
)
def test_a_refused_capture_leaves_nothing(
    desk: Desk,
    actor: Actor,
    tmp_path: Path,
    decision: dict[str, str],
    image: bytes | None,
    sent: bytes | None,
    expected: type[CompanionError],
) -> None:
    with pytest.raises(expected):
        desk.capture(capture(decision=decision, image=image), actor, sent)
    assert desk.entries(Query()).total == 0
    assert [path for path in (tmp_path / "vault").rglob("*") if path.is_file()] == []


def test_deletion_needs_a_decision_and_its_test(desk: Desk, actor: Actor) -> None:
    """N4, A3; the practice page has a made-up decision so that deletion can be practised."""
    with pytest.raises(DisposalTestMissing):
        desk.capture(capture(decision={"act": "delete"}, platform="practice"), actor, PICTURE)
    receipt = desk.capture(capture(decision=DELETE, platform="practice"), actor, PICTURE)
    entry = desk.register.entry(receipt.entry)
    assert entry.disposal_test is DisposalTest.NO_CONNECTION
    assert entry.disposal_decision is not None
    assert "ÖVNING" in entry.disposal_decision


def test_child_abuse_material_keeps_no_picture_and_no_page_copy(
    desk: Desk, actor: Actor, tmp_path: Path
) -> None:
    """BrB 16:10 a: saving it is a crime, even to report it."""
    markup = "<img src='data:image/png;base64,AAAA'>"
    request = capture(decision={"ground": "bbs_child_abuse"}, image=None, markup=markup)
    receipt = desk.capture(request, actor, None)
    assert receipt.screenshot_sha256 is None
    kept = b"".join(p.read_bytes() for p in (tmp_path / "vault").rglob("*") if p.is_file())
    assert b"base64" not in kept
    assert b"\x89PNG" not in kept
    assert desk.register.entry(receipt.entry).ground is Ground.BBS_CHILD_ABUSE
    with pytest.raises(NotFound):
        desk.picture(receipt.entry)


def test_a_full_disk_gives_no_receipt_and_no_row(desk: Desk, actor: Actor, tmp_path: Path) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    broken = replace(desk, vault=Vault(tmp_path / "full", sync_file=full))
    with pytest.raises(StorageFull):
        broken.capture(capture(), actor, PICTURE)
    assert desk.entries(Query()).total == 0


def test_a_lost_answer_can_be_asked_for_again(desk: Desk, actor: Actor) -> None:
    request = capture()
    ask = contract.ReceiptRequest(capture_id=request.capture_id)
    assert desk.receipt(ask, actor).receipt is None
    receipt = desk.capture(request, actor, PICTURE)
    assert desk.receipt(ask, actor).receipt == receipt


@pytest.mark.parametrize("outcome", list(Outcome))
def test_the_outcome_is_what_was_seen(desk: Desk, actor: Actor, outcome: Outcome) -> None:
    request = capture()
    desk.capture(request, actor, PICTURE)
    report = OutcomeReport(capture_id=request.capture_id, outcome=outcome, seen_at=NOW, detail="")
    assert desk.outcome(report, actor).state.value == outcome.value
    assert desk.outcome(report, actor).state.value == outcome.value


def test_an_outcome_without_a_capture_is_refused(desk: Desk, actor: Actor) -> None:
    report = OutcomeReport(
        capture_id=capture().capture_id, outcome=Outcome.DELETED, seen_at=NOW, detail=""
    )
    with pytest.raises(NotFound):
        desk.outcome(report, actor)


def test_known_comments_come_with_their_receipt(desk: Desk, actor: Actor) -> None:
    receipt = desk.capture(capture(), actor, PICTURE)
    asked = contract.KnownRequest(
        platform=contract.Platform.FACEBOOK, comment_ids=["998877665544332211", "1"]
    )
    (known,) = desk.known(asked, actor).comments
    assert known.receipt == receipt


def judged(desk: Desk, actor: Actor, learn: bool) -> Desk:
    """The same desk with or without consent, after one removal, one kept comment and one practised."""
    asked = replace(desk, learn=learn)
    asked.capture(capture(), actor, PICTURE)
    asked.capture(capture(platform="practice"), actor, PICTURE)
    kept = contract.KeepRequest(
        platform=contract.Platform.FACEBOOK, comment_id="5", text="Beslutet är uselt!"
    )
    asked.keep(kept, actor)
    return asked


def test_a_kept_comment_is_remembered(desk: Desk, actor: Actor) -> None:
    """A3: otherwise nothing is removed; the decision to keep is one too."""
    asked = judged(desk, actor, learn=False)
    known = contract.KnownRequest(platform=contract.Platform.FACEBOOK, comment_ids=["5", "6"])
    answer = asked.known(known, actor)
    assert [one.comment_id for one in answer.kept] == ["5"]
    assert answer.comments == []
    assert asked.entries(Query()).total == 1


def test_without_consent_no_text_is_kept_to_learn_from(desk: Desk, actor: Actor) -> None:
    assert judged(desk, actor, learn=False).register.lessons() == []


def test_with_consent_decisions_become_lessons_but_not_practice(desk: Desk, actor: Actor) -> None:
    lessons = judged(desk, actor, learn=True).register.lessons()
    assert [(one.text, one.labels) for one in lessons] == [
        (capture().comment.text, [contract.Category.INSULT]),
        ("Beslutet är uselt!", []),
    ]


def test_the_last_decision_counts(desk: Desk, actor: Actor) -> None:
    asked = replace(desk, learn=True)
    request = capture()
    text = request.comment.text
    kept = contract.KeepRequest(
        platform=contract.Platform.FACEBOOK, comment_id=request.comment.id, text=text
    )
    asked.keep(kept, actor)
    asked.capture(request, actor, PICTURE)
    assert [one.labels for one in asked.register.lessons()] == [[contract.Category.INSULT]]


def test_hello_tells_the_rules_in_their_order(desk: Desk, actor: Actor) -> None:
    hello = desk.hello(contract.Nothing(), actor)
    assert [one.id for one in hello.policy.categories] == list(contract.Category)
    assert [one.id for one in hello.policy.grounds if not one.picture] == [Ground.BBS_CHILD_ABUSE]
    assert hello.policy.disposal_decision is None
    assert {len(one.disposal_tests) for one in hello.policy.categories} == {0}
    assert {len(one.disposal_tests) for one in hello.practice_policy.categories} == {2}
    assert hello.practice_policy.disposal_decision is not None
    assert (hello.moderator, hello.classifier) == ("Eva Exempel", "quiet 1")


def test_a_decision_reaches_no_further_than_it_says(desk: Desk, actor: Actor) -> None:
    """A3: Ale's gallringsbeslut covers advertising of little importance, and nothing else."""
    ale = replace(desk, rules=policy.InForce(policy.load("ale")))
    told = ale.hello(contract.Nothing(), actor).policy.categories
    assert {one.id: one.disposal_tests for one in told if one.disposal_tests} == {
        contract.Category.COMMERCIAL: [DisposalTest.LITTLE_IMPORTANCE]
    }
    with pytest.raises(NoDisposalDecision):
        ale.capture(capture(decision=DELETE), actor, PICTURE)


def test_while_the_model_loads_comments_can_be_saved(desk: Desk, actor: Actor) -> None:
    loading = replace(desk, classifier=lambda: None)
    assert loading.hello(contract.Nothing(), actor).classifier is None
    with pytest.raises(ClassifierLoading):
        loading.classify(contract.ClassifyRequest(comments=[]), actor)
    assert loading.capture(capture(), actor, PICTURE).entry == 1
