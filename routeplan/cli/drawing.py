"""What ``maps``, ``sheets`` and ``demo`` share: the plan beside its tables, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.cli.shared import chosen_plan, tell_findings, today
from routeplan.errors import Finding, InputError, UsageError

if TYPE_CHECKING:
    from routeplan.changes import Edit
    from routeplan.formats.workspace import Workspace
    from routeplan.model import Inputs
    from routeplan.plan import LeftOut, Plan, ReserveStop, Route, Stop
    from routeplan.render.round_view import Look


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
    from routeplan.formats.decisions import read_decisions
    from routeplan.formats.plan_json import read_plan
    from routeplan.formats.plan_match import match_plan

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
    from routeplan.formats.workspace import read_workspace

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
