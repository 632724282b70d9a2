"""The municipality's own policy: drafted from a preset, edited part by part, put in force; every change an event.

What is put in force is a new file in the data directory (policies/0001.toml, 0002.toml …), so earlier ones stay as
they were, and settings.toml names the one that holds. Retention, gallringsbeslut and hours are part of it (TF 2:23,
arkivlagen 10 §, H9, A5, N5). A file changed by other means is told as a change at the next start.
"""

from __future__ import annotations

import threading
import tomllib
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import JsonValue

from companion import policy as policies
from companion import settings, system
from companion.desk import Desk
from companion.errors import CompanionError, DraftChanged, NotFound, StorageFailed
from companion.policy import Policy
from companion.policy.editing import edited
from companion.policy.faults import Fault
from companion.policy.fields import GENERAL, PARTS, Asked, Part, meant
from companion.register import Actor

FOLDER = "policies"
DRAFT = "draft.toml"
KIND = "policy_changed"


@dataclass(frozen=True)
class Draft:
    """A policy that is being edited and does not hold."""

    text: str
    policy: Policy | None
    faults: list[Fault]
    """Where it was spoilt by other means than the window."""

    @property
    def sha256(self) -> str:
        """By which what was read is known to be what is put in force."""
        return _hash(self.text)

    @property
    def table(self) -> dict[str, Any]:
        """What the file says; a category that is the general policy's with its words."""
        found = tomllib.loads(self.text)
        general = tomllib.loads(policies.content_of(policies.file_of(GENERAL)))["categories"]
        for key, rule in found.get("categories", {}).items():
            if rule == {"from": GENERAL} and key in general:
                found["categories"][key] = general[key] | {"source": "", "from": GENERAL}
        return found


@dataclass(frozen=True)
class Rulebook:
    """The policy in force, and the draft of the next."""

    desk: Desk
    data: Path
    """The data directory."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def open(self, actor: Actor) -> None:
        """At start: tell of a policy that is another than the last that was told. Raises StorageFailed …"""
        told = self.desk.register.told(KIND)
        before = told[-1].facts["after"] if told else None
        name = self.name
        after = _hash(policies.content_of(policies.file_of(name)))
        if before != after:
            self._tell(actor, before, after, name)

    @property
    def name(self) -> str:
        """What settings.toml names: a preset, or a file."""
        return settings.load(self.data).policy

    def draft(self) -> Draft | None:
        """The draft, if there is one. Raises PolicyInvalid where its file cannot be read."""
        if not self._draft.exists():
            return None
        text = policies.content_of(self._draft)
        return Draft(text, *policies.check(text))

    def begin(self, preset: str | None) -> None:
        """Begin a draft as a copy of a preset, or of the policy in force; one that is there already stays.

        Raises NotFound, StorageFailed.
        """
        if preset is not None and preset not in policies.presets():
            raise NotFound
        text = policies.content_of(policies.file_of(preset or self.name))
        with self._lock:
            if not self._draft.exists():
                self._write(self._draft, text)

    def edit(self, part: Part, asked: Asked) -> list[Fault]:
        """Fill in one part of the draft; gives what is wrong, and then the draft is as it was.

        Raises NotFound where there is no draft, StorageFailed.
        """
        with self._lock:
            draft = self.draft()
            if draft is None:
                raise NotFound
            text = edited(draft.text, meant(part, asked))
            _, faults = policies.check(text)
            if not faults:
                self._write(self._draft, text)
            return faults

    def discard(self) -> None:
        """Throw the draft away. Raises StorageFailed."""
        try:
            self._draft.unlink(missing_ok=True)
        except OSError as error:
            raise StorageFailed(reason=error.strerror or error) from error

    def put_in_force(self, seen: str, actor: Actor) -> None:
        """The draft that was `seen` (its SHA-256) holds from now on; the earlier policy's file stays.

        Raises NotFound, DraftChanged, PolicyInvalid, StorageFull, StorageFailed: then the earlier policy holds.
        """
        with self._lock:
            draft = self.draft()
            if draft is None:
                raise NotFound
            if draft.sha256 != seen:
                raise DraftChanged
            file = self._next()
            policy = policies.read(draft.text, self._draft)
            self._write(file, draft.text)
            try:
                self._switch(f"{FOLDER}/{file.name}", policy, draft.sha256, actor)
            except CompanionError:
                file.unlink(missing_ok=True)
                raise
        self.discard()

    def choose(self, preset: str, actor: Actor) -> None:
        """A policy that comes with the program holds from now on. Raises as `put_in_force`."""
        if preset not in policies.presets():
            raise NotFound
        text = policies.content_of(policies.file_of(preset))
        with self._lock:
            self._switch(preset, policies.load(preset), _hash(text), actor)

    def earlier(self) -> list[str]:
        """The names of the files that were put in force, the newest first."""
        return sorted((one.name for one in self._folder.glob("[0-9]*.toml")), reverse=True)

    def _switch(self, name: str, policy: Policy, after: str, actor: Actor) -> None:
        """Settings, event, then the running desk; where the event cannot be told the settings go back."""
        old = self.name
        before = _hash(policies.content_of(policies.file_of(old)))
        settings.change(self.data, policy=name)
        try:
            if before != after:
                self._tell(actor, before, after, name)
        except CompanionError:
            settings.change(self.data, policy=self._named(old))
            raise
        self.desk.rules.put(policy)

    def _named(self, policy: str) -> str:
        """As settings.toml names it: a file of the data directory by its place in it."""
        file, folder = Path(policy), self.data.resolve()
        return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else policy

    def _tell(self, actor: Actor, before: JsonValue, after: str, name: str) -> None:
        preset = None if name.endswith(".toml") else name
        facts: dict[str, JsonValue] = {"before": before, "after": after, "preset": preset}
        self.desk.register.note(None, actor, KIND, facts | {"client": actor.client})

    def _next(self) -> Path:
        numbers = [int(name.removesuffix(".toml")) for name in self.earlier()]
        return self._folder / f"{max(numbers, default=0) + 1:04}.toml"

    @property
    def _folder(self) -> Path:
        return self.data / FOLDER

    @property
    def _draft(self) -> Path:
        return self._folder / DRAFT

    def _write(self, path: Path, text: str) -> None:
        try:
            self._folder.mkdir(exist_ok=True)
            system.write_for_owner(path, text)
        except OSError as error:
            raise StorageFailed(reason=error.strerror or error) from error


def part_of(key: str) -> Part:
    """A part of the policy. Raises NotFound."""
    if key not in PARTS:
        raise NotFound
    return PARTS[key]


def placed(part: Part, faults: list[Fault]) -> dict[str, Fault]:
    """The faults that stand beside a field of the part, by its name; the others' key is empty."""
    names = {one.name for one in part.fields}
    found: dict[str, Fault] = {}
    for fault in faults:
        steps = [str(step) for step in fault.at]
        beside = (".".join(steps[:depth]) for depth in range(len(steps), 0, -1))
        found.setdefault(next((one for one in beside if one in names), ""), fault)
    return found


def _hash(text: str) -> str:
    """SHA-256 (hex) of a policy's text, its line endings aside."""
    return sha256(text.encode("utf-8")).hexdigest()
