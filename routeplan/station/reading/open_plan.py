"""The plan that is meant, beside the tables it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, InputError, UsageError
from routeplan.phrases import Phrase, phrase
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.model.changes import Edit
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import LeftOut, Plan, ReserveStop, Route, Stop
    from routeplan.station.reading.open_station import Frames, Workspace


@dataclass(frozen=True)
class FoundPlan:
    """Which plan is meant.

    ``title`` names its days where it was found by them, and ``unreadable`` are plans that were
    passed over meanwhile.
    """

    path: Path
    title: str | None = None
    unreadable: tuple[Path, ...] = ()


@dataclass(frozen=True)
class OpenPlan:
    """A plan, its file, the tables it was made from, and what has changed in them since."""

    path: Path
    plan: Plan
    workspace: Workspace
    findings: tuple[Finding, ...] = ()


def find_plan(folder: Path, plan_file: Path | None = None, *, on: date | None = None) -> FoundPlan:
    """The plan asked for, else the one of today.

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
    from routeplan.formats.plans.which_plan import plan_of

    if plan_file is not None:
        if not plan_file.is_file():
            raise UsageError(phrase("there is no plan at {path}", path=plan_file))
        return FoundPlan(plan_file)
    plan, broken = plan_of(folder / "maps", on or today())
    if plan is None and broken:
        return FoundPlan(broken[-1])  # what is wrong with it is told when it is read
    if plan is None:
        raise UsageError(
            phrase(
                "there is no plan in {folder}; make one with 'routeplan plan'",
                folder=folder / "maps",
            )
        )
    return FoundPlan(plan.path, plan.title, tuple(broken))


def days_of_plan(folder: Path, plan_file: Path | None = None) -> tuple[date, ...]:
    """The days of the plan that is meant; none where there is none that can be read."""
    from routeplan.formats.plans.plan_json import read_plan

    try:
        plan = read_plan(find_plan(folder, plan_file).path)
    except (UsageError, InputError, OSError):
        return ()
    return tuple(plan.first_day + timedelta(days=day) for day in range(plan.days))


def open_plan(folder: Path, path: Path, *, frames: Frames | None = None) -> OpenPlan:
    """The plan of a file, and the tables as the replans since then have left them.

    Raises
    ------
    InputError
        When the plan names visits or officers that the tables no longer have, or calls on homes
        that ask not to be called on by now.
    """
    from dataclasses import replace

    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.plans.plan_json import read_plan
    from routeplan.formats.plans.plan_match import match_plan

    plan = read_plan(path)
    workspace = workspace_of(folder, plan, frames=frames)
    decisions = read_decisions(path)
    if decisions.changes:
        absences = () if decisions.replans else decisions.absences
        workspace = replace(workspace.changed(decisions.changes), absences=absences)
    gone = [_outdated(path, what, name) for what, name in _gone(plan, workspace.inputs)]
    if gone:
        raise InputError(gone)
    changed = match_plan(plan, workspace.inputs, file=path.name)
    if any(finding.severity == "error" for finding in changed):
        raise InputError(changed)
    return OpenPlan(path, plan, workspace, tuple(changed))


def _outdated(path: Path, what: str, name: str) -> Finding:
    return Finding(
        "plan-outdated",
        phrase(
            "the plan names {what} '{name}', which is no longer in the tables", what=what, name=name
        ),
        phrase("update the plan with 'routeplan replan', or restore the row"),
        file=str(path),
        value=name,
    )


def workspace_of(
    folder: Path, plan: Plan, edits: Sequence[Edit] = (), *, frames: Frames | None = None
) -> Workspace:
    """The tables, with just what the visit log had taught when the plan was made.

    Visits are booked as the plan has them. ``edits`` are read as if they were written, ``frames``
    in the place of files.
    """
    from routeplan.station.reading.from_log import FromLog
    from routeplan.station.reading.open_station import read_workspace

    workspace = read_workspace(
        folder,
        today=today(),
        first_day=plan.first_day,
        days=plan.days,
        log=FromLog(
            learning=plan.learned and plan.log_entry is not None,
            entry=plan.log_entry,
            keep=named_visits(plan),
            begun=plan.log_entry is not None,
        ),
        edits=edits,
        frames=frames,
    )
    policy = replace(workspace.inputs.policy, booking=plan.booking)
    return replace(workspace, inputs=replace(workspace.inputs, policy=policy))


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
        (phrase("officer"), officers, inputs.officers_by_id.keys()),
        (phrase("visit"), visits, inputs.visits_by_id.keys()),
        (phrase("household"), households, inputs.households_by_id.keys()),
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
    if not drawn:
        raise UsageError(
            phrase("this plan has no round: nobody is on shift, or no visit could be made")
        )
    officers = sorted({officer_id for route in drawn for officer_id in route.officers})
    rounds = [route for route in drawn if officer in route.officers] or drawn
    days = sorted({plan.first_day + timedelta(days=route.day) for route in rounds})
    raise UsageError(
        phrase(
            "{message}; officers: {officers}; days: {days}",
            message=_no_round(officer, day),
            officers=", ".join(officers) or phrase("none"),
            days=", ".join(map(str, days)) or phrase("none"),
        )
    )


def _no_round(officer: str | None, day: date | None) -> Phrase:
    if officer is None:
        return phrase("no round of this plan is on {day}", day=day)
    if day is None:
        return phrase("no round of this plan is officer {officer}'s", officer=officer)
    return phrase("no round of this plan is officer {officer}'s on {day}", officer=officer, day=day)
