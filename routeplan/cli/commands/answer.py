"""``routeplan answer``."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from routeplan.cli.options.common import Date, DayAndTime, json_option, station_option
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.station.clock import today


@click.command("answer", cls=Command)
@click.argument("day", metavar="[DATE]", type=Date(back=True), required=False)
@click.argument("card", metavar="[SHEET] [STOP]", nargs=-1)
@station_option
@click.option(
    "--household",
    metavar="WHO",
    help="The household that answers, by id or name, instead of the card's number: its last call "
    "at home is meant.",
)
@click.option(
    "--hours",
    metavar="HOURS",
    help="Hours that suit: the letters ticked on the card, or such as 'Mo-Fr 17:00-19:00'.",
)
@click.option(
    "--time",
    "moment",
    metavar="TIME",
    type=DayAndTime(),
    help="A time that was agreed on, such as 'thu 17:30': an appointment.",
)
@click.option("--officer", metavar="WHO", help="With --time: the officer who was promised.")
@json_option
def command(
    day: date | None,
    card: tuple[str, ...],
    folder: Path,
    household: str | None,
    hours: str | None,
    moment: str | None,
    officer: str | None,
    as_json: bool,
) -> None:
    """Note what a household answers to a card, on paper or by telephone.

    DATE, SHEET and STOP are the card's number. The answer is added to what was recorded of that
    call; all else stays. The next plan uses it, and so does replan for the plan under way.

    \b
    Examples:
      routeplan answer 2026-11-23 K3 4 --hours bd
      routeplan answer --household H012 --time "2026-12-03 17:30" --dir station
    """
    from routeplan.cli.tables.record import print_recorded
    from routeplan.station.reading.from_log import NOT_LEARNED
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.reading.round_book import RoundBook
    from routeplan.station.use_cases.record_round import reading_of
    from routeplan.station.use_cases.visit_log.note_answer import answering, note_answer

    workspace = read_workspace(
        folder, today=today(), first_day=day or today(), days=1, log=NOT_LEARNED
    )
    reading = reading_of(workspace, RoundBook(folder / "maps", workspace.visit_log))
    of = answering(reading.inputs, day, card, household)
    said = {"hours": hours, "promise": moment, "promise_officer": officer}
    noted = note_answer(workspace, reading, of, said)
    tell_findings([*noted.findings, *noted.promises])
    print_recorded(noted.added, (), noted.stops, workspace.inputs, noted.promises, as_json=as_json)
    if noted.added.new and not as_json:
        click.echo(say("To use it in the plan under way: routeplan replan"))
