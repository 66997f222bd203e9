"""What ``lock`` and ``unlock`` share: which locks are meant, and how they are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import product
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import plan_file_option
from routeplan.cli.terminal.messages import as_dicts, print_json

if TYPE_CHECKING:
    from routeplan.formats.decisions.decisions import Decisions
    from routeplan.model.locks import Lock
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


def lock_options[F: Callable[..., Any]](function: F) -> F:
    """``--plan``, and ``--officer``, ``--day``, ``--visit``: all that are given hold together."""
    for option in (
        click.option("--visit", "visits", multiple=True, metavar="ID", help="Only this visit."),
        click.option(
            "--day",
            "days",
            multiple=True,
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="Only this day.",
        ),
        click.option(
            "--officer", "officers", multiple=True, metavar="ID", help="Only this officer."
        ),
        plan_file_option,
    ):
        function = option(function)
    return function


def meant(
    officers: tuple[str, ...], days: tuple[datetime, ...], visits: tuple[str, ...]
) -> tuple[Lock, ...]:
    """One lock for each officer, day and visit named together; none when nothing is named."""
    from routeplan.model.locks import Lock

    if not (officers or days or visits):
        return ()
    return tuple(
        Lock("", officer, day.date() if day else None, visit)
        for officer, day, visit in product(officers or (None,), days or (None,), visits or (None,))
    )


def tell_decisions(
    decisions: Decisions, plan: Plan, workspace: Workspace, *, as_json: bool
) -> None:
    """Locks, and what the chief gave to whom, at which price, and what came of it."""
    from routeplan.cli.tables.replan import given_content, print_decisions

    happened = _happened(plan, workspace)
    if as_json:
        locks = as_dicts(decisions.locks)
        print_json({"locks": locks, "given": given_content(decisions, happened)})
    else:
        print_decisions(decisions, plan, workspace.inputs, happened)


def _happened(plan: Plan, workspace: Workspace) -> dict[str, str]:
    """By visit: the last result within the plan's days, as far as it is recorded."""
    from datetime import timedelta

    from routeplan.followup.follow_through import last_calls
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return {}
    with reading(workspace.visit_log) as log:
        found = last_calls(log, plan.first_day, plan.first_day + timedelta(days=plan.days - 1))
    return {
        visit.id: f"{call.result} {call.day}"
        for visit in workspace.inputs.visits
        if (call := found.get(visit.household))
    }
