"""The work done with what the desk has saved, one module for each kind of it.

An office is made of the parts it works with and knows nothing of pages or commands.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.desk import Desk


@dataclass(frozen=True)
class Offices:
    """The desk, and everything that is done after it."""

    desk: Desk
