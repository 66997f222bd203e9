"""From the file's seconds to those of the search: which span it counts, and in which parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd

from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.plain_problem import FAR_SECONDS, Span
from routeplan.formats.foreign.vroom.places import Ways
from routeplan.formats.foreign.vroom.records import Job, Vehicle, has_windows
from routeplan.model.inputs import NO_WAY
from routeplan.phrases import phrase

HUNDREDTHS = 100
PARTS = (200, 100, 50, 40, 20, 10, 8, 4, 2, 1)
"""Parts of a second that the search may count in, finest first."""
FINEST = 1000
"""Parts of a second in which costs are counted where time limits nothing."""


@dataclass(frozen=True)
class Clock:
    """The file's second ``zero`` is the search's 0; it counts ``parts`` in each second.

    Parameters
    ----------
    horizon
        Seconds from ``zero`` to when everything is done.
    slack
        Parts that everything may end late: 1 where a break that takes no time is counted as one
        part and all else is of two parts at least, so that it delays nothing.
    """

    zero: int
    horizon: int
    parts: int
    slack: int = 0

    def cut(self, span: Span | None) -> Span | None:
        """A span of the file's within the horizon, in parts; None where nothing of it is."""
        begin, end = span or (self.zero, self.zero + self.horizon)
        first = max(begin - self.zero, 0)
        last = min(end - self.zero, self.horizon)
        return (first * self.parts, last * self.parts + self.slack) if first <= last else None

    def length(self, seconds: int) -> int:
        """In parts; what is longer than the search can count never fits."""
        return min(seconds * self.parts, FAR_SECONDS)


def clock_of(
    jobs: Sequence[Job], vehicles: Sequence[Vehicle], ways: Ways, report: Mistakes
) -> Clock:
    """The clock of a file.

    Files count from any zero (often 1970), and windows may be open-ended.

    Nobody is out before the first vehicle's hours. A vehicle without hours can leave so late that
    some window only just holds: earlier than that by the whole work is never needed. Whoever goes
    on at once is done the whole work after the last window opens at the latest.
    """
    work = _work(jobs, vehicles, ways)
    if not has_windows(jobs, vehicles):
        horizon = min(2 * work + 1, FAR_SECONDS)
        return Clock(0, horizon, min(FAR_SECONDS // horizon, FINEST))
    hours = [vehicle.window for vehicle in vehicles if vehicle.window]
    pauses = [
        vehicle.pause.window for vehicle in vehicles if vehicle.pause and vehicle.pause.window
    ]
    windows = [span for job in jobs for span in job.windows] + pauses
    all_have_hours = len(hours) == len(vehicles)
    begins = [begin for begin, _ in hours]
    if not all_have_hours and windows:
        begins.append(max(0, min(end for _, end in windows) - work))
    zero = min(begins, default=0)
    if all_have_hours:
        until = max((end for _, end in hours), default=zero)
        windows = [span for span in windows if span[0] <= until]
    done = max([zero, *(begin for begin, _ in hours + windows)]) + work
    if all_have_hours:
        done = min(done, until)
    _refuse_far(jobs, vehicles, zero, None if all_have_hours else FAR_SECONDS, report)
    horizon = min(done - zero + 1, FAR_SECONDS)
    return _in_parts(vehicles, zero, horizon)


def _work(jobs: Sequence[Job], vehicles: Sequence[Vehicle], ways: Ways) -> int:
    """Seconds that the whole work takes one vehicle at most, in whatever order."""
    taken = ways.taken(1)
    into = taken.max(axis=(0, 1), initial=0, where=taken != NO_WAY).tolist()
    made = sum(job.setup + job.service + into[ways.place_of[job.spot]] for job in jobs)
    pauses = [vehicle.pause.service for vehicle in vehicles if vehicle.pause]
    return int(made + max(into, default=0) + max(pauses, default=0))


def _refuse_far(
    jobs: Sequence[Job],
    vehicles: Sequence[Vehicle],
    zero: int,
    most: int | None,
    report: Mistakes,
) -> None:
    """Vehicles' hours, and jobs' windows where there is a ``most``, that begin years after zero."""
    used = [(vehicle.where, vehicle.window) for vehicle in vehicles if vehicle.window]
    if most is not None:
        used += [(job.where, span) for job in jobs for span in job.windows]
    for where, span in used:
        if span[0] - zero > FAR_SECONDS:
            report.malformed(where, span, phrase("begins years after others in the file"))


def _in_parts(vehicles: Sequence[Vehicle], zero: int, horizon: int) -> Clock:
    """In parts of a second in which all ways are whole numbers, or in as many as can be counted.

    Where a break or a vehicle's hours have no length, in twice as many: the one part that they are
    given then counts for nothing.
    """
    exact = HUNDREDTHS // gcd(HUNDREDTHS, *(vehicle.hundredths for vehicle in vehicles))
    has_nothings = any(
        (vehicle.pause and vehicle.pause.service == 0)
        or (vehicle.window and vehicle.window[0] == vehicle.window[1])
        for vehicle in vehicles
    )
    if has_nothings:
        exact *= 2
    parts = max(
        divisor for divisor in PARTS if divisor <= exact and horizon * divisor <= FAR_SECONDS
    )
    return Clock(zero, horizon, parts, int(has_nothings and parts == exact))
