"""The one place where what the log knows goes into what a plan is made from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from routeplan.followup.due import HouseholdStanding, further_dates, is_over, standings
from routeplan.followup.knowledge import Knowledge, in_its_night
from routeplan.model.inputs import Appointment, Household, Inputs, Policy, Priority, Visit
from routeplan.model.nights import Nights

WORTH_ORDER = (Priority.LOW, Priority.NORMAL, Priority.HIGH, Priority.MUST)


class Applied(NamedTuple):
    """The inputs with the log's knowledge in them, and every household's standing by its id."""

    inputs: Inputs
    standings: dict[str, HouseholdStanding]


def with_log(
    inputs: Inputs,
    known: Knowledge,
    *,
    tolerance_seconds: int,
    keep: Collection[str] = (),
) -> Applied:
    """The inputs, with hours, promises and dates as the log knows them.

    Visits that the log puts off (the household was met and rests, refused, moved away, or has an
    appointment after this plan) go to ``later_visits``. An appointment before this plan lapses:
    unless somebody was met, the household is planned by its hours, among the first.

    Parameters
    ----------
    tolerance_seconds
        Of the times promised, either way.
    keep
        Visits that an existing plan names: they stay where they are.
    """
    known = _in_their_nights(known, inputs.nights)
    requested = (*inputs.visits, *inputs.later_visits)
    stands = standings(inputs.households, requested, known, inputs.policy)
    if known.begin is None and not any(is_over(visit, known) for visit in requested):
        return Applied(inputs, stands)
    households = tuple(_as_told(household, known) for household in inputs.households)
    last_day = inputs.calendar.dates[-1]
    # What the tables promise for another day stays there, unless the log promises a new time.
    elsewhere = {visit.id for visit in inputs.later_visits}
    seen: set[str] = set()
    visits: list[Visit] = []
    later: list[Visit] = []
    for visit in requested:
        standing = stands[visit.household]
        if visit.household in seen:
            changed = _further(visit, standing, known, inputs.policy)
        else:
            changed = _first(visit, standing, known, tolerance_seconds)
        if visit.household in known.called and changed.appointment is None:
            tomorrow = known.day + timedelta(days=1)
            changed = replace(changed, earliest=max(changed.earliest or tomorrow, tomorrow))
        seen.add(visit.household)
        waits = _waits(changed, standing, last_day) and visit.id not in keep
        stays = visit.id in elsewhere and changed.appointment == visit.appointment
        (later if waits or stays else visits).append(changed)
    told_inputs = replace(
        inputs, households=households, visits=tuple(visits), later_visits=tuple(later)
    )
    return Applied(told_inputs, stands)


def _in_their_nights(known: Knowledge, nights: Nights) -> Knowledge:
    """With every promise on its shift's day; those of the night before are over."""
    promises = {home: in_its_night(promise, nights) for home, promise in known.promises.items()}
    ahead = {home: promise for home, promise in promises.items() if promise.on >= known.day}
    just_over = {home: promise for home, promise in promises.items() if promise.on < known.day}
    return replace(known, promises=ahead, over=known.over | just_over)


def _as_told(household: Household, known: Knowledge) -> Household:
    """With the hours the resident last said, and the next steps of open matters as its task."""
    if household.id not in known.hours and household.id not in known.matters:
        return household
    steps = [
        f"{matter.id}: {matter.next_step}" if matter.next_step else matter.id
        for matter in known.matters.get(household.id, ())
    ]
    task = "\n".join(filter(None, (*steps, household.task)))
    hours = known.hours.get(household.id)
    if hours:
        household = replace(household, availability=hours)
    return replace(household, task=task)


def _first(visit: Visit, standing: HouseholdStanding, known: Knowledge, tolerance: int) -> Visit:
    """A household's first visit: promises, matters and missed appointments are its own."""
    promise = standing.promise
    appointment = None if is_over(visit, known) else visit.appointment
    if promise:
        appointment = Appointment(promise.on, promise.at_seconds, tolerance, promise.officer)
    follows = any(matter.by_visit for matter in standing.matters) or standing.lapsed is not None
    least = Priority.HIGH if follows else Priority.LOW
    return replace(
        visit,
        priority=max(visit.priority, least, key=WORTH_ORDER.index),
        due=standing.due,
        latest=standing.latest,
        earliest=None if appointment else standing.earliest,
        unmet_since=standing.unmet_since,
        first_meeting=standing.never_met,
        called_on=standing.last_call,
        appointment=appointment,
    )


def _further(visit: Visit, standing: HouseholdStanding, known: Knowledge, policy: Policy) -> Visit:
    """Any other visit of the household in this plan."""
    dates = further_dates(visit, standing, known.begin, policy)
    return replace(
        visit,
        due=dates.due,
        latest=dates.latest,
        earliest=None if visit.appointment else dates.earliest,
        unmet_since=standing.unmet_since,
        first_meeting=standing.never_met,
    )


def _waits(visit: Visit, standing: HouseholdStanding, last_day: date) -> bool:
    """Whether the visit belongs to no day of this plan."""
    if standing.is_gone:
        return True
    if visit.appointment:
        return visit.appointment.on > last_day
    promised_later = standing.promise is not None and standing.promise.on > last_day
    rests = visit.earliest is not None and visit.earliest > last_day
    return promised_later or rests
