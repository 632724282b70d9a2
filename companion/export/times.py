"""Times as people read them: this computer's own time, with its distance from UTC said."""

from __future__ import annotations

from datetime import datetime, timedelta


def local(moment: datetime, *, seconds: bool = True) -> str:
    """Such as `2026-11-21 10:30:00 (UTC+1)`; without seconds such as `2026-11-21 10:30`."""
    here = moment.astimezone()
    if not seconds:
        return f"{here:%Y-%m-%d %H:%M}"
    hours = (here.utcoffset() or timedelta()) / timedelta(hours=1)
    return f"{here:%Y-%m-%d %H:%M:%S} (UTC{hours:+g})"
