"""The practice page: a municipality's page with comments, where nothing is real.

It has the structure of a Facebook timeline, so that the extension reads and acts on it as on a
real one. Moderators and substitutes train here without touching a real page (S11). Everything is
served from this computer, and what is done there is forgotten at reload.
"""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, redirect, request, send_from_directory, url_for
from werkzeug.wrappers import Response as AnyResponse

STATIC = Path(__file__).parent / "static"

KINDS = {
    "index.html": "text/html",
    "practice.css": "text/css",
    "practice.js": "text/javascript",
    "comment.js": "text/javascript",
    "acts.js": "text/javascript",
    "content.json": "application/json",
    "cover.svg": "image/svg+xml",
    "icon.svg": "image/svg+xml",
}
"""Every file with its media type: a Windows registry may say that JavaScript is plain text."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def blueprint() -> Blueprint:
    """`/practice/` and its files, without log-in."""
    made = Blueprint("practice", __name__, url_prefix="/practice")
    made.add_url_rule("/", "page", _page)
    names = ", ".join(f"'{name}'" for name in KINDS)
    made.add_url_rule(f"/<any({names}):name>", "file", _file)
    made.add_url_rule("/permalink.php", "permalink", _permalink)
    made.add_url_rule("/profile.php", "profile", _home)
    made.add_url_rule("/personer/<name>", "person", _home)
    made.after_request(_strict)
    return made


def _page() -> Response:
    return _file("index.html")


def _file(name: str) -> Response:
    return send_from_directory(STATIC, name, mimetype=KINDS[name])


def _permalink() -> AnyResponse:
    """A comment's own address, as the register keeps it: the page, at that comment."""
    found = request.args.get("reply_comment_id") or request.args.get("comment_id", "")
    comment = f"comment-{found}" if found.isdecimal() else None
    return redirect(url_for("practice.page", _anchor=comment))


def _home(**_: str) -> AnyResponse:
    """Invented people have no page of their own."""
    return redirect(url_for("practice.page", _anchor=None))


def _strict(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "no-cache"
    return response
