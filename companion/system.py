"""What differs between Windows, macOS and Linux, in one place.

Not tested on Windows by the project's own CI: `keep_to_owner` there (icacls) and the absence of a
directory fsync (NTFS journals the rename; FlushFileBuffers on the file is what counts).
"""

from __future__ import annotations

import errno
import getpass
import os
import subprocess
import sys
from pathlib import Path


def sync_file(descriptor: int) -> None:
    """Force the file's bytes to the disk."""
    os.fsync(descriptor)


def sync_directory(folder: Path) -> None:
    """Force a rename in `folder` to the disk, where the system has a call for it."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_to_owner(folder: Path) -> None:
    """Make `folder` if need be, readable by its owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if sys.platform == "win32":
        domain = os.environ.get("USERDOMAIN", "")
        owner = f"{domain}\\{getpass.getuser()}" if domain else getpass.getuser()
        grant = f"{owner}:(OI)(CI)F"
        subprocess.run(
            ["icacls", str(folder), "/inheritance:r", "/grant:r", grant],
            check=True,
            capture_output=True,
        )
    else:
        folder.chmod(0o700)


def owner_alone(path: Path) -> bool:
    """Can nobody but its owner read the file? On Windows the folder's list decides (`keep_to_owner`)."""
    return sys.platform == "win32" or path.stat().st_mode & 0o077 == 0


def write_for_owner(path: Path, text: str) -> None:
    """Write a file that its owner alone may read from its first byte on; whole on the disk, or as it was."""
    temporary = path.with_name(path.name + ".new")
    temporary.unlink(missing_ok=True)
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
        file.write(text)
        file.flush()
        sync_file(file.fileno())
    temporary.replace(path)
    sync_directory(path.parent)


def move_new(source: Path, target: Path) -> None:
    """Give a file another name in one step, not in place of another file. Raises FileExistsError, OSError.

    Windows refuses by itself; elsewhere the look beforehand must do, for a hard link would leave two names if the
    program were killed between them.
    """
    if sys.platform != "win32" and target.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    source.rename(target)


def has_display() -> bool:
    """Can a window be shown?"""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def user_name() -> str:
    """The name by which the computer knows the person."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "moderator"
