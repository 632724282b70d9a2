"""Evidence files and the event chain in PREMIS 3.

Each event's detail is the JSON whose SHA-256 is its identifier (companion/register/events.py), so the
chain can be checked from the package alone.
"""

from __future__ import annotations

import json
from functools import cache

from companion import __version__
from companion.export.package import Part
from companion.export.xml import XSI, Element, Form, maker, moment, spooled
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
    return _file().filled(
        path=part.path, sha256=part.sha256, size=str(part.size), mimetype=part.mimetype
    )


def event(event: Event, designation: str) -> Element:
    """One link of the chain, of the entry with this designation."""
    content = event.model_dump(mode="json", exclude={"hash"})
    return _event().filled(
        hash=event.hash,
        kind=event.kind,
        at=moment(event.at),
        detail=json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False),
        actor=event.actor,
        designation=designation,
    )


@cache
def _file() -> Form:
    digest = _make("messageDigestAlgorithm", "SHA-256"), _make("messageDigest", "{sha256}")
    form = _make("format", _make("formatDesignation", _make("formatName", "{mimetype}")))
    size = _make("size", "{size}")
    return Form(
        _make(
            "object",
            _identifier("object", "path", "{path}"),
            _make("objectCharacteristics", _make("fixity", *digest), size, form),
            **{"xsi:type": "premis:file"},
        )
    )


@cache
def _event() -> Form:
    return Form(
        _make(
            "event",
            _identifier("event", "SHA-256", "{hash}"),
            _make("eventType", "{kind}"),
            _make("eventDateTime", "{at}"),
            _make("eventDetailInformation", _make("eventDetail", "{detail}")),
            _identifier("linkingAgent", "name", "{actor}"),
            _identifier("linkingObject", "designation", "{designation}"),
        )
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
