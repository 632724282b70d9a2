"""A changed view of a text with an exact map back to the original characters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class View:
    """`text` as later components read it; character i stands for original[starts[i]:ends[i]].

    `starts` and `ends` are None where nothing has moved: character i is original character i.
    """

    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Span of the original text behind text[start:end]; start < end."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]

    def edit(self, edits: Sequence[tuple[int, int, str]]) -> View:
        """A view with text[start:end] replaced for each (start, end, new).

        Edits are sorted, do not overlap, and `new` is not empty. Where the lengths are equal each
        character keeps its own place; else each new character stands for the whole of what it
        replaced.
        """
        if not edits:
            return self
        starts = self.starts if self.starts is not None else list(range(len(self.text)))
        ends = self.ends if self.ends is not None else list(range(1, len(self.text) + 1))
        text: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        at = 0
        for start, end, new in edits:
            text += (self.text[at:start], new)
            new_starts += starts[at:start]
            new_ends += ends[at:start]
            if len(new) == end - start:
                new_starts += starts[start:end]
                new_ends += ends[start:end]
            else:
                new_starts += [starts[start]] * len(new)
                new_ends += [ends[end - 1]] * len(new)
            at = end
        text.append(self.text[at:])
        new_starts += starts[at:]
        new_ends += ends[at:]
        return View("".join(text), new_starts, new_ends)
