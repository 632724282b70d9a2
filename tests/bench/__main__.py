"""`build.py bench`: takes every figure and prints the table. `build.py bench receipt`: only one."""

from __future__ import annotations

import argparse
import sys

from tests.bench import classify, click, figures, overlay, packages, receipt, search

BENCHES = {
    "classify": classify.figures,
    "receipt": receipt.figures,
    "click": click.figures,
    "overlay": overlay.figures,
    "packages": packages.figures,
    "search": search.figures,
}


def main() -> int:
    """Measure what is asked for, all if nothing is."""
    parser = argparse.ArgumentParser(prog="build.py bench")
    parser.add_argument("which", nargs="*", choices=[*BENCHES, []], default=[])
    parser.add_argument("--entries", type=int, default=search.ENTRIES, help="how many to search")
    asked = parser.parse_args()
    benches = BENCHES | {"search": lambda: search.figures(asked.entries)}
    which = asked.which or list(benches)
    print(figures.table([line for name in which for line in benches[name]()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
