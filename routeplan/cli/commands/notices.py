"""``routeplan notices``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import card_options, json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.phrases import counted

if TYPE_CHECKING:
    from routeplan.station.use_cases.plan_in_use.print_notices import PrintedNotices


@click.command("notices", cls=Command)
@workspace_argument
@card_options
@click.option(
    "--size",
    type=click.Choice(["a5", "a4"], case_sensitive=False),
    default="a5",
    show_default=True,
    help="Size of a notice; two of A5 are on a page, to be cut.",
)
@click.option(
    "--all",
    "with_alone",
    is_flag=True,
    help="Also for houses where a single household lives: neighbours then see who is visited.",
)
@click.option(
    "--language",
    metavar="CODE",
    help="Language of the notices, such as zh (default: [sheets] language).",
)
@json_option
def command(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    size: str,
    with_alone: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Print notices to hang up in houses before a plan's rounds, one for each house.

    A notice says when officers come, who they are, their telephone, and why the station calls on
    homes. It has no flat and no resident. Houses where a single household of the tables lives get
    one with --all only. Reserve stops get none, as nobody may come.

    \b
    Examples:
      routeplan notices station --date tomorrow
      routeplan notices station --officer O4 --size a4 --language zh
    """
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.render.paper.notices import NoticeSize
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.plan_in_use.print_cards import CardChoice
    from routeplan.station.use_cases.plan_in_use.print_notices import print_notices

    made = print_notices(
        OpenPlan(*opened_plan(folder, plan_file)),
        CardChoice(officer, day, language),
        NoticeSize(size.lower()),
        with_alone=with_alone,
        command=command_name(),
    )
    tell_findings(made.findings)
    if as_json:
        path = str(made.path) if made.path else None
        print_json({"file": path, "notices": made.count, "alone": made.alone})
    else:
        _print(made)


def _print(made: PrintedNotices) -> None:
    if made.path:
        notices = counted(made.count, "notice")
        click.echo(say("{notices} in {path}", notices=notices, path=made.path))
    else:
        click.echo(say("No house to hang up a notice in."))
    if made.alone:
        click.echo(
            say(
                "Without a notice, as one household alone lives there: {houses}. "
                "--all prints these too.",
                houses=counted(made.alone, "house"),
            )
        )
