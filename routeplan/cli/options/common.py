"""Arguments and options that every command understands alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from routeplan.station.clock import plan_date


def workspace_argument[F: Callable[..., Any]](function: F) -> F:
    """``[DIR]``: the station's folder, by default the one you stand in."""
    folder = click.Path(exists=True, file_okay=False, path_type=Path)
    return click.argument("folder", metavar="[DIR]", type=folder, default=".")(function)


class Date(click.ParamType[date]):
    """A date such as 2026-11-30, of a year that a plan may lie in."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says what is wrong with it."""
        try:
            return plan_date(str(value))
        except ValueError as error:
            self.fail(error.args[0], param, ctx)


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


def date_option[F: Callable[..., Any]](name: str, help_line: str) -> Callable[[F], F]:
    """An option that takes a date."""
    return click.option(name, type=Date(), metavar="DATE", help=help_line)


def first_day_option[F: Callable[..., Any]](function: F) -> F:
    """``--first-day``."""
    help_line = "First day of the plan, such as 2026-11-30 (default: tomorrow)."
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
        date_option("--day", "Only this day."),
        click.option("--officer", metavar="ID", help="Only this officer."),
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
