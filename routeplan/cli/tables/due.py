"""Who is still to be met, in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import click
from rich.table import Table

from routeplan.cli.tables.plan import console, plain, table
from routeplan.followup.due import State
from routeplan.followup.due_list import Due
from routeplan.model.inputs import Inputs
from routeplan.phrases import counted

SHOWN = 40
TRIED_SHOWN = 3


def print_due(
    found: Sequence[Due], wanted: Sequence[Due], inputs: Inputs, *, everybody: bool
) -> None:
    """How many stand where, and the most urgent of those wanted."""
    out = console()
    out.print(_states(found))
    shown = wanted if everybody else wanted[:SHOWN]
    if shown:
        out.print(_households(shown, inputs))
    if len(shown) < len(wanted):
        left = counted(len(wanted) - len(shown), "household")
        click.echo(f"... and {left} more; --all shows them.")


def _states(found: Sequence[Due]) -> Table:
    made = table("Households", "state", "all", "in plan", numbers=2)
    everywhere = Counter(each.standing.state for each in found)
    planned = Counter(each.standing.state for each in found if each.visits)
    for state in State:
        if everywhere[state]:
            made.add_row(state.value, f"{everywhere[state]:,}", f"{planned[state]:,}")
    made.add_section()
    made.add_row("all", f"{everywhere.total():,}", f"{planned.total():,}")
    return made


def _households(shown: Sequence[Due], inputs: Inputs) -> Table:
    columns = ("household", "state", "nobody opened", "last met", "not before", "due", "latest")
    made = table("Most urgent first", *columns, "worth", numbers=1)
    for column in made.columns[-5:-1]:
        column.no_wrap = True  # names give way, dates do not
    for each in shown:
        standing = each.standing
        name = inputs.household(standing.household).name
        dates = (standing.last_met, standing.earliest, standing.due, standing.latest)
        made.add_row(
            plain(f"{standing.household} {name}"),
            _state(each),
            _tried(each),
            *map(_date, dates),
            f"{each.worth // 60:,}" if each.visits else "–",
        )
    made.caption = (
        "worth: extra minutes of travel that meeting it in the next plan is worth; –: not in "
        "that plan"
    )
    return made


def _state(due: Due) -> str:
    standing = due.standing
    if standing.promise and standing.state is State.PROMISED:
        return f"{standing.state} {standing.promise.when}"
    if standing.lapsed and standing.state is State.LAPSED:
        return f"{standing.state} {standing.lapsed.when}"
    names = " ".join(matter.id for matter in standing.matters)
    return f"{standing.state} {names}" if standing.state is State.MATTER else standing.state.value


def _tried(due: Due) -> str:
    """``3: Mo 09 ×2, Tu 17``: how often, and at which hours."""
    standing = due.standing
    if not standing.calls:
        return ""
    hours = [f"{hour} ×{n}" if n > 1 else hour for hour, n in standing.tried]
    more = ", ..." if len(hours) > TRIED_SHOWN else ""
    return (
        f"{standing.calls}: {', '.join(hours[:TRIED_SHOWN])}{more}"
        if hours
        else str(standing.calls)
    )


def _date(on: date | None) -> str:
    return str(on) if on else ""
