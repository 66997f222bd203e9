"""Numbers from the rows of a text file, each checked; what is wrong is reported with its line."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.phrases import phrase

LARGEST = 1e7
"""Coordinates, demands and lengths stay below this."""
OPEN_END = 1e18
"""The ends of windows stay below this: who means no end at all writes many nines."""
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True)
class Line:
    """The words of one line, and its number from 1."""

    number: int
    words: tuple[str, ...]

    @property
    def head(self) -> str:
        """Its first word, in capitals."""
        return self.words[0].upper()

    @property
    def is_row(self) -> bool:
        """Whether it begins with a number."""
        return is_number(self.words[0])


def lines_of(text: str) -> list[Line]:
    """Every line that is neither empty nor a comment, up to EOF; a colon stands by itself.

    Files of the days of DOS end with a control character.
    """
    lines = []
    for number, raw in enumerate(text.splitlines(), start=1):
        words = raw.replace(":", " : ").replace("\x1a", " ").replace("\0", " ").split()
        if words and words[0].upper() == "EOF":
            break
        if words and not words[0].startswith("#"):
            lines.append(Line(number, tuple(words)))
    return lines


def is_number(word: str) -> bool:
    """Whether a word is a decimal number, with an exponent or without."""
    return NUMBER.fullmatch(word) is not None


def numbers(
    line: Line, count: int, report: Mistakes, most: float = LARGEST
) -> tuple[float, ...] | None:
    """Exactly so many numbers below ``most``; else a finding."""
    values = tuple(float(word) for word in line.words if is_number(word))
    if len(values) == len(line.words) == count and all(abs(x) < most for x in values):
        return values
    _tell(
        line,
        phrase("there should be {count} numbers below {most:,.0f}", count=count, most=most),
        report,
    )
    return None


def table(
    lines: Sequence[Line], columns: int, first: int, report: Mistakes, most: float = LARGEST
) -> tuple[tuple[float, ...], ...]:
    """Rows numbered ``first``, ``first + 1``, ... in whatever order, without their numbers.

    Some programs end a section with -1.
    """
    if lines and lines[-1].words == ("-1",):
        lines = lines[:-1]
    rows: dict[float, tuple[float, ...]] = {}
    for line in lines:
        row = numbers(line, columns + 1, report, most)
        if row is None:
            continue
        if row[0] in rows or row[0] not in range(first, first + len(lines)):
            message = phrase(
                "rows should be numbered from {first} to {last}, once each",
                first=first,
                last=first + len(lines) - 1,
            )
            _tell(line, message, report)
        rows[row[0]] = row[1:]
    return tuple(rows[number] for number in sorted(rows))


def whole(value: float, where: str, report: Mistakes) -> int:
    """A number that must be whole and not negative."""
    if math.isfinite(value) and value == int(value) and value >= 0:
        return int(value)
    report.malformed(where, value, phrase("not a whole number from 0"))
    return 0


def _tell(line: Line, message: str, report: Mistakes) -> None:
    report.malformed(f"line {line.number}", " ".join(line.words), message)
