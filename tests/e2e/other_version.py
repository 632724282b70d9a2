"""The companion of another version: its contract differs from the extension's."""

from __future__ import annotations

import sys

from companion import __main__, api


def main() -> int:
    """The companion's command line, with a contract that nobody else has."""
    api.contract_hash = lambda: "0" * 64
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
