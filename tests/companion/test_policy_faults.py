"""policy: what is wrong in a file is named by line and remedy, whatever is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import policy
from companion.errors import PolicyInvalid
from companion.policy import Policy

NAMES = [*policy.presets(), "practice"]
TEXTS = {name: (policy.PRESETS / f"{name}.toml").read_text("utf-8") for name in NAMES}
GENERAL = TEXTS["general"][TEXTS["general"].index("name = ") :]
"""Without the comment at its head, which explains the keys."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("policies")


def loaded(folder: Path, text: str | bytes) -> Policy:
    path = folder / "own.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return policy.load(str(path))


def refused(folder: Path, text: str | bytes) -> PolicyInvalid:
    with pytest.raises(PolicyInvalid) as caught:
        loaded(folder, text)
    return caught.value


def line_of(needle: str, text: str = GENERAL) -> int:
    """Where a text stands in a file, from 1."""
    assert needle in text
    return text[: text.index(needle)].count("\n") + 1


WRONG = [
    # what is in the file, what is written instead, what stands on the line named, what the remedy says
    ("[categories.hate]", "[categories.hatred]", "[categories.hatred]", '"hate"'),
    ('act = "hide"', 'act = "burn"', 'act = "burn"', "'hide' eller 'delete'"),
    ('act = "hide"', 'act = "delete"', 'act = "delete"', "[disposal]"),
    ('act = "hide"\n', "", "[categories.insult]", "act = …"),
    ('ground = "page_rule"', 'ground = "law"', 'ground = "law"', "bbs_threat"),
    ('police = "victim"', 'police = "always"', 'police = "always"', "victim"),
    ('police = "victim"', "police = true", "police = true", "victim"),
    ('source = "Smed', 'sorce = "Smed', 'sorce = "Smed', '"source"'),
    ('"until_decision"', '"for ever"', "for ever", "tabell"),
    ('"until_decision"', "{ years = 2 }", "{ years = 2 }", "decision"),
    ('"until_decision"', '{ years = 0, decision = "x" }', "retention = { years", "minst 1"),
    ('"until_decision"', '{ years = "2", decision = "x" }', "retention = { years", "heltal"),
    ('"until_decision"', '{ years = 2, decision = "" }', "retention = { years", "inte vara tom"),
    ("name = ", "nome = ", "nome = ", '"name"'),
    ('name = "Allmän policy"', "name = 5", "name = ", "citattecken"),
    ("[categories.insult]", "[categories.insult", "[categories.insult", "TOML"),
    ("[texts]", "[text]", "[text]", '"texts"'),
    ("[hours]\n", "", "days = ", "[rubrik]"),
    ('"mon"', '"man"', "days = ", "'mon'"),
    ('["mon", "tue", "wed", "thu", "fri"]', "[]", "days = ", "inte vara tom"),
    ('["mon", "tue", "wed", "thu", "fri"]', '"mon"', "days = ", "lista"),
    ("opens = 08:00:00", 'opens = "08:00"', "opens = ", "08:00:00"),
    ("closes = 16:30:00", "closes = 07:30:00", "closes = ", "senare klockslag"),
    ("answer_within = 8", "answer_within = 8.5", "answer_within = ", "heltal"),
    ("answer_within = 8", "answer_within = 0", "answer_within = ", "minst 1"),
    ("answer_within = 8", "answer_within = 9999", "answer_within = ", "mindre tal"),
    ("{rule}", "", "removed = ", "{rule}"),
    ("{contact}", "{who}", "removed = ", "{contact}"),
    ("{rules}", "{rules} {rules}", "notice = ", "{rules}"),
    ("Tack för", "Tack {name} för", "political = ", "Ta bort klamrarna"),
    ('"none"', '"all"', 'disposal = "all"', "tabell"),
    ('website = ""', "website = 1", "website = ", "citattecken"),
    ("phone = ", "fone = ", "fone = ", '"phone"'),
]


@pytest.mark.parametrize(("found", "instead", "on", "remedy"), WRONG)
def test_what_is_wrong_is_named(
    folder: Path, found: str, instead: str, on: str, remedy: str
) -> None:
    assert found in GENERAL
    changed = GENERAL.replace(found, instead, 1)
    error = refused(folder, changed)
    words = error.words("sv")
    assert f"rad {line_of(on, changed)}:" in words.what
    assert remedy in words.what + words.now


def test_a_key_written_twice_is_named(folder: Path) -> None:
    error = refused(folder, GENERAL.replace('act = "hide"', 'act = "hide"\nact = "hide"', 1))
    assert error.facts["line"] == line_of('act = "hide"') + 1


def test_a_value_over_many_lines_is_named_by_its_first(folder: Path) -> None:
    days = 'days = [\n  "mon",\n  "tisdag",\n]'
    error = refused(folder, GENERAL.replace('days = ["mon", "tue", "wed", "thu", "fri"]', days))
    assert error.facts["line"] == line_of("days = ")


def test_a_text_that_looks_like_a_key_misleads_nobody(folder: Path) -> None:
    """The line is found by reading TOML, not by searching for the word."""
    text = '"""\n[hours]\nanswer_within = 1\n"""'
    wrong = GENERAL.replace('name = "Allmän policy"', f"name = {text}")
    wrong = wrong.replace("answer_within = 8", "answer_within = 0")
    assert refused(folder, wrong).facts["line"] == line_of("answer_within = 8") + 3


def test_a_missing_category_and_a_wrong_pointer_are_named(folder: Path) -> None:
    text = TEXTS["alingsas"]
    lost = refused(folder, text.replace('[categories.crime]\nfrom = "general"\n', ""))
    assert "[categories.crime]" in lost.words("sv").now
    wrong = refused(folder, text.replace('from = "general"', 'from = "norrkoping"', 1))
    assert wrong.facts["line"] == line_of('from = "general"', text)
    assert 'from = "general"' in wrong.words("sv").now


def test_the_law_cannot_be_changed_by_a_policy(folder: Path) -> None:
    """BrB 16:10 a, BBS 5 §: a municipality's file says nothing of them."""
    error = refused(folder, f"{GENERAL}\n[grounds.page_rule]\npicture = false\n")
    assert error.facts["line"] == GENERAL.count("\n") + 2


def test_bytes_that_are_not_utf8_are_named(folder: Path) -> None:
    error = refused(folder, GENERAL.encode().replace("å".encode(), b"\xe5", 1))
    assert error.facts["line"] == line_of("å")
    assert "UTF-8" in error.words("en").now


def test_what_notepad_writes_is_read(folder: Path) -> None:
    """Windows: a byte order mark and CR LF."""
    written = b"\xef\xbb\xbf" + GENERAL.replace("\n", "\r\n").encode()
    assert loaded(folder, written) == policy.load("general")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_missing_policy_is_named(language: str) -> None:
    with pytest.raises(PolicyInvalid, match="nowhere") as caught:
        policy.load("nowhere")
    words = caught.value.words("en" if language == "en" else "sv")
    assert ("path" if language == "en" else "sökvägen") in words.now


def meaning(found: Policy) -> object:
    """All that decides, apart from the words and numbers that nobody but a reader can judge."""
    rules = {
        key: (rule.ground, rule.act, rule.police, rule.retention, rule.source is None)
        for key, rule in found.categories.items()
    }
    covers = found.disposal and (found.disposal.categories, found.disposal.tests)
    return rules, covers, found.hours.days, found.grounds


MEANING = {name: meaning(policy.load(name)) for name in NAMES}


def same_or_named(folder: Path, name: str, text: str) -> None:
    """The changed file means the same, or is refused by a line that is in it."""
    found = loaded_or_refused(folder, text)
    if isinstance(found, Policy):
        assert meaning(found) == MEANING[name]
        return
    line = found.facts["line"]
    assert isinstance(line, int)
    assert 1 <= line <= text.count("\n") + 1
    assert f"rad {line}:" in found.words("sv").what
    assert f"line {line}:" in found.words("en").what
    assert len(found.words("sv").now.split(". ")) > 1, "the remedy stands before the general advice"


def loaded_or_refused(folder: Path, text: str) -> Policy | PolicyInvalid:
    try:
        return loaded(folder, text)
    except PolicyInvalid as error:
        return error


@pytest.mark.parametrize("name", NAMES)
def test_a_line_that_is_lost_changes_no_meaning_unseen(folder: Path, name: str) -> None:
    """N4 A3: no act, ground or decision comes of a line that is not there."""
    lines = TEXTS[name].split("\n")
    for number, line in enumerate(lines):
        text = "\n".join(lines[:number] + lines[number + 1 :])
        if not line.strip() or line.startswith("#"):
            assert loaded(folder, text) == policy.load(name)
        else:
            refused(folder, text)
            same_or_named(folder, name, text)


@given(
    name=st.sampled_from(NAMES),
    where=st.floats(0, 1, exclude_max=True),
    removed=st.integers(0, 3),
    typed=st.text(max_size=2) | st.sampled_from(['"', "#", "[", "]", "=", "{", "}", "\n", "."]),
)
def test_a_slip_of_the_keyboard_changes_no_meaning_unseen(
    folder: Path, name: str, where: float, removed: int, typed: str
) -> None:
    """A few characters are lost, written or exchanged anywhere."""
    text = TEXTS[name]
    at = int(where * len(text))
    same_or_named(folder, name, text[:at] + typed + text[at + removed :])


@given(
    content=st.binary(max_size=200)
    | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace"))
)
def test_anything_at_all_is_refused_by_its_line(folder: Path, content: bytes) -> None:
    assert isinstance(refused(folder, content).facts["line"], int)
