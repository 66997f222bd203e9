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
    for outreach in listed:
        who, kind = _names(outreach.officers, inputs), KIND_NAMES[outreach.kind]
        made.add_row(
            str(outreach.on),
            plain(kind),
            plain(who),
            plain(outreach.text),
            figure(outreach.persons),
        )
    console().print(made)
    count = sum(outreach.persons for outreach in listed)
    click.echo(say("People reached: {count:,}.", count=count))


def print_experiences(listed: Sequence[Experience], inputs: Inputs) -> None:
    """A row for each."""
    if not listed:
        click.echo(say("No such note of experience."))
        return
    made = table(say("Experience"), *(say("day"), say("officers"), say("text")))
    for experience in listed:
        made.add_row(
            str(experience.on), plain(_names(experience.officers, inputs)), plain(experience.text)
        )
    console().print(made)


def _names(officers: Sequence[str], inputs: Inputs) -> str:
    known = inputs.officers_by_id
    return " + ".join(
        f"{officer} {known[officer].name}" if officer in known else officer for officer in officers
    )
