"""Capture request to receipt with a 1 MB picture, beside a bare write and fsync of its bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
import uuid
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from tests.bench.classify import wait_for_classifier
from tests.bench.figures import Figure, timed, times
from tests.e2e.companion import Client, Companion

SIDE = 590
"""Pixels: noise of this size is a PNG of one megabyte."""

ROUNDS = 60
WARM = 5


def picture() -> bytes:
    """A PNG that cannot be packed, different each time."""
    data = BytesIO()
    Image.frombytes("RGB", (SIDE, SIDE), os.urandom(SIDE * SIDE * 3)).save(data, "PNG")
    return data.getvalue()


def capture(number: int, png: bytes) -> dict[str, Any]:
    """A capture request as the extension makes it."""
    comment: dict[str, Any] = {
        "platform": "practice",
        "surface": "facebook_timeline",
        "id": str(9_000_000_000_000_000 + number),
        "parent_id": None,
        "graph_id": None,
        "permalink": None,
        "author": {"name": "Anna Exempel", "url": None, "id": None},
        "text": f"Vilka idioter ni är ({number})",
        "truncated": False,
        "language": "sv",
        "time": {"shown": "1 tim", "exact": None, "earliest": None, "latest": None},
        "links": [],
        "photos": [],
        "post": {"id": "1", "url": None, "author": "Exempelby kommun", "text": "Snö"},
        "page": {"url": "http://127.0.0.1/practice/", "title": "Övning", "account": None},
    }
    decision = {
        "category": "insult",
        "ground": "page_rule",
        "act": "hide",
        "disposal_test": None,
        "note": None,
    }
    screenshot = {
        "sha256": hashlib.sha256(png).hexdigest(),
        "width": SIDE,
        "height": SIDE,
        "pixel_ratio": 1.0,
        "whole": True,
    }
    return {
        "capture_id": str(uuid.uuid4()),
        "captured_at": "2026-11-21T12:00:00+01:00",
        "kind": "comment",
        "comment": comment,
        "decision": decision,
        "thread": None,
        "verdict": None,
        "classifier": None,
        "markup": "<div></div>" * 200,
        "screenshot": screenshot,
        "client": {"browser": "Test 1", "extension_version": "0"},
    }


def bare_write(path: Path, content: bytes) -> None:
    """What no safe store can do without."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def figures() -> list[Figure]:
    """One line: request to receipt beside the bare write."""
    answered, written = [], []
    with tempfile.TemporaryDirectory() as folder, Companion(Path(folder)) as companion:
        client = Client.paired(companion)
        wait_for_classifier(client)
        for number in range(WARM + ROUNDS):
            png = picture()
            request = capture(number, png)
            whole = timed(client.call, "capture", request, png)
            bare = timed(bare_write, companion.data / f"bare-{number}", png)
            if number >= WARM:
                answered.append(whole)
                written.append(bare)
    whole_times, bare_times = times(answered), times(written)
    ratio = f"{whole_times.p50 / bare_times.p50:.1f}× at p50"
    beside = f"bare write and fsync: {bare_times} ({ratio})"
    return [Figure("capture request → receipt, 1 MB picture", str(whole_times), beside, "≤ 3×")]
