"""Outreach and experience, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import figure, say
from routeplan.model.inputs import Inputs
from routeplan.report.outreach import KIND_NAMES
from routeplan.visitlog.notes import Experience, Outreach


def print_outreach(listed: Sequence[Outreach], inputs: Inputs) -> None:
    """A row for each, and how many people they reached."""
    if not listed:
        click.echo(say("No meeting, letter or call with many people was noted."))
        return
    made = table(
        say("Meetings, letters and calls"),
        *(say("day"), say("kind"), say("officers"), say("about"), say("persons")),
        numbers=1,
    )
    for each in listed:
        who, kind = _names(each.officers, inputs), KIND_NAMES[each.kind]
        made.add_row(str(each.on), plain(kind), plain(who), plain(each.text), figure(each.persons))
    console().print(made)
    count = sum(each.persons for each in listed)
    click.echo(say("People reached: {count:,}.", count=count))


def print_experiences(listed: Sequence[Experience], inputs: Inputs) -> None:
    """A row for each."""
    if not listed:
        click.echo(say("No such note of experience."))
        return
    made = table(say("Experience"), *(say("day"), say("officers"), say("text")))
    for each in listed:
        made.add_row(str(each.on), plain(_names(each.officers, inputs)), plain(each.text))
    console().print(made)


def _names(officers: Sequence[str], inputs: Inputs) -> str:
    known = inputs.officers_by_id
    return " + ".join(f"{each} {known[each].name}" if each in known else each for each in officers)
