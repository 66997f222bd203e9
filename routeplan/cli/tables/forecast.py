"""A forecast in the terminal: a bar for each week, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from routeplan.cli.tables.plan import console, table
from routeplan.forecast.out_of_reach import (
    NO_HOURS,
    NO_WAY,
    NOBODY_ON_SHIFT,
    NOT_SUITED,
    TOO_FAR,
)
from routeplan.forecast.records import Band, Forecast
from routeplan.forecast.what_if import Staffing
from routeplan.model.plan import Plan
from routeplan.phrases import counted

LABELS = 44
"""Columns of the table beside the bar, with the gaps."""
NARROWEST, WIDEST = 16, 100
MOST_ROWS = 30
MILESTONES = (0.5, 0.9, 0.95, 0.99)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SURE, LIKELY, PERHAPS = "█", "▓", "░"
ASSUMPTIONS = (
    "Assumptions: weeks like this one, the same shifts and nobody new on the list. Each week "
    "is planned for those not yet met: first whoever is worth most for the time it takes, "
    "then, while a shift has time, whoever has waited longest. Doors open with the chances "
    "known today, independently of each other and of earlier calls; meeting a household once "
    "is enough. Compared with weeks really planned in benchmarks/results/forecast_check.txt."
)
NEVER = {
    NO_HOURS: "{} whose hours fall on none of these days, or are too short for the visit",
    NOBODY_ON_SHIFT: "{} at home only while nobody is on shift",
    NO_WAY: "{} that cannot be reached",
    NOT_SUITED: "{} that need a skill or a second officer that no shift has at their hours",
    TOO_FAR: "{} too far away, or with too long a visit, for every shift",
}


def print_forecast(plan: Plan, found: Sequence[Forecast]) -> None:
    """The present staffing, then the what-if."""
    out = console()
    for each in found:
        _print_one(out, each)
    if len(found) > 1:
        _print_difference(out, *found)
    out.print(f"\n{ASSUMPTIONS}")
    if plan.straight_line:
        out.print("STRAIGHT-LINE ESTIMATE: real routes are longer.")


def _print_one(out: Console, told: Forecast) -> None:
    if not told.bands or not told.households:
        out.print("There are no households to meet.")
        return
    out.print(_chart(out, told))
    for line in filter(None, (_until_all(told), _never(told))):
        out.print(line)


def _chart(out: Console, told: Forecast) -> Table:
    width = max(NARROWEST, min(WIDEST, out.width - LABELS))
    made = table(
        f"Households met, {_called(told.staffing)}: {told.households} in total, {told.runs:,} runs",
        *("week of", "met", "10 %", "50 %", "90 %", "all of them" if told.never else "all met"),
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
    made.caption = f"{SURE} met in 9 of 10 runs, {LIKELY} in half of them, {PERHAPS} in 1 of 10"
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
    """When all have been met who can be; everybody, only where that is so."""
    who = f"All {told.within_reach} who can be met" if told.never else "Everybody"
    have = "have" if told.never else "has"
    parts = [
        f"by round {number} in {runs}"
        for runs, number in zip(
            ("1 of 10 runs", "half of them", "9 of 10"), told.rounds, strict=True
        )
        if number
    ]
    met = f"{who} {have} been met {', '.join(parts)}." if parts else ""
    if told.rounds[-1] or not told.within_reach:
        return met
    whom = f"all {told.within_reach} who can be met" if told.never else "everybody"
    done = f"{100 * told.ever:.0f} % of the runs meet {whom} within {told.simulated} rounds."
    return f"{met} {done}".strip()


def _never(told: Forecast) -> str:
    """Whom no time will mend, and why."""
    if not told.never:
        return ""
    why = "; ".join(NEVER[code].format(count) for code, count in told.out_of_reach.items())
    return f"{counted(told.never, 'household')} cannot be met on any shift: {why}."


def _print_difference(out: Console, now: Forecast, then: Forecast) -> None:
    out.print(f"\nPresent staffing, and {_called(then.staffing)} (medians):")
    for part in MILESTONES:
        rounds = [_round_of(each, part) for each in (now, then)]
        out.print(f"  {100 * part:.0f} % met by round {rounds[0]}, and by round {rounds[1]}")


def _round_of(told: Forecast, part: float) -> str:
    """The round by which half of the runs have met a part of the households."""
    many = part * told.households
    found = (k for k, band in enumerate(told.bands, start=1) if band.middle >= many)
    return str(next(found, "-"))
