"""What ``maps``, ``sheets`` and ``demo`` share: the plan beside its tables, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.messages import tell_findings
from routeplan.errors import Finding, InputError, UsageError
from routeplan.station.clock import today
from routeplan.station.text import visible

if TYPE_CHECKING:
    from routeplan.model.changes import Edit
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import LeftOut, Plan, ReserveStop, Route, Stop
    from routeplan.render.round_view import Look
    from routeplan.station.open_station import Workspace


def chosen_plan(folder: Path, plan_file: Path | None, *, on: date | None = None) -> Path:
    """The plan asked for, else the one of today, which is told on stderr (not with ``--quiet``).

    That is the one whose days hold today, else the next one, else the last one that is over.

    Parameters
    ----------
    on
        In the place of today.

    Raises
    ------
    UsageError
        When there is none.
    """
    from routeplan.formats.plans.plan_dates import plan_of

    if plan_file is not None:
        if not plan_file.is_file():
            raise UsageError(f"there is no plan at {plan_file}")
        return plan_file
    plan, broken = plan_of(folder / "maps", on or today())
    if plan is None and broken:
        return broken[-1]  # what is wrong with it is told when it is read
    if plan is None:
        raise UsageError(f"there is no plan in {folder / 'maps'}; make one with 'routeplan plan'")
    for path in broken:
        click.echo(f"warning: {visible(str(path))} cannot be read and is passed over", err=True)
    command = click.get_current_context(silent=True)
    if not (command and command.params.get("quiet")):
        click.echo(f"Plan of {plan}", err=True)
    return plan.path


def opened_plan(
    folder: Path, plan_file: Path | None, *, on: date | None = None
) -> tuple[Path, Plan, Workspace]:
    """The plan asked for (else that of today), its file, and the tables it was made from.

    These are as the replans since then have left them. What else has changed in the tables is told
    on stderr.

    Parameters
    ----------
    on
        The day whose plan is wanted, by default today.

    Raises
    ------
    InputError
        When the plan names visits or officers that the tables no longer have, or calls on homes
        that ask not to be called on by now.
    """
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.plans.plan_json import read_plan
    from routeplan.formats.plans.plan_match import match_plan

    path = chosen_plan(folder, plan_file, on=on)
    plan = read_plan(path)
    workspace = workspace_of(folder, plan)
    if changes := read_decisions(path).changes:
        workspace = workspace.changed(changes)
    gone = list(_gone(plan, workspace.inputs))
    if gone:
        raise InputError(
            [
                Finding(
                    "plan-outdated",
                    f"the plan names {what} '{name}', which the tables no longer have",
                    "take that into the plan with 'routeplan replan', or bring the row back",
                    file=str(path),
                    value=name,
                )
                for what, name in gone
            ]
        )
    changed = match_plan(plan, workspace.inputs, file=path.name)
    if any(finding.severity == "error" for finding in changed):
        raise InputError(changed)
    tell_findings(changed)
    return path, plan, workspace


def workspace_of(folder: Path, plan: Plan, edits: Sequence[Edit] = ()) -> Workspace:
    """The tables, with just what the visit log had taught when the plan was made.

    ``edits`` are read as if they were written.
    """
    from routeplan.station.open_station import read_workspace

    return read_workspace(
        folder,
        today=today(),
        first_day=plan.first_day,
        days=plan.days,
        keep=named_visits(plan),
        learning=plan.log_entry is not None,
        log_entry=plan.log_entry,
        edits=edits,
    )


def _entries(plan: Plan) -> list[Stop | ReserveStop | LeftOut]:
    entries: list[Stop | ReserveStop | LeftOut] = [*plan.left_out]
    for route in plan.routes:
        entries += [*route.stops, *route.reserve]
    return entries


def named_visits(plan: Plan) -> set[str]:
    """Every visit that the plan names."""
    return {entry.visit for entry in _entries(plan)}


def _gone(plan: Plan, inputs: Inputs) -> Iterator[tuple[str, str]]:
    entries = _entries(plan)
    officers = {officer for route in plan.routes for officer in route.officers}
    visits = named_visits(plan)
    households = {entry.household for entry in entries}
    for what, named, known in (
        ("officer", officers, inputs.officers_by_id.keys()),
        ("visit", visits, inputs.visits_by_id.keys()),
        ("household", households, inputs.households_by_id.keys()),
    ):
        yield from ((what, name) for name in sorted(named - known))


def chosen_routes(plan: Plan, officer: str | None, day: date | None) -> list[Route]:
    """The plan's routes with visits, of that officer and day only if asked.

    Raises
    ------
    UsageError
        When there is none, naming the officers and days there are.
    """
    drawn = [route for route in plan.routes if route.stops]
    wanted = [
        route
        for route in drawn
        if (officer is None or officer in route.officers)
        and (day is None or (day - plan.first_day).days == route.day)
    ]
    if wanted:
        return wanted
    officers = sorted({each for route in drawn for each in route.officers})
    own = [route for route in drawn if officer in route.officers] or drawn
    days = sorted({plan.first_day + timedelta(days=route.day) for route in own})
    raise UsageError(
        f"no round of this plan is {' '.join(_asked(officer, day)) or 'there'}; "
        f"officers: {', '.join(officers) or 'none'}; "
        f"days: {', '.join(map(str, days)) or 'none'}"
    )


def _asked(officer: str | None, day: date | None) -> Iterator[str]:
    if officer is not None:
        yield f"officer {officer}'s"
    if day is not None:
        yield f"on {day}"


def look_of(workspace: Workspace, *, redacted: bool = False) -> Look:
    """How the settings want pages and sheets."""
    from routeplan.render.round_view import Look

    sheets = workspace.settings.sheets
    return Look(
        language=sheets.language,
        printable=sheets.printable,
        demo=sheets.demo,
        redacted=redacted,
    )
