"""A promise is held against hours and other promises when it is made.

Places stand 0.002 degrees of longitude apart: at 60.17 N that is 111 metres, so a straight line to
the next door takes 93 seconds on foot and 28 by bike. Visits take 10 minutes.

Tests ``followup/promised_calls.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routeplan.errors import Finding
from routeplan.followup.promise_check import promise_findings
from routeplan.followup.promised_calls import PromisedCall, can_share, seconds_between
from routeplan.model.inputs import Inputs, Mode, PlanCalendar, Policy, Shift, ShiftBreak
from routeplan.visitlog.log_records import Promise, Promised
from tests.stations import DAY, HOUR, MINUTE, MONDAY, ZONE, household, inputs_of, shift, visit

DAYS = 14
TOLERANCE = 10 * MINUTE
OPEN = Policy(visiting_hours=(("Mo-Su 00:00-24:00", 0.5),))
DAY_OF = {"Mo": 0, "Tu": 1, "We": 2, "Th": 3, "Fr": 4, "Sa": 5, "Su": 6}


def weekdays(officers: str = "A", **hours: int) -> list[Shift]:
    """Monday to Friday of two weeks."""
    return [shift(officers, day, **hours) for day in range(DAYS) if day % 7 < 5]


def station(*shifts: Sequence[Shift], homes: int = 4, **more: Any) -> Inputs:
    """Four homes; the days from Monday on are known, of which the first lies behind."""
    policy, hours, needed = more.pop("policy", OPEN), more.pop("hours", ""), more.pop("needed", 1)
    numbers = range(1, homes + 1)
    return replace(
        inputs_of(
            [household(k, hours) for k in numbers],
            [visit(k, officers_needed=needed) for k in numbers],
            [shift for group in shifts for shift in group],
            policy=policy,
            **more,
        ),
        calendar=PlanCalendar(MONDAY, DAYS, ZONE),
    )


def promised(number: int, when: str, officer: str | None = None) -> Promised:
    """``Tu 10:00`` of the first week."""
    day, clock = when.split()
    at = datetime.strptime(clock, "%H:%M")
    on = MONDAY + timedelta(days=DAY_OF[day])
    promise = Promise(on, HOUR * at.hour + MINUTE * at.minute, officer)
    return Promised(f"h{number}", promise, 1, MONDAY)


def findings(inputs: Inputs, *made: Promised, others: Sequence[Promised] = ()) -> list[Finding]:
    found = promise_findings(inputs, made, others, tolerance_seconds=TOLERANCE, now=DAY)
    return [finding for _, finding in found]


def codes(inputs: Inputs, *made: Promised, others: Sequence[Promised] = ()) -> list[str]:
    return [finding.code for finding in findings(inputs, *made, others=others)]


def offered(finding: Finding) -> list[str]:
    assert " could come " in finding.fix
    return finding.fix.split(" could come ")[1].replace(" or ", ", ").split(", ")


def test_a_promise_that_can_be_kept_is_not_told() -> None:
    assert findings(station(weekdays()), promised(1, "Tu 10:00"), promised(2, "Tu 10:15")) == []


@pytest.mark.parametrize("officer", [None, "A"])
def test_a_day_off_is_told_with_the_next_three_days_at_that_hour(officer: str | None) -> None:
    (found,) = findings(station(weekdays()), promised(1, "Sa 10:00", officer))
    assert (found.code, found.severity) == ("promise-day-off", "warning")
    assert found.message.endswith("on 2026-12-05")
    assert offered(found) == ["2026-12-07 10:00", "2026-12-08 10:00", "2026-12-09 10:00"]
    assert found.fix.startswith("A could come")  # the station's only officer, named or not


def test_another_officers_day_off_does_not_matter_unless_this_one_is_promised() -> None:
    inputs = station(weekdays("A"), [shift("B", 5)])
    assert codes(inputs, promised(1, "Sa 10:00")) == []
    (found,) = findings(inputs, promised(1, "Sa 10:00", "A"))
    assert (found.code, found.message) == ("promise-day-off", "A has no shift on 2026-12-05")


@pytest.mark.parametrize(
    ("when", "told"),
    [("Tu 08:45", True), ("Tu 09:00", False), ("Tu 16:45", False), ("Tu 17:00", True)],
)
def test_a_visit_lies_within_a_shift_from_begin_to_end(when: str, told: bool) -> None:
    """From 9 to 17. To h1 it is 93 seconds, within the tolerance at 09:00."""
    assert codes(station(weekdays()), promised(1, when)) == ["promise-off-shift"] * told


def test_the_hours_of_the_shift_are_told_and_a_time_inside_them_offered() -> None:
    (found,) = findings(station(weekdays()), promised(1, "Tu 19:00"))
    assert found.message == "officers are on shift 2026-12-01 09:00-17:00"
    # the last quarter from which 10 minutes and the way back fit before 17:00
    assert offered(found)[0] == "2026-12-01 16:45"


def test_a_home_far_away_cannot_be_reached_at_the_shifts_begin() -> None:
    """Place 20 is 20 x 93 s = 31 minutes away; the tolerance is 10."""
    inputs = station(weekdays(), homes=20)
    (found,) = findings(inputs, promised(20, "Tu 09:05"))
    assert found.code == "promise-off-shift"
    assert "31 minutes" in found.message
    assert offered(found)[0] == "2026-12-01 09:45"


def test_the_break_is_kept_free() -> None:
    """An hour that must begin at 12:00 sharp leaves nothing between 12:00 and 13:00."""
    pause = ShiftBreak(12 * HOUR, 12 * HOUR, HOUR)
    shifts = [
        replace(
            shift,
            pause=ShiftBreak(
                pause.earliest + DAY * shift.day, pause.latest + DAY * shift.day, HOUR
            ),
        )
        for shift in weekdays()
    ]
    (found,) = findings(station(shifts), promised(1, "Tu 12:20"))
    assert (found.code, found.message) == ("promise-off-shift", "it leaves no time for the break")
    assert offered(found)[0] == "2026-12-01 11:45"
    assert codes(station(shifts), promised(1, "Tu 13:00")) == []


def test_a_night_shift_keeps_promises_after_midnight() -> None:
    """From 22:00 to 04:00: Wednesday 01:00 is in Tuesday's night, Saturday 01:00 in Friday's."""
    nights = station(weekdays(begin=22 * HOUR, end=28 * HOUR))
    assert codes(nights, promised(1, "We 01:00"), promised(2, "Sa 01:00")) == []
    assert codes(nights, promised(1, "We 10:00")) == ["promise-off-shift"]
    (found,) = findings(nights, promised(1, "Su 01:00"))
    assert found.code == "promise-day-off"
    # next week's nights, Monday's first, each at one in the morning
    assert offered(found) == ["2026-12-08 01:00", "2026-12-09 01:00", "2026-12-10 01:00"]


def test_quiet_hours_and_the_residents_own_are_told_one_by_one() -> None:
    policy = replace(OPEN, quiet_hours="Mo-Su 09:00-11:00")
    inputs = station(weekdays(), policy=policy, hours="Mo-Fr 13:00-15:00")
    quiet, closed = findings(inputs, promised(1, "Tu 10:00"))
    assert (quiet.code, closed.code) == ("promise-quiet", "promise-closed")
    assert offered(quiet) == ["2026-12-01 13:00", "2026-12-02 13:00", "2026-12-03 13:00"]
    assert closed.fix == "agree on another time"  # other times are offered once


def test_who_gave_no_hours_is_offered_visiting_hours_and_may_be_promised_others() -> None:
    policy = Policy(visiting_hours=(("Mo-Fr 14:00-16:00", 0.5),))
    inputs = station(weekdays(), policy=policy)
    assert codes(inputs, promised(1, "Tu 10:00")) == []
    (found,) = findings(inputs, promised(1, "Sa 10:00"))
    assert offered(found)[0] == "2026-12-07 14:00"


def test_where_only_one_day_has_any_its_times_are_an_hour_apart() -> None:
    """The nearest to ten first: eleven and twelve, for at nine the officer is still on the way."""
    (found,) = findings(station([shift(day=3)]), promised(1, "Tu 10:00"))
    assert offered(found) == ["2026-12-03 10:00", "2026-12-03 11:00", "2026-12-03 12:00"]


def test_where_nothing_is_free_that_is_said() -> None:
    (found,) = findings(station(weekdays(), hours="Sa 10:00-12:00"), promised(1, "Tu 10:00"))
    assert found.fix == "agree on another time; until 2026-12-13 none is free by these hours"


@pytest.mark.parametrize("now", [0, 12 * HOUR])
def test_what_is_past_is_told_and_nothing_else_of_it(now: int) -> None:
    """A Sunday long ago; 'now' is on the Tuesday."""
    inputs = station(weekdays())
    past = Promised("h1", Promise(date(2026, 9, 6), 10 * HOUR), 1, MONDAY)
    found = promise_findings(inputs, [past], [], tolerance_seconds=TOLERANCE, now=DAY + now)
    ((_, finding),) = found
    assert (finding.code, finding.message) == ("promise-over", "this time is in the past")
    first = "2026-12-01 12:00" if now else "2026-12-01 10:00"
    assert offered(finding)[0] == first


# --- At one time ------------------------------------------------------------------------------


def test_one_officer_is_not_at_two_doors_at_once() -> None:
    """The cause is told once: at the later one."""
    (found,) = findings(station(weekdays()), promised(1, "Tu 10:00"), promised(2, "Tu 10:00"))
    assert (found.code, found.value) == ("promise-clash", "h2 2026-12-01 10:00")
    assert found.message == "A cannot be there and at h1 (2026-12-01 10:00) in time"
    # ten minutes there and 93 seconds on the way, before or behind: 09:45 or 10:15
    assert offered(found) == ["2026-12-01 09:45", "2026-12-02 10:00", "2026-12-03 10:00"]


@pytest.mark.parametrize(("clock", "told"), [("10:11", True), ("10:12", False), ("09:48", False)])
def test_the_way_between_counts(clock: str, told: bool) -> None:
    """Ten minutes and 93 seconds lie between 10:00 and the next door, before or behind."""
    others = [promised(1, "Tu 10:00")]
    found = codes(station(weekdays()), promised(2, f"Tu {clock}"), others=others)
    assert found == ["promise-clash"] * told


def test_two_officers_keep_two_promises_and_not_three() -> None:
    inputs = station(weekdays("A"), weekdays("B"))
    three = [promised(k, "Tu 10:00") for k in (1, 2, 3)]
    (found,) = findings(inputs, *three)
    assert (found.code, found.value) == ("promise-clash", "h3 2026-12-01 10:00")
    assert found.message.startswith("too few officers are there to be at h1")


def test_an_officer_who_is_named_cannot_be_replaced() -> None:
    inputs = station(weekdays("A"), weekdays("B"))
    others = [promised(1, "Tu 10:00", "A")]
    assert codes(inputs, promised(2, "Tu 10:00"), others=others) == []
    assert codes(inputs, promised(2, "Tu 10:00", "B"), others=others) == []
    (found,) = findings(inputs, promised(2, "Tu 10:00", "A"), others=others)
    assert found.message == "A cannot be there and at h1 (2026-12-01 10:00) in time"
    # whoever is free must be left free: B takes h2, so A cannot be promised to a third home
    both = [*others, promised(2, "Tu 10:00")]
    assert codes(inputs, promised(3, "Tu 10:00", "B"), others=both) == ["promise-clash"]


def test_a_promise_to_a_home_that_needs_two_takes_both_officers() -> None:
    two = station(weekdays("A"), weekdays("B"), needed=2)
    assert codes(two, promised(1, "Tu 10:00")) == []
    others = [promised(1, "Tu 10:00")]
    assert codes(two, promised(2, "Tu 10:00"), others=others) == ["promise-clash"]
    crew = station(weekdays("AB"), weekdays("CD"), needed=2)
    assert codes(crew, promised(2, "Tu 10:00"), others=others) == []


def test_on_a_day_off_two_homes_at_once_are_told_as_well() -> None:
    inputs = station(weekdays())
    found = codes(inputs, promised(1, "Sa 03:00"), promised(2, "Sa 03:00"))
    assert found == ["promise-day-off", "promise-day-off", "promise-clash"]


def test_the_same_household_does_not_stand_in_its_own_way() -> None:
    inputs = station(weekdays())
    assert codes(inputs, promised(1, "Tu 10:00"), others=[promised(1, "Tu 10:05")]) == []


def test_households_that_left_the_tables_are_passed_over() -> None:
    inputs = station(weekdays())
    gone = promised(9, "Tu 10:00")
    assert codes(inputs, gone, promised(1, "Tu 10:00"), others=[gone]) == []


def test_an_officer_without_the_skill_is_nobody_for_the_home_that_needs_it() -> None:
    skilled = [replace(shift, skills=frozenset({"signs"})) for shift in weekdays("B")[:1]]
    inputs = station(weekdays("A"), skilled)
    asked = replace(inputs, visits=(replace(inputs.visits[0], skills=frozenset({"signs"})),))
    (found,) = findings(asked, promised(1, "Tu 10:00"))
    assert found.message == "nobody with the skills needed (signs) is on shift on 2026-12-01"


# --- In general -------------------------------------------------------------------------------

hours = st.sampled_from(["", "Mo-Fr 09:00-12:00", "Sa 10:00-14:00", "Mo-Su 18:00-24:00"])
times = st.tuples(
    st.integers(1, 4), st.integers(0, 6), st.integers(0, 95), st.sampled_from([None, "A", "B"])
)
rosters = st.sampled_from(
    [
        (weekdays("A"),),
        (weekdays("A"), weekdays("B")),
        (weekdays("A", begin=20 * HOUR, end=28 * HOUR), weekdays("B")),
        (weekdays("AB"),),
        ([shift("A", 5)],),
    ]
)


def at_quarter(number: int, day: int, quarter: int, officer: str | None) -> Promised:
    promise = Promise(MONDAY + timedelta(days=day), 900 * quarter, officer)
    return Promised(f"h{number}", promise, 1, MONDAY)


@settings(max_examples=80, deadline=None)
@given(roster=rosters, text=hours, made=st.lists(times, min_size=1, max_size=4))
def test_nothing_speaks_against_what_is_offered(
    roster: tuple[list[Shift], ...], text: str, made: list[Any]
) -> None:
    inputs = station(*roster, hours=text, policy=replace(OPEN, quiet_hours="Mo-Su 00:00-07:00"))
    *others, asked = (at_quarter(*drawn) for drawn in made)
    for finding in findings(inputs, asked, others=others)[:1]:
        if " could come " not in finding.fix:
            continue
        for text_of in offered(finding):
            at = datetime.strptime(text_of, "%Y-%m-%d %H:%M")
            assert at.date() > MONDAY
            promise = Promise(at.date(), HOUR * at.hour + MINUTE * at.minute, asked.promise.officer)
            assert findings(inputs, replace(asked, promise=promise), others=others) == []


calls = st.lists(
    st.tuples(st.integers(1, 4), st.integers(40, 44), st.sampled_from([None, "A", "B"])),
    min_size=2,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(made=calls, officers=st.sampled_from(["A", "AB", "ABC"]))
def test_promises_are_shared_out_whenever_that_is_possible(made: list[Any], officers: str) -> None:
    """Against trying every officer for every call."""
    inputs = station(*(weekdays(letter) for letter in officers))
    known = [(n, quarter, o if o in (*officers, None) else None) for n, quarter, o in made]
    shared = [call_of(inputs, at_quarter(n, 1, quarter, o)) for n, quarter, o in known]
    choices = [promised_call.officer or officers for promised_call in shared]
    possible = any(
        all(
            _in_time([c for c, o in zip(shared, given_to, strict=True) if o == letter])
            for letter in officers
        )
        for given_to in product(*choices)
    )
    assert can_share(shared, inputs) == possible


def call_of(inputs: Inputs, promise: Promised) -> PromisedCall:
    begin = inputs.calendar.elapsed(promise.promise.on, promise.promise.at_seconds)
    number = int(promise.household[1:])
    home = inputs.household(promise.household).coordinate
    return PromisedCall(promise, inputs.visits[number - 1], home, begin, begin + 600, TOLERANCE)


def _in_time(own: list[PromisedCall]) -> bool:
    ordered = sorted(own, key=lambda promised_call: promised_call.begin)
    return all(
        one.end + seconds_between(one.where, other.where, Mode.FOOT) <= other.begin
        for one, other in pairwise(ordered)
    )


def test_a_visit_for_two_is_not_promised_while_only_one_is_on_shift() -> None:
    """A works in the morning, B from noon to eight: they share 12:00 to 17:00."""
    late = [shift("B", day, 12 * HOUR, 20 * HOUR) for day in range(DAYS) if day % 7 < 5]
    inputs = station(weekdays("A"), late, needed=2)
    (found,) = findings(inputs, promised(1, "Tu 10:00"))
    assert found.code == "promise-off-shift"
    assert found.message == "it needs two officers, and only A could come then"
    assert [time.split()[1] >= "12:00" for time in offered(found)] == [True] * 3
    assert findings(inputs, promised(1, "Tu 14:00")) == []
    assert codes(inputs, promised(1, "Tu 14:00", "B")) == []
    assert codes(station(weekdays("A"), late), promised(1, "Tu 10:00")) == [], "one is enough"


def test_a_crew_keeps_a_promise_for_two_alone() -> None:
    assert findings(station(weekdays("AB"), needed=2), promised(1, "Tu 10:00")) == []
    alone = station(weekdays("A"), needed=2)
    (found,) = findings(alone, promised(1, "Tu 10:00"))
    assert found.message == "it needs two officers, and only A could come then"
    assert "none is free by these hours" in found.fix
