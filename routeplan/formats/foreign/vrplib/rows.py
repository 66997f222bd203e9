"""Numbers from the rows of a text file, each checked; what is wrong is reported with its line."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from routeplan.formats.foreign.report import Report


@dataclass(frozen=True)
class Line:
    """The words of one line, and its number from 1."""

    number: int
    words: tuple[str, ...]


def lines_of(text: str) -> list[Line]:
    """Every line that is not empty; a colon stands by itself."""
    return [
        Line(number, tuple(words))
        for number, raw in enumerate(text.splitlines(), start=1)
        if (words := raw.replace(":", " : ").split())
    ]


def numbers(line: Line, count: int, report: Report) -> tuple[float, ...] | None:
    """Exactly so many finite numbers, none of them huge; else a finding."""
    try:
        found = tuple(float(word) for word in line.words)
    except ValueError:
        found = ()
    if len(found) == count and all(math.isfinite(x) and abs(x) < 1e7 for x in found):
        return found
    _tell(line, f"there should be {count} numbers below 10,000,000", report)
    return None


def table(
    lines: Sequence[Line], columns: int, first: int, report: Report
) -> tuple[tuple[float, ...], ...]:
    """Rows numbered ``first``, ``first + 1``, ... without their numbers."""
    rows = []
    for k, line in enumerate(lines):
        row = numbers(line, columns + 1, report)
        if row is not None and row[0] != first + k:
            _tell(line, f"it should be row {first + k}", report)
        rows.append(row[1:] if row is not None else (0.0,) * columns)
    return tuple(rows)


def whole(value: float, where: str, report: Report) -> int:
    """A number that must be whole and not negative."""
    if value == int(value) and value >= 0:
        return int(value)
    report.malformed(where, value, "it is no whole number from 0 on")
    return 0


def _tell(line: Line, message: str, report: Report) -> None:
    report.malformed(f"line {line.number}", " ".join(line.words), message)
