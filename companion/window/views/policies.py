"""The municipality's rules as a page."""

from __future__ import annotations

from flask import Blueprint, render_template

from companion import policy as policies
from companion.contract import Category
from companion.desk import Desk
from companion.errors import NotFound
from companion.policy import Policy, text
from companion.window.guard import inside


def add(pages: Blueprint, desk: Desk) -> None:
    """The rules in force, and every preset."""

    @pages.get("/policy")
    @inside
    def policy() -> str:
        return _policy_page(desk.policy, shown=None)

    @pages.get("/policy/<name>")
    @inside
    def preset(name: str) -> str:
        if name not in policies.presets():
            raise NotFound
        return _policy_page(policies.load(name), shown=name)


def _policy_page(shown_policy: Policy, shown: str | None) -> str:
    return render_template(
        "policy.html",
        policy=shown_policy,
        shown=shown,
        in_force=shown is None,
        presets={name: policies.load(name).name for name in policies.presets()},
        categories=list(Category),
        police=text.POLICE,
        retention=text.retention,
        hours=text.hours,
    )
