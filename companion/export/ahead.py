"""Reading a little ahead: the next entries' evidence comes from the disk while this one's is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Thing = TypeVar("Thing")
Found = TypeVar("Found")

AHEAD = 4
"""Things read before they are asked for; so many pictures lie in memory, whatever the number of entries."""


def ahead(things: Iterable[Thing], read: Callable[[Thing], Found]) -> Iterator[tuple[Thing, Found]]:
    """Each thing, in order, with what `read` gives of it. Raises what `read` raises, at its thing's turn."""
    waiting: deque[tuple[Thing, Future[Found]]] = deque()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead") as reader:
        try:
            for thing in things:
                waiting.append((thing, reader.submit(read, thing)))
                if len(waiting) > AHEAD:
                    first, found = waiting.popleft()
                    yield first, found.result()
            while waiting:
                first, found = waiting.popleft()
                yield first, found.result()
        finally:
            for _, found in waiting:
                found.cancel()
