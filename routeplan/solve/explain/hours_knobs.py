"""Knobs at a household's own hours: wider windows, another day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from routeplan.availability import (
    Interval,
    StartWindow,
    VisitTimes,
    intervals,
    start_windows,
    station_curve,
)
from routeplan.solve.explain.case import Setting
from routeplan.solve.explain.knobs import MOST_MINUTES, Knob, date_text, switch
from routeplan.solve.explain.options import Asked
from routeplan.solve.hours_text import hours_text

LATER_DAYS = 7
"""Hours that fall on no day of the plan are looked for in the week behind it."""


def window_knobs(asked: Asked) -> Iterator[Knob]:
    """Each window wider at either end, up to its neighbours and the quiet hours."""
    times = asked.case.setting.times[asked.v]
    for k, (begin, end) in enumerate(times.windows):
        earliest, latest = _free_around(asked, times.windows, k)
        if (most := min(MOST_MINUTES, (begin - earliest) // 60)) > 0:
            yield _wider(asked, k, most, early=True)
        if (most := min(MOST_MINUTES, (latest - end) // 60)) > 0:
            yield _wider(asked, k, most, early=False)


def _free_around(asked: Asked, windows: Sequence[Interval], k: int) -> Interval:
    """From when until when a window could last."""
    calendar, policy = asked.case.inputs.calendar, asked.case.inputs.policy
    begin, end = windows[k]
    taken = [window for j, window in enumerate(windows) if j != k]
    if policy.quiet_hours and not asked.case.inputs.visits[asked.v].appointment:
        taken += intervals(policy.quiet_hours, calendar)
    day = (calendar.local(begin).date() - calendar.first_day).days
    earliest = max([calendar.day_begin(day), *(e for _, e in taken if e <= begin)])
    latest = min([calendar.day_begin(day + 1), *(b for b, _ in taken if b >= end)])
    return earliest, latest


def _wider(asked: Asked, k: int, most: int, *, early: bool) -> Knob:
    times, calendar = asked.case.setting.times[asked.v], asked.case.inputs.calendar
    begin, end = times.windows[k]
    on = date_text(asked, (calendar.local(begin).date() - calendar.first_day).days)
    appointment = asked.case.inputs.visits[asked.v].appointment is not None

    def turned(x: int) -> Setting:
        window = (begin - 60 * x, end) if early else (begin, end + 60 * x)
        return _with_times(asked, widened(asked, k, window))

    def told(x: int) -> str:
        side = "earlier" if early else "later"
        if appointment:
            return f"its appointment could be {x} min {side} than its tolerance allows"
        at = calendar.clock(begin - 60 * x) if early else calendar.clock(end + 60 * x)
        return f"it could be visited {'from' if early else 'until'} {at} on {on}, {x} min {side}"

    reach = 60 * MOST_MINUTES
    shifts = tuple(
        s
        for s, shift in enumerate(asked.case.inputs.shifts)
        if shift.begin < end + reach and shift.end > begin - reach
    )
    return Knob("wider-window", "minutes", most, shifts, turned, told)


def widened(asked: Asked, k: int, window: Interval) -> VisitTimes:
    """The visit's times with another window in place of one; hours added have its chance."""
    times = asked.case.setting.times[asked.v]
    seconds = asked.case.inputs.visits[asked.v].seconds
    old_begin, old_end = times.windows[k]
    own = [start for start in times.starts if old_begin <= start.first <= old_end]
    others = [start for start in times.starts if start not in own]
    if own:
        own[0] = replace(own[0], first=own[0].first - (old_begin - window[0]))
        own[-1] = replace(own[-1], last=own[-1].last + (window[1] - old_end))
    elif window[0] <= window[1] - seconds:
        own = [StartWindow(window[0], window[1] - seconds, asked.case.inputs.policy.chance_given)]
    windows = (*times.windows[:k], window, *times.windows[k + 1 :])
    starts = sorted([*others, *own], key=lambda start: start.first)
    return VisitTimes(windows, tuple(starts))


def day_knobs(asked: Asked) -> Iterator[Knob]:
    """The same hours on another day of the plan."""
    inputs, times = asked.case.inputs, _usual_times(asked)
    calendar = inputs.calendar
    if not times.starts:
        return
    now = asked.case.setting.times[asked.v].windows
    days = {(calendar.local(begin).date() - calendar.first_day).days for begin, _ in now}
    model = (calendar.local(times.windows[0][0]).date() - calendar.first_day).days
    promised = inputs.visits[asked.v].appointment is not None
    for day in sorted({shift.day for shift in inputs.shifts} - days):
        moved = _moved(times, calendar.day_begin(model), calendar.day_begin(day))
        added = moved if promised else _joined(asked.case.setting.times[asked.v], moved)
        told = f"it could be visited on {hours_text(calendar, moved.windows)}"
        setting = _with_times(asked, added)
        shifts = tuple(s for s, shift in enumerate(inputs.shifts) if shift.day == day)
        yield switch("another-day", shifts, setting, told)


def _usual_times(asked: Asked) -> VisitTimes:
    """Its hours on the first day that has any, in the plan or in the week behind it."""
    inputs = asked.case.inputs
    visit, calendar, policy = inputs.visits[asked.v], inputs.calendar, inputs.policy
    times = asked.case.setting.times[asked.v]
    if not times.starts and visit.appointment is None:
        text = inputs.household(visit.household).availability
        longer = replace(calendar, days=min(31, calendar.days + LATER_DAYS))
        pieces = [(*span, policy.chance_given) for span in intervals(text, longer)] if text else []
        pieces = pieces or list(station_curve(policy, longer))
        windows = tuple((begin, end) for begin, end, _ in pieces)
        times = VisitTimes(windows, start_windows(windows, pieces, visit.seconds))
    if not times.starts:
        return times
    first = calendar.local(times.starts[0].first).date()
    return VisitTimes(
        tuple(w for w in times.windows if calendar.local(w[0]).date() == first),
        tuple(start for start in times.starts if calendar.local(start.first).date() == first),
    )


def _moved(times: VisitTimes, model: int, day: int) -> VisitTimes:
    off = day - model
    return VisitTimes(
        tuple((begin + off, end + off) for begin, end in times.windows),
        tuple(replace(s, first=s.first + off, last=s.last + off) for s in times.starts),
    )


def _joined(one: VisitTimes, other: VisitTimes) -> VisitTimes:
    return VisitTimes(
        tuple(sorted((*one.windows, *other.windows))),
        tuple(sorted((*one.starts, *other.starts), key=lambda start: start.first)),
    )


def _with_times(asked: Asked, times: VisitTimes) -> Setting:
    entries = list(asked.case.setting.times)
    entries[asked.v] = times
    return replace(asked.case.setting, times=entries)
