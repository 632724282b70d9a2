"""The versions of E-ARK that packages can follow; the settings choose one.

2.1.0 with ERMS 2.1.2 is FGS Paketstruktur 2.0 and FGS Ärendehantering 2.0. What 2.2.0 and ERMS 3.0 change for us:
profiles with their version in the address, another content type, and the schema's spelling of `digital`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from companion.settings import Archive

_METS: Final = (
    "mets.xsd",
    "xlink.xsd",
    "xml.xsd",
    "DILCISExtensionMETS.xsd",
    "DILCISExtensionSIPMETS.xsd",
    "premis-v3-0.xsd",
)


@dataclass(frozen=True)
class EArk:
    """One version of the package, with the version of ERMS that belongs to it."""

    sip_profile: str
    """PROFILE of the package's METS, where the settings name no other."""
    csip_profile: str
    """PROFILE of the representation's METS."""
    content_type: str
    """csip:CONTENTINFORMATIONTYPE."""
    erms: str
    """Name of the ERMS version."""
    erms_schema: str
    """The schema's file."""
    digital: str
    """As the ERMS schema spells that a record is digital."""

    @property
    def schemas(self) -> tuple[str, ...]:
        """The schemas that lie in the package."""
        return (*_METS, self.erms_schema)


VERSIONS: Final[dict[str, EArk]] = {
    "2.1.0": EArk(
        sip_profile="https://earksip.dilcis.eu/profile/E-ARK-SIP.xml",
        csip_profile="https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml",
        content_type="citserms_v2_1",
        erms="2.1.2",
        erms_schema="ERMS_v2_1_2.xsd",
        digital="digitial",
    ),
    "2.2.0": EArk(
        sip_profile="https://earksip.dilcis.eu/profile/E-ARK-SIP-v2-2-0.xml",
        csip_profile="https://earkcsip.dilcis.eu/profile/E-ARK-CSIP-v2-2-0.xml",
        content_type="citserms_v3_0",
        erms="3.0.2",
        erms_schema="ERMS_v3_0_2.xsd",
        digital="digital",
    ),
}
"""By the name that the settings give (`eark`)."""


def chosen(archive: Archive) -> EArk:
    """The version that the settings name."""
    return VERSIONS[archive.eark]
