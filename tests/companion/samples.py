"""Requests as the extension would send them, for a made-up comment."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import UTC, datetime
from typing import Any

from PIL import Image

from companion import contract

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def picture(width: int = 320, height: int = 120, colour: str = "#88aacc") -> bytes:
    """A real PNG, with an alpha channel as a browser's canvas gives."""
    out = io.BytesIO()
    Image.new("RGBA", (width, height), colour).save(out, "PNG")
    return out.getvalue()


PICTURE = picture()


def comment(**changes: Any) -> contract.Comment:
    """A comment on the municipality's page."""
    content: dict[str, Any] = {
        "platform": "facebook",
        "surface": "facebook_timeline",
        "id": "998877665544332211",
        "parent_id": None,
        "graph_id": "112233445566_998877665544332211",
        "permalink": "https://www.facebook.com/permalink.php?story_fbid=1&id=2&comment_id=998877665544332211",
        "author": {
            "name": "Åke Påhittad",
            "url": "https://www.facebook.com/ake.pahittad",
            "id": None,
        },
        "text": "Får kommunalrådet aldrig nog? 🤬\nDu är en idiot.",
        "truncated": False,
        "language": "sv",
        "time": {
            "shown": "3 tim",
            "exact": None,
            "earliest": "2026-11-21T05:30:00Z",
            "latest": "2026-11-21T06:30:00Z",
        },
        "links": [],
        "photos": [],
        "post": {
            "id": "112233445566",
            "url": None,
            "author": "Exempelby",
            "text": "Snöröjningen i dag",
        },
        "page": {
            "url": "https://www.facebook.com/exempelby",
            "title": "Exempelby kommun",
            "account": None,
        },
    }
    return contract.Comment.model_validate(content | changes)


def capture(
    *,
    capture_id: str | None = None,
    image: bytes | None = PICTURE,
    decision: dict[str, Any] | None = None,
    markup: str = "<div role='article'>…</div>",
    kind: str = "comment",
    thread: dict[str, Any] | None = None,
    **changes: Any,
) -> contract.CaptureRequest:
    """One click on that comment; `changes` go to the comment."""
    chosen: dict[str, Any] = {
        "category": "insult",
        "ground": "page_rule",
        "act": "hide",
        "disposal_test": None,
        "note": None,
    }
    return contract.CaptureRequest.model_validate(
        {
            "capture_id": capture_id or str(uuid.uuid4()),
            "captured_at": NOW,
            "kind": kind,
            "comment": comment(**changes),
            "thread": thread,
            "decision": chosen | (decision or {}),
            "verdict": None,
            "classifier": "test 1",
            "markup": markup,
            "screenshot": None
            if image is None
            else {
                "sha256": hashlib.sha256(image).hexdigest(),
                "width": 320,
                "height": 120,
                "pixel_ratio": 1.0,
                "whole": True,
            },
            "client": {"browser": "Chromium 156", "extension_version": "0.1.0"},
        }
    )
