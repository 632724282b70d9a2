"""`companion doctor`: what is wrong with this installation, and what to do."""

from __future__ import annotations

import argparse

from companion import app, settings
from companion.errors import CompanionError, Language
from companion.followed import followed
from companion.office.doctor import Doctor, Health, lines


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    doctor = commands.add_parser(
        "doctor", help="vad som är fel med installationen, och vad man gör"
    )
    doctor.add_argument("--en", action="store_true", help="på engelska")
    doctor.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """Say what was found; 1 where something is wrong."""
    data = (asked.data or settings.data_directory()).resolve()
    language: Language = "en" if asked.en else _language(asked)
    doctor = Doctor(data, app.who_answers, app.model_name)
    with followed(language) as step:
        found = doctor.examine(step)
    for line in lines(found, language):
        print(line)
    return 1 if any(one.health is Health.ILL for one in found) else 0


def _language(asked: argparse.Namespace) -> Language:
    try:
        return settings.load(asked.data).language
    except (CompanionError, OSError):
        return "sv"
