"""`build.py bench`: takes every figure and prints the table. `build.py bench receipt`: only one."""

from __future__ import annotations

import argparse
import sys

from tests.bench import classify, click, figures, overlay, packages, receipt

BENCHES = {
    "classify": classify.figures,
    "receipt": receipt.figures,
    "click": click.figures,
    "overlay": overlay.figures,
    "packages": packages.figures,
}


def main() -> int:
    """Measure what is asked for, all if nothing is."""
    parser = argparse.ArgumentParser(prog="build.py bench")
    parser.add_argument("which", nargs="*", choices=[*BENCHES, []], default=[])
    which = parser.parse_args().which or list(BENCHES)
    print(figures.table([line for name in which for line in BENCHES[name]()]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
