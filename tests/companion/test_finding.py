"""finding: searches and views leave their trace, and no search selects persons by sensitive data."""

from __future__ import annotations

import pytest

from companion.contract import Category
from companion.desk import Desk
from companion.errors import BadRequest, SensitiveSearch
from companion.office import Offices
from companion.register import Actor, Query
from companion.register.search import SENSITIVE
from tests.companion.exporting import export
from tests.companion.samples import PICTURE, capture


def searched(desk: Desk) -> list[dict[str, object]]:
    return [{**one.facts} for one in desk.register.history() if one.kind == "searched"]


def test_a_free_text_search_is_logged_without_its_text(
    desk: Desk, offices: Offices, actor: Actor
) -> None:
    """dataskyddslagen 3:3: free-text search is logged; the words, and any hash of them, are not in the chain."""
    desk.capture(capture(), actor, PICTURE)
    offices.finding.search(Query(text="Påhittad", category=Category.INSULT), actor)
    [facts] = searched(desk)
    assert facts["letters"] == {"text": 8}
    assert (facts["chosen"], facts["found"], facts["more"]) == (["category"], 1, False)
    assert set(facts) == {"letters", "chosen", "found", "more", "client"}
    assert desk.register.broken_events() == []


def test_choosing_from_lists_and_turning_pages_is_no_search(
    desk: Desk, offices: Offices, actor: Actor
) -> None:
    offices.finding.search(Query(category=Category.INSULT), actor)
    offices.finding.search(Query(text="  "), actor)
    offices.finding.search(Query(text="snö", before=7), actor)
    assert searched(desk) == []
    offices.finding.search(Query(author="Åke"), actor)
    offices.finding.search(Query(diarienummer="KS"), actor)
    assert [one["letters"] for one in searched(desk)] == [{"author": 3}, {"diarienummer": 2}]


def test_an_export_of_a_search_is_logged_without_its_text(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(), actor, PICTURE)
    export(desk, "csv", Query(text="Påhittad"))
    [event] = [one for one in desk.register.history() if one.kind == "exported"]
    assert event.facts["letters"] == {"text": 8}
    assert "Påhittad" not in str(event.facts)


@pytest.mark.parametrize("category", sorted(SENSITIVE))
def test_no_sender_is_searched_for_by_what_is_sensitive(
    desk: Desk, offices: Offices, actor: Actor, category: Category
) -> None:
    """dataskyddslagen 3:3: no facet by beliefs or health for a person, by no way round: list, count, export, words."""
    named = {"decision": {"category": category.value}, "text": "Åke skrev det här", "id": "1"}
    desk.capture(capture(**named), actor, PICTURE)  # type: ignore[arg-type]
    query = Query(author="Åke", category=category)
    for ask in (
        lambda: offices.finding.search(query, actor),
        lambda: desk.register.count(query),
        lambda: list(desk.register.each(query)),
        lambda: export(desk, "csv", query),
    ):
        with pytest.raises(SensitiveSearch):
            ask()
    assert desk.entries(Query(text="Påhittad", category=category)).total == 0, "the sender's name"
    assert desk.entries(Query(text="På", category=category)).total == 0
    assert desk.entries(Query(text="skrev", category=category)).total == 1, "what was written"
    assert desk.entries(Query(author="Påhittad")).total == 1


def test_what_tells_of_health_beliefs_or_secrets_is_sensitive() -> None:
    assert {Category.DISTRESS, Category.HATE, Category.CONFIDENTIAL} <= SENSITIVE
    assert Category.COMMERCIAL not in SENSITIVE


def test_each_view_of_a_marked_entry_is_logged(desk: Desk, offices: Offices, actor: Actor) -> None:
    """OSL 5:5, and the issue's every view: with who and what; of others none."""
    entry = desk.register.entry(desk.capture(capture(), actor, PICTURE).entry)
    offices.finding.view(entry, actor, "page")
    marked = offices.registration.mark(entry.id, actor, provision="OSL 21 kap. 1 §")
    other = Actor(moderator="Bo Annan", client="fönstret")
    offices.finding.view(marked, other, "page")
    offices.finding.view(marked, other, "picture")
    viewed = [one for one in desk.register.history(entry.id) if one.kind == "viewed"]
    assert [(one.actor, one.facts["what"]) for one in viewed] == [
        ("Bo Annan", "page"),
        ("Bo Annan", "picture"),
    ]
    export(desk, "csv", Query())
    assert offices.finding.history(entry.id)[-1].facts["marked"] == [entry.id]


def test_each_person_keeps_searches_of_their_own(offices: Offices, actor: Actor) -> None:
    finding, other = offices.finding, Actor(moderator="Bo Annan", client="t")
    finding.keep(actor, "  Mina  hot ", {"category": "crime"})
    finding.keep(actor, "Mina hot", {"category": "hate"})
    finding.keep(other, "Mina hot", {"q": "snö"})
    assert finding.saved.of("Eva Exempel") == {"Mina hot": {"category": "hate"}}
    finding.saved.forget("Eva Exempel", "Mina hot")
    assert finding.saved.of("Eva Exempel") == {}
    assert finding.saved.of("Bo Annan") == {"Mina hot": {"q": "snö"}}
    with pytest.raises(BadRequest):
        finding.keep(actor, " ", {})
