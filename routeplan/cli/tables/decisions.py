"""Locks in the terminal, and what the chief gave to whom, at which price, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.tables.replan import minutes_text, price_content
from routeplan.cli.terminal.language import said, say
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.formats.decisions.decisions import Decisions, Replan
from routeplan.model.locks import Lock, visits_of
from routeplan.model.plan import Plan
from routeplan.visitlog.log_records import RESULT_NAMES, Call

if TYPE_CHECKING:
    from routeplan.model.inputs import Inputs
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.plan_in_use.lock_stops import PlanDecisions


def tell_decisions(
    decided: PlanDecisions, opened: OpenPlan, *, as_json: bool, changing: bool
) -> None:
    """All of it, and whether it was written where a change was asked for."""
    if as_json:
        locks = as_dicts(decided.decisions.locks)
        given = given_content(decided.decisions, decided.happened)
        print_json({"locks": locks, "given": given})
        return
    print_decisions(decided, opened.plan, opened.workspace.inputs)
    if decided.written:
        click.echo(say("Written."))
    elif changing:
        click.echo(say("Dry run: nothing was written. Add --write to save."))


def print_decisions(decided: PlanDecisions, plan: Plan, inputs: Inputs) -> None:
    """Locks, then what the chief gave to whom, why, at which price, and what came of it."""
    out = console()
    locks = decided.decisions.locks
    if locks:
        out.print(_locks_table(locks, plan))
    else:
        click.echo(say("No stop of this plan is locked."))
    if any(True for replan in decided.decisions.replans for _ in _chiefs(replan)):
        out.print(_given_table(decided, inputs))
    out.print()


def _given_table(decided: PlanDecisions, inputs: Inputs) -> Table:
    made = table(
        say("Decided by the chief"),
        say("id"),
        say("visit"),
        say("to"),
        say("reason"),
        say("recorded"),
        say("price, min"),
        numbers=1,
    )
    for replan in decided.decisions.replans:
        price = replan.price.seconds if replan.price else 0
        for visit, officer, reason in _chiefs(replan):
            to = inputs.officers_by_id[officer].name if officer else say("as ordered by hand")
            call = decided.happened.get(visit) if visit else None
            since = f"{said(RESULT_NAMES[call.result])} {call.day}" if call else ""
            cells = (replan.id, visit or say("rounds"), to, reason, since)
            made.add_row(*map(plain, cells), minutes_text(price))
    return made


def given_content(decisions: Decisions, happened: Mapping[str, Call]) -> list[dict[str, Any]]:
    """For ``--json``: what the chief gave to whom, and rounds by hand (no visit, no officer).

    ``happened`` tells by visit what was recorded since.
    """
    return [
        {
            "id": replan.id,
            "visit": visit,
            "officer": officer,
            "reason": reason,
            "price": price_content(replan.price) if replan.price else None,
            "recorded": f"{call.result} {call.day}"
            if visit and (call := happened.get(visit))
            else None,
        }
        for replan in decisions.replans
        for visit, officer, reason in _chiefs(replan)
    ]


def _chiefs(replan: Replan) -> Iterator[tuple[str | None, str | None, str]]:
    """Visit, officer and reason of what was the chief's own decision."""
    for given in replan.changes.given:
        yield given.visit, given.officer, given.reason
    if replan.reason:
        yield None, None, replan.reason


def _locks_table(locks: Sequence[Lock], plan: Plan) -> Table:
    made = table(
        say("Locks: {count}", count=len(locks)),
        say("id"),
        say("officer"),
        say("day"),
        say("visit"),
        say("stops"),
        numbers=1,
    )
    everything = say("every")
    for lock in locks:
        on = everything if lock.on is None else str(lock.on)
        cells = (lock.id, lock.officer or everything, on, lock.visit or everything)
        made.add_row(*map(plain, cells), str(len(visits_of(plan, lock))))
    return made
