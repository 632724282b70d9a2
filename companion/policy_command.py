"""`companion policy`: the rules in force, a preset or a file of one's own, as a person reads them."""

from __future__ import annotations

import argparse

from companion import policy, settings
from companion.export.words import WORDS
from companion.policy import text


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    shown = commands.add_parser("policy", help="visa kommunens regler, eller vad som är fel i dem")
    names = ", ".join(policy.presets())
    shown.add_argument(
        "name",
        nargs="?",
        metavar="NAMN|FIL",
        help=f"{names}, eller en egen .toml-fil (annars den som gäller)",
    )
    shown.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """Print the policy. Raises PolicyInvalid, which names the line and the remedy."""
    chosen = settings.load(asked.data)
    found = policy.load(asked.name or chosen.policy)
    print(text.write(found, chosen.language, WORDS[chosen.language]), end="")
    return 0
