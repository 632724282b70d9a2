"""Evidence files and the event chain in PREMIS 3.

Each event's detail is the JSON whose SHA-256 is its identifier (companion/register/events.py), so the
chain can be checked from the package alone.
"""

from __future__ import annotations

import json

from companion import __version__
from companion.export.package import Part
from companion.export.xml import XSI, Element, maker, moment, spooled
from companion.register import Event

NAMESPACE = "http://www.loc.gov/premis/v3"
_make = maker("premis")
PROGRAM = f"Uppsikt {__version__}"


def document(agents: set[str]) -> Element:
    """The document, with places for the spools `objects` and `events`."""
    people = [_agent(name, "person") for name in sorted(agents)]
    return _make(
        "premis",
        spooled("objects"),
        spooled("events"),
        *people,
        _agent(PROGRAM, "software"),
        version="3.0",
        **{"xmlns:premis": NAMESPACE, "xmlns:xsi": XSI},
    )


def entity(designation: str) -> Element:
    """An entry as a whole."""
    return _make(
        "object",
        _identifier("object", "designation", designation),
        **{"xsi:type": "premis:intellectualEntity"},
    )


def file(part: Part) -> Element:
    """A file with its checksum; it is called by its path in the package."""
    fixity = _make(
        "fixity", _make("messageDigestAlgorithm", "SHA-256"), _make("messageDigest", part.sha256)
    )
    form = _make("format", _make("formatDesignation", _make("formatName", part.mimetype)))
    return _make(
        "object",
        _identifier("object", "path", part.path),
        _make("objectCharacteristics", fixity, _make("size", str(part.size)), form),
        **{"xsi:type": "premis:file"},
    )


def event(event: Event, designation: str) -> Element:
    """One link of the chain, of the entry with this designation."""
    content = event.model_dump(mode="json", exclude={"hash"})
    detail = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return _make(
        "event",
        _identifier("event", "SHA-256", event.hash),
        _make("eventType", event.kind),
        _make("eventDateTime", moment(event.at)),
        _make("eventDetailInformation", _make("eventDetail", detail)),
        _identifier("linkingAgent", "name", event.actor),
        _identifier("linkingObject", "designation", designation),
    )


def _agent(name: str, kind: str) -> Element:
    return _make(
        "agent",
        _identifier("agent", "name", name),
        _make("agentName", name),
        _make("agentType", kind),
    )


def _identifier(of: str, kind: str, value: str) -> Element:
    name = f"{of}Identifier"
    return _make(name, _make(f"{name}Type", kind), _make(f"{name}Value", value))
