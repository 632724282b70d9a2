"""Platina by its standard REST interface: a journalized case in a diary, which gives the diarienummer.

Written from the public description of `POST /api/v7/diaries/{id}/journalized-cases` with OAuth 2 client credentials,
not against an installation. That description has no field for a foreign key and no files: the case names the
entries, the delivery and the SHA-256 of both files, and when an answer is lost a person must look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from companion.delivery.parcel import Mark, Parcel, Receipt
from companion.delivery.receivers import Platina
from companion.delivery.web import Web
from companion.errors import ReceiverCannotTell, ReceiverRefused, Said

TITLE, DESCRIPTION = 200, 4000
"""Most characters that the interface takes."""


@dataclass(frozen=True)
class PlatinaChannel:
    """The way to one diary."""

    receiver: Platina
    client_secret: Callable[[], str]
    answers_later: bool = False

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Make the case; see `Channel.send`."""
        web = Web(self.receiver.name, self.client_secret())
        web.token = self._token(web)
        handing_over()
        diary = quote(self.receiver.diary, safe="")
        address = f"{self.receiver.address}/api/v7/diaries/{diary}/journalized-cases"
        made = web.post(address, json=self._case(parcel), writes=True)
        number, identity = made.get("diaryNumber"), made.get("id")
        return Receipt(str(identity) if identity else None, str(number) if number else None)

    def ask(self, mark: Mark) -> Receipt | None:
        """Raises ReceiverCannotTell: the description has no search by what we know."""
        raise ReceiverCannotTell(
            name=self.receiver.name,
            reason=Said("gränssnittet kan inte svara på det", "the interface cannot answer that"),
            mark=mark.name,
        )

    def _token(self, web: Web) -> str:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.receiver.client_id,
            "client_secret": web.secret,
            "scope": self.receiver.scope,
        }
        token = web.post(self.receiver.token_address, form=form, writes=False).get("access_token")
        if not isinstance(token, str) or not token:
            reason = Said("inget access_token i svaret", "no access_token in the answer")
            raise ReceiverRefused(name=self.receiver.name, reason=reason)
        return token

    def _case(self, parcel: Parcel) -> dict[str, Any]:
        day = parcel.making.now.isoformat(timespec="seconds")
        hashes = [f"{name}: SHA-256 {found}" for name, found in parcel.hashes.items()]
        told = [parcel.papers.designations, f"Leverans {parcel.mark.name}", *hashes]
        return dict(self.receiver.case) | {
            "title": parcel.subject[:TITLE],
            "description": "\n".join(told)[:DESCRIPTION],
            "registrationDate": day,
            "inOutDate": day,
        }
