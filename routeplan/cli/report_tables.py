"""A report in the terminal: whole numbers first, then officers and beats, the week's hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import click
from rich.table import Table

from routeplan.cli.plan_tables import console, hours, plain, table
from routeplan.cli.shared import visible
from routeplan.model import Inputs
from routeplan.visitlog.report.records import DAYS, Kind, Number, Report, Scope, Unit
from routeplan.visitlog.report.trace import TraceRow

UNKNOWN = "–"
ROWS = ("called", "met", "entered", "persons", "satisfied", "made", "promises-kept", "travel")
HEADS = ("called on", "met", "entered", "persons", "satisfied", "planned", "promises", "travel")
"""Columns of officers and beats; a part is told in percent of its whole."""
PARTS = ("opinions", "suggestions", "help", "promises-broken")


def print_report(report: Report, inputs: Inputs) -> None:
    """The whole report but its traces."""
    out = console()
    out.print(_whole(report, inputs))
    for kind, ids in ((Kind.OFFICER, report.officers), (Kind.BEAT, report.beats)):
        if report.scope.kind is Kind.STATION and ids:
            out.print(_each(report, [Scope(kind, each) for each in ids], inputs))
    if len(report.hours):
        out.print(_week(report))
    for line in notes(report):
        click.echo(line)


def title_of(report: Report, inputs: Inputs) -> str:
    """``Street Station, beat of K3 Aalto: 2026-11-01 to 2026-11-30``."""
    scope = report.scope
    who = inputs.officers_by_id.get(scope.id)
    name = f"{scope.id} {who.name}" if who else scope.id
    whose = {Kind.STATION: "", Kind.OFFICER: f", {name}", Kind.BEAT: f", beat of {name}"}
    return f"{inputs.station.name}{whose[scope.kind]}: {report.first} to {report.last}"


def _whole(report: Report, inputs: Inputs) -> Table:
    """Every number of the report's own scope that has no weekday and hour."""
    made = table(visible(title_of(report, inputs)), "number", "value", "of", "%", numbers=3)
    for number in own_numbers(report):
        whole = report.numbers[number.of] if number.of else None
        percent = report.percent(number)
        made.add_row(
            plain(number.name),
            shown(number),
            shown(whole) if whole else "",
            "" if percent is None else str(percent),
        )
    return made


def own_numbers(report: Report) -> Iterator[Number]:
    """Those of the report's own scope without the hours of the week; ``load`` stands for all."""
    others = [Scope(Kind.OFFICER, each) for each in report.officers]
    others += [Scope(Kind.BEAT, each) for each in report.beats]
    ends = tuple(scope.name("") for scope in others if scope != report.scope)
    for name, number in report.numbers.items():
        if "@" not in name and not name.partition(":")[0].endswith(ends or ("\0",)):
            yield number


def _each(report: Report, scopes: Sequence[Scope], inputs: Inputs) -> Table:
    kind = scopes[0].kind
    measures = [each for each in zip(ROWS, HEADS, strict=True) if _has(report, each[0], scopes[0])]
    heads = [head for _, head in measures]
    load = ["busy by share"] if kind is Kind.OFFICER else []
    title = "Officers" if kind is Kind.OFFICER else "Beats"
    made = table(title, kind.value, *heads, *load, numbers=len(heads) + len(load))
    for scope in scopes:
        who = inputs.officers_by_id.get(scope.id)
        cells = [_part(report, report.number(measure, scope)) for measure, _ in measures]
        if load:
            number = report.number("load", scope)
            percent = report.percent(number)
            cells.append(shown(number) + (f" ({percent} %)" if percent is not None else ""))
        made.add_row(plain(f"{scope.id} {who.name}" if who else scope.id), *cells)
    made.caption = "percent: of called on, of those asked, of what was planned or promised; " + (
        "travel of busy time; busy by share: of the mean" if load else ""
    )
    return made


def _has(report: Report, measure: str, scope: Scope) -> bool:
    return scope.name(measure) in report.numbers


def _part(report: Report, number: Number) -> str:
    """``12 (40 %)``."""
    percent = report.percent(number)
    return shown(number) + (f" ({percent} %)" if percent is not None else "")


def _week(report: Report) -> Table:
    """Met of called on, by hour and weekday."""
    made = table("Met of called on, %", "hour", *DAYS, numbers=len(DAYS))
    for hour in report.hours:
        cells = [report.cell("met", weekday, hour) for weekday in range(len(DAYS))]
        made.add_row(f"{hour:02d}", *(_rate(report, cell) for cell in cells))
    made.caption = "times as told, else as planned; behind the percent: met/called on"
    return made


def _rate(report: Report, cell: Number) -> str:
    percent = report.percent(cell) if cell.of else None
    if percent is None:
        return ""
    return f"{percent} {cell.value}/{report.numbers[cell.of].value}"


def shown(number: Number) -> str:
    """A value with its unit; a dash where it cannot be known."""
    if number.value is None:
        return UNKNOWN
    if number.unit is Unit.SECONDS:
        return f"{'-' * (number.value < 0)}{hours(abs(number.value))} h"
    return f"{number.value:,}{' days' * (number.unit is Unit.DAYS)}"


def notes(report: Report) -> Iterator[str]:
    """What a reader must know before he believes the numbers."""
    if report.missing_weeks:
        weeks = ", ".join(map(str, report.missing_weeks))
        told = "coverage, travel and busy time lack what was planned then"
        yield f"No plan in maps/ for the weeks from {weeks}: {told}."
    if report.over < report.last:
        yield f"Plans and promises are counted up to {report.over}."
    yield "--trace NUMBER lists what a number was counted from, such as --trace met."


def print_trace(name: str, rows: Sequence[TraceRow]) -> None:
    """Each entry, what it has corrected, and what was counted besides."""
    heads = ("counted", "entry", "date", "sheet", "stop", "time", "what", "recorded", "corrects")
    made = table(f"{visible(name)}: what it was counted from", *heads)
    for row in rows:
        made.add_row(
            str(row.counted),
            str(row.entry or ""),
            str(row.day),
            plain(row.sheet),
            plain(row.stop),
            _clock(row.at_seconds),
            plain(row.what),
            plain(f"{row.recorded_at[:16]} {row.recorded_by}".strip()),
            plain(", ".join(f"{b.entry} {b.result} {b.recorded_at[:16]}" for b in row.before)),
        )
    console().print(made)
    click.echo("Lines with the same number under 'counted' were counted as one.")


def _clock(at: int | None) -> str:
    return "" if at is None else f"{at // 3600:02d}:{at % 3600 // 60:02d}"


def report_content(report: Report) -> dict[str, Any]:
    """For ``--json``."""
    return {
        "from": report.first,
        "to": report.last,
        "over": report.over,
        "scope": report.scope._asdict(),
        "missing_weeks": report.missing_weeks,
        "numbers": [
            {
                "name": number.name,
                "value": number.value,
                "unit": number.unit,
                "of": number.of or None,
                "percent": report.percent(number),
                "entries": len(number.entries),
            }
            for number in report.numbers.values()
        ],
    }
