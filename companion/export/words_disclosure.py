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
    "field_author_name": "Avsändare",
    "field_author_url": "Adress",
    "field_author_id": "Id",
    "field_subject": "Ärendemening",
    "field_text": "Kommentar",
    "field_dialogue": "Dialog",
    "field_post_text": "Inlägg",
    "field_permalink": "Länk",
    "field_post_url": "Inläggets länk",
    "field_page_title": "Sida",
    "field_page_account": "Konto",
    "field_note": "Anteckning",
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
    "field_author_name": "Sender",
    "field_author_url": "Address",
    "field_author_id": "Id",
    "field_subject": "Subject",
    "field_text": "Comment",
    "field_dialogue": "Dialogue",
    "field_post_text": "Post",
    "field_permalink": "Link",
    "field_post_url": "The post's link",
    "field_page_title": "Page",
    "field_page_account": "Account",
    "field_note": "Note",
}
