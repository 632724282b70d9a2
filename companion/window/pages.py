"""The window's pages put together; each group of them is a module in `views`."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, render_template, session

from companion.errors import CompanionError, Language
from companion.export.times import local
from companion.office import Offices
from companion.pairing import Pairings
from companion.register import Condition, Query
from companion.register.deliveries import NEEDS_PERSON
from companion.window.guard import check_roles, protect, reader, same_site
from companion.window.login import Login
from companion.window.views import (
    browsers,
    channels,
    deliveries,
    disclosure,
    disposal,
    entry,
    exporting,
    guide,
    handbook,
    handling,
    keeping,
    log_in,
    people,
    policies,
    policy_editing,
    register,
    registering,
    supervision,
)

TRANSLATIONS = Path(__file__).parent / "translations"


def blueprint(offices: Offices, pairings: Pairings, login: Login) -> Blueprint:
    """All pages; each but log-in and its own static files needs a session."""
    pages = Blueprint(
        "window",
        __name__,
        static_folder="static",
        static_url_path="/static",
        template_folder="templates",
    )
    pages.add_app_template_filter(local)
    pages.before_request(same_site)
    pages.before_request(lambda: check_roles(offices.staff))
    pages.after_request(protect)
    pages.context_processor(lambda: _common(offices, pairings))
    log_in.add(pages, offices, login)
    register.add(pages, offices)
    registering.add(pages, offices)
    handling.add(pages, offices)
    entry.add(pages, offices)
    disclosure.add(pages, offices)
    browsers.add(pages, offices.staff, pairings, login)
    channels.add(pages, offices.channels)
    people.add(pages, offices.staff, login)
    deliveries.add(pages, offices)
    exporting.add(pages, offices)
    policies.add(pages, offices.desk)
    policy_editing.add(pages, offices.rulebook)
    disposal.add(pages, offices)
    keeping.add(pages, offices)
    supervision.add(pages, offices)
    handbook.add(pages)
    guide.add(pages, offices.guide, pairings)
    return pages


def problem(error: CompanionError, language: Language) -> Response:
    """An error as a page."""
    page = render_template("problem.html", words=error.words(language), **reader())
    return protect(Response(page, status=error.status))


def _common(offices: Offices, pairings: Pairings) -> dict[str, object]:
    if not session.get("in"):
        return reader()
    count = offices.desk.entries
    return reader() | {
        "guide_left": lambda: offices.guide.left(paired=bool(pairings.paired())),
        "unanswered_questions": len(offices.supervision.log.waiting()),
        "unsettled": count(Query(unsettled=True, limit=1)),
        "undelivered": offices.outbox.deliveries.count(NEEDS_PERSON),
        "unregistered": count(Query(condition=Condition.UNREGISTERED, limit=1)),
    }
