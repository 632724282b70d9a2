"""The register as JSON for other programs: entries with their history, in the shape of register.schema.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, JsonValue

from companion import __version__
from companion.export.dossier import Dossier, Making, Selection
from companion.register import Detail, Entry, Event

SCHEMA = Path(__file__).with_name("register.schema.json")
"""The published schema: what `schema()` gives, held equal by a test."""


class ExportedEntry(Entry):
    """An entry of the register, with the law that carries its ground and its history."""

    law: str | None
    history: list[Event]
    details: list[Detail]
    """The words of its events, which name them by `words`; gone when the entry is disposed of."""


class RegisterExport(BaseModel):
    """Entries of the register of removed comments, newest first. Times are in UTC."""

    model_config = ConfigDict(extra="forbid")

    form: Literal["uppsikt-register-1"]
    """Name and version of the shape; another shape gets another name."""
    program: str
    made_at: AwareDatetime
    agency: str | None
    entries: list[ExportedEntry]


def write(selection: Selection, making: Making, to: Path) -> None:
    """The file, an entry at a time. Raises OSError."""
    head = _export(making, []).model_dump_json(indent=1)
    before, _, after = head.rpartition("[]")
    with to.open("x", encoding="utf-8", newline="\n") as file:
        file.write(f"{before}[")
        for number, dossier in enumerate(selection):
            file.write((",\n" if number else "\n") + _entry(dossier).model_dump_json(indent=1))
        file.write(f"\n]{after}\n")


def document(dossier: Dossier, making: Making) -> bytes:
    """A file of one entry."""
    return _export(making, [_entry(dossier)]).model_dump_json(indent=1).encode()


def _export(making: Making, entries: list[ExportedEntry]) -> RegisterExport:
    return RegisterExport(
        form="uppsikt-register-1",
        program=f"Uppsikt {__version__}",
        made_at=making.now,
        agency=making.archive.agency or None,
        entries=entries,
    )


def _entry(dossier: Dossier) -> ExportedEntry:
    content = dossier.entry.model_dump()
    return ExportedEntry(
        **content,
        law=dossier.ground.law if dossier.ground else None,
        history=dossier.history,
        details=dossier.own_details(),
    )


def schema() -> dict[str, JsonValue]:
    """JSON Schema (2020-12) of the file."""
    found = RegisterExport.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"
