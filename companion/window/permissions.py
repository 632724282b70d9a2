"""Which role each page and each act of the window asks for: one table, and a test that nothing is missing in it.

Everybody who is logged in reads the register and the handbook. What changes something, or shows more, is in the table.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from companion.register.people import Role

ANYBODY: Final = frozenset(Role)
MODERATORS: Final = frozenset({Role.MODERATOR})
REGISTRATORS: Final = frozenset({Role.REGISTRATOR})
ARCHIVISTS: Final = frozenset({Role.ARCHIVIST})
ADMINISTRATORS: Final = frozenset({Role.ADMINISTRATOR})
HANDLERS: Final = MODERATORS | REGISTRATORS
KEEPERS: Final = REGISTRATORS | ARCHIVISTS

ROLES: Final[Mapping[str, frozenset[Role]]] = {
    "approve": ADMINISTRATORS,
    "refuse": ADMINISTRATORS,
    "revoke": ADMINISTRATORS,
    "people": ADMINISTRATORS,
    "put_person": ADMINISTRATORS,
    "person_code": ADMINISTRATORS,
}
"""Endpoint of the window → who may; an endpoint that is not here is everybody's to read."""


def allowed(endpoint: str) -> frozenset[Role]:
    """The roles that may use an endpoint of the window, such as `window.approve`."""
    return ROLES.get(endpoint.removeprefix("window."), ANYBODY)
