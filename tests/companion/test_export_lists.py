"""export: lists that cannot act, and from which no text is lost."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import jsonschema
import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from companion.desk import Desk
from companion.export import json_list, xlsx_list
from companion.export.columns import COLUMNS
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
    column = list(COLUMNS).index("text")
    cell = found[1][column]
    assert not cell.lstrip(" \n").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cell.removeprefix("'") == text or cell == text
    assert {len(row) for row in found} == {len(COLUMNS)}


def test_the_list_keeps_what_is_chosen(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(id="1", text="snö"), actor, PICTURE)
    desk.capture(capture(id="2", text="vatten"), actor, PICTURE)
    found = rows(export(desk, "csv", Query(text="vatten")))
    assert [row[0] for row in found] == ["Post", "2"]


def sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).active


@FEW
@given(text=ANYTHING | ACTING | st.just("_x0041_") | st.just("https://example.org {=1+1}"))
def test_no_cell_of_the_workbook_can_act(desk: Desk, actor: Actor, text: str) -> None:
    desk.capture(capture(text=text), actor, PICTURE)
    found = sheet(export(desk, "xlsx", Query()))
    cell = found.cell(2, list(COLUMNS).index("text") + 1)
    same = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = openpyxl.utils.escape.unescape(cell.value or "")
    assert shown == same
    assert {one.data_type for row in found.iter_rows(min_row=2) for one in row} <= {"s", "n"}
    numbers = [one.column for one in found[2] if one.data_type == "n" and one.value is not None]
    assert numbers == [1]
    assert not any(one.hyperlink for row in found.iter_rows() for one in row)


def test_a_text_longer_than_a_cell_says_what_is_missing(desk: Desk, actor: Actor) -> None:
    desk.capture(capture(text="å" + "🤬" * 30_000), actor, PICTURE)
    found = sheet(export(desk, "xlsx", Query())).cell(2, list(COLUMNS).index("text") + 1).value
    assert len(found.encode("utf-16-le")) // 2 <= xlsx_list.MAX_CELL
    shown, _, rest = found.partition(" […] [")
    assert len(shown) + int(rest.split(" ")[0]) == 30_001


def test_the_workbook_has_every_entry_once(desk: Desk, actor: Actor) -> None:
    for number in range(5):
        desk.capture(capture(id=str(number), text=f"nummer {number}"), actor, PICTURE)
    found = sheet(export(desk, "xlsx", Query()))
    assert [cell.value for cell in found["A"]] == ["Post", 5, 4, 3, 2, 1]
    assert [cell.value for cell in found[1]] == list(COLUMNS.values())


def test_the_workbook_opens_whole_also_for_who_reads_a_row_at_a_time(
    desk: Desk, actor: Actor
) -> None:
    """The filter covers every row, and no declared size makes a streaming reader stop early."""
    for number in range(3):
        desk.capture(capture(id=str(number), text=f"nummer {number}"), actor, PICTURE)
    content = export(desk, "xlsx", Query())
    whole = sheet(content)
    assert whole.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(len(COLUMNS))}4"
    assert whole.freeze_panes == "B2"
    assert whole["B2"].alignment.wrap_text
    streamed = openpyxl.load_workbook(io.BytesIO(content), read_only=True).active
    rows = [list(row) for row in streamed.iter_rows(values_only=True)]
    assert [row[0] for row in rows] == ["Post", 3, 2, 1]


@FEW
@given(text=ANYTHING)
def test_json_follows_its_schema_and_loses_nothing(desk: Desk, actor: Actor, text: str) -> None:
    entry = desk.capture(capture(text=text), actor, PICTURE).entry
    schema = json.loads(json_list.SCHEMA.read_text("utf-8"))
    found = json.loads(export(desk, "json", Query()))
    jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    ).validate(found)
    first = next(one for one in found["entries"] if one["id"] == entry)
    assert first["text"] == text
    assert first["history"][0]["kind"] == "captured"
    assert json_list.RegisterExport.model_validate(found).entries


def test_an_empty_register_is_valid_json(desk: Desk) -> None:
    assert json.loads(export(desk, "json", Query()))["entries"] == []


def test_the_published_schema_is_what_the_program_follows() -> None:
    jsonschema.Draft202012Validator.check_schema(json_list.schema())
    assert json_list.SCHEMA.read_text("utf-8") == json_list.schema_text(), (
        "write it anew: python -c 'from companion.export import json_list as j; "
        'j.SCHEMA.write_text(j.schema_text(), "utf-8")\''
    )
