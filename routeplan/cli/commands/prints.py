"""``routeplan prints``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.phrases import counted
from routeplan.station.text import visible

if TYPE_CHECKING:
    from routeplan.visitlog.handouts import Handout

FEW = 3
"""Officers who are told by their ids."""


@click.command("prints", cls=Command)
@workspace_argument
@click.option("--household", metavar="ID", help="Only entries that concern this household.")
@json_option
def command(folder: Path, household: str | None, as_json: bool) -> None:
    """List who printed, drew or exported household data: when, what, for which days, and where.

    Every command that writes such a file adds a line to the visit log. Lines are never removed.

    \b
    Example:
      routeplan prints station --household H012
    """
    import os

    from routeplan.formats.station.settings import FILE, read_settings
    from routeplan.visitlog.handouts import handouts
    from routeplan.visitlog.store import reading

    path = folder / read_settings(folder / FILE, os.environ).files.visits
    listed: list[Handout] = []
    if path.exists():
        with reading(path) as log:
            listed = handouts(log)
    if household is not None:
        listed = [each for each in listed if household in each.households]
    if as_json:
        print_json(as_dicts(listed))
    else:
        _print(listed)


def _print(listed: list[Handout]) -> None:
    from rich.text import Text

    from routeplan.cli.tables.plan import console, plain, table

    if not listed:
        click.echo("Nothing was printed or exported.")
        return
    heads = ("when", "who", "what", "days", "officers", "where", "homes")
    made = table("Printed and exported", *heads, numbers=1)
    for each in listed:
        days = dict.fromkeys(str(day) for day in (each.first_day, each.last_day) if day)
        made.add_row(
            each.at[:16].replace("T", " "),
            plain(each.by),
            plain(each.what),
            " - ".join(days),
            plain(_officers(each)),
            Text(visible(_where(each)), overflow="fold"),
            f"{len(each.households):,}",
        )
    console().print(made)


def _officers(each: Handout) -> str:
    few = len(each.officers) <= FEW
    return " ".join(each.officers) if few else counted(len(each.officers), "officer")


def _where(each: Handout) -> str:
    if not each.files:
        return "screen" if each.command else ""
    more = f" and {counted(len(each.files) - 1, 'file')} more" if len(each.files) > 1 else ""
    return each.files[0] + more
