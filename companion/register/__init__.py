"""The register: entries, their history, and the search over them."""

from companion.register.histories import Histories
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

__all__ = ["Actor", "Entry", "Event", "Histories", "Judgement", "NewEntry", "Page", "Query", "Register"]
