"""Supervision: the log, the watch, unanswered questions and the month's figures (BBS 4 §, S7, S11, N5, H3, H6)."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from companion import app, contract, policy
from companion.contract import Platform, Surface, WatchRequest
from companion.export import report
from companion.export.dossier import Making
from companion.office import Offices
from companion.pairing import Pairings
from companion.policy.shapes import Hours, Weekday
from companion.register import Actor, Register
from companion.register.figures import bounds, figures
from companion.window.login import Login
from companion.workhours import worked
from tests import preflight
from tests.companion.samples import NOW, PICTURE, capture

BASE = "http://127.0.0.1:48217"
EVA = Actor(moderator="Eva Exempel", client="Chromium")
BO = Actor(moderator="Bo Exempel", client="Edge")
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def question(
    comment_id: str, written: datetime | None = None, text: str = "När öppnar badet?"
) -> contract.SeenQuestion:
    link = f"https://www.facebook.com/p/posts/1?comment_id={comment_id}"
    return contract.SeenQuestion(comment_id=comment_id, permalink=link, text=text, written=written)


def look(visit: str | None = None, **changes: Any) -> contract.SupervisionReport:
    given_: dict[str, Any] = {
        "visit_id": visit or str(uuid.uuid4()),
        "platform": Platform.FACEBOOK,
        "surface": Surface.FACEBOOK_TIMELINE,
        "account": "Exempelby kommun",
        "page_url": "https://www.facebook.com/exempelby",
        "post_url": None,
        "read": 14,
        "unread": 0,
        "counted": 18,
        "sort": "Mest relevanta",
        "flagged": 2,
        "seen_at": NOW,
        "questions": [],
        "answered": [],
    }
    return contract.SupervisionReport(**given_ | changes)


def test_a_look_is_one_line_that_grows(offices: Offices) -> None:
    """H3: which pages were looked at, N of M comments, in which order."""
    visit = str(uuid.uuid4())
    office = offices.supervision
    office.supervise(look(visit, read=3, seen_at=NOW - timedelta(minutes=5)), EVA)
    office.supervise(look(visit), EVA)
    office.supervise(look(platform=Platform.PRACTICE), EVA)
    (found,) = office.log.looks()
    assert (found.read, found.counted, found.sort, found.moderator) == (
        14,
        18,
        "Mest relevanta",
        "Eva Exempel",
    )
    assert found.seen_at - found.began_at == timedelta(minutes=5)


def test_nobody_can_change_anothers_look(offices: Offices) -> None:
    visit = str(uuid.uuid4())
    offices.supervision.supervise(look(visit), EVA)
    with pytest.raises(Exception, match="UNIQUE"):
        offices.supervision.supervise(look(visit, read=99), BO)
    assert [one.read for one in offices.supervision.log.looks()] == [14]


def test_the_watch_passes_on_with_a_word(offices: Offices, register: Register) -> None:
    """S11: a substitute exists when the moderator is away."""
    office = offices.supervision
    assert office.watch(WatchRequest(take=False, note=None), EVA).moderator is None
    office.watch(WatchRequest(take=True, note=None), EVA)
    office.watch(WatchRequest(take=True, note=" Håll ögonen på tråden om badet "), BO)
    told = office.watch(WatchRequest(take=False, note=None), EVA)
    assert (told.moderator, told.note) == ("Bo Exempel", "Håll ögonen på tråden om badet")
    assert told.since == NOW.replace(microsecond=0)
    kinds = [event.kind for event in register.history()]
    assert kinds.count("watch_taken") == 2
    assert "badet" not in str(register.history())


def test_a_question_waits_until_the_page_answers(offices: Offices) -> None:
    """S7 N5: no message is left unanswered; its words are kept no longer than that."""
    office = offices.supervision
    asked = NOW - timedelta(days=7)
    answer = office.supervise(look(questions=[question("1", asked), question("2", NOW)]), EVA)
    assert answer.unanswered == 2
    waiting = office.waiting()
    assert [one.late for one in waiting] == [True, False]
    assert waiting[0].question.text == "När öppnar badet?"
    office.supervise(look(questions=[question("2")], answered=["1"]), EVA)
    assert [one.question.permalink for one in office.waiting()] == [question("2").permalink]
    office.settle(office.waiting()[0].question.id, EVA)
    office.supervise(look(questions=[question("2"), question("1")]), EVA)
    assert office.waiting() == [], "what is settled is not asked again"
    assert office.log.answered(NOW - timedelta(days=1), NOW + timedelta(days=1)) == 2


def test_the_words_of_an_answered_question_are_gone(offices: Offices, register: Register) -> None:
    secret = "Vem grävde upp rabatten på Storgatan?"
    offices.supervision.supervise(look(questions=[question("1", text=secret)]), EVA)
    offices.supervision.supervise(look(answered=["1"]), EVA)
    with register.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT * FROM question").all()
    assert secret not in str(rows)


HOURS = Hours(
    days=(Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI),
    opens=time(8), closes=time(16, 30), answer_within=24, basis=policy.load("general").hours.basis,
)  # fmt: skip


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-11-20 15:30", "2026-11-23 09:00", 2.0),  # Friday afternoon to Monday morning
        ("2026-11-21 10:00", "2026-11-22 23:00", 0.0),
        ("2026-11-18 08:00", "2026-11-18 16:30", 8.5),
        ("2026-11-18 20:00", "2026-11-19 07:00", 0.0),
        ("2026-11-19 12:00", "2026-11-18 12:00", 0.0),
    ],
)
def test_only_hours_at_work_count(start: str, end: str, hours: float) -> None:
    first, last = (datetime.fromisoformat(one).replace(tzinfo=STOCKHOLM) for one in (start, end))
    assert worked(HOURS, first, last, STOCKHOLM) == timedelta(hours=hours)


moments = st.integers(0, 365 * 24 * 3600).map(
    lambda s: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)


@given(moments, moments, moments)
def test_hours_at_work_add_up(first: datetime, second: datetime, third: datetime) -> None:
    a, b, c = sorted((first, second, third))
    assert worked(HOURS, a, c, UTC) == worked(HOURS, a, b, UTC) + worked(HOURS, b, c, UTC)
    assert timedelta() <= worked(HOURS, a, c, UTC) <= c - a


def test_the_months_figures(offices: Offices) -> None:
    """H6: the work is measured."""
    offices.desk.capture(capture(), EVA, PICTURE)
    offices.supervision.supervise(look(read=10, flagged=1), EVA)
    offices.supervision.supervise(look(read=4, flagged=1, questions=[question("1")]), EVA)
    now = figures(offices.desk.register, NOW.date())
    assert (now.looks, now.days, now.read, now.flagged, now.waiting) == (2, 1, 14, 2, 1)
    assert sum(now.saved.values()) == sum(now.acts.values()) == sum(now.states.values()) == 1
    before = figures(offices.desk.register, date(2020, 2, 14))
    assert (before.looks, before.saved, before.hours_to_act) == (0, {}, None)
    since, until = bounds(date(2026, 12, 31))
    assert (since.astimezone().day, (until - timedelta(seconds=1)).astimezone().month) == (1, 12)


def test_the_report_is_archivable_and_opens_in_excel(offices: Offices, tmp_path: Any) -> None:
    offices.desk.capture(capture(), EVA, PICTURE)
    making = Making("sv", NOW, offices.desk.archive)
    months = [figures(offices.desk.register, one) for one in (date(2026, 10, 1), NOW.date())]
    document = tmp_path / "report.pdf"
    document.write_bytes(report.pdf(months[1], months[:1], making))
    assert preflight.objections(document) == ""
    report.xlsx(months, making, tmp_path / "report.xlsx")
    assert zipfile.is_zipfile(tmp_path / "report.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx").active
    assert sheet is not None
    found = {row[0]: row[1:] for row in sheet.iter_rows(values_only=True)}
    assert found["Sparade före åtgärd eller registrerade"] == (0, 1)


@pytest.fixture
def client(offices: Offices, pairings: Pairings) -> Iterator[FlaskClient]:
    login = Login()
    with app.create_app(offices, pairings, login, 48217).test_client() as client:
        send(client, "/login", code=login.code("Eva Exempel"))
        yield client


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, base_url=BASE, data=form, headers={"Origin": BASE})


def test_the_pages_tell_and_act(offices: Offices, client: FlaskClient) -> None:
    offices.supervision.supervise(look(questions=[question("1", NOW - timedelta(days=9))]), EVA)
    page = client.get("/supervision", base_url=BASE).text
    assert "14 av 18" in page
    assert "Mest relevanta" in page
    send(client, "/supervision/watch", note="Allt lugnt")
    assert "Allt lugnt" in client.get("/supervision", base_url=BASE).text
    waiting = client.get("/unanswered", base_url=BASE).text
    assert "När öppnar badet?" in waiting
    assert "för sent" in waiting
    send(client, f"/unanswered/{offices.supervision.waiting()[0].question.id}")
    assert "Inga obesvarade frågor" in client.get("/unanswered", base_url=BASE).text
    statistics = client.get("/statistics?month=2026-11", base_url=BASE)
    assert "november 2026" in statistics.text
    assert client.get("/statistics?month=nu", base_url=BASE).status_code == 404
    for form, start in (("pdf", b"%PDF"), ("xlsx", b"PK")):
        answer = client.get(f"/statistics.{form}?month=2026-11", base_url=BASE)
        assert io.BytesIO(answer.data).read(4).startswith(start)
    assert client.get("/statistics.doc", base_url=BASE).status_code == 404
