"""What if: evenings and pairs."""

from __future__ import annotations

from dataclasses import replace

from routeplan.forecast.make_forecast import forecast
from routeplan.forecast.what_if import AS_NOW, Staffing, staffed, steps_of
from routeplan.model.inputs import Inputs, ShiftBreak
from tests.balance.plans import IDLE, planned
from tests.stations import DAY, HOUR, MINUTE, household, inputs_of, officer, shift, visit

NOON = ShiftBreak(11 * HOUR, 12 * HOUR, 30 * MINUTE)
SHIFTS = [
    shift("A", end=15 * HOUR, pause=NOON),
    shift("B", end=13 * HOUR, skills=frozenset({"swedish"})),
    shift("C", begin=13 * HOUR, end=21 * HOUR),
    shift("A", day=1),
]
STATION = inputs_of([household(1)], [visit(1)], SHIFTS, days=2)
MONDAY, TUESDAY = 0, 1


def hours(staffing: Staffing) -> list[tuple[str, int, int]]:
    """Officers, begin and end in hours of the day."""
    return [
        ("".join(s.officers), s.begin % DAY // HOUR, s.end % DAY // HOUR)
        for s in staffed(STATION, staffing)
    ]


def test_as_now_nothing_changes() -> None:
    assert staffed(STATION, AS_NOW) == STATION.shifts


def test_officers_come_one_after_the_other_those_with_the_most_usual_hours_first() -> None:
    """A works 14 hours, B four and C eight; the mean is 26 / 3 = 8.7: C first, then B, then A."""
    found = steps_of(STATION, Staffing(officers=2))
    assert [shift.id for shift in found.shifts] == ["A/0", "B/0", "C/0", "A/1", "B/0 2", "C/0 2"]
    assert [step.on_shift for step in found.steps] == [
        (1, 1, 1, 1, 0, 0),
        (1, 1, 1, 1, 0, 1),
        (1, 1, 1, 1, 1, 1),
    ]
    assert found.shifts[5].officers == ("C 2",)


def test_after_everybody_has_come_once_they_come_again() -> None:
    found = steps_of(inputs_of([household(1)], [visit(1)], [shift("A")]), Staffing(officers=2))
    assert [step.on_shift for step in found.steps] == [(1, 0, 0), (1, 1, 0), (1, 1, 1)]


def test_officers_leave_in_the_same_order() -> None:
    found = steps_of(STATION, Staffing(officers=-2))
    assert found.shifts == STATION.shifts
    assert [step.on_shift for step in found.steps] == [(1, 1, 1, 1), (1, 1, 0, 1), (1, 0, 0, 1)]


def test_of_a_crew_the_first_who_comes_works_alone_with_his_own_skills() -> None:
    crew = shift("AB", skills=frozenset({"swedish", "signs"}))
    people = [officer("A", skills=frozenset({"signs"})), officer("B")]
    inputs = inputs_of([household(1)], [visit(1)], [crew], officers=people)
    one, two = (steps_of(inputs, Staffing(officers=count)) for count in (1, 2))
    assert (one.shifts[1].officers, one.shifts[1].skills) == (("A 2",), {"signs"})
    assert (two.shifts[1].officers, two.shifts[1].skills) == (("A 2", "B 2"), crew.skills)
    assert [step.on_shift for step in two.steps] == [(2, 0), (2, 1), (2, 2)]


def test_on_an_evening_the_shifts_that_end_first_move_to_20() -> None:
    # of three shifts two move, with their breaks; nobody works longer
    found = staffed(STATION, Staffing(evenings=(MONDAY,)))
    assert hours(Staffing(evenings=(MONDAY,))) == [
        ("A", 14, 20),
        ("B", 16, 20),
        ("C", 13, 21),
        ("A", 9, 17),
    ]
    assert found[0].pause == ShiftBreak(16 * HOUR, 17 * HOUR, 30 * MINUTE)


def test_a_shift_that_ends_later_stays() -> None:
    late = inputs_of([household(1)], [visit(1)], [shift("C", begin=13 * HOUR, end=21 * HOUR)])
    assert staffed(late, Staffing(evenings=(MONDAY,))) == late.shifts


def test_pairs_have_the_hours_and_the_skills_of_both() -> None:
    # A shares six hours... with B four, with C two: they are A and B, and C stays alone
    found = staffed(STATION, Staffing(pair=True))
    assert hours(Staffing(pair=True)) == [("AB", 9, 13), ("C", 13, 21), ("A", 9, 17)]
    assert found[0].skills == {"swedish"}


def test_officers_who_never_meet_are_no_pair() -> None:
    apart = [shift("A", end=12 * HOUR), shift("B", begin=13 * HOUR), shift("CD")]
    found = staffed(inputs_of([household(1)], [visit(1)], apart), Staffing(pair=True))
    assert [shift.officers for shift in found] == [("C", "D"), ("A",), ("B",)]


def within_reach(inputs: Inputs, staffing: Staffing) -> int:
    """How many households can be met, by a plan that makes no visit."""
    plan = planned(inputs, *([IDLE] * len(inputs.shifts)))
    return forecast(inputs, plan, staffing=staffing, runs=1, rounds=9).within_reach


def test_in_the_evening_other_homes_can_be_called_on() -> None:
    homes = [household(n, "Mo 18:00-20:00") for n in (1, 2)] + [household(3, "Mo 09:00-11:00")]
    inputs = inputs_of(homes, [visit(1), visit(2), visit(3)], [shift("A")])
    assert within_reach(inputs, AS_NOW) == 1
    assert within_reach(inputs, Staffing(evenings=(MONDAY,))) == 2


def test_two_officers_are_needed_at_one_time() -> None:
    """C begins as B ends: only in pairs, A with B, do two officers come; and no pair is left."""
    needs = [visit(1, officers_needed=2), visit(2)]
    apart = [shift("B", end=13 * HOUR), shift("C", begin=13 * HOUR)]
    inputs = inputs_of([household(1), household(2)], needs, apart)
    assert within_reach(inputs, AS_NOW) == 1
    assert within_reach(replace(inputs, shifts=(*apart, shift("A"))), AS_NOW) == 2
    assert within_reach(replace(inputs, shifts=(shift("AB"),)), AS_NOW) == 2
