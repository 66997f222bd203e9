"""Open matters and promises, in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import click
from rich.table import Table

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import say
from routeplan.followup.follow_through import PromiseOutcome
from routeplan.model.inputs import Inputs
from routeplan.phrases import counted
from routeplan.station.text import visible
from routeplan.visitlog.log_records import Matter


def print_matters(
    still: Sequence[Matter], promises: Sequence[PromiseOutcome], inputs: Inputs, today: date
) -> None:
    """Open matters, the oldest first; then promises kept, and broken by reason."""
    if still:
        console().print(_open(still, inputs, today))
    else:
        click.echo(say("There are no open matters."))
    broken = [each for each in promises if not each.is_kept]
    kept = counted(len(promises) - len(broken), "promise")
    line = say("{kept} kept, {broken:,} broken up to yesterday.", kept=kept, broken=len(broken))
    click.echo(line)
    reasons = Counter(each.reason or say("no reason given") for each in broken)
    for reason, count in reasons.most_common():
        click.echo(f"  {count:>4} x  {visible(reason)}")


def _open(still: Sequence[Matter], inputs: Inputs, today: date) -> Table:
    made = table(
        say("Open matters"),
        say("matter"),
        say("household"),
        say("about"),
        say("next step"),
        say("due"),
        say("days old"),
        numbers=1,
    )
    for each in still:
        known = inputs.households_by_id.get(each.household)
        name = f"{each.household} {known.name}" if known else each.household
        step: str = each.next_step
        if not each.by_visit:
            step = say("{step} (no visit)", step=step)
        due = str(each.due or "")
        if each.due and each.due < today:
            due = say("{day} late", day=due)
        made.add_row(
            each.id, plain(name), plain(each.subject), plain(step), due, str(each.age(today))
        )
    return made
