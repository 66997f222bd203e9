"""A forecast in the terminal: a bar for each week, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from rich.console import Console
from rich.table import Table

from routeplan.cli.tables.plan import console, table
from routeplan.cli.terminal.language import say, terminal_language
from routeplan.forecast.forecast_records import Forecast, MetBand
from routeplan.forecast.out_of_reach import (
    NO_HOURS,
    NO_WAY,
    NOBODY_ON_SHIFT,
    NOT_SUITED,
)
from routeplan.forecast.what_if import Staffing
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, counted, joined, phrase
from routeplan.render.words.page_words import short_weekday
from routeplan.station.use_cases.plan_in_use.forecast_plan import Forecasts

LABELS = 50
"""Columns of the table beside the bar, with the gaps."""
NARROWEST, WIDEST = 16, 100
MOST_ROWS = 30
MILESTONES = (0.5, 0.9, 0.95, 0.99)
SURE, LIKELY, PERHAPS = "█", "▓", "░"


def print_forecast(plan: Plan, forecasts: Forecasts) -> None:
    """The present staffing, then the what-if."""
    out = console()
    _print_one(out, forecasts.now)
    if forecasts.what_if:
        _print_one(out, forecasts.what_if)
        _print_difference(out, forecasts.now, forecasts.what_if)
    assumptions = say(
        "Assumptions: weeks like this one, the same shifts and nobody new on the list. Each week "
        "is planned for those not yet met: first whoever is worth most for the time it takes, "
        "then, while a shift has time, whoever has waited longest. Doors open with the chances "
        "known today, independently of each other and of earlier calls; meeting a household once "
        "is enough. Compared with weeks really planned in benchmarks/results/forecast_check.txt."
    )
    out.print(f"\n{assumptions}")
    if plan.straight_line:
        out.print(say("STRAIGHT-LINE ESTIMATE: real routes are longer."))


def _print_one(out: Console, forecast: Forecast) -> None:
    if not forecast.bands or not forecast.households:
        out.print(say("There are no households to meet."))
        return
    out.print(_chart(out, forecast))
    for line in filter(None, (_until_all(forecast), _never(forecast))):
        out.print(line)


def _chart(out: Console, forecast: Forecast) -> Table:
    width = max(NARROWEST, min(WIDEST, out.width - LABELS))
    title = say(
        "Households met, {staffing}: {households} in total, {runs:,} runs",
        staffing=_called(forecast.staffing),
        households=forecast.households,
        runs=forecast.runs,
    )
    everybody = say("all of them") if forecast.never else say("all met")
    made = table(title, say("week of"), say("met"), "10 %", "50 %", "90 %", everybody)
    for column in made.columns[2:]:
        column.justify = "right"
        column.no_wrap = True
    made.columns[0].no_wrap = made.columns[1].no_wrap = True
    for band in shown(forecast.bands):
        made.add_row(
            str(band.begin),
            bar(band, forecast.households, width),
            *(percent_of(met, forecast) for met in (band.low, band.middle, band.high)),
            f"{100 * band.done:.0f} %",
        )
    made.caption = say(
        "{sure} met in 9 of 10 runs, {likely} in half of them, {perhaps} in 1 of 10",
        sure=SURE,
        likely=LIKELY,
        perhaps=PERHAPS,
    )
    return made


def shown(bands: Sequence[MetBand]) -> list[MetBand]:
    """All weeks, or evenly spaced ones with the first and the last."""
    step = -(-len(bands) // MOST_ROWS)
    return [band for k, band in enumerate(bands) if k % step == 0 or k == len(bands) - 1]


def bar(band: MetBand, households: int, width: int) -> str:
    """Nine in ten runs meet what is black, half of them what is grey, one in ten the light part."""
    low, middle, high = (
        round(width * met / households) for met in (band.low, band.middle, band.high)
    )
    return SURE * low + LIKELY * (middle - low) + PERHAPS * (high - middle)


def percent_of(met: int, forecast: Forecast) -> str:
    """Of all households, rounded down: 100 % is everybody."""
    return f"{100 * met // forecast.households} %"


def _called(staffing: Staffing) -> str:
    parts = []
    if staffing.officers:
        parts.append(phrase("{more:+} officers", more=staffing.officers))
    if staffing.evenings:
        names = [short_weekday(day, terminal_language()) for day in staffing.evenings]
        parts.append(phrase("evenings on {days}", days=", ".join(names)))
    if staffing.pair:
        parts.append(phrase("in pairs"))
    return reduce(_and, parts) if parts else phrase("staffed as now")


def _and(first: Phrase, second: Phrase) -> Phrase:
    return phrase("{first} and {second}", first=first, second=second)


def _until_all(forecast: Forecast) -> str:
    """When all have been met who can be; everybody, only where that is so."""
    met = _met(forecast)
    if forecast.rounds[-1] or not forecast.within_reach:
        return met
    runs, rounds = f"{100 * forecast.ever:.0f}", forecast.simulated
    if forecast.never:
        done = say(
            "{percent} % of the runs meet all {count} who can be met within {rounds} rounds.",
            percent=runs,
            count=forecast.within_reach,
            rounds=rounds,
        )
    else:
        done = say(
            "{percent} % of the runs meet everybody within {rounds} rounds.",
            percent=runs,
            rounds=rounds,
        )
    return f"{met} {done}".strip()


def _met(forecast: Forecast) -> str:
    """By which rounds; empty when in none."""
    low, middle, high = forecast.rounds
    parts = [
        *([phrase("by round {number} in 1 of 10 runs", number=low)] if low else []),
        *([phrase("by round {number} in half of them", number=middle)] if middle else []),
        *([phrase("by round {number} in 9 of 10", number=high)] if high else []),
    ]
    rounds = joined(", ", parts)
    if not parts:
        return ""
    if forecast.never:
        who = forecast.within_reach
        return say("All {count} who can be met have been met {rounds}.", count=who, rounds=rounds)
    return say("Everybody has been met {rounds}.", rounds=rounds)


def _never(forecast: Forecast) -> str:
    """Whom no time will mend, and why."""
    if not forecast.never:
        return ""
    why = joined("; ", [_why_never(code, count) for code, count in forecast.out_of_reach.items()])
    households = counted(forecast.never, "household")
    return say("{households} cannot be met on any shift: {why}.", households=households, why=why)


def _why_never(code: str, count: int) -> Phrase:
    if code == NO_HOURS:
        return phrase(
            "{count} whose hours fall on none of these days, or are too short for the visit",
            count=count,
        )
    if code == NOBODY_ON_SHIFT:
        return phrase("{count} at home only while nobody is on shift", count=count)
    if code == NO_WAY:
        return phrase("{count} that cannot be reached", count=count)
    if code == NOT_SUITED:
        return phrase(
            "{count} for want of a skill or a second officer on a shift at their hours",
            count=count,
        )
    return phrase("{count} too far away, or with too long a visit, for every shift", count=count)


def _print_difference(out: Console, now: Forecast, then: Forecast) -> None:
    staffing = _called(then.staffing)
    out.print("\n" + say("Present staffing, and {staffing} (medians):", staffing=staffing))
    for part in MILESTONES:
        first, second = (_round_of(forecast, part) for forecast in (now, then))
        line = say(
            "{percent} % met by round {first}, and by round {second}",
            percent=f"{100 * part:.0f}",
            first=first,
            second=second,
        )
        out.print(f"  {line}")


def _round_of(forecast: Forecast, part: float) -> str:
    """The round by which half of the runs have met a part of the households."""
    many = part * forecast.households
    rounds = (k for k, band in enumerate(forecast.bands, start=1) if band.middle >= many)
    return str(next(rounds, "-"))
