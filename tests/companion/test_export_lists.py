"""export: lists that cannot act, and from which no text is lost."""

from __future__ import annotations

import csv
import io

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.desk import Desk
from companion.export import csv_list
from companion.register import Actor, Query
from tests.companion.exporting import export
from tests.companion.samples import PICTURE, capture

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
ACTING = st.sampled_from("=+-@\t\r").map(lambda c: f"{c}1+1")
FEW = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)


def rows(content: bytes) -> list[list[str]]:
    assert content.startswith(b"\xef\xbb\xbf"), "Excel reads UTF-8 only with a BOM"
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@FEW
@given(text=ANYTHING | ACTING)
def test_no_cell_can_act_and_no_text_is_lost(desk: Desk, actor: Actor, text: str) -> None:
    desk.capture(capture(text=text), actor, PICTURE)
    found = rows(export(desk, "csv", Query()))
    column = list(csv_list.COLUMNS).index("text")
    cell = found[1][column]
    assert not cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text or cell == text
    assert {len(row) for row in found} == {len(csv_list.COLUMNS)}


def test_the_list_keeps_what_is_chosen(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(id="1", text="snö"), actor, PICTURE)
    desk.capture(capture(id="2", text="vatten"), actor, PICTURE)
    found = rows(export(desk, "csv", Query(text="vatten")))
    assert [row[0] for row in found] == ["Post", "2"]
