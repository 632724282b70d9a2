"""What the documents promise is there: commands, files, links, and the description of the project."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

import build
from companion import __version__

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
LAYOUT_LINE = re.compile(r"^(?P<indent> *)(?P<name>[\w.<>*-]+(?:/[\w.-]+)*/?)(?:\s{2,}|$)")


@cache
def text(name: str) -> str:
    """A document at the top level."""
    return (ROOT / name).read_text(encoding="utf-8")


def helped(*command: str) -> set[str]:
    """The subcommands that a program's --help lists."""
    done = subprocess.run(
        [sys.executable, *command, "--help"],
        cwd=ROOT,
        env=build.child_env(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return set(re.findall(r"^    ([a-z]+)\b", done.stdout, re.MULTILINE))


@cache
def build_commands() -> set[str]:
    return helped("build.py")


@cache
def companion_commands() -> set[str]:
    return helped("-m", "companion")


def test_help_lists_every_command_of_the_build() -> None:
    assert build_commands() == {"run", *build.MODULES}


def test_every_command_is_documented() -> None:
    told = text("README.md") + text("CONTRIBUTING.md")
    unsaid = {f"build.py {name}" for name in build_commands()}
    unsaid |= {f"python -m companion {name}" for name in companion_commands()}
    assert {command for command in unsaid if command not in told} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_named_exists(document: str) -> None:
    named = set(re.findall(r"build\.py (?!--)([a-z]+)", text(document)))
    assert named <= build_commands()
    # The data folder may be named before the command.
    asked = re.findall(r"-m companion (?:--data \S+ )?([a-z]+)", text(document))
    assert set(asked) <= companion_commands()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text(document)):
        path, _, anchor = unquote(target).partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        page = ROOT / path if path else ROOT / document
        if not page.exists() or (anchor and anchor not in anchors(page)):
            broken.append(target)
    assert broken == []


def anchors(page: Path) -> set[str]:
    """The anchors that a Markdown page's headings give."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings
    }


def layouts(document: str) -> list[str]:
    """Paths named by the indented lists in code blocks that begin with `name/   what it is`."""
    paths: list[str] = []
    for block in re.findall(r"```(?:text)?\n(.*?)```", text(document), re.DOTALL):
        if not re.match(r"\S+/?\s{2,}\S", block):
            continue
        above: list[tuple[int, str]] = []
        for line in block.splitlines():
            found = LAYOUT_LINE.match(line)
            if found is None:
                continue
            indent = len(found["indent"])
            above = [entry for entry in above if entry[0] < indent]
            above.append((indent, found["name"].rstrip("/")))
            paths.append("/".join(name for _, name in above))
    return paths


def test_the_layout_is_as_described() -> None:
    named = layouts("CONTRIBUTING.md")
    assert len(named) > 10, "no layout was read"
    assert [path for path in named if not list(ROOT.glob(path.replace("<", "*")))] == []


def test_every_part_of_the_companion_stands_in_the_layout() -> None:
    named = {Path(path).name for path in layouts("CONTRIBUTING.md")}
    parts = {
        path.name
        for path in (ROOT / "companion").iterdir()
        if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").exists())
    }
    assert parts - named - {"__init__.py"} == set()


def test_the_project_has_one_version() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    described = yaml.safe_load(text("publiccode.yml"))
    manifest = yaml.safe_load(text("extension/manifest.json"))
    package = yaml.safe_load(text("extension/package.json"))
    versions = [project["version"], described["softwareVersion"], package["version"]]
    assert versions == [__version__] * 3
    assert manifest.get("version", __version__) == __version__
    assert f"## {__version__}" in text("CHANGELOG.md") or f"[{__version__}]" in text("CHANGELOG.md")


def test_publiccode_is_valid() -> None:
    """publiccode.yml 0.4: what must be there, and the bounds on the descriptions."""
    described = yaml.safe_load(text("publiccode.yml"))
    assert described["publiccodeYmlVersion"] == "0.4"
    must = {
        "name", "url", "platforms", "developmentStatus", "softwareType", "description", "legal",
        "maintenance", "localisation",
    }  # fmt: skip
    assert must <= set(described)
    assert described["developmentStatus"] in {
        "concept", "development", "beta", "stable", "obsolete",
    }  # fmt: skip
    assert described["legal"]["license"] == "EUPL-1.2"
    assert described["maintenance"]["contacts"]
    assert set(described["description"]) == {"sv", "en"}
    for part in described["description"].values():
        assert len(part["shortDescription"]) <= 150
        assert 150 <= len(part["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in part["features"])


def test_the_licence_is_the_official_text() -> None:
    licence = text("LICENSE")
    assert licence.startswith(
        "EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016"
    )
    for article in range(1, 16):
        assert re.search(rf"^{article}\.", licence, re.MULTILINE), article
    assert "Appendix" in licence
