"""What a sheet says of a household's past, and why each stop is there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routeplan.followup.pasts import Past
from routeplan.model.plan import StopReason
from routeplan.model.visit_kinds import VisitKind
from routeplan.render.paper.stop_notes import Form, known_lines, notes_of, why, whys_of
from routeplan.render.round_view import Look
from routeplan.visitlog.log_records import Call, Channel, Matter, Result, Step, StepKind
from tests.render.planned import street_inputs, street_plan
from tests.stations import MONDAY

EARLIER = MONDAY - timedelta(days=14)
LOOK = Look()


def call(number: int, days_ago: int, result: Result, at: int | None = None) -> Call:
    """A call at home."""
    on = MONDAY - timedelta(days=days_ago)
    return Call(number, on, "h1", result, Channel.HOME, at, "")


def lines(past: Past, look: Look = LOOK) -> list[str]:
    return list(known_lines(past, look, MONDAY))


def test_the_last_call_is_told_with_its_time_and_result() -> None:
    # Monday 30 November less 14 days is Monday 16 November
    assert lines(Past(last=call(1, 14, Result.MET, 37800))) == [
        "Last call Mon 16 Nov 10:30: at door"
    ]
    assert lines(Past(last=call(1, 14, Result.REFUSED))) == ["Last call Mon 16 Nov: refused"]


def test_earlier_shut_doors_are_counted_and_the_last_three_told() -> None:
    shut = tuple(call(k, 36 - 7 * k, Result.OUT, 36000) for k in range(1, 6))
    told = lines(Past(last=shut[-1], shut=shut))
    assert told == [
        "Last call Sun 29 Nov 10:00: out",
        "Nobody opened, 4 times before: … Sun 8 Nov 10:00, Sun 15 Nov 10:00, Sun 22 Nov 10:00",
    ]


def test_a_day_long_ago_has_its_year() -> None:
    assert lines(Past(last=call(1, 400, Result.ENTERED))) == [
        "Last call Sunday 26 October 2025: entered"
    ]


def test_a_remark_and_an_open_matter_are_told_with_its_history() -> None:
    steps = (
        Step("M1", "h1", EARLIER, StepKind.OPENED, "Noise"),
        Step("M1", "h1", EARLIER + timedelta(days=2), StepKind.STEP, "Talked to both"),
    )
    due = MONDAY + timedelta(days=4)
    matter = Matter("M1", "h1", "Noise", EARLIER, None, "", "Ask again", due, True, steps)
    past = Past(remark="Rings at the back", remarked_on=EARLIER, matters=(matter,))
    assert lines(past) == [
        "Remark of Mon 16 Nov: Rings at the back",
        "Open matter since Mon 16 Nov: Noise · Wed 18 Nov: Talked to both "
        "· next, by Fri 4 Dec: Ask again",
    ]


def test_a_sheet_of_another_language_tells_it_in_that() -> None:
    past = Past(last=call(1, 14, Result.OUT))
    assert lines(past, Look(language="zh")) == ["上次走访 11月16日 周一：无人"]


def test_redacted_nothing_is_known() -> None:
    inputs = street_inputs()
    plan = street_plan(inputs)
    form = Form(
        pasts={"h1": Past(last=call(1, 14, Result.OUT))}, manual=(VisitKind("task 2", "Why"),)
    )
    notes = notes_of(plan, inputs, LOOK, form)
    first = inputs.shifts[0].id
    assert notes[first, "1"].known == ("Last call Mon 16 Nov: out",)
    kind = notes[first, "2"].kind
    assert kind is not None
    assert kind.purpose == "Why"
    hidden = notes_of(plan, inputs, Look(redacted=True), form)
    assert not any(stop_notes.known for stop_notes in hidden.values())


def test_reserve_stops_have_notes_by_letter() -> None:
    inputs = street_inputs()
    form = Form(pasts={"h6": Past(last=call(1, 14, Result.OUT))})
    notes = notes_of(street_plan(inputs), inputs, LOOK, form)
    assert notes[inputs.shifts[1].id, "A"].known == ("Last call Mon 16 Nov: out",)


def test_a_station_s_own_column_may_name_the_kind() -> None:
    inputs = street_inputs(extra={"kind": "Fire safety"})
    form = Form(manual=(VisitKind("fire"),), column="kind")
    notes = notes_of(street_plan(inputs), inputs, LOOK, form)
    assert all(stop_notes.kind for stop_notes in notes.values())
    assert date(2026, 11, 30) == MONDAY


@pytest.mark.parametrize(
    ("reason", "english", "chinese"),
    [
        (StopReason("promised"), "this time was promised", "已与住户约定此时间"),
        (StopReason("only"), "no other officer or day has room", "其他民警或日期均无空档"),
        (
            StopReason("cheapest", ("B", "C"), 1, 12 * 60 + 31),
            "best here: Officer B + Officer C on Tue 1 Dec would cost 13 min more",
            "此处最省：改由 Officer B + Officer C 于12月1日 周二走访，多 13 分",
        ),
        (
            StopReason("as-good", ("B",), 0, 0),
            "Officer B on Mon 30 Nov would do as well",
            "改由 Officer B 于11月30日 周一走访亦可",
        ),
    ],
    ids=lambda value: getattr(value, "code", ""),
)
def test_a_reason_is_a_line(reason: StopReason, english: str, chinese: str) -> None:
    inputs = street_inputs()
    assert why(reason, inputs, Look()) == english
    assert why(reason, inputs, Look(language="zh")) == chinese


def test_lines_stand_in_the_order_of_the_stops_and_a_missing_one_is_blank() -> None:
    inputs = street_inputs()
    plan = street_plan(inputs)
    told = whys_of(plan, inputs, Look(), {("A/0", "v2"): StopReason("promised")})
    assert told["A/0"] == ["", "this time was promised"]
    assert told["B/0"] == [""]
    assert told["C/1"] == []
