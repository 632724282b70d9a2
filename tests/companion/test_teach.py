"""teach: only with consent, from decisions that are not practice, and with a way back."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion import __main__, settings, teach
from companion.classify.learn import FEWEST
from companion.contract import Category, Platform
from companion.errors import NoConsent
from companion.register import Judgement, Register
from companion.settings import Settings
from tests.companion.samples import NOW


def with_consent(folder: Path) -> Settings:
    settings.load(folder)
    path = folder / "settings.toml"
    path.write_text(path.read_text("utf-8").replace("learn = false", "learn = true"), "utf-8")
    return settings.load(folder)


def decide(chosen: Settings, count: int, platform: Platform = Platform.FACEBOOK) -> None:
    register = Register(chosen.database)
    for number in range(count):
        register.judge(
            Judgement(
                platform=platform,
                comment_id=str(number),
                text_sha256=f"{number:064}",
                text=f"Beslut nummer {number}",
                labels=[Category.INSULT] if number % 2 else [],
                moderator="Eva",
                at=NOW,
            )
        )
    register.close()


def test_without_consent_nothing_is_learnt(tmp_path: Path) -> None:
    chosen = settings.load(tmp_path)
    decide(chosen, FEWEST)
    with pytest.raises(NoConsent) as caught:
        teach.teach(chosen, lambda _done, _all: None)
    assert str(tmp_path / "settings.toml") in str(caught.value)
    assert not chosen.own_pipeline.exists()


def test_too_few_decisions_are_said_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Practice decisions teach nothing."""
    chosen = with_consent(tmp_path)
    decide(chosen, 4)
    decide(chosen, FEWEST, Platform.PRACTICE)
    assert __main__.main(["--data", str(tmp_path), "learn"]) == 1
    assert "4 beslut: för få beslut" in capsys.readouterr().out
    assert not chosen.own_pipeline.exists()


def test_there_is_a_way_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = with_consent(tmp_path)
    assert __main__.main(["--data", str(tmp_path), "learn", "--undo"]) == 0
    assert "inget att gå tillbaka till" in capsys.readouterr().out
    chosen.own_pipeline.mkdir()
    assert __main__.main(["--data", str(tmp_path), "learn", "--undo"]) == 0
    assert not chosen.own_pipeline.exists()
