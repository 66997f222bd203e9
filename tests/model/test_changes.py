"""Inputs as the changes of a day leave them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.hours.windows import StartWindow, visit_times
from routeplan.model.changes import (
    NO_CHANGES,
    Absence,
    Changes,
    Further,
    GivenVisit,
    Held,
    Lapsed,
    NewTime,
    Return,
    changed_inputs,
    lapsed_appointments,
    parts_of,
)
from routeplan.model.inputs import Appointment, Inputs, Priority, Shift, ShiftBreak
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, officer, shift, visit

LUNCH = ShiftBreak(11 * HOUR, 13 * HOUR, 30 * MINUTE)


def station(*shifts: Shift) -> Inputs:
    letters = sorted({letter for shift in shifts for letter in shift.officers})
    officers = [officer(letter, skills=frozenset({letter.lower()})) for letter in letters]
    homes = [household(k) for k in (1, 2)]
    return inputs_of(homes, [visit(1), visit(2)], shifts, officers=officers)


def parts(whole: Shift, *absences: Absence) -> list[tuple[str, tuple[str, ...], int, int]]:
    cut = parts_of(whole, absences, station(whole))
    return [(part.id, part.officers, part.begin, part.end) for part in cut]


def test_an_absence_cuts_a_shift_in_two_parts() -> None:
    # 9:00 to 17:00 less 10:40 to 12:00
    away = Absence("A", 10 * HOUR + 40 * MINUTE, 12 * HOUR)
    assert parts(shift("A"), away) == [
        ("A/0", ("A",), 9 * HOUR, 10 * HOUR + 40 * MINUTE),
        ("A/0 12:00", ("A",), 12 * HOUR, 17 * HOUR),
    ]


def test_who_is_ill_has_no_shift() -> None:
    assert parts(shift("A"), Absence("A", 0, 24 * HOUR)) == []


def test_a_shift_without_an_absence_in_it_stays_as_it_is() -> None:
    whole = shift("A")
    for away in (
        Absence("B", 0, 24 * HOUR),
        Absence("A", 0, 9 * HOUR),
        Absence("A", 17 * HOUR, 20),
    ):
        assert parts_of(whole, [away], station(whole)) == [whole]


def test_absences_that_meet_are_one() -> None:
    away = (Absence("A", 9 * HOUR, 10 * HOUR), Absence("A", 10 * HOUR, 11 * HOUR))
    assert parts(shift("A"), *away) == [("A/0 11:00", ("A",), 11 * HOUR, 17 * HOUR)]


def test_of_a_crew_the_other_goes_on_alone_with_the_skills_that_are_his() -> None:
    crew = shift("AB", skills=frozenset({"a", "b"}))
    cut = parts_of(crew, [Absence("A", 12 * HOUR, 13 * HOUR)], station(crew))
    assert [(part.id, part.officers) for part in cut] == [
        ("A+B/0", ("A", "B")),
        ("A+B/0 (B) 12:00", ("B",)),
        ("A+B/0 13:00", ("A", "B")),
    ]
    assert [part.skills for part in cut] == [{"a", "b"}, {"b"}, {"a", "b"}]


@pytest.mark.parametrize(
    ("begin", "end", "pauses"),
    [
        # before lunch: the afternoon part holds the whole window
        (9 * HOUR, 10 * HOUR, [LUNCH]),
        # 12:00 to 15:00: only the morning holds it, begun by 11:30
        (12 * HOUR, 15 * HOUR, [ShiftBreak(11 * HOUR, 11 * HOUR + 30 * MINUTE, 30 * MINUTE), None]),
        # 11:30 to 12:00: begun at 11:00 sharp, or from 12:00 to 13:00, which is roomier
        (
            11 * HOUR + 30 * MINUTE,
            12 * HOUR,
            [None, ShiftBreak(12 * HOUR, 13 * HOUR, 30 * MINUTE)],
        ),
        # 11:10 to 13:10: neither part holds it
        (11 * HOUR + 10 * MINUTE, 13 * HOUR + 10 * MINUTE, [None, None]),
    ],
)
def test_the_break_belongs_to_the_part_with_most_room(
    begin: int, end: int, pauses: list[ShiftBreak | None]
) -> None:
    whole = shift("A", pause=LUNCH)
    cut = parts_of(whole, [Absence("A", begin, end)], station(whole))
    assert [part.pause for part in cut] == pauses


def test_what_is_cancelled_is_no_visit_any_more() -> None:
    changed = changed_inputs(station(shift("A")), Changes(cancelled=("v1",)))
    assert [visit.id for visit in changed.visits] == ["v2"]


def test_a_new_time_is_an_appointment_with_whom_it_was() -> None:
    inputs = station(shift("A"))
    new = NewTime("v1", MONDAY, 10 * HOUR, 300)
    changed = changed_inputs(inputs, Changes(new_times=(new,)))
    assert changed.visits[0].appointment == Appointment(MONDAY, 10 * HOUR, 300)
    promised = replace(inputs.visits[0], appointment=Appointment(MONDAY, 9 * HOUR, 0, "A"))
    inputs = replace(inputs, visits=(promised, inputs.visits[1]))
    changed = changed_inputs(inputs, Changes(new_times=(new,)))
    assert changed.visits[0].only_officer == "A"


def test_a_visit_that_is_given_has_one_officer_only() -> None:
    given = Changes(given=(GivenVisit("v2", "A", "so"),))
    assert changed_inputs(station(shift("A")), given).visits[1].only_officer == "A"


def test_of_two_new_times_or_two_officers_the_later_one_counts() -> None:
    first = Changes((), ("v1",), (NewTime("v2", MONDAY, 1, 0),), (GivenVisit("v2", "A", "so"),))
    later = Changes((), ("v1",), (NewTime("v2", MONDAY, 2, 0),), (GivenVisit("v2", "B", "so"),))
    both = first + later
    assert both.cancelled == ("v1",)
    assert both.new_times == later.new_times
    assert both.given == later.given
    assert not NO_CHANGES
    assert both


def test_a_further_visit_is_like_the_households_first() -> None:
    """In the tables it has two visits by now, and the other household's is put off."""
    asked = visit(1, least_days_between=3, due=MONDAY)
    base = inputs_of([household(1), household(2)], [asked], [shift()])
    inputs = replace(base, later_visits=(visit(2, 30, earliest=MONDAY),))
    further = (Further("h1/2", "h1"), Further("h2/2", "h2"), Further("h9/2", "h9"))
    found = changed_inputs(inputs, Changes(further=further)).visits
    assert found == (
        visit(1, least_days_between=0, due=MONDAY),
        visit(1, id="h1/2", least_days_between=0),
        visit(2, 30, id="h2/2", least_days_between=0),
    )
    again = replace(base, visits=(asked, visit(1, id="h1/2")))
    assert len(changed_inputs(again, Changes(further=further[:1])).visits) == 2
    cancelled = changed_inputs(inputs, Changes(cancelled=("h1/2",), further=further[:1]))
    assert [visit.id for visit in cancelled.visits] == ["v1"]


def at_ten(tolerance: int = 600) -> Inputs:
    """``v1`` has an appointment at ten on Monday."""
    whole = station(shift("A"))
    appointment = Appointment(MONDAY, 10 * HOUR, tolerance, "A")
    return replace(whole, visits=(visit(1, appointment=appointment), visit(2)))


def test_an_appointment_is_over_when_its_tolerance_is() -> None:
    ten = Lapsed("v1", MONDAY)
    assert lapsed_appointments(at_ten(), 10 * HOUR + 600, ()) == ()
    assert lapsed_appointments(at_ten(), 10 * HOUR + 601, ()) == (ten,)
    assert lapsed_appointments(at_ten(), 16 * HOUR, {"v1"}) == ()  # somebody went


def test_what_lapsed_goes_by_the_households_hours_among_the_first() -> None:
    over = Changes(lapsed=(Lapsed("v1", MONDAY), Lapsed("v9", MONDAY)))
    first, second = changed_inputs(at_ten(), over).visits
    assert (first.appointment, first.priority, first.due) == (None, Priority.HIGH, MONDAY)
    assert second == at_ten().visits[1]
    must = replace(at_ten(), visits=(replace(at_ten().visits[0], priority=Priority.MUST),))
    assert changed_inputs(must, over).visits[0].priority == Priority.MUST


def test_of_a_new_time_and_one_that_is_over_the_later_counts() -> None:
    new = Changes(new_times=(NewTime("v1", MONDAY, 12 * HOUR, 600),))
    over = Changes(lapsed=(Lapsed("v1", MONDAY),))
    assert (new + over) == over
    assert (over + new) == new
    appointment = changed_inputs(at_ten(), over + new).visits[0].appointment
    assert appointment is not None
    assert appointment.at_seconds == 12 * HOUR


def test_who_comes_back_early_was_away_until_then() -> None:
    ill = Changes(absences=(Absence("A", 9 * HOUR, 60 * HOUR, ill=True),))
    back = ill + Changes(returns=(Return("A", 33 * HOUR),))
    assert back.absences == (Absence("A", 9 * HOUR, 33 * HOUR, ill=True),)
    # before it began: he never was away; and nobody else comes back with him
    other = Changes(absences=(Absence("B", 9 * HOUR, 60 * HOUR),))
    assert (ill + other + Changes(returns=(Return("A", 9 * HOUR),))).absences == other.absences
    # and who is ill again later is ill again
    again = Changes(absences=(Absence("A", 50 * HOUR, 60 * HOUR, ill=True),))
    assert (back + again).absences == (*back.absences, *again.absences)


def test_what_was_made_is_held_as_it_was() -> None:
    inputs = station(shift("A"))
    now = replace(
        inputs,
        visits=inputs.visits[:1],
        refused_visits=(replace(inputs.visits[1], seconds=3600, officers_needed=2),),
    )
    held = Held("v2", 10 * HOUR, 10 * HOUR + 600, officers=1, chance=0.5)
    changed = changed_inputs(now, Changes(held=(held,)))
    (_, made) = changed.visits
    assert (made.id, made.seconds, made.officers_needed) == ("v2", 600, 1)
    assert changed.refused_visits == ()
    (_, times) = visit_times(changed)
    assert times.windows == ((10 * HOUR, 10 * HOUR + 600),)
    assert times.starts == (StartWindow(10 * HOUR, 10 * HOUR, 0.5),)
