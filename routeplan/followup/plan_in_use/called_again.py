"""Homes where nobody opened in the days of a plan, which may be called on again in the same plan.

Officers' hours are paid already: a plan with time left need not wait for the next one. Whether
there is time is found when the rest of the plan is searched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from routeplan.followup.due import HouseholdStanding
from routeplan.followup.plan_in_use.rest_of_plan import RestOfPlan
from routeplan.model.changes import Changes, Further
from routeplan.model.difference import slots
from routeplan.model.inputs import Visit
from routeplan.model.locks import begun


def called_again(
    rest: RestOfPlan,
    standings: Mapping[str, HouseholdStanding],
    done: Iterable[str],
    changes: Changes,
) -> Iterator[Further]:
    """A further visit to each home where nobody opened, on a later day than the last call.

    None where a call is still to come or has no result yet, where somebody was met or has refused
    in the days of the plan, where a time is promised, where a visit was cancelled, and where
    something was typed or said about it just now.

    Parameters
    ----------
    standings
        Of the households that were called on in the days of the plan.
    done
        Visits that the log says are done, beside those of ``rest``.
    changes
        What the log changes already.
    """
    settled = begun(rest.plan, rest.now) | rest.done | {*done}
    visits: dict[str, list[Visit]] = defaultdict(list)
    for visit in rest.inputs.visits:
        visits[visit.household].append(visit)
    spoken_for = rest.typed_households | {further.household for further in changes.further}
    spoken_for |= rest.households_cancelled
    known, planned = rest.known_visits, slots(rest.plan)
    for household, theirs in visits.items():
        standing = standings.get(household)
        if standing is None or household in spoken_for or not _stayed_shut(rest, standing):
            continue
        if any(visit.id not in settled for visit in theirs):
            continue
        assert standing.last_call is not None
        called = (standing.last_call - rest.plan.first_day).days
        if any(planned[visit.id].day > called for visit in theirs if visit.id in planned):
            continue
        earliest = standing.last_call + timedelta(days=1)
        if earliest <= rest.last_day and not rest.inputs.household(household).do_not_call:
            yield Further(further_id(household, known), household, earliest)


def met_since(
    rest: RestOfPlan, standings: Mapping[str, HouseholdStanding], done: Iterable[str]
) -> Iterator[tuple[Further, date]]:
    """Calls to come that were added where nobody opened, and when somebody was met there since."""
    over = begun(rest.plan, rest.now) | rest.done | {*done}
    visits = rest.inputs.visits_by_id
    for further in rest.earlier.further:
        visit, standing = visits.get(further.visit), standings.get(further.household)
        if further.earliest is None or visit is None or standing is None or visit.id in over:
            continue
        met = standing.last_met
        if met is not None and met >= rest.plan.first_day and visit.appointment is None:
            yield further, met


def _stayed_shut(rest: RestOfPlan, standing: HouseholdStanding) -> bool:
    """Whether the household was called on in the plan's days, and nobody was met, nor said no."""
    first_day = rest.plan.first_day
    if standing.is_gone or standing.promise is not None or standing.calls == 0:
        return False
    if standing.last_call is None or standing.last_call < first_day:
        return False
    spoken_to = [day for day in (standing.last_met, standing.refused_on) if day is not None]
    return all(day < first_day for day in spoken_to)


def further_id(household: str, known: Iterable[str]) -> str:
    """The id of a further visit, named like those of who has several."""
    taken, number = {*known}, 2
    while (name := f"{household}/{number}") in taken:
        number += 1
    return name
