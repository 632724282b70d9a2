"""eark-validator 1.1.3 in an environment of its own: it pins lxml 5.1.0 and stops at Python 3.12.

`build.py test` brings it (eark-validator.lock). Five of its rules are faulty and fail every valid package
(ALLOWED); its exit code is always 0, so what counts is the report.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import build

LOCK = Path(__file__).with_name("eark-validator.lock")
WORKER = Path(__file__).with_name("eark_worker.py")
FOLDER = build.VENV / "eark"
ALLOWED = {"SIP14", "CSIP63", "CSIP12", "CSIP13", "CSIP16"}
"""Rules that look at every agent or every fileGrp where the specification means one of them."""


def python() -> Path:
    """The environment's Python."""
    return FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def bring() -> None:
    """Make the environment, where there is a Python for it; where not, the tests that need it say so."""
    stamp = FOLDER / "uppsikt.stamp"
    if build.stamped(stamp, build.digest([LOCK])):
        return
    fitting = sys.executable if sys.version_info < (3, 13) else None
    fitting = fitting or shutil.which("python3.12") or shutil.which("python3.11")
    if fitting is None:
        return
    with build.step("Hämtar eark-validator", "Fetching eark-validator"):
        build.quiet([fitting, "-m", "venv", "--clear", FOLDER])
        pip: list[str | Path] = [python(), "-m", "pip", "install", "-q", "--require-hashes"]
        build.quiet([*pip, "--disable-pip-version-check", "--no-deps", "-r", LOCK])
    stamp.write_text(build.digest([LOCK]), encoding="utf-8")


def errors(package: Path) -> set[str]:
    """Numbers of the rules that the package breaks, the faulty ones included.

    Raises:
        RuntimeError: The validator is not there, or did not run.
    """
    if not python().exists():
        raise RuntimeError(
            "eark-validator saknas: python3 build.py test hämtar det (Python 3.11 eller 3.12)"
        )
    command = [str(python()), "-I", str(WORKER), str(package)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(f"eark-validator kunde inte köras: {done.stderr}")
    return set(json.loads(done.stdout.splitlines()[-1]))
