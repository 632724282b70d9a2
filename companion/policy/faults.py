"""What is wrong in a policy file: the line it stands on, and the remedy, in both languages."""

from __future__ import annotations

import bisect
import difflib
import re
import tomllib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from companion.errors import PolicyInvalid, Said

Step = str | int
"""A key of a table, or a place in a list."""


class Fault(NamedTuple):
    """One thing that is wrong, where it is and what to do about it."""

    line: int
    reason: Said
    remedy: Said
    at: tuple[Step, ...] = ()
    """The key, where the fault is at one."""

    def error(self, path: Path) -> PolicyInvalid:
        """The error that a person is shown."""
        return PolicyInvalid(
            path=path,
            line=self.line,
            reason=Said(
                f"rad {self.line}: {self.reason.sv}", f"line {self.line}: {self.reason.en}"
            ),
            remedy=self.remedy,
        )


def breach(at: Sequence[Step], reason: Said, remedy: Said) -> PydanticCustomError:
    """A rule of ours is broken at the key `at`: raised inside a validator."""
    facts = {"at": list(at), "reason": list(reason), "remedy": list(remedy)}
    return PydanticCustomError("breach", "{reason}", facts)


def unreadable(path: Path, error: OSError) -> PolicyInvalid:
    """There is no file to name a line in."""
    return PolicyInvalid(
        path=path,
        line=None,
        reason=Said(
            f"filen kan inte läsas ({error.strerror})",
            f"the file cannot be read ({error.strerror})",
        ),
        remedy=Said("Kontrollera namnet eller sökvägen.", "Check the name or the path."),
    )


def not_text(error: UnicodeDecodeError) -> Fault:
    """A byte that is no UTF-8."""
    return Fault(
        error.object[: error.start].count(b"\n") + 1,
        Said("tecknen är inte UTF-8", "the characters are not UTF-8"),
        Said("Spara filen med kodningen UTF-8.", "Save the file with the encoding UTF-8."),
    )


def not_toml(text: str, error: tomllib.TOMLDecodeError) -> Fault:
    """What the TOML reader stumbled on."""
    told = re.search(r"\(at line (\d+), column \d+\)", str(error))
    line = int(told[1]) if told else len(text.rstrip().split("\n"))
    return Fault(
        line,
        Said(f"raden är inte TOML ({error})", f"the line is not TOML ({error})"),
        Said(
            'Raden ska se ut som nyckel = "värde" eller [tabell], och nyckeln finnas en gång.',
            'The line should look like key = "value" or [table], and the key be there once.',
        ),
    )


def grounds_are_law(text: str) -> Fault:
    """A policy may not say what the law says."""
    return Fault(
        line_of(text, ["grounds"]),
        Said("grunderna är lagens", "the grounds are the law's"),
        Said(
            "Ta bort [grounds]: de är lika för alla.", "Delete [grounds]: they are equal for all."
        ),
    )


def not_valid(text: str, error: ValidationError, keys: Collection[str]) -> list[Fault]:
    """The faults of a validation by line; of unknown keys before the missing ones that they should have been."""
    details = error.errors()
    unknown = [detail for detail in details if _unknown(detail)]
    missing = {str(detail["loc"][-1]) for detail in details if detail["type"] == "missing"}
    found = [_fault(text, detail, missing, keys) for detail in unknown or details]
    return sorted(found, key=lambda fault: fault.line)


def line_of(text: str, at: Sequence[Step]) -> int:
    """The line, from 1, where the key `at` is written; where it is missing, that of the table it belongs in."""
    lines = text.split("\n")
    there = [
        at[:depth] for depth in range(len(at), 0, -1) if _holds(tomllib.loads(text), at[:depth])
    ]
    if not there:
        return 1
    ends = bisect.bisect_left(
        range(1, len(lines) + 1), True, key=lambda end: _holds(_up_to(lines, end), there[0])
    )
    begins = ends
    while not _is_whole(lines[:begins]):
        begins -= 1
    return begins + 1


def _up_to(lines: list[str], end: int) -> dict[str, object]:
    """What the file says up to a line, and to the end of a statement that goes on."""
    while not _is_whole(lines[:end]):
        end += 1
    return tomllib.loads("\n".join(lines[:end]))


def _is_whole(lines: list[str]) -> bool:
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError:
        return False
    return True


def _holds(table: object, at: Sequence[Step]) -> bool:
    for step in at:
        try:
            table = cast(dict[Step, object], table)[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _unknown(detail: ErrorDetails) -> bool:
    return detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)


def _fault(
    text: str, detail: ErrorDetails, missing: Collection[str], keys: Collection[str]
) -> Fault:
    context = detail.get("ctx", {})
    if detail["type"] == "breach":
        at = [*detail["loc"], *context["at"]]
        return Fault(
            line_of(text, at), Said(*context["reason"]), Said(*context["remedy"]), tuple(at)
        )
    at = [step for step in detail["loc"] if step != "[key]"]
    key, name = str(at[-1]), ".".join(map(str, at))
    if _unknown(detail):
        unknown = Said(f"{name} är okänt", f"{name} is unknown")
        return Fault(line_of(text, at), unknown, _instead(key, missing, keys), tuple(at))
    reason, remedy = _words(detail, name, key)
    return Fault(line_of(text, at), reason, remedy, tuple(at))


def _words(detail: ErrorDetails, at: str, key: str) -> tuple[Said, Said]:
    if detail["type"] == "missing":
        return (
            Said(f"{at} saknas", f"{at} is missing"),
            Said(f'Lägg till raden "{key} = …".', f'Add the line "{key} = …".'),
        )
    if expected := detail.get("ctx", {}).get("expected"):
        choices = str(expected)
        return (
            Said(f"{at} kan inte vara {detail['input']!r}", f"{at} cannot be {detail['input']!r}"),
            Said(f"Välj {choices.replace(' or ', ' eller ')}.", f"Choose {choices}."),
        )
    wrong = Said(f"{at} har inte rätt värde", f"{at} has not a right value")
    return wrong, _RIGHT.get(detail["type"], _RIGHT["string_type"])


def _instead(key: str, missing: Collection[str], keys: Collection[str]) -> Said:
    if key == "from":
        return Said(
            'Skriv from = "general" som kategorins enda rad, eller kategorins alla rader.',
            "Write from = \"general\" as the category's only line, or all the category's lines.",
        )
    if key in keys:
        return Said(
            "Nyckeln hör till en annan tabell: se till att dess [rubrik] står ovanför.",
            "The key belongs to another table: see that its [heading] stands above it.",
        )
    near = [one for asked in (missing, keys) for one in difflib.get_close_matches(key, asked, n=1)]
    if near:
        return Said(
            f'Skriv "{near[0]}", eller ta bort raden.', f'Write "{near[0]}", or delete the line.'
        )
    return Said("Ta bort raden.", "Delete the line.")


_TIME = Said("Skriv klockslaget som 08:00:00.", "Write the time as 08:00:00.")
_NUMBER = Said("Skriv ett heltal, minst 1.", "Write a whole number, 1 or more.")
_TABLE = Said("Skriv en tabell med nycklarna ifyllda.", "Write a table with its keys filled in.")
_LIST = Said('Skriv en lista: ["…", "…"].', 'Write a list: ["…", "…"].')

_RIGHT = {
    "string_type": Said('Skriv en text inom citattecken: "…".', 'Write a text in quotes: "…".'),
    "string_too_short": Said("Skriv en text; den får inte vara tom.", "Write a text; not empty."),
    "string_too_long": Said("Korta texten till 1 000 tecken.", "Cut it to 1,000 characters."),
    "bool_type": Said("Skriv true eller false.", "Write true or false."),
    "int_type": _NUMBER,
    "greater_than_equal": _NUMBER,
    "less_than_equal": Said("Skriv ett mindre tal.", "Write a smaller number."),
    "is_instance_of": _TIME,
    "model_type": _TABLE,
    "dict_type": _TABLE,
    "tuple_type": _LIST,
    "too_short": Said("Listan får inte vara tom.", "The list may not be empty."),
}
"""What to write, by the kind of pydantic's error."""
