"""`companion export --where`: the register's own search, strictly: a field that says nothing is an error."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from companion import __main__ as command
from companion import app, settings
from companion.contract import Category
from companion.errors import BadRequest
from companion.export_command import query
from companion.register import Actor
from tests.companion.samples import PICTURE, capture


def test_the_fields_are_those_of_the_search_form() -> None:
    found = query(["category=insult", "q=två ord", "since=2026-11-01", "show=unsettled"])
    assert (found.category, found.text, found.unsettled) == (Category.INSULT, "två ord", True)
    assert found.since is not None
    assert query([]).category is None


@pytest.mark.parametrize(
    "where",
    [
        "category=okänd",
        "since=igår",
        "until=2026-13-01",
        "show=allt",
        "state=",
        "namn=x",
        "insult",
        "order=fel",
    ],
)
def test_what_makes_no_sense_exports_nothing(where: str) -> None:
    with pytest.raises(BadRequest):
        query([where])


def test_a_selection_is_written(tmp_path: Path) -> None:
    """S4: what is registered can be searched, and what was found leaves as a list."""
    chosen = settings.load(tmp_path / "data")
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    desk.capture(capture(), Actor(moderator="Eva", client="t"), PICTURE)
    desk.register.close()
    for where, rows in (("category=insult", 2), ("category=crime", 1)):
        to = tmp_path / f"{rows}.csv"
        words = ["--data", str(chosen.data), "export", "--format", "csv"]
        assert command.main([*words, "--where", where, "--to", str(to)]) == 0
        with to.open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file, delimiter=";"))) == rows
    refused = ["--data", str(chosen.data), "export", "--format", "csv", "--where", "x=1"]
    assert command.main([*refused, "--to", str(tmp_path / "no.csv")]) == 1
    assert not (tmp_path / "no.csv").exists()
