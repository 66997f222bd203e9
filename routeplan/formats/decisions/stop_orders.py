"""Orders: which shift makes which visits in which order, as a table to edit by hand.

One row a stop: ``date`` and ``officers`` (or ``shift``, which is written where the same officers
have two shifts on one day), ``position``, ``visit`` (or ``household``). ``begin`` only says when
the plan has it: times are worked out again. ``name`` and ``address`` are for whoever edits it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from routeplan.check.wording import day_name, officers_name
from routeplan.errors import Finding, InputError
from routeplan.formats.station.officer_column import write_rows
from routeplan.formats.tables.cells import Cells, nearest, plain
from routeplan.formats.tables.inert import as_it_was
from routeplan.formats.tables.rows import Row, read_table
from routeplan.model.inputs import Inputs, Shift
from routeplan.model.plan import Plan
from routeplan.phrases import counted, joined, phrase

WRITTEN = ("date", "officers", "position", "visit", "begin")
FOR_PEOPLE = ("name", "address")
"""Written where they may be printed, and not read."""
COLUMNS = ("date", "officers", "position", "visit", "household", "shift", "begin", *FOR_PEOPLE)
NEEDED = ("position",)
MOST_STOPS = 1000

Orders = dict[str, tuple[str, ...]]
"""By shift: its visits in order."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One stop as a table orders it, and the row it is in."""

    shift: str
    position: int
    visit: str
    row: int


def write_orders(
    path: Path, plan: Plan, inputs: Inputs, *, printable: Collection[str] = FOR_PEOPLE
) -> Path:
    """Write a plan's orders as CSV, readable by its owner only.

    Parameters
    ----------
    printable
        Of ``name`` and ``address``, those that may leave the tables.
    """
    often = Counter((route.day, route.officers) for route in plan.routes)
    cut = ("shift",) if max(often.values(), default=1) > 1 else ()
    people = tuple(column for column in FOR_PEOPLE if column in printable)
    rows = []
    for route in plan.routes:
        on, officers = inputs.calendar.date_of(route.day), "+".join(route.officers)
        for position, stop in enumerate(route.stops, start=1):
            begin = inputs.calendar.clock(stop.begin, day=route.day)
            home = inputs.household(stop.household)
            shown = [{"name": home.name, "address": home.address}[column] for column in people]
            shift = [route.shift] if cut else []
            rows.append([str(on), officers, position, stop.visit, begin, *shown, *shift])
    return write_rows(path, (*WRITTEN, *people, *cut), rows)


def orders_in(rows: Iterable[OrderRow]) -> Orders:
    """The orders of these rows, each shift's visits by position."""
    orders: dict[str, tuple[str, ...]] = {}
    for row in sorted(rows, key=lambda order_row: (order_row.shift, order_row.position)):
        orders[row.shift] = (*orders.get(row.shift, ()), row.visit)
    return orders


def read_order_rows(path: Path, inputs: Inputs) -> tuple[OrderRow, ...]:
    """Read a table of orders (CSV or XLSX), each stop with its row.

    Raises
    ------
    InputError
        With everything wrong in it, all at once.
    """
    table = read_table(path, COLUMNS, NEEDED, may_be_empty=True)
    cells = Cells(table)
    rows: list[OrderRow] = []
    for row in table.rows:
        shift = _shift(cells, row, inputs)
        visit = _visit(cells, row, inputs)
        position = cells.whole(row, "position", low=1, high=MOST_STOPS)
        if position is None and not row["position"]:
            message = phrase("no position given")
            cells.missing(
                row, "position", "order-incomplete", message, phrase("number the stops from 1")
            )
        if shift is None or visit is None or position is None:
            continue
        ordered = OrderRow(shift.id, position, visit, row.number)
        if not _twice(cells, row, ordered, rows, inputs):
            rows.append(ordered)
    findings = [*table.findings, *cells.findings]
    if any(finding.severity == "error" for finding in findings):
        raise InputError(findings)
    return tuple(rows)


def _twice(
    cells: Cells, row: Row, ordered: OrderRow, rows: Sequence[OrderRow], inputs: Inputs
) -> bool:
    """Note a visit or a position that a row before has already: the visit first, one message."""
    of_shift = [order_row for order_row in rows if order_row.shift == ordered.shift]
    visit = next((order_row for order_row in of_shift if order_row.visit == ordered.visit), None)
    if visit is not None:
        message = phrase("this shift has the same visit in row {row}", row=visit.row)
        cells.find(row, "visit", "order-twice", message, phrase("remove one of the two rows"))
        return True
    others = [order_row for order_row in rows if order_row.visit == ordered.visit]
    needed = inputs.visits_by_id[ordered.visit].officers_needed
    if len(others) >= needed:
        named = joined(
            ", ",
            (
                phrase("row {row} ({shift})", row=order_row.row, shift=order_row.shift)
                for order_row in others
            ),
        )
        message = phrase("this visit is already in {rows}", rows=named)
        officers = counted(needed, "officer")
        fix = phrase("the visit needs {officers}: remove one of the rows", officers=officers)
        cells.find(row, "visit", "order-twice", message, fix)
        return True
    position = next(
        (order_row for order_row in of_shift if order_row.position == ordered.position), None
    )
    if position is not None:
        message = phrase(
            "this shift has the same position {position} in row {row}",
            position=ordered.position,
            row=position.row,
        )
        fix = phrase("give one of the two rows another position")
        cells.find(row, "position", "order-twice", message, fix)
    return position is not None


def _shift(cells: Cells, row: Row, inputs: Inputs) -> Shift | None:
    """By its id, or by date and officers."""
    if row["shift"]:
        shift = inputs.shifts_by_id.get(_id(row["shift"]))
        if shift is None:
            fix = nearest(row["shift"], inputs.shifts_by_id)
            cells.find(row, "shift", "order-shift-unknown", phrase("unknown shift"), fix)
        return shift
    on = cells.date(row, "date")
    officers = frozenset(_officer(part, inputs) for part in row["officers"].split("+"))
    if on is None or not row["officers"]:
        if not row["date"] or not row["officers"]:
            message = phrase("no shift given")
            fix = phrase("give a date and officers, such as 2026-11-24 and O1 or O1+O2")
            cells.find(row, "officers", "order-incomplete", message, fix)
        return None
    day = (on - inputs.calendar.first_day).days
    shifts = [shift for shift in inputs.shifts if shift.day == day]
    theirs = [shift for shift in shifts if frozenset(shift.officers) == officers]
    if len(theirs) == 1:
        return theirs[0]
    if theirs:
        message = phrase(
            "there are {count} shifts of these officers on {on}", count=len(theirs), on=on
        )
        fix = phrase(
            "name one in the column shift: {shifts}", shifts=", ".join(shift.id for shift in theirs)
        )
        cells.find(row, "officers", "order-shift-unknown", message, fix)
        return None
    column, why, mend = _nobody(on, officers, shifts, inputs)
    cells.find(row, column, "order-shift-unknown", why, mend)
    return None


def _officer(cell: str, inputs: Inputs) -> str:
    """An officer's id, also where the cell has the name of one officer only."""
    text = _id(cell)
    named = [officer.id for officer in inputs.officers if plain(officer.name) == plain(text)]
    return named[0] if text not in inputs.officers_by_id and len(named) == 1 else text


def _nobody(
    on: date, officers: frozenset[str], shifts: Sequence[Shift], inputs: Inputs
) -> tuple[str, str, str]:
    """Why nobody is on shift: column, message and mend."""
    dates = inputs.calendar.dates
    if not dates[0] <= on <= dates[-1]:
        first, last = dates[0], dates[-1]
        span = str(first) if first == last else phrase("{first} to {last}", first=first, last=last)
        return "date", phrase("not a day of this plan"), phrase("the plan covers {span}", span=span)
    there = ", ".join("+".join(shift.officers) for shift in shifts)
    fix = phrase("on shift then: {officers}", officers=there or phrase("nobody"))
    if unknown := sorted(officers - inputs.officers_by_id.keys()):
        return "officers", phrase("unknown officer {officers}", officers=", ".join(unknown)), fix
    day = day_name(inputs.calendar, (on - dates[0]).days)
    names = officers_name(inputs, sorted(officers))
    if len(officers) > 1:
        return "officers", phrase("{names} are not a crew on {day}", names=names, day=day), fix
    if any(officers < set(shift.officers) for shift in shifts):
        return (
            "officers",
            phrase("{names} is on shift with a partner on {day}", names=names, day=day),
            fix,
        )
    return "officers", phrase("{names} is not on shift on {day}", names=names, day=day), fix


def _id(cell: str) -> str:
    """An id without the signs that keep spreadsheets from computing it."""
    text = as_it_was(cell.strip())
    return text[1:] if text.startswith("'") else text


def _visit(cells: Cells, row: Row, inputs: Inputs) -> str | None:
    """By its id, or by the household's if that has a single visit."""
    name, column = _id(row["visit"]), "visit"
    if not name:
        name, column = _id(row["household"]), "household"
        its_visits = [visit.id for visit in inputs.visits_by_id.values() if visit.household == name]
        if len(its_visits) > 1:
            message = phrase("the household has {count} visits", count=len(its_visits))
            fix = phrase("use one of: {words}", words=", ".join(its_visits))
            cells.find(row, "household", "order-visit-unknown", message, fix)
            return None
        name = its_visits[0] if its_visits else name
    if not name:
        cells.find(
            row,
            "visit",
            "order-incomplete",
            phrase("no visit given"),
            phrase("give the visit's id"),
        )
        return None
    finding = _visit_finding(name, inputs)
    if finding is not None:
        code, why, mend = finding
        cells.find(row, column, code, why, mend)
        return None
    return name


def _visit_finding(name: str, inputs: Inputs) -> tuple[str, str, str] | None:
    """What is wrong with a visit's name: code, message and mend."""
    code = "order-visit-unknown"
    if name in {visit.id for visit in inputs.later_visits}:
        return (
            code,
            phrase("the visit is not due in this plan"),
            phrase("remove the row; 'routeplan due' shows when it is due"),
        )
    if name not in inputs.visits_by_id:
        return code, phrase("unknown visit"), nearest(name, inputs.visits_by_id)
    code = "order-refused"
    if name in {visit.id for visit in inputs.refused_visits}:
        return code, phrase("the household asked not to be called on"), phrase("remove the row")
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
            code, message = "order-shift-unknown", phrase("unknown shift")
            yield Finding(code, message, fix, file, column="routes.shift", value=route.shift)
        seen: set[str] = set()
        for stop in route.stops:
            wrong = _visit_finding(stop.visit, inputs)
            if wrong is None and stop.visit in seen:
                message = phrase("the shift {shift} has this visit twice", shift=route.shift)
                wrong = ("order-twice", message, phrase("remove one of the two stops"))
            seen.add(stop.visit)
            if wrong is not None:
                code, why, fix = wrong
                yield Finding(code, why, fix, file, column="routes.stops", value=stop.visit)
