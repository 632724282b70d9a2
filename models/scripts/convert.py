"""Plain batches of comments, as people write them, → lines of the corpus.

`python -m models.scripts.convert FILE … --to models/corpus/NAME.jsonl`. A file is a batch, its name the batch's id:

    VOICE: hockey dad 47, Norrbotten, ice halls; colloquial
    @ criticism_of_decision | -
    Varför stänger ni alltid hallen första veckan i mars?
    [question] När öppnar ishallen igen
    @ insult_condescending | insult
    #a1 du kan inte läsa en budget din stackare
    []#a1 nämnden kan inte läsa en budget, det har revisorn skrivit

`@ functionality | labels` holds for the lines after it (`-`: none); own labels stand in brackets before a line, `#a1`
marks the members of a contrast group, and ⏎ stands for a line break.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from companion.classify.verdict import LABELS

_HEADER = re.compile(r"@ ([a-z_0-9]+)\s*\|\s*([a-z_, \-]*)")
_COMMENT = re.compile(r"(?:#([a-z]\d+)\s+)?(?:\[([a-z_, \-]*)\])?(?:#([a-z]\d+)\s)?\s*(.+)")


class BatchFaulty(ValueError):
    """A batch that cannot be read: the file, the line and why."""

    def __init__(self, path: Path, line: int, why: str) -> None:
        super().__init__(f"{path.name}, line {line}: {why}")


@dataclass(frozen=True, slots=True)
class Written:
    """One comment of a batch."""

    text: str
    labels: tuple[str, ...]
    functionality: str
    group: str | None


def read_batch(path: Path) -> tuple[str, list[Written]]:
    """The voice of a batch and its comments. Raises BatchFaulty."""
    voice, functionality = "", ""
    default: tuple[str, ...] = ()
    comments: list[Written] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        if line.startswith("VOICE:"):
            voice = line.removeprefix("VOICE:").strip()
        elif line.startswith("@ "):
            header = _HEADER.fullmatch(line.rstrip())
            if header is None:
                raise BatchFaulty(path, number, f"not a functionality: {line}")
            functionality, default = header[1], _labels(path, number, header[2])
        elif not voice or not functionality:
            raise BatchFaulty(path, number, "a comment before VOICE: and @ functionality | labels")
        else:
            comments.append(_comment(path, number, line, functionality, default))
    return voice, comments


def _comment(
    path: Path, number: int, line: str, functionality: str, default: tuple[str, ...]
) -> Written:
    found = _COMMENT.fullmatch(line.strip())
    if found is None:
        raise BatchFaulty(path, number, "labels without a comment")
    before, own, after, text = found.groups()
    labels = default if own is None else _labels(path, number, own)
    return Written(text.replace("⏎", "\n").strip(), labels, functionality, before or after)


def _labels(path: Path, number: int, given: str) -> tuple[str, ...]:
    names = tuple(
        dict.fromkeys(
            name for name in (one.strip() for one in given.split(",")) if name and name != "-"
        )
    )
    if unknown := set(names) - set(LABELS):
        raise BatchFaulty(path, number, f"unknown labels: {', '.join(sorted(unknown))}")
    return names


def rows(path: Path) -> Iterator[dict[str, object]]:
    """Lines of the corpus for a batch. Raises BatchFaulty."""
    _, comments = read_batch(path)
    start = "-".join(path.stem.split("-")[:2])
    for number, one in enumerate(comments, 1):
        yield {
            "id": f"{start}-{number:03d}",
            "text": one.text,
            "labels": list(one.labels),
            "functionality": one.functionality,
            "group": f"{path.stem}/{one.group}" if one.group else None,
            "batch": path.stem,
        }


def convert(paths: Sequence[Path], to: Path, voices: Path) -> int:
    """Write the batches' comments to `to` and their voices beside; how many comments. Raises BatchFaulty."""
    lines = [row for path in paths for row in rows(path)]
    known = json.loads(voices.read_text(encoding="utf-8")) if voices.exists() else {}
    known |= {path.stem: read_batch(path)[0] for path in paths}
    to.write_text(
        "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
    )
    ordered = json.dumps(dict(sorted(known.items())), ensure_ascii=False, indent=1)
    voices.write_text(ordered + "\n", encoding="utf-8")
    return len(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--to", type=Path, required=True, metavar="JSONL")
    asked = parser.parse_args()
    files = sorted(asked.files)
    print(f"{convert(files, asked.to, asked.to.parent / 'voices.json')} comments → {asked.to}")


if __name__ == "__main__":
    main()
