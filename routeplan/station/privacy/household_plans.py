"""Where a household stands in plans: as a stop, in reserve, left out, and in what was decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from routeplan.errors import InputError
from routeplan.formats.decisions.decisions import Decisions, decisions_in
from routeplan.formats.decisions.made_from import MadeFrom, read_made_from
from routeplan.formats.plans.plan_json import read_plan
from routeplan.model.inputs import PlanCalendar
from routeplan.model.plan import Plan
from routeplan.phrases import phrase
from routeplan.render.words.left_out_words import left_out_text
from routeplan.station.privacy.old_files import plan_folders
from routeplan.station.reading.shown_replan import read_proposal

NAMES = ("plan*.json", "decisions*.json", "made_from*.json", "proposal*.json")
UNREADABLE = {"unreadable": phrase("it is from another version, or damaged")}


def planned_for(maps: Path, household: str) -> Iterator[dict[str, Any]]:
    """For each file beside a plan that names the household: what it says.

    A file that cannot be read is told as such: it may hold something.
    """
    for folder in plan_folders(maps):
        for path in (file for pattern in NAMES for file in sorted(folder.glob(pattern))):
            where = {"file": f"{folder.name}/{path.name}"}
            try:
                if path.name.startswith("plan"):
                    parts = _in_plan(read_plan(path), household)
                elif path.name.startswith("made_from"):
                    parts = _in_tables(read_made_from(path), household)
                elif path.name.startswith("proposal"):
                    proposal = read_proposal(path)
                    parts = _in_plan(proposal.plan, household) if proposal else UNREADABLE
                else:
                    parts = _in_decisions(decisions_in(path), household)
            except InputError as error:
                parts = {"unreadable": str(error.findings[0].message)}
            if parts:
                yield where | parts


def _in_plan(plan: Plan, household: str) -> dict[str, Any]:
    calendar = PlanCalendar(plan.first_day, plan.days, ZoneInfo(plan.timezone))
    stops = [
        {
            "visit": stop.visit,
            "begin": calendar.local(stop.begin).isoformat(),
            "end": calendar.local(stop.end).isoformat(),
            "officers": (*route.officers, *stop.partners),
            "promised": stop.promised,
            "chance": stop.chance,
        }
        for route in plan.routes
        for stop in route.stops
        if stop.household == household
    ]
    reserve = [
        {
            "visit": stop.visit,
            "day": calendar.date_of(route.day),
            "officers": route.officers,
            "chance": stop.chance,
        }
        for route in plan.routes
        for stop in route.reserve
        if stop.household == household
    ]
    left_out = [
        {"visit": left_out.visit, "reason": left_out_text(left_out, "en"), "code": left_out.code}
        for left_out in plan.left_out
        if left_out.household == household
    ]
    parts = {"stops": stops, "reserve": reserve, "left_out": left_out}
    return {name: entries for name, entries in parts.items() if entries}


def _in_tables(made_from: MadeFrom | None, household: str) -> dict[str, Any]:
    """What the tables said of it when the plan was made."""
    if made_from is None:
        return UNREADABLE
    its_visits = {
        name: row.facts for name, row in made_from.visits.items() if row.household == household
    }
    return {"tables": its_visits} if its_visits else {}


def _in_decisions(decisions: Decisions, household: str) -> dict[str, Any]:
    """Locks and changes of its own visits; those of whole rounds are nobody's in particular."""

    def is_its(visit: str | None) -> bool:
        return visit is not None and (visit == household or visit.startswith(f"{household}/"))

    changes = [replan.changes for replan in decisions.replans]
    parts: dict[str, list[Any]] = {
        "locks": [asdict(lock) for lock in decisions.locks if is_its(lock.visit)],
        "done": [visit for replan in decisions.replans for visit in replan.done if is_its(visit)],
        "cancelled": [visit for change in changes for visit in change.cancelled if is_its(visit)],
        "new_times": [
            asdict(new) for change in changes for new in change.new_times if is_its(new.visit)
        ],
        "given": [
            asdict(given) for change in changes for given in change.given if is_its(given.visit)
        ],
        "further": [
            asdict(more) for change in changes for more in change.further if is_its(more.visit)
        ],
        "lapsed": [
            asdict(lapsed_visit)
            for some in changes
            for lapsed_visit in some.lapsed
            if is_its(lapsed_visit.visit)
        ],
        "held": [asdict(made) for change in changes for made in change.held if is_its(made.visit)],
        "hours": [
            asdict(said)
            for change in changes
            for said in change.hours
            if said.household == household
        ],
    }
    return {name: entries for name, entries in parts.items() if entries}
