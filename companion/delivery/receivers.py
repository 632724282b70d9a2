"""The receivers that the authority has named: receivers.toml in the data directory. No secrets stand in it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import ErrorDetails

from companion.errors import ReceiversInvalid, Said

FILE = "receivers.toml"

TEMPLATE = """\
# Mottagare som Uppsikt kan skicka poster till. Ta bort # framför raderna i ett exempel och fyll i.
# Lösenord och nycklar skrivs aldrig här, utan sparas med: companion deliver --secret NAMN
# name är mottagarens korta namn: små bokstäver a–z, siffror och bindestreck.

# E-post till registrator. security: "starttls" (vanligen port 587), "tls" (465) eller "none" (25, utan lösenord).
# user utelämnas om servern inte kräver inloggning.
#
# [[receiver]]
# name = "registrator"
# kind = "mail"
# server = "smtp.exempelby.se"
# port = 587
# security = "starttls"
# user = "uppsikt"
# sender = "uppsikt@exempelby.se"
# to = "registrator@exempelby.se"

# Bevakad mapp: PDF/A och XML läggs där, och ett kvitto läses tillbaka (se handboken).
#
# [[receiver]]
# name = "inkorg"
# kind = "folder"
# folder = 'S:\\\\Diarium\\\\Inkorg'

# Public 360 (SIF RPC). document: fält till CreateDocument som er installation kräver.
#
# [[receiver]]
# name = "public360"
# kind = "public360"
# address = "https://exempelby.public360online.com"
# [receiver.document]
# CaseNumber = "2026/00123"
# Archive = "recno:2"
# Category = "recno:110"
# Status = "J"

# Platina (REST). case: fält till journalized-cases som er installation kräver.
#
# [[receiver]]
# name = "platina"
# kind = "platina"
# address = "https://platina.exempelby.se"
# token_address = "https://login.microsoftonline.com/KLIENTORGANISATION/oauth2/v2.0/token"
# client_id = "…"
# scope = "api://…/.default"
# diary = "…"
# [receiver.case]
# statusId = "…"
# caseTypeId = "…"
# origin = { id = "…" }
# pulLevel = 0
# secrecyLevel = 0
"""

_SECRETS = {"password", "authkey", "client_secret", "secret", "token"}

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def _encrypted(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError(address)
    return address.rstrip("/")


Web = Annotated[str, AfterValidator(_encrypted)]
"""An https address (http on this computer alone), without a slash at its end."""

Mailbox = Annotated[str, Field(pattern=r"^[!-?A-~]+@[!-?A-~]+$")]
"""An e-mail address."""

Filled = Annotated[str, Field(min_length=1)]


class _Receiver(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Mail(_Receiver):
    """The registrator's mailbox (S10)."""

    kind: Literal["mail"]
    server: Filled
    port: Annotated[int, Field(ge=1, le=65535)]
    security: Literal["starttls", "tls", "none"]
    user: Filled | None = None
    sender: Mailbox
    to: Mailbox


class Folder(_Receiver):
    """A folder that the records system watches."""

    kind: Literal["folder"]
    folder: Filled


class Public360(_Receiver):
    """Public 360 by SIF RPC."""

    kind: Literal["public360"]
    address: Web
    document: dict[str, JsonValue]
    """Fields of CreateDocument, as the installation wants them."""


class Platina(_Receiver):
    """Platina by its REST interface."""

    kind: Literal["platina"]
    address: Web
    token_address: Web
    client_id: Filled
    scope: Filled
    diary: Filled
    case: dict[str, JsonValue]
    """Fields of journalized-cases, as the installation wants them."""


Receiver = Annotated[Mail | Folder | Public360 | Platina, Field(discriminator="kind")]

_RECEIVER: TypeAdapter[Mail | Folder | Public360 | Platina] = TypeAdapter(Receiver)


def load(data: Path) -> dict[str, Mail | Folder | Public360 | Platina]:
    """The receivers by name, in the file's order; the file is made if it is missing. Raises ReceiversInvalid."""
    path = data / FILE
    try:
        if not path.exists():
            path.write_text(TEMPLATE, "utf-8")
        found = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReceiversInvalid(path=path, reason=error) from error
    tables = found.pop("receiver", [])
    if found or not isinstance(tables, list):
        key = next(iter(found), "receiver")
        raise ReceiversInvalid(
            path=path,
            reason=Said(
                f'"{key}" hör inte hemma här; varje mottagare börjar med [[receiver]]',
                f'"{key}" does not belong here; every receiver begins with [[receiver]]',
            ),
        )
    receivers = {}
    for number, table in enumerate(tables, 1):
        one = _checked(path, number, table)
        if one.name in receivers:
            raise ReceiversInvalid(
                path=path,
                reason=Said(
                    f'två mottagare heter "{one.name}"', f'two receivers are called "{one.name}"'
                ),
            )
        receivers[one.name] = one
    return receivers


def _checked(path: Path, number: int, table: Any) -> Mail | Folder | Public360 | Platina:
    try:
        one = _RECEIVER.validate_python(table)
    except ValidationError as error:
        raise ReceiversInvalid(path=path, reason=_told(number, error.errors()[0])) from None
    if isinstance(one, Mail) and one.security == "none" and one.user:
        raise ReceiversInvalid(
            path=path,
            reason=Said(
                f'mottagare {number}: med "user" ska "security" vara "starttls" eller "tls"',
                f'receiver {number}: with "user", "security" must be "starttls" or "tls"',
            ),
        )
    return one


def _told(number: int, fault: ErrorDetails) -> Said:
    """The first fault in words; never what stood there, which may be a secret."""
    key = str(fault["loc"][-1]) if fault["loc"] else "kind"
    if fault["type"].startswith("union_tag"):
        kinds = ", ".join(f'"{kind}"' for kind in ("mail", "folder", "public360", "platina"))
        sv, en = f'"kind" ska vara en av {kinds}', f'"kind" must be one of {kinds}'
    elif key in _SECRETS:
        sv = f'"{key}" får inte stå i filen; spara det med companion deliver --secret NAMN'
        en = f'"{key}" may not stand in the file; save it with companion deliver --secret NAME'
    elif fault["type"] == "extra_forbidden":
        sv, en = f'okänd nyckel "{key}"', f'unknown key "{key}"'
    elif fault["type"] == "missing":
        sv, en = f'"{key}" saknas', f'"{key}" is missing'
    else:
        sv, en = f'"{key}" har ett värde som inte går att använda', f'"{key}" cannot be used'
    return Said(f"mottagare {number}: {sv}", f"receiver {number}: {en}")
