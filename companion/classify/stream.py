"""JSON Lines in, JSON Lines out: what `python -m companion classify [FILE|-]` does.

A bad line is told on stderr with its number and the rest go on. Nothing is held but one batch.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from pydantic import ValidationError

from companion.classify import Classifier
from companion.contract import CommentText


def _comment(line: str | bytes) -> CommentText:
    """One line → a comment; lone surrogates become U+FFFD, so that positions still hold.

    Raises ValueError (also UnicodeDecodeError, ValidationError) where the line is no comment.
    """
    text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.lstrip("\ufeff")
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError("raden är inte ett JSON-objekt / the line is not a JSON object")
    clean = {
        key: item.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if isinstance(item, str)
        else item
        for key, item in value.items()
    }
    return CommentText(**clean)


def _problem(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(
            f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors()
        )
    return str(error)


def classify_stream(
    source: Iterable[str | bytes], out: TextIO, err: TextIO, classifier: Classifier
) -> int:
    """Classify `{"id", "text"}` lines from `source` to `out`; returns the exit code.

    0 when every line was answered, 1 when some line was bad. Blank lines are passed over.
    """
    bad = 0

    def comments() -> Iterator[CommentText]:
        nonlocal bad
        for number, line in enumerate(source, 1):
            if not line.strip():
                continue
            try:
                comment = _comment(line)
            except (ValueError, TypeError, RecursionError) as error:
                bad += 1
                reason = _problem(error) if isinstance(error, ValueError) else type(error).__name__
                err.write(f"rad {number} / line {number}: {reason}\n")
                err.flush()
                continue
            yield comment

    out.writelines(verdict.model_dump_json() + "\n" for verdict in classifier.classify(comments()))
    out.flush()
    return 1 if bad else 0
