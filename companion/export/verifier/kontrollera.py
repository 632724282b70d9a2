"""Kontrollerar ett paket från Uppsikt. Behöver bara Python 3.9 eller senare, inget annat.

    python kontrollera.py [PAKET] [--nyckel FINGERAVTRYCK] [--en]

PAKET är paketet (zip) eller dess uppackade mapp; utelämnas det tas paketet som filen ligger i. Fingeravtrycket är det
som myndigheten har lämnat på annat håll. Avslutas med 0 om allt stämmer, 1 om något inte gör det, 2 om paketet inte
kan läsas. Hur man gör samma sak för hand står i las-mig.txt.

Checks a package from Uppsikt. Needs Python 3.9 or later and nothing else. --en: says it in English.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

METS = "{http://www.loc.gov/METS/}"
HREF = "{http://www.w3.org/1999/xlink}href"
BAG, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
MANIFESTS = ("METS.xml", "sip.xml", BAG)
EVENTS = "handelser.jsonl"
SIGNATURES = "signaturer.json"
EVIDENCE = {
    "captured": (("record_sha256", "record.json"), ("screenshot_sha256", "screenshot.png")),
    "disclosed": (("document_sha256", "handling.pdf"),),
}

WORDS = {
    "unreadable": ("Paketet kan inte läsas: {}", "The package cannot be read: {}"),
    "no_manifest": (
        "Varken METS.xml, sip.xml eller manifest-sha256.txt finns i paketet",
        "Neither METS.xml, sip.xml nor manifest-sha256.txt is in the package",
    ),
    "missing": ("{} saknas", "{} is missing"),
    "changed": (
        "{} är ändrad: storlek eller SHA-256 stämmer inte",
        "{} is changed: size or SHA-256 does not match",
    ),
    "extra": ("{} nämns inte i förteckningen", "{} is not in the manifest"),
    "algorithm": (
        "{} har en kontrollsumma av annat slag än SHA-256",
        "{} has a checksum of another kind than SHA-256",
    ),
    "files": (
        "{} filer har den storlek och den SHA-256 som förteckningen anger",
        "{} files have the size and SHA-256 that the manifest states",
    ),
    "no_events": ("Paketet har inga händelser att pröva", "The package has no events to check"),
    "event": (
        "Händelse {} är ändrad: dess SHA-256 stämmer inte",
        "Event {} is changed: its SHA-256 does not match",
    ),
    "link": ("Händelse {} följer inte på händelse {}", "Event {} does not follow on event {}"),
    "withheld": (
        "Händelse {} visas inte (BrB 16:10 a); den prövas bara genom sitt kontrollvärde",
        "Event {} is not shown (BrB 16:10 a); it is checked by its hash alone",
    ),
    "uncovered": (
        "Händelse {} omfattas inte av någon signatur",
        "Event {} is covered by no signature",
    ),
    "root": (
        "Händelse {} leder inte till signaturens rot",
        "Event {} does not lead to the signature's root",
    ),
    "gone": ("Händelse {} saknas", "Event {} is missing"),
    "evidence": (
        "{} är inte den fil som sparades: händelse {} anger ett annat kontrollvärde",
        "{} is not the file that was saved: event {} states another hash",
    ),
    "events": (
        "{} händelser har det kontrollvärde som de är signerade med",
        "{} events have the hash they are signed with",
    ),
    "signature": ("Signatur {} är inte nyckelns", "Signature {} is not the key's"),
    "order": (
        "Signatur {} följer inte på signatur {}",
        "Signature {} does not follow on signature {}",
    ),
    "signed": (
        "{} signaturer (Ed25519) stämmer; nyckelns fingeravtryck är {}",
        "{} signatures (Ed25519) match; the key's fingerprint is {}",
    ),
    "other_key": (
        "Signatur {} är gjord med en annan nyckel: {}",
        "Signature {} is made with another key: {}",
    ),
    "compare": (
        "Jämför fingeravtrycket med det som myndigheten har lämnat på annat håll",
        "Compare the fingerprint with the one the authority has given elsewhere",
    ),
    "stamped": (
        "{} tidsstämplar (RFC 3161) följer med; pröva dem med openssl enligt las-mig.txt",
        "{} timestamps (RFC 3161) are included; check them with openssl as las-mig.txt says",
    ),
    "package": (
        "Paketets SHA-256 är {}; registret anger den i händelsen Exporterad",
        "The package's SHA-256 is {}; the register states it in the event Exported",
    ),
    "good": ("Allt stämmer.", "Everything matches."),
    "bad": ("{} fel.", "{} faults."),
}


class Report:
    """Prints what was found, and counts what is wrong."""

    def __init__(self, english: bool) -> None:
        self.english = english
        self.faults = 0

    def say(self, word: str, *facts: object) -> None:
        print(WORDS[word][self.english].format(*facts))

    def fault(self, word: str, *facts: object) -> None:
        self.faults += 1
        print(("FEL: ", "FAULT: ")[self.english] + WORDS[word][self.english].format(*facts))


class Package:
    """A zip or a folder, by paths that start in the package."""

    def __init__(self, place: Path) -> None:
        self._zip = zipfile.ZipFile(place) if place.is_file() else None
        self.sha256 = hashlib.sha256(place.read_bytes()).hexdigest() if self._zip else None
        if self._zip:
            names = [name for name in self._zip.namelist() if not name.endswith("/")]
        else:
            names = [
                file.relative_to(place).as_posix() for file in place.rglob("*") if file.is_file()
            ]
        self._place = place
        tops = [name for name in names if posixpath.basename(name) in MANIFESTS]
        top = min(tops, key=lambda name: name.count("/"), default="")
        self.manifest = posixpath.basename(top)
        self._base = posixpath.dirname(top) + "/" if "/" in top else ""
        self.names = [name[len(self._base) :] for name in names if name.startswith(self._base)]
        self.strays = [name for name in names if not name.startswith(self._base)]

    def read(self, name: str) -> bytes:
        """A file. Raises KeyError or OSError where there is none."""
        if self._zip:
            return self._zip.read(self._base + name)
        return (self._place / (self._base + name)).read_bytes()

    def called(self, name: str) -> str | None:
        """The package's file of this name, wherever it lies."""
        return next((one for one in self.names if posixpath.basename(one) == name), None)


def check_files(package: Package, report: Report) -> None:
    """Every file that the manifest names, and none that it does not."""
    told, right = {package.manifest}, [0]
    if package.manifest == BAG:
        told.add(TAGS)
        check_list(package, TAGS, told, right, report)
        check_list(package, BAG, told, right, report)
    else:
        check_manifest(package, package.manifest, told, right, report)
    for name in sorted(set(package.names) - told) + package.strays:
        report.fault("extra", name)
    report.say("files", right[0])


def check_list(
    package: Package, manifest: str, told: set[str], right: list[int], report: Report
) -> None:
    """A list of the SHA-256 of files (BagIt, RFC 8493)."""
    try:
        lines = package.read(manifest).decode("utf-8").splitlines()
    except (KeyError, OSError):
        report.fault("missing", manifest)
        return
    for line in lines:
        digest, _, name = line.partition("  ")
        told.add(name)
        try:
            content = package.read(name)
        except (KeyError, OSError):
            report.fault("missing", name)
            continue
        except zipfile.BadZipFile:
            content = b""
        if hashlib.sha256(content).hexdigest() == digest:
            right[0] += 1
        else:
            report.fault("changed", name)


def check_manifest(
    package: Package, manifest: str, told: set[str], right: list[int], report: Report
) -> None:
    """One METS file, and those that it points to."""
    root = ET.fromstring(package.read(manifest))
    base = posixpath.dirname(manifest)
    for element in root.iter():
        place = element.find(METS + "FLocat") if element.tag == METS + "file" else element
        if element.tag not in (METS + "file", METS + "mdRef") or place is None:
            continue
        href = unquote(place.get(HREF) or "")
        name = posixpath.normpath(posixpath.join(base, re.sub("^file:///", "", href)))
        told.add(name)
        if element.get("CHECKSUMTYPE") != "SHA-256":
            report.fault("algorithm", name)
            continue
        try:
            content = package.read(name)
        except (KeyError, OSError):
            report.fault("missing", name)
            continue
        except zipfile.BadZipFile:
            content = b""
        same = hashlib.sha256(content).hexdigest() == element.get("CHECKSUM")
        if same and str(len(content)) == element.get("SIZE"):
            right[0] += 1
        else:
            report.fault("changed", name)
    for pointer in root.iter(METS + "mptr"):
        inner = posixpath.normpath(posixpath.join(base, unquote(pointer.get(HREF) or "")))
        if inner in package.names:
            told.add(inner)
            check_manifest(package, inner, told, right, report)


def check_events(package: Package, report: Report, wanted: str | None) -> None:
    """The events' hashes, their way to the signed roots, the signatures, and the evidence they name."""
    name, signatures = package.called(EVENTS), package.called(SIGNATURES)
    if name is None or signatures is None:
        report.say("no_events")
        return
    proof = json.loads(package.read(signatures))
    roots = check_signatures(proof, report, wanted)
    before: tuple[int, str] | None = None
    right, seen = 0, set()
    for line in package.read(name).decode("utf-8").splitlines():
        event, digest = json.loads(line), hashlib.sha256(line.encode("utf-8")).hexdigest()
        seq = event["seq"]
        if event.get("withheld"):
            digest = event["hash"]
            report.say("withheld", seq)
        elif before and before[0] == seq - 1 and event["previous"] != before[1]:
            report.fault("link", seq, before[0])
        right += check_covered(seq, digest, roots, report)
        before = (seq, digest)
        seen.add(seq)
        check_evidence(package, event, report)
    for seq in sorted(set(proof["events"]) - seen):
        report.fault("gone", seq)
    report.say("events", right)


Root = tuple[int, int, str, Any]
"""What a checkpoint covers (first, last), its root, and how events lead there."""


def check_covered(seq: int, digest: str, roots: list[Root], report: Report) -> bool:
    """Is the event among those that were signed?"""
    for first, last, root, proved in roots:
        if first <= seq <= last:
            if "leaves" in proved:
                same = bool(proved["leaves"][seq - first] == digest)
            else:
                same = (
                    str(seq) in proved["paths"] and climb(digest, proved["paths"][str(seq)]) == root
                )
            if not same:
                report.fault("event" if "leaves" in proved else "root", seq)
            return same
    report.fault("uncovered", seq)
    return False


def check_evidence(package: Package, event: Any, report: Report) -> None:
    """Are the entry's files those that its first event names?"""
    facts = event.get("facts") or {}
    for key, ending in EVIDENCE.get(event.get("kind"), ()):
        path = f"/{event.get('entry_id')}/{ending}"
        for name in package.names:
            if name.endswith(path) and hashlib.sha256(package.read(name)).hexdigest() != facts.get(
                key
            ):
                report.fault("evidence", name, event["seq"])


def check_signatures(proof: Any, report: Report, wanted: str | None) -> list[Root]:
    """Gives first, last, root and proof of every checkpoint whose signature is right."""
    roots: list[Root] = []
    before: tuple[int, str] | None = None
    right, stamped, prints = 0, 0, set()
    for one in proof["checkpoints"]:
        message = one["message"].encode("utf-8")
        told = json.loads(message)
        number, key = told["number"], bytes.fromhex(told["key"])
        prints.add(hashlib.sha256(key).hexdigest())
        if wanted and hashlib.sha256(key).hexdigest() != wanted:
            report.fault("other_key", number, hashlib.sha256(key).hexdigest())
        if before and before[0] == number - 1 and told["previous"] != before[1]:
            report.fault("order", number, before[0])
        before = (number, hashlib.sha256(message).hexdigest())
        leaves = one.get("leaves")
        if not verify(key, message, bytes.fromhex(one["signature"])) or (
            leaves is not None and tree([leaf(x) for x in leaves]).hex() != told["root"]
        ):
            report.fault("signature", number)
            continue
        right, stamped = right + 1, stamped + bool(one["token"])
        roots.append((told["first"], told["last"], told["root"], one))
    report.say("signed", right, ", ".join(sorted(prints)) or "–")
    if not wanted:
        report.say("compare")
    if stamped:
        report.say("stamped", stamped)
    return roots


# The hash tree (RFC 6962, 2.1): leaves are the events' hashes.


def leaf(digest: str) -> bytes:
    """An event."""
    return hashlib.sha256(b"\0" + bytes.fromhex(digest)).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Two parts together."""
    return hashlib.sha256(b"\1" + left + right).digest()


def tree(nodes: list[bytes]) -> bytes:
    """The root."""
    if len(nodes) == 1:
        return nodes[0]
    middle = 1 << ((len(nodes) - 1).bit_length() - 1)
    return node(tree(nodes[:middle]), tree(nodes[middle:]))


def climb(digest: str, path: list[list[str]]) -> str:
    """The root that an event and its neighbours give."""
    here = leaf(digest)
    for side, other in path:
        pair = (bytes.fromhex(other), here) if side == "left" else (here, bytes.fromhex(other))
        here = node(*pair)
    return here.hex()


# Ed25519 (RFC 8032, 5.1 and 6): points are X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z.

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
G_Y = 4 * pow(5, P - 2, P) % P


Point = tuple[int, int, int, int]


def add(one: Point, other: Point) -> Point:
    """Two points' sum."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c = 2 * one[3] * other[3] * D % P
    d = 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number: int, point: Point) -> Point:
    """A point so many times."""
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = add(found, point)
        point, number = add(point, point), number >> 1
    return found


def same_point(one: Point, other: Point) -> bool:
    """Are they the same, whatever their Z?"""
    return (
        (one[0] * other[2] - other[0] * one[2]) % P
        == 0
        == (one[1] * other[2] - other[1] * one[2]) % P
    )


def x_of(y: int, sign: int) -> int | None:
    """The x that belongs to a y; none where no point has it."""
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P)
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def point_of(data: bytes) -> Point | None:
    """A point from its 32 bytes."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = x_of(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


G = point_of(G_Y.to_bytes(32, "little")) or (0, 0, 0, 0)


def verify(key: bytes, message: bytes, signature: bytes) -> bool:
    """Is it this key's signature of the message?"""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    h = int.from_bytes(digest, "little") % Q
    return same_point(times(s, G), add(r, times(h, a)))


def package_around(script: Path) -> Path:
    """The package that this file lies in."""
    for folder in script.resolve().parents:
        if any((folder / name).is_file() for name in MANIFESTS):
            return folder
    return script.resolve().parent


def main(arguments: list[str]) -> int:
    """Check, and say what was found."""
    english = "--en" in arguments
    rest = [one for one in arguments if one != "--en"]
    wanted = None
    if "--nyckel" in rest:
        place = rest.index("--nyckel")
        wanted = "".join(rest[place + 1].split()).lower()
        del rest[place : place + 2]
    report = Report(english)
    try:
        package = Package(Path(rest[0]) if rest else package_around(Path(__file__)))
        if not package.manifest:
            report.fault("no_manifest")
            return 2
        check_files(package, report)
        if package.sha256:
            report.say("package", package.sha256)
        check_events(package, report, wanted)
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        zipfile.BadZipFile,
        ET.ParseError,
    ) as error:
        report.fault("unreadable", error)
        return 2
    report.say(*(("bad", report.faults) if report.faults else ("good",)))
    return 1 if report.faults else 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
