"""Where things lie, and the few options: one TOML file, every key documented in it."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import cast

import platformdirs
import tomlkit

from companion import system
from companion.errors import Language, SettingsInvalid, StorageFailed

DEFAULT_PORT = 48217

EARK = ("2.1.0", "2.2.0")
"""Versions of E-ARK that packages can follow (companion/export/versions.py)."""

_TEMPLATE = """\
# Inställningar för Uppsikt. Raderna får ändras; starta sedan om programmet.

# Den lokala porten på 127.0.0.1 som webbläsarens tillägg talar med.
port = {port}

# Språk i fönstret: "sv" eller "en".
language = "sv"

# Vem som modererar på den här datorn; skrivs i varje registerpost.
moderator = {moderator}

# Kommunens regler: namnet på en medföljande policy, eller sökvägen till en egen TOML-fil (räknas från den här
# mappen). Ändras i fönstret under Policy.
policy = "general"

# Kommunens egna offentliga kontaktuppgifter (telefon, e-post), som inte ska flaggas som personuppgifter.
own_contacts = []

# Får besluten (behållen, borttagen som …) användas för att träna språkmodellen på den här datorn? Då sparas
# kommentarernas text för det ändamålet. Ingenting lämnar datorn. Träningen startas med: companion learn
learn = false

# Uppgifter som följer med paket till arkiv och diarium. Myndighetens namn och organisationsnummer:
agency = ""
agency_code = ""

# Klassificering (kod i klassificeringsstruktur eller informationshanteringsplan) för borttagna kommentarer.
classification = ""

# Sökväg till gallringsbeslutet som dokument (helst PDF/A); det läggs i paketet.
disposal_document = ""

# Version av E-ARK: "2.1.0" (med ERMS 2.1.2: FGS Paketstruktur 2.0 och Ärendehantering 2.0)
# eller "2.2.0" (med ERMS 3.0).
eark = "2.1.0"

# Mapp med utgivarnas scheman, som följer med E-ARK-paket. Tomt: UPPSIKT_SCHEMAS, annars mappen schemas bredvid
# den här filen. De hämtas dit med: companion schemas --fetch
schemas = ""

# Profilen (PROFILE) som ett E-ARK-paket anger att det följer; tomt: versionens egen.
mets_profile = ""

# Överenskommelse om leverans till arkivet, om det finns en.
submission_agreement = ""

# Registratorns e-postadress.
registrator = ""

# Tidsstämpling (RFC 3161) av registrets signaturer: tjänstens adress, och filen (PEM) med dess rotcertifikat.
# Bara ett kontrollvärde skickas. Tomt: ingen tidsstämpling, och Uppsikt rör inte nätet för det.
timestamp_url = ""
timestamp_roots = ""
"""


@dataclass(frozen=True)
class Archive:
    """What packages for archive and diarium say of the authority; empty where not known."""

    agency: str = ""
    agency_code: str = ""
    classification: str = ""
    disposal_document: str = ""
    eark: str = EARK[0]
    schemas: str = ""
    mets_profile: str = ""
    submission_agreement: str = ""
    registrator: str = ""


@dataclass(frozen=True)
class Settings:
    """The options in force."""

    data: Path
    """The data directory, readable by its owner alone."""
    port: int
    language: Language
    moderator: str
    policy: str
    own_contacts: tuple[str, ...]
    learn: bool
    """Consent to learn from decisions."""
    archive: Archive
    timestamp_url: str = ""
    """Of a timestamp authority (RFC 3161); empty: none is asked."""
    timestamp_roots: str = ""
    """File of the root certificates by which its answers are known."""

    @property
    def database(self) -> Path:
        """The register's SQLite file."""
        return self.data / "register.sqlite3"

    @property
    def vault(self) -> Path:
        """The folder of evidence files."""
        return self.data / "vault"

    @property
    def signing_key(self) -> Path:
        """The file of the installation's key."""
        return self.data / "signing.key"

    @property
    def disposals(self) -> Path:
        """The list of disposals, kept outside the register so that a restored one can be told."""
        return self.data / "gallringar.json"

    @property
    def pairings(self) -> Path:
        """The file of paired browsers."""
        return self.data / "pairings.json"

    @property
    def own_pipeline(self) -> Path:
        """Where a pipeline trained on this computer lies, if there is one."""
        return self.data / "pipeline"


def data_directory() -> Path:
    """UPPSIKT_DATA, else the user's own data folder for programs."""
    named = os.environ.get("UPPSIKT_DATA")
    return Path(named) if named else Path(platformdirs.user_data_dir("Uppsikt", appauthor=False))


def load(data: Path | None = None) -> Settings:
    """Read settings.toml in the data directory; make both if they are missing.

    Raises SettingsInvalid, naming the key or the line.
    """
    folder = (data or data_directory()).resolve()
    system.keep_to_owner(folder)
    path = folder / "settings.toml"
    if not path.exists():
        name = system.user_name().replace("\\", "/").replace('"', "'")
        path.write_text(_TEMPLATE.format(port=DEFAULT_PORT, moderator=f'"{name}"'), "utf-8")
    try:
        found = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsInvalid(path=path, reason=error) from error
    return _checked(folder, path, found)


def change(data: Path, **values: str) -> Settings:
    """Write other values into settings.toml, whose comments stay; gives what then holds.

    The file is replaced whole, or stays as it was. Raises SettingsInvalid, StorageFailed.
    """
    load(data)
    path = data.resolve() / "settings.toml"
    document = tomlkit.parse(path.read_text("utf-8"))
    for key, value in values.items():
        document[key] = value
    text = tomlkit.dumps(document)
    after = _checked(data.resolve(), path, tomllib.loads(text))
    try:
        system.write_for_owner(path, text)
    except OSError as error:
        raise StorageFailed(reason=error.strerror or error) from error
    return after


def _policy(folder: Path, name: str) -> str:
    """A preset's name, or the path of a file: one that is not absolute lies in the data directory."""
    return str(folder / name) if name.endswith(".toml") else name


def _checked(folder: Path, path: Path, found: dict[str, object]) -> Settings:
    expected = {
        "port": int,
        "language": str,
        "moderator": str,
        "policy": str,
        "own_contacts": list,
        "learn": bool,
        "timestamp_url": str,
        "timestamp_roots": str,
    } | {field.name: str for field in fields(Archive)}
    for key in found:
        if key not in expected:
            raise SettingsInvalid(path=path, reason=f'okänd nyckel "{key}"')
    found = tomllib.loads(_TEMPLATE.format(port=DEFAULT_PORT, moderator='""')) | found
    for key, kind in expected.items():
        if type(found[key]) is not kind:
            raise SettingsInvalid(path=path, reason=f'"{key}" har fel typ')
    port = cast(int, found["port"])
    if not 1024 <= port <= 65535:
        raise SettingsInvalid(path=path, reason='"port" ska vara 1024–65535')
    language = found["language"]
    if language != "sv" and language != "en":
        raise SettingsInvalid(path=path, reason='"language" ska vara "sv" eller "en"')
    if found["eark"] not in EARK:
        raise SettingsInvalid(path=path, reason=f'"eark" ska vara {" eller ".join(EARK)}')
    url, roots = cast(str, found["timestamp_url"]), cast(str, found["timestamp_roots"])
    if url and not (url.startswith(("https://", "http://")) and roots):
        reason = '"timestamp_url" ska börja med https:// och kräver "timestamp_roots"'
        raise SettingsInvalid(path=path, reason=reason)
    return Settings(
        data=folder,
        port=port,
        language=language,
        moderator=cast(str, found["moderator"]) or system.user_name(),
        policy=_policy(folder, cast(str, found["policy"])),
        own_contacts=tuple(str(one) for one in cast(list[object], found["own_contacts"])),
        learn=cast(bool, found["learn"]),
        archive=_archive(folder, {one.name: cast(str, found[one.name]) for one in fields(Archive)}),
        timestamp_url=url,
        timestamp_roots=roots,
    )


def _archive(folder: Path, found: dict[str, str]) -> Archive:
    schemas = found["schemas"] or os.environ.get("UPPSIKT_SCHEMAS") or str(folder / "schemas")
    return Archive(**found | {"schemas": schemas})
