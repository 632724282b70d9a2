"""The first-run guide: four steps that can be done, skipped and found again; nothing waits for them.

What can be seen is not asked: a browser that is paired, an entry of the practice page. Only choices are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from companion import settings, system
from companion.desk import Desk
from companion.errors import BadRequest, Said, StorageFailed
from companion.office.rulebook import Rulebook
from companion.office.staff import Staff
from companion.register import Actor, Query

NAME = "guide.json"

NUMBER = re.compile(r"\d{6}-?\d{4}")
"""An organisationsnummer."""


class Step(StrEnum):
    """The steps, in order."""

    POLICY = "policy"
    AUTHORITY = "authority"
    PAIR = "pair"
    PRACTICE = "practice"


class Standing(StrEnum):
    """How it stands with a step."""

    LEFT = "left"
    SKIPPED = "skipped"
    DONE = "done"


class _Kept(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    done: frozenset[Step] = frozenset()
    skipped: frozenset[Step] = frozenset()
    hidden: bool = False


@dataclass(frozen=True)
class Guide:
    """How far this installation has come."""

    desk: Desk
    rulebook: Rulebook
    staff: Staff
    data: Path
    """The data directory."""

    def begin(self) -> bool:
        """Is this the first time the window opens, on an empty register? Only once true. Raises StorageFailed."""
        if self._path.exists():
            return False
        used = any(
            self.desk.entries(Query(practice=practice, limit=1)).entries
            for practice in (False, True)
        )
        self._keep(_Kept(hidden=used))
        return not used

    def standing(self, *, paired: bool) -> dict[Step, Standing]:
        """Each step, in order; `paired`: a browser is."""
        kept = self._kept()
        seen = {
            Step.PAIR: paired,
            Step.PRACTICE: bool(self.desk.entries(Query(practice=True, limit=1)).entries),
        }

        def one(step: Step) -> Standing:
            if step in kept.done or seen.get(step):
                return Standing.DONE
            return Standing.SKIPPED if step in kept.skipped else Standing.LEFT

        return {step: one(step) for step in Step}

    @property
    def hidden(self) -> bool:
        """Does somebody want to be reminded no more?"""
        return self._kept().hidden

    def left(self, *, paired: bool) -> int:
        """How many steps a person should be reminded of."""
        steps = self.standing(paired=paired).values()
        return 0 if self.hidden else sum(one is Standing.LEFT for one in steps)

    def choose_policy(self, preset: str, actor: Actor) -> None:
        """A preset holds from now on. Raises as `Rulebook.choose`."""
        self.rulebook.choose(preset, actor)
        self._done(Step.POLICY)

    def name_authority(self, agency: str, number: str, person: str, actor: Actor) -> str:
        """Whose register it is, and who moderates at this computer; gives that person's name.

        A new person gets the roles of who names them. Raises BadRequest, StorageFull, StorageFailed.
        """
        agency, number = agency.strip(), number.strip()
        if not agency:
            raise BadRequest(
                reason=Said("myndighetens namn saknas", "the authority's name is missing")
            )
        if number and not NUMBER.fullmatch(number):
            raise BadRequest(
                reason=Said(
                    "organisationsnumret ska ha tio siffror",
                    "the registration number has ten digits",
                )
            )
        name = " ".join(person.split()) or actor.moderator
        here = self.staff.named(actor.moderator)
        if self.staff.named(name) is None and here is not None:
            self.staff.put(name, here.roles, actor)
        settings.change(self.data, agency=agency, agency_code=number, moderator=name)
        self._done(Step.AUTHORITY)
        return name

    def skip(self, step: str) -> None:
        """Not now; it is found again in the guide. Raises BadRequest, StorageFailed."""
        if step not in set(Step):
            raise BadRequest(reason=Said("okänt steg", "unknown step"))
        kept = self._kept()
        self._keep(kept.model_copy(update={"skipped": kept.skipped | {Step(step)}}))

    def hide(self, *, hidden: bool) -> None:
        """Remind of it no more, or again. Raises StorageFailed."""
        self._keep(self._kept().model_copy(update={"hidden": hidden}))

    @property
    def _path(self) -> Path:
        return self.data / NAME

    def _done(self, step: Step) -> None:
        kept = self._kept()
        self._keep(kept.model_copy(update={"done": kept.done | {step}}))

    def _kept(self) -> _Kept:
        """What was chosen; a file that is damaged costs only the progress."""
        try:
            return _Kept.model_validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return _Kept()

    def _keep(self, kept: _Kept) -> None:
        try:
            system.write_for_owner(self._path, kept.model_dump_json())
        except OSError as error:
            raise StorageFailed(reason=error.strerror or error) from error
