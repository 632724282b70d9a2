"""The registrator's pages: one entry after another by keyboard, what is done with an entry, searches that are kept."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient

from companion import app, window
from companion.contract import Category
from companion.desk import Desk
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Actor
from companion.window.asked import FIELDS
from companion.window.login import Login
from companion.window.views.handbook import HANDBOOK
from tests.companion.samples import PICTURE, capture

TEMPLATES = Path(window.__file__).parent / "templates"
BASE = "http://127.0.0.1:48217"
ACTOR = Actor(moderator="Eva Exempel", client="t")
REGISTER = {"category": None, "ground": None, "act": "register"}


@pytest.fixture
def inside(offices: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        assert send(client, "/login", code=login.code("Eva Exempel")).status_code == 302
        yield client


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, base_url=BASE, data=form, headers={"Origin": BASE})


def get(client: FlaskClient, path: str) -> str:
    return html.unescape(client.get(path, base_url=BASE).text)


def test_the_round_goes_on_by_enter_alone(inside: FlaskClient, desk: Desk) -> None:
    """OSL 5:1: what is not registered comes one after another, the oldest first, the number the only thing to write."""
    ids = [desk.capture(capture(id=str(n), text=f"nr {n}"), ACTOR, PICTURE).entry for n in range(3)]
    path = "/registering"
    for number, entry in enumerate(ids):
        page = get(inside, path)
        assert f"nr {number}" in page
        field = re.search(r"<input id=\"diarienummer\"[^>]*>", page)
        assert field is not None
        assert "autofocus" in field[0]
        form = dict(re.findall(r'name="(then|received_on|subject)"[^>]* value="([^"]*)"', page))
        answer = send(inside, f"/entries/{entry}/register", diarienummer=f"KS {number}", **form)
        assert answer.status_code == 302
        path = answer.headers["Location"]
    assert "Allt är diariefört" in get(inside, path)
    assert [desk.register.entry(entry).diarienummer for entry in ids] == ["KS 0", "KS 1", "KS 2"]
    assert {desk.register.entry(entry).registered_by for entry in ids} == {"Eva Exempel"}


def test_what_is_skipped_comes_again(inside: FlaskClient, desk: Desk) -> None:
    for number in range(2):
        desk.capture(capture(id=str(number), text=f"nr {number}"), ACTOR, PICTURE)
    assert "nr 1" in get(inside, "/registering?after=1")
    assert "Börja om från den äldsta" in get(inside, "/registering?after=2")


FORMS = [
    ("review", {"colleague": "Bo Chef", "question": "Får det stå?"}, "Väntar på svar från Bo Chef"),
    ("review/answer", {"answer": "Ja, det får stå"}, "Svar: Ja, det får stå"),
    ("forward", {"to": "Vatten och avlopp", "note": ""}, "Till: Vatten och avlopp"),
    ("answered", {"at": "2026-11-21T10:00", "reference": "https://e.example/s"}, "https://e.example/s"),
    ("hold", {"reason": "Polisanmälan"}, "Skäl: Polisanmälan"),
    ("hold/lift", {"reason": "Nedlagd"}, "Skäl: Nedlagd"),
    ("register", {"diarienummer": "KS 2026/9", "subject": "Klagomål"}, "Diarieförd: KS 2026/9"),
    ("secrecy", {"provision": "OSL 21 kap. 1 §", "on": "2026-11-20"}, "OSL 21 kap. 1 § · 2026-11-20 · Ex"),
    ("secrecy/lift", {}, "Sekretessmarkering hävd"),
    ("correct", {"author_name": "Åsa Rättad", "reason": "fel namn"}, "Avsändarens namn: Åke Påhittad → Åsa Rättad"),
]  # fmt: skip


def test_everything_done_with_an_entry_is_told_in_words(inside: FlaskClient, desk: Desk) -> None:
    """S5, S7, S8, OSL 5:2, 5:5: each by its form, each in the history with what was said."""
    entry = desk.capture(capture(), ACTOR, PICTURE).entry
    for path, form, told in FORMS:
        answer = send(inside, f"/entries/{entry}/{path}", **form)
        assert answer.status_code == 302, path
        assert told in get(inside, f"/entries/{entry}"), path
    page = get(inside, f"/entries/{entry}")
    assert "Sekretessmarkering satt: OSL 21 kap. 1 §" in page
    assert "KS 2026/9 · Post 1" in page


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("register", {"diarienummer": " "}),
        ("review", {"colleague": "Bo", "question": ""}),
        ("review/answer", {"answer": "ingen har frågat"}),
        ("answered", {"at": "igår"}),
        ("hold", {}),
        ("secrecy", {}),
        ("correct", {"author_name": "A", "reason": ""}),
    ],
)
def test_a_form_that_lacks_something_changes_nothing(
    inside: FlaskClient, desk: Desk, path: str, form: dict[str, str]
) -> None:
    entry = desk.register.entry(desk.capture(capture(), ACTOR, PICTURE).entry)
    assert send(inside, f"/entries/{entry.id}/{path}", **form).status_code == 400
    assert desk.register.entry(entry.id) == entry
    assert len(desk.register.history(entry.id)) == 1


def test_a_list_never_shows_what_is_marked_and_each_view_is_logged(
    inside: FlaskClient, desk: Desk, offices: Offices
) -> None:
    """OSL 5:5."""
    entry = desk.capture(capture(text="hemliga uppgifter"), ACTOR, PICTURE).entry
    offices.registration.mark(entry, ACTOR, provision="OSL 21 kap. 1 §")
    listed = get(inside, "/")
    assert "Sekretessmarkerad" in listed
    assert "hemliga" not in listed
    assert "Påhittad" not in listed
    for path in (f"/entries/{entry}", f"/entries/{entry}/screenshot.png", "/registering"):
        assert inside.get(path, base_url=BASE).status_code == 200
    viewed = [one.facts["what"] for one in desk.register.history(entry) if one.kind == "viewed"]
    assert viewed == ["page", "picture", "page"]


def test_the_filters_narrow_and_stay_in_the_form(inside: FlaskClient, desk: Desk) -> None:
    desk.capture(capture(id="1", text="snö"), ACTOR, PICTURE)
    message = capture(id="2", text="bygglov", kind="message", decision=REGISTER)
    desk.capture(message, ACTOR, PICTURE)
    for asked, shown, hidden in (
        ("kind=message", "bygglov", "snö<"),
        ("state=remains", "bygglov", "snö<"),
        ("category=insult", "snö<", "bygglov"),
        ("account=Exempelby kommun&author=Åke&since=2020-01-01", "snö<", "Inget stämmer"),
        ("until=2020-01-01", "Inget stämmer", "bygglov"),
        ("since=igår&until=9999-12-31&category=nonsens&before=²", "bygglov", "Inget stämmer"),
        ("order=oldest", "bygglov", "Inget stämmer"),
    ):
        page = get(inside, f"/?{asked}")
        assert shown in page, asked
        assert hidden not in page, asked
    page = get(inside, "/?author=Åke&since=2020-01-01&kind=message")
    for part in ('value="Åke"', 'value="2020-01-01"', '<option value="message" selected>'):
        assert part in page


@pytest.mark.parametrize("category", [Category.DISTRESS, Category.HATE])
def test_a_person_is_not_sought_by_health_or_beliefs(
    inside: FlaskClient, category: Category
) -> None:
    """dataskyddslagen 3:3: said in words, and no search made; also not as a file."""
    for path in (
        f"/?author=Åke&category={category}",
        f"/export.csv?author=Åke&category={category}",
    ):
        answer = inside.get(path, base_url=BASE)
        assert answer.status_code == 422
        assert "dataskyddslagen 3 kap. 3 §" in answer.text


def test_a_search_is_kept_under_its_name(inside: FlaskClient, desk: Desk) -> None:
    asked = {"q": "snö", "category": "insult", "show": "held", "since": "2026-01-01"}
    assert set(asked) <= set(FIELDS)
    answer = send(inside, "/searches", name="Snö & is", **asked)
    assert answer.status_code == 302
    assert 'aria-current="true">Snö & is</a>' in get(inside, answer.headers["Location"])
    send(inside, "/searches/forget", name="Snö & is")
    assert "Snö & is" not in get(inside, "/")
    assert send(inside, "/searches", name=" ").status_code == 400
    assert "snö" not in str([one.facts for one in desk.register.history()])


def test_the_print_is_a4_with_diarienummer_and_pages(inside: FlaskClient, desk: Desk) -> None:
    """S4, N3: printed on paper, A4, diarienummer and "sida x av y" on each page; one click, and it is an event."""
    entry = desk.capture(capture(text="ord " * 2_000), ACTOR, PICTURE).entry
    send(inside, f"/entries/{entry}/register", diarienummer="KS 2026/77")
    answer = send(inside, f"/entries/{entry}/print")
    assert answer.headers["Content-Disposition"].startswith("inline")
    pages = pypdf.PdfReader(io.BytesIO(answer.data)).pages
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert "KS 2026/77" in text
        assert f"Sida {number} av {len(pages)}" in text
        assert [round(side) for side in page.mediabox[2:]] == [595, 842], "A4 in points"
    assert desk.register.history(entry)[-1].kind == "exported"


def test_what_was_not_removed_is_shown_as_what_it_is(inside: FlaskClient, desk: Desk) -> None:
    """S9, S10, H7: no question about an outcome; thread and message are called so."""
    thread = {"comments": [], "counted": 3, "order": None}
    said = capture(
        id="p", kind="thread", thread=thread, decision=REGISTER, image=None, text="Inlägg"
    )
    entry = desk.capture(said, ACTOR, None).entry
    page = get(inside, f"/entries/{entry}")
    assert "Vad blev det av kommentaren?" not in page
    assert "står kvar" in page
    assert "Ingen skärmbild" in page
    assert "Tråd:" in get(inside, "/")


def test_the_handbook_names_buttons_and_views_as_they_are_called() -> None:
    """What the chapter for the registrator promises is on the pages, in the same words."""
    chapter = HANDBOOK.read_text("utf-8").split("<h2>För registratorn</h2>")[1].split("<h2>")[0]
    pages = "".join(page.read_text("utf-8") for page in TEMPLATES.glob("*.html"))
    named = re.findall(r"<em>([^<]+)</em>|<strong>([^<]+)</strong>", chapter)
    words = {one or other for one, other in named} - {"Sida 1 av 3", "Till registratorn"}
    assert len(words) >= 9
    assert {word for word in words if f'_("{word}")' not in pages} == set()
