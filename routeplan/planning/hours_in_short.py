"""Windows in few signs that no language owns: ``Mo-Fr 11:00-14:00``; ``render`` words them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from routeplan.model.calendar import Interval
from routeplan.model.inputs import PlanCalendar
from routeplan.phrases import WEEKDAYS

SPANS_NAMED = 4
WEEK = 7
FEW_DATES = 2
"""In a plan of more than a week, so few dates are named themselves."""

Spans = tuple[str, ...]


def hours_in_short(calendar: PlanCalendar, windows: Sequence[Interval]) -> str:
    """The first few spans, and how many more there are.

    ``Mo-Tu 08:00-10:00, 15:00-18:00; We-Fr 12:00-15:00; +2``.
    Weekdays stand for all weeks of the plan; where weeks differ, dates are named: ``2026-12-08``.
    """
    by_date = _by_date(calendar, windows)
    named: list[str] = []
    left = SPANS_NAMED
    for days, spans in _by_weekday(calendar, by_date) or _dated(by_date):
        if left > 0:
            named.append(f"{days} {', '.join(spans[:left])}")
        left -= len(spans)
    return "; ".join([*named, f"+{-left}"] if left < 0 else named)


def _by_date(calendar: PlanCalendar, windows: Sequence[Interval]) -> dict[date, Spans]:
    spans: dict[date, Spans] = {}
    for begin, end in windows:
        on = calendar.local(begin).date()
        day = (on - calendar.first_day).days
        span = f"{calendar.clock(begin)}-{calendar.clock(end, day=day)}"
        spans[on] = (*spans.get(on, ()), span)
    return spans


def _by_weekday(
    calendar: PlanCalendar, by_date: Mapping[date, Spans]
) -> list[tuple[str, Spans]] | None:
    """Weekdays with the same hours together; None where weekdays would not tell which day."""
    if calendar.days > WEEK and len(by_date) <= FEW_DATES:
        return None
    of_weekday: dict[int, Spans] = {}
    for on, spans in by_date.items():
        if of_weekday.setdefault(on.weekday(), spans) != spans:
            return None
    together: dict[Spans, list[int]] = {}
    for weekday in sorted(of_weekday):
        together.setdefault(of_weekday[weekday], []).append(weekday)
    return [(_runs(weekdays), spans) for spans, weekdays in together.items()]


def _runs(weekdays: Sequence[int]) -> str:
    """``Mon-Wed, Fri``."""
    runs: list[list[int]] = []
    for weekday in weekdays:
        if runs and weekday == runs[-1][-1] + 1:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join(
        "-".join(WEEKDAYS[k][:2] for k in dict.fromkeys((run[0], run[-1]))) for run in runs
    )


def _dated(by_date: Mapping[date, Spans]) -> list[tuple[str, Spans]]:
    return [(str(on), spans) for on, spans in by_date.items()]
