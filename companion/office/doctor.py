"""What is wrong with this installation, and what to do: looks at everything, changes nothing, and stops at nothing.

For who sits at the computer, and for IT. The words are in doctor.toml. Nothing here needs the program to run.
"""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from companion import browser, policy, settings, system
from companion.desk import Desk
from companion.errors import ClassifierLoading, CompanionError, Language, Said
from companion.export import schemas
from companion.office.jobs import Step, unheard
from companion.pairing import Pairings
from companion.register.checks import quick
from companion.settings import Settings
from companion.signing import SigningKey, fingerprint

SCARCE, NONE_LEFT = 2_000_000_000, 200_000_000
"""Bytes free at which to say so, and at which captures will soon fail."""

CAPTURE = 1_500_000
"""Bytes that a capture takes, about."""

WORDS: Final[dict[str, Any]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


class Health(StrEnum):
    """How it stands with one thing."""

    WELL = "well"
    NOTE = "note"
    """Works, but worth knowing."""
    ILL = "ill"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    of: str
    """Its key in doctor.toml."""
    health: Health
    what: Said
    now: Said | None
    """What to do."""

    @property
    def name(self) -> Said:
        """What it is called."""
        return Said(WORDS[self.of]["sv"]["name"], WORDS[self.of]["en"]["name"])


Found = tuple[Health, str, dict[str, object]]
"""How it stands, the key of the words under the thing, and facts."""


@dataclass(frozen=True)
class Doctor:
    """Looks at an installation."""

    data: Path
    who: Callable[[int], str | None]
    """Who answers on a port of this computer; null: nobody."""
    model: Callable[[Settings], str]
    """Name of the language model, loaded if need be. Raises ClassifierBroken, ClassifierLoading."""

    def examine(self, step: Step = unheard) -> list[Finding]:
        """Everything, in order. Where the settings cannot be read, what hangs on them is left out."""
        chosen: list[Settings] = []
        checks: dict[str, Callable[[], Iterator[Found]]] = {
            "settings": lambda: _settings(self.data, chosen),
            "folder": lambda: _folder(self.data),
            "space": lambda: _space(self.data),
            "database": lambda: _database(self.data / "register.sqlite3"),
            "key": lambda: _key(self.data / "signing.key"),
            "pairing": lambda: _pairing(self.data / "pairings.json"),
            "browser": _browser,
            "model": lambda: ((Health.WELL, "well", {"name": self.model(one)}) for one in chosen),
            "port": lambda: (found for one in chosen for found in self._port(one)),
            "policy": lambda: (found for one in chosen for found in _policy(one)),
            "schemas": lambda: (found for one in chosen for found in _schemas(one)),
            "timestamp": lambda: (found for one in chosen for found in _timestamp(one)),
        }
        findings: list[Finding] = []
        for done, (of, check) in enumerate(checks.items()):
            step("examining", done, len(checks))
            findings += _said(of, check)
        return findings

    def _port(self, chosen: Settings) -> Iterator[Found]:
        who = self.who(chosen.port)
        facts: dict[str, object] = {"port": chosen.port, "who": who}
        if who is None:
            yield Health.NOTE, "free", facts
        elif who.startswith("Uppsikt"):
            yield Health.WELL, "well", facts
        else:
            yield Health.ILL, "taken", facts


def loaded(desk: Desk) -> str:
    """Name of the model that a running desk uses. Raises ClassifierLoading, ClassifierBroken."""
    classifier = desk.classifier()
    if classifier is None:
        raise ClassifierLoading
    return classifier.name


def _said(of: str, check: Callable[[], Iterator[Found]]) -> Iterator[Finding]:
    try:
        for health, key, facts in check():
            sv, en = WORDS[of][key]["sv"], WORDS[of][key]["en"]
            what = Said(sv["what"].format_map(facts), en["what"].format_map(facts))
            yield Finding(of, health, what, Said(sv["now"], en["now"]) if "now" in sv else None)
    except CompanionError as error:
        told, english = error.words("sv"), error.words("en")
        what, now = Said(told.what, english.what), Said(told.now, english.now)
        yield Finding(of, Health.ILL, what, now)
    except (OSError, ValueError, TypeError) as error:
        what = Said(f"Kan inte läsas: {error}.", f"Cannot be read: {error}.")
        yield Finding(of, Health.ILL, what, Said("Kontakta IT-stödet.", "Contact IT support."))


def _settings(data: Path, chosen: list[Settings]) -> Iterator[Found]:
    path = data / "settings.toml"
    if path.exists():
        chosen.append(settings.load(data))
        yield Health.WELL, "well", {"path": path}
    else:
        yield Health.NOTE, "none", {"path": path}


def _folder(data: Path) -> Iterator[Found]:
    probe = data / f".uppsikt-{os.getpid()}"
    try:
        probe.write_bytes(b"x")
    except OSError as error:
        yield Health.ILL, "closed", {"path": data, "reason": error.strerror}
        return
    finally:
        with suppress(OSError):
            probe.unlink()
    yield Health.WELL, "well", {"path": data}


def _space(data: Path) -> Iterator[Found]:
    free = shutil.disk_usage(data).free
    facts: dict[str, object] = {"free": f"{free / 1e9:.1f}", "left": free // CAPTURE}
    if free > SCARCE:
        yield Health.WELL, "well", facts
    else:
        yield (Health.NOTE if free > NONE_LEFT else Health.ILL), "scarce", facts


def _database(path: Path) -> Iterator[Found]:
    if not path.exists():
        yield Health.NOTE, "none", {}
        return
    fault = quick(path)
    if fault is None:
        yield Health.WELL, "well", {"size": f"{path.stat().st_size / 1e6:.1f}"}
    else:
        yield Health.ILL, "damaged", {"reason": fault}


def _key(path: Path) -> Iterator[Found]:
    if not path.exists():
        yield Health.NOTE, "none", {}
        return
    if not system.owner_alone(path):
        yield Health.ILL, "open", {"path": path}
    yield Health.WELL, "well", {"fingerprint": fingerprint(SigningKey.open(path).public)}


def _pairing(path: Path) -> Iterator[Found]:
    paired = Pairings(path, "").paired()
    names = ", ".join(f"{one.browser} ({one.moderator})" for one in paired)
    yield (Health.WELL, "well", {"names": names}) if paired else (Health.NOTE, "none", {})


def _browser() -> Iterator[Found]:
    names = [one.name for one in browser.installed()] + ["Firefox"] * bool(browser.firefox())
    facts: dict[str, object] = {"names": ", ".join(names)}
    yield (Health.WELL, "well", facts) if names else (Health.ILL, "none", facts)


def _policy(chosen: Settings) -> Iterator[Found]:
    facts: dict[str, object] = {"name": policy.load(chosen.policy).name}
    general = chosen.policy == "general"
    yield (Health.NOTE, "general", facts) if general else (Health.WELL, "well", facts)


def _schemas(chosen: Settings) -> Iterator[Found]:
    folder = Path(chosen.archive.schemas)
    missing = sum(1 for one in schemas.PINNED if not (folder / one.name).is_file())
    facts: dict[str, object] = {"path": folder, "count": missing}
    yield (Health.NOTE, "missing", facts) if missing else (Health.WELL, "well", facts)


def _timestamp(chosen: Settings) -> Iterator[Found]:
    facts: dict[str, object] = {"url": chosen.timestamp_url, "path": chosen.timestamp_roots}
    if not chosen.timestamp_url:
        yield Health.WELL, "none", facts
    elif Path(chosen.timestamp_roots).is_file():
        yield Health.WELL, "well", facts
    else:
        yield Health.ILL, "roots", facts


def lines(found: list[Finding], language: Language) -> Iterator[str]:
    """As a person reads it, a line for each thing and what to do below it."""
    marks = {Health.WELL: "✓", Health.NOTE: "·", Health.ILL: "✗"}
    for one in found:
        yield f"{marks[one.health]} {one.name.in_(language)}: {one.what.in_(language)}"
        if one.now is not None:
            yield f"    → {one.now.in_(language)}"
    ill = sum(1 for one in found if one.health is Health.ILL)
    if language == "en":
        yield f"{ill} faults." if ill else "Nothing is wrong."
    else:
        yield f"{ill} fel." if ill else "Ingenting är fel."
