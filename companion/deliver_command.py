"""`companion deliver`: send what waits in the outbox, and keep the receivers' passwords."""

from __future__ import annotations

import argparse
import getpass
import signal
import sys

from companion import app, delivery, settings
from companion.errors import NoSuchReceiver
from companion.export.words import WORDS
from companion.office import Offices
from companion.office.courier import Courier
from companion.office.delivery import words
from companion.register.deliveries import NEEDS_PERSON, OPEN


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describe the command."""
    deliver = commands.add_parser("deliver", help="skicka det som väntar i utkorgen")
    chosen = deliver.add_mutually_exclusive_group()
    chosen.add_argument("--once", action="store_true", help="en gång, i stället för tills Ctrl+C")
    chosen.add_argument(
        "--secret", metavar="NAMN", help="spara en mottagares lösenord eller nyckel (frågas efter)"
    )
    deliver.set_defaults(act=run)


def run(asked: argparse.Namespace) -> int:
    """Send, or keep a secret; 1 where a delivery needs a person. Raises ReceiversInvalid, NoSuchReceiver."""
    chosen = settings.load(asked.data)
    if asked.secret:
        return _keep_secret(chosen, asked.secret)
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    try:
        return _send(Courier(Offices.of(desk, chosen.data).outbox), chosen, once=asked.once)
    finally:
        desk.register.close()


def _send(courier: Courier, chosen: settings.Settings, *, once: bool) -> int:
    outbox = courier.outbox
    outbox.receivers()
    if once:
        courier.work()
    else:
        print("Skickar det som väntar. Avsluta med Ctrl+C.", flush=True)
        before = signal.signal(signal.SIGINT, lambda *_: courier.stop())
        try:
            courier.run()
        finally:
            signal.signal(signal.SIGINT, before)
        print("Avslutar.")
    terms = WORDS[chosen.language]
    for one in reversed(outbox.deliveries.those(OPEN)):
        why = f": {words(one.fault, chosen.language).what}" if one.fault else ""
        print(f"Leverans {one.id} till {one.receiver}, {terms[f'delivery_{one.state}']}{why}")
    return 1 if outbox.deliveries.count(NEEDS_PERSON) else 0


def _keep_secret(chosen: settings.Settings, name: str) -> int:
    if name not in delivery.load(chosen.data):
        raise NoSuchReceiver(name=name)
    told = (
        getpass.getpass("Lösenord eller nyckel: ") if sys.stdin.isatty() else sys.stdin.readline()
    )
    if not told.strip():
        print("Inget sparades.", file=sys.stderr)
        return 1
    print(f"Sparat i {delivery.secret.put(chosen.data, name, told.strip())}.")
    return 0
