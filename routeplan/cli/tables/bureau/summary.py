"""What the stations come to together: households due, the report rolled up, who should lend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import click

from routeplan.bureau.ledger import LedgerLine, RunLine
from routeplan.bureau.summary.lending import (
    Lending,
    StationForecast,
    ranked,
    station_forecasts,
)
from routeplan.bureau.summary.rolled_report import RolledReport, rolled_report
from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.tables.report import FIGURE_HEADS, add_parts
from routeplan.cli.terminal.language import figure, said, say, terminal_language
from routeplan.followup.due import STATE_NAMES
from routeplan.followup.due import DueState as HouseholdState
from routeplan.phrases import counted
from routeplan.render.report_view import report_parts
from routeplan.station.harmless_text import visible


def print_summary(run: RunLine, lines: Sequence[LedgerLine]) -> None:
    """What belongs below the table of the stations, where the command has something."""
    command = run.request.command
    if command == "due":
        _print_due(lines)
    elif command == "forecast" and (stations := station_forecasts(lines)):
        print_ranking(stations, run.request.options["rounds"])
    elif command == "report" and (rolled := rolled_report(lines)):
        traced = run.request.options.get("traced")
        if traced:
            _print_trace(rolled, traced)
        else:
            _print_report(rolled)


def summary_content(run: RunLine, lines: Sequence[LedgerLine]) -> dict[str, Any]:
    """The same for programs."""
    if run.request.command != "report" or not (rolled := rolled_report(lines)):
        return {}
    report, shares = rolled.report, rolled.by_station()
    return {
        "report": {
            "from": str(report.first),
            "to": str(report.last),
            "stations": len(rolled.stations),
            "numbers": {
                name: {
                    "value": number.value,
                    "unit": number.unit.value,
                    "of": number.of or None,
                    "percent": report.percent(number) if number.of in report.numbers else None,
                    "unknown_stations": rolled.unknown.get(name, 0),
                    "by_station": shares[name],
                }
                for name, number in report.numbers.items()
            },
        }
    }


def _print_due(lines: Sequence[LedgerLine]) -> None:
    """How many households are in each state, over all stations and for each."""
    states = [
        state
        for state in HouseholdState
        if any(line.figures.get("all", {}).get(state.value) for line in lines)
    ]
    names = (said(STATE_NAMES[state]) for state in states)
    heads = (say("station"), *names, say("all"), say("in plan"))
    made = table(say("Households"), *heads, numbers=len(heads) - 1)
    rows = [line for line in lines if "all" in line.figures]
    for line in rows:
        made.add_row(plain(visible(line.station)), *_due_cells([line], states))
    made.add_section()
    made.add_row(say("all stations"), *_due_cells(rows, states))
    console().print(made)


def _due_cells(lines: Sequence[LedgerLine], states: Sequence[HouseholdState]) -> Iterator[str]:
    def total(kind: str, *names: str) -> str:
        return figure(sum(line.figures[kind].get(name, 0) for line in lines for name in names))

    yield from (total("all", state.value) for state in states)
    everything = [state.value for state in states]
    yield total("all", *everything)
    yield total("in_plan", *everything)


def _print_report(rolled: RolledReport) -> None:
    report = rolled.report
    title = say(
        "{stations} stations, {first} to {last}",
        stations=len(rolled.stations),
        first=report.first,
        last=report.last,
    )
    made = table(title, *map(said, FIGURE_HEADS), numbers=3)
    add_parts(made, report_parts(report, terminal_language()))
    made.caption = say(
        "--trace NAME lists the entries behind a number. Medians and means are not summed."
    )
    out = console()
    out.print(made)
    for count, names in _unknown(rolled).items():
        click.echo(
            say(
                "Not known to {stations}, and without what they would add: {names}",
                stations=counted(count, "station"),
                names=visible(", ".join(names)),
            )
        )


def _unknown(rolled: RolledReport) -> dict[int, list[str]]:
    """By how many stations they are not known to: the names of numbers."""
    names: dict[int, list[str]] = {}
    for name, count in rolled.unknown.items():
        if "@" not in name:
            names.setdefault(count, []).append(name)
    return names


def _print_trace(rolled: RolledReport, name: str) -> None:
    """The entries behind a number, station by station."""
    heads = (say("station"), say("entry"), say("date"), say("sheet"), say("stop"), say("what"))
    made = table(visible(name), *heads)
    for station in rolled.stations:
        for row in station.figures["trace"]:
            cells = (str(row["entry"] or ""), row["day"], row["sheet"], row["stop"], row["what"])
            made.add_row(*(plain(visible(cell)) for cell in (station.station, *cells)))
    console().print(made)


def print_ranking(stations: Sequence[StationForecast], rounds: int) -> None:
    """What each station will have met, and what one officer more and one fewer would change."""
    heads = (
        *(say("station"), say("officers"), say("households"), say("met")),
        *(say("one more"), say("one fewer")),
    )
    made = table(say("Households met after {rounds} rounds", rounds=rounds), *heads, numbers=5)
    for station in ranked(stations):
        made.add_row(
            plain(visible(station.station)),
            str(station.officers),
            figure(station.households),
            figure(station.met[0], ",.1f"),
            figure(station.gain(1), "+,.1f"),
            figure(station.gain(-1), "+,.1f") if -1 in station.met else "–",
        )
    made.caption = say("Means of simulated runs. 'routeplan bureau lend' makes a plan of it.")
    console().print(made)


def print_lending(plan: Lending, stations: Sequence[StationForecast]) -> None:
    """Who lends to whom, and what that brings and costs."""
    out = console()
    if not plan.loans:
        out.print(plain(say("No loan brings more than it costs.")))
        return
    heads = (say("from"), say("to"), say("officers"), say("km"), say("price"))
    made = table(say("Loans"), *heads, numbers=3)
    for loan in plan.loans:
        cells = (str(loan.officers), figure(loan.kilometres, ",.1f"), figure(loan.price, ",.1f"))
        made.add_row(plain(visible(loan.lender)), plain(visible(loan.borrower)), *cells)
    out.print(made)
    by_name: Mapping[str, StationForecast] = {station.station: station for station in stations}
    changes = (say("station"), say("officers"), say("households met"))
    changed = table(say("What it changes"), *changes, numbers=2)
    for name, (officers, gain) in sorted(plan.changes.items(), key=lambda entry: -entry[1][1]):
        change = f"{by_name[name].officers} → {by_name[name].officers + officers}"
        changed.add_row(plain(visible(name)), change, figure(gain, "+,.1f"))
    out.print(changed)
    out.print(
        plain(
            say(
                "{gained:,.1f} households more are met, {price:,.1f} are the price: {net:+,.1f}",
                gained=plan.gained,
                price=plan.price,
                net=plan.gained - plan.price,
            )
        )
    )
    if not plan.is_best:
        out.print(plain(say("A better plan may exist: at most {bound:+,.1f}", bound=plan.bound)))


def lending_content(plan: Lending) -> dict[str, Any]:
    """The plan of loans for programs."""
    return {
        "loans": [asdict(loan) for loan in plan.loans],
        "changes": {
            name: {"officers": officers, "met": gain}
            for name, (officers, gain) in plan.changes.items()
        },
        "gained": plan.gained,
        "price": plan.price,
        "bound": plan.bound,
        "is_best": plan.is_best,
    }
