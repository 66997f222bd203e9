"""``routeplan learn``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import first_day_option, json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import print_json
from routeplan.station.clock import today


@click.command("learn", cls=Command)
@workspace_argument
@click.option("--show", is_flag=True, help="Print everything: hours, kinds, streets, buildings.")
@first_day_option
@json_option
def command(folder: Path, show: bool, first_day: date | None, as_json: bool) -> None:
    """Show what the next plan learns from the visit log.

    At which hours households are met, and how long visits take: for the whole station, for each
    kind of household, street and building, with the number of results behind each figure. Every
    plan learns afresh; 'routeplan plan --no-learning' uses chances and lengths as set.

    With --show also whether the chances are true: those of the last weeks beside what came.

    \b
    Example:
      routeplan learn station --show
    """
    from routeplan.cli.tables.learn import print_learned
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.show_learned import learned_figures

    workspace = read_workspace(folder, today=today(), first_day=first_day)
    figures = learned_figures(workspace, calibrated=show or as_json)
    if as_json:
        print_json(asdict(figures))
    else:
        print_learned(figures, everything=show)
