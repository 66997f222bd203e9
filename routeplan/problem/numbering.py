"""From households, shifts and travel to the numbers of a problem."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from routeplan.hours.windows import StartWindow, VisitTimes
from routeplan.model.inputs import (
    NO_WAY,
    STATION_PLACE,
    Inputs,
    Mode,
    PlanCalendar,
    Policy,
    Shift,
    TravelTables,
    Visit,
)
from routeplan.model.worth import later_day_seconds, worth_seconds
from routeplan.problem.arrays import (
    HAS_SKILLS,
    IS_PROMISED,
    NO_BREAK,
    TAKES_PART,
    Int32,
    Int64,
    Problem,
    UInt8,
    cap_of,
)

BEYOND_DAYS = 1000
"""A day that no plan reaches."""


def build_problem(inputs: Inputs, times: Sequence[VisitTimes], travel: TravelTables) -> Problem:
    """Number the inputs. Visit ``i`` is ``inputs.visits[i]``, shift ``j`` is ``inputs.shifts[j]``.

    Parameters
    ----------
    times
        Windows and start windows, one entry per visit.
    travel
        Tables over ``inputs.places`` for at least every mode a shift uses.
    """
    visits, shifts, policy = inputs.visits, inputs.shifts, inputs.policy
    first = inputs.calendar.first_day.toordinal()
    last = inputs.calendar.dates[-1]
    worth = np.array([worth_seconds(visit, policy, first) for visit in visits], np.int64)
    booked = _booked(inputs, times)
    place = np.array([inputs.households_by_id[v.household].place for v in visits], np.int32)
    pauses = [
        (shift.pause.earliest, shift.pause.latest, shift.pause.seconds)
        if shift.pause
        else (NO_BREAK, NO_BREAK, NO_BREAK)
        for shift in shifts
    ]
    pause_table = np.array(pauses, np.int32).reshape(len(shifts), 3)
    return Problem(
        visit_place=place,
        visit_seconds=booked,
        officers_needed=np.array([visit.officers_needed for visit in visits], np.uint8),
        load=np.ones(len(visits), np.int32),
        worth=worth,
        promised=np.array([visit.is_promised_by(last) for visit in visits], bool),
        siblings=_sibling_groups(visits),
        least_days=_ints(visit.least_days_between for visit in visits),
        roles=_roles(inputs, times, travel, place),
        minor_cost=_minor_cost(visits, shifts, policy),
        shift_day=_ints(shift.day for shift in shifts),
        shift_mode=_ints(travel.modes.index(shift.mode) for shift in shifts),
        shift_begin=_ints(shift.begin for shift in shifts),
        shift_end=_ints(shift.end for shift in shifts),
        shift_start_place=_ints(STATION_PLACE for _ in shifts),
        shift_end_place=_ints(STATION_PLACE for _ in shifts),
        shift_officers=np.array([len(shift.officers) for shift in shifts], np.uint8),
        break_earliest=pause_table[:, 0].copy(),
        break_latest=pause_table[:, 1].copy(),
        break_seconds=pause_table[:, 2].copy(),
        max_load=_ints(cap_of(shift.max_visits) for shift in shifts),
        max_busy=_ints(cap_of(shift.max_busy_seconds) for shift in shifts),
        travel=_door_to_door(travel, policy.same_building_seconds),
        modes=travel.modes,
        waiting_price=policy.waiting_price,
        **_starts(inputs, times, worth, booked),
    )


def _starts(
    inputs: Inputs, times: Sequence[VisitTimes], worth: Int64, booked: Int32
) -> dict[str, Any]:
    """The problem's arrays of start windows, cut at midnights: each day has its own price."""
    visits, calendar, policy = inputs.visits, inputs.calendar, inputs.policy
    lengths = booked.tolist()
    midnights = [calendar.day_begin(day) for day in range(calendar.days + 3)]
    starts = [
        [
            (begin, end, round(int(worth[i]) * (1 - window.chance)), day)
            for window in entry.starts
            for begin, end, day in by_day(window, lengths[i], midnights)
        ]
        for i, entry in enumerate(times)
    ]
    rows = [row for entry in starts for row in entry]
    first, last, lost, day = np.array(rows, np.int64).reshape(len(rows), 4).T
    offset = np.cumsum([0, *(len(entry) for entry in starts)])
    of_visit = np.repeat(np.arange(len(visits)), np.diff(offset))
    first_day = calendar.first_day.toordinal()
    later_day = np.array([later_day_seconds(v, policy, first_day) for v in visits], np.int64)
    deadline = np.array([_deadline(visit, calendar) for visit in visits], np.int64)
    return {
        "start_offset": offset.astype(np.int32),
        "start_first": first.astype(np.int32),
        "start_last": last.astype(np.int32),
        "start_lost": lost.copy(),
        "start_later": later_day[of_visit] * day,
        "start_days_late": np.maximum(day - deadline[of_visit], 0).astype(np.int32),
    }


def by_day(
    window: StartWindow, seconds: int, midnights: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """A start window cut where a visit of that length begins to end on the next day.

    First and last start, and the day of the plan on which the visit is over; ``midnights`` are the
    begins of the days.
    """
    first = window.first
    while first <= window.last:
        day = max(bisect_right(midnights, first + seconds - 1) - 1, 0)
        following = midnights[day + 1] if day + 1 < len(midnights) else window.last + seconds + 1
        last = min(window.last, following - seconds)
        yield first, last, day
        first = last + 1


def _deadline(visit: Visit, calendar: PlanCalendar) -> int:
    """The last day of the plan, 0 the first, on which a visit keeps the date promised for it.

    Beyond the plan where none is promised, or one that was missed before it.
    """
    promised = visit.latest is not None and visit.latest >= calendar.first_day
    if visit.latest is None or not promised or visit.appointment:
        return BEYOND_DAYS
    return (visit.latest - calendar.first_day).days


def _booked(inputs: Inputs, times: Sequence[VisitTimes]) -> Int32:
    """``(n,)`` how long each visit is booked for, in seconds."""
    pairs = zip(inputs.visits, times, strict=True)
    return _ints(entry.seconds_of(visit) for visit, entry in pairs)


def _ints(values: Iterable[int]) -> Int32:
    return np.fromiter(values, np.int32)


def _door_to_door(travel: TravelTables, same_building_seconds: int) -> Int32:
    """Ways with the time from door to door inside a place, and never less than that between two.

    Else a round would leave a building and enter it again, to save that time.
    """
    seconds = travel.seconds.copy()
    between = seconds[:, 1:, 1:]
    seconds[:, 1:, 1:] = np.where(
        between == NO_WAY, NO_WAY, np.maximum(between, same_building_seconds)
    )
    places = np.arange(1, seconds.shape[1])
    seconds[:, places, places] = same_building_seconds
    return seconds


def _sibling_groups(visits: Sequence[Visit]) -> Int32:
    counts: dict[str, int] = {}
    for visit in visits:
        counts[visit.household] = counts.get(visit.household, 0) + 1
    several = {household: i for i, household in enumerate(h for h in counts if counts[h] > 1)}
    return _ints(several.get(visit.household, -1) for visit in visits)


def _roles(
    inputs: Inputs, times: Sequence[VisitTimes], travel: TravelTables, place: Int32
) -> UInt8:
    """``(n, s)``; visits that ask for the same people are looked up once, hours by bisection."""
    shifts = inputs.shifts
    reachable = _reachable(inputs, travel, place)
    begin = np.array([shift.begin for shift in shifts], np.int64)
    end = np.array([shift.end for shift in shifts], np.int64)
    people: dict[tuple[frozenset[str], str | None], UInt8] = {}
    roles = np.zeros((len(inputs.visits), len(shifts)), np.uint8)
    for i, visit in enumerate(inputs.visits):
        needs = (visit.skills, visit.only_officer)
        if needs not in people:
            people[needs] = np.array([people_bits(*needs, shift) for shift in shifts], np.uint8)
        there = reachable[i] & overlapping(times[i], begin, end - visit.seconds)
        roles[i] = np.where(there, people[needs], 0)
    return roles


def _reachable(inputs: Inputs, travel: TravelTables, place: Int32) -> npt.NDArray[np.bool_]:
    """``(n, s)`` whether a shift's mode leads from the station to the visit and back."""
    by_mode: dict[Mode, npt.NDArray[np.bool_]] = {}
    for mode in inputs.modes:
        table = travel.of(mode)
        there, back = table[STATION_PLACE, place], table[place, STATION_PLACE]
        by_mode[mode] = (there != NO_WAY) & (back != NO_WAY)
    columns = [by_mode[shift.mode] for shift in inputs.shifts]
    return np.stack(columns, axis=1) if columns else np.zeros((len(place), 0), bool)


def overlapping(times: VisitTimes, begin: Int64, latest: Int64) -> npt.NDArray[np.bool_]:
    """``(s,)`` whether some start lies between each begin and latest start of a shift.

    Starts are sorted: the first one that is not over by the shift's begin begins first.
    """
    if not times.starts:
        return np.zeros(len(begin), bool)
    first = np.array([start.first for start in times.starts], np.int64)
    last = np.array([start.last for start in times.starts], np.int64)
    k = np.searchsorted(last, begin)
    return (k < len(last)) & (first[np.minimum(k, len(last) - 1)] <= latest)


def people_bits(skills: frozenset[str], promised: str | None, shift: Shift) -> int:
    """``roles`` of a shift that can be there, for a visit that asks for these people."""
    has_skills = HAS_SKILLS if skills <= shift.skills else 0
    is_promised = IS_PROMISED if promised is None or promised in shift.officers else 0
    return TAKES_PART | has_skills | is_promised


def _minor_cost(visits: Sequence[Visit], shifts: Sequence[Shift], policy: Policy) -> Int32:
    cost = np.zeros((len(visits), len(shifts)), np.int32)
    other = round(60 * policy.other_officer_minutes)
    rows: dict[str, Int32] = {}
    for i, visit in enumerate(visits):
        officer = visit.preferred_officer
        if officer is not None:
            if officer not in rows:
                rows[officer] = _ints(0 if officer in shift.officers else other for shift in shifts)
            cost[i] = rows[officer]
    return cost
