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
from routeplan.model.inputs import Inputs, visit_called
from routeplan.phrases import counted
from routeplan.station.harmless_text import visible
from routeplan.visitlog.log_records import Matter


def print_matters(
    still: Sequence[Matter], promises: Sequence[PromiseOutcome], inputs: Inputs, today: date
) -> None:
    """Open matters, the oldest first; then promises kept, and broken by reason."""
    if still:
        console().print(_open(still, inputs, today))
    else:
        click.echo(say("There are no open matters."))
    broken = [promise_outcome for promise_outcome in promises if not promise_outcome.is_kept]
    kept = counted(len(promises) - len(broken), "promise")
    line = say("{kept} kept, {broken:,} broken up to yesterday.", kept=kept, broken=len(broken))
    click.echo(line)
    reasons = Counter(
        promise_outcome.reason or say("no reason given") for promise_outcome in broken
    )
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
    for matter in still:
        known = inputs.households_by_id.get(matter.household)
        name = visit_called(matter.household, known.name if known else "")
        step: str = matter.next_step
        if not matter.by_visit:
            step = say("{step} (no visit)", step=step)
        due = str(matter.due or "")
        if matter.due and matter.due < today:
            due = say("{day} late", day=due)
        made.add_row(
            matter.id, plain(name), plain(matter.subject), plain(step), due, str(matter.age(today))
        )
    return made
