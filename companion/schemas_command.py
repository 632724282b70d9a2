"""`companion schemas`: which of the publishers' schemas are here, and fetching the others when asked to.

Nothing else in the program goes to the network for them, and this only with --fetch.
"""

from __future__ import annotations

import argparse
import http.client
import urllib.request
from pathlib import Path

from companion import settings
from companion.errors import SchemaMissing, SchemaUnreachable
from companion.export import schemas

SECONDS = 30
"""How long a publisher may be silent."""

LARGEST = 4 * 2**20
"""Bytes; no schema comes near."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    found = commands.add_parser(
        "schemas", help="utgivarnas scheman för arkivpaket: vilka som finns"
    )
    found.add_argument("--fetch", action="store_true", help="hämta dem som saknas från utgivarna")
    found.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """List the schemas; 1 if one is missing. Raises SchemaUnknown, SchemaUnreachable, ExportFailed."""
    folder = Path(settings.load(asked.data).archive.schemas)
    if asked.fetch:
        for one in schemas.fetch(folder, get):
            print(f"hämtat   {one.name}  {one.address}", flush=True)
    missing = 0
    for one in schemas.PINNED:
        try:
            schemas.take(folder, [one.name])
        except SchemaMissing:
            missing += 1
            print(f"saknas   {one.name}  {one.address}")
        else:
            print(f"finns    {one.name}  SHA-256 {one.sha256}")
    print(folder)
    return 1 if missing else 0


def get(address: str) -> bytes:
    """What a publisher has at its address. Raises SchemaUnreachable."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            return bytes(answer.read(LARGEST))
    except (OSError, http.client.HTTPException) as error:
        raise SchemaUnreachable(address=address, reason=error) from error
