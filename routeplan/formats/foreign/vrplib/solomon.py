"""Solomon's text files, as Gehring & Homberger use them too."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.vrplib.instance import UNLIMITED, Instance
from routeplan.formats.foreign.vrplib.rows import OPEN_END, Line, numbers, table, whole
from routeplan.phrases import phrase

HEADS = ("VEHIC", "NUMBER", "CAPACIT", "CUST")
"""How words of its head lines begin, in whatever letters."""
COLUMNS = ("X", "Y", "DEM", "READY", "DUE", "SERV")
"""How the heads of the columns begin, in their order."""


def is_solomon(lines: Sequence[Line]) -> bool:
    """Whether at least two head lines are of its kind."""
    heads = [line for line in lines if not line.is_row and line.head.startswith(HEADS)]
    return len(heads) > 1


def read_solomon(lines: Sequence[Line], report: Mistakes) -> Instance:
    """Name, then the vehicles' row, then a row for the depot and each customer.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    body = lines[1:]
    data = [k for k, line in enumerate(body) if line.is_row]
    if len(data) < 3:
        report.tell(
            "problem-incomplete",
            phrase("the file has no vehicles, depot and customers"),
            phrase("check that it is one of Solomon's files"),
        )
        report.stop_if_wrong()
    _check_columns(body[data[0] + 1 : data[1]], report)
    fleet = numbers(body[data[0]], 2, report, OPEN_END) or (0.0, 0.0)
    rows = table(body[data[1] :], 6, 0, report, OPEN_END)
    vehicles = whole(fleet[0], "VEHICLE NUMBER", report)
    capacity = whole(fleet[1], "CAPACITY", report)
    demand = tuple(whole(row[2], "DEMAND", report) for row in rows)
    report.stop_if_wrong()
    return Instance(
        name=" ".join(lines[0].words),
        spots=tuple(row[:2] for row in rows),
        demand=demand,
        window=tuple(row[3:5] for row in rows),
        service=tuple(row[5] for row in rows),
        prize=None,
        vehicles=vehicles,
        capacity=min(capacity, UNLIMITED),
    )


def _check_columns(heads: Sequence[Line], report: Mistakes) -> None:
    """Columns that are named in another order would be read for what they are not."""
    for line in heads:
        words = [word.upper() for word in line.words]
        named = [k for word in words for k, name in enumerate(COLUMNS) if word.startswith(name)]
        if named != sorted(named):
            message = phrase("the columns are not in Solomon's order")
            report.malformed(f"line {line.number}", " ".join(line.words), message)
