"""The register: entries, their history, and the search over them."""

from companion.register.records import (
    Actor,
    Entry,
    Event,
    Judgement,
    NewEntry,
    Page,
    Query,
)
from companion.register.store import Register

__all__ = ["Actor", "Entry", "Event", "Judgement", "NewEntry", "Page", "Query", "Register"]
