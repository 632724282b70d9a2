"""Apache PDFBox Preflight: is a document PDF/A-1b in the eyes of somebody else?

Debian's libpdfbox2-java with what it forgets to ask for; `build.py test` installs it where it may.
Elsewhere UPPSIKT_PDFBOX names a folder with the jars.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

JARS = (
    "preflight.jar", "pdfbox2.jar", "fontbox2.jar", "xmpbox.jar", "commons-logging.jar",
    "commons-io.jar", "javax.activation.jar", "jaxb-api.jar",
)  # fmt: skip
FOLDER = Path(os.environ.get("UPPSIKT_PDFBOX", "/usr/share/java"))
PACKAGES = (
    "libpdfbox2-java", "libcommons-io-java", "libactivation-java", "libjaxb-api-java",
    "default-jre-headless",
)  # fmt: skip
"""Debian's names."""


def is_there() -> bool:
    """Can documents be checked on this machine?"""
    return bool(shutil.which("java")) and all((FOLDER / jar).exists() for jar in JARS)


def objections(document: Path) -> str:
    """What Preflight has against the document; empty when it is valid PDF/A-1b.

    Raises:
        RuntimeError: Preflight is not on this machine, or did not run; says what to install.
    """
    if not is_there():
        raise RuntimeError(f"PDFBox Preflight saknas: apt-get install {' '.join(PACKAGES)}")
    classes = os.pathsep.join(str(FOLDER / jar) for jar in JARS)
    command = ["java", "-cp", classes, "org.apache.pdfbox.preflight.Validator_A1b", str(document)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if f"{document.name} is a valid PDF/A-1b file" in done.stdout and done.returncode == 0:
        return ""
    if f"{document.name} is not a valid PDF/A-1b file" in done.stdout:
        return done.stdout
    raise RuntimeError(f"PDFBox Preflight kunde inte köras: {done.stdout}{done.stderr}")
