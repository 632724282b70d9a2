"""The pages of channels, policy and guide: by keyboard, accessible in light and dark, Swedish and English."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from companion import app, settings
from companion.office import Offices
from companion.register import Actor
from tests.browsers import axe, chromium
from tests.companion.test_channels import APPROVAL, CONTENT, opened

ACTOR = Actor(moderator="Eva Exempel", client="t")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Service]:
    """A companion nobody has opened before."""
    service = app.start(settings.load(tmp_path_factory.mktemp("data")), 0)
    serving = threading.Thread(target=service.run, daemon=True)
    serving.start()
    yield service
    service.stop()
    serving.join(5)


@pytest.fixture(scope="module")
def offices(service: app.Service) -> Offices:
    """Channels in several states, and a draft."""
    offices = Offices.of(service.desk, service.settings.data)
    office = offices.channels
    opened(office, ACTOR)
    office.apply(CONTENT.model_copy(update={"logotype": False, "name": "Biblioteket"}), ACTOR)
    waiting = office.apply(CONTENT.model_copy(update={"name": "Skolan"}), ACTOR)
    office.decide(waiting, APPROVAL, ACTOR, approved=True)
    office.link("Pia Politiker", "Partiet", "nämnd", "https://pia.example/", ACTOR)
    offices.rulebook.begin("ale")
    return offices


def enter(page: Page, service: app.Service) -> None:
    page.goto(f"{service.address}login#{service.login.code(service.settings.moderator)}")
    expect(page.locator("nav").first).to_be_visible()


def test_the_guide_by_keyboard(playwright: Playwright, service: app.Service) -> None:
    """The first time it is what opens; each step is a form that is reached and sent by keyboard."""
    with chromium(playwright, locale="sv") as page:
        enter(page, service)
        expect(page.get_by_role("heading", name="Kom i gång")).to_be_visible()
        page.get_by_role("radio", name="Hultsfreds kommun").focus()
        page.keyboard.press("Space")
        page.get_by_role("button", name="Använd vald policy").press("Enter")
        expect(page.get_by_role("heading", name="1. Välj policy")).to_contain_text("klart")
        assert service.desk.policy.name == "Hultsfreds kommun"
        page.get_by_role("button", name="Hoppa över: Anslut webbläsarens tillägg").press("Enter")
        expect(page.get_by_role("heading", name="3. Anslut")).to_contain_text("hoppades över")
        page.get_by_role("link", name="Till registret").press("Enter")
        expect(page.get_by_text("2 steg återstår i guiden.")).to_be_visible()


@pytest.mark.usefixtures("offices")
@pytest.mark.parametrize(("scheme", "language"), [("light", "sv"), ("dark", "en")])
def test_every_page_is_accessible(
    playwright: Playwright, service: app.Service, scheme: str, language: str
) -> None:
    """WCAG 2.1 AA, by axe-core, and at phone width."""
    with chromium(playwright, color_scheme=scheme, locale=language) as page:
        enter(page, service)
        for path in (
            *("channels", "channels/1", "channels/2", "channels/3", "channels/new"),
            *("channels/1/edit", "policy/draft", "policy/draft/disposal", "policy/draft/hours"),
            *("policy/draft/insult", "guide"),
        ):
            page.set_viewport_size({"width": 1100, "height": 800})
            page.goto(service.address + path)
            assert axe(page) == [], path
            page.set_viewport_size({"width": 360, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_fault_is_said_at_its_field(
    playwright: Playwright, service: app.Service, offices: Offices
) -> None:
    """The field is marked, its words are what a screen reader reads with it, and the draft is as it was."""
    before = offices.rulebook.draft()
    with chromium(playwright, locale="sv") as page:
        enter(page, service)
        page.goto(f"{service.address}policy/draft/hours")
        page.get_by_label("Slutar").fill("06:00")
        page.get_by_role("button", name="Spara i utkastet").click()
        field = page.get_by_label("Slutar")
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(page.locator(f"#{field.get_attribute('aria-describedby')}")).to_contain_text(
            "Skriv ett senare klockslag."
        )
        expect(field).to_have_value("06:00")
        assert axe(page) == []
    assert offices.rulebook.draft() == before


def test_the_public_list_is_accessible(
    playwright: Playwright, offices: Offices, tmp_path: Path
) -> None:
    """S12: what is put on the website is WCAG 2.1 AA."""
    file = tmp_path / "kanaler.html"
    file.write_bytes(offices.channels.publish("html", ACTOR))
    for scheme in ("light", "dark"):
        with chromium(playwright, color_scheme=scheme) as page:
            page.goto(file.as_uri())
            assert axe(page) == []
            page.set_viewport_size({"width": 360, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
