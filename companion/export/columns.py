"""The columns of the register's lists, the same in every spreadsheet."""

from __future__ import annotations

from typing import Final

from companion.register import Entry

COLUMNS = {
    "id": "Post",
    "captured_at": "Sparad (UTC)",
    "diarienummer": "Diarienummer",
    "kind": "Slag",
    "state": "Utfall",
    "category": "Kategori",
    "ground": "Grund",
    "act": "Åtgärd",
    "disposal_decision": "Gallringsbeslut",
    "disposal_test": "Gallringsgrund",
    "author_name": "Avsändare",
    "author_url": "Avsändarens adress",
    "author_id": "Avsändarens id",
    "text": "Kommentar",
    "shown_time": "Tid enligt sidan",
    "written_earliest": "Tidigast skriven (UTC)",
    "written_latest": "Senast skriven (UTC)",
    "platform": "Plattform",
    "comment_id": "Kommentarens id",
    "permalink": "Länk",
    "post_url": "Inlägg",
    "page_account": "Konto",
    "moderator": "Moderator",
    "note": "Anteckning",
    "received_on": "Inkommen",
    "subject": "Ärendemening",
    "registered_at": "Diarieförd (UTC)",
    "registered_by": "Diarieförd av",
    "secrecy_provision": "Sekretessmarkering, bestämmelse",
    "secrecy_on": "Sekretessmarkering, datum",
    "secrecy_authority": "Sekretessmarkering, myndighet",
    "hold_at": "Spärrad för gallring sedan (UTC)",
    "review_of": "Frågad kollega",
    "forwarded_at": "Vidarebefordrad (UTC)",
    "answered_at": "Besvarad (UTC)",
    "record_sha256": "SHA-256 uppgifter",
    "screenshot_sha256": "SHA-256 skärmbild",
}
"""Field of the entry → heading, in order."""


_FIELDS: Final = set(COLUMNS)


def cells(entry: Entry) -> list[str]:
    """An entry's values in the order of COLUMNS; nothing where there is none."""
    content = entry.model_dump(mode="json", include=_FIELDS)
    return ["" if content[field] is None else str(content[field]) for field in COLUMNS]
