"""Every rule of the five guidelines is held by a test that names it.

S Smedjebacken, N Norrköping, A Ale, L Alingsås, H Hultsfred. The rules and what they ask are the policies' sources.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
RULES = [
    f"{letter}{n}"
    for letter, last in zip("SNALH", (13, 8, 8, 3, 10), strict=True)
    for n in range(1, last + 1)
]


@pytest.fixture(scope="module")
def tests() -> str:
    """The text of all tests but this."""
    files = [*TESTS.rglob("test_*.py"), *TESTS.rglob("*.test.ts")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files if file != Path(__file__))


@pytest.mark.parametrize("rule", RULES)
def test_a_test_names_the_rule(rule: str, tests: str) -> None:
    assert re.search(rf"\b{rule}\b", tests), f"no test names {rule}"
