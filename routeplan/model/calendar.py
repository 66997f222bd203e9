"""The plan's days, and the only place where elapsed seconds meet local dates and times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

DAY_SECONDS = 86_400
MAX_PLAN_DAYS = 31


Interval = tuple[int, int]


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Sorted and disjoint; touching intervals become one."""
    result: list[Interval] = []
    for begin, end in sorted(intervals):
        if result and begin <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((begin, end))
    return tuple(result)


@dataclass(frozen=True, slots=True)
class PlanCalendar:
    """The plan's days in the station's time zone."""

    first_day: date
    days: int
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if not 1 <= self.days <= MAX_PLAN_DAYS:
            raise ValueError(f"a plan has 1 to {MAX_PLAN_DAYS} days, not {self.days}")

    @property
    def dates(self) -> tuple[date, ...]:
        """The plan's days, in order."""
        return tuple(self.date_of(day) for day in range(self.days))

    def date_of(self, day: int) -> date:
        """The date of a day (0-based, may be outside the plan)."""
        return self.first_day + timedelta(days=day)

    def elapsed(self, on: date, seconds_of_day: int) -> int:
        """Elapsed seconds of a wall-clock time.

        A time that the clock skips is the moment when it jumps. Of a doubled hour the first counts.

        Parameters
        ----------
        on
            Local date.
        seconds_of_day
            What the wall clock shows, in seconds after 00:00; from 86,400 on it is the next day's.
        """
        instant = _instant(_wall(on, seconds_of_day), self.zone)
        return round((instant - self._origin()).total_seconds())

    def skips(self, on: date, seconds_of_day: int) -> bool:
        """Whether the clock skips that local time."""
        wall = _wall(on, seconds_of_day)
        return self._on_wall(_instant(wall, self.zone)) != wall

    def local(self, elapsed: int) -> datetime:
        """The aware local date and time of an elapsed second."""
        return (self._origin() + timedelta(seconds=elapsed)).astimezone(self.zone)

    def day_begin(self, day: int) -> int:
        """Elapsed second of 00:00 of a day (0-based, may be past the plan's end)."""
        return self.elapsed(self.date_of(day), 0)

    def clock(self, elapsed: int, *, day: int | None = None) -> str:
        """``HH:MM`` on the wall; with ``day``, times after midnight read on (``25:10``)."""
        local = self.local(elapsed)
        hours = local.hour
        if day is not None:
            hours += 24 * (local.date() - self.date_of(day)).days
        return f"{hours:02d}:{local.minute:02d}"

    def _origin(self) -> datetime:
        return _instant(_wall(self.first_day, 0), self.zone)

    def _on_wall(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None)


def _wall(on: date, seconds_of_day: int) -> datetime:
    """The local date and time, without its zone."""
    return datetime.combine(on, datetime.min.time()) + timedelta(seconds=seconds_of_day)


@lru_cache(maxsize=4096)  # a plan asks for few times, but for each of them often
def _instant(wall: datetime, zone: ZoneInfo) -> datetime:
    """When the clock shows that time first; where it skips it, when it jumps."""
    local = wall.replace(tzinfo=zone)
    instant = local.astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    # By the offset behind the jump the time lies before it, by the one before the jump behind it.
    before, after = local.replace(fold=1).astimezone(UTC), instant
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
