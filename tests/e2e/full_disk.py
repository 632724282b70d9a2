"""The companion on a disk that is full while the file `full` lies in its data folder."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

from companion import __main__, system


def main() -> int:
    """The companion's command line, with a sync that fails as the system's does (ENOSPC)."""
    flag = Path(sys.argv[sys.argv.index("--data") + 1]) / "full"
    real = system.sync_file

    def sync_file(descriptor: int) -> None:
        if flag.exists():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    system.sync_file = sync_file
    return __main__.main()


if __name__ == "__main__":
    sys.exit(main())
