"""Updates of how pages are read: only from the publisher, never backwards, and none at all is all right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from companion.contract import PAGE_RULES_KEY, Nothing
from companion.errors import PageRulesRefused
from companion.office.page_rules import LARGEST, NAME, PageRules
from companion.register import Actor

KEY = Ed25519PrivateKey.from_private_bytes(
    bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
)
"""RFC 8032, 7.1, test 1: public knowledge, and so nobody's key."""
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
ACTOR = Actor(moderator="Test", client="Test")


def signed(number: int, key: Ed25519PrivateKey = KEY) -> str:
    """A file's text."""
    rules = json.dumps({"format": 1, "version": number})
    return json.dumps({"rules": rules, "signature": key.sign(rules.encode()).hex()})


@pytest.fixture
def page_rules(tmp_path: Path) -> PageRules:
    return PageRules(tmp_path, PUBLIC)


def brought(page_rules: PageRules, text: str | bytes) -> int:
    file = page_rules.data / "from-publisher.json"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return page_rules.bring(file)


def test_an_update_is_used_until_it_is_forgotten(page_rules: PageRules) -> None:
    assert page_rules.rules(Nothing(), ACTOR).signed is None
    assert brought(page_rules, signed(7)) == 7
    found = page_rules.rules(Nothing(), ACTOR).signed
    assert found is not None
    assert json.loads(found.rules)["version"] == 7
    page_rules.forget()
    assert page_rules.rules(Nothing(), ACTOR).signed is None


def test_another_signature_is_refused(page_rules: PageRules) -> None:
    """A wrong signature is refused, and what was in use stays so."""
    brought(page_rules, signed(7))
    with pytest.raises(PageRulesRefused):
        brought(page_rules, signed(8, Ed25519PrivateKey.generate()))
    found = page_rules.in_use()
    assert found is not None
    assert json.loads(found.rules)["version"] == 7


def test_older_ones_are_refused(page_rules: PageRules) -> None:
    """Nobody can be led back to rules that were replaced."""
    brought(page_rules, signed(7))
    with pytest.raises(PageRulesRefused):
        brought(page_rules, signed(6))
    assert brought(page_rules, signed(7)) == 7


@given(at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_any_changed_byte_is_refused(
    tmp_path_factory: pytest.TempPathFactory, at: int, byte: int
) -> None:
    """Whatever is changed in the text: it is the same update, or none."""
    page_rules = PageRules(tmp_path_factory.mktemp("rules"), PUBLIC)
    before = signed(7).encode()
    place = at % len(before)
    changed = before[:place] + bytes([byte]) + before[place + 1 :]
    try:
        assert brought(page_rules, changed) == 7
    except PageRulesRefused:
        assert page_rules.in_use() is None


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[]", b"x" * (LARGEST + 1)])
def test_what_is_no_such_file_is_refused(page_rules: PageRules, content: bytes) -> None:
    with pytest.raises(PageRulesRefused):
        brought(page_rules, content)


def test_a_damaged_file_is_none(page_rules: PageRules) -> None:
    """What ships always remains."""
    (page_rules.data / NAME).write_text(signed(9)[:-9] + '00000000"}', "utf-8")
    assert page_rules.rules(Nothing(), ACTOR).signed is None


def test_without_a_version_it_is_none(page_rules: PageRules) -> None:
    rules = "{}"
    text = json.dumps({"rules": rules, "signature": KEY.sign(rules.encode()).hex()})
    with pytest.raises(PageRulesRefused):
        brought(page_rules, text)


def test_the_publishers_key_is_no_test_key() -> None:
    assert PageRules(Path()).key == PAGE_RULES_KEY != PUBLIC
    assert len(bytes.fromhex(PAGE_RULES_KEY)) == 32
