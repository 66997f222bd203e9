"""Asking a plan why a household is called on when it is, or is left out and what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from routeplan.errors import InputError
from routeplan.followup.due import STATE_NAMES
from routeplan.phrases import Phrase, phrase, short_date
from routeplan.station.clock import at_present
from routeplan.station.use_cases.plan_week import require_usable
from routeplan.visitlog.log_records import Call, Channel, Result

if TYPE_CHECKING:
    from routeplan.formats.decisions.decisions import Decisions
    from routeplan.model.changes import Edit
    from routeplan.model.inputs import Inputs, PlanCalendar
    from routeplan.model.plan import Plan
    from routeplan.planning.explain.explanation_records import Explanation
    from routeplan.planning.explain.plan_case import Decided, PlanCase
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.reading.open_station import Frames, Workspace
    from routeplan.station.reading.open_travel import TravelOpener


def explain_plan(
    opened: OpenPlan,
    household: str | None,
    travel: TravelOpener,
    *,
    iterations: int | None = None,
    frames: Frames | None = None,
) -> tuple[Explanation, ...]:
    """Every visit of a household, or every visit left out with one change that brings it in.

    Parameters
    ----------
    household
        The id of a household or visit; None for every visit left out.
    iterations
        Of the search for each change; None for 400.
    frames
        Data frames that the plan was made from in the place of files.

    Raises
    ------
    UsageError
        When there is no such household, or a search cannot go on for so long.
    """
    from routeplan.planning.explain.explanation import explain_household, explain_left_out

    require_usable(None, iterations)
    workspace = opened.workspace
    known, visit = (None, None) if household is None else _known(household, opened)
    case = _case(opened, travel, iterations, frames)
    if known is None:
        return tuple(explain_left_out(case))
    standing = workspace.standings.get(known)
    state = STATE_NAMES[standing.state] if standing else ""
    theirs = _calls(opened, known)
    answers = [answer for call in theirs if (answer := _answered(call))]
    answer = answers[-1] if answers else None
    explanations = explain_household(case, known, visit=visit, standing=state, answer=answer)
    calendar = workspace.inputs.calendar
    return tuple(_with_result(explanation, calendar, theirs) for explanation in explanations)


def _with_result(
    explanation: Explanation, calendar: PlanCalendar, calls: Sequence[Call]
) -> Explanation:
    """With what came of the call on its day, of a visit that was made already."""
    here = explanation.here
    if here is None:
        return explanation
    came = [call for call in calls if call.day == calendar.date_of(here.day)]
    result = _answered(came[-1]) if came else None
    if came and came[-1].result is Result.OUT and came[-1].channel is Channel.HOME:
        result = phrase("nobody opened on {day}", day=short_date(came[-1].day))
    if result is None:
        return explanation
    sentence = phrase(
        "{sentence} By the visit log, {result}.", sentence=explanation.sentence, result=result
    )
    return replace(explanation, sentence=sentence)


def _calls(opened: OpenPlan, household: str) -> list[Call]:
    """What the log holds of the household on the plan's days.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    from routeplan.visitlog.reading import calls
    from routeplan.visitlog.store import reading

    path, plan = opened.workspace.visit_log, opened.plan
    if not path.exists():
        return []
    last = plan.first_day + timedelta(days=plan.days - 1)
    with reading(path) as log:
        return [call for call in calls(log, plan.first_day, last) if call.household == household]


def _answered(call: Call) -> Phrase | None:
    """What was found out by a call, where it means that nobody needs to go again."""
    result, day = call.result, short_date(call.day)
    if result.is_met:
        return phrase("the household was met on {day}", day=day)
    if result is Result.REFUSED:
        return phrase("the household refused on {day}", day=day)
    if result is Result.MOVED:
        return phrase("the household was found to have moved away on {day}", day=day)
    if result is Result.WRONG:
        return phrase("the address was found to be wrong on {day}", day=day)
    return None


def _known(name: str, opened: OpenPlan) -> tuple[str, str | None]:
    """The household of that id or name; or the household of the visit of that id, and its id.

    Raises
    ------
    UsageError
        When there is none; it names the nearest.
    """
    from routeplan.station.people_by_name import household_named

    workspace = opened.workspace
    inputs = workspace.inputs
    visits = {
        visit.id: visit.household
        for source in (workspace.tables, inputs)
        if source is not None
        for visit in (*source.later_visits, *source.visits, *source.refused_visits)
    }
    if name not in inputs.households_by_id and name in visits:
        return visits[name], name
    return household_named(inputs, name), None


def _case(
    opened: OpenPlan, travel: TravelOpener, iterations: int | None, frames: Frames | None
) -> PlanCase:
    """The plan laid open, with what was decided about it since, and its tables to be read again."""
    from routeplan.engines.choose import usual_engine
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.planning.explain.plan_case import open_case
    from routeplan.problem.solution import Budget
    from routeplan.station.reading.open_plan import workspace_of
    from routeplan.station.reading.open_travel import travel_kind

    plan, workspace = opened.plan, opened.workspace

    def reread(edits: Sequence[Edit]) -> Inputs | None:
        try:
            return workspace_of(workspace.root, plan, edits, frames=frames).inputs
        except InputError:
            return None  # the tables would be refused

    with travel(workspace, travel_kind(plan)) as (_, tables):
        pass
    return open_case(
        plan,
        workspace.inputs,
        tables,
        usual_engine(),
        Budget(None, iterations) if iterations else None,
        decided=_decided(read_decisions(opened.path), workspace, _begun(plan, workspace)),
        reread=reread,
    )


def _begun(plan: Plan, workspace: Workspace) -> int:
    """What of a plan in progress has begun by now, in elapsed seconds.

    0 of one that lies ahead, or is over and looked back on; and of a demonstration.
    """
    now = workspace.inputs.calendar.elapsed(*at_present())
    last = max((route.end for route in plan.routes), default=0)
    return now if 0 < now < last and not workspace.settings.sheets.demo else 0


def _decided(decisions: Decisions, workspace: Workspace, begun: int) -> Decided | None:
    """What may not change any more; None where the plan may be made anew."""
    from routeplan.planning.explain.plan_case import Decided
    from routeplan.planning.replan.constrained_problem import Keep

    if not decisions and not begun:
        return None
    known = {str(keep): keep for keep in Keep}
    keep = known.get(decisions.replans[-1].keep, Keep.BALANCED) if decisions.replans else None
    return Decided(
        workspace.tables or workspace.inputs,
        now=max(decisions.now, begun),
        keep=keep,
        changes=decisions.changes,
        done=decisions.done,
        locks=decisions.locks,
        price=round(60 * workspace.settings.replan.moved),
    )
