"""Hours that suit, as a resident ticks them on a card: a letter for each part of the week.

Offered is what the station can keep in an ordinary week: its visiting hours without the quiet
hours, while some officer is on shift. What is ticked becomes an opening_hours text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from routeplan.hours.syntax import A_MONDAY, spans_by_day
from routeplan.hours.windows import intervals, station_curve, without
from routeplan.model.calendar import Interval, merged
from routeplan.model.inputs import DAY_SECONDS, Officer, PlanCalendar, Policy
from routeplan.phrases import WEEKDAYS

HOUR = 3600
WEEK = PlanCalendar(A_MONDAY, 7, ZoneInfo("UTC"))
"""An ordinary week; no clock changes in it."""
WEEK_SECONDS = 7 * DAY_SECONDS
LEAST_SECONDS = 1800
"""Shorter than this is no offer."""
PARTS = (("morning", 0, 11), ("noon", 11, 14), ("afternoon", 14, 17), ("evening", 17, 24))
"""Name, first hour, and the hour that is the next part's."""
KINDS = (
    ("weekdays", range(5), "abcd"),
    ("saturday", range(5, 6), "efgh"),
    ("sunday", range(6, 7), "jkmn"),
)
"""Name, days from Monday, and a letter for each part: no i and no l, which look like a 1."""
_TICKS = re.compile(rf"[{''.join(letters for *_, letters in KINDS)}\s,]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offer:
    """A box to tick. ``spans`` are seconds after Monday 00:00, none across midnight."""

    letter: str
    kind: str
    part: str
    spans: tuple[Interval, ...]

    @property
    def days(self) -> tuple[int, ...]:
        """Days on which it is offered, Monday is 0."""
        return tuple(sorted({begin // DAY_SECONDS for begin, _ in self.spans}))

    @property
    def hull(self) -> str:
        """``07:30–11:00``: from the earliest begin to the latest end on any of its days."""
        begin = min(begin % DAY_SECONDS for begin, _ in self.spans)
        end = max((end - 1) % DAY_SECONDS + 1 for _, end in self.spans)
        return f"{_clock(begin)}–{_clock(end)}"


def offers(policy: Policy, officers: Sequence[Officer]) -> tuple[Offer, ...]:
    """The boxes of a card, in the order of their letters."""
    kept = _kept(policy, officers)
    boxes = []
    for kind, days, letters in KINDS:
        for letter, (part, first, last) in zip(letters, PARTS, strict=True):
            hours = [
                (DAY_SECONDS * day + HOUR * first, DAY_SECONDS * day + HOUR * last) for day in days
            ]
            spans = tuple(s for s in _within(kept, hours) if s[1] - s[0] >= LEAST_SECONDS)
            if spans:
                boxes.append(Offer(letter, kind, part, spans))
    return tuple(boxes)


def are_ticks(text: str) -> bool:
    """Whether a text is letters of boxes, such as ``bd`` or ``b, d``; no hours are."""
    return _TICKS.fullmatch(text) is not None


def hours_text(ticked: Iterable[Offer]) -> str:
    """``Mo-Fr 11:00-14:00; Sa 10:00-12:00``: each day once, parts that touch as one."""
    spans = [span for offer in ticked for span in offer.spans]
    together: dict[str, list[int]] = {}
    for day in range(7):
        if todays := merged(span for span in spans if span[0] // DAY_SECONDS == day):
            text = ",".join(_span(begin, end, day) for begin, end in todays)
            together.setdefault(text, []).append(day)
    return "; ".join(f"{_days(days)} {text}" for text, days in together.items())


def _kept(policy: Policy, officers: Sequence[Officer]) -> tuple[Interval, ...]:
    """When somebody may be called on and somebody is there to do it, in an ordinary week."""
    curve = station_curve(policy, WEEK)
    visiting = merged((begin, end) for begin, end, chance in curve if chance > 0)
    quiet = intervals(policy.quiet_hours, WEEK) if policy.quiet_hours else ()
    hours = (span for officer in officers if officer.hours for span in _weekly(officer.hours))
    return _within(without(visiting, quiet), merged(hours))


def _weekly(hours: str) -> Iterator[Interval]:
    monday = datetime.combine(A_MONDAY, datetime.min.time())
    for begin, end in spans_by_day(hours, A_MONDAY, 7):
        yield _seconds(begin - monday), _seconds(end - monday)


def _seconds(since: timedelta) -> int:
    return round(since.total_seconds())


def _within(spans: Iterable[Interval], hours: Iterable[Interval]) -> tuple[Interval, ...]:
    """What of ``found`` lies inside ``hours``."""
    return without(spans, without(((0, WEEK_SECONDS + DAY_SECONDS),), hours))


def _span(begin: int, end: int, day: int) -> str:
    return f"{_clock(begin - DAY_SECONDS * day)}-{_clock(end - DAY_SECONDS * day)}"


def _clock(seconds: int) -> str:
    return f"{seconds // HOUR:02d}:{seconds % HOUR // 60:02d}"


def _days(days: Sequence[int]) -> str:
    """``Mo-We,Fr``."""
    return ",".join(
        "-".join(WEEKDAYS[day][:2] for day in dict.fromkeys(run)) for run in day_runs(days)
    )


def day_runs(days: Sequence[int]) -> list[tuple[int, int]]:
    """First and last of neighbouring days: [(0, 2), (4, 4)] for [0, 1, 2, 4]."""
    runs = (list(group) for _, group in groupby(enumerate(days), lambda pair: pair[1] - pair[0]))
    return [(run[0][1], run[-1][1]) for run in runs]
