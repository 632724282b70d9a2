"""delivery to a watched folder: both files whole or none, never another's, and what became of it can always be told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion import system
from companion.delivery.folder import LONGEST, FolderChannel
from companion.delivery.receivers import Folder
from companion.errors import (
    CompanionError,
    HandoverBroken,
    NotNow,
    ReceiverCannotTell,
    ReceiverRefused,
    ReceiverUnreachable,
)
from tests.companion.parcels import Heard, parcel


def channel(folder: Path) -> FolderChannel:
    return FolderChannel(Folder(name="inkorg", kind="folder", folder=str(folder)))


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_both_files_lie_there_under_the_deliverys_name(tmp_path: Path) -> None:
    sent = parcel()
    receipt = channel(tmp_path).send(sent, Heard())
    assert content(tmp_path) == sent.files
    assert set(sent.files) == {"uppsikt-7-0f3a9c41.pdf", "uppsikt-7-0f3a9c41.xml"}
    assert receipt.diarienummer is None


def test_the_watcher_never_sees_half_a_file(tmp_path: Path) -> None:
    """Nothing has its name before both are whole; then the XML comes last."""

    def handing_over() -> None:
        assert [file.name for file in tmp_path.iterdir() if file.suffix != ".part"] == []
        assert sorted(content(tmp_path).values()) == sorted(sent.files.values())

    sent = parcel()
    channel(tmp_path).send(sent, handing_over)
    assert list(sent.files)[-1].endswith(".xml")


def test_a_folder_that_is_gone_is_not_made(tmp_path: Path) -> None:
    """It may be a drive that is not connected."""
    gone, heard = tmp_path / "gone", Heard()
    with pytest.raises(ReceiverUnreachable):
        channel(gone).send(parcel(), heard)
    assert not gone.exists()
    assert heard.times == 0


def test_who_comes_second_leaves_nothing_and_takes_nothing(tmp_path: Path) -> None:
    """Two at once on the same delivery: the register lets one hand over."""

    def refused() -> None:
        raise NotNow(delivery=7)

    def first() -> None:
        with pytest.raises(NotNow):
            channel(tmp_path).send(parcel(2, b"other"), refused)

    sent = parcel(1)
    channel(tmp_path).send(sent, first)
    assert content(tmp_path) == sent.files


def test_another_file_of_that_name_is_never_written_over(tmp_path: Path) -> None:
    name = f"{parcel().mark.name}.xml"
    (tmp_path / name).write_bytes(b"somebody else's")
    with pytest.raises(HandoverBroken):
        channel(tmp_path).send(parcel(), Heard())
    assert (tmp_path / name).read_bytes() == b"somebody else's"


@pytest.mark.parametrize("moves", [0, 1, 2])
@pytest.mark.parametrize("taken", [False, True])
def test_what_was_handed_over_half_way_is_finished_and_never_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int, taken: bool
) -> None:
    """Killed between the names; the watcher may have taken the files away before we look."""
    done, move = 0, system.move_new

    def moving(source: Path, target: Path) -> None:
        nonlocal done
        if done == moves:
            raise KeyboardInterrupt
        done += 1
        move(source, target)

    monkeypatch.setattr(system, "move_new", moving)
    monkeypatch.setattr(system, "sync_directory", lambda _: moving(tmp_path, tmp_path))
    sent = parcel()
    with pytest.raises(KeyboardInterrupt):
        channel(tmp_path).send(sent, Heard())
    monkeypatch.undo()
    seen = {name: file for name, file in content(tmp_path).items() if name in sent.files}
    if taken and len(seen) == 2:
        for name in seen:
            (tmp_path / name).unlink()
    receipt = channel(tmp_path).ask(sent.mark)
    assert receipt is not None
    left = content(tmp_path)
    assert left == ({} if taken and len(seen) == 2 else sent.files)


def test_left_overs_of_an_earlier_attempt_are_cleared(tmp_path: Path) -> None:
    """Killed before anything was handed over: the next attempt is another and takes its place."""

    def die() -> None:
        raise KeyboardInterrupt

    old = tmp_path / f".{parcel().mark.name}.pdf.1.part"
    old.write_bytes(b"half")
    sent = parcel(2)
    with pytest.raises(KeyboardInterrupt):
        channel(tmp_path).send(parcel(3), die)
    channel(tmp_path).send(sent, Heard())
    assert content(tmp_path) == sent.files


def test_the_receipt_brings_the_diarienummer(tmp_path: Path) -> None:
    """S4, N3: what is preserved is registered; with a byte order mark, as Windows programs write."""
    sent = parcel()
    channel(tmp_path).send(sent, Heard())
    receipt = tmp_path / f"{sent.mark.name}.kvitto.json"
    receipt.write_text(json.dumps({"diarienummer": " KS 2026/123 "}), "utf-8-sig")
    found = channel(tmp_path).ask(sent.mark)
    assert found is not None
    assert found.diarienummer == "KS 2026/123"


@pytest.mark.parametrize(
    ("told", "error"),
    [
        ('{"fel": "fel format"}', ReceiverRefused),
        ('{"diarienu', ReceiverCannotTell),
        ("", ReceiverCannotTell),
        ("[1]", ReceiverCannotTell),
        ('{"diarienummer": ""}', ReceiverCannotTell),
        ('{"diarienummer": 7}', ReceiverCannotTell),
        ('{"diarienummer": "a\\nb"}', ReceiverCannotTell),
        (json.dumps({"diarienummer": "x" * (LONGEST + 1)}), ReceiverCannotTell),
    ],
)
def test_a_receipt_that_says_no_or_nothing(
    tmp_path: Path, told: str, error: type[CompanionError]
) -> None:
    sent = parcel()
    channel(tmp_path).send(sent, Heard())
    (tmp_path / f"{sent.mark.name}.kvitto.json").write_text(told, "utf-8")
    with pytest.raises(error):
        channel(tmp_path).ask(sent.mark)


@given(st.binary(max_size=200))
def test_whatever_a_receipt_holds_it_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, told: bytes
) -> None:
    folder = tmp_path_factory.mktemp("inbox")
    mark = parcel().mark
    (folder / f"{mark.name}.kvitto.json").write_bytes(told)
    try:
        found = channel(folder).ask(mark)
    except (ReceiverCannotTell, ReceiverRefused):
        return
    assert found is not None
    assert found.diarienummer
