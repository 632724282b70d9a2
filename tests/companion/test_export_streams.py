"""export: the parts that make packages fast: reading ahead, histories together, a file's end in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from companion.desk import Desk
from companion.errors import EvidenceDamaged, ExportFailed
from companion.export.ahead import AHEAD, ahead
from companion.export.tail import KEPT, Tail
from companion.export.whole import write_whole
from companion.export.xml import Element, Form, document, fit, maker
from companion.register import Actor, Histories, Query
from tests.companion.samples import PICTURE, capture

ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=100)


def test_things_come_in_order_a_few_at_a_time() -> None:
    taken: list[int] = []

    def things() -> Iterator[int]:
        for number in range(50):
            taken.append(number)
            yield number

    for number, (thing, found) in enumerate(ahead(things(), lambda n: n * n)):
        assert (thing, found) == (number, number * number)
        assert len(taken) <= number + AHEAD + 1, "memory would grow with the number of entries"


def test_what_cannot_be_read_is_said_at_its_turn() -> None:
    """Evidence that is damaged stops the export there, and not before."""

    def read(number: int) -> int:
        if number == 7:
            raise EvidenceDamaged(sha256="7")
        return number

    reading = ahead(range(50), read)
    assert [next(reading)[0] for _ in range(7)] == list(range(7))
    with pytest.raises(EvidenceDamaged):
        next(reading)


def test_who_stops_early_waits_for_nothing_more() -> None:
    read: list[int] = []
    taking = ahead(range(1_000_000), lambda n: read.append(n))
    next(taking)
    taking.close()  # type: ignore[attr-defined]
    assert len(read) <= AHEAD + 2


@given(
    st.lists(st.tuples(st.integers(0, 3), st.binary(max_size=300)), max_size=40), st.integers(1, 50)
)
def test_a_tail_writes_what_a_file_would(steps: list[tuple[int, bytes]], kept: int) -> None:
    """Whatever is written, and wherever one goes back to mend it."""
    plain, below = io.BytesIO(), io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("companion.export.tail.KEPT", kept)
        tail = Tail(below)
        for back, data in steps:
            end = plain.tell()
            plain.write(data)
            tail.write(data)
            if back == 1 and data:
                for file in (plain, tail):
                    file.seek(end)
                    file.write(b"#")
                    file.seek(end + len(data))
            elif back == 2:
                for file in (plain, tail):
                    file.seek(0)
                    file.write(data[:1])
                    file.seek(max(len(plain.getvalue()), 0))
            assert plain.tell() == tail.tell()
        tail.close()
    assert below.getvalue() == plain.getvalue()


def test_a_zip_through_a_tail_is_a_zip(tmp_path: Path) -> None:
    names = {f"{number}.bin": bytes([number % 256]) * (number * 7_919) for number in range(60)}
    with (tmp_path / "a.zip").open("xb") as out, Tail(out) as tail, zipfile.ZipFile(tail, "w") as file:  # fmt: skip
        for name, content in names.items():
            file.writestr(name, content)
    assert sum(map(len, names.values())) > 10 * KEPT
    with zipfile.ZipFile(tmp_path / "a.zip") as file:
        assert file.testzip() is None
        assert {name: file.read(name) for name in file.namelist()} == names


def test_a_list_asks_for_no_history_and_a_package_for_many_at_once(
    desk: Desk, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE)
    asked: list[int] = []
    real = Histories.of

    def of(self: Histories, entry_ids: list[int]) -> object:
        asked.append(len(entry_ids))
        return real(self, entry_ids)

    monkeypatch.setattr(Histories, "of", of)
    desk.export("csv", Query(), tmp_path / "a.csv", actor)
    assert asked == []
    monkeypatch.setattr("companion.desk.TOGETHER", 3)
    made = desk.export("json", Query(), tmp_path / "a.json", actor)
    assert asked == [3, 3, 1]
    assert made.path.read_text("utf-8").count('"kind": "captured"') == 7


def test_many_histories_are_what_single_ones_are(desk: Desk, actor: Actor) -> None:
    for number in range(4):
        entry = desk.capture(capture(id=str(number), text=f"Text {number}"), actor, PICTURE).entry
        desk.register.note(entry, actor, "test", {"n": number})
    found = Histories(desk.register).of([1, 2, 3, 4, 99])
    assert found.pop(99) == []
    assert found == {entry: desk.register.history(entry) for entry in found}


def test_a_file_that_its_check_refuses_gets_no_name(tmp_path: Path) -> None:
    """Each package is read back before it gets its name."""

    def refuse(_: Path) -> None:
        raise ExportFailed(reason="test")

    def fill(path: Path) -> None:
        path.write_bytes(b"x")

    with pytest.raises(ExportFailed):
        write_whole(tmp_path / "out" / "a", fill, refuse)
    assert list((tmp_path / "out").iterdir()) == []
    write_whole(tmp_path / "out" / "a", fill)
    assert (tmp_path / "out" / "a").read_bytes() == b"x"


@given(ANYTHING, ANYTHING)
def test_whatever_the_text_the_xml_is_well_formed_and_says_it(text: str, value: str) -> None:
    """XML is written as text; another parser must read back what was meant."""
    make = maker("")
    root = make("a", make("b", text), make("c", None, x=value, y=None), make("d", Element("<e/>")))
    found = etree.fromstring(document(root).encode())
    assert (found.findtext("b") or "") == fit(text)
    assert found.find("c").attrib == {"x": fit(value)}
    assert found.find("d/e") is not None
    filled = Form(make("f", make("g", "{one}"), x="{two}")).filled(one=text, two=value)
    found = etree.fromstring(document(filled).encode())
    assert (found.findtext("g") or "", found.get("x")) == (fit(text), fit(value))
