"""The practice page: served alone, strict, and nothing on it is real (S11)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from companion import practice


@pytest.fixture
def client() -> FlaskClient:
    app = Flask("practice-test", static_folder=None)
    app.register_blueprint(practice.blueprint())
    return app.test_client()


def comments() -> list[dict[str, object]]:
    """Every comment and reply of the page."""
    content = json.loads((practice.STATIC / "content.json").read_text(encoding="utf-8"))
    roots = [comment for post in content["posts"] for comment in post["comments"]]
    return [each for root in roots for each in (root, *root.get("replies", []))]


def test_page_says_that_nothing_is_real(client: FlaskClient) -> None:
    """S11: substitutes train without touching a real page, and can see that they do."""
    with client.get("/practice/") as answer:
        page = answer.get_data(as_text=True)
    assert "Övningssida – inget här är på riktigt" in page
    assert "nothing here is real" in page


@pytest.mark.parametrize(("name", "kind"), practice.KINDS.items())
def test_files_carry_their_own_type_and_a_strict_policy(
    client: FlaskClient, name: str, kind: str
) -> None:
    """Windows may call JavaScript plain text; with nosniff it would not run."""
    answer = client.get("/practice/" if name == "index.html" else f"/practice/{name}")
    assert answer.status_code == 200
    assert answer.mimetype == kind
    assert answer.headers["Content-Security-Policy"] == practice.POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_every_file_is_served() -> None:
    assert {path.name for path in practice.STATIC.iterdir()} == set(practice.KINDS)


@pytest.mark.parametrize(
    "name", ["../__init__.py", "__init__.py", "missing.js", "%2e%2e/__init__.py"]
)
def test_nothing_else_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/practice/{name}").status_code == 404


def test_policy_allows_nothing_inline_and_nothing_from_outside() -> None:
    assert "unsafe" not in practice.POLICY
    assert "http" not in practice.POLICY
    page = (practice.STATIC / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", page)


@pytest.mark.parametrize("path", sorted(practice.STATIC.iterdir()), ids=lambda path: path.name)
def test_no_file_leads_to_a_real_site(path: Path) -> None:
    """Only names under .example, which nobody can own, and the names of XML vocabularies."""
    for host in re.findall(r"https?://([^/\"'\s)]+)", path.read_text(encoding="utf-8")):
        assert host == "www.w3.org" or host.endswith(".example")


@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("story_fbid=1&id=2&comment_id=9107199254743005", "#comment-9107199254743005"),
        (
            "comment_id=9107199254741001&reply_comment_id=9107199254741002",
            "#comment-9107199254741002",
        ),
        ("comment_id=%22%3E%3Cscript%3E", ""),
        ("", ""),
    ],
)
def test_permalink_leads_to_the_comment(client: FlaskClient, query: str, anchor: str) -> None:
    """The register keeps a comment's address: it must lead back to it."""
    answer = client.get(f"/practice/permalink.php?{query}")
    assert answer.status_code == 302
    assert answer.location == f"/practice/{anchor}"


@pytest.mark.parametrize(
    "path", ["profile.php?id=100090000000104", "personer/elsa.nordvall.ovning"]
)
def test_people_lead_back_to_the_page(client: FlaskClient, path: str) -> None:
    assert client.get(f"/practice/{path}").location == "/practice/"


def test_some_thirty_comments_with_ids_beyond_a_javascript_number() -> None:
    ids = [str(comment["id"]) for comment in comments()]
    assert 30 <= len(ids) <= 40
    assert len(set(ids)) == len(ids)
    assert all(int(each) > 2**53 for each in ids)


def test_only_test_and_fiction_numbers() -> None:
    """Personnummer from the tax authority's test numbers, telephone numbers that lead to no one."""
    text = "\n".join(str(comment["text"]) for comment in comments())
    assert re.findall(r"\b\d{8}-\d{4}\b", text) == ["19570428-9999"]
    phones = re.findall(r"\b0\d{1,3}-\d{5,8}\b", text)
    assert phones
    assert all(re.fullmatch(r"070-17406\d\d|08-465004\d\d", phone) for phone in phones)
