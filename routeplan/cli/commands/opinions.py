"""``routeplan opinions``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import date_option, json_option, workspace_argument
from routeplan.cli.options.month import MonthParam, period_of
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.written_files import command_name
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import today


@click.command("opinions", cls=Command)
@workspace_argument
@date_option("--from", "Only what was said from this day on.", back=True)
@date_option("--to", "Only what was said up to this day.", back=True)
@click.option(
    "--month", type=MonthParam(), metavar="MONTH", help="Only of a month, such as 2026-11."
)
@click.option("--category", metavar="WORDS", help="Only of this category.")
@click.option("--street", metavar="NAME", help="Only of homes in this street, or part of its name.")
@click.option(
    "--answered/--unanswered", default=None, help="Only what was answered, or what was not."
)
@click.option("--names", is_flag=True, help="Say who it was, and show names within texts.")
@click.option(
    "--answer", "number", type=click.IntRange(min=1), metavar="ID", help="Opinion to answer."
)
@click.option("--text", metavar="TEXT", help="With --answer: what was answered.")
@json_option
def command(
    folder: Path,
    month: date | None,
    category: str | None,
    street: str | None,
    answered: bool | None,
    names: bool,
    number: int | None,
    text: str | None,
    as_json: bool,
    **days: date | None,
) -> None:
    """List what people said, by category, street and period, and note what was answered.

    Without --names, names are left out: those in the tables are masked within texts, and a street
    is shown only if three or more households live in it. An answer is dated today; a later one
    replaces it, and the first stays in the visit log.

    \b
    Examples:
      routeplan opinions station --month 2026-11 --category lamps --unanswered
      routeplan opinions station --answer 12 --text "the lamp is ordered"
    """
    from routeplan.cli.tables.followup.opinions import print_opinions
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.visit_log.gather_opinions import (
        OpinionChoice,
        answer_opinion,
        gather_opinions,
    )

    if (number is None) != (text is None):
        raise UsageError(phrase("--answer and --text must be given together"))
    first, last = period_of(month, days["from"], days["to"])
    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    if number is not None and text is not None:
        tell_findings(answer_opinion(workspace, number, text, command=command_name()))
    choice = OpinionChoice(first, last, category, street, answered)
    listed = gather_opinions(workspace, choice, names=names)
    if as_json:
        print_json([asdict(opinion) for opinion in listed])
    elif number is not None:
        click.echo(say("Opinion {number} is answered.", number=number))
    else:
        print_opinions(listed, names=names)
