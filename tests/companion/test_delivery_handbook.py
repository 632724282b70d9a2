"""What the handbook promises of deliveries is so: the keys, the waits, the receipt, the commands."""

from __future__ import annotations

import html
import re
from pathlib import Path

from companion import __main__, app
from companion.delivery.receivers import Folder, Mail, Platina, Public360
from companion.export.words import WORDS
from companion.office.courier import DELAYS
from companion.office.delivery import MOST
from companion.office.exporting import KEPT
from companion.window.views.exporting import MANY


def chapter(name: str) -> str:
    """A chapter's text, without its markup."""
    text = (Path(app.__file__).parent / "handbook" / "handbok.html").read_text("utf-8")
    found = text.split(f"<h2>{name}</h2>")[1].split("<h2>")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", found)).split())


def test_every_key_of_a_receiver_is_described() -> None:
    told = chapter("Till registratorn")
    for kind in (Mail, Folder, Public360, Platina):
        for key in set(kind.model_fields) - {"name", "kind"}:
            assert key in told, key
        assert kind.model_fields["kind"].annotation.__args__[0] in told  # type: ignore[union-attr]


def test_numbers_and_words_are_the_programs_own() -> None:
    told = chapter("Till registratorn")
    assert f"högst {MOST} poster i en leverans" in told
    first = [int(delay.total_seconds() // 60) for delay in DELAYS[:3]]
    assert f"efter {first[0]}, {first[1]} och {first[2]} minuter" in told
    for state in ("waiting", "sent", "failed", "uncertain"):
        assert WORDS["sv"][f"delivery_{state}"] in told
    long = chapter("Långa exporter")
    assert f"fler än {MANY} poster" in long
    assert KEPT == 15 * 60
    assert "finns kvar en kvart" in long


def test_the_options_that_are_named_exist() -> None:
    parser = __main__._parser()  # noqa: SLF001
    for option in re.findall(r"companion deliver (--\w+)", chapter("Till registratorn")):
        value = ["x"] if option == "--secret" else []
        asked = parser.parse_args(["deliver", option, *value])
        assert getattr(asked, option.removeprefix("--")) in (True, "x")
