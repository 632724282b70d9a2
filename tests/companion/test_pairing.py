"""pairing: a short code that the user approves; tokens are kept as hashes and given once."""

from __future__ import annotations

import os
import uuid
from datetime import timedelta
from pathlib import Path

import pytest

from companion.contract import PairClaim, PairOffer, PairRequest, PairState
from companion.errors import NotFound, NotPaired, PairingRefused, StorageFailed
from companion.pairing import LIFETIME, MAX_FALSE_CODES, MAX_WAITING, Pairings
from tests.companion.samples import NOW

ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


def asked(code: str | None = None) -> PairRequest:
    return PairRequest(browser="Chromium 156", extension_version="0.1.0", code=code)


def claim(offer: PairOffer) -> PairClaim:
    return PairClaim(pairing_id=offer.pairing_id, secret=offer.secret)


def test_nothing_is_given_until_the_user_approves(pairings: Pairings) -> None:
    offer = pairings.offer(asked(), ORIGIN)
    assert [one.code for one in pairings.waiting()] == [offer.code]
    assert pairings.claim(claim(offer)).state is PairState.WAITING
    pairings.answer(offer.pairing_id, moderator="Anna")
    answer = pairings.claim(claim(offer))
    assert (answer.state, answer.moderator) == (PairState.APPROVED, "Anna")
    assert answer.token is not None
    assert pairings.check(answer.token).origin == ORIGIN
    assert pairings.claim(claim(offer)).state is PairState.EXPIRED


def test_a_refusal_gives_no_token(pairings: Pairings) -> None:
    offer = pairings.offer(asked(), ORIGIN)
    pairings.answer(offer.pairing_id, moderator=None)
    assert pairings.claim(claim(offer)).token is None
    with pytest.raises(NotFound):
        pairings.answer(offer.pairing_id, moderator="Anna")


def test_another_browser_cannot_claim(pairings: Pairings) -> None:
    offer = pairings.offer(asked(), ORIGIN)
    pairings.answer(offer.pairing_id, moderator="Anna")
    thief = PairClaim(pairing_id=offer.pairing_id, secret="0" * 64)
    assert pairings.claim(thief).token is None
    stranger = PairClaim(pairing_id=str(uuid.uuid4()), secret=offer.secret)
    assert pairings.claim(stranger).token is None


def test_the_start_code_is_good_once(pairings: Pairings) -> None:
    code = pairings.start_code()
    offer = pairings.offer(asked(code.replace(" ", "")), ORIGIN)
    assert pairings.claim(claim(offer)).state is PairState.APPROVED
    with pytest.raises(PairingRefused):
        pairings.offer(asked(code), ORIGIN)


def test_guessing_withdraws_the_start_code(pairings: Pairings) -> None:
    code = pairings.start_code()
    for _ in range(MAX_FALSE_CODES):
        with pytest.raises(PairingRefused):
            pairings.offer(asked("000 00x"), ORIGIN)
    with pytest.raises(PairingRefused):
        pairings.offer(asked(code), ORIGIN)


def test_codes_run_out(tmp_path: Path) -> None:
    now = [NOW]
    pairings = Pairings(tmp_path / "p.json", "Eva", clock=lambda: now[0])
    offer = pairings.offer(asked(), ORIGIN)
    now[0] += LIFETIME + timedelta(seconds=1)
    assert pairings.waiting() == []
    assert pairings.claim(claim(offer)).state is PairState.EXPIRED


def test_open_requests_are_bounded(pairings: Pairings) -> None:
    for _ in range(MAX_WAITING + 5):
        pairings.offer(asked(), ORIGIN)
    assert len(pairings.waiting()) == MAX_WAITING


def test_pairings_outlive_a_restart_and_can_be_revoked(pairings: Pairings, tmp_path: Path) -> None:
    offer = pairings.offer(asked(pairings.start_code()), ORIGIN)
    token = pairings.claim(claim(offer)).token
    assert token is not None
    assert token not in (tmp_path / "pairings.json").read_text("utf-8")
    again = Pairings(tmp_path / "pairings.json", "Eva")
    again.revoke(again.check(token).id)
    with pytest.raises(NotPaired):
        again.check(token)


def test_the_file_is_written_whole_or_not_at_all(
    pairings: Pairings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer = pairings.offer(asked(pairings.start_code()), ORIGIN)
    token = pairings.claim(claim(offer)).token
    before = (tmp_path / "pairings.json").read_bytes()

    def full(*_: object, **__: object) -> int:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(Path, "write_text", full)
    second = pairings.offer(asked(pairings.start_code()), ORIGIN)
    with pytest.raises(StorageFailed):
        pairings.claim(claim(second))
    assert (tmp_path / "pairings.json").read_bytes() == before
    assert pairings.check(str(token)).browser == "Chromium 156"
