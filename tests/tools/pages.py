"""`build.py pages`: what a developer does when a platform has changed.

    build.py pages key KEY.pem            make the publisher's key; prints the public one for contract.py
    build.py pages sign RULES.json KEY.pem OUT.json
    build.py pages check SIGNED.json      is it signed with the key of contract.py?
    build.py pages add STRUCTURE.json     a page structure saved by a user becomes a test page

An update holds what it changes only, e.g. {"format": 1, "version": 2, "selectors": {"article": "…"}};
its version must be higher than that of extension/page/rules.json. The private key is kept by the
publisher, never in this folder.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import build
from companion.contract import PAGE_RULES_KEY, SignedPageRules
from companion.errors import PageRulesRefused
from companion.office.page_rules import PageRules, version
from tests.pages import structures

SHIPPED = build.EXTENSION / "page" / "rules.json"


def key(asked: argparse.Namespace) -> int:
    """A new key, readable by its owner alone."""
    private = Ed25519PrivateKey.generate()
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    descriptor = os.open(asked.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    print(public_of(private))
    return 0


def public_of(private: Ed25519PrivateKey) -> str:
    """The public key in hex."""
    form = serialization.Encoding.Raw, serialization.PublicFormat.Raw
    return private.public_key().public_bytes(*form).hex()


def sign(asked: argparse.Namespace) -> int:
    """A signed file of an update that is newer than what ships; 1 where it is not."""
    rules = asked.rules.read_text("utf-8")
    shipped = json.loads(SHIPPED.read_text("utf-8"))["version"]
    private = serialization.load_pem_private_key(asked.key.read_bytes(), None)
    if not isinstance(private, Ed25519PrivateKey):
        build.say("Nyckeln är ingen Ed25519-nyckel.", "The key is no Ed25519 key.")
        return 1
    signed = SignedPageRules(rules=rules, signature=private.sign(rules.encode()).hex())
    if version(signed) <= shipped:
        build.say(f"version måste vara högre än {shipped}", f"version must be above {shipped}")
        return 1
    if public_of(private) != PAGE_RULES_KEY:
        build.say("Nyckeln är inte den i contract.py.", "The key is not the one in contract.py.")
        return 1
    asked.out.write_text(signed.model_dump_json(), "utf-8")
    return 0


def check(asked: argparse.Namespace) -> int:
    """Whether a companion would take it."""
    try:
        print(version(PageRules(asked.signed.parent).read(asked.signed)))
    except PageRulesRefused as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def add(asked: argparse.Namespace) -> int:
    """A test page of a structure, with what is read of it now, for the developer to look at."""
    print(structures.add(asked.structure))
    return 0


def main() -> int:
    """Do as asked."""
    parser = argparse.ArgumentParser(prog="build.py pages")
    commands = parser.add_subparsers(required=True, metavar="WHAT")
    arguments = {
        key: ("key",),
        sign: ("rules", "key", "out"),
        check: ("signed",),
        add: ("structure",),
    }
    for act, names in arguments.items():
        found = commands.add_parser(act.__name__, help=act.__doc__)
        for name in names:
            found.add_argument(name, type=Path)
        found.set_defaults(act=act)
    asked = parser.parse_args()
    return int(asked.act(asked))


if __name__ == "__main__":
    sys.exit(build.guarded(main))
