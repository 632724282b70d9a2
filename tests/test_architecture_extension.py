"""Who may import whom in the extension, and what only one file may do."""

from __future__ import annotations

import re
from pathlib import Path

EXTENSION = Path(__file__).resolve().parent.parent / "extension"

PAGE_SIDE = {"content", "reader", "features", "parts", "page"}
BACKGROUND_SIDE = {"background", "companion"}
PANEL_SIDE = {"panel"}
SHARED = {
    "messages",
    "errors",
    "contract.gen",
    "browser",
    "texts",
    "calibration",
    "word-store",
    "standstill",
}
"""Files of extension/ without their ending, and folders."""

GENERATED = {"contract.gen.ts"}
LONGEST_MODULE = 300

KEPT = r"""(?P<keep>from\s*"[^"\n]*"|import\s*\(?\s*"[^"\n]*"|`(?:\\.|[^`\\])*`)"""
COMMENTS = r"//[^\n]*|/\*.*?\*/"
STRINGS = r""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
STRINGS_AND_COMMENTS = re.compile(f"{KEPT}|{COMMENTS}|{STRINGS}", re.DOTALL)
CALLS_OUT = re.compile(
    r"(?<![\w.])fetch\s*\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|WebTransport"
)
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*"([^"\n]+)\"""")


def sources() -> list[Path]:
    """All TypeScript that ships."""
    made = {"dist", "node_modules"}
    return sorted(
        file
        for file in EXTENSION.rglob("*.ts")
        if not made & set(file.relative_to(EXTENSION).parts) and not file.name.endswith(".d.ts")
    )


def code(file: Path) -> str:
    """Its text without comments and strings, but with what it imports."""
    text = file.read_text(encoding="utf-8")
    return STRINGS_AND_COMMENTS.sub(lambda found: found["keep"] or '""', text)


def top(file: Path) -> str:
    """The file or folder of extension/ that it belongs to."""
    return file.relative_to(EXTENSION).parts[0].removesuffix(".ts")


def imported(file: Path) -> set[str]:
    """Which tops of extension/ a file imports."""
    found = IMPORT.findall(code(file))
    inside = [(file.parent / name).resolve() for name in found if name.startswith(".")]
    return {top(path) for path in inside}


def crossings(side: set[str], allowed: set[str]) -> list[str]:
    """Imports from one side into what it may not see."""
    return [
        f"{file.relative_to(EXTENSION)} imports {other}"
        for file in sources()
        if top(file) in side
        for other in sorted(imported(file) - allowed)
    ]


def test_every_source_has_its_side() -> None:
    found = {top(file) for file in sources()}
    assert found, "nothing was read"
    assert found <= PAGE_SIDE | BACKGROUND_SIDE | PANEL_SIDE | SHARED


def test_the_scan_sees_imports() -> None:
    """The tests below mean nothing unless imports are found."""
    assert sum(len(imported(file)) for file in sources()) > 3


def test_the_page_side_never_imports_the_background_side() -> None:
    assert crossings(PAGE_SIDE, PAGE_SIDE | SHARED) == []


def test_the_background_side_never_imports_the_page_side() -> None:
    assert crossings(BACKGROUND_SIDE, BACKGROUND_SIDE | SHARED) == []


def test_the_panel_shares_only_how_things_are_drawn() -> None:
    assert crossings(PANEL_SIDE, PANEL_SIDE | SHARED | {"parts"}) == []


def test_what_is_shared_imports_only_what_is_shared() -> None:
    assert crossings(SHARED, SHARED) == []


def test_only_browser_ts_names_the_browsers_api() -> None:
    """`browser.` is allowed as the name of our own module, not as Firefox's global."""
    wrong = [
        file.relative_to(EXTENSION).as_posix()
        for file in sources()
        if file.name != "browser.ts"
        and (
            re.search(r"(?<![\w.])chrome\.", code(file))
            or (re.search(r"(?<![\w.])browser\.", code(file)) and "browser" not in imported(file))
        )
    ]
    assert wrong == []


def test_only_companion_ts_calls_fetch() -> None:
    """Calls go from the background alone: from a page the browser's own rules block them."""
    callers = {
        file.relative_to(EXTENSION).as_posix() for file in sources() if CALLS_OUT.search(code(file))
    }
    assert callers == {"companion.ts"}


def test_removal_takes_a_receipt() -> None:
    """S3, N4: no receipt, no removal; without one the call does not compile."""
    text = code(EXTENSION / "page" / "remove-comment.ts")
    signature = re.search(r"export (?:async )?function removeComment\((.*?)\)\s*:", text, re.DOTALL)
    assert signature is not None
    assert re.search(r"\breceipt: Receipt\b", signature[1])


def test_modules_stay_short() -> None:
    long = {
        file.relative_to(EXTENSION).as_posix(): lines
        for file in sources()
        if file.name not in GENERATED
        and (lines := len(file.read_text(encoding="utf-8").splitlines())) > LONGEST_MODULE
    }
    assert long == {}
