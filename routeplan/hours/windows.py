"""When households are at home: windows, and the chance of meeting somebody by start time."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache

from routeplan.hours.booked_length import booked_seconds
from routeplan.hours.syntax import spans
from routeplan.model.calendar import Interval, merged
from routeplan.model.inputs import (
    MAX_SHIFT_END_SECONDS,
    Appointment,
    Coordinate,
    Inputs,
    Mode,
    PlanCalendar,
    Policy,
    Visit,
)
from routeplan.model.learned import CELLS, Learned, cell_of, learned_chance

HOUR_SECONDS = 3600
WAY_SECONDS = 1800
"""At least so long is the way to a door that counts as being within reach."""
SLOWEST = {Mode.FOOT: 0.8, Mode.BIKE: 2.0, Mode.CAR: 3.0}
"""Metres a second as the crow flies, at which nearly every door is reached."""
METRES_A_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class StartWindow:
    """A visit may start within [``first``, ``last``] and then meets somebody with ``chance``."""

    first: int
    last: int
    chance: float


@dataclass(frozen=True, slots=True)
class VisitTimes:
    """One visit's times over the plan, in elapsed seconds.

    ``windows`` hold the visit from begin to end; ``starts`` are the same windows shortened by the
    visit's length and cut where the chance steps. Both sorted and disjoint. ``booked`` is how long
    the visit is booked for, in seconds; None: for its full length.
    """

    windows: tuple[Interval, ...]
    starts: tuple[StartWindow, ...]
    booked: int | None = None

    def seconds_of(self, visit: Visit) -> int:
        """How long the visit is booked for."""
        return visit.seconds if self.booked is None else self.booked


ChancePiece = tuple[int, int, float]
"""From, until (not included), chance."""
_Piece = tuple[int, int, tuple[float, int]]
"""First and last start within an hour, the chance as set, and the hour's cell."""


@lru_cache(maxsize=1024)  # hundreds of households share a text
def intervals(text: str, calendar: PlanCalendar) -> tuple[Interval, ...]:
    """When the text says open, as elapsed (begin, end), over the plan and six hours more.

    Sorted and disjoint; touching ones are one. A time that the clock skips is the moment when it
    jumps; what lies wholly within the skipped time is no window.
    """
    end_of_plan = calendar.elapsed(calendar.dates[-1], MAX_SHIFT_END_SECONDS)
    open_spans = []
    for span in spans(text, calendar.first_day, calendar.days + 1):
        begin, end = (_elapsed(calendar, at) for at in span)
        if begin < min(end, end_of_plan):
            open_spans.append((begin, min(end, end_of_plan)))
    return merged(open_spans)


def _elapsed(calendar: PlanCalendar, at: datetime) -> int:
    return calendar.elapsed(at.date(), 3600 * at.hour + 60 * at.minute)


def visit_times(inputs: Inputs) -> tuple[VisitTimes, ...]:
    """Windows and start windows of ``inputs.visits``, in their order.

    With the chances learned of each household, where they were.
    """
    calendar, policy = inputs.calendar, inputs.policy
    quiet = intervals(policy.quiet_hours, calendar) if policy.quiet_hours else ()
    curve = station_curve(policy, calendar)

    @cache
    def at_hours(text: str, seconds: int, earliest: date | None) -> VisitTimes:
        if text:
            pieces = [(*window, policy.chance_given) for window in intervals(text, calendar)]
        else:
            pieces = list(curve)
        windows = without(merged((begin, end) for begin, end, _ in pieces), quiet)
        if earliest and earliest > calendar.first_day:
            too_early = (0, calendar.day_begin((earliest - calendar.first_day).days))
            windows = without(windows, (too_early,))
        return VisitTimes(windows, start_windows(windows, pieces, seconds))

    by_hour = _ByHour(calendar)

    def of(visit: Visit) -> VisitTimes:
        if visit.done:
            begin = visit.done.begin
            start = StartWindow(begin, begin, visit.done.chance)
            return VisitTimes(((begin, begin + visit.seconds),), (start,))
        if visit.appointment:
            return _promised(visit, visit.appointment, calendar, policy)
        hours = inputs.household(visit.household).availability
        as_set = at_hours(hours, visit.seconds, visit.earliest)
        if inputs.learned is None:
            return as_set
        return by_hour.learned(as_set, visit, inputs.learned)

    def booked(visit: Visit) -> VisitTimes:
        times = of(visit)
        length = booked_seconds(
            inputs, visit, [(start.first, start.last, start.chance) for start in times.starts]
        )
        return times if length is None else replace(times, booked=length)

    return tuple(booked(visit) for visit in inputs.visits)


def avoiding(inputs: Inputs, failed: Mapping[str, Sequence[frozenset[int]]]) -> Inputs:
    """The inputs without the hours at which nobody opened, where others can be had.

    Settled once, so that an officer who falls ill brings no hour back.

    Parameters
    ----------
    failed
        By household: cells (see :mod:`routeplan.model.learned`) that are best avoided, then fewer
        of them, to be avoided where avoiding the former leaves no hour.
    """
    known = inputs.learned or Learned(0)
    avoided: dict[str, frozenset[int]] = {}
    for choice in range(max(map(len, failed.values()), default=0)):
        tried = {
            household: cells[choice]
            for household, cells in failed.items()
            if household not in avoided and choice < len(cells)
        }
        stuck = _stuck(replace(inputs, learned=replace(known, failed=tried)), tried)
        avoided |= {home: cells for home, cells in tried.items() if home not in stuck}
    return replace(inputs, learned=replace(known, failed=avoided))


def _stuck(inputs: Inputs, households: Collection[str]) -> set[str]:
    """Of some households those with a visit that nobody on shift can make in its hours."""
    visits = [v for v in inputs.visits if v.household in households and v.appointment is None]
    times = visit_times(replace(inputs, visits=tuple(visits)))
    return {
        visit.household
        for visit, its_times in zip(visits, times, strict=True)
        if not any(_can_be_had(inputs, start, visit) for start in its_times.starts)
    }


def station_curve(policy: Policy, calendar: PlanCalendar) -> tuple[ChancePiece, ...]:
    """The station's visiting hours as disjoint, sorted pieces; earlier entries win."""
    pieces: list[ChancePiece] = []
    taken: tuple[Interval, ...] = ()
    for text, chance in policy.visiting_hours:
        free = without(intervals(text, calendar), taken)
        pieces += [(begin, end, chance) for begin, end in free]
        taken = merged((*taken, *free))
    return tuple(sorted(pieces))


def start_windows(
    windows: Sequence[Interval], pieces: Iterable[ChancePiece], seconds: int
) -> tuple[StartWindow, ...]:
    """Windows shortened by the visit's length, cut where the chance of their pieces steps.

    A visit of ``seconds`` begins and ends inside its window; a piece [a, b) covers the starts
    a .. b - 1. Neighbours of equal chance are one.
    """
    ordered = sorted(pieces)
    begins = (
        (max(begin, piece_begin), min(end - seconds, piece_end - 1), chance)
        for begin, end in windows
        for piece_begin, piece_end, chance in ordered
    )
    return tuple(_joined(start for start in begins if start[0] <= start[1]))


def _joined(starts: Iterable[tuple[int, int, float]]) -> Iterator[StartWindow]:
    """Start windows of first, last and chance; neighbours of equal chance are one."""
    begin, end, same = 0, -1, -1.0
    for first, last, chance in starts:
        if first == end + 1 and chance == same:
            end = last
            continue
        if begin <= end:
            yield StartWindow(begin, end, same)
        begin, end, same = first, last, chance
    if begin <= end:
        yield StartWindow(begin, end, same)


class _ByHour:
    """Start windows with what was learned about each hour of the plan."""

    def __init__(self, calendar: PlanCalendar) -> None:
        begins = range(0, calendar.day_begin(calendar.days + 2), HOUR_SECONDS)
        self.begins = list(begins)
        self.cells = [cell_of(at.weekday(), at.hour) for at in map(calendar.local, begins)]
        self._cut = cache(self._cut_at_hours)

    def learned(self, times: VisitTimes, visit: Visit, known: Learned) -> VisitTimes:
        """With the household's own chances, and without the hours at which nobody opened."""
        shift, failed = known.shifts.get(visit.household), known.failed.get(visit.household)
        if shift is None and failed is None:
            return times
        windows, pieces = self._cut(times, failed, visit.seconds)
        shifts = shift or (0.0,) * CELLS
        chances = {piece: learned_chance(piece[0], shifts[piece[1]]) for _, _, piece in pieces}
        starts = ((first, last, chances[piece]) for first, last, piece in pieces)
        return VisitTimes(windows, tuple(_joined(starts)))

    def _cut_at_hours(
        self, times: VisitTimes, failed: frozenset[int] | None, seconds: int
    ) -> tuple[tuple[Interval, ...], list[_Piece]]:
        """Windows without the hours that failed, and starts in them cut at the clock's hours."""
        hours = [*zip(self.begins, self.cells, strict=True)]
        taken = [(begin, begin + HOUR_SECONDS) for begin, cell in hours if cell in (failed or ())]
        windows = without(times.windows, taken)
        pieces: list[_Piece] = []
        for start in times.starts:
            for k in range(bisect_right(self.begins, start.first) - 1, len(hours)):
                first, last = (
                    max(start.first, hours[k][0]),
                    min(start.last, hours[k][0] + HOUR_SECONDS - 1),
                )
                if first > start.last:
                    break
                last = min(last, _end_of(windows, first) - seconds)
                if first <= last:
                    pieces.append((first, last, (start.chance, hours[k][1])))
        return windows, pieces


def _end_of(windows: Iterable[Interval], moment: int) -> int:
    """When the window closes that is open then; 0 when none is."""
    return next((end for begin, end in windows if begin <= moment < end), 0)


def _can_be_had(inputs: Inputs, start: StartWindow, visit: Visit) -> bool:
    """Whether somebody on shift may come then, with time for the ways there and back."""
    home = inputs.household(visit.household).coordinate
    return any(
        start.first <= shift.end - visit.seconds - way
        and start.last >= shift.begin + way
        and shift.begin + 2 * way + visit.seconds <= shift.end
        and visit.skills <= shift.skills
        and visit.only_officer in (None, *shift.officers)
        for shift in inputs.shifts
        for way in (_way_seconds(inputs.station.coordinate, home, shift.mode),)
    )


def _way_seconds(here: Coordinate, there: Coordinate, mode: Mode) -> float:
    """How long the way may take where streets are not known yet: rather too long."""
    north = there.latitude - here.latitude
    east = (there.longitude - here.longitude) * math.cos(math.radians(here.latitude))
    metres = METRES_A_DEGREE * math.hypot(north, east)
    return max(WAY_SECONDS, metres / SLOWEST[mode])


def _promised(
    visit: Visit, appointment: Appointment, calendar: PlanCalendar, policy: Policy
) -> VisitTimes:
    at = calendar.elapsed(appointment.on, appointment.at_seconds)
    first, last = at - appointment.tolerance_seconds, at + appointment.tolerance_seconds
    first = max(first, calendar.day_begin((appointment.on - calendar.first_day).days))
    start = StartWindow(first, last, policy.chance_appointment)
    return VisitTimes(((first, last + visit.seconds),), (start,))


def without(open_spans: Iterable[Interval], taken: Iterable[Interval]) -> tuple[Interval, ...]:
    """What of ``found`` lies outside ``taken``."""
    rest = sorted(open_spans)
    for cut_begin, cut_end in taken:
        kept = []
        for begin, end in rest:
            kept += [(begin, min(end, cut_begin)), (max(begin, cut_end), end)]
        rest = [(begin, end) for begin, end in kept if begin < end]
    return tuple(rest)


def longest_window(windows: Iterable[Interval]) -> int:
    """Seconds of the longest window, 0 when there is none."""
    return max((end - begin for begin, end in windows), default=0)
