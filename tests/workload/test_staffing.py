"""What if: evenings and pairs."""

from __future__ import annotations

from routeplan.model import Pause
from routeplan.workload.pool import pool
from routeplan.workload.staffing import AS_NOW, Staffing, staffed
from tests.stations import DAY, HOUR, MINUTE, household, inputs_of, shift, visit

NOON = Pause(11 * HOUR, 12 * HOUR, 30 * MINUTE)
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
    assert staffed(STATION, Staffing(officers=3)) == STATION.shifts


def test_on_an_evening_the_shifts_that_end_first_move_to_20() -> None:
    # of three shifts two move, with their breaks; nobody works longer
    found = staffed(STATION, Staffing(evenings=(MONDAY,)))
    assert hours(Staffing(evenings=(MONDAY,))) == [
        ("A", 14, 20),
        ("B", 16, 20),
        ("C", 13, 21),
        ("A", 9, 17),
    ]
    assert found[0].pause == Pause(16 * HOUR, 17 * HOUR, 30 * MINUTE)


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
    assert [each.officers for each in found] == [("C", "D"), ("A",), ("B",)]


def test_in_the_evening_other_homes_can_be_called_on() -> None:
    homes = [household(1, "Mo 18:00-20:00"), household(2, "Mo 09:00-11:00")]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift("A")])
    late = staffed(inputs, Staffing(evenings=(MONDAY,)))
    assert pool(inputs, inputs.shifts).can_be_met.tolist() == [False, True]
    assert pool(inputs, late).can_be_met.tolist() == [True, False]


def test_two_officers_and_skills_are_needed_together() -> None:
    needs = [visit(1, officers_needed=2), visit(2, skills=frozenset({"swedish"}))]
    inputs = inputs_of([household(1), household(2)], needs, SHIFTS, days=2)
    found = pool(inputs, inputs.shifts)
    # on Tuesday A is alone, and speaks no Swedish
    assert (found.chance > 0).tolist() == [[True, False], [True, False]]
    assert found.officers.tolist() == [2, 1]
    assert pool(inputs, [shift("AB")]).officers.tolist() == [1, 1]
