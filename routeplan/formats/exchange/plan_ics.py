"""An officer's rounds as a calendar: an event for each stop and break, in the station's time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from routeplan.formats.exchange.exported import ExportedPlan, ExportedRound, Span
from routeplan.version import __version__

if TYPE_CHECKING:
    from icalendar import Calendar, Event

UTC = ZoneInfo("UTC")


def ics_files(plan: ExportedPlan) -> dict[str, bytes]:
    """Each officer's calendar, by id."""
    return {officer: _calendar(plan, officer).to_ical() for officer in plan.officers}


def _calendar(plan: ExportedPlan, officer: str) -> Calendar:
    from icalendar import Calendar, Timezone, vText

    rounds = [exported for exported in plan.rounds if officer in exported.officers]
    name = next(
        name
        for exported in rounds
        for known, name in zip(exported.officers, exported.names, strict=True)
        if known == officer
    )
    calendar = Calendar()
    calendar.add("prodid", f"-//routeplan//{__version__}//EN")
    calendar.add("version", "2.0")
    # The library takes these for values of a type it does not know, and would not escape them.
    calendar.add("x-wr-calname", vText(f"{name}, {plan.title}"))
    calendar.add("x-wr-timezone", vText(plan.zone.key))
    if plan.warnings:
        calendar.add("x-wr-caldesc", vText("\n".join(plan.warnings)))
    begins, ends = _years(plan)
    zone = Timezone.from_tzinfo(plan.zone, tzid=plan.zone.key, first_date=begins, last_date=ends)
    calendar.add_component(zone)
    for shown in rounds:
        for event in _events(plan, shown, officer):
            calendar.add_component(event)
    return calendar


def _years(plan: ExportedPlan) -> tuple[date, date]:
    """From when until when the clock changes are told: whole years around the plan."""
    last = plan.first_day + timedelta(days=plan.days)
    return date(plan.first_day.year, 1, 1), date(last.year + 1, 1, 1)


def _events(plan: ExportedPlan, shown: ExportedRound, officer: str) -> Iterator[Event]:
    for stop in shown.stops:
        event = _event(plan, (officer, stop.visit), stop.span)
        event.add("summary", stop.title)
        if stop.home.address:
            event.add("location", stop.home.address)
        event.add("geo", (stop.home.latitude, stop.home.longitude))
        event.add("description", "\n".join((stop.window, *stop.lines, *plan.warnings)))
        yield event
    if shown.pause is not None:
        span, called = shown.pause
        event = _event(plan, (officer, shown.shift, "break"), span)
        event.add("summary", called)
        yield event


def _event(plan: ExportedPlan, names: tuple[str, ...], span: Span) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", _uid(plan, names))
    event.add("dtstamp", plan.made.astimezone(UTC))
    event.add("dtstart", _time(span.begin))
    event.add("dtend", _time(span.end))
    event.add("class", "CONFIDENTIAL")
    return event


def _uid(plan: ExportedPlan, names: tuple[str, ...]) -> str:
    """The same at each export, so that a changed plan moves its events and doubles none."""
    whole = "\0".join((plan.station, str(plan.first_day), *names))
    return f"{hashlib.sha256(whole.encode()).hexdigest()[:32]}@routeplan"


def _time(at: datetime) -> datetime:
    """The local time, but in the hour that a clock shows twice the one that cannot be mistaken."""
    doubled = at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset()
    return at.astimezone(UTC) if doubled else at
