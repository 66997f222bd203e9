"""What is told of a round: texts, rows, markers and lines, by hand-made plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from routeplan.model.inputs import Appointment, Household, Inputs, PlanCalendar, Priority, Visit
from routeplan.model.plan import Leg, Plan, ReserveStop, RouteBreak, StationStay, Stop, Turn
from routeplan.model.sheet_codes import RESERVE_LETTERS, fingerprint, sheet_codes
from routeplan.render.round_view import Look, Marker, ReserveRow, Resident, ShownRound
from routeplan.render.rounds import banners, house_number, make_rounds, resident, stop_numbers
from tests.check.sound import sound_plan, station
from tests.render.planned import plan_of, route_of
from tests.stations import HOUR, MINUTE, MONDAY, ZONE, household, inputs_of, shift, visit

LOOK = Look()
CHINESE = Look(language="zh")


def told(shift_name: str, look: Look = LOOK) -> ShownRound:
    """A round of the station that :mod:`tests.check.sound` works out by hand."""
    rounds = make_rounds(sound_plan(), station(), look)
    return {shown.shift: shown for shown in rounds}[shift_name]


def one_round(inputs: Inputs, plan: Plan, look: Look = LOOK) -> ShownRound:
    (shown,) = make_rounds(plan, inputs, look)
    return shown


def day_with(
    *homes: Household, visits: dict[int, Visit] | None = None, **more: Any
) -> tuple[Inputs, Plan]:
    """Officer A calls on these homes (``h1``, ``h2``, ...) for ten minutes each, from 9:02 on."""
    numbers = [int(home.id.removeprefix("h")) for home in homes]
    calls = [(visits or {}).get(number, visit(number)) for number in numbers]
    inputs = inputs_of(homes, calls, [shift("A")])
    route = route_of(inputs, inputs.shifts[0], [home.id for home in homes], **more)
    return inputs, plan_of(inputs, [route])


def with_stop(plan: Plan, number: int, **changes: Any) -> Plan:
    """The plan with another stop ``number`` on its only route."""
    (route,) = plan.routes
    stops = list(route.stops)
    stops[number - 1] = replace(stops[number - 1], **changes)
    return replace(plan, routes=(replace(route, stops=tuple(stops)),))


# Times that depend on doors


def test_a_stop_that_depends_on_doors_shows_its_span_and_by_when_it_is_to_begin() -> None:
    inputs, plan = day_with(household(1), household(2))
    nine = 9 * HOUR
    plan = with_stop(plan, 2, earliest=nine + 8 * MINUTE, latest=nine + 25 * MINUTE, length=900)
    first, second = one_round(inputs, plan).rows
    assert (second.begin, second.end) == ("09:08", "09:25")
    assert second.booked == f"by {inputs.calendar.clock(plan.routes[0].stops[1].begin)}"
    assert (first.begin, first.end, first.booked) == ("09:02", "09:12", "")
    chinese = one_round(inputs, plan, CHINESE).rows[1]
    assert chinese.booked.startswith("最晚 09:")


def test_a_span_of_a_minute_is_one_time() -> None:
    inputs, plan = day_with(household(1))
    plan = with_stop(plan, 1, earliest=9 * HOUR + 120, latest=9 * HOUR + 180)
    (row,) = one_round(inputs, plan).rows
    assert (row.begin, row.end, row.booked) == ("09:02", "09:12", "")


# The round as a whole


def test_every_shift_with_a_visit_has_its_round_in_the_plans_order() -> None:
    shown = make_rounds(sound_plan(), station(), LOOK)
    # B has nothing to do on Wednesday
    assert [shown_round.shift for shown_round in shown] == ["A/0", "B/0", "C/0", "D+E/1", "A/2"]


def test_the_facts_of_a_round() -> None:
    # 16 minutes at 80 metres, 16 + 40 minutes busy, chances 0.5 + 0.85 + 0.85
    assert told("A/0").facts == (
        "3 visits",
        "expect to meet 2",
        "1.3 km on foot",
        "leave 09:00",
        "back 12:48",
        "busy 0:56 h",
    )
    assert told("A/0", CHINESE).facts == (
        "3 户次",
        "预计见到 2 户",
        "1.3 公里 步行",
        "09:00 出发",
        "12:48 返回",
        "工作 0:56",
    )


def test_one_visit_is_not_visits() -> None:
    assert told("B/0").facts[:2] == ("1 visit", "expect to meet 1")
    assert told("C/0").facts[2] == "960 m by bike"


def test_half_a_household_is_expected_as_one() -> None:
    inputs, plan = day_with(household(1))
    assert plan.routes[0].expected_met == 0.5
    assert one_round(inputs, plan).facts[1] == "expect to meet 1"


def test_a_round_carries_its_figures() -> None:
    shown = told("A/0")
    assert (shown.day, shown.visits, shown.busy) == (0, 3, 56 * MINUTE)
    assert shown.expected_busy == round(48.1 * MINUTE)


def test_a_crew_is_named_together() -> None:
    shown = told("D+E/1")
    assert (shown.officers, shown.names) == (("D", "E"), ("Officer D", "Officer E"))
    assert (shown.date, shown.short_date) == ("Tuesday 1 December 2026", "Tue 1 Dec")
    assert shown.sheet.startswith("2026-12-01/D+E/")


def test_dates_are_in_the_language_of_the_sheet() -> None:
    assert told("D+E/1", CHINESE).date == "2026年12月1日 星期二"


def test_the_way_back_ends_the_round() -> None:
    assert told("A/0").way_back == "Station, back 12:48 (8 min · 640 m)"


def test_everything_the_map_has_to_show() -> None:
    inputs, plan = day_with(household(1), household(3))
    shown = one_round(inputs, plan)
    assert len(shown.ways) == 2  # the way back has no line
    assert shown.points[:3] == [marker.at for marker in shown.markers]
    assert shown.points[3:] == [point for way in shown.ways for point in way]


# The sheet's id


def test_the_sheet_has_its_id_and_the_code_to_type_its_results_under() -> None:
    plan = sound_plan()
    shown = told("A/0")
    assert shown.sheet == f"2026-11-30/A/{fingerprint(plan.routes[0])}"
    assert shown.code == sheet_codes(plan)["A/0"]


def test_what_is_said_of_a_household_does_not_change_the_sheets_id() -> None:
    inputs, plan = day_with(household(1))
    renamed, _ = day_with(household(1, name="Another", note="New note"))
    assert one_round(inputs, plan).sheet == one_round(renamed, plan).sheet


# Rows


def test_a_row_tells_when_where_and_how_to_get_there() -> None:
    first, second, third = told("A/0").rows
    assert (first.number, first.begin, first.end) == (1, "09:02", "09:12")
    assert (first.window, first.way, first.via) == ("08:00–20:00", "2 min · 160 m", "")
    assert first.resident == Resident("Resident 1", "Street 1", ())
    assert (second.begin, second.end, second.window) == ("09:14", "09:34", "09:00–12:00")
    assert [row.afternoon for row in (first, second, third)] == [False, False, True]


def test_no_chance_is_told_of_a_household() -> None:
    # 0.87 and 87 stand nowhere else
    inputs, plan = day_with(household(1))
    assert "87" not in repr(one_round(inputs, with_stop(plan, 1, chance=0.87)).rows)


def test_noon_is_afternoon_and_a_minute_before_is_morning() -> None:
    inputs, plan = day_with(household(1), household(2))
    plan = with_stop(with_stop(plan, 1, begin=12 * HOUR - 60), 2, begin=12 * HOUR)
    assert [row.afternoon for row in one_round(inputs, plan).rows] == [False, True]


def test_noon_is_what_the_clock_shows_on_the_day_it_is_put_back() -> None:
    inputs, plan = day_with(household(1), household(2))
    inputs = replace(inputs, calendar=PlanCalendar(date(2026, 10, 25), 1, ZONE))
    # the hour from 3 comes twice: 12.5 hours after midnight it is 11:30
    plan = with_stop(with_stop(plan, 1, begin=12 * HOUR + 1800), 2, begin=13 * HOUR)
    first, second = one_round(inputs, plan).rows
    assert (first.begin, first.afternoon) == ("11:30", False)
    assert (second.begin, second.afternoon) == ("12:00", True)


def test_a_night_shift_reads_on_after_midnight() -> None:
    inputs, plan = day_with(household(1))
    (row,) = one_round(inputs, with_stop(plan, 1, begin=25 * HOUR + 600)).rows
    assert (row.begin, row.afternoon) == ("25:10", True)


def test_the_next_door_in_a_building_has_no_metres() -> None:
    inputs, plan = day_with(household(1), household(2, place=1))
    plan = with_stop(plan, 2, leg=Leg(60, 0))
    assert one_round(inputs, plan).rows[1].way == "same building"
    assert one_round(inputs, plan, CHINESE).rows[1].way == "同楼"


@pytest.mark.parametrize(
    ("seconds", "wait"),
    [
        pytest.param(119, "", id="too short to tell"),
        pytest.param(120, "wait 2 min", id="worth telling"),
        pytest.param(659, "wait 10 min", id="whole minutes"),
    ],
)
def test_a_wait_at_a_door_is_told(seconds: int, wait: str) -> None:
    inputs, plan = day_with(household(1))
    begin = plan.routes[0].stops[0].begin
    plan = with_stop(plan, 1, arrive=begin - seconds)
    (row,) = one_round(inputs, plan).rows
    assert (row.way, row.wait) == ("2 min · 160 m", wait)


def test_a_long_wait_is_free_time_with_the_station_where_both_ways_fit() -> None:
    """Half an hour before 9:02 is 8:32; whoever leaves the station at 9:00 is in time."""
    inputs, plan = day_with(household(1))
    begin = plan.routes[0].stops[0].begin
    plan = with_stop(plan, 1, arrive=begin - 30 * MINUTE)
    (row,) = one_round(inputs, plan).rows
    assert (row.wait, row.free) == ("", "30 min free near 1, 08:32–09:02")
    stay = StationStay(begin - 25 * MINUTE, begin - 2 * MINUTE)
    (row,) = one_round(inputs, with_stop(plan, 1, stay=stay)).rows
    assert row.free == "30 min free, 08:32–09:02: near 1, or at the station 08:37–09:00"
    (row,) = one_round(inputs, with_stop(plan, 1, stay=stay), CHINESE).rows
    assert row.free == "空闲 30 分，08:32–09:02：可在 1 附近等候，或回所（08:37–09:00 在所）"
    (row,) = one_round(inputs, with_stop(plan, 1, arrive=begin - 1799)).rows
    assert (row.wait, row.free) == ("wait 29 min", "")


def test_streets_on_the_way_are_named_once_in_order() -> None:
    turns = tuple(Turn("on", street, 50) for street in ("Mill Lane", "", "Elm", "Mill Lane"))
    inputs, plan = day_with(household(1))
    plan = with_stop(plan, 1, leg=Leg(120, 160, (), turns))
    assert one_round(inputs, plan).rows[0].via == "by Mill Lane, Elm"


PROMISE = Appointment(MONDAY, 10 * HOUR, 10 * MINUTE)


@pytest.mark.parametrize(
    ("call", "english", "chinese"),
    [
        pytest.param(visit(1), (), (), id="an ordinary visit"),
        pytest.param(visit(1, priority=Priority.MUST), ("Must",), ("必访",), id="a must"),
        pytest.param(
            visit(1, appointment=PROMISE), ("Appointment 10:00",), ("预约 10:00",), id="a promise"
        ),
        pytest.param(
            visit(1, appointment=PROMISE, priority=Priority.MUST),
            ("Appointment 10:00",),
            ("预约 10:00",),
            id="a promise says more than a must",
        ),
    ],
)
def test_marks_of_a_stop(call: Visit, english: tuple[str, ...], chinese: tuple[str, ...]) -> None:
    inputs, plan = day_with(household(1), visits={1: call})
    assert one_round(inputs, plan).rows[0].marks == english
    assert one_round(inputs, plan, CHINESE).rows[0].marks == chinese


def test_both_sheets_of_a_pair_name_the_partner() -> None:
    assert told("B/0").rows[0].marks == ("together with Officer C",)
    assert told("C/0").rows[0].marks == ("together with Officer B",)
    assert told("C/0", CHINESE).rows[0].marks == ("与 Officer B 同访",)


def test_a_crew_needs_no_partner_and_its_promise_is_marked() -> None:
    # v5 needs two officers, v6 is promised
    assert [row.marks for row in told("D+E/1").rows] == [(), ("Appointment 14:00",)]


def test_the_break_stands_after_its_stop() -> None:
    found, chinese = told("A/0").pause, told("A/0", CHINESE).pause
    assert (found.after, found.text[:17]) == (2, "Break 12:00–12:30")
    assert (chinese.after, chinese.text[:14]) == (2, "休息 12:00–12:30")
    assert told("B/0").pause is None


@pytest.mark.parametrize(
    ("after", "begin", "told"),
    [
        # h1 is ten minutes away: leaving at 9:00, visits 9:10-9:20 and 9:30-9:40, back 9:50
        pytest.param(0, (8, 20), " · at the station, before leaving", id="at the station"),
        pytest.param(0, (9, 0), " · before the way to 1", id="outside the station"),
        pytest.param(0, (9, 10), " · after the way to 1", id="at the first door"),
        pytest.param(1, (9, 20), " · before the way to 2", id="at the last door"),
        pytest.param(1, (9, 25), " · on the way to 2", id="on the way"),
        pytest.param(1, (9, 31), " · after the way to 2", id="waiting at the next door"),
        pytest.param(2, (9, 40), " · before the way back", id="before the way back"),
        pytest.param(2, (9, 44), " · on the way back", id="on the way back"),
        pytest.param(2, (9, 50), " · after the way back", id="back at the station"),
    ],
)
def test_where_the_break_is_taken_is_told(after: int, begin: tuple[int, int], told: str) -> None:
    inputs, plan = day_with(household(1), household(2))
    times = [(9 * HOUR + 10 * MINUTE, 600), (9 * HOUR + 30 * MINUTE, 600)]
    for number, (start, way) in enumerate(times, start=1):
        changed = {"arrive": start, "begin": start, "end": start + 10 * MINUTE}
        plan = with_stop(plan, number, leg=Leg(way, 800), **changed)
    pause = begin[0] * HOUR + begin[1] * MINUTE
    route = replace(
        plan.routes[0],
        leave=9 * HOUR,
        way_back=Leg(600, 800),
        pause=RouteBreak(pause, pause + 30 * MINUTE, after),
    )
    shown = one_round(inputs, replace(plan, routes=(route,))).pause
    assert shown.text.endswith(told)


@pytest.mark.parametrize(("begin", "after"), [(-1, 2), (0, 3), (600, 3)])
def test_a_break_once_they_are_back_stands_below_the_way_back(begin: int, after: int) -> None:
    inputs, plan = day_with(household(1), household(2))
    back = plan.routes[0].back
    pause = RouteBreak(back + begin, back + begin + 30 * MINUTE, 2)
    route = replace(plan.routes[0], pause=pause)
    found = one_round(inputs, replace(plan, routes=(route,))).pause
    assert found is not None
    assert found.after == after


def test_between_two_doors_of_a_building_it_does_not_matter_where_the_break_is_taken() -> None:
    inputs, plan = day_with(household(1), household(2))
    plan = with_stop(plan, 2, leg=Leg(60, 0))
    end = plan.routes[0].stops[0].end
    route = replace(plan.routes[0], pause=RouteBreak(end, end + 30 * MINUTE, 1))
    assert "·" not in one_round(inputs, replace(plan, routes=(route,))).pause.text


def test_redacted_rounds_name_no_street() -> None:
    inputs, plan = day_with(household(1))
    plan = with_stop(plan, 1, leg=Leg(120, 160, (), (Turn("left", "Mill Lane", 60),)))
    redacted = replace(LOOK, redacted=True)
    assert one_round(inputs, plan).rows[0].via == "by Mill Lane"
    assert one_round(inputs, plan, redacted).rows[0].via == ""


# Reserve stops


def test_reserve_stops_tell_where_they_fit_in() -> None:
    next_door, far = told("A/0").reserve
    assert next_door == ReserveRow(
        letter="A",
        resident=Resident("Resident 9", "Street 1", ()),
        window="08:00–20:00",
        after="after 1",
        detour="+1 min",
        planned="else Wed 2 Dec",
    )
    # left out, so planned on no other day
    assert (far.letter, far.after, far.detour, far.planned) == ("B", "after 3", "+16 min", "")


def test_a_reserve_stop_may_come_before_the_first() -> None:
    inputs, plan = day_with(household(1))
    reserve = ReserveStop("v1", "h1", 0, 9 * HOUR, 10 * HOUR, 29, planned=0)
    plan = replace(plan, routes=(replace(plan.routes[0], reserve=(reserve,)),))
    (row,) = one_round(inputs, plan, CHINESE).reserve
    assert (row.after, row.detour, row.planned) == ("1 之前", "多走 0 分", "原定11月30日 周一")


def test_there_are_letters_for_as_many_as_settings_allow() -> None:
    assert len(set(RESERVE_LETTERS)) == 20
    homes = [household(k) for k in range(1, 22)]
    inputs, plan = day_with(*homes)
    route = route_of(inputs, inputs.shifts[0], ["h1"], reserve=[home.id for home in homes[1:]])
    shown = one_round(inputs, replace(plan, routes=(route,)))
    assert "".join(row.letter for row in shown.reserve) == RESERVE_LETTERS


# Markers


def at(place: int) -> tuple[float, float]:
    return (60.17, 24.94 + 0.002 * place)


def test_the_station_then_reserve_then_stops_are_marked() -> None:
    assert told("A/0").markers == (
        Marker("", "station", at(0)),
        Marker("A", "reserve", at(1), ("A",)),
        Marker("B", "reserve", at(8), ("B",)),
        Marker("1", "morning", at(1), ("1",)),
        Marker("2", "morning", at(2), ("2",)),
        Marker("3", "afternoon", at(4), ("3",)),
    )


def test_many_at_one_address_are_one_marker() -> None:
    # 3 at place 1, then 8 at place 2, then one more at place 1
    homes = [household(k, place=2 if 4 <= k <= 11 else 1) for k in range(1, 13)]
    _, *stops = one_round(*day_with(*homes)).markers
    assert [(marker.text, marker.at) for marker in stops] == [("1-3, 12", at(1)), ("4-11", at(2))]
    assert stops[0].stops == ("1", "2", "3", "12")


def test_reserve_stops_at_one_address_are_one_marker() -> None:
    homes = [household(1), *(household(k, place=2) for k in range(2, 5)), household(5)]
    inputs, plan = day_with(*homes)
    reserve = ["h2", "h3", "h5", "h4"]
    route = route_of(inputs, inputs.shifts[0], ["h1"], reserve=reserve)
    markers = one_round(inputs, replace(plan, routes=(route,))).markers
    drawn = [(marker.text, marker.stops) for marker in markers if marker.kind == "reserve"]
    assert drawn == [("A-B, D", ("A", "B", "D")), ("C", ("C",))]


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        pytest.param([7], "7", id="one"),
        pytest.param([3, 5], "3, 5", id="two apart"),
        pytest.param([4, 5], "4-5", id="two in a row"),
        pytest.param(range(4, 12), "4-11", id="many in a row"),
        pytest.param([4, 5, 6, 9], "4-6, 9", id="some of each"),
        pytest.param([1, 3, 5, 7, 9], "1, 3, 5, 7, 9", id="five runs are told"),
        pytest.param([1, 3, 5, 7, 9, 11, 12], "1, 3, 5, 7 … 12", id="more fill the map"),
    ],
)
def test_numbers_of_a_marker(numbers: list[int], text: str) -> None:
    assert stop_numbers(numbers) == text


# What may be shown of a household


HOME = household(
    1,
    name=" Aalto Eino ",
    address="Vilhonkatu 4 B as. 12",
    task="Ask about the lamp",
    note="Ring twice",
    availability="Mo 09:00-12:00",
    extra={"phone": "555 0100", "floor": "2"},
)


@pytest.mark.parametrize(
    ("printable", "expected"),
    [
        pytest.param(
            ("name", "address", "task", "note"),
            Resident("Aalto Eino", HOME.address, ("Ask about the lamp", "Ring twice")),
            id="as the settings come: no phone, no floor",
        ),
        pytest.param(
            ("floor", "name", "phone"),
            Resident("Aalto Eino", "", ("2", "555 0100")),
            id="own columns in the order they are named",
        ),
        pytest.param(("address",), Resident("v1", HOME.address, ()), id="the visit for a name"),
        pytest.param((), Resident("v1", "", ()), id="nothing at all"),
        pytest.param(
            ("name", "id", "availability"),
            Resident("Aalto Eino", "", ("h1", "Mo 09:00-12:00")),
            id="the table's own id and hours, if told to",
        ),
        pytest.param(
            ("name", "colour"), Resident("Aalto Eino", "", ()), id="a column that is not there"
        ),
    ],
)
def test_only_printable_fields_are_shown(printable: tuple[str, ...], expected: Resident) -> None:
    assert resident(HOME, visit(1), Look(printable=printable)) == expected


def test_empty_fields_leave_no_gap() -> None:
    home = replace(HOME, task=" ", note="Ring twice")
    assert resident(home, visit(1), LOOK).details == ("Ring twice",)


def test_a_household_without_a_name_goes_by_its_visit_else_by_its_id() -> None:
    home = replace(HOME, name=" ")
    assert resident(home, visit(1, id="v1b"), LOOK).name == "v1b"
    assert resident(home, None, LOOK).name == "h1"


def test_redaction_leaves_the_id_and_the_house_number() -> None:
    everything = ("name", "address", "task", "note", "phone", "floor")
    look = Look(redacted=True, printable=everything)
    assert resident(HOME, visit(1), look) == Resident("h1", "no. 4 B", ())
    assert resident(HOME, None, look) == Resident("h1", "no. 4 B", ())


@pytest.mark.parametrize(
    ("address", "number"),
    [
        pytest.param("Vilhonkatu 4 B as. 12", "4 B", id="house and staircase, no flat"),
        pytest.param("Vilhonkatu 4 B 12", "4 B", id="the flat behind the staircase"),
        pytest.param("Kaivokatu 10a", "10a", id="a letter at once"),
        pytest.param("12 Main Street", "12", id="in front"),
        pytest.param("Annankatu 31-33", "31", id="the first of two"),
        pytest.param("Main Street 12/3", "12", id="house and flat"),
        pytest.param("人民路12号3栋", "12", id="Chinese"),
        pytest.param("人民路12號", "12", id="Chinese, long form"),
        pytest.param("3单元 5, 人民路12号", "12", id="the number of the house, not of the flat"),
        pytest.param("幸福小区3栋", "", id="a block has no house number"),
        pytest.param("Vilhonkatu", "", id="no number"),
        pytest.param("", "", id="no address"),
        pytest.param("Straße des 17. Juni 135", "135", id="a date in a name"),
        pytest.param("5th Avenue 12", "12", id="an ordinal"),
        pytest.param("Vilhonkatu, tel 0401234567", "", id="a telephone"),
        pytest.param("00100 Helsinki, Vilhonkatu 4", "4", id="a postcode"),
        pytest.param("Vilhonkatu 4 c/o Virtanen", "4", id="care of somebody"),
        pytest.param("Vilhonkatu 4 O'Brien", "4", id="a name behind it"),
        pytest.param("Vilhonkatu 4.", "4", id="a full stop"),
        pytest.param("V4lhonkatu", "", id="a digit in a word"),
    ],
)
def test_the_house_number_of_an_address(address: str, number: str) -> None:
    assert house_number(address) == number


def test_a_redacted_round_holds_no_name_task_note_or_address() -> None:
    homes = [
        household(
            k,
            name=f"Name{k}x",
            address=f"Secretstreet {k} as. 99",
            task=f"Task{k}x",
            note=f"Note{k}x",
            extra={"phone": f"Phone{k}x"},
        )
        for k in (1, 2)
    ]
    inputs, plan = day_with(*homes)
    route = route_of(inputs, inputs.shifts[0], ["h1"], reserve=["h2"])
    plan = replace(plan, routes=(route,))
    everything = ("name", "address", "task", "note", "phone")
    open_look = Look(printable=everything)
    secrets = ("Name", "Secret", "Task", "Note", "Phone", "99")
    assert all(word in repr(one_round(inputs, plan, open_look)) for word in secrets)
    shown = repr(one_round(inputs, plan, replace(open_look, redacted=True)))
    assert not [word for word in secrets if word in shown]


@pytest.mark.parametrize(
    ("look", "straight_line", "said"),
    [
        pytest.param(Look(), False, [], id="nothing to say"),
        pytest.param(Look(demo=True), False, ["demo"], id="a demonstration"),
        pytest.param(Look(), True, ["straight_line"], id="an estimate"),
        pytest.param(Look(redacted=True), False, ["redacted"], id="redacted"),
        pytest.param(
            Look(demo=True, redacted=True, language="zh"),
            True,
            ["demo", "straight_line", "redacted"],
            id="all of it",
        ),
    ],
)
def test_what_every_page_must_say(look: Look, straight_line: bool, said: list[str]) -> None:
    inputs, plan = day_with(household(1))
    plan = replace(plan, straight_line=straight_line)
    texts = tuple(look.words[key] for key in said)
    assert banners(plan, look) == texts
    assert one_round(inputs, plan, look).banners == texts


def test_stops_are_told_as_they_were_planned() -> None:
    inputs, plan = day_with(household(2), household(1))
    stops: tuple[Stop, ...] = plan.routes[0].stops
    assert [stop.household for stop in stops] == ["h2", "h1"]
    assert [row.resident.name for row in one_round(inputs, plan).rows] == [
        "Resident 2",
        "Resident 1",
    ]
