"""A desk with a real vault and a real register in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from companion import policy
from companion.contract import Category, CommentText, Label, Span, Verdict
from companion.desk import Classifies, Desk
from companion.office import Offices
from companion.office.courier import Courier
from companion.office.delivery import Outbox
from companion.office.disclosure import Handing
from companion.pairing import Pairings
from companion.register import Actor, Register
from companion.register.disclosures import Disclosures
from companion.settings import Archive
from companion.vault import Vault
from tests.companion import packages
from tests.companion.delivering import TOLD, Clock, Scripted
from tests.companion.samples import NOW, PICTURE, capture


class Quiet:
    """A classifier that finds nothing: the tests here are not about classification."""

    name = "quiet 1"

    def classify(self, comments: list[CommentText]) -> Iterator[Verdict]:
        """All categories, none flagged."""
        for comment in comments:
            labels = [Label(category=c, score=0.0, flagged=False, spans=[]) for c in Category]
            yield Verdict(id=comment.id, labels=labels, hints=[])

    def points_out(self, texts: list[str]) -> Iterator[list[Span]]:
        """Nobody."""
        yield from ([] for _ in texts)


@pytest.fixture
def actor() -> Actor:
    return Actor(moderator="Eva Exempel", client="Chromium 156")


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    register = Register(tmp_path / "register.sqlite3")
    yield register
    register.close()


@pytest.fixture
def desk(tmp_path: Path, register: Register) -> Desk:
    return Desk(
        vault=Vault(tmp_path / "vault"),
        register=register,
        rules=policy.InForce(policy.load("general")),
        practice_policy=policy.load("practice"),
        classifier=Quiet,
        window_url="http://127.0.0.1:48217/",
        language="sv",
        archive=Archive(
            agency="Exempelby kommun", agency_code="212000-0000", schemas=str(packages.SCHEMAS)
        ),
        clock=lambda: NOW,
    )


@pytest.fixture
def pairings(tmp_path: Path) -> Pairings:
    return Pairings(tmp_path / "pairings.json", "Eva Exempel")


@pytest.fixture
def offices(desk: Desk, tmp_path: Path) -> Offices:
    offices = Offices.of(desk, tmp_path)
    offices.staff.open("Eva Exempel", [])
    return offices


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def outbox(desk: Desk, tmp_path: Path, clock: Clock) -> Outbox:
    folder = tmp_path / "inkorg"
    folder.mkdir()
    (tmp_path / "receivers.toml").write_text(TOLD.format(folder=folder), "utf-8")
    return Offices.of(replace(desk, clock=clock), tmp_path).outbox


@pytest.fixture
def entry(desk: Desk, actor: Actor) -> int:
    return desk.capture(capture(), actor, PICTURE).entry


@pytest.fixture
def scripted() -> Scripted:
    return Scripted()


@pytest.fixture
def courier(outbox: Outbox, scripted: Scripted) -> Courier:
    return Courier(outbox, lambda *_: scripted)


@pytest.fixture(scope="session")
def shipped() -> Classifies:
    """The shipped pipeline; imported here, for spaCy takes seconds that few tests need."""
    from companion.classify import Classifier

    return Classifier.load()


@pytest.fixture
def handing(desk: Desk, shipped: Classifies) -> Handing:
    """Disclosure on a desk whose classifier points out what a person gets to decide of."""
    return Handing(replace(desk, classifier=lambda: shipped), Disclosures(desk.register))
