"""Before and around every page: who is inside, whose form it is, and what every page is told."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec

from flask import Response, g, redirect, request, session, url_for
from flask_babel import get_locale
from werkzeug.wrappers import Response as BaseResponse

from companion.errors import ForeignOrigin, Language, NotAllowed
from companion.export.words import WORDS
from companion.office.staff import Staff
from companion.register import Actor, Entry
from companion.register.people import Person
from companion.window import permissions

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

CLIENT = "fönstret"
"""With what a person acts here, as events say it."""

READING = ("GET", "HEAD")
"""Methods that change nothing."""

P = ParamSpec("P")
View = Callable[P, "str | BaseResponse"]


def let_in(person: str) -> None:
    """From now on this session is this person's."""
    session["in"] = person


def acting() -> Actor:
    """Who acts: the person who logged in."""
    return Actor(moderator=session["in"], client=CLIENT)


def check_roles(staff: Staff) -> None:
    """Refuse what is not for the roles of who is logged in (window/permissions.py). Raises NotAllowed."""
    name, endpoint = session.get("in"), request.endpoint
    if not name or endpoint is None:
        return
    person = staff.named(name)
    if person is None or not person.active:
        session.clear()
        return
    act = request.method not in READING
    if not person.may(permissions.allowed(endpoint, act=act)):
        raise NotAllowed(person=name)
    g.person = person


def may(endpoint: str) -> bool:
    """May who is logged in use this page or button?"""
    person: Person | None = g.get("person")
    return person is not None and person.may(permissions.allowed(f"window.{endpoint}", act=False))


def sees(entry: Entry) -> bool:
    """May who is logged in see what is in it?

    With a secrecy marking only those who register or archive, and who made the entry (OSL 5:5).
    """
    person: Person | None = g.get("person")
    if person is None or not entry.marked:
        return person is not None
    return person.may(permissions.KEEPERS) or person.name == entry.moderator


def check_sight(entry: Entry) -> None:
    """Refuse an entry that is not for the eyes of who is logged in. Raises NotAllowed."""
    if not sees(entry):
        raise NotAllowed(person=session["in"])


def inside(view: View[P]) -> View[P]:
    """Only for who has logged in."""

    @functools.wraps(view)
    def guarded(*arguments: P.args, **named: P.kwargs) -> str | BaseResponse:
        if not session.get("in"):
            return redirect(url_for("window.log_in"))
        return view(*arguments, **named)

    return guarded


def same_site() -> None:
    """Refuse a form that another page sent. Raises ForeignOrigin."""
    if request.method in READING:
        return
    origin = request.headers.get("Origin")
    if origin != request.host_url.rstrip("/"):
        raise ForeignOrigin(origin=origin or "okänt håll")


def protect(response: Response) -> Response:
    """Nothing but our own scripts, styles and pictures."""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Frame-Options"] = "DENY"
    return response


def reader() -> dict[str, object]:
    """The reader's language, and the words in it."""
    language = spoken()
    return {"language": language, "terms": WORDS[language], "may": may}


def spoken() -> Language:
    """The language of this answer."""
    return "en" if str(get_locale()) == "en" else "sv"
