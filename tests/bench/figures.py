"""How figures are taken and printed: medians and 95th percentiles, and ratios of one run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import NamedTuple, ParamSpec

P = ParamSpec("P")


class Figure(NamedTuple):
    """One line of the table."""

    name: str
    value: str
    beside: str
    """What was measured beside it in the same run."""
    aim: str


class Times(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float

    def __str__(self) -> str:
        return f"p50 {self.p50:.1f} ms, p95 {self.p95:.1f} ms"


def times(seconds: list[float]) -> Times:
    """Median and 95th percentile of measured seconds."""
    cuts = statistics.quantiles([one * 1000 for one in seconds], n=20, method="inclusive")
    return Times(cuts[9], cuts[18])


def timed(work: Callable[P, object], *arguments: P.args, **named: P.kwargs) -> float:
    """Seconds that some work takes."""
    start = time.perf_counter()
    work(*arguments, **named)
    return time.perf_counter() - start


def table(figures: list[Figure]) -> str:
    """The figures as a Markdown table."""
    lines = ["| what | measured | beside it, in the same run | aim |", "|---|---|---|---|"]
    lines += [f"| {one.name} | {one.value} | {one.beside} | {one.aim} |" for one in figures]
    return "\n".join(lines)
