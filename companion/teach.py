"""Learning on site: from the register's decisions to a pipeline of this computer's own.

Only with consent (settings: learn), and nothing leaves the machine. The pipeline lies in the data directory;
while there is one it is used instead of the shipped one, and `undo` takes it back.
"""

from __future__ import annotations

from companion import __version__
from companion.classify import SHIPPED
from companion.classify.fit import read_examples, training_files
from companion.classify.learn import Learned, LocalDecision, Progress, learn, undo
from companion.classify.lexicon import read_entries
from companion.errors import NoConsent
from companion.register import Judgement, Register
from companion.settings import Settings

__all__ = ["Learned", "Progress", "teach", "undo"]

MODELS = SHIPPED.parent


def teach(settings: Settings, progress: Progress) -> Learned:
    """Train on the shipped corpus and this register's decisions; install if not worse.

    Raises NoConsent, StorageFailed.
    """
    if not settings.learn:
        raise NoConsent(path=settings.data / "settings.toml")
    register = Register(settings.database)
    try:
        lessons = [decision for one in register.lessons() for decision in _decisions(one)]
    finally:
        register.close()
    return learn(
        lessons,
        read_entries(MODELS / "lexicon"),
        read_examples(training_files(MODELS / "corpus")),
        settings.own_pipeline,
        f"{__version__}+local.{len(lessons)}",
        progress,
    )


def _decisions(judgement: Judgement) -> list[LocalDecision]:
    text = judgement.text or ""
    return [LocalDecision(text, label) for label in judgement.labels] or [LocalDecision(text, None)]
