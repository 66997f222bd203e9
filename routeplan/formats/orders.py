"""Orders: which shift makes which visits in which order, as a table to edit by hand.

One row a stop: ``date`` and ``officers`` (or ``shift``), ``position``, ``visit`` (or
``household``). ``begin`` only tells when the plan has it: times are worked out again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.cells import Cells, nearest
from routeplan.formats.tables import Row, read_table
from routeplan.model import Inputs, Shift
from routeplan.plan import Plan
from routeplan.private_files import write_private

COLUMNS = ("date", "officers", "position", "visit", "household", "shift", "begin")
WRITTEN = ("date", "officers", "position", "visit", "begin")
NEEDED = ("position",)
MOST_STOPS = 1000
FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

Orders = dict[str, tuple[str, ...]]
"""By shift: its visits in order."""


def write_orders(path: Path, plan: Plan, inputs: Inputs) -> Path:
    """Write a plan's orders as CSV, readable by its owner only."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(WRITTEN)
    for route in plan.routes:
        on, officers = inputs.calendar.date_of(route.day), "+".join(route.officers)
        for position, stop in enumerate(route.stops, start=1):
            begin = inputs.calendar.clock(stop.begin, day=route.day)
            cells = (str(on), officers, str(position), stop.visit, begin)
            writer.writerow([_no_formula(cell) for cell in cells])
    return write_private(path, text.getvalue())


def _no_formula(cell: str) -> str:
    """A spreadsheet would compute a cell that begins with one of these signs (CWE-1236)."""
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def read_orders(path: Path, inputs: Inputs) -> Orders:
    """Read a table of orders (CSV or XLSX).

    Raises
    ------
    InputError
        With everything wrong in it, all at once.
    """
    table = read_table(path, COLUMNS, NEEDED, may_be_empty=True)
    cells = Cells(table)
    seen: dict[tuple[str, str], int] = {}
    stops: list[tuple[str, int, str]] = []
    for row in table.rows:
        shift = _shift(cells, row, inputs)
        visit = _visit(cells, row, inputs)
        position = cells.whole(row, "position", low=1, high=MOST_STOPS)
        if position is None and not row["position"]:
            told = "it has no position"
            cells.missing(row, "position", "order-incomplete", told, "number the stops from 1")
        if shift is None or visit is None or position is None:
            continue
        for what, key in (("visit", visit), ("position", str(position))):
            earlier = seen.setdefault((shift.id, f"{what} {key}"), row.number)
            if earlier != row.number:
                told = f"this shift has it in row {earlier} too"
                cells.find(row, what, "order-twice", told, "correct one of the two rows")
        stops.append((shift.id, position, visit))
    findings = [*table.findings, *cells.findings]
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return _by_shift(stops)


def _by_shift(stops: list[tuple[str, int, str]]) -> Orders:
    orders: dict[str, tuple[str, ...]] = {}
    for shift, _, visit in sorted(stops):
        orders[shift] = (*orders.get(shift, ()), visit)
    return orders


def _shift(cells: Cells, row: Row, inputs: Inputs) -> Shift | None:
    """By its id, or by date and officers."""
    if row["shift"]:
        shift = inputs.shifts_by_id.get(row["shift"])
        if shift is None:
            fix = nearest(row["shift"], inputs.shifts_by_id)
            cells.find(row, "shift", "order-shift-unknown", "there is no such shift", fix)
        return shift
    on = cells.date(row, "date")
    officers = frozenset(_id(part) for part in row["officers"].split("+"))
    if on is None or not row["officers"]:
        if not row["date"] or not row["officers"]:
            told = "it names no shift"
            fix = "give a date and officers, such as 2026-11-24 and O1 or O1+O2"
            cells.find(row, "officers", "order-incomplete", told, fix)
        return None
    day = (on - inputs.calendar.first_day).days
    for shift in inputs.shifts:
        if shift.day == day and frozenset(shift.officers) == officers:
            return shift
    there = ", ".join("+".join(shift.officers) for shift in inputs.shifts if shift.day == day)
    told, fix = f"nobody of that name is on shift on {on}", f"on shift then: {there or 'nobody'}"
    cells.find(row, "officers", "order-shift-unknown", told, fix)
    return None


def _id(cell: str) -> str:
    """An id without the sign that keeps spreadsheets from computing it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") else text


def _visit(cells: Cells, row: Row, inputs: Inputs) -> str | None:
    """By its id, or by the household's if that has a single visit."""
    name, column = _id(row["visit"]), "visit"
    if not name:
        name, column = _id(row["household"]), "household"
        own = [visit.id for visit in inputs.visits_by_id.values() if visit.household == name]
        if len(own) > 1:
            told, fix = f"it has {len(own)} visits", f"name one of {', '.join(own)}"
            cells.find(row, "household", "order-visit-unknown", told, fix)
            return None
        name = own[0] if own else name
    if not name:
        cells.find(row, "visit", "order-incomplete", "it names no visit", "give its id")
        return None
    finding = _visit_finding(name, inputs)
    if finding is not None:
        code, told, fix = finding
        cells.find(row, column, code, told, fix)
        return None
    return name


def _visit_finding(name: str, inputs: Inputs) -> tuple[str, str, str] | None:
    """What is wrong with a visit's name: code, message and mend."""
    code = "order-visit-unknown"
    if name not in inputs.visits_by_id:
        return code, "there is no such visit", nearest(name, inputs.visits_by_id)
    code = "order-refused"
    if name in {visit.id for visit in inputs.refused_visits}:
        return code, "the household asked not to be called on", "take the row out"
    return None


def orders_of(plan: Plan, inputs: Inputs, file: str) -> Orders:
    """The orders of a plan that was edited as JSON.

    Raises
    ------
    InputError
        When it names a shift or a visit that there is not, or a home that is not to be called on.
    """
    findings = list(_plan_findings(plan, inputs, file))
    if findings:
        raise InputError(findings)
    return {route.shift: tuple(stop.visit for stop in route.stops) for route in plan.routes}


def _plan_findings(plan: Plan, inputs: Inputs, file: str) -> Iterator[Finding]:
    known: Mapping[str, Shift] = inputs.shifts_by_id
    for route in plan.routes:
        if route.stops and route.shift not in known:
            fix = nearest(route.shift, known)
            code, told = "order-shift-unknown", "there is no such shift"
            yield Finding(code, told, fix, file, column="routes.shift", value=route.shift)
        seen: set[str] = set()
        for stop in route.stops:
            wrong = _visit_finding(stop.visit, inputs)
            if wrong is None and stop.visit in seen:
                told = f"the shift {route.shift} has it twice"
                wrong = ("order-twice", told, "take one of the two stops out")
            seen.add(stop.visit)
            if wrong is not None:
                code, told, fix = wrong
                yield Finding(code, told, fix, file, column="routes.stops", value=stop.visit)
