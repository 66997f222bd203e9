"""Whether a round could be another shift's: every rule seen refusing, and where the break goes.

Tests ``balance/swapped_plan.py``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from routeplan.balance.swapped_plan import changed_plan
from routeplan.balance.takeover_rules import fitted
from routeplan.model.inputs import Appointment, Inputs, Mode, Shift, ShiftBreak
from routeplan.model.plan import Plan, Route, RouteBreak
from tests.balance.plans import IDLE, at, calls, planned, violations
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, visit

# A's round: 8:58 from the station, 9:00-9:30 at place 1, 9:32-9:42 at place 2, 9:46 back, unless
# the second visit is later
FIRST = at(9)


Case = tuple[Inputs, Plan]


def a_and(other: Shift, *, second: int = at(9, 32), own: Shift | None = None, **more: Any) -> Case:
    """A makes v1 and v2; ``other`` has nothing to do; ``more`` is about v1."""
    first = own or shift("A", begin=8 * HOUR, skills=frozenset({"signs"}))
    inputs = inputs_of(
        [household(1), household(2)], [visit(1, 30, **more), visit(2, 10)], [first, other]
    )
    pause_after = 2 if first.pause else None
    return inputs, planned(inputs, calls((1, FIRST), (2, second), pause_after=pause_after), IDLE)


def moved(case: Case) -> Route | None:
    """A's round as the other shift would make it; the judge agrees with it."""
    inputs, plan = case
    found = fitted(inputs, plan.routes[0], inputs.shifts[1])
    if found is not None:
        assert violations(inputs, changed_plan(inputs, plan, {1: found})) == []
    return found


def test_a_round_keeps_every_time_when_it_goes_to_another_shift() -> None:
    case = a_and(shift("B", begin=8 * HOUR))
    before, after = case[1].routes[0], moved(case)
    assert after is not None
    assert (after.shift, after.officers) == ("B/0", ("B",))
    assert after.stops == before.stops
    assert (after.leave, after.back) == (at(8, 58), at(9, 46))


def test_a_round_takes_the_hours_of_its_new_shift() -> None:
    after = moved(a_and(shift("B", begin=at(8, 58), end=at(9, 46))))
    assert after is not None
    assert (after.begin, after.end) == (at(8, 58), at(9, 46))


def test_reserve_stops_do_not_move_for_they_are_chosen_per_shift() -> None:
    inputs = inputs_of(
        [household(1), household(2)],
        [visit(1), visit(2)],
        [shift("A", max_visits=1), shift("B", day=1), shift("C")],
        days=2,
    )
    plan = planned(inputs, calls((1, at(10))), calls((2, at(10, day=1))), IDLE)
    assert plan.routes[0].reserve
    after = fitted(inputs, plan.routes[0], inputs.shifts[2])
    assert after is not None
    assert after.reserve == ()


@pytest.mark.parametrize(
    ("other", "about_v1"),
    [
        pytest.param({"day": 1}, {}, id="another day"),
        pytest.param({"mode": Mode.BIKE}, {}, id="another mode: other ways, other times"),
        pytest.param({"officers": "BC"}, {}, id="a crew does not take over from one officer"),
        pytest.param({}, {"skills": frozenset({"signs"})}, id="nobody there has the skill"),
        pytest.param(
            {},
            {"appointment": Appointment(MONDAY, FIRST, 600, officer="A")},
            id="another officer was promised",
        ),
        pytest.param({"max_visits": 1}, {}, id="too many visits"),
        pytest.param({"max_busy_seconds": 48 * MINUTE - 1}, {}, id="too busy by a second"),
        pytest.param({"begin": at(8, 58) + 1}, {}, id="begins a second too late"),
        pytest.param({"end": at(9, 46) - 1}, {}, id="ends a second too early"),
        pytest.param(
            {"pause": ShiftBreak(at(8, 59), at(9, 30), 20 * MINUTE)}, {}, id="no room for its break"
        ),
        pytest.param(
            {"pause": ShiftBreak(at(8), at(8, 30), 58 * MINUTE + 1)},
            {},
            id="the break and the way together do not fit before the first visit",
        ),
    ],
)
def test_a_round_stays_where_it_is_when(other: dict[str, Any], about_v1: dict[str, Any]) -> None:
    assert moved(a_and(shift(**({"officers": "B", "begin": 8 * HOUR} | other)), **about_v1)) is None


@pytest.mark.parametrize(
    ("other", "about_v1"),
    [
        pytest.param(
            {"skills": frozenset({"signs"})}, {"skills": frozenset({"signs"})}, id="skill"
        ),
        pytest.param({}, {"appointment": Appointment(MONDAY, FIRST, 600)}, id="nobody promised"),
        pytest.param({"max_visits": 2, "max_busy_seconds": 48 * MINUTE}, {}, id="caps just kept"),
    ],
)
def test_a_round_goes_when_what_it_needs_is_there(
    other: dict[str, Any], about_v1: dict[str, Any]
) -> None:
    assert moved(a_and(shift("B", begin=8 * HOUR, **other), **about_v1)) is not None


def test_the_promised_officer_may_take_the_round() -> None:
    # no judged plan gives it to A, so only the question is asked
    inputs, plan = a_and(shift("B", begin=8 * HOUR))
    promised = replace(inputs.visits[0], appointment=Appointment(MONDAY, FIRST, 600, officer="B"))
    inputs = replace(inputs, visits=(promised, inputs.visits[1]))
    assert fitted(inputs, plan.routes[0], inputs.shifts[1]) is not None


def test_a_crews_round_goes_to_a_crew_only() -> None:
    inputs = inputs_of(
        [household(1)],
        [visit(1, officers_needed=2)],
        [shift("AB"), shift("C"), shift("DE")],
    )
    plan = planned(inputs, calls((1, at(10))), IDLE, IDLE)
    one, crew = (fitted(inputs, plan.routes[0], inputs.shifts[s]) for s in (1, 2))
    assert one is None
    assert crew is not None
    assert violations(inputs, changed_plan(inputs, plan, {2: crew})) == []


# -- the break ------------------------------------------------------------------------------------


def test_the_break_of_the_old_shift_is_dropped_where_the_new_one_has_none() -> None:
    own = shift("A", begin=8 * HOUR, pause=ShiftBreak(at(12), at(13), 30 * MINUTE))
    case = a_and(shift("B", begin=8 * HOUR), own=own)
    # A is back at 9:46 and rests at the station at noon
    assert (case[1].routes[0].back, case[1].routes[0].pause) == (
        at(9, 46),
        RouteBreak(at(12), at(12, 30), 2),
    )
    after = moved(case)
    assert after is not None
    assert after.pause is None
    assert after.back == at(9, 46)


def test_the_break_goes_into_the_gap_that_its_own_window_meets() -> None:
    # v1 ends at 9:30, v2 begins at 13:00, 2 minutes away: at B's door by 9:32, break 12:00-12:30
    pause = ShiftBreak(at(12), at(12, 30), 30 * MINUTE)
    after = moved(a_and(shift("B", begin=8 * HOUR, pause=pause), second=at(13)))
    assert after is not None
    assert after.pause is not None
    assert (after.pause.begin, after.pause.end, after.pause.after) == (at(12), at(12, 30), 1)
    assert [stop.arrive for stop in after.stops] == [at(9), at(12, 30)]
    assert [stop.begin for stop in after.stops] == [at(9), at(13)]


def test_the_break_begins_no_earlier_than_the_visit_before_it_ends() -> None:
    # 10 minutes from 9:30; on foot to the next door until 9:42; v2 at 9:42
    pause = ShiftBreak(at(9, 10), at(9, 30), 10 * MINUTE)
    after = moved(a_and(shift("B", begin=8 * HOUR, pause=pause), second=at(9, 42)))
    assert after is not None
    assert after.pause is not None
    assert (after.pause.begin, after.pause.after) == (at(9, 30), 1)
    assert after.stops[1].arrive == at(9, 42)


def test_a_break_before_the_first_visit_is_taken_at_the_station_where_there_is_time() -> None:
    # 58 minutes of rest, and 2 on foot: exactly the hour before v1
    pause = ShiftBreak(at(8), at(8), 58 * MINUTE)
    after = moved(a_and(shift("B", begin=8 * HOUR, pause=pause)))
    assert after is not None
    assert after.pause is not None
    assert (after.leave, after.pause) == (at(8, 58), RouteBreak(at(8), at(8, 58), 0))
    assert after.stops[0].arrive == at(9)


def test_a_break_that_must_begin_on_the_way_is_left_for_as_late_as_may_be() -> None:
    # 9:00-9:10 is too late to rest at the station: v1 at 9:11 is 2 minutes away. B leaves at 8:59,
    # rests half way, and is there on time
    pause = ShiftBreak(at(9), at(9, 1), 10 * MINUTE)
    homes, visits = [household(1)], [visit(1, 30)]
    shifts = [shift("A", begin=8 * HOUR), shift("B", begin=8 * HOUR, pause=pause)]
    inputs = inputs_of(homes, visits, shifts)
    case = inputs, planned(inputs, calls((1, at(9, 11))), IDLE)
    after = moved(case)
    assert after is not None
    assert (after.leave, after.pause) == (at(8, 59), RouteBreak(at(9), at(9, 10), 0))
    assert after.idle_seconds == 0


def test_a_break_after_coming_back_may_last_until_the_shift_ends() -> None:
    pause = ShiftBreak(at(11), at(11, 30), 60 * MINUTE)
    after = moved(a_and(shift("B", begin=8 * HOUR, end=12 * HOUR, pause=pause)))
    assert after is not None
    assert after.pause is not None
    assert (after.pause, after.back) == (RouteBreak(at(11), at(12), 2), at(9, 46))


def test_the_break_stays_on_its_leg_when_the_new_shift_allows_it() -> None:
    # there is room before v1 too; A takes it on the way back
    pause = ShiftBreak(at(8), at(13), 30 * MINUTE)
    own = shift("A", begin=8 * HOUR, pause=pause)
    after = moved(a_and(shift("B", begin=8 * HOUR, pause=pause), own=own))
    assert after is not None
    assert after.pause is not None
    assert after.pause.after == 2
