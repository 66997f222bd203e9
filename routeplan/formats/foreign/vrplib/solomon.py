"""Solomon's text files, as Gehring & Homberger use them too."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.formats.foreign.report import Report
from routeplan.formats.foreign.vrplib.instance import Instance
from routeplan.formats.foreign.vrplib.rows import Line, numbers, table, whole


def read_solomon(lines: Sequence[Line], report: Report) -> Instance:
    """Name, then the vehicles' row, then a row for the depot and each customer.

    Raises
    ------
    InputError
        With everything that is wrong.
    """
    data = [line for line in lines[1:] if line.words[0].lstrip("-").replace(".", "").isdigit()]
    if len(data) < 3:
        report.tell(
            "problem-incomplete",
            "there are no vehicles, depot and customers in it",
            "look whether it is one of Solomon's files",
        )
    report.stop_if_wrong()
    fleet = numbers(data[0], 2, report) or (0.0, 0.0)
    rows = table(data[1:], 6, 0, report)
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
        capacity=capacity,
    )
