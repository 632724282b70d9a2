"""The municipality's own policy: the draft with what it changes, and each part of it as a form."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from companion.contract import Category
from companion.errors import Language
from companion.export.words import WORDS
from companion.office.rulebook import Rulebook, part_of, placed
from companion.policy import Policy, load, presets, text
from companion.policy.changes import changes
from companion.policy.faults import Fault
from companion.policy.fields import DECIDED, GENERAL, NONE, OWN, PARTS, UNTIL, YEARS, Part, shown
from companion.window.guard import acting, inside, spoken

_OWN_CHOICES = {
    OWN: "own_words",
    GENERAL: "general_words",
    NONE: "no_decision",
    DECIDED: "decided",
    UNTIL: "until_decision",
    YEARS: "for_years",
}
"""Choices of our own → their words."""


def add(pages: Blueprint, rulebook: Rulebook) -> None:
    """The draft, its parts, and what becomes of it."""

    @pages.get("/policy/draft")
    @inside
    def policy_draft() -> str:
        return _page(rulebook)

    @pages.post("/policy/draft")
    @inside
    def begin_policy() -> BaseResponse:
        rulebook.begin(request.form.get("preset") or None)
        return redirect(url_for("window.policy_draft"))

    @pages.get("/policy/draft/<key>")
    @inside
    def policy_part(key: str) -> BaseResponse:
        draft, part = rulebook.draft(), part_of(key)
        if draft is None or draft.policy is None:
            return redirect(url_for("window.policy_draft"))
        return Response(_form(rulebook, part, shown(part, draft.table), []))

    @pages.post("/policy/draft/<key>")
    @inside
    def edit_policy_part(key: str) -> BaseResponse:
        part = part_of(key)
        asked = {field.name: request.form.getlist(field.name) for field in part.fields}
        if faults := rulebook.edit(part, asked):
            return Response(_form(rulebook, part, asked, faults), 400)
        return redirect(url_for("window.policy_draft", _anchor=key))

    @pages.post("/policy/discard")
    @inside
    def discard_policy() -> BaseResponse:
        rulebook.discard()
        return redirect(url_for("window.policy"))

    @pages.post("/policy/use")
    @inside
    def use_policy() -> BaseResponse:
        rulebook.put_in_force(request.form.get("sha256", ""), acting())
        return redirect(url_for("window.policy"))


def _page(rulebook: Rulebook) -> str:
    draft, language = rulebook.draft(), spoken()
    after = draft.policy if draft else None
    now = rulebook.desk.policy
    return render_template(
        "policy_draft.html",
        draft=draft,
        after=after,
        changed=changes(now, after, language, WORDS[language]) if after else [],
        parts=_titles(after or now, language),
        first=next(iter(Category)),
        earlier=rulebook.earlier(),
        presets={name: load(name).name for name in presets()},
    )


def _titles(policy: Policy, language: Language) -> dict[str, str]:
    """Key of each part → its heading; a category's own name."""
    categories = {key.value: rule.label.in_(language) for key, rule in policy.categories.items()}
    return {key: categories.get(key) or part.title.in_(language) for key, part in PARTS.items()}


def _form(rulebook: Rulebook, part: Part, given: dict[str, list[str]], faults: list[Fault]) -> str:
    draft, language = rulebook.draft(), spoken()
    policy = (draft.policy if draft else None) or rulebook.desk.policy
    return render_template(
        "policy_part.html",
        part=part,
        title=_titles(policy, language)[part.key],
        given=given,
        faults=placed(part, faults),
        choices=_choices(policy, language),
    )


def _choices(policy: Policy, language: Language) -> dict[str, str]:
    """Value → words, of every choice there is."""
    terms = WORDS[language]
    return {
        **{key.value: rule.label.in_(language) for key, rule in policy.categories.items()},
        **{key.value: rule.label.in_(language) for key, rule in policy.grounds.items()},
        **{key.value: said.in_(language) for key, said in text.DAYS.items()},
        **{name: terms[name] for name in ("hide", "delete", "little_importance", "no_connection")},
        **{name: terms[word] for name, word in _OWN_CHOICES.items()},
        **{f"police.{key}": said.in_(language) for key, said in text.POLICE.items()},
    }
