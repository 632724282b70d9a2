"""Run inside eark-validator's own environment: prints the numbers of the broken rules as JSON.

The validator fetches four vocabularies when it is imported; it is given the copies it brings along.
"""

from __future__ import annotations

import importlib
import io
import json
import sys
import urllib.request
from importlib.resources import files
from pathlib import Path
from typing import Any


def bundled(address: str, *_: object) -> io.BytesIO:
    """The validator's own copy of a vocabulary."""
    name = address.rsplit("/", 1)[-1]
    folder = files("eark_validator.ipxml.resources").joinpath("vocabs")
    return io.BytesIO(folder.joinpath(name).read_bytes())


def main() -> None:
    """Validate the package named on the command line."""
    urllib.request.urlopen = bundled  # type: ignore[assignment]
    packages: Any = importlib.import_module("eark_validator.packages")
    report = packages.PackageValidator(Path(sys.argv[1])).validation_report
    found = list(report.structure.messages)
    if report.metadata is not None:
        found += report.metadata.schema_results.messages
        found += report.metadata.schematron_results.messages
    broken = [one.rule_id or "structure" for one in found if one.severity.value == "Error"]
    print(json.dumps(sorted(set(broken))))


main()
