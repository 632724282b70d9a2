"""`companion backup` and `companion restore`: a copy of everything, also while the program runs, and back again."""

from __future__ import annotations

import argparse
from pathlib import Path

from companion import app, settings, system
from companion.desk import Desk
from companion.followed import followed
from companion.office import Offices
from companion.office.integrity import lines
from companion.office.restore import Restoring
from companion.register import Actor


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the commands."""
    backup = commands.add_parser("backup", help="säkerhetskopiera registret och bevisen")
    backup.add_argument("--to", type=Path, required=True, metavar="FIL", help="filen som skrivs")
    backup.set_defaults(act=run)
    restore = commands.add_parser("restore", help="återställ en säkerhetskopia i en ny mapp")
    restore.add_argument("--from", dest="backup", type=Path, required=True, metavar="FIL")
    restore.add_argument(
        "--data", dest="into", type=Path, required=True, metavar="MAPP", help="ny, tom mapp"
    )
    restore.add_argument(
        "--disposals",
        type=Path,
        metavar="FIL",
        help="en gallringslista (gallringar.json), om den inte ligger vid kopian eller i datamappen",
    )
    restore.set_defaults(act=restore_it)


def run(asked: argparse.Namespace) -> int:
    """Write the backup; 1 where evidence was damaged. Raises BackupFailed, StorageFull …"""
    chosen = settings.load(asked.data)
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    actor = Actor(moderator=chosen.moderator, client="companion backup")
    try:
        with followed(chosen.language) as step:
            made = Offices.of(desk, chosen.data).backups.make(asked.to, actor, step)
    finally:
        desk.register.close()
    print(f"{made.written.path}\nSHA-256 {made.written.sha256}, {made.written.size} byte")
    if made.damaged:
        print(f"{made.damaged} bevisfiler var skadade eller saknades: kör companion verify.")
    return 1 if made.damaged else 0


def restore_it(asked: argparse.Namespace) -> int:
    """Restore, and check what came of it; 1 where something is wrong. Raises RestoreRefused …"""
    current = asked.data or settings.data_directory()
    lists = [current / "gallringar.json", *([asked.disposals] if asked.disposals else [])]
    restoring = Restoring(asked.backup, asked.into, tuple(lists), _desk)
    with followed("sv") as step:
        done = restoring.run(Actor(moderator=system.user_name(), client="companion restore"), step)
    print(
        f"Återställt i {asked.into}: säkerhetskopian från {done.manifest.made_at:%Y-%m-%d %H:%M} UTC."
    )
    if not done.lists:
        print(
            "OBS: ingen gallringslista för registret hittades. Det som har gallrats efter säkerhetskopian finns "
            "i den igen. Ange listan med --disposals, eller gallra på nytt."
        )
    elif done.disposed_again:
        print(f"{done.disposed_again} poster som har gallrats sedan dess har gallrats på nytt.")
    if done.in_doubt:
        print(f"{done.in_doubt} leveranser kan ha skickats sedan dess: se sidan Leveranser.")
    desk = _desk(asked.into)
    try:
        report = Offices.of(desk, asked.into).integrity.examine()
    finally:
        desk.register.close()
    for line in lines(report, desk.language):
        print(line)
    return 0 if report.whole else 1


def _desk(folder: Path) -> Desk:
    return app.make_desk(settings.load(folder), window_url="", classifier=lambda: None)
