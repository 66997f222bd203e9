"""Promise to users: never the same failed hour twice in a row, and each home at its own hours."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.hours.windows import StartWindow, avoiding, visit_times
from routeplan.model.inputs import Appointment, Inputs, Policy, Visit
from routeplan.model.learned import CELLS, Learned, cell_of
from tests.stations import DAY, HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

NINE = cell_of(0, 9)
HOURS_SET = Policy(visiting_hours=(("Mo-Su 08:00-12:00", 0.5),))


def shifted(**hours: float) -> tuple[float, ...]:
    """``h9=0.2``: 0.2 more from nine to ten on working days."""
    found = [0.0] * CELLS
    for name, more in hours.items():
        found[cell_of(0, int(name[1:]))] = more
    return tuple(found)


def station(known: Learned, availability: str = "", days: int = 1, **more: object) -> Inputs:
    """One household with a visit of 30 minutes, an officer from nine to five every day."""
    asked = [Visit(**({"id": "v1", "household": "h1", "seconds": 30 * MINUTE} | more))]
    shifts = [shift(day=day) for day in range(days)]
    homes = [household(1, availability)]
    inputs = inputs_of(homes, asked, shifts, days=days, policy=HOURS_SET)
    return avoiding(
        replace(inputs, learned=known), {home: (cells,) for home, cells in known.failed.items()}
    )


def starts(inputs: Inputs) -> list[tuple[float, float, float]]:
    """First and last start in hours, the last one rounded up, and the chance."""
    return [
        (s.first / HOUR, round(s.last / HOUR, 2), s.chance) for s in visit_times(inputs)[0].starts
    ]


def test_chances_step_where_hours_were_learned():
    """Half a chance from eight to twelve, the last start at 11:30; 0.5 + 0.2 at nine."""
    known = Learned(7, {"h1": shifted(h9=0.2)})
    assert starts(station(known)) == [(8, 9, 0.5), (9, 10, 0.7), (10, 11.5, 0.5)]
    assert visit_times(station(known))[0].windows == ((8 * HOUR, 12 * HOUR),)


def test_neighbouring_hours_of_one_chance_are_one_start_window():
    known = Learned(7, {"h1": shifted(h8=0.11, h9=0.09)})
    assert starts(station(known))[0] == (8, 10, pytest.approx(0.6))


def test_a_household_of_which_nothing_was_learned_is_met_as_set():
    assert starts(station(Learned(7, {"h2": shifted(h9=0.2)}))) == [(8, 11.5, 0.5)]


def test_hours_given_stay_the_only_ones_and_have_their_learned_chance():
    """0.85 - 0.35; a visit of half an hour fits in from 09:15 to 09:30."""
    known = Learned(7, {"h1": shifted(h9=-0.35, h10=0.1)})
    assert starts(station(known, "Mo 09:15-10:00")) == [(9.25, 9.5, 0.5)]


def test_working_days_do_not_speak_of_the_weekend():
    """Monday is day 0, so Saturday is day 5."""
    known = Learned(7, {"h1": shifted(h9=0.2)})
    saturday = [s for s in visit_times(station(known, days=7))[0].starts if s.first >= 5 * DAY]
    assert saturday[0] == StartWindow(5 * DAY + 8 * HOUR, 5 * DAY + 12 * HOUR - 1800, 0.5)


def test_the_hour_that_failed_last_is_left_out_on_every_working_day():
    """From the windows too, so that reserve stops keep to it: 30 minutes end by nine."""
    inputs = station(Learned(7, failed={"h1": frozenset({NINE})}), days=2)
    assert starts(inputs) == [(8, 8.5, 0.5), (10, 11.5, 0.5), (32, 32.5, 0.5), (34, 35.5, 0.5)]
    windows = [(begin / HOUR, end / HOUR) for begin, end in visit_times(inputs)[0].windows]
    assert windows == [(8, 9), (10, 12), (32, 33), (34, 36)]


def test_a_visit_longer_than_what_is_left_keeps_its_hours():
    """Two and a half hours do not fit into 8 to 9 nor into 10 to 12."""
    inputs = station(Learned(7, failed={"h1": frozenset({NINE})}), seconds=150 * MINUTE)
    assert starts(inputs) == [(8, 9.5, 0.5)]


@pytest.mark.parametrize(
    ("availability", "more"),
    [
        pytest.param("Mo 09:00-10:00", {}, id="no other hour at all"),
        pytest.param("Mo 09:00-10:00,17:00-20:00", {}, id="nobody on shift at the others"),
        pytest.param("Mo 09:00-10:00,16:10-17:00", {}, id="too near the end of the shift"),
        pytest.param("Mo 09:00-11:00", {"skills": frozenset(("swedish",))}, id="nobody able to"),
        pytest.param("Mo 09:00-11:00", {"given_to": "B"}, id="not by whom the chief named"),
    ],
)
def test_the_hour_that_failed_stays_where_no_other_can_be_had(availability, more):
    """The shift ends at 17:00: with half an hour to go back, 30 minutes begin by 16:00."""
    assert (
        starts(station(Learned(7, failed={"h1": frozenset({NINE})}), availability, **more))[0][0]
        == 9
    )


def test_another_hour_just_within_reach_takes_its_place():
    known = Learned(7, failed={"h1": frozenset({NINE})})
    found = starts(station(known, "Mo 09:00-10:00,16:00-17:00"))
    assert found == [(16, 16.5, Policy().chance_given)]


def test_a_promised_time_is_kept_whatever_failed_there():
    promised = Appointment(MONDAY, 9 * HOUR, 0)
    known = Learned(7, {"h1": shifted(h9=-0.4)}, {"h1": NINE})
    assert starts(station(known, appointment=promised)) == [(9, 9, 0.95)]


def test_visits_that_say_the_same_share_their_times():
    """Without learning as with it: two homes of which nothing was learned have one object."""
    homes = [household(1), household(2)]
    inputs = inputs_of(homes, [visit(1), visit(2)], [shift()])
    one, other = visit_times(replace(inputs, learned=Learned(0)))
    assert one is other


def test_what_is_avoided_is_settled_before_somebody_falls_ill():
    """Only A's second shift reaches the other hour, and it goes; the visit keeps off nine."""
    inputs = station(
        Learned(7, failed={"h1": frozenset({NINE})}), "Mo 09:00-10:00; Tu 11:00-12:00", days=2
    )
    ill = replace(inputs, shifts=inputs.shifts[:1])
    assert starts(ill) == [(35, 35.5, 0.85)]
