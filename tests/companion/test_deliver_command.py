"""companion deliver: what waits is sent, who is needed is said, and passwords are kept out of sight."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from companion import __main__, app, settings
from companion.delivery import secret
from companion.errors import SecretExposed, SecretMissing
from companion.office import Offices
from companion.register import Actor
from companion.register.deliveries import DeliveryState
from tests.companion.samples import PICTURE, capture
from tests.companion.test_export_progress import fill

SECRET = "hemligt-lösen-9f"


class Remembering(KeyringBackend):
    """A keyring in memory."""

    priority = 1.0
    name = "minnet"

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """As the library asks."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """As the library asks."""
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """As the library asks."""
        del self.kept[service, username]


@pytest.fixture(params=["keyring", "file"])
def ring(request: pytest.FixtureRequest) -> Iterator[KeyringBackend]:
    """With a keyring, and where there is none."""
    before = keyring.get_keyring()
    chosen = Remembering() if request.param == "keyring" else NoKeyring()  # type: ignore[no-untyped-call]
    keyring.set_keyring(chosen)
    yield chosen
    keyring.set_keyring(before)


def told(folder: Path, inbox: Path) -> None:
    """Receivers: a folder, and a mailbox that cannot be reached."""
    content = f"[[receiver]]\nname = 'inkorg'\nkind = 'folder'\nfolder = '{inbox}'\n"
    content += (
        "[[receiver]]\nname = 'brev'\nkind = 'mail'\nserver = '127.0.0.1'\nport = 9\n"
        "security = 'starttls'\nuser = 'u'\nsender = 'a@b.example'\nto = 'c@d.example'\n"
    )
    (folder / "receivers.toml").write_text(content, "utf-8")


def queue(data: Path, receiver: str) -> int:
    """A delivery that waits."""
    chosen = settings.load(data)
    desk = app.make_desk(chosen, window_url="", classifier=lambda: None)
    actor = Actor(moderator="Eva Exempel", client="t")
    entry = desk.capture(capture(), actor, PICTURE).entry
    number = Offices.of(desk, data).outbox.queue(entry, receiver, actor).id
    desk.register.close()
    return number


def test_once_sends_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, 0)
    inbox = tmp_path / "inkorg"
    inbox.mkdir()
    told(tmp_path, inbox)
    queue(tmp_path, "inkorg")
    assert __main__.main(["--data", str(tmp_path), "deliver", "--once"]) == 0
    assert sorted(file.suffix for file in inbox.iterdir()) == [".pdf", ".xml"]
    assert capsys.readouterr().out == ""


def test_what_needs_a_person_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ring: KeyringBackend
) -> None:
    assert ring.priority is not None
    fill(tmp_path, 0)
    told(tmp_path, tmp_path)
    number = queue(tmp_path, "brev")
    assert __main__.main(["--data", str(tmp_path), "deliver", "--once"]) == 1
    said = capsys.readouterr().out
    assert f"Leverans {number} till brev, inte skickad" in said
    assert "Lösenordet eller nyckeln till brev saknas." in said
    desk = app.make_desk(settings.load(tmp_path), window_url="", classifier=lambda: None)
    outbox = Offices.of(desk, tmp_path).outbox
    assert outbox.deliveries.one(number).state is DeliveryState.FAILED
    desk.register.close()


def test_a_secret_is_kept_and_never_said(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    ring: KeyringBackend,
) -> None:
    fill(tmp_path, 0)
    told(tmp_path, tmp_path)
    with pytest.raises(SecretMissing):
        secret.get(tmp_path, "brev")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda _: f" {SECRET} ")
    command = ["--data", str(tmp_path), "deliver", "--secret"]
    assert __main__.main([*command, "brev"]) == 0
    assert __main__.main([*command, "ingen"]) == 1
    said = capsys.readouterr()
    assert SECRET not in said.out + said.err
    assert secret.get(tmp_path, "brev") == SECRET
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    holding = [file for file in files if SECRET.encode() in file.read_bytes()]
    if isinstance(ring, Remembering):
        assert holding == []
    else:
        assert holding == [tmp_path / "secrets" / "brev"]


@pytest.mark.skipif(os.name == "nt", reason="there the folder's list decides")
def test_a_secret_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    place = secret.put(tmp_path, "brev", SECRET)
    keyring.set_keyring(before)
    assert isinstance(place, Path)
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    place.chmod(0o640)
    with pytest.raises(SecretExposed) as raised:
        secret.get(tmp_path, "brev")
    assert SECRET not in str(raised.value)
