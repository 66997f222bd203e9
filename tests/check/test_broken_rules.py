"""What a person reads of a broken plan: one message a cause, and never nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.check import by_cause, judge
from routeplan.errors import Violation
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs
from routeplan.planning.by_hand import plan_by_hand
from tests.check import changes as c
from tests.check.sound import sound
from tests.planning.explain.cases import plan_of
from tests.stations import HOUR, MINUTE, MONDAY, household, inputs_of, shift, street_tables, visit


def causes_of(inputs: Inputs, *orders: str) -> list[Violation]:
    """What is wrong with A's round of these visits."""
    travel, times = street_tables(inputs), visit_times(inputs)
    source = plan_of(inputs, *([] for _ in inputs.shifts), travel=travel)
    plan = plan_by_hand(inputs, times, travel, {"A/0": orders}, source)
    return by_cause(inputs, times, travel, plan, judge(inputs, times, travel, plan))


def test_a_round_an_hour_late_is_one_message() -> None:
    # v4 is 8 minutes away and takes an hour; v1, v2 and v3 (10 minutes each) close at 9:50, and
    # are reached at 9:08 + 60 + 6 = 10:14 and, 12 minutes each further on, at 10:26 and 10:38
    homes = [*(household(k, "Mo 09:00-09:50") for k in (1, 2, 3)), household(4)]
    visits = [*(visit(k) for k in (1, 2, 3)), visit(4, 60)]
    (found,) = causes_of(inputs_of(homes, visits, [shift("A")]), "v4", "v1", "v2", "v3")
    hours = "its hours that day are 09:00-09:50"
    assert found.message == (
        "Officer A (Officer A) on Mon 30 Nov: 3 visits lie outside their hours: "
        f"v1 (Resident 1) at 10:14 ({hours}), v2 (Resident 2) at 10:26 ({hours}), "
        f"v3 (Resident 3) at 10:38 ({hours})"
    )


def test_an_appointment_that_is_missed_is_named_once() -> None:
    at_nine = Appointment(MONDAY, 9 * HOUR, 5 * MINUTE)
    inputs = inputs_of(
        [household(1), household(2)], [visit(1, appointment=at_nine), visit(2, 60)], [shift("A")]
    )
    # v2 is 4 minutes away, takes an hour, and v1 is 2 minutes back
    (found,) = causes_of(inputs, "v2", "v1")
    assert found.rule == "promised-times"
    assert found.message == (
        "v1 (Resident 1) begins at 10:06 on Mon 30 Nov; its appointment is at 09:00 on Mon 30 Nov,"
        " 5 minutes early or late at most"
    )


def test_visits_after_the_end_of_a_round_that_is_too_long_are_the_same_cause() -> None:
    homes = [household(1), household(2, "Mo 09:00-10:30")]
    inputs = inputs_of(homes, [visit(1, 120), visit(2)], [shift("A", end=11 * HOUR)])
    # 2 + 120 + 2 minutes: v2 begins at 11:04 and ends at 11:14, 4 minutes from the station
    (found,) = causes_of(inputs, "v1", "v2")
    assert found.message == (
        "Officer A (Officer A) on Mon 30 Nov: the round ends at 11:18, but the shift ends at 11:00"
    )


def test_wrong_figures_alone_are_named() -> None:
    judged = c.route("A/0", expected_met=9.0)(sound())
    found = judged.violations()
    given_ = (judged.inputs, judged.times, judged.travel, judged.plan)
    assert by_cause(*given_, found) == found != []


def test_a_plan_of_another_station_is_named_as_it_is() -> None:
    judged = c.stop("A/0", 0, visit="v99")(sound())
    found = judged.violations()
    assert by_cause(judged.inputs, judged.times, judged.travel, judged.plan, found) == found


@settings(deadline=None, max_examples=60)
@given(
    order=st.permutations([f"v{k}" for k in range(1, 7)]),
    closes=st.lists(st.integers(570, 720), min_size=6, max_size=6),
    end=st.integers(10, 17),
    cap=st.none() | st.integers(1, 5),
)
def test_whatever_the_order_every_stop_has_one_cause_and_something_is_left(
    order: list[str], closes: list[int], end: int, cap: int | None
) -> None:
    homes = [
        household(k, f"Mo 09:00-{minute // 60:02d}:{minute % 60:02d}")
        for k, minute in enumerate(closes, start=1)
    ]
    works = shift("A", end=end * HOUR, max_visits=cap)
    inputs = inputs_of(homes, [visit(k, 20) for k in range(1, 7)], [works])
    travel, times = street_tables(inputs), visit_times(inputs)
    source = plan_of(inputs, [], travel=travel)
    plan = plan_by_hand(inputs, times, travel, {"A/0": order}, source)
    violations = judge(inputs, times, travel, plan)
    found = by_cause(inputs, times, travel, plan, violations)
    assert bool(found) == bool(violations)
    assert {violation.rule for violation in found} <= {violation.rule for violation in violations}
    stops = [(violation.shift, violation.visit, violation.rule) for violation in found]
    assert len(stops) == len(set(stops))
    assert sum(violation.rule == "visit-windows" for violation in found) <= 1


def test_a_violation_named_twice_is_read_once() -> None:
    judged = c.works("A/0", max_visits=2)(sound())
    found = judged.violations()
    twice = [*found, *(replace(violation) for violation in found)]
    assert by_cause(judged.inputs, judged.times, judged.travel, judged.plan, twice) == found
