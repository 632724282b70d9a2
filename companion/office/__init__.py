"""The work done with what the desk has saved, one module for each kind of it.

An office is made of the parts it works with and knows nothing of pages or commands.
"""

from __future__ import annotations

from dataclasses import dataclass

from companion.desk import Desk
from companion.office.finding import Finding
from companion.office.handling import Handling
from companion.office.registration import Registration
from companion.register import SavedSearches, Steps


@dataclass(frozen=True)
class Offices:
    """The desk, and everything that is done after it."""

    desk: Desk
    registration: Registration
    handling: Handling
    finding: Finding

    @classmethod
    def of(cls, desk: Desk) -> Offices:
        """The offices that work with this desk."""
        steps = Steps(desk.register)
        return cls(
            desk,
            Registration(desk, steps),
            Handling(desk, steps),
            Finding(desk, steps, SavedSearches(desk.register)),
        )
