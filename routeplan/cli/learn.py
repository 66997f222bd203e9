"""``routeplan learn``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from routeplan.cli.shared import (
    first_day_option,
    json_option,
    print_json,
    today,
    workspace_argument,
)


@click.command("learn", short_help="Show what the visit log taught about hours and lengths.")
@workspace_argument
@click.option("--show", is_flag=True, help="Print all of it: hours, kinds, streets, buildings.")
@first_day_option
@json_option
def command(folder: Path, show: bool, first_day: date | None, as_json: bool) -> None:
    """Tell what the next plan learns from the visit log.

    At which hours households are met, and how long visits take: of the station, of households of
    one kind, in one street, in one building, each from how many results. Every plan learns anew;
    'routeplan plan --no-learning' takes chances and lengths as they are set.

    \b
    Example:
      routeplan learn station --show
    """
    from routeplan.formats.workspace import read_workspace
    from routeplan.visitlog.learning.told import told_of

    learning = read_workspace(folder, today=today(), first_day=first_day).learning
    assert learning is not None
    told = told_of(learning)
    if as_json:
        print_json(asdict(told))
        return
    from routeplan.cli.learn_tables import print_learned

    print_learned(told, everything=show)
