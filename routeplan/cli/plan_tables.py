"""A plan in the terminal: broken promises first, then the shifts, the totals, what is left out."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from routeplan.cli.shared import visible
from routeplan.model import Inputs
from routeplan.plan import LeftOut, Plan, Route

PLAIN_WIDTH = 100


def console() -> Console:
    """stdout; a pipe gets lines of a fixed width."""
    out = Console(highlight=False, soft_wrap=False)
    return out if out.is_terminal else Console(highlight=False, width=max(out.width, PLAIN_WIDTH))


def plain(text: str) -> Text:
    """Household text as it is: no markup, no control signs."""
    return Text(visible(text))


def print_plan(plan: Plan, inputs: Inputs) -> None:
    """Everything a chief reads first."""
    out = console()
    if plan.search.interrupted:
        out.print("The search was interrupted; this is the best plan it had found.")
    if plan.straight_line:
        out.print("STRAIGHT-LINE ESTIMATE: real ways are longer.")
    if plan.broken_promises:
        out.print(_left_out_table("Broken promises", plan.broken_promises, inputs))
    out.print(shifts_table(plan, inputs))
    out.print(totals_table(plan))
    rest = [entry for entry in plan.left_out if not entry.broken_promise]
    if rest:
        out.print(_left_out_table(f"Left out: {len(rest)} visits", rest, inputs))


def table(title: str, *columns: str, numbers: int = 0) -> Table:
    """A table whose last ``numbers`` columns are numbers."""
    made = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for k, name in enumerate(columns):
        made.add_column(name, justify="right" if k >= len(columns) - numbers else "left")
    return made


def shifts_table(plan: Plan, inputs: Inputs) -> Table:
    """One line per shift."""
    made = table(
        f"Plan from {plan.first_day}, {plan.days} days",
        "day",
        "officer",
        "first-last",
        "visits",
        "meet",
        "travel",
        "busy",
        "expected",
        "idle",
        numbers=6,
    )
    for route in plan.routes:
        made.add_row(*_shift_cells(route, inputs))
    visits = sum(len(route.stops) for route in plan.routes)
    made.add_section()
    made.add_row(
        "all",
        f"{len(plan.routes)} shifts",
        "",
        str(visits),
        f"{sum(route.expected_met for route in plan.routes):.0f}",
        hours(sum(route.travel_seconds for route in plan.routes)),
        hours(sum(route.busy_seconds for route in plan.routes)),
        hours(sum(route.expected_busy for route in plan.routes)),
        hours(sum(route.idle_seconds for route in plan.routes)),
    )
    return made


def _shift_cells(route: Route, inputs: Inputs) -> list[Text | str]:
    calendar = inputs.calendar
    officers = " + ".join(inputs.officers_by_id[officer].name for officer in route.officers)
    span = "-"
    if route.stops:
        first, last = route.stops[0].begin, route.stops[-1].end
        span = f"{calendar.clock(first)}-{calendar.clock(last, day=route.day)}"
    return [
        f"{calendar.date_of(route.day):%a %m-%d}",
        plain(f"{officers} ({route.mode})"),
        span,
        str(len(route.stops)),
        f"{route.expected_met:.1f}",
        hours(route.travel_seconds),
        hours(route.busy_seconds),
        hours(route.expected_busy),
        hours(route.idle_seconds),
    ]


def totals_table(plan: Plan) -> Table:
    """The objective, term by term, in minutes; and what the longest day costs."""
    totals = plan.totals
    made = table("What the plan costs", "term", "minutes", numbers=1)
    made.add_row("promises missed (count)", str(totals.promises_missed))
    for name, seconds in (
        ("travel", totals.travel),
        ("worth of what is left out", totals.worth_left_out),
        ("worth x chance that nobody opens", totals.lost_chance),
        ("another officer than preferred", totals.minor_costs),
        ("objective", totals.objective),
    ):
        made.add_row(name, f"{seconds / 60:,.0f}")
    search = plan.search
    if search.longest_day_seconds and search.objective_uncapped is not None:
        price = 100 * (totals.objective / max(search.objective_uncapped, 1) - 1)
        made.caption = (
            f"The longest day is {hours(search.longest_day_seconds)} of travel and visits; "
            f"that costs {price:.1f} % of the objective."
        )
    return made


def _left_out_table(title: str, entries: Sequence[LeftOut], inputs: Inputs) -> Table:
    made = table(title, "visit", "name", "worth", "reason")
    made.columns[3].overflow = "fold"
    for entry in entries:
        name = inputs.household(entry.household).name
        made.add_row(plain(entry.visit), plain(name), f"{entry.worth // 60}", plain(entry.reason))
    return made


def hours(seconds: int) -> str:
    """``6:05``."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}"
