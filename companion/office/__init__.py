"""The work done with what the desk has saved, one module for each kind of it.

An office is made of the parts it works with and knows nothing of pages or commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion import __version__
from companion.desk import Desk
from companion.office.backup import BackupOffice
from companion.office.channels import ChannelOffice, looked_after
from companion.office.delivery import Outbox
from companion.office.disclosure import Handing
from companion.office.disposal import DisposalOffice
from companion.office.disposal_list import DisposalList
from companion.office.doctor import Doctor, loaded
from companion.office.exporting import Exports
from companion.office.finding import Finding
from companion.office.guide import Guide
from companion.office.handling import Handling
from companion.office.integrity import IntegrityOffice
from companion.office.jobs import Jobs
from companion.office.page_rules import PageRules
from companion.office.registration import Registration
from companion.office.rulebook import Rulebook
from companion.office.staff import Staff
from companion.office.supervision import SupervisionOffice
from companion.register import SavedSearches, Steps
from companion.register.channels import Channels
from companion.register.deliveries import Deliveries
from companion.register.disclosures import Disclosures
from companion.register.people import People
from companion.register.supervision import Supervision


@dataclass(frozen=True)
class Offices:
    """The desk, and everything that is done after it."""

    desk: Desk
    registration: Registration
    handling: Handling
    finding: Finding
    outbox: Outbox
    exports: Exports
    handing: Handing
    staff: Staff
    page_rules: PageRules
    disposal: DisposalOffice
    integrity: IntegrityOffice
    backups: BackupOffice
    doctor: Doctor
    jobs: Jobs
    channels: ChannelOffice
    rulebook: Rulebook
    guide: Guide
    supervision: SupervisionOffice

    @classmethod
    def of(cls, desk: Desk, data: Path) -> Offices:
        """The offices that work with this desk, and with what else lies in the data directory."""
        steps = Steps(desk.register)
        registration = Registration(desk, steps)
        log = Supervision(desk.register)
        staff, rulebook = Staff(People(desk.register)), Rulebook(desk, data)
        return cls(
            desk,
            registration,
            Handling(desk, steps),
            Finding(desk, steps, SavedSearches(desk.register)),
            Outbox(registration, Deliveries(desk.register.engine), data),
            Exports(desk),
            Handing(desk, Disclosures(desk.register)),
            staff,
            PageRules(data),
            DisposalOffice(desk, DisposalList(data / "gallringar.json")),
            IntegrityOffice(desk),
            BackupOffice(desk, data),
            Doctor(data, lambda _: f"Uppsikt {__version__}", lambda _: loaded(desk)),
            Jobs(),
            ChannelOffice(desk, Channels(desk.register), [looked_after(log)]),
            rulebook,
            Guide(desk, rulebook, staff, data),
            SupervisionOffice(log, desk.rules, desk.clock),
        )
