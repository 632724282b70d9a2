"""Command line: run · classify · learn · export · deliver · schemas · pages · policy ·
verify · backup · restore · doctor.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from companion import (
    app,
    backup_command,
    deliver_command,
    doctor_command,
    export_command,
    pages_command,
    policy_command,
    schemas_command,
    settings,
    system,
    verify_command,
)
from companion.errors import CompanionError, Language, NoWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Do as asked; 0 when all went well, 1 when something did not, 2 when the words are off."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    parsed = _parser().parse_args(arguments)
    try:
        return int(parsed.act(parsed))
    except CompanionError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="companion", description="Uppsikt på den här datorn.")
    parser.add_argument(
        "--data", type=Path, help="datamappen (annars UPPSIKT_DATA, annars användarens egen)"
    )
    commands = parser.add_subparsers(required=True, metavar="KOMMANDO")

    run = commands.add_parser("run", help="öppna fönstret och ta emot från webbläsaren")
    run.add_argument("--port", type=int, help="annan port än i settings.toml (0: en ledig)")
    run.add_argument("--no-window", action="store_true", help="öppna inget fönster, bara tjäna")
    run.add_argument("--ready-file", type=Path, help="skriv adress och koder hit när allt är igång")
    run.set_defaults(act=_run)

    classify = commands.add_parser("classify", help="klassificera JSON Lines: id och text per rad")
    classify.add_argument(
        "file", nargs="?", default="-", metavar="FIL", help="en fil, eller - för standard in"
    )
    classify.set_defaults(act=_classify)

    learn = commands.add_parser("learn", help="träna språkmodellen på besluten som fattats här")
    learn.add_argument("--undo", action="store_true", help="gå tillbaka till den föregående")
    learn.set_defaults(act=_learn)

    export_command.add_to(commands)
    deliver_command.add_to(commands)
    pages_command.add_to(commands)
    policy_command.add_to(commands)
    verify_command.add_to(commands)
    backup_command.add_to(commands)
    doctor_command.add_to(commands)
    schemas_command.add_to(commands)
    return parser


def _run(asked: argparse.Namespace) -> int:
    chosen = settings.load(asked.data)
    service = app.start(chosen, asked.port)
    codes = Codes(service.login.code(chosen.moderator), service.pairings.start_code())
    serving = threading.Thread(target=service.run, daemon=True, name="server")
    serving.start()
    if asked.ready_file:
        _write_ready(asked.ready_file, service, codes)
    try:
        if asked.no_window or not _shown(service, codes, chosen.language):
            _say_where(service, codes)
            serving.join()
    except KeyboardInterrupt:
        print("Avslutar.")
    finally:
        service.stop()
    return 0


class Codes(NamedTuple):
    """What lets a person in: to the window's pages, and a browser to the API."""

    login: str
    pairing: str


def _shown(service: app.Service, codes: Codes, language: Language) -> bool:
    """Show the window until it is closed; false, and a word why, where there can be none."""
    if not system.has_display():
        print("Ingen skärm hittades, så inget fönster öppnas.")
        return False
    from companion.window import desktop

    try:
        desktop.show(f"{service.address}login#{codes.login}", language)
    except NoWindow as error:
        print(error, file=sys.stderr)
        return False
    return True


def _say_where(service: app.Service, codes: Codes) -> None:
    print(f"Öppna registret i en webbläsare: {service.address}")
    print(f"Inloggningskod: {codes.login}")
    print(f"Parkopplingskod för tillägget: {codes.pairing}", flush=True)


def _write_ready(path: Path, service: app.Service, codes: Codes) -> None:
    content = {
        "port": int(service.address.rstrip("/").rsplit(":", 1)[1]),
        "address": service.address,
        "login_code": codes.login,
        "pairing_code": codes.pairing,
    }
    temporary = path.with_name(path.name + ".new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file)
    temporary.replace(path)


def _classify(asked: argparse.Namespace) -> int:
    from companion.classify import Classifier
    from companion.classify.stream import classify_stream

    classifier = Classifier.load()
    if asked.file == "-":
        return classify_stream(sys.stdin.buffer, sys.stdout, sys.stderr, classifier)
    with Path(asked.file).open("rb") as source:
        return classify_stream(source, sys.stdout, sys.stderr, classifier)


def _learn(asked: argparse.Namespace) -> int:
    from companion import teach

    chosen = settings.load(asked.data)
    if asked.undo:
        done = teach.undo(chosen.own_pipeline)
        print(
            "Den föregående modellen används igen."
            if done
            else "Det finns inget att gå tillbaka till."
        )
        return 0
    print("Tränar och jämför; det tar omkring tio minuter och upp till 7 GB minne.", flush=True)
    found = teach.teach(chosen, _tell_progress)
    print(file=sys.stderr)
    print(f"{found.decisions} beslut: {found.why}")
    if found.old_corpus:
        print(f"Korpus: F1 {found.old_corpus:.3f} → {found.new_corpus:.3f}")
        print(f"Besluten här: F1 {found.old_local:.3f} → {found.new_local:.3f}")
    return 0 if found.installed else 1


def _tell_progress(done: int, steps: int) -> None:
    print(f"\r{100 * done // steps} %", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
