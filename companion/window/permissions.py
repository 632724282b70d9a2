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
EDITORS: Final = REGISTRATORS | ADMINISTRATORS
KEEPERS: Final = REGISTRATORS | ARCHIVISTS

ROLES: Final[Mapping[str, frozenset[Role]]] = {
    **dict.fromkeys(
        ("use_code", "login_code", "keep_search", "forget_search", "print_entry"), ANYBODY
    ),
    **dict.fromkeys(("settle", "review", "reviewed", "forward", "answered"), HANDLERS),
    **dict.fromkeys(("registering", "register_entry", "mark", "unmark", "correct"), REGISTRATORS),
    "export_entry": KEEPERS | MODERATORS,
    **dict.fromkeys(("export", "export_page"), KEEPERS),
    **dict.fromkeys(("export_progress", "cancel_export", "export_file"), KEEPERS),
    "send_entry": HANDLERS,
    **dict.fromkeys(("send_selection", "decide_delivery"), REGISTRATORS),
    **dict.fromkeys(("hold", "release"), KEEPERS),
    **dict.fromkeys(("disclosures", "open_disclosure", "disclosure", "choose_entry"), KEEPERS),
    **dict.fromkeys(("drop_entry", "masking", "decide_mask", "undo_mask"), KEEPERS),
    **dict.fromkeys(("masked_picture", "show_picture", "cover_picture"), KEEPERS),
    **dict.fromkeys(("make_copies", "hand_out"), KEEPERS),
    **dict.fromkeys(("disposal", "preview_disposal", "dispose", "protocol"), ARCHIVISTS),
    **dict.fromkeys(("verify", "back_up"), KEEPERS | ADMINISTRATORS),
    "examine": ANYBODY,
    **dict.fromkeys(("new_channel", "apply_channel", "edit_channel", "correct_channel"), EDITORS),
    **dict.fromkeys(("accept_terms", "open_channel", "rest_channel", "resume_channel"), EDITORS),
    **dict.fromkeys(("close_channel", "saw_channel"), EDITORS),
    **dict.fromkeys(("link_politician", "unlink_politician"), EDITORS),
    "decide_channel": ADMINISTRATORS,
    **dict.fromkeys(("guide", "guide_policy", "guide_authority"), ADMINISTRATORS),
    **dict.fromkeys(("guide_skip", "guide_hide"), ADMINISTRATORS),
    **dict.fromkeys(
        ("policy_draft", "begin_policy", "policy_part", "edit_policy_part"), ADMINISTRATORS
    ),
    **dict.fromkeys(("discard_policy", "use_policy"), ADMINISTRATORS),
    **dict.fromkeys(("take_watch", "settle_question"), HANDLERS),
    **dict.fromkeys(("approve", "refuse", "revoke"), ADMINISTRATORS),
    **dict.fromkeys(("people", "put_person", "person_code"), ADMINISTRATORS),
}
"""Endpoint of the window → who may. Reading that is not here is everybody's; an act that is not here is nobody's."""


def allowed(endpoint: str, *, act: bool) -> frozenset[Role]:
    """The roles that may use an endpoint of the window, such as `window.approve`; `act`: it changes something."""
    return ROLES.get(endpoint.removeprefix("window."), frozenset() if act else ANYBODY)
