#!/usr/bin/env python3
"""One entry for everything that is done with Uppsikt's source: `python3 build.py --help`.

Runs on a bare Python 3.11-3.14 on Windows, macOS and Linux and needs nothing but its standard
library: it makes `.venv`, fills it from the hashed lock files, brings Node where a machine has
none, and builds the extension. What is done once is stamped with a hash of what it was made from,
so that the next run does nothing. The commands for developers live in `tests/tools/`.

Speaks Swedish, or English where the machine's locale is English.
"""

from __future__ import annotations

import argparse
import hashlib
import locale
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
EXTENSION = ROOT / "extension"
TRANSLATIONS = ROOT / "companion" / "window" / "translations"
OLDEST, NEWEST = (3, 11), (3, 14)
OFFLINE = re.compile(
    r"dns error|name resolution|getaddrinfo|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|"
    r"failed to fetch|connection (refused|reset|broken)|network is unreachable|timed out|"
    r"could not fetch|certificate|from versions: none",
    re.IGNORECASE,
)

MODULES = {
    "practice": (
        "tests.e2e.practice",
        "gör hela arbetet på övningssidan i en osynlig webbläsare och visa varje steg",
        "do the whole job on the practice page in a headless browser and show each step",
    ),
    "test": (
        "tests.tools.test",
        "check, sedan alla tester i Python, TypeScript och webbläsare",
        "check, then all tests in Python, TypeScript and browsers",
    ),
    "check": (
        "tests.tools.check",
        "det snabba: stil, typer, arkitektur, kontrakt, dokumentation",
        "the quick part: style, types, architecture, contract, documentation",
    ),
    "extension": (
        "tests.tools.extension",
        "bygg webbläsartillägget för Chromium och Firefox",
        "build the browser extension for Chromium and Firefox",
    ),
    "contract": (
        "tests.tools.contract",
        "skriv extension/contract.gen.ts från companion/contract.py",
        "write extension/contract.gen.ts from companion/contract.py",
    ),
    "pages": (
        "tests.tools.pages",
        "sidregler: nyckel, signera, pröva; en testsida av en sparad sidstruktur",
        "page rules: key, sign, check; a test page of a saved page structure",
    ),
    "model": (
        "tests.tools.model",
        "träna modellen på nytt; --check jämför med den som följer med",
        "train the model anew; --check compares with the one that is shipped",
    ),
    "bench": (
        "tests.bench",
        "mät: klassning, kvitto, överlägg",
        "measure: classification, receipt, overlay",
    ),
}
"""Commands that run in the venv: name, module, Swedish and English help."""

RUN_ONLY = {"tests.tools.extension"}
"""Modules that need no test tools in the venv."""


class BuildError(Exception):
    """Nothing more can be done here; the text says what happened and what to do now."""


def words(swedish: str, english: str) -> str:
    """The sentence in the language of the machine's locale; Swedish unless that is English."""
    named = os.environ.get("LC_ALL") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return english if named.lower().startswith("en") else swedish


def say(swedish: str, english: str) -> None:
    """Print one line at once."""
    print(words(swedish, english), flush=True)


@contextmanager
def step(swedish: str, english: str) -> Iterator[None]:
    """A progress line before something that takes time, and the seconds it took after."""
    say(f"· {swedish} …", f"· {english} …")
    start = time.monotonic()
    yield
    print(f"  {time.monotonic() - start:.1f} s", flush=True)


def run(command: Sequence[str | Path], *, cwd: Path = ROOT) -> int:
    """Run a command in the foreground and give its exit code."""
    child = subprocess.Popen([str(part) for part in command], cwd=cwd, env=child_env())
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # The child got it too, and ends in its own order.


def quiet(command: Sequence[str | Path], *, cwd: Path = ROOT) -> None:
    """Run a command; its output is shown only if it fails.

    Raises:
        BuildError: It failed; carries the end of its output and, without a network, says so.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=child_env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        raise BuildError(failure(command, done.stdout))


def failure(command: Sequence[str | Path], output: str) -> str:
    """What a failed command left behind, in words."""
    name = " ".join([Path(command[0]).name, *map(str, command[1:3])])
    text = words(f"Det gick inte att köra {name}:", f"Could not run {name}:")
    text += "\n" + "\n".join("  " + line for line in output.strip().splitlines()[-15:])
    if OFFLINE.search(output):
        text += "\n" + words(
            "Paketkällan kunde inte nås. Anslut datorn till nätet (bakom en proxy: sätt "
            "HTTPS_PROXY) och kör samma kommando igen; det som redan är hämtat behålls.",
            "The package source cannot be reached. Connect the computer to the network (behind a "
            "proxy: set HTTPS_PROXY) and run the same command again; what is fetched is kept.",
        )
    return text


def child_env() -> dict[str, str]:
    """The environment of every child: UTF-8 everywhere, and the venv's tools before others."""
    path = os.pathsep.join([str(venv_tool("python").parent), os.environ.get("PATH", "")])
    return {**os.environ, "PYTHONUTF8": "1", "PATH": path}


# --- what is done once -----------------------------------------------------------------------


def digest(files: Iterable[Path]) -> str:
    """SHA-256 (hex) over names and contents."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.relative_to(ROOT).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def stamped(stamp: Path, value: str) -> bool:
    """Was this made from the very same input?"""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == value


def venv_tool(name: str) -> Path:
    """Path of a program in the virtual environment, there or not."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def environment(*, dev: bool = False) -> Path:
    """The virtual environment's Python with the locked packages in it; dev adds the test tools.

    Raises:
        BuildError: Wrong Python, no venv or pip module, or the packages cannot be fetched.
    """
    python, stamp = venv_tool("python"), VENV / "uppsikt.stamp"
    locks = digest([ROOT / "requirements.lock", ROOT / "requirements-dev.lock"])
    enough = ["dev"] if dev else ["dev", "run"]
    if works(python) and any(stamped(stamp, f"{level} {locks}") for level in enough):
        return python
    stamp.unlink(missing_ok=True)
    if not works(python):
        make_venv()
    lock = "requirements-dev.lock" if dev else "requirements.lock"
    with step(f"Installerar paketen i {lock}", f"Installing the packages of {lock}"):
        install(ROOT / lock)
    stamp.write_text(f"{'dev' if dev else 'run'} {locks}", encoding="utf-8")
    return python


def works(python: Path) -> bool:
    """Is there a Python that starts, of a version that runs Uppsikt?"""
    code = f"import sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    try:
        return subprocess.run([str(python), "-c", code], capture_output=True).returncode == 0
    except OSError:
        return False


def fitting_python() -> Path:
    """This Python, or another on the machine of a version that runs Uppsikt.

    Raises:
        BuildError: There is none.
    """
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    found = [shutil.which(name) for name in [*names, "python3", "python"]]
    own = getattr(sys, "_base_executable", sys.executable)
    for path in [own, *filter(None, found)]:
        if works(Path(path)):
            return Path(path)
    raise BuildError(
        words(
            f"Uppsikt behöver Python 3.{OLDEST[1]}-3.{NEWEST[1]}; här finns bara "
            f"{sys.version.split()[0]}. Installera en sådan från python.org (Windows: "
            "winget install Python.Python.3.13) och kör kommandot igen.",
            f"Uppsikt needs Python 3.{OLDEST[1]}-3.{NEWEST[1]}; here is only "
            f"{sys.version.split()[0]}. Install one from python.org (Windows: "
            "winget install Python.Python.3.13) and run the command again.",
        )
    )


def make_venv() -> None:
    """A fresh `.venv` with pip in it."""
    python = fitting_python()
    with step("Skapar .venv", "Creating .venv"):
        try:
            quiet([python, "-m", "venv", "--clear", VENV])
        except BuildError as problem:
            raise BuildError(
                words(
                    f"{problem}\nPython saknar venv eller pip. Debian och Ubuntu: sudo apt "
                    "install python3-venv. Annars: installera Python från python.org.",
                    f"{problem}\nPython lacks venv or pip. Debian and Ubuntu: sudo apt "
                    "install python3-venv. Otherwise install Python from python.org.",
                )
            ) from problem


def install(lock: Path) -> None:
    """Install a hashed lock: with uv, which takes seconds, else with pip."""
    try:
        if not venv_tool("uv").exists():
            install_tools("uv")
        uv: list[str | Path] = [venv_tool("uv"), "pip", "install", "--python", venv_tool("python")]
        quiet([*uv, "--require-hashes", "-r", lock])
    except BuildError:
        say("  uv gick inte; pip tar vid", "  uv did not work; pip takes over")
        pip_install(lock)


def install_tools(*names: str) -> None:
    """Install single packages of requirements-tools.lock by their hashes."""
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements-tools.lock").read_text(encoding="utf-8"))
    wanted = [block for block in blocks if block.split("==")[0] in names]
    with tempfile.TemporaryDirectory() as folder:
        lock = Path(folder) / "tools.lock"
        lock.write_text("\n".join(wanted) + "\n", encoding="utf-8")
        pip_install(lock)


def pip_install(lock: Path) -> None:
    """Install a hashed lock with the venv's pip, brought by ensurepip where it is missing."""
    pip: list[str | Path] = [venv_tool("python"), "-m", "pip"]
    if run_silently([*pip, "--version"]):
        quiet([venv_tool("python"), "-m", "ensurepip", "--upgrade"])
    quiet([*pip, "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", lock])


def run_silently(command: Sequence[str | Path]) -> int:
    """Exit code of a command whose output nobody needs."""
    return subprocess.run([str(part) for part in command], capture_output=True).returncode


def translations() -> None:
    """Compile the window's translations, where there are any."""
    sources = list(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
    stamp = VENV / "uppsikt-translations.stamp"
    compiled = all(source.with_suffix(".mo").exists() for source in sources)
    if not sources or (compiled and stamped(stamp, digest(sources))):
        return
    with step("Kompilerar översättningar", "Compiling translations"):
        quiet([venv_tool("pybabel"), "compile", "-d", TRANSLATIONS])
    stamp.write_text(digest(sources), encoding="utf-8")


# --- commands --------------------------------------------------------------------------------


def command_run(options: argparse.Namespace) -> int:
    """Set up, build, start the companion and open a paired browser on the practice page."""
    python = environment()
    translations()
    if code := run([python, "-m", "tests.tools.extension"]):
        return code
    built = EXTENSION / "dist" / "chromium"
    command: list[str | Path] = [python, "-m", "companion.launch", built]
    command += ["--no-browser"] if options.no_browser or options.headless else []
    command += ["--no-window"] if options.no_window or options.headless else []
    command += ["--port", str(options.port)] if options.port is not None else []
    command += ["--data", options.data.resolve()] if options.data is not None else []
    return run(command)


def command_module(options: argparse.Namespace) -> int:
    """Run a developer's command in the venv: python -m tests.tools.NAME and what follows."""
    python = environment(dev=options.module not in RUN_ONLY)
    translations()
    return run([python, "-m", options.module, *options.rest])


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(
        prog="build.py",
        description=words("Allt som görs med Uppsikts källkod.", "All that is done with Uppsikt."),
    )
    commands = top.add_subparsers(required=True, metavar="command")

    def add(name: str, swedish: str, english: str) -> argparse.ArgumentParser:
        text = words(swedish, english)
        return commands.add_parser(name, help=text, description=text)

    start = add(
        "run",
        "starta Uppsikt och öppna övningssidan i en webbläsare med tillägget",
        "start Uppsikt and open the practice page in a browser with the extension",
    )
    start.add_argument("--no-browser", action="store_true")
    start.add_argument("--no-window", action="store_true")
    start.add_argument("--headless", action="store_true", help="--no-browser --no-window")
    start.add_argument("--port", type=int)
    start.add_argument("--data", type=Path)
    start.set_defaults(command=command_run)
    for name, (module, swedish, english) in MODULES.items():
        add(name, swedish, english).set_defaults(command=command_module, module=module)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when all went well."""
    options, rest = parser().parse_known_args(arguments)
    options.rest = rest
    if rest and options.command is not command_module:
        parser().error(words("okänt: ", "unknown: ") + " ".join(rest))
    return guarded(lambda: options.command(options))


def guarded(work: Callable[[], int]) -> int:
    """Exit code of some work; what stopped it is said in words, not as a traceback."""
    try:
        return work()
    except BuildError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
