"""A report and a trace in the terminal, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from routeplan.cli.tables.plan import ROOMY, console, plain, table
from routeplan.cli.tables.record import RESULTS
from routeplan.cli.terminal.language import say
from routeplan.phrases import Phrase, joined, phrase
from routeplan.render.report_view import Grid, ReportPart, ReportView
from routeplan.report.report_numbers import Number, Report
from routeplan.report.trace import ReplacedEntry, TraceRow
from routeplan.station.harmless_text import visible
from routeplan.visitlog.log_records import Result

FIGURE_HEADS = ("", phrase("name"), phrase("figure"), phrase("of"), "%")
TRACE_HEADS = (
    *(phrase("counted"), phrase("entry"), phrase("date"), phrase("sheet"), phrase("stop")),
    *(phrase("time"), phrase("what"), phrase("recorded"), phrase("corrects")),
)


def print_report(shown: ReportView) -> None:
    """The whole report but its traces."""
    out = console()
    out.print(_figures(shown))
    for grid in shown.grids:
        out.print(_grid(grid, with_values=out.width >= ROOMY))
    if shown.heat.rows:
        out.print(_hours(shown))
    for line in (*shown.notes, say("--trace NAME lists the entries behind a figure.")):
        click.echo(line)


def _figures(shown: ReportView) -> Table:
    """Every figure with the name that --trace wants, part by part."""
    title = escape(visible(f"{shown.station}, {shown.whose}: {shown.period}"))
    made = table(title, *FIGURE_HEADS, numbers=3)
    add_parts(made, shown.parts)
    return made


def add_parts(made: Table, parts: Iterable[ReportPart]) -> None:
    """Rows of figures, part by part, below :data:`FIGURE_HEADS`."""
    for part in parts:
        made.add_section()
        made.add_row(Text(part.title, style="bold"))
        for line in part.lines:
            label = plain(("    " if line.is_kind else "  ") + visible(line.label))
            name = plain(visible(line.name))
            made.add_row(label, name, line.value, line.of, line.percent.rstrip(" %"))


def _grid(grid: Grid, *, with_values: bool) -> Table:
    """Officers or beats; a narrow terminal has percents in the place of their values."""
    made = table(grid.title, *grid.head, numbers=len(grid.head) - 1)
    for who, cells in grid.rows:
        figures = (
            f"{value} ({percent})" if with_values and percent else percent or value
            for value, percent in cells
        )
        made.add_row(plain(who), *figures)
    made.caption = grid.note
    return made


def _hours(shown: ReportView) -> Table:
    """Met of called on, by hour and weekday."""
    days = shown.heat.days
    made = table(shown.words["heat"], shown.words["hour"], *days, numbers=len(days))
    for hour, cells in shown.heat.rows:
        made.add_row(hour, *(f"{cell.percent} {cell.told}" if cell else "" for cell in cells))
    made.caption = shown.words["heat_note"]
    return made


def print_trace(number: Number, rows: Sequence[TraceRow]) -> None:
    """Each entry, what it has corrected, and what was counted besides."""
    name = escape(visible(number.name))
    made = table(phrase("{name}: the entries behind it", name=name), *TRACE_HEADS)
    for column in made.columns:
        column.overflow = "fold"  # a sheet's id is told in full
    for row in rows:
        made.add_row(
            str(row.counted),
            str(row.entry or ""),
            str(row.day),
            plain(row.sheet),
            plain(row.stop),
            _clock(row.at_seconds),
            plain(_result(row.what)),
            plain(f"{_minute(row.recorded_at)} {row.recorded_by}".strip()),
            plain(joined(", ", map(_before, row.before))),
        )
    console().print(made)
    click.echo(say("Lines with the same number under 'counted' were counted as one."))
    if number.of:
        click.echo(say("This is part of {name}: --trace {name}", name=visible(number.of)))


def _before(corrected: ReplacedEntry) -> Phrase:
    parts = (str(corrected.entry), _result(corrected.result), _minute(corrected.recorded_at))
    return joined(" ", parts)


def _result(what: str) -> str:
    """A result as people name it; what else was counted as the log has it."""
    return RESULTS[Result(what)] if what in list(Result) else what


def _minute(recorded_at: str) -> str:
    """Day and minute, apart so that a narrow terminal can part them."""
    return recorded_at[:16].replace("T", " ")


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
