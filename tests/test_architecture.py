"""Who may import whom in the companion, and what only one file may do.

The layers are those of CONTRIBUTING.md; the extension's half is test_architecture_extension.py.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
COMPANION = ROOT / "companion"

COMMANDS = ("backup", "deliver", "doctor", "export", "pages", "policy", "schemas", "verify")

LAYERS = (
    ("contract", "errors", "system", "browser"),
    ("contract_ts", "settings"),
    ("policy", "classify", "vault", "register", "pairing", "signing", "timestamp"),
    ("retention",),
    ("export", "conversions", "capture_rules", "seal", "workhours"),
    ("desk", "teach", "delivery"),
    ("office",),
    ("api", "window", "practice"),
    ("app", "followed"),
    tuple(f"{name}_command" for name in COMMANDS),
    ("__main__", "launch"),
)
"""From the floor up. A part imports from lower layers only: never upwards, never sideways."""

ONLY_IN = {
    "spacy": {"classify"},
    "thinc": {"classify"},
    "ahocorasick": {"classify"},
    "sqlalchemy": {"register"},
    "sqlmodel": {"register"},
    "sqlite3": {"register"},
    "alembic": {"register"},
    "typst": {"export"},
    "lxml": {"export"},
    "xlsxwriter": {"export"},
    "warcio": {"export"},
    "cryptography": {"signing", "timestamp"},
    "rfc3161_client": {"timestamp"},
    "requests": {"delivery"},
    "keyring": {"delivery"},
    "smtplib": {"delivery"},
    "flask": {"api", "window", "practice", "app"},
    "flask_cors": {"api", "app"},
    "flask_babel": {"window", "app"},
    "waitress": {"app", "__main__"},
    "webview": {"app", "window", "__main__"},
}
"""One file, or one package, for each foreign API."""

NETWORK = {"http.client", "urllib.request", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
"""Nothing leaves the computer unless the user exports it."""

CALLS_OUT = {
    # On 127.0.0.1, before it binds: itself, or a stranger.
    "companion/app.py imports http.client",
    # Schemas from their publishers, by pinned SHA-256, only with --fetch; the former for its errors.
    "companion/schemas_command.py imports http.client",
    "companion/schemas_command.py imports urllib.request",
    # The time of a hash, from the authority that settings.toml names, and nowhere else.
    "companion/timestamp.py imports http.client",
    "companion/timestamp.py imports urllib.request",
    # What a person has chosen to send, to the receivers that the authority has named (S10).
    "companion/delivery/mail.py imports smtplib",
    "companion/delivery/web.py imports requests",
    "companion/delivery/web.py imports requests.adapters.HTTPAdapter",
}
"""All that may, and why."""

TOP_LEVEL = {
    "extension", "companion", "models", "tests", ".ci",
    "build.py", "pyproject.toml", "publiccode.yml", "LICENSE", "README.md", "CHANGELOG.md",
    "CONTRIBUTING.md", "requirements.lock", "requirements-dev.lock", "requirements-tools.lock",
    ".gitignore", ".gitattributes", ".pre-commit-config.yaml",
}  # fmt: skip

LONGEST_MODULE = 300
LONGER = {
    "build.py": 400,  # one file by its nature: it runs before anything else is there
    "tests/test_architecture.py": 400,  # every rule of who may what
    "companion/errors.py": 700,  # every expected error, and nothing else
    "companion/export/verifier/kontrollera.py": 500,  # one file by its nature: it goes into packages
    "companion/contract.py": 800,  # every shape that crosses, and nothing else
}
LONGEST_FUNCTION = 60


class Import:
    """One import statement: where it stands and the full dotted name it brings in."""

    def __init__(self, file: Path, name: str) -> None:
        self.file = file
        self.name = name

    @property
    def part(self) -> str:
        """The part of the companion that imports."""
        return self.file.relative_to(COMPANION).parts[0].removesuffix(".py")

    @property
    def imported_part(self) -> str | None:
        """The part of the companion that is imported; null for anything else."""
        names = self.name.split(".")
        return names[1] if names[0] == "companion" and len(names) > 1 else None

    def __str__(self) -> str:
        return f"{self.file.relative_to(ROOT)} imports {self.name}"


def python_files(folder: Path) -> list[Path]:
    """Its modules, as committed or about to be."""
    return sorted(file for file in folder.rglob("*.py") if "node_modules" not in file.parts)


def names_in(statement: ast.AST, file: Path) -> Iterator[str]:
    """The dotted names one statement imports; `from a import b` gives `a.b`."""
    if isinstance(statement, ast.Import):
        yield from (alias.name for alias in statement.names)
    elif isinstance(statement, ast.ImportFrom):
        base = statement.module or ""
        if statement.level:
            package = file.relative_to(ROOT).parts[: -statement.level]
            base = ".".join([*package, base]).rstrip(".")
        yield from (f"{base}.{alias.name}" for alias in statement.names)


@cache
def imports() -> list[Import]:
    """All imports of the companion, also those inside functions."""
    return [
        Import(file, name)
        for file in python_files(COMPANION)
        for statement in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in names_in(statement, file)
    ]


def height(part: str) -> int:
    """Which layer a part stands in."""
    return next(level for level, parts in enumerate(LAYERS) if part in parts)


def test_every_part_has_its_layer() -> None:
    known = {part for parts in LAYERS for part in parts} | {"__init__"}
    files = {file.relative_to(COMPANION).parts[0] for file in python_files(COMPANION)}
    files = {name.removesuffix(".py") for name in files}
    assert files, "nothing was read"
    assert files <= known, f"give these a layer in LAYERS: {files - known}"


def test_parts_import_from_lower_layers_only() -> None:
    known = {part for parts in LAYERS for part in parts}
    crossing = [one for one in imports() if one.imported_part in known and one.part in known]
    assert crossing, "nothing was read"
    wrong = [
        str(one)
        for one in crossing
        if one.part != one.imported_part and height(str(one.imported_part)) >= height(one.part)
    ]
    assert wrong == []


@pytest.mark.parametrize("module", sorted(ONLY_IN))
def test_one_place_for_each_foreign_api(module: str) -> None:
    wrong = [
        str(one)
        for one in imports()
        if one.name.split(".")[0] == module and one.part not in ONLY_IN[module]
    ]
    assert wrong == []


def test_nothing_in_the_companion_can_call_out() -> None:
    wrong = [
        str(one)
        for one in imports()
        if any(one.name == name or one.name.startswith(f"{name}.") for name in NETWORK)
    ]
    assert set(wrong) <= CALLS_OUT


def test_evidence_is_written_and_read_by_the_vault_alone() -> None:
    """S3, N4: what handles evidence asks the vault; nobody else knows where its files are."""
    users = {one.part for one in imports() if one.imported_part == "vault"}
    assert users <= {"vault", "desk", "app", "__main__"}
    finders = {
        file.relative_to(COMPANION).as_posix()
        for file in python_files(COMPANION)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "vault"
        and isinstance(node.value, ast.Name)
        and node.value.id in {"settings", "chosen", "options"}
    }
    assert finders <= {"app.py", "__main__.py"}


def test_the_engine_is_made_in_one_place() -> None:
    makers = {
        file.relative_to(COMPANION).as_posix()
        for file in python_files(COMPANION)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "create_engine"
    }
    assert makers == {"register/engine.py"}


def test_the_contract_imports_pydantic_alone() -> None:
    foreign = {
        one.name.split(".")[0]
        for one in imports()
        if one.part == "contract" and one.name.split(".")[0] not in sys.stdlib_module_names
    }
    assert foreign == {"pydantic"}


def test_what_ships_declares_what_it_imports() -> None:
    """A package that only the tests install is missing on the moderator's computer."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {name_of(requirement) for requirement in project["dependencies"]}
    brings = {
        "sqlalchemy",
        "werkzeug",
        "jinja2",
        "markupsafe",
        "babel",
        "thinc",
        "srsly",
        "urllib3",
    }
    distributions = packages_distributions()
    missing = {
        str(one)
        for one in imports()
        if (top := one.name.split(".")[0]) not in sys.stdlib_module_names and top != "companion"
        if not {name_of(name) for name in distributions.get(top, [top])} & (declared | brings)
    }
    assert missing == set()


def name_of(requirement: str) -> str:
    """The normalised name of a package in a requirement."""
    name = requirement.split(";")[0]
    for sign in "<>=![ ":
        name = name.split(sign)[0]
    return name.lower().replace("_", "-")


def test_models_reach_the_companion_only_as_a_path() -> None:
    wrong = [
        f"{file.relative_to(ROOT)} imports {name}"
        for file in python_files(ROOT / "models")
        for statement in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        for name in names_in(statement, file)
        if name.split(".")[0] == "companion"
        and name.split(".")[1:2] not in (["classify"], ["contract"])
    ]
    assert wrong == []


def test_modules_and_functions_stay_short() -> None:
    long = []
    for top in (ROOT / "build.py", COMPANION, ROOT / "models", ROOT / "tests"):
        for file in [top] if top.is_file() else python_files(top):
            text = file.read_text(encoding="utf-8")
            name = file.relative_to(ROOT).as_posix()
            if len(text.splitlines()) > LONGER.get(name, LONGEST_MODULE):
                long.append(f"{name}: {len(text.splitlines())} lines")
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    lines = (node.end_lineno or node.lineno) - node.lineno + 1
                    if lines > LONGEST_FUNCTION:
                        long.append(f"{name}: {node.name}, {lines} lines")
    assert long == []


def test_the_top_level_is_as_agreed() -> None:
    made = re.compile(r"\.git|\.venv|\.\w+_cache|\.hypothesis|__pycache__")
    found = {path.name for path in ROOT.iterdir() if not made.fullmatch(path.name)}
    assert found <= TOP_LEVEL
