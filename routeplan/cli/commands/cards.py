"""``routeplan cards``."""

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
from routeplan.errors import UsageError
from routeplan.phrases import counted, phrase
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.station.use_cases.plan_in_use.print_cards import CardChoice, PrintedCards


@click.command("cards", cls=Command)
@workspace_argument
@card_options
@click.option(
    "--not-met", is_flag=True, help="Only households not met, according to the visit log."
)
@click.option("--contact", is_flag=True, help="Print the officers' contact cards instead.")
@click.option(
    "--language",
    metavar="CODE",
    help="Language of the cards, such as zh (default: [sheets] language).",
)
@json_option
def command(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    not_met: bool,
    contact: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Print "We called on you" cards, four A6 on an A4 page, for every stop of a plan's rounds.

    With --not-met, after a round: cards for the households that were not met on the day of the last
    recorded round (or on --date), with a list that tells the officer which card goes where. With
    --contact: contact cards to leave with anybody. A card names no resident and gives no reason.

    \b
    Examples:
      routeplan cards station --officer O4 --date 2026-12-04
      routeplan cards station --not-met --language zh
      routeplan cards station --contact --officer O4
    """
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.use_cases.plan_in_use.print_cards import CardChoice, print_contact_cards

    if contact and (not_met or day or plan_file):
        raise UsageError(phrase("--contact can only be combined with --officer and --language"))
    if contact:
        workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
        made = print_contact_cards(workspace, officer, language)
    else:
        made = _cards(folder, plan_file, CardChoice(officer, day, language), not_met=not_met)
    tell_findings(made.findings)
    if as_json:
        print_json({"file": str(made.path) if made.path else None, "cards": made.count})
    elif made.path:
        cards = counted(made.count, "card")
        click.echo(say("{cards} in {path}", cards=cards, path=made.path))
    else:
        click.echo(say("Nobody was missed: no cards to print."))


def _cards(
    folder: Path, plan_file: Path | None, choice: CardChoice, *, not_met: bool
) -> PrintedCards:
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.plan_in_use.print_cards import print_cards, print_cards_not_met

    opened = OpenPlan(*opened_plan(folder, plan_file))
    print_them = print_cards_not_met if not_met else print_cards
    return print_them(opened, choice, command=command_name())
