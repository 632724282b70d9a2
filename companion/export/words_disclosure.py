"""The words of disclosure in both languages: on the copies handed out, and of their events."""

from __future__ import annotations

from typing import Final

SV: Final[dict[str, str]] = {
    "masked": "maskat",
    "masks": "Maskerade uppgifter",
    "masked_copy": "Kopia för utlämnande",
    "masked_how": "uppgifter som omfattas av sekretess är ersatta med hakparentes och lagrum",
    "masked_none": "inget är maskerat",
    "places": "ställen",
    "disclosed_bundle": "Utlämnade allmänna handlingar",
    "disclosed_how": "Varje handling ligger i mappen handlingar. Maskerade uppgifter är ersatta, med lagrum; "
    "vilka lagrum står i slutet av varje handling.",
    "disclosed_appeal": "Den som vill kan begära myndighetens skriftliga beslut om det som inte lämnas ut; det kan "
    "överklagas hos kammarrätten (OSL 6 kap. 3 och 7 §§).",
    "event_disclosure_opened": "Begäran om utlämnande",
    "event_disclosed": "Maskerad kopia gjord för utlämnande",
}

EN: Final[dict[str, str]] = {
    "masked": "masked",
    "masks": "Masked data",
    "masked_copy": "Copy for disclosure",
    "masked_how": "what is subject to secrecy is replaced by brackets and the provision",
    "masked_none": "nothing is masked",
    "places": "places",
    "disclosed_bundle": "Public records handed out",
    "disclosed_how": "Each document lies in the folder handlingar. What is masked is replaced, with the provision; "
    "the provisions are listed at the end of each document.",
    "disclosed_appeal": "Who wishes may ask for the authority's written decision on what is not handed out; it can be "
    "appealed to the administrative court of appeal (OSL 6 kap. 3, 7 §§).",
    "event_disclosure_opened": "Request for public records",
    "event_disclosed": "Masked copy made for disclosure",
}
