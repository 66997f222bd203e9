"""When each door of a round is expected, and until when it may be rung at."""

from __future__ import annotations

from dataclasses import replace

from routeplan.model.inputs import Appointment, Inputs, ShiftBreak
from routeplan.planning.risk.walked_round import NEVER_PASSED
from tests.planning.risk.rounds import case_of, solution_of, station
from tests.stations import HOUR, MINUTE, MONDAY


def asking(inputs: Inputs, number: int, **fields: object) -> Inputs:
    visits = list(inputs.visits)
    visits[number] = replace(visits[number], **fields)  # type: ignore[arg-type]
    return replace(inputs, visits=tuple(visits))


def test_doors_are_expected_by_their_means_and_booked_with_margins() -> None:
    case = case_of(station(4))
    walked = case.walked(solution_of(case, [0, 1, 2, 3]), 0)
    mean = walked.stops[0].door.mean
    assert 500 < mean < 540
    # home 1 is at place 2, homes 2 and 3 at places 3 and 1: ways of 4, 2 and 4 minutes
    first = walked.stops[0].expected
    assert walked.stops[1].expected == round(first + mean + 2 * MINUTE)
    assert walked.stops[1].booked > walked.stops[1].expected
    assert walked.gaps[0] == round(first + mean + 120) - first - 120


def test_a_stop_is_left_where_the_whole_visit_and_the_way_back_take_too_long() -> None:
    case = case_of(station(4))
    walked = case.walked(solution_of(case, [0, 1, 2, 3]), 0)
    # the shift ends at 12:00; place 3 is six minutes away
    assert walked.stops[1].last == 12 * HOUR - 15 * MINUTE - 6 * MINUTE
    assert walked.stops[1].home == 6 * MINUTE


def test_no_stop_makes_the_officer_late_for_a_promise() -> None:
    appointment = Appointment(MONDAY, 11 * HOUR, 10 * MINUTE)
    case = case_of(asking(station(4), 2, appointment=appointment))
    walked = case.walked(solution_of(case, [0, 1, 2, 3]), 0)
    # from home 2 at place 3 it is four minutes to home 3 at place 1, where 11:10 is time enough
    assert walked.stops[1].last == (11 * 60 + 10 - 4 - 15) * MINUTE
    assert walked.stops[2].firm
    assert walked.stops[2].last == NEVER_PASSED
    assert walked.stops[2].expected == walked.stops[2].booked


def test_two_officers_meet_to_the_second_and_a_crew_has_its_window() -> None:
    inputs = asking(station(3), 1, officers_needed=2)
    crew = replace(inputs.shifts[0], officers=("A", "B"))
    case = case_of(replace(inputs, shifts=(crew,)))
    walked = case.walked(solution_of(case, [0, 1, 2]), 0)
    way, length, ends = 2 * MINUTE, 15 * MINUTE, 12 * HOUR
    # home 2 is six minutes away: its visit begins at 11:39 at the latest
    assert walked.stops[0].last == ends - 6 * MINUTE - length - way - length
    case = case_of(inputs)
    walked = case.walked(solution_of(case, [0, 1, 2]), 0)
    assert walked.stops[0].last == walked.stops[1].booked - way - length


def test_a_break_ahead_is_part_of_the_way_back() -> None:
    inputs = station(4, hours=6)
    pause = ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)
    late = [
        replace(household, availability="Mo-Su 12:40-20:00") for household in inputs.households[3:]
    ]
    homes = (*inputs.households[:3], *late)
    inputs = replace(inputs, households=homes, shifts=(replace(inputs.shifts[0], pause=pause),))
    case = case_of(inputs)
    solution = solution_of(case, [0, 1, 2, 3])
    assert solution.choices[0].break_leg == 3
    walked = case.walked(solution, 0)
    assert walked.stops[2].home == (2 + 30) * MINUTE
    assert walked.stops[3].home == 4 * MINUTE
    # however early the officer is, the break is not over before 12:30, and the home opens at 12:40
    assert walked.stops[3].opens == 12 * HOUR + 40 * MINUTE
    # the break lies in the gap before the last stop, and takes nothing of it
    assert walked.stops[3].expected - walked.stops[2].expected - walked.gaps[2] == 32 * MINUTE


def test_nobody_is_behind_the_break_before_it_is_over() -> None:
    inputs = station(4, hours=6)
    pause = ShiftBreak(10 * HOUR, 13 * HOUR, 30 * MINUTE)
    case = case_of(replace(inputs, shifts=(replace(inputs.shifts[0], pause=pause),)))
    solution = solution_of(case, [0, 1, 2, 3])
    leg = solution.choices[0].break_leg
    assert leg is not None
    walked = case.walked(solution, 0)
    opens = [stop.opens for stop in walked.stops]
    assert [at == 10 * HOUR + 30 * MINUTE for at in opens] == [k == leg for k in range(4)]


def test_what_has_begun_keeps_its_time() -> None:
    case = case_of(station(4), known_until=9 * HOUR + 20 * MINUTE)
    walked = case.walked(solution_of(case, [0, 1, 2, 3]), 0)
    assert [stop.known for stop in walked.stops] == [True, True, False, False]
    assert walked.stops[1].expected == walked.stops[1].booked
    assert walked.stops[2].expected >= 9 * HOUR + 20 * MINUTE
