"""receivers.toml: every key checked, every fault named, and no secret in it or in what is said of it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from companion.delivery import load
from companion.delivery.receivers import TEMPLATE
from companion.errors import ReceiversInvalid

MAIL = {
    "name": '"registrator"',
    "kind": '"mail"',
    "server": '"smtp.exempelby.example"',
    "port": "587",
    "security": '"starttls"',
    "user": '"uppsikt"',
    "sender": '"uppsikt@exempelby.example"',
    "to": '"registrator@exempelby.example"',
}
PUBLIC360 = {
    "name": '"p360"',
    "kind": '"public360"',
    "address": '"https://p360.example/"',
    "document": '{ CaseNumber = "2026/1" }',
}


def written(folder: Path, *tables: Mapping[str, str | None]) -> Path:
    """The file with these receivers; a key that is null is left out."""
    parts = [
        "[[receiver]]\n" + "\n".join(f"{key} = {value}" for key, value in table.items() if value)
        for table in tables
    ]
    (folder / "receivers.toml").write_text("\n".join(parts), "utf-8")
    return folder


def test_the_first_time_the_file_is_made_with_examples(tmp_path: Path) -> None:
    assert load(tmp_path) == {}
    assert (tmp_path / "receivers.toml").read_text("utf-8") == TEMPLATE


def test_every_example_in_it_is_right(tmp_path: Path) -> None:
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines()]
    kept = [line for line in lines if line.startswith("[") or " = " in line]
    (tmp_path / "receivers.toml").write_text("\n".join(kept), "utf-8")
    assert [one.kind for one in load(tmp_path).values()] == [
        "mail",
        "folder",
        "public360",
        "platina",
    ]


def test_receivers_are_read_in_order(tmp_path: Path) -> None:
    found = load(written(tmp_path, MAIL, PUBLIC360))
    assert list(found) == ["registrator", "p360"]
    assert getattr(found["p360"], "address", None) == "https://p360.example"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (MAIL | {"servr": '"x"'}, 'okänd nyckel "servr"'),
        (MAIL | {"server": None}, '"server" saknas'),
        (MAIL | {"kind": '"fax"'}, '"kind" ska vara en av "mail", "folder"'),
        (MAIL | {"kind": None}, '"kind" ska vara en av'),
        (MAIL | {"port": '"587"'}, '"port" har ett värde som inte går att använda'),
        (MAIL | {"port": "70000"}, '"port" har ett värde'),
        (MAIL | {"security": '"ssl"'}, '"security" har ett värde'),
        (MAIL | {"security": '"none"'}, 'med "user" ska "security" vara'),
        (MAIL | {"to": '"registrator"'}, '"to" har ett värde'),
        (MAIL | {"to": '"a@b.example\\r\\nBcc: c@d.example"'}, '"to" har ett värde'),
        (MAIL | {"name": '"../x"'}, '"name" har ett värde'),
        (PUBLIC360 | {"address": '"http://p360.example"'}, '"address" har ett värde'),
    ],
)
def test_a_fault_is_named_by_receiver_and_key(
    tmp_path: Path, table: Mapping[str, str | None], said: str
) -> None:
    with pytest.raises(ReceiversInvalid) as raised:
        load(written(tmp_path, PUBLIC360 | {"name": '"first"'}, table))
    assert f"mottagare 2: {said}" in str(raised.value)
    assert "receiver 2: " in raised.value.words("en").what


@pytest.mark.parametrize("key", ["password", "authkey", "client_secret", "token"])
def test_a_secret_has_no_place_there_and_is_not_repeated(tmp_path: Path, key: str) -> None:
    with pytest.raises(ReceiversInvalid) as raised:
        load(written(tmp_path, MAIL | {key: '"hemligt"'}))
    assert "companion deliver --secret" in str(raised.value)
    assert "hemligt" not in repr(raised.value) + str(raised.value) + repr(raised.value.__cause__)


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReceiversInvalid, match="två mottagare"):
        load(written(tmp_path, MAIL, MAIL))


@pytest.mark.parametrize("text", ["[[receiver", "port = 1", "receiver = 3", "\xff"])
def test_what_is_no_list_of_receivers_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "receivers.toml").write_bytes(text.encode("latin-1"))
    with pytest.raises(ReceiversInvalid):
        load(tmp_path)


def test_the_template_is_toml_as_it_stands() -> None:
    assert tomllib.loads(TEMPLATE) == {}
