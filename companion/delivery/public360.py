"""Public 360 by SIF RPC: a document with its files, found again by its external id.

Written from public descriptions of SIF RPC (DocumentService/GetDocuments and CreateDocument, FileService/CreateFile,
authkey, files as base64), not against an installation. The external id is the delivery's key: a document that is
there already is completed, never made twice.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from companion.delivery.parcel import Mark, Parcel, Receipt
from companion.delivery.receivers import Public360
from companion.delivery.secret import hide
from companion.delivery.web import Web
from companion.errors import (
    HandoverBroken,
    ReceiverCannotTell,
    ReceiverHasPart,
    ReceiverRefused,
    ReceiverUnreachable,
    Said,
)

RPC = "/Biz/v2/api/call/SI.Data.RPC/SI.Data.RPC"
ID_TYPE = "Uppsikt"


@dataclass(frozen=True)
class Public360Channel:
    """The way to one installation."""

    receiver: Public360
    authkey: Callable[[], str]
    answers_later: bool = False

    def send(self, parcel: Parcel, handing_over: Callable[[], None]) -> Receipt:
        """Make the document and its files; see `Channel.send`. What an earlier attempt made is kept."""
        web = self._web()
        document = self._find(web, parcel.mark)
        handing_over()
        if document is None:
            document = self._write(web, "DocumentService/CreateDocument", self._document(parcel))
        there = {str(file.get("Title")) for file in document.get("Files") or []}
        for name, content in parcel.files.items():
            if name not in there:
                self._attach(web, document, name, content)
        return _receipt(document)

    def ask(self, mark: Mark) -> Receipt | None:
        """The document, when it and both its files are there; see `Channel.ask`."""
        document = self._find(self._web(), mark)
        if document is None or len(document.get("Files") or []) < 2:
            return None
        return _receipt(document)

    def _attach(self, web: Web, document: dict[str, Any], name: str, content: bytes) -> None:
        """A file to a document that is there by now, so no failure means that nothing is."""
        try:
            self._write(web, "FileService/CreateFile", _file(document, name, content))
        except ReceiverUnreachable as error:
            raise HandoverBroken(**error.facts) from error
        except ReceiverRefused as error:
            raise ReceiverHasPart(**error.facts, mark=_receipt(document).diarienummer) from error

    def _web(self) -> Web:
        return Web(self.receiver.name, self.authkey())

    def _call(self, web: Web, operation: str, parameter: object, *, writes: bool) -> dict[str, Any]:
        answer = web.post(
            f"{self.receiver.address}{RPC}/{operation}",
            json={"parameter": parameter},
            query={"authkey": web.secret},
            writes=writes,
        )
        if answer.get("Successful") is not True:
            reason = hide(str(answer.get("ErrorMessage") or operation), web.secret)
            raise ReceiverRefused(name=self.receiver.name, reason=reason)
        return answer

    def _write(self, web: Web, operation: str, parameter: object) -> dict[str, Any]:
        return self._call(web, operation, parameter, writes=True)

    def _find(self, web: Web, mark: Mark) -> dict[str, Any] | None:
        """The document with this key. Raises ReceiverCannotTell where the answer is of another document."""
        asked = {"ExternalId": _external(mark.key), "IncludeFiles": True, "MaxReturnedDocuments": 2}
        answer = self._call(web, "DocumentService/GetDocuments", asked, writes=False)
        found = answer.get("Documents") or []
        ours = [one for one in found if (one.get("ExternalId") or {}).get("Id") == mark.key]
        if len(ours) != len(found) or len(ours) > 1:
            raise ReceiverCannotTell(
                name=self.receiver.name,
                reason=Said(
                    "sökning på ExternalId ger andra dokument",
                    "a search by ExternalId gives other documents",
                ),
                mark=f"ExternalId {mark.key}",
            )
        return ours[0] if ours else None

    def _document(self, parcel: Parcel) -> dict[str, Any]:
        return dict(self.receiver.document) | {
            "Title": parcel.subject,
            "DocumentDate": parcel.making.now.date().isoformat(),
            "ExternalId": _external(parcel.mark.key),
        }


def _external(key: str) -> dict[str, str]:
    return {"Id": key, "Type": ID_TYPE}


def _file(document: dict[str, Any], name: str, content: bytes) -> dict[str, Any]:
    return {
        "DocumentRecno": document.get("Recno"),
        "Title": name,
        "Format": name.rpartition(".")[2],
        "Base64Data": base64.b64encode(content).decode(),
    }


def _receipt(document: dict[str, Any]) -> Receipt:
    number = document.get("DocumentNumber")
    return Receipt(str(document.get("Recno")), str(number) if number else None)
