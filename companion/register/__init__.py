"""The register: entries, their history, and the search over them."""

from companion.register.histories import Histories
from companion.register.records import (
    Actor,
    Condition,
    Detail,
    Entry,
    Event,
    Judgement,
    NewEntry,
    Page,
    Query,
)
from companion.register.saved_searches import SavedSearches
from companion.register.steps import Step, Steps
from companion.register.store import Register

__all__ = [
    "Actor",
    "Condition",
    "Detail",
    "Entry",
    "Event",
    "Histories",
    "Judgement",
    "NewEntry",
    "Page",
    "Query",
    "Register",
    "SavedSearches",
    "Step",
    "Steps",
]
