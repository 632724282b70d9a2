"""The policy that holds now; another can take its place while the program runs."""

from __future__ import annotations

from companion.policy.shapes import Policy


class InForce:
    """Asked anew for each thing that is done, so that a new policy holds from the next one."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def put(self, policy: Policy) -> None:
        """From now on this one."""
        self.policy = policy
