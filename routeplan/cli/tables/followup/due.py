"""Who is still to be met, in the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

import click
from rich.console import Console
from rich.table import Table

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.bars import FILLS, bar_width, parts_bar
from routeplan.cli.terminal.language import figure, said, say
from routeplan.followup.due import STATE_NAMES, DueState
from routeplan.followup.due_list import COVER_NAMES, Cover, Due, coverage
from routeplan.model.inputs import Inputs, visit_called
from routeplan.phrases import Phrase, counted, phrase
from routeplan.station.use_cases.visit_log.raise_priorities import RaisedPriorities

SHOWN = 40
TRIED_SHOWN = 3
WEEKDAYS = {
    "Mo": phrase("Mo"),
    "Tu": phrase("Tu"),
    "We": phrase("We"),
    "Th": phrase("Th"),
    "Fr": phrase("Fr"),
    "Sa": phrase("Sa"),
    "Su": phrase("Su"),
}


def print_due(
    every: Sequence[Due], wanted: Sequence[Due], inputs: Inputs, *, everybody: bool, on: date
) -> None:
    """How many stand where on a day, and the most urgent of those wanted."""
    out = console()
    out.print(_states(every))
    standings = {
        household_due.standing.household: household_due.standing for household_due in every
    }
    _print_coverage(out, coverage(inputs, standings, on))
    shown = wanted if everybody else wanted[:SHOWN]
    if shown:
        out.print(_households(shown, inputs))
    if len(shown) < len(wanted):
        left = counted(len(wanted) - len(shown), "household")
        click.echo(say("... and {households} more; --all shows them.", households=left))


def _states(every: Sequence[Due]) -> Table:
    made = table(say("Households"), say("state"), say("all"), say("in plan"), numbers=2)
    everywhere = Counter(household_due.standing.state for household_due in every)
    planned = Counter(
        household_due.standing.state for household_due in every if household_due.visits
    )
    for state in DueState:
        if everywhere[state]:
            made.add_row(
                said(STATE_NAMES[state]), figure(everywhere[state]), figure(planned[state])
            )
    made.add_section()
    made.add_row(say("all"), figure(everywhere.total()), figure(planned.total()))
    return made


def _print_coverage(out: Console, counts: Counter[Cover]) -> None:
    """How many are met, due again, overdue and never met, as a bar and in figures."""
    if not counts:
        return
    parts = [counts[cover] for cover in Cover]
    out.print()
    out.print(parts_bar(parts, counts.total(), bar_width(out.width, 0)))
    for fill, cover in zip(FILLS, Cover, strict=True):
        share = phrase(
            "{fill} {cover}: {count:,} ({percent} %)",
            fill=fill,
            cover=COVER_NAMES[cover],
            count=counts[cover],
            percent=round(100 * counts[cover] / counts.total()),
        )
        out.print(plain(share))


def _households(shown: Sequence[Due], inputs: Inputs) -> Table:
    made = table(
        say("Most urgent first"),
        say("household"),
        say("state"),
        say("nobody opened"),
        say("last met"),
        say("not before"),
        say("due"),
        say("latest"),
        say("worth"),
        numbers=1,
    )
    for column in made.columns[-5:-1]:
        column.no_wrap = True  # names give way, dates do not
    for household_due in shown:
        standing = household_due.standing
        name = inputs.household(standing.household).name
        dates = (standing.last_met, standing.earliest, household_due.due, household_due.latest)
        made.add_row(
            plain(visit_called(standing.household, name)),
            said(_state(household_due)),
            _tried(household_due),
            *map(_date, dates),
            figure(household_due.worth // 60) if household_due.visits else "–",
        )
    made.caption = say(
        "worth: extra minutes of travel that meeting it in the next plan is worth; –: not in "
        "that plan"
    )
    return made


def _state(due: Due) -> Phrase:
    standing = due.standing
    state = STATE_NAMES[standing.state]
    if standing.promise and standing.state is DueState.PROMISED:
        return phrase("{state} {when}", state=state, when=standing.promise.when)
    if standing.lapsed and standing.state is DueState.LAPSED:
        return phrase("{state} {when}", state=state, when=standing.lapsed.when)
    if standing.matters and standing.state is DueState.MATTER:
        names = " ".join(matter.id for matter in standing.matters)
        return phrase("{state} {matters}", state=state, matters=names)
    return state


def _tried(due: Due) -> str:
    """``3: Mo 09 ×2, Tu 17``: how often, and at which hours."""
    standing = due.standing
    if not standing.calls:
        return ""
    hours = [_hour(hour, count) for hour, count in standing.tried[:TRIED_SHOWN]]
    more = ", ..." if len(standing.tried) > TRIED_SHOWN else ""
    return f"{standing.calls}: {', '.join(hours)}{more}" if hours else str(standing.calls)


def _hour(hour: str, count: int) -> str:
    """``Mo 09 ×2``, in the terminal's language."""
    day, _, clock = hour.partition(" ")
    text = f"{said(WEEKDAYS.get(day, day))} {clock}"
    return f"{text} ×{count}" if count > 1 else text


def _date(on: date | None) -> str:
    return str(on) if on else ""


def print_in_difficulty(count: int) -> None:
    """A line where people in difficulty were met at homes that are not 'high'."""
    if count:
        homes = counted(count, "household")
        line = say(
            "People in difficulty were met at {households} that are not 'high': see 'routeplan "
            "priorities'.",
            households=homes,
        )
        click.echo(line)


def print_priorities(done: RaisedPriorities) -> None:
    """Who is proposed, and what was written."""
    if not done.proposals:
        click.echo(say("Nobody in difficulty was met at a home that is not 'high'."))
        return
    made = table(
        say("People in difficulty"),
        *(say("household"), say("address"), say("priority"), say("met on"), say("persons")),
        numbers=1,
    )
    for household in done.proposals:
        cells = (
            plain(visit_called(household.household, household.name)),
            plain(household.address),
            household.priority.value,
            str(household.seen),
        )
        made.add_row(*cells, str(household.persons))
    console().print(made)
    raised = counted(len(done.raised), "household")
    if done.file is None:
        click.echo(say("Dry run: nothing was written. Add --write to save."))
    elif done.is_table:
        click.echo(say("{raised} now 'high' in {path}", raised=raised, path=done.file))
    else:
        path = done.file
        click.echo(
            say("Type these into the workbook: {raised} in {path}", raised=raised, path=path)
        )
