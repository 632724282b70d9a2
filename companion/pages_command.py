"""`companion pages`: take a signed update of how pages are read into use, or go back to what ships."""

from __future__ import annotations

import argparse
from pathlib import Path

from companion import settings
from companion.errors import PageRulesRefused, Said
from companion.office.page_rules import PageRules, version


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    found = commands.add_parser("pages", help="hur sidor läses: uppdatera från en signerad fil")
    found.add_argument("file", nargs="?", type=Path, metavar="FIL", help="filen från utgivaren")
    found.add_argument(
        "--forget", action="store_true", help="gå tillbaka till det som följer med tillägget"
    )
    found.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """Bring, forget or tell. Raises PageRulesRefused, StorageFailed."""
    rules = PageRules(settings.load(asked.data).data)
    if asked.forget:
        rules.forget()
    elif asked.file is not None:
        try:
            rules.bring(asked.file)
        except FileNotFoundError as error:
            reason = Said("den finns inte", "it does not exist")
            raise PageRulesRefused(reason=reason) from error
    signed = rules.in_use()
    if signed is None:
        print("Sidor läses som tillägget självt kan.")
    else:
        print(f"Sidor läses efter uppdatering {version(signed)}; webbläsaren hämtar den själv.")
    return 0
