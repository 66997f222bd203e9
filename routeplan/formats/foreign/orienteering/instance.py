"""One instance as its file has it, in the file's own units, and reading it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vrplib.rows import LARGEST, OPEN_END, Line, is_number, whole
from routeplan.phrases import phrase

HEAD = 2
"""Lines before the points: ``k v N t``, then the same leftovers of other problems, ``D Q``."""
FIXED, ENDS = 7, 2
"""Numbers before a point's list (``i x y d S f a``), whose length is ``a``, and behind it."""

Row = tuple[float, ...]


@dataclass(frozen=True)
class Instance:
    """Point 0 is where all routes begin and end.

    Parameters
    ----------
    spots
        (x, y) of each point.
    length, score, window
        Per point: how long a visit takes, what it is worth, and (first, last) begin of it.
    vehicles
        How many routes there may be.
    decimals
        To which distances are cut.
    """

    spots: tuple[Row, ...]
    length: tuple[float, ...]
    score: tuple[float, ...]
    window: tuple[Row, ...]
    vehicles: int
    decimals: int


def is_orienteering(lines: Sequence[Line]) -> bool:
    """Whether the lines are numbers alone: four in the first, one or two in the second."""
    if len(lines) <= HEAD or not all(map(is_number, (*lines[0].words, *lines[1].words))):
        return False
    return len(lines[0].words) == 4 and len(lines[1].words) in (1, 2)


def read_points(lines: Sequence[Line], vehicles: int | None, report: Mistakes) -> Instance:
    """The instance; ``vehicles`` instead of as many as would reach every point.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    rows = [row for line in lines[HEAD:] if (row := _row(line, report)) is not None]
    enough = whole(float(lines[0].words[1]), "v", report)
    report.stop_if_wrong()
    if [row[0] for row in rows] != list(range(len(rows))):
        message = phrase(
            "rows should be numbered from {first} to {last}, once each",
            first=0,
            last=len(rows) - 1,
        )
        report.malformed("i", None, message)
    _check(rows, report)
    report.stop_if_wrong()
    # the files with fractions are Cordeau's, whose ways are published with one decimal more
    fractions = any(not x.is_integer() for row in rows for x in row[1:3])
    return Instance(
        spots=tuple(row[1:3] for row in rows),
        length=tuple(row[3] for row in rows),
        score=tuple(row[4] for row in rows),
        window=tuple(row[5:7] for row in rows),
        vehicles=vehicles or max(1, enough),
        decimals=2 if fractions else 1,
    )


def _row(line: Line, report: Mistakes) -> Row | None:
    """(i, x, y, d, S, O, C) of a point, or None with a finding."""
    values = [float(word) for word in line.words if is_number(word)]
    listed = values[FIXED - 1] if len(values) >= FIXED else -1
    if len(values) == len(line.words) == FIXED + listed + ENDS and abs(max(values)) < OPEN_END:
        return (*values[:5], *values[-ENDS:])
    message = phrase("not a point: i x y d S f a, then as many numbers as a says, O C")
    report.malformed(f"line {line.number}", " ".join(line.words), message)
    return None


def _check(rows: Sequence[Row], report: Mistakes) -> None:
    for i, x, y, length, score, first, last in rows:
        where = f"i = {i:g}"
        if max(abs(x), abs(y), length, first) >= LARGEST or score >= LARGEST:
            report.malformed(where, None, phrase("not below {most:,.0f}", most=LARGEST))
        if min(length, score) < 0:
            report.malformed(where, min(length, score), phrase("it is negative"))
        if not 0 <= first <= last:
            message = phrase("negative, or ends before it begins")
            report.malformed(where, f"{first:g} {last:g}", message)
