"""Component `links`: addresses in a comment, also masked ones, and what their words say.

Kinds: `trusted` (authorities, public service, well-known hosts), `share` (file sharing),
`shortener`, `profile` ("länk i bio"), `link` (nothing known), and the bad ones:
`scam porn piracy drugs hate_site`.
Rule S1: links to pages with what is prohibited are prohibited too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from companion.classify.findings import Finding, reading
from companion.classify.view import View

BAD = frozenset({"scam", "porn", "piracy", "drugs", "hate_site"})
"""Kinds whose target is evidently prohibited."""

_TLD = (
    "se|nu|com|net|org|info|biz|io|me|to|ru|cn|xyz|top|club|online|site|shop|store|app|live"
    "|link|click|vip|example|test|invalid|eu|no|dk|fi"
    "|de|uk|us|co|tv|cc|ws|bz|ly|gl|gg|gd|win|bet|casino|porn|xxx|sex|cam|loan|work|icu|cyou"
    "|buzz|fun|pro|tk|ml|ga|cf|gq|pw|su|is|ag"
)
_DOT = r"(?:\s?\.\s?|\s?[\[({]\s?(?:\.|dot|punkt)\s?[\])}]\s?|\s(?:dot|punkt)\s)"
_LINK = re.compile(
    rf"magnet:\?[^\s<>\"]+|h(?:tt|xx)ps?\s?:\s?/\s?/\s?[^\s<>\"]+|(?<![\w@.])www\.[^\s<>\"]+"
    rf"|(?<![\w@.\-])[a-z0-9åäö][a-z0-9åäö\-]{{0,62}}(?:\.[a-z0-9åäö\-]{{1,63}}){{0,4}}\.(?:{_TLD})(?![\wåäö@\-])(?:/[^\s<>\"]*)?"
    rf"|(?<![\w@.\-])[a-z0-9åäö]*[\-0-9a-zåäö]{{3,63}}{_DOT}(?:com|net|org|example|xyz|top|nu"
    rf"|se|ru|info|to|shop|online)(?![\wåäö\-])(?:/[^\s<>\"]*)?"
)
_GATE = re.compile(
    r"\.\S| \. ?\S|magnet:|://|www|punkt| dot |\[dot|bio\b|profil|länk|link", re.IGNORECASE
)
_PROFILE = re.compile(
    r"(?:länk(?:en)?|link) i(?:n)? (?:min |my |vår )?(?:bio|profil|beskrivning"
    r"|första kommentar)\w*|(?:kolla|check|besök|spana in|klicka på|titta på|visit|se) "
    r"(?:in )?(?:min|my|mitt|vår) (?:profil|bio|profile|sida|kanal|länk)\w*|link in bio"
    r"|länk i bio|länken i bion?"
)
_SHORTENERS = frozenset(
    "bit.ly tinyurl.com t.co goo.gl ow.ly is.gd buff.ly cutt.ly rb.gy shorturl.at rebrand.ly t.me"  # noqa: SIM905
    " tiny.cc t.ly v.gd lnkd.in linktr.ee bl.ink s.id adf.ly shrinkme.io wa.me discord.gg"
    " telegram.me onelink.me".split()
)
_TRUSTED = re.compile(
    r"(?:^|\.)(?:[\w\-]*kommun(?:en)?|[\w\-]*region[\w\-]*|svt|svtplay|sr|sverigesradio|ur"
    r"|urplay|1177|krisinformation|polisen|msb|trafikverket"
    r"|skatteverket|forsakringskassan|arbetsformedlingen|riksdagen|regeringen|valmyndigheten"
    r"|val|smhi|folkhalsomyndigheten|socialstyrelsen|skolverket"
    r"|lansstyrelsen|naturvardsverket|boverket|domstol|jo|imy|scb|lantmateriet|skr|sl|sj"
    r"|vasttrafik|dalatrafik|ul|skanetrafiken|mind|bris|umo|rodakorset"
    r"|raddabarnen|hittaut|dn|svd|aftonbladet|expressen|gp|sydsvenskan|nt|dt|lokaltidningen"
    r"|libris\.kb|kb|sverigesmuseer|naturskyddsforeningen"
    r"|svenskalag|laget|rf|bredbandskollen|informationsverige|digg|sverige|minpension|csn"
    r"|bolagsverket|konsumentverket|hallakonsument|elsakerhetsverket)\.(?:se|nu)$|(?:^"
    r"|\.)[a-zåäö\-]{2,40}kommun\.\w{2,8}$"
    r"|(?:^|\.)(?:wikipedia\.org|youtube\.com|youtu\.be|google\.\w+|facebook\.com"
    r"|instagram\.com|openstreetmap\.org|microsoft\.com|apple\.com|europa\.eu|who\.int"
    r"|change\.org|mittskifte\.org|spotify\.com|svenskafans\.com|linkedin\.com)$"
)
_SAYS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "porn",
        re.compile(
            r"porn|porr|xxx|sex(?!ton|tio|met|dreg)|nude|naken|naket|escort|eskort|onlyfans"
            r"|camgirl|livecam|webcam|milf|hotgirl|hetatjej|dejtakat|knull|kåta|kata-|erotik"
            r"|fansly|adult|18plus|sugardad"
        ),
    ),
    (
        "piracy",
        re.compile(
            r"torrent|pirat|warez|crack|keygen|swefilm|dreamfilm|123movies|putlocker|fmovies"
            r"|nyafilmer|gratis-?film|filmgratis|streama?-?(?:gratis|free|nu|film|live)"
            r"|free-?stream|gratis-?stream|iptv|libgen|z-?lib|sci-?hub|play-?gratis"
            r"|gratis-?play|ebok-?gratis|gratis-?e?bok|magnet:|hela-?filmen|kinox"
            r"|live-?sport-?free|boxset|nedladd|epub-|låstupp|lastupp|olåst|olast|utan-?betalv"
            r"|magnet:|mirror|ladda-?ner|laddaner|heladiskogr|hela-?boken|hela-?serien|seeda"
            r"|rojadirecta|soap2day|pdf-?gratis|gratis-?pdf|mp3-?(?:gratis|free|dl)|fullfilm"
        ),
    ),
    (
        "drugs",
        re.compile(
            r"weed|cannabis|kokain|cocaine|coke-|ganja|drog(?!fri|polit|infor)|drugs|steroid"
            r"|viagra|cialis|tramadol|xanax|oxycont|benzo|psilo|lsd|mdma|darknet|vapen-|gunshop"
            r"|pills|piller|recept-?fri|utan-?recept|no-?rx|kush|fakeid|falskt?-?id|fake-?pass"
            r"|körkort-?köp|kop-?korkort|korkort-utan|amfetamin|snus-?tull|smuggel|smugg?elcigg"
            r"|knark|hasch"
        ),
    ),
    (
        "hate_site",
        re.compile(
            r"vitmakt|white-?power|whitepride|whiterevol|nordfront|frihetskamp|motstandsr"
            r"|motståndsr|folkutbyte|jewwatch|judefr|muslimfri|ariska?|stormfront|dailystormer"
            r"|rasbiolog|rasren|holohoax|88\b|utrensning|svenskarfirst|rensasverige|niggermania"
            r"|folkforrad"
        ),
    ),
    (
        "scam",
        re.compile(
            r"crypto|krypto|bitcoin|btc|eth-?(?:give|free|bonus)|giveaway|gratis-?(?:iphone"
            r"|pengar|presentkort|vinst|mobil)|vinn-?(?:nu|iphone|pengar|stort)|iphone"
            r"|free-?(?:money|gift|iphone)|gift-?card|presentkort|snabb-?lån|snabb-?lan|smslan"
            r"|lan-?direkt|quick-?(?:cash|loan)|get-?rich|bli-?rik|rik-?snabbt|passiv-?inkomst"
            r"|invest|trading|forex|bankid-?(?:ver|upp|kont|sak|log|bek|for)|verifiera|verify"
            r"|secure-?login|login-|konto-?(?:sparr|spärr|ver)|skatte-?aterb|skatteater"
            r"|aterbetalning|återbetalning|paket-?(?:avgift|spar|tull)|postnord-|swish-?(?:ver"
            r"|vinst|pris|bonus|åter|ater)|lotter|pris-?utdel|claim|bonus|betal|skydd|faktur"
            r"|avgift|fria-?resor|support|bidrag|lagerrens|vinst|robot|guld|staking|mirror"
            r"|miljon|kundservice|aktivera|uppdatera|sakerhet|säkerhet|spärr|sparrad|delgiv"
            r"|inkasso|outlet|replica|luxury|billigaklock|rolex|rabatt-?95|casino|bet\d|slots"
            r"|odds|jackpot|lucky|vinnare|winner|cashback|lönsam|tjana-?pengar|tjäna-?pengar"
            r"|earn|profit|mirakel|banta|viktned|slim|keto|detox|healing|elpris-?stod|elstöd-"
            r"|elstod-"
        ),
    ),
)
_SHARES = re.compile(
    r"(?:^|\.)(?:drive\.google\.com|mega\.nz|mega\.io|dropbox\.com|wetransfer\.com|we\.tl"
    r"|mediafire\.com|rapidgator\.net|1fichier\.com|pixeldrain\.com|onedrive\.live\.com|1drv\.ms)$"
)
_WHY = {
    "share": "länk till fildelning",
    "porn": "länk till pornografi",
    "piracy": "länk till olovlig kopia",
    "drugs": "länk till olaglig handel",
    "hate_site": "länk till hatsida",
    "scam": "länk till bedrägeri eller skräpreklam",
    "shortener": "förkortad länk som döljer målet",
    "profile": "hänvisar till länk i profil",
    "trusted": "känd adress",
    "link": "länk",
}


def host_of(address: str) -> str:
    """Host of a folded address, masks undone: `hxxp://svtplay-gratis [.] example/x` → the host."""
    plain = re.sub(r"\s?[\[({]\s?(?:\.|dot|punkt)\s?[\])}]\s?|\s(?:dot|punkt)\s", ".", address)
    plain = re.sub(r"\s", "", plain)
    plain = re.sub(r"^h(?:tt|xx)ps?://", "", plain)
    return re.split(r"[/?#:]", plain, maxsplit=1)[0].removeprefix("www.").rstrip(".,!)")


def kind_of(address: str) -> str:
    """Kind of a folded address by its host first, then by the words in it."""
    host = host_of(address)
    if _SHARES.search(host):
        return "share"
    if _TRUSTED.search(host):
        return "trusted"
    for kind, words in _SAYS:
        if words.search(address):
            return kind
    return "shortener" if host in _SHORTENERS else "link"


class Links:
    """The component: sets the Reading's `links`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set the links of the Doc's Reading."""
        found = reading(doc)
        if _GATE.search(found.view.text):
            found.links = list(self.find(found.view))
        return doc

    def find(self, view: View) -> Iterator[Finding]:
        """Links in the view, from left to right, then mentions of a profile's link."""
        for match in _LINK.finditer(view.text):
            kind = kind_of(match[0])
            yield Finding(kind, *view.original(*match.span()), 3 if kind in BAD else 1, _WHY[kind])
        for match in _PROFILE.finditer(view.text):
            yield Finding("profile", *view.original(*match.span()), 1, _WHY["profile"])
