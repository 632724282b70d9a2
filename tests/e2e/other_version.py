"""The companion of another version: its contract differs from the extension's."""

from __future__ import annotations

import sys
from unittest.mock import patch

from companion import __main__


def main() -> int:
    """The companion's command line, with a contract that nobody else has."""
    with patch("companion.api.contract_hash", lambda: "0" * 64):
        return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
