"""Calendars, read back by icalendar, by a reader of plain lines, and zones by dateutil."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.tz import tzical
from hypothesis import given
from hypothesis.strategies import lists
from icalendar import Calendar, Event

from routeplan.formats.exchange.exported import ExportedPlan, ExportedStop
from routeplan.formats.exchange.plan_ics import ics_files
from tests.formats.exchange.exports import HOSTILE, NASTY, exported, night, street, with_texts


def events_of(data: bytes) -> list[Event]:
    return [
        component
        for component in Calendar.from_ical(data).walk("VEVENT")
        if isinstance(component, Event)
    ]


def lines_of(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Name, parameters and raw value of each line, folded lines put together (RFC 5545, 3.1)."""
    physical = data.split(b"\r\n")
    assert physical[-1] == b""
    assert all(len(line) <= 75 for line in physical)
    for line in re.sub(rb"\r\n[ \t]", b"", data).decode().split("\r\n")[:-1]:
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", line)
        head, _, value = line.partition(":")
        name, _, parameters = head.partition(";")
        yield name, parameters, value


def unescaped(value: str) -> str:
    """A text value (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def stops_of(plan: ExportedPlan, officer: str) -> list[ExportedStop]:
    return [
        stop for exported in plan.rounds if officer in exported.officers for stop in exported.stops
    ]


def test_every_officer_has_a_calendar_with_a_round_s_stops_and_breaks() -> None:
    plan = exported()
    files = ics_files(plan)
    assert list(files) == ["A", "B"]
    named = [str(event["summary"]) for event in events_of(files["A"])]
    assert named == [
        "1 Resident 1",
        "2 Resident 2",
        "Break 09:24–09:54 · after the way to 2",
        "1 Resident 4",
        "2 Resident 5",
    ]


def test_a_crew_s_rounds_are_in_both_calendars() -> None:
    plan = exported()
    first = replace(plan.rounds[0], officers=("A", "B"), names=("Officer A", "Officer B"))
    plan = replace(plan, rounds=(first,))
    files = ics_files(plan)
    assert [str(e["summary"]) for e in events_of(files["A"])] == [
        str(e["summary"]) for e in events_of(files["B"])
    ]
    uids = [str(event["uid"]) for data in files.values() for event in events_of(data)]
    assert len(set(uids)) == len(uids)


@given(lists(HOSTILE, min_size=1, max_size=12))
def test_every_value_comes_back_whatever_the_texts(texts: list[str]) -> None:
    check_values(exported(with_texts(street(), texts)))


def test_every_value_comes_back_of_the_worst_texts() -> None:
    check_values(exported(with_texts(street(), NASTY)))


def check_values(plan: ExportedPlan) -> None:
    for officer, data in ics_files(plan).items():
        stops = stops_of(plan, officer)
        events = [event for event in events_of(data) if "geo" in event]
        assert len(events) == len(stops)
        for event, stop in zip(events, stops, strict=True):
            assert event["summary"] == stop.title
            assert event.get("location", "") == stop.home.address
            assert event["description"] == "\n".join((stop.window, *stop.lines))
            at = event["geo"]
            assert (at.latitude, at.longitude) == (stop.home.latitude, stop.home.longitude)
            assert (event["dtstart"].dt, event["dtend"].dt) == (stop.span.begin, stop.span.end)
            assert event["class"] == "CONFIDENTIAL"
        check_lines(data, stops)
        (called,) = [value for name, _, value in lines_of(data) if name == "X-WR-CALNAME"]
        names = {
            who: name
            for exported in plan.rounds
            for who, name in zip(exported.officers, exported.names, strict=True)
        }
        assert unescaped(called) == f"{names[officer]}, {plan.title}"


def check_lines(data: bytes, stops: list[ExportedStop]) -> None:
    """The same by a reader that knows nothing but lines: no text forges a line of its own."""
    lines = list(lines_of(data))
    summaries = [unescaped(value) for name, _, value in lines if name == "SUMMARY"]
    assert [summary for summary in summaries if not summary.startswith("Break")] == [
        stop.title for stop in stops
    ]
    begun = [value for name, _, value in lines if name == "BEGIN"]
    assert begun.count("VEVENT") == len(summaries)
    assert set(begun) <= {"VCALENDAR", "VTIMEZONE", "STANDARD", "DAYLIGHT", "VEVENT"}


def test_an_event_keeps_its_name_when_the_plan_changes_and_only_then_another_week() -> None:
    def uids(plan: ExportedPlan) -> list[str]:
        return [str(event["uid"]) for event in events_of(ics_files(plan)["A"])]

    plan = exported()
    later = replace(plan, made=plan.made + timedelta(hours=5))
    assert uids(later) == uids(plan)
    assert len(set(uids(plan))) == 5
    next_week = replace(plan, first_day=plan.first_day + timedelta(days=7))
    assert not set(uids(next_week)) & set(uids(plan))


CHANGES = [
    pytest.param("Europe/Helsinki", date(2026, 10, 24), id="back an hour at 04:00"),
    pytest.param("Europe/Helsinki", date(2026, 3, 28), id="forward an hour at 03:00"),
    pytest.param("America/New_York", date(2026, 10, 31), id="New York, back at 02:00"),
    pytest.param("Australia/Lord_Howe", date(2026, 4, 4), id="half an hour"),
    pytest.param("Africa/Casablanca", date(2026, 2, 14), id="behind in Ramadan"),
    pytest.param("Asia/Shanghai", date(2026, 10, 24), id="no change"),
    pytest.param("Europe/Helsinki", date(2026, 12, 31), id="over New Year"),
    pytest.param("UTC", date(2026, 10, 24), id="UTC"),
]


@pytest.mark.parametrize(("zone", "evening"), CHANGES)
def test_every_stop_is_at_its_instant_across_a_clock_change(zone: str, evening: date) -> None:
    plan = night(zone, evening)
    data = ics_files(plan)["A"]
    # What the plan means, by nothing but UTC: so many seconds after the first midnight.
    midnight = datetime.combine(evening, datetime.min.time(), ZoneInfo(zone)).astimezone(UTC)
    expected = [midnight + timedelta(seconds=1800 * k) for k in range(44, 60)]
    assert [event["dtstart"].dt.astimezone(UTC) for event in events_of(data)] == expected
    # And by the file's own VTIMEZONE, as a calendar that knows no zones reads it.
    own = tzical(io.StringIO(data.decode())).get(zone)
    assert own is not None
    read = [
        instant(parameters, value, zone, own)
        for name, parameters, value in lines_of(data)
        if name == "DTSTART" and (parameters or value.endswith("Z"))
    ]
    assert read == expected


def instant(parameters: str, value: str, zone: str, own: object) -> datetime:
    """When that is, by the file's own rules; of a time that comes twice the first is meant."""
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert parameters == f"TZID={zone}"
    local = datetime.strptime(value, "%Y%m%dT%H%M%S")
    return local.replace(tzinfo=own).astimezone(UTC)  # type: ignore[arg-type]


def test_a_time_that_the_clock_shows_twice_is_written_so_that_nobody_can_mistake_it() -> None:
    plan = night("Europe/Helsinki", date(2026, 10, 24))
    written = [value for name, _, value in lines_of(ics_files(plan)["A"]) if name == "DTSTART"]
    # 03:00 and 03:30 come twice, first at UTC+3, then at UTC+2.
    doubled = ["20261025T000000Z", "20261025T003000Z", "20261025T010000Z", "20261025T013000Z"]
    assert [value for value in written if value.endswith("Z")] == doubled


def test_what_pages_must_say_is_in_the_calendar_too() -> None:
    plan = replace(exported(), warnings=("STRAIGHT-LINE ESTIMATE", "REDACTED: ids only"))
    data = ics_files(plan)["A"]
    said = [unescaped(value) for name, _, value in lines_of(data) if name == "X-WR-CALDESC"]
    assert said == ["STRAIGHT-LINE ESTIMATE\nREDACTED: ids only"]
    assert events_of(data)[0]["description"].endswith(f"\n{said[0]}")
