"""disclosure's pages: by keyboard and pointer, accessible, and never asking who asks (H8, TF 2:18)."""

from __future__ import annotations

import io
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, Playwright, expect

from companion import app, settings
from companion.office.disclosure import Handing
from companion.register import Actor
from companion.register.disclosures import Disclosures
from tests.browsers import axe, chromium
from tests.companion.samples import capture, picture

ACTOR = Actor(moderator="Eva Exempel", client="t")
TEXT = "Anna Lindqvist, 19121212-1212, bor på Storgatan 5."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[app.Service]:
    """A companion with one comment, and its classifier loaded."""
    service = app.start(settings.load(tmp_path_factory.mktemp("data")), 0)
    serving = threading.Thread(target=service.run, daemon=True)
    serving.start()
    png = picture(640, 240)
    service.desk.capture(capture(text=TEXT, image=png), ACTOR, png)
    until = time.monotonic() + 60
    while service.desk.classifier() is None:
        assert time.monotonic() < until, "the classifier did not load"
        time.sleep(0.1)
    yield service
    service.stop()
    serving.join(5)


def enter(page: Page, service: app.Service) -> None:
    page.goto(f"{service.address}login#{service.login.code(service.settings.moderator)}")
    expect(page.get_by_role("table")).to_be_visible()


def opened(page: Page, service: app.Service) -> None:
    """A request with the comment in it, at its masking page."""
    page.goto(f"{service.address}disclosures")
    page.get_by_label("Gäller").fill("Kommentarer om snöröjning")
    page.get_by_role("button", name="Öppna en begäran").click()
    page.get_by_label("Sök i text").fill("Storgatan")
    page.get_by_role("button", name="Sök").click()
    page.get_by_role("button", name="Välj: Post 1").click()
    expect(page.get_by_role("heading", name="Så här blir kopian")).to_be_visible()


def decide_all(page: Page) -> None:
    while (waiting := page.get_by_role("button", name=re.compile("^Maskera: "))).count():
        law = page.locator(".decision").first.get_by_label("Lagrum")
        law.fill("OSL 21 kap. 7 §")
        waiting.first.press("Enter")


def test_from_request_to_package(playwright: Playwright, service: app.Service) -> None:
    with chromium(playwright, locale="sv") as page:
        enter(page, service)
        opened(page, service)
        expect(page.get_by_text("19121212-1212").first).to_be_visible()
        decide_all(page)
        shown = page.locator("#shown + dl")
        expect(shown).to_contain_text("[maskat: OSL 21 kap. 7 §]")
        expect(shown).not_to_contain_text("19121212")
        page.get_by_role("link", name=re.compile("← Begäran")).click()
        page.get_by_role("button", name="Gör de maskerade kopiorna").click()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="Hämta paketet").click()
        with zipfile.ZipFile(waiting.value.path()) as file:
            names = file.namelist()
            inside = b"".join(file.read(name) for name in names)
        assert any(name.endswith("data/handlingar/1/handling.pdf") for name in names)
        assert b"19121212" not in inside


def test_a_region_is_drawn_or_typed(playwright: Playwright, service: app.Service) -> None:
    with chromium(playwright, locale="sv") as page:
        enter(page, service)
        opened(page, service)
        page.get_by_role("button", name="Låt bilden följa med").click()
        over = page.locator(".drawing svg")
        box = over.bounding_box()
        assert box is not None
        scale = 640 / box["width"]
        page.mouse.move(box["x"] + 20, box["y"] + 10)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
        page.mouse.up()
        expect(page.locator("#region-law")).to_be_focused()
        assert abs(int(page.get_by_label("Bredd").input_value()) - 100 * scale) <= 2
        page.locator("#region-law").fill("OSL 21 kap. 7 §")
        page.get_by_role("button", name="Maskera rutan").click()
        source = page.locator("#drawing").get_attribute("src")
        assert source is not None
        drawn = page.request.get(f"{service.address.rstrip('/')}{source}").body()
        pixels = Image.open(io.BytesIO(drawn)).convert("RGB")
        assert pixels.getpixel((int(60 * scale), int(30 * scale))) == (0, 0, 0)
        assert pixels.getpixel((639, 239)) != (0, 0, 0)
        for name, value in (("Från vänster", 600), ("Uppifrån", 200), ("Bredd", 40), ("Höjd", 40)):
            page.get_by_label(name).fill(str(value))
        page.locator("#region-law").fill("OSL 21 kap. 7 §")
        page.get_by_role("button", name="Maskera rutan").press("Enter")
        expect(page.get_by_text("600, 200 · 40 × 40")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_page_is_accessible(
    playwright: Playwright, service: app.Service, scheme: str, language: str
) -> None:
    """WCAG 2.1 AA, by axe-core, and at phone width."""
    handing = Handing(service.desk, Disclosures(service.desk.register))
    number = handing.open("Kommentarer", ACTOR).id
    handing.choose(number, 1)
    handing.disclosures.show_picture(number, 1, shown=True)
    with chromium(playwright, color_scheme=scheme, locale=language) as page:
        enter(page, service)
        one = f"disclosures/{number}"
        for path in ("disclosures", f"{one}?q=Storgatan", f"{one}/entries/1"):
            page.goto(service.address + path)
            assert axe(page) == [], path
            page.set_viewport_size({"width": 360, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            page.set_viewport_size({"width": 1180, "height": 820})


def test_nobody_is_asked_who_they_are(playwright: Playwright, service: app.Service) -> None:
    """TF 2:18: an authority may not ask who wants a record, or why."""
    with chromium(playwright, locale="sv") as page:
        enter(page, service)
        page.goto(f"{service.address}disclosures")
        fields = page.locator("main input:not([type=hidden]), main select, main textarea")
        assert [one.get_attribute("name") for one in fields.all()] == ["label"]
        expect(page.get_by_text("Fråga inte vem som begär")).to_be_visible()


def test_the_handbook_tells_how_to_hand_out() -> None:
    text = (Path(app.__file__).parent / "handbook" / "handbok.html").read_text("utf-8")
    promises = ("Utlämnande", "TF 2 kap. 18 §", "Maskera", "Till polisen", "schemas --fetch")
    for promised in (*promises, "kontrollera.py", "OSL 6 kap. 3 och 7 §§"):
        assert promised in text
