"""Being inside the window, for tests: requests as a person's browser sends them, entries, and patience."""

from __future__ import annotations

import html
import time
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient
from playwright.sync_api import Page, expect

from companion import app
from companion.office import Offices
from companion.register import Actor
from tests.companion.samples import PICTURE, capture

BASE = "http://127.0.0.1:48217"
ACTOR = Actor(moderator="Eva Exempel", client="t")
TOLD = "[[receiver]]\nname = 'inkorg'\nkind = 'folder'\nfolder = '{}'\n"


ORDS = ("noll", "ett", "två")


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, base_url=BASE, data=form, headers={"Origin": BASE})


def read(client: FlaskClient, path: str) -> str:
    return html.unescape(client.get(path, base_url=BASE).text)


def saved(offices: Offices, count: int = 1) -> list[int]:
    return [
        offices.desk.capture(capture(id=str(n), text=f"Text {ORDS[n]}"), ACTOR, PICTURE).entry
        for n in range(count)
    ]


def wait(holds: Callable[[], bool]) -> None:
    """Until it holds."""
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def logged_in(page: Page, service: app.Service) -> None:
    code = service.login.code(service.settings.moderator)
    page.goto(f"{service.address}login#{code}")
    expect(page.get_by_role("table")).to_be_visible()
