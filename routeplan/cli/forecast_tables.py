"""A forecast in the terminal: a bar for each week, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from routeplan.cli.plan_tables import console, table
from routeplan.cli.shared import counted
from routeplan.plan import Plan
from routeplan.workload.forecast import Band, Forecast
from routeplan.workload.staffing import Staffing

LABELS = 44
"""Columns of the table beside the bar, with the gaps."""
NARROWEST, WIDEST = 16, 100
MOST_ROWS = 30
MILESTONES = (0.5, 0.9, 0.95, 0.99)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SURE, LIKELY, PERHAPS = "█", "▓", "░"
ASSUMPTIONS = (
    "Assumed: weeks like this one, the same shifts and nobody new on the list; one call a week "
    "at a door; doors open by the chances of the tables, independently of each other and of the "
    "calls before; the worthiest for their time first; travel to each as in this plan, longer as "
    "fewer are left, and nobody called on who is not worth it. Meeting a household once is enough."
    " On the demonstration every week is within 0.4 % of the households of what 20 runs planned "
    "anew each week came to (medians; benchmarks/results/forecast_error.txt)."
)


def print_forecast(plan: Plan, found: Sequence[Forecast]) -> None:
    """The present staffing, then the what-if."""
    out = console()
    for each in found:
        _print_one(out, each)
    if len(found) > 1:
        _print_difference(out, *found)
    out.print(f"\n{ASSUMPTIONS}")
    if plan.straight_line:
        out.print("STRAIGHT-LINE ESTIMATE: real ways are longer.")


def _print_one(out: Console, told: Forecast) -> None:
    if not told.bands or not told.households:
        out.print("There is no household to be met.")
        return
    out.print(_chart(out, told))
    out.print(f"{_until_all(told)} {_left_behind(told)}".rstrip())


def _chart(out: Console, told: Forecast) -> Table:
    width = max(NARROWEST, min(WIDEST, out.width - LABELS))
    made = table(
        f"Households met, {_called(told.staffing)}: {told.households} in all, {told.runs:,} runs",
        *("week of", "met", "10 %", "50 %", "90 %", "all met"),
    )
    for column in made.columns[2:]:
        column.justify = "right"
        column.no_wrap = True
    made.columns[0].no_wrap = made.columns[1].no_wrap = True
    for band in shown(told.bands):
        made.add_row(
            str(band.begin),
            bar(band, told.households, width),
            *(percent_of(met, told) for met in (band.low, band.middle, band.high)),
            f"{100 * band.done:.0f} %",
        )
    made.caption = f"{SURE} met in 9 runs of 10, {LIKELY} in half of them, {PERHAPS} in 1 of 10"
    return made


def shown(bands: Sequence[Band]) -> list[Band]:
    """All weeks, or evenly spaced ones with the first and the last."""
    step = -(-len(bands) // MOST_ROWS)
    return [band for k, band in enumerate(bands) if k % step == 0 or k == len(bands) - 1]


def bar(band: Band, households: int, width: int) -> str:
    """Nine in ten runs meet what is black, half of them what is grey, one in ten the light part."""
    low, middle, high = (
        round(width * met / households) for met in (band.low, band.middle, band.high)
    )
    return SURE * low + LIKELY * (middle - low) + PERHAPS * (high - middle)


def percent_of(met: int, told: Forecast) -> str:
    """Rounded down: 100 is everybody."""
    return str(100 * met // told.households)


def _called(staffing: Staffing) -> str:
    parts = []
    if staffing.officers:
        parts.append(f"{staffing.officers:+} officers")
    if staffing.evenings:
        parts.append("evenings on " + ", ".join(DAYS[day] for day in staffing.evenings))
    if staffing.pair:
        parts.append("in pairs")
    return " and ".join(parts) or "staffed as now"


def _until_all(told: Forecast) -> str:
    low, middle, high = told.rounds
    parts = [
        f"{runs} by round {number}"
        for runs, number in (("1 run in 10", low), ("half", middle), ("9 in 10", high))
        if number
    ]
    met = f"Everybody has been met: {', '.join(parts)}." if parts else ""
    if high:
        return met
    done = f"{100 * told.ever:.0f} % of the runs meet everybody in the end."
    return f"{met} {done}".strip()


def _left_behind(told: Forecast) -> str:
    """Whom time alone does not mend."""
    parts = []
    if told.not_alone:
        parts.append(
            f"{counted(told.not_alone, 'household')} not worth a way of their own are met on the "
            "way to others, or wait: a due date makes them worth more every day."
        )
    if told.out_of_reach:
        parts.append(
            f"Not counted: {told.out_of_reach} whom nobody on shift can call on at their hours."
        )
    return " ".join(parts)


def _print_difference(out: Console, now: Forecast, then: Forecast) -> None:
    out.print(f"\nAs now, and {_called(then.staffing)} (medians):")
    for part in MILESTONES:
        rounds = [_round_of(each, part) for each in (now, then)]
        out.print(f"  {100 * part:.0f} % met by round {rounds[0]}, and {rounds[1]}")


def _round_of(told: Forecast, part: float) -> str:
    """The round by which half of the runs have met a part of the households."""
    many = part * told.households
    found = (k for k, band in enumerate(told.bands, start=1) if band.middle >= many)
    return str(next(found, "-"))
