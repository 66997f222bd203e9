"""``routeplan cards``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import Date, json_option, plan_file_option, workspace_argument
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.writing import command_name
from routeplan.errors import UsageError
from routeplan.phrases import counted
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.render.paper.cards import CardMaker, Sender
    from routeplan.render.paper.sheets import Sheets
    from routeplan.render.round_view import Look
    from routeplan.render.words.catalogue import Language
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.records import Round


@click.command("cards", short_help="Print cards to leave at doors, and officers' contact cards.")
@workspace_argument
@plan_file_option
@click.option("--officer", metavar="ID", help="Only this officer.")
@click.option("--date", "--day", "day", type=Date(), metavar="DATE", help="Only this day.")
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
    language: Language | None,
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
    if contact and (not_met or day or plan_file):
        raise UsageError("--contact can only be combined with --officer and --language")
    path: Path | None
    if contact:
        path, count = _contact_cards(folder, officer, language)
    elif not_met:
        path, count = _cards_not_met(folder, plan_file, officer, day, language)
    else:
        path, count = _cards_of_plan(folder, plan_file, officer, day, language)
    if as_json:
        print_json({"file": str(path) if path else None, "cards": count})
    elif path:
        click.echo(f"{counted(count, 'card')} in {path}")
    else:
        click.echo("Nobody was missed: no cards to print.")


def _cards_of_plan(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    language: Language | None,
) -> tuple[Path, int]:
    """Cards for every stop of the plan's rounds, reserve stops too; the file and their number."""
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.followup.rounds import callers, rounds_of
    from routeplan.render.pages.file_names import cards_name
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.use_cases.note_handout import note_handout

    path, plan, workspace = opened_plan(folder, plan_file)
    routes = chosen_routes(plan, officer, day)
    rounds = list(rounds_of(plan, workspace.inputs.calendar))
    shifts = {route.shift for route in routes}
    chosen = [each for each in rounds if each.shift in shifts]
    maker = _maker(workspace, rounds, callers(rounds), language)
    made = _print_cards(path.parent / cards_name(officer, day, language), maker.make(chosen))
    tell_findings(
        note_handout(workspace, plan, routes, "cards", command=command_name(), files=[made])
    )
    return made, sum(len(each.stops) for each in chosen)


def _cards_not_met(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    language: Language | None,
) -> tuple[Path | None, int]:
    """Cards for those not met on the rounds of a day; the file (None: nobody) and their number."""
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.followup.not_met import recorded_day, rounds_not_met
    from routeplan.followup.rounds import rounds_of
    from routeplan.render.pages.file_names import cards_name
    from routeplan.station.use_cases.note_handout import Printed, note_print
    from routeplan.visitlog.store import reading

    path, plan, workspace = opened_plan(folder, plan_file)
    if not workspace.visit_log.exists():
        raise UsageError(
            f"there is no visit log yet at {workspace.visit_log}: record a round first"
        )
    with reading(workspace.visit_log) as log:
        recorded = recorded_day(log, officer, day)
        if recorded is None:
            raise UsageError(f"no round {_asked(officer, day)}has been recorded")
        missed = rounds_not_met(log, recorded, workspace.inputs, officer)
    if not missed.rounds:
        return None, 0
    planned = list(rounds_of(plan, workspace.inputs.calendar))
    maker = _maker(workspace, planned, missed.callers, language)
    cards = replace(maker, today=today(), listed=True).make(missed.rounds)
    made = _print_cards(path.parent / cards_name(officer, recorded, language, not_met=True), cards)
    printed = Printed(
        "cards for those not met",
        [stop.household for each in missed.rounds for stop in each.stops],
        [made],
        days=[recorded],
        officers=[officer for each in missed.rounds for officer in each.officers],
    )
    tell_findings(note_print(workspace, printed, command=command_name()))
    return made, sum(len(each.stops) for each in missed.rounds)


def _asked(officer: str | None, day: date | None) -> str:
    return (f"of officer {officer} " if officer else "") + (f"on {day} " if day else "")


def _contact_cards(
    folder: Path, officer: str | None, language: Language | None
) -> tuple[Path, int]:
    """Ten contact cards for each officer; the file and their number."""
    from routeplan.render.pages.file_names import cards_name
    from routeplan.render.paper.cards import CONTACTS_A_PAGE, make_contact_cards
    from routeplan.station.reading.open_station import NOT_LEARNED, read_workspace

    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    inputs = workspace.inputs
    chosen = [each for each in inputs.officers if officer in (None, each.id)]
    if not chosen:
        known = ", ".join(inputs.officers_by_id)
        raise UsageError(f"there is no officer {officer}; officers: {known}")
    name = cards_name(officer, None, language, contact=True)
    cards = make_contact_cards(
        chosen, inputs.station.name, _sender(workspace), _look(workspace, language)
    )
    return _print_cards(folder / "maps" / name, cards), CONTACTS_A_PAGE * len(chosen)


def _maker(
    workspace: Workspace,
    planned: Sequence[Round],
    callers: Mapping[tuple[date, str], Sequence[str]],
    language: Language | None,
) -> CardMaker:
    """Who puts cards into words, knowing every time that is planned or promised."""
    from routeplan.followup.knowledge import all_promises
    from routeplan.followup.next_visits import NextVisits
    from routeplan.render.paper.cards import CardMaker

    inputs = workspace.inputs
    upcoming = NextVisits.of(planned, inputs, all_promises(workspace.visit_log))
    look, sender = _look(workspace, language), _sender(workspace)
    return CardMaker(inputs, look, sender, upcoming, callers)


def _look(workspace: Workspace, language: Language | None) -> Look:
    from routeplan.station.reading.language import checked_language
    from routeplan.station.use_cases.draw import look_of

    look = look_of(workspace)
    if language is None:
        return look
    return replace(look, language=checked_language(workspace.root, language))


def _sender(workspace: Workspace) -> Sender:
    """What the settings say on every card.

    Raises
    ------
    UsageError
        When they have no telephone: nobody could answer the card.
    """
    from routeplan.render.paper.cards import Sender

    station, cards = workspace.settings.station, workspace.settings.cards
    if not station.telephone.strip():
        fix = "set telephone in [station] of routeplan.toml"
        raise UsageError(f"a card needs the station's telephone: {fix}")
    return Sender(station.telephone, cards.data_use, cards.contact)


def _print_cards(path: Path, cards: Sheets) -> Path:
    """Write the file for the printer; signs that no font has are told on stderr."""
    from routeplan.private_files import write_private

    if cards.missing:
        missing = ", ".join(cards.missing)
        click.echo(f"warning: {path.name}: no font contains {missing}; printed as codes", err=True)
    return write_private(path, cards.pdf)
