"""delivery to Public 360 and Platina, against fakes written from their public descriptions (records_systems.py).

Never two documents, never a document called delivered that lacks a file, and no key in anything that is said.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Iterator

import pytest

from companion.delivery.platina import PlatinaChannel
from companion.delivery.public360 import Public360Channel
from companion.delivery.receivers import Platina, Public360
from companion.errors import (
    CompanionError,
    HandoverBroken,
    ReceiverCannotTell,
    ReceiverHasPart,
    ReceiverRefused,
    ReceiverUnreachable,
)
from tests.companion.parcels import KEY, Heard, parcel
from tests.companion.records_systems import (
    AUTHKEY,
    CLIENT_SECRET,
    TOKEN,
    FakePlatina,
    FakePublic360,
    serving,
)


@pytest.fixture
def p360() -> Iterator[FakePublic360]:
    with serving(FakePublic360()) as system:
        yield system


@pytest.fixture
def platina() -> Iterator[FakePlatina]:
    with serving(FakePlatina()) as system:
        yield system


def channel_360(system: FakePublic360, key: str = AUTHKEY) -> Public360Channel:
    document = {"CaseNumber": "2026/00123", "Archive": "recno:2", "Category": "recno:110"}
    receiver = Public360(
        name="public360", kind="public360", address=system.address, document=dict(document)
    )
    return Public360Channel(receiver, lambda: key)


def channel_platina(system: FakePlatina, secret: str = CLIENT_SECRET) -> PlatinaChannel:
    receiver = Platina(
        name="platina",
        kind="platina",
        address=system.address,
        token_address=f"{system.address}/token",
        client_id="uppsikt",
        scope="api://platina/.default",
        diary="d/1",
        case={"statusId": "s1", "origin": {"id": "o1"}},
    )
    return PlatinaChannel(receiver, lambda: secret)


def files_of(document: dict[str, object]) -> dict[str, bytes]:
    found = document["Files"]
    assert isinstance(found, list)
    return {file["Title"]: base64.b64decode(file["Base64Data"]) for file in found}


def test_public_360_gets_one_document_with_both_files(p360: FakePublic360) -> None:
    sent, heard = parcel(), Heard()
    receipt = channel_360(p360).send(sent, heard)
    (document,) = p360.documents
    assert document["Title"] == sent.subject
    assert document["CaseNumber"] == "2026/00123"
    assert document["ExternalId"] == {"Id": KEY, "Type": "Uppsikt"}
    assert files_of(document) == sent.files
    assert receipt == ("1", "2026/00123-1")
    assert channel_360(p360).ask(sent.mark) == receipt
    assert heard.times == 1


CREATE, ATTACH, FIND = "CreateDocument", "CreateFile", "GetDocuments"


@pytest.mark.parametrize("operation", [CREATE, ATTACH])
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [0, 500, 502])
def test_a_lost_answer_is_resumed_and_never_doubled(
    p360: FakePublic360, operation: str, when: str, status: int
) -> None:
    """The server dies before it acts, or when it has acted; the next attempt asks and adds what is missing."""
    getattr(p360, when)[operation] = status
    sent = parcel()
    with pytest.raises(HandoverBroken):
        channel_360(p360).send(sent, Heard())
    assert channel_360(p360).ask(sent.mark) is None
    getattr(p360, when).clear()
    receipt = channel_360(p360).send(parcel(2), Heard())
    (document,) = p360.documents
    assert files_of(document) == sent.files
    assert len(document["Files"]) == 2
    assert receipt.diarienummer == "2026/00123-1"


def test_before_anything_is_made_a_failure_is_certain(p360: FakePublic360) -> None:
    heard = Heard()
    p360.before[FIND] = 0
    with pytest.raises(ReceiverUnreachable):
        channel_360(p360).send(parcel(), heard)
    assert heard.times == 0
    assert p360.documents == []


def test_a_wait_that_is_asked_for_is_told(p360: FakePublic360) -> None:
    p360.before[CREATE] = 503
    with pytest.raises(ReceiverUnreachable) as raised:
        channel_360(p360).send(parcel(), Heard())
    assert raised.value.facts["wait"] == "120"


def test_a_refused_file_is_not_called_nothing(p360: FakePublic360) -> None:
    """The document is there: a person is told so, and a new attempt goes on where it stopped."""
    p360.refused = f"FileService/{ATTACH}"
    with pytest.raises(ReceiverHasPart) as raised:
        channel_360(p360).send(parcel(), Heard())
    assert "2026/00123-1" in str(raised.value)
    p360.refused = ""
    channel_360(p360).send(parcel(2), Heard())
    assert len(p360.documents) == 1


def test_where_the_search_gives_others_documents_a_person_decides(p360: FakePublic360) -> None:
    channel_360(p360).send(parcel(), Heard())
    p360.documents[0]["ExternalId"] = {"Id": "other", "Type": "Uppsikt"}
    p360.deaf = True
    heard = Heard()
    with pytest.raises(ReceiverCannotTell):
        channel_360(p360).send(parcel(), heard)
    assert heard.times == 0
    assert len(p360.documents) == 1


def test_platina_gets_a_case_and_gives_its_diarienummer(platina: FakePlatina) -> None:
    sent = parcel()
    receipt = channel_platina(platina).send(sent, Heard())
    assert receipt == ("case-1", "KS 2026/1")
    (case,) = platina.cases
    assert case["title"] == sent.subject
    assert (case["statusId"], case["origin"]) == ("s1", {"id": "o1"})
    for told in (*sent.hashes.values(), sent.mark.name, "uppsikt-2, uppsikt-1"):
        assert told in case["description"]


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("status", [0, 500])
def test_a_lost_answer_of_platina_is_left_to_a_person(
    platina: FakePlatina, when: str, status: int
) -> None:
    """The description has no search by what we know, so nothing is sent again by itself."""
    getattr(platina, when)["journalized-cases"] = status
    with pytest.raises(HandoverBroken):
        channel_platina(platina).send(parcel(), Heard())
    with pytest.raises(ReceiverCannotTell):
        channel_platina(platina).ask(parcel().mark)


def test_without_a_token_nothing_is_handed_over(platina: FakePlatina) -> None:
    heard = Heard()
    with pytest.raises(ReceiverRefused):
        channel_platina(platina, "fel").send(parcel(), heard)
    platina.before["token"] = 0
    with pytest.raises(ReceiverUnreachable):
        channel_platina(platina).send(parcel(), heard)
    assert heard.times == 0
    assert platina.cases == []


def test_nobody_there_is_certain(platina: FakePlatina, p360: FakePublic360) -> None:
    p360.address = platina.address = "http://127.0.0.1:9"
    for channel in (channel_360(p360), channel_platina(platina)):
        with pytest.raises(ReceiverUnreachable):
            channel.send(parcel(), Heard())


def test_no_secret_is_said_in_error_or_log(
    p360: FakePublic360, platina: FakePlatina, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever fails, and also where the other end repeats what it was sent."""
    secrets = (AUTHKEY, CLIENT_SECRET, TOKEN, "nyckel", "klienthemlighet")
    tries: list[tuple[Callable[[], None], Callable[[], object]]] = [
        (lambda: None, lambda: channel_360(p360, AUTHKEY + "x").send(parcel(), Heard())),
        (lambda: None, lambda: channel_platina(platina, CLIENT_SECRET + "x").send(parcel(), Heard())),
        (lambda: p360.before.update({FIND: 400}), lambda: channel_360(p360).send(parcel(), Heard())),
        (lambda: p360.before.update({FIND: 500}), lambda: channel_360(p360).send(parcel(), Heard())),
        (lambda: p360.before.update({FIND: 0}), lambda: channel_360(p360).send(parcel(), Heard())),
        (lambda: p360.before.clear(), lambda: None),
        (lambda: setattr(p360, "refused", f"DocumentService/{CREATE}"),
         lambda: channel_360(p360).send(parcel(), Heard())),
        (lambda: setattr(p360, "address", "http://127.0.0.1:9"),
         lambda: channel_360(p360).send(parcel(), Heard())),
    ]  # fmt: skip
    failed = 0
    with caplog.at_level(logging.DEBUG):
        for prepare, attempt in tries:
            prepare()
            try:
                attempt()
            except CompanionError as error:
                failed += 1
                said = f"{error!r} {error} {error.words('en')} {error.__cause__!r}"
                assert not [secret for secret in secrets if secret in said], said
    assert failed == len(tries) - 1
    assert not [secret for secret in secrets if secret in caplog.text]
