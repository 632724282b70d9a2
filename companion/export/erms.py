"""Entries in ERMS (2.1.2 is FGS Ärendehantering 2.0): each a case file with the comment as its incoming record.

The order of elements is fixed by the schema; `disposal/dates` is mandatory; versions.py has what differs.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from companion import __version__
from companion.contract import Act, Ground
from companion.export import called, versions
from companion.export.dossier import Dossier, Making
from companion.export.words import WORDS, Terms
from companion.export.xml import XSI, Element, maker, moment, spooled
from companion.register import Entry
from companion.retention import Standing

NAMESPACE = "https://DILCIS.eu/XML/ERMS"
_make = maker("")

RESTRICTED: Final[dict[Ground, tuple[str, str]]] = {
    Ground.SECRECY: ("confidential", "OSL 2009:400"),
    Ground.BBS_INTIMATE_IMAGE: ("confidential", "OSL 21 kap. 1 §"),
    Ground.BBS_CHILD_ABUSE: ("integrity", "BrB 16 kap. 10 a §, OSL 2009:400"),
    Ground.GDPR: ("gdpr", "EU 2016/679"),
}
"""Grounds on which disclosure must be weighed with care: kind of restriction, and where it stands."""


def document(identity: str, making: Making, cases: Element | None = None) -> Element:
    """The document with these cases, else with a place for the spool `cases`."""
    archive, now = making.archive, moment(making.now)
    author = _make("agent", _make("name", f"Uppsikt {__version__}"), agentType="creator")
    created = _make(
        "maintenanceEvent",
        _make("eventType", value="created"),
        _make("eventDateTime", now),
        author,
    )
    agency = _make(
        "maintenanceAgency",
        _make("otherAgencyCode", archive.agency_code, type="organisationsnummer"),
        _make("agencyName", archive.agency),
    )
    return _make(
        "erms",
        _make(
            "control",
            _make("identification", identity, identificationType="OBJID"),
            _make(
                "maintenanceInformation",
                _make("maintenanceStatus", value="created"),
                agency,
                _make("maintenanceHistory", created),
            ),
        ),
        _make("aggregations", spooled("cases") if cases is None else cases),
        **{"xmlns": NAMESPACE, "xmlns:xsi": XSI},
    )


def case(dossier: Dossier, making: Making, files: list[str]) -> Element:
    """An entry as a case file; `files` are the paths of what belongs to it, from the document's folder."""
    entry, terms = dossier.entry, WORDS[making.language]
    return _make(
        "aggregation",
        _make("objectId", called.designation(entry)),
        _classification(making),
        _make("title", f"{called.title(entry, terms)} · {terms['entry']} {entry.id}"),
        _make("status", value="closed" if entry.settled else "in_progress"),
        *_restrictions(dossier, making),
        _disposal(dossier, terms),
        _record(dossier, making, files),
        systemIdentifier=str(uuid.uuid5(uuid.UUID(entry.capture_id), "caseFile")),
        aggregationType="caseFile",
    )


def _record(dossier: Dossier, making: Making, files: list[str]) -> Element:
    entry, terms = dossier.entry, WORDS[making.language]
    appendices = [_make("appendix", name=path.rsplit("/", 1)[-1], path=path) for path in files]
    return _make(
        "record",
        _make("objectId", f"{called.designation(entry)}-{entry.id if entry.diarienummer else 1}"),
        *_ids(entry),
        _classification(making),
        _make("title", called.subject(entry, terms)),
        _make("status", value="closed" if entry.settled else "in_progress"),
        *_restrictions(dossier, making),
        _disposal(dossier, terms),
        _make("direction", directionDefinition="incoming"),
        _make("agents", *_agents(entry)),
        _make("description", called.whole_text(entry) or terms["no_text"]),
        _make("dates", *_dates(entry)),
        _action(dossier, making, terms),
        _notes(dossier, terms),
        _make("additionalInformation", *appendices) if appendices else None,
        systemIdentifier=entry.capture_id,
        recordType=called.kind(entry, terms),
        recordPhysicalOrDigital=versions.chosen(making.archive).digital,
    )


def _classification(making: Making) -> Element | None:
    code = making.archive.classification
    return _make("classification", code, classificationCode=code) if code else None


def _ids(entry: Entry) -> list[Element]:
    found = {
        f"{entry.platform} id": entry.comment_id,
        "Graph id": entry.graph_id,
        "URL": entry.permalink,
        "SHA-256": entry.record_sha256,
    }
    return [_make("extraId", value, extraIdType=kind) for kind, value in found.items() if value]


def _agents(entry: Entry) -> list[Element]:
    number, kind = (entry.author_id, f"{entry.platform} id") if entry.author_id else (
        entry.author_url, "URL"
    )  # fmt: skip
    return [
        _make(
            "agent",
            _make("name", entry.author_name or "–"),
            _make("idNumber", number, idNumberType=kind) if number else None,
            agentType="sender",
        ),
        _make("agent", _make("name", entry.moderator), agentType="responsible_person"),
    ]


def _date(name: str, kind: str, when: datetime | None, other: str | None = None) -> Element | None:
    if when is None:
        return None
    return _make(name, moment(when), dateType=kind, otherDateType=other)


def _received(entry: Entry) -> datetime | None:
    return _midnight(entry.received_on) if entry.received_on else None


def _midnight(day: date) -> datetime:
    """When the day began here."""
    return datetime.combine(day, time()).astimezone()


def _dates(entry: Entry) -> list[Element | None]:
    return [
        _date("date", "originated", entry.written_at),
        _date("date", "other", entry.written_earliest, "written_earliest"),
        _date("date", "other", entry.written_latest, "written_latest"),
        _date("date", "captured", entry.captured_at),
        _date("date", "received", _received(entry)),
        _date("date", "other", entry.registered_at or entry.received_at, "registered"),
    ]


def _action(dossier: Dossier, making: Making, terms: Terms) -> Element:
    entry, why = dossier.entry, called.law(dossier.ground, making.language)
    decided = _make("agent", _make("name", entry.moderator), agentType="authorising_person")
    return _make(
        "action",
        _make("actionText", f"{terms[entry.act]}: {terms[entry.state]}"),
        _make("actionMotivation", why) if why else None,
        _make("actionType", entry.act.value),
        _make("dates", _date("actionDate", "decision", entry.captured_at)),
        _make("agents", decided),
    )


def _notes(dossier: Dossier, terms: Terms) -> Element | None:
    notes = [dossier.entry.note, None if dossier.pictured else terms["no_picture"]]
    found = [_make("note", note) for note in notes if note]
    return _make("notes", *found) if found else None


def _restrictions(dossier: Dossier, making: Making) -> Iterator[Element]:
    """The secrecy marking (OSL 5:5), and what the ground says of its own."""
    entry, ground = dossier.entry, dossier.ground
    if entry.marked:
        told = f"{entry.secrecy_on} · {entry.secrecy_authority}"
        yield _restriction("confidential", told, entry.secrecy_provision)
    if ground is not None and entry.ground in RESTRICTED:
        kind, regulation = RESTRICTED[entry.ground]
        yield _restriction(kind, ground.label.in_(making.language), regulation)


def _restriction(kind: str, told: str, regulation: str | None) -> Element:
    explained = _make("explanatoryText", told)
    return _make("restriction", explained, _make("regulation", regulation), restrictionType=kind)


def _disposal(dossier: Dossier, terms: Terms) -> Element:
    """How long the entry is kept, and the gallringsbeslut (H9, A5); deleting on the platform was gallring too."""
    entry, kept = dossier.entry, dossier.kept
    deleted = entry.act is Act.DELETE
    mandate = entry.disposed_under or (kept.decision if kept else None) or entry.disposal_decision
    test = terms[entry.disposal_test.value] if entry.disposal_test else "–"
    described = f"{terms['delete']}: {test} ({entry.disposal_decision})" if deleted else None
    comment = None
    if kept is None or kept.standing is Standing.UNTIL_DECISION:
        comment = terms["kept_until"]
    elif entry.held:
        comment = terms["hold"]
    return _make(
        "disposal",
        _make("disposalMandate", mandate) if mandate else None,
        _make("disposalDescription", described) if described else None,
        _make("disposalComments", _make("disposalComment", comment)) if comment else None,
        _make("dates", *_disposal_dates(dossier)),
        disposable="true" if kept and kept.due and not entry.held else "false",
    )


def _disposal_dates(dossier: Dossier) -> Iterator[Element]:
    entry, kept = dossier.entry, dossier.kept
    start = moment(entry.received_at)
    yield _make("disposalDate", start, dateType="retention_period_start")
    if kept and kept.due:
        end = _midnight(kept.due)
        yield _make("disposalDate", moment(end), dateType="retention_period_end")
    if entry.disposed_at:
        yield _make("disposalDate", moment(entry.disposed_at), dateType="disposal_date")
