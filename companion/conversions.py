"""Between what crosses (contract), what is kept (register) and the rules (policy): pure conversions."""

from __future__ import annotations

import hashlib
import json
import textwrap
from datetime import datetime

from companion import contract
from companion.contract import Act, Ground
from companion.errors import Language
from companion.policy import Policy
from companion.register import Actor, Entry, Judgement, NewEntry


def policy_view(policy: Policy, language: Language) -> contract.PolicyView:
    """What the extension needs of a policy, in one language."""
    return contract.PolicyView(
        name=policy.name,
        categories=[
            contract.PolicyCategory(
                id=category,
                label=policy.categories[category].label.in_(language),
                rule=policy.categories[category].told(language),
                ground=policy.categories[category].ground,
                act=policy.categories[category].act,
                disposal_tests=[
                    test
                    for test in contract.DisposalTest
                    if policy.disposal and policy.disposal.covers(category, test)
                ],
                removed=policy.removed_text(category, language),
            )
            for category in contract.Category
        ],
        grounds=[
            contract.PolicyGround(
                id=ground,
                label=policy.grounds[ground].label.in_(language),
                law=policy.grounds[ground].law,
                duty=policy.grounds[ground].duty,
                picture=policy.grounds[ground].picture,
            )
            for ground in Ground
        ],
        disposal_decision=policy.disposal_decision,
        political=policy.texts.political.in_(language),
    )


def evidence(asked: contract.CaptureRequest, actor: Actor) -> bytes:
    """The record as canonical JSON: what was captured, and by whom."""
    content = {"capture": asked.model_dump(mode="json"), "moderator": actor.moderator}
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=False).encode()


def new_entry(
    asked: contract.CaptureRequest,
    actor: Actor,
    policy: Policy,
    now: datetime,
    record_sha256: str,
    screenshot_sha256: str | None,
) -> NewEntry:
    """A capture on its way into the register."""
    comment, decision = asked.comment, asked.decision
    said = dialogue(asked.thread) if asked.thread else None
    return NewEntry(
        capture_id=asked.capture_id,
        request_sha256=record_sha256,
        kind=asked.kind,
        **comment.model_dump(
            include={"platform", "surface", "parent_id", "graph_id", "permalink", "truncated"}
        ),
        comment_id=comment.id,
        author_name=comment.author.name,
        author_url=comment.author.url,
        author_id=comment.author.id,
        text=comment.text,
        text_sha256=_sha256(comment.text if said is None else f"{comment.text}\n\n{said}"),
        dialogue=said,
        shown_time=comment.time.shown,
        written_at=comment.time.exact,
        written_earliest=comment.time.earliest,
        written_latest=comment.time.latest,
        post_id=comment.post.id,
        post_url=comment.post.url,
        post_text=comment.post.text,
        page_url=comment.page.url,
        page_title=comment.page.title,
        page_account=comment.page.account,
        **decision.model_dump(include={"category", "ground", "act", "disposal_test", "note"}),
        disposal_decision=policy.disposal_decision if decision.act is Act.DELETE else None,
        classifier=asked.classifier,
        captured_at=asked.captured_at,
        received_at=now,
        moderator=actor.moderator,
        client=f"{asked.client.browser}, Uppsikt {asked.client.extension_version}",
        record_sha256=record_sha256,
        screenshot_sha256=screenshot_sha256,
    )


def dialogue(thread: contract.Thread) -> str:
    """A thread to be read (H7): each comment with its sender and the time as the page says; answers are moved in."""
    depths: dict[str, int] = {}
    parts = []
    for comment in thread.comments:
        depth = depths.get(comment.parent_id or "", -1) + 1
        depths[comment.id] = depth
        head = " · ".join(one for one in (comment.author.name or "–", comment.time.shown) if one)
        parts.append(textwrap.indent(f"{head}\n{comment.text}", "    " * min(depth, 4)))
    return "\n\n".join(parts)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def receipt(entry: Entry) -> contract.Receipt:
    """Proof that the entry is there."""
    return contract.Receipt(
        capture_id=entry.capture_id,
        entry=entry.id,
        comment_id=entry.comment_id,
        act=entry.act,
        received_at=entry.received_at,
        moderator=entry.moderator,
        record_sha256=entry.record_sha256,
        screenshot_sha256=entry.screenshot_sha256,
        event_hash=entry.event_hash,
        state=entry.state,
        category=entry.category,
        answered=entry.answered_at is not None,
    )


def judgement(
    comment: contract.KeepRequest | contract.CaptureRequest,
    actor: Actor,
    now: datetime,
    *,
    learn: bool,
) -> Judgement:
    """What a person decided; the text goes with it only where there is consent to learn."""
    if isinstance(comment, contract.CaptureRequest):
        platform, comment_id = comment.comment.platform, comment.comment.id
        category = comment.decision.category
        text, labels = comment.comment.text, [category] if category else []
    else:
        platform, comment_id = comment.platform, comment.comment_id
        text, labels = comment.text, []
    return Judgement(
        platform=platform,
        comment_id=comment_id,
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text if learn else None,
        labels=labels,
        moderator=actor.moderator,
        at=now,
    )
