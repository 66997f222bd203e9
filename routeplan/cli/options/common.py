"""Arguments and options that every command understands alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from routeplan.cli.terminal.help import typed_values
from routeplan.cli.terminal.language import said, terminal_language
from routeplan.render.words.catalogue import code_of
from routeplan.station.clock import plan_date, today


def workspace_argument[F: Callable[..., Any]](function: F) -> F:
    """``[DIR]``: the station's folder, by default the one you stand in."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", metavar="[DIR]", type=folder, default=".")(function)


class Date(click.ParamType[date]):
    """A day as people type it: a date, ``tomorrow``, ``mon``, ``30/11``.

    Parameters
    ----------
    back
        Whether a day that is over is meant where the text leaves it open.
    of_plan
        Whether a day of the plan is meant that the command works with.
    """

    name = "date"

    def __init__(self, *, back: bool = False, of_plan: bool = False) -> None:
        self.back, self.of_plan = back, of_plan

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says what is wrong with it."""
        try:
            return self.day(str(value), ctx)
        except ValueError as error:
            self.fail(error.args[0], param, ctx)

    def day(self, text: str, ctx: click.Context | None) -> date:
        """The day of a text; how it was read is said on stderr where it could be another.

        Raises
        ------
        ValueError
            When it is none.
        """
        from routeplan.station.typed_days import reader_of, typed_day

        if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{8}", text):
            return plan_date(text)
        typed = typed_values(ctx)
        folder = Path(typed.get("folder") or typed.get("root") or ".")
        days = _days_of_plan(folder, typed.get("plan_file")) if self.of_plan else ()
        reader = reader_of(folder, today(), (code_of(terminal_language()),))
        meant = typed_day(text, reader, back=self.back, among=days)
        if meant.reading and not (typed.get("quiet") or (ctx and ctx.resilient_parsing)):
            click.echo(said(meant.reading), err=True)
        return meant.day


class DayAndTime(click.ParamType[str]):
    """A day as people type it and a time, such as ``tomorrow 10:30``, as ``2026-12-01 10:30``."""

    name = "time"

    def __init__(self, *, of_plan: bool = False) -> None:
        self.date = Date(of_plan=of_plan)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The date and the time; any other text as it is, for its reader to say what is wrong."""
        day, _, clock = str(value).strip().rpartition(" ")
        try:
            meant = self.date.convert(day, param, ctx) if day and ":" in clock else None
        except click.BadParameter:
            return str(value)
        return f"{meant} {clock}" if meant else str(value)


def _days_of_plan(folder: Path, plan_file: Any) -> tuple[date, ...]:
    """The days of the plan that is meant; none where there is no plan that can be read."""
    from routeplan.station.reading.open_plan import days_of_plan

    return days_of_plan(folder, Path(plan_file) if plan_file else None)


def station_option[F: Callable[..., Any]](function: F) -> F:
    """``--dir``: the station's folder, of commands whose arguments are something else."""
    return click.option(
        "--dir",
        "folder",
        metavar="DIR",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=".",
        help="Station folder (default: current directory).",
    )(function)


def date_option[F: Callable[..., Any]](
    name: str, help_line: str, *, back: bool = False, of_plan: bool = False
) -> Callable[[F], F]:
    """An option that takes a day; ``back`` and ``of_plan`` as :class:`Date` takes them."""
    kind = Date(back=back, of_plan=of_plan)
    return click.option(name, type=kind, metavar="DATE", help=help_line)


def first_day_option[F: Callable[..., Any]](function: F) -> F:
    """``--first-day``."""
    help_line = "First day of the plan, such as 2026-11-30, mon or 30/11 (default: tomorrow)."
    return date_option("--first-day", help_line)(function)


def days_option[F: Callable[..., Any]](function: F) -> F:
    """``--days``."""
    return click.option(
        "--days",
        type=click.IntRange(1, 31),
        metavar="N",
        help="Number of days to plan, 1 to 31 (default: [plan] days, 5).",
    )(function)


def longest_day_option[F: Callable[..., Any]](values: str, help_line: str) -> Callable[[F], F]:
    """``--longest-day``: what caps a shift's travel and visits."""
    return click.option("--longest-day", metavar=values, help=help_line)


def travel_option[F: Callable[..., Any]](function: F) -> F:
    """``--travel``."""
    return click.option(
        "--travel",
        "kind",
        type=click.Choice(["streets", "server", "straight-line"]),
        help="Where travel times come from (default: [travel] source, streets).",
    )(function)


def json_option[F: Callable[..., Any]](function: F) -> F:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(
        function
    )


def quiet_option[F: Callable[..., Any]](function: F) -> F:
    """``--quiet``."""
    return click.option("--quiet", is_flag=True, help="Show results and errors only, no progress.")(
        function
    )


def plan_file_option[F: Callable[..., Any]](function: F) -> F:
    """``--plan``: which plan."""
    return click.option(
        "--plan",
        "plan_file",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Plan file (default: today's plan in maps/, else the next one).",
    )(function)


def plan_options[F: Callable[..., Any]](function: F) -> F:
    """``--plan``, ``--officer``, ``--day``: which plan, and which part of it."""
    for option in (
        date_option("--day", "Only this day, such as tomorrow, mon or 30/11.", of_plan=True),
        click.option("--officer", metavar="WHO", help="Only this officer, by id or name."),
        plan_file_option,
    ):
        function = option(function)
    return function


def card_options[F: Callable[..., Any]](function: F) -> F:
    """``--plan``, ``--officer``, ``--date``: the rounds that something is printed for."""
    for option in (
        click.option(
            "--date", "--day", "day", type=Date(of_plan=True), metavar="DATE", help="Only this day."
        ),
        click.option("--officer", metavar="WHO", help="Only this officer, by id or name."),
        plan_file_option,
    ):
        function = option(function)
    return function


def days_and_travel_options[F: Callable[..., Any]](function: F) -> F:
    """``--first-day``, ``--days``, ``--travel``: which days are planned, and on which ways."""
    for option in (travel_option, days_option, first_day_option):
        function = option(function)
    return function


def drawing_options[F: Callable[..., Any]](redact: str) -> Callable[[F], F]:
    """What is drawn of which plan: ``--plan``, ``--officer``, ``--day``, ``--redact``.

    ``redact`` is the help of the last.
    """
    redacted = click.option("--redact", is_flag=True, help=redact)
    return lambda function: plan_options(redacted(function))
