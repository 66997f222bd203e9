"""``routeplan prints``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import figure, said, say
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.phrases import Phrase, counted, phrase
from routeplan.station.clock import today
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.visitlog.handouts import Handout

FEW = 3
"""Officers who are told by their ids."""
HEADS = (
    *(phrase("when"), phrase("who"), phrase("what"), phrase("days"), phrase("officers")),
    *(phrase("where"), phrase("homes")),
)
KINDS: dict[str, Phrase] = {
    str(kind): kind
    for kind in (
        *(phrase("pages"), phrase("redacted pages"), phrase("phone page"), phrase("sheets")),
        *(phrase("redacted sheets"), phrase("change sheets"), phrase("orders"), phrase("beats")),
        *(phrase("everything held"), phrase("report"), phrase("cards"), phrase("contact cards")),
        phrase("coverage"),
        *(phrase("cards for those not met"), phrase("pages and sheets")),
        *(phrase("redacted pages and sheets"), phrase("notices")),
    )
}
"""What the visit log calls what was handed out, to say it in the reader's language."""


@click.command("prints", cls=Command)
@workspace_argument
@click.option("--household", metavar="WHO", help="Only entries that concern this household.")
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
        household = _known(folder, household, listed)
        listed = [handout for handout in listed if household in handout.households]
    if as_json:
        print_json(as_dicts(listed))
    else:
        _print(listed)


def _known(folder: Path, household: str, listed: list[Handout]) -> str:
    """The id of a household; the tables are read only where no line has it."""
    from routeplan.station.people_by_name import household_named
    from routeplan.station.reading.from_log import NOT_READ
    from routeplan.station.reading.open_station import read_workspace

    if any(household in handout.households for handout in listed):
        return household
    inputs = read_workspace(folder, today=today(), log=NOT_READ).inputs
    return household_named(inputs, household, strict=False)


def _print(listed: list[Handout]) -> None:
    from rich.text import Text

    from routeplan.cli.tables.plan import console, plain, table

    if not listed:
        click.echo(say("Nothing was printed or exported."))
        return
    made = table(phrase("Printed and exported"), *HEADS, numbers=1)
    for handout in listed:
        days = dict.fromkeys(str(day) for day in (handout.first_day, handout.last_day) if day)
        made.add_row(
            handout.at[:16].replace("T", " "),
            plain(handout.by),
            plain(KINDS.get(handout.what, handout.what)),
            " - ".join(days),
            plain(_officers(handout)),
            Text(visible(_where(handout)), overflow="fold"),
            figure(len(handout.households)),
        )
    console().print(made)


def _officers(handout: Handout) -> str:
    few = len(handout.officers) <= FEW
    return " ".join(handout.officers) if few else said(counted(len(handout.officers), "officer"))


def _where(handout: Handout) -> str:
    if not handout.files:
        return say("screen") if handout.command else ""
    if len(handout.files) == 1:
        return handout.files[0]
    more = counted(len(handout.files) - 1, "file")
    return say("{file} and {files} more", file=handout.files[0], files=more)
