"""``routeplan purge``."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import click

from routeplan.cli.options.common import Date, json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import said
from routeplan.cli.terminal.messages import print_json
from routeplan.station.clock import today


class DayBefore(click.ParamType[date]):
    """``180d`` before today, or a date: what is of an earlier day is old."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day before which records are old, today at the latest."""
        from routeplan.station.use_cases.visit_log.purge_records import day_before_which

        text = str(value)
        try:
            if not re.fullmatch(r"\d+\s*d", text):
                text = Date(back=True).day(text, ctx).isoformat()
        except ValueError:  # told below, with what else it may be
            text = str(value)
        try:
            return day_before_which(text)
        except ValueError as error:
            self.fail(said(error.args[0]), param, ctx)


@click.command("purge", cls=Command)
@workspace_argument
@click.option(
    "--older-than",
    "before",
    type=DayBefore(),
    required=True,
    metavar="AGE",
    help="Age of the records: a number of days such as 180d, or the date before which they "
    "were made.",
)
@click.option("--write", is_flag=True, help="Purge. This cannot be undone.")
@json_option
def command(folder: Path, before: date, write: bool, as_json: bool) -> None:
    """Remove names and texts from the visit log, plans, pages and exports; statistics are kept.

    Texts in old entries are overwritten, old pages, sheets and exports are removed, and old plans
    keep only counts and times. Households no longer in any table lose their id. Open matters and
    pending promises are kept and listed. Without --write nothing is done.

    \b
    Examples:
      routeplan purge station --older-than 180d
      routeplan purge station --older-than 2026-05-01 --write
    """
    from routeplan.cli.tables.purge import print_purge, purge_content
    from routeplan.station.reading.from_log import NOT_READ
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.purge_records import purge_records

    purged = purge_records(read_workspace(folder, today=today(), log=NOT_READ), before, write=write)
    if as_json:
        print_json(purge_content(purged, folder))
    else:
        print_purge(purged, folder)
