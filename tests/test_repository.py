"""What may stand in the repository: no addresses of registries, no machine's paths, no big files."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LARGEST_FILE = 1_000_000
LARGEST_MODEL = 20_000_000
"""Bytes; the shipped pipeline is the one large thing (models/)."""

FORBIDDEN = {
    "a registry's address": re.compile(
        r"https?://[^\s\"'`)]*(?:/simple\b|pypi\.(?:org|python)|registry\.(?:npmjs|yarnpkg)"
        r"|files\.pythonhosted|artifactory|nexus|devpi)",
        re.IGNORECASE,
    ),
    "a setting that names a registry": re.compile(
        r"^\s*(?:--(?:extra-)?index-url|index-url\s*=|(?:@\w+:)?registry\s*=\s*[\"']?https?:)",
        re.MULTILINE,
    ),
    "a path of one machine": re.compile(r"/(?:root|home/[a-z]\w*)/|/work/\w|[A-Z]:\\Users\\[a-z]"),
    "a private key": re.compile("-----BEGIN " + r"(?:RSA |EC |OPENSSH )?PRIVATE KEY-----"),
    "a token": re.compile(r"\b(?:ghp_|github_pat_|xox[bp]-|AKIA|npm_)[A-Za-z0-9]{16,}"),
    "a mark of unfinished merging": re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE),
}


@cache
def files() -> list[Path]:
    """Every file git keeps, or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    names = [name for name in done.stdout.decode().split("\0") if name]
    return [path for name in names if (path := ROOT / name).is_file()]


@cache
def texts() -> dict[str, str]:
    """The files that are text, by their names."""
    found = {}
    for path in files():
        with suppress(UnicodeDecodeError):
            found[path.relative_to(ROOT).as_posix()] = path.read_text(encoding="utf-8")
    return found


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_no_file_holds(what: str) -> None:
    own = Path(__file__).relative_to(ROOT).as_posix()
    assert len(texts()) > 20, "nothing was read"
    found = {
        f"{name}: {hit[0]!r}"
        for name, text in texts().items()
        if name != own and (hit := FORBIDDEN[what].search(text))
    }
    assert found == set()


def test_no_file_is_large() -> None:
    large = {
        path.relative_to(ROOT).as_posix(): path.stat().st_size
        for path in files()
        if path.stat().st_size
        > (LARGEST_MODEL if path.is_relative_to(ROOT / "models") else LARGEST_FILE)
    }
    assert large == {}


@pytest.mark.parametrize("lock", ["requirements", "requirements-dev", "requirements-tools"])
def test_every_locked_package_has_its_hash(lock: str) -> None:
    text = (ROOT / f"{lock}.lock").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    pinned = [block for block in blocks if re.match(r"[\w.-]+(?:\[[\w,]+\])?==", block)]
    assert pinned
    assert pinned == blocks
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    shipped = project["project"]["dependencies"]
    asked = {
        "requirements.lock": shipped,
        "requirements-dev.lock": [*shipped, *groups["dev"]],
        "requirements-tools.lock": groups["tools"],
    }
    for lock, requirements in asked.items():
        text = (ROOT / lock).read_text(encoding="utf-8")
        locked = {name.lower() for name in re.findall(r"^([\w.-]+)", text, re.MULTILINE)}
        wanted = {re.split(r"[\[<>=!; ]", one)[0].lower() for one in requirements}
        assert wanted <= locked, lock


def test_both_locks_name_the_same_versions() -> None:
    """What is tested is what ships."""
    pins = {}
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        pins[lock] = dict(re.findall(r"^([\w.-]+)(?:\[[\w,]+\])?==(\S+)", text, re.MULTILINE))
    tested = pins["requirements-dev.lock"]
    shipped = pins["requirements.lock"]
    assert {name: tested.get(name) for name in shipped} == shipped


def test_the_npm_lock_names_no_place_and_has_every_hash() -> None:
    text = texts()["extension/package-lock.json"]
    assert '"resolved"' not in text
    packages = text.count('"integrity": "sha512-')
    assert packages > 10
    assert packages == len(re.findall(r'^    "node_modules/[^"]+": \{', text, re.MULTILINE))


def test_the_npm_lock_has_every_platform() -> None:
    """Else npm refuses the lock in a fresh clone, or on another system than the one that wrote it."""
    packages = json.loads(texts()["extension/package-lock.json"])["packages"]
    wanted = {
        f"node_modules/{name}"
        for package in packages.values()
        for name in package.get("optionalDependencies", {})
    }
    assert len(wanted) > 20
    assert wanted - set(packages) == set()


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
    code = (".py", ".ts", ".mjs", ".js", ".css", ".html", ".toml")
    own = Path(__file__).relative_to(ROOT).as_posix()
    left = {name for name, text in texts().items() if name.endswith(code) and marks.search(text)}
    assert left <= {own}


def test_no_test_is_skipped() -> None:
    """But for what only another system has."""
    of_a_system = r"skipif\((?:sys\.platform|os\.name) "
    skips = re.compile(
        rf"pytest\.(?:mark\.)?(?!{of_a_system})(?:skip|xfail|importorskip)"
        r"|\b(?:it|test|describe)\.(?:skip|only|todo)\b"
    )
    own = Path(__file__).relative_to(ROOT).as_posix()
    skipped = {
        name for name, text in texts().items() if name.startswith("tests/") and skips.search(text)
    }
    assert skipped <= {own}
