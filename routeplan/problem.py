"""The problem an engine sees: visits x shifts x travel, as numbers only.

All times are elapsed seconds and all costs are seconds too (a minute of worth is 60), so that an
objective is an exact integer. Arrays are read-only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np
import numpy.typing as npt

from routeplan.availability import StartWindow, VisitTimes
from routeplan.model import (
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

TAKES_PART = 1
"""``roles`` bit: the shift can be there (hours, mode) and may be one of two."""
HAS_SKILLS = 2
"""``roles`` bit: somebody on the shift has every skill the visit needs."""
IS_PROMISED = 4
"""``roles`` bit: the promised officer is on the shift, or none was promised (or given it)."""
SUFFICES = TAKES_PART | HAS_SKILLS | IS_PROMISED
"""A single-officer visit, or a crew's, needs all bits; of a pair, both take part and the bits of
the two together suffice."""

NO_BREAK = -1
NO_CAP = 2**31 - 1

MAX_DOUBLINGS = 6
"""A visit overdue for years is worth at most 2**6 times its base: beyond that, say ``must``."""
MAX_WAITING_SECONDS = 59
"""A second of worth for each week unmet, always less than a minute: it only decides ties."""

LATE_SECONDS, LATE_DAY_SECONDS = 1 << 24, 1 << 18
"""What starting after the promised date costs, and each day of it: more than all other costs of a
visit, so that a promise is only kept late where it cannot be kept in time, and then soon. Leaving
it out is worse still: that is the objective's first tier."""

OVERDUE_MINUTES = 120.0
"""A day later costs at least so many minutes where the latest date is over already."""
BEYOND_DAYS = 1000
"""A day that no plan reaches."""

Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
UInt8 = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Problem:
    """``n`` visits, ``s`` shifts, ``p`` places, ``m`` modes.

    Parameters
    ----------
    visit_place
        ``(n,)`` place of each visit.
    visit_seconds
        ``(n,)`` length of each visit, >= 0.
    officers_needed
        ``(n,)`` 1 or 2.
    load
        ``(n,)`` what it adds to the load of a shift (of a pair, to both), >= 0: 1 each where a
        shift's number of visits is capped, or what a delivery weighs.
    worth
        ``(n,)`` cost of leaving it out, in seconds.
    promised
        ``(n,)`` True for ``must`` visits and appointments: the objective's first tier.
    siblings
        ``(n,)`` group of visits that share a household, -1 for none.
    least_days
        ``(n,)`` least days to any other visit of the same group.
    start_offset
        ``(n + 1,)`` where the start windows of each visit stand in the next three arrays.
    start_first, start_last
        ``(w,)`` a visit may *start* within [first, last]; disjoint and sorted within a visit.
    start_lost
        ``(w,)`` chance lost by starting there: worth x (1 - chance), in seconds.
    roles
        ``(n, s)`` bits ``TAKES_PART``, ``HAS_SKILLS``, ``IS_PROMISED``; 0 where it cannot be there.
    minor_cost
        ``(n, s)`` the small named costs of giving the visit to the shift, in seconds; of a pair
        the smaller of the two is charged.
    shift_day, shift_mode
        ``(s,)`` day of the plan; index into ``modes``.
    shift_begin, shift_end
        ``(s,)`` hours.
    shift_start_place, shift_end_place
        ``(s,)`` where it leaves from and comes back to.
    shift_officers
        ``(s,)`` 1, or 2 for a crew (which makes a two-officer visit alone).
    break_earliest, break_latest, break_seconds
        ``(s,)`` the break begins within [earliest, latest]; ``NO_BREAK`` in all three for none.
    max_load, max_busy
        ``(s,)`` caps on the sum of loads and on travel + visits in seconds; ``NO_CAP`` for none.
    travel
        ``(m, p, p)`` seconds, ``NO_WAY`` where there is none. The diagonal is the time from door to
        door inside a place, but 0 for the station.
    modes
        The modes behind the first axis of ``travel``.
    stays
        ``(n,)`` True for visits that never leave the shifts a search starts with: done, locked or
        printed. None when all may.
    start_later
        ``(w,)`` price of the later day of that start, in seconds. None for none.
    start_days_late
        ``(w,)`` days that a start lies behind the date promised (``latest``), 0 in time. None for
        none.
    waiting_price
        Seconds that each second costs which a shift neither travels, visits nor rests between
        leaving the station and coming back.

    Raises
    ------
    ValueError
        When the arrays contradict each other; the message names the rule.
    """

    visit_place: Int32
    visit_seconds: Int32
    officers_needed: UInt8
    load: Int32
    worth: Int64
    promised: npt.NDArray[np.bool_]
    siblings: Int32
    least_days: Int32
    start_offset: Int32
    start_first: Int32
    start_last: Int32
    start_lost: Int64
    roles: UInt8
    minor_cost: Int32
    shift_day: Int32
    shift_mode: Int32
    shift_begin: Int32
    shift_end: Int32
    shift_start_place: Int32
    shift_end_place: Int32
    shift_officers: UInt8
    break_earliest: Int32
    break_latest: Int32
    break_seconds: Int32
    max_load: Int32
    max_busy: Int32
    travel: Int32
    modes: tuple[Mode, ...]
    stays: npt.NDArray[np.bool_] | None = None
    start_later: Int64 | None = None
    start_days_late: Int32 | None = None
    waiting_price: float = 0.0

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)
        self._check_shapes()
        self._check_values()

    @property
    def visits(self) -> int:
        return len(self.visit_place)

    @property
    def shifts(self) -> int:
        return len(self.shift_day)

    @property
    def places(self) -> int:
        return int(self.travel.shape[1])

    @property
    def waiting_permille(self) -> int:
        """The price of waiting in thousandths: costs stay whole seconds."""
        return round(1000 * self.waiting_price)

    def waiting_seconds(self, idle: int) -> int:
        """What so many seconds of waiting cost."""
        return (idle * self.waiting_permille + 500) // 1000

    @cached_property
    def start_cost(self) -> Int64:
        """``(w,)`` all that a start costs: lost chance, its later day, and a promise kept late."""
        cost = self.start_lost.copy()
        if self.start_later is not None:
            cost += self.start_later
        if self.start_days_late is not None:
            cost += late_seconds(self.start_days_late)
        cost.setflags(write=False)
        return cost

    def _check_shapes(self) -> None:
        n, s, w = self.visits, self.shifts, len(self.start_first)
        shapes: dict[str, tuple[int, ...]] = {"start_offset": (n + 1,), "start_last": (w,)}
        shapes |= {"start_lost": (w,), "roles": (n, s), "minor_cost": (n, s)}
        per_visit = "visit_seconds officers_needed load worth promised siblings least_days"
        shapes |= dict.fromkeys(per_visit.split(), (n,))
        shapes |= {
            each.name: (s,)
            for each in fields(self)
            if each.name.startswith(("shift_", "break_", "max_"))
        }
        optional = {"stays": (n,), "start_later": (w,), "start_days_late": (w,)}
        shapes |= {
            name: shape for name, shape in optional.items() if getattr(self, name) is not None
        }
        shapes["travel"] = (len(self.modes), self.places, self.places)
        for name, shape in shapes.items():
            if getattr(self, name).shape != shape:
                raise ValueError(f"{name} is {shape}, not {getattr(self, name).shape}")

    def _check_values(self) -> None:
        _refuse_unless({"start windows cover the whole of start_offset": self._offsets_fit()})
        first, last = self.start_first, self.start_last
        has_break = self.break_seconds != NO_BREAK
        rules = {
            "a length is not negative": (self.visit_seconds >= 0).all(),
            "a visit needs 1 or 2 officers": np.isin(self.officers_needed, (1, 2)).all(),
            "a load is not negative": (self.load >= 0).all(),
            "worth is not negative": (self.worth >= 0).all(),
            "a start window ends after it begins": (first <= last).all(),
            "start windows of a visit are sorted and disjoint": (
                (first[1:] > last[:-1]) | self._begins_a_visit()[1:]
            ).all(),
            "lost chance is not negative": (self.start_lost >= 0).all(),
            "a later day and days late are not negative": all(
                array is None or (array >= 0).all()
                for array in (self.start_later, self.start_days_late)
            ),
            "the price of waiting is not negative": self.waiting_price >= 0,
            "a shift ends after it begins": (self.shift_begin < self.shift_end).all(),
            "a break begins within its window": (self.break_earliest <= self.break_latest).all()
            and (self.break_seconds[has_break] > 0).all(),
            "places exist": all(
                ((index >= 0) & (index < self.places)).all()
                for index in (self.visit_place, self.shift_start_place, self.shift_end_place)
            ),
            "modes exist": ((self.shift_mode >= 0) & (self.shift_mode < len(self.modes))).all(),
            "travel is NO_WAY or not negative": (self.travel >= NO_WAY).all(),
        }
        _refuse_unless(rules)

    def _offsets_fit(self) -> bool:
        offset = self.start_offset
        ends_fit = offset[0] == 0 and offset[-1] == len(self.start_first)
        return bool(ends_fit and (np.diff(offset) >= 0).all())

    def _begins_a_visit(self) -> npt.NDArray[np.bool_]:
        """``(w,)`` True for the first start window of each visit."""
        begins = np.zeros(len(self.start_first) + 1, bool)
        begins[self.start_offset] = True
        return begins[:-1]


def _refuse_unless(rules: Mapping[str, bool | np.bool_]) -> None:
    for rule, holds in rules.items():
        if not holds:
            raise ValueError(f"the problem contradicts itself: {rule}")


def late_seconds(days_late: Int32) -> Int64:
    """What starts so many days behind a promised date cost, in seconds; nothing in time."""
    late = days_late.astype(np.int64)
    return np.where(late > 0, LATE_SECONDS + LATE_DAY_SECONDS * late, 0)


def worth_seconds(visit: Visit, policy: Policy, first_day_ordinal: int) -> int:
    """Worth of meeting the household now, in seconds, at the plan's first day.

    The base of its priority, doubled for every ``double_after_days`` past its due date, smoothly,
    and a few seconds for the weeks since somebody was met there.
    """
    minutes = policy.worth_minutes[visit.priority]
    if visit.due is not None:
        overdue = max(0, first_day_ordinal - visit.due.toordinal())
        minutes *= 2 ** min(overdue / policy.double_after_days, MAX_DOUBLINGS)
    return round(60 * minutes) + _waiting_seconds(visit, first_day_ordinal)


def _waiting_seconds(visit: Visit, first_day_ordinal: int) -> int:
    if visit.unmet_since is None:
        return 0
    weeks = max(0, first_day_ordinal - visit.unmet_since.toordinal()) // 7
    return min(weeks, MAX_WAITING_SECONDS)


def is_promised(visit: Visit, last_day_ordinal: int) -> bool:
    """Whether missing the visit breaks a promise: must, appointment, or its latest date comes."""
    return (
        visit.priority == "must"
        or visit.appointment is not None
        or (visit.latest is not None and visit.latest.toordinal() <= last_day_ordinal)
    )


def days_late(visit: Visit, end: int, calendar: PlanCalendar) -> int:
    """Days by which a visit that is over at ``end`` misses the latest date promised for it.

    A date before the plan was missed in an earlier one: making the visit at last misses nothing.
    """
    if visit.latest is None or visit.appointment or visit.latest < calendar.first_day:
        return 0
    return max((calendar.local(end - 1).date() - visit.latest).days, 0)


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
    last = first + inputs.calendar.days - 1
    worth = np.array([worth_seconds(visit, policy, first) for visit in visits], np.int64)
    midnights = [inputs.calendar.day_begin(day) for day in range(inputs.calendar.days + 3)]
    starts = [
        [
            (begin, end, round(int(worth[i]) * (1 - window.chance)), day)
            for window in entry.starts
            for begin, end, day in by_day(window, visits[i].seconds, midnights)
        ]
        for i, entry in enumerate(times)
    ]
    rows = [row for entry in starts for row in entry]
    table = np.array(rows, np.int64).reshape(len(rows), 4)
    offset = np.cumsum([0, *(len(entry) for entry in starts)])
    of_visit = np.repeat(np.arange(len(visits)), np.diff(offset))
    later_day = np.array([later_day_seconds(visit, policy, first) for visit in visits], np.int64)
    deadline = np.array([_deadline(visit, inputs.calendar) for visit in visits], np.int64)
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
        visit_seconds=_ints(visit.seconds for visit in visits),
        officers_needed=np.array([visit.officers_needed for visit in visits], np.uint8),
        load=np.ones(len(visits), np.int32),
        worth=worth,
        promised=np.array([is_promised(visit, last) for visit in visits], bool),
        siblings=_sibling_groups(visits),
        least_days=_ints(visit.least_days_between for visit in visits),
        start_offset=offset.astype(np.int32),
        start_first=table[:, 0].astype(np.int32),
        start_last=table[:, 1].astype(np.int32),
        start_lost=table[:, 2].copy(),
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
        max_load=_ints(_cap(shift.max_visits) for shift in shifts),
        max_busy=_ints(_cap(shift.max_busy_seconds) for shift in shifts),
        travel=_door_to_door(travel, policy.same_building_seconds),
        modes=travel.modes,
        start_later=later_day[of_visit] * table[:, 3],
        start_days_late=np.maximum(table[:, 3] - deadline[of_visit], 0).astype(np.int32),
        waiting_price=policy.waiting_price,
    )


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


def later_day_seconds(visit: Visit, policy: Policy, first_day_ordinal: int) -> int:
    """What each day costs by which a visit is made later; nothing where its time is promised.

    A visit whose latest date was before the plan is as urgent as can be.
    """
    if visit.appointment:
        return 0
    minutes = policy.later_day_minutes[visit.priority]
    if visit.latest is not None and visit.latest.toordinal() < first_day_ordinal:
        minutes = max(minutes, OVERDUE_MINUTES)
    return round(60 * minutes)


def _deadline(visit: Visit, calendar: PlanCalendar) -> int:
    """The last day of the plan, 0 the first, on which a visit keeps the date promised for it.

    Beyond the plan where none is promised, or one that was missed before it.
    """
    promised = visit.latest is not None and visit.latest >= calendar.first_day
    if visit.latest is None or not promised or visit.appointment:
        return BEYOND_DAYS
    return (visit.latest - calendar.first_day).days


def _ints(values: Iterable[int]) -> Int32:
    return np.fromiter(values, np.int32)


def _cap(value: int | None) -> int:
    return NO_CAP if value is None else value


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
        asked = (visit.skills, visit.only_officer)
        if asked not in people:
            people[asked] = np.array([_bits(*asked, shift) for shift in shifts], np.uint8)
        there = reachable[i] & _overlaps(times[i], begin, end - visit.seconds)
        roles[i] = np.where(there, people[asked], 0)
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


def _overlaps(times: VisitTimes, begin: Int64, latest: Int64) -> npt.NDArray[np.bool_]:
    """``(s,)`` whether some start lies between each begin and latest start of a shift.

    Starts are sorted: the first one that is not over by the shift's begin begins first.
    """
    if not times.starts:
        return np.zeros(len(begin), bool)
    first = np.array([start.first for start in times.starts], np.int64)
    last = np.array([start.last for start in times.starts], np.int64)
    k = np.searchsorted(last, begin)
    return (k < len(last)) & (first[np.minimum(k, len(last) - 1)] <= latest)


def _bits(skills: frozenset[str], promised: str | None, shift: Shift) -> int:
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
