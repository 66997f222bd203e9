"""From an order to a timetable: the earliest return, the latest leaving, breaks on any leg."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from random import Random

import numpy as np
import pytest

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY, ShiftBreak
from routeplan.problem.arrays import NO_BREAK, Problem
from routeplan.problem.numbering import build_problem
from routeplan.problem.schedule import TimedShift, TimedStop, timed, timed_by_break
from routeplan.problem.solution import ShiftChoice
from tests.engines.problems import small_problem
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit

ALL_DAY = (0, 24 * HOUR)


def at(clock: str) -> int:
    """Elapsed seconds of a time on the plan's first day."""
    hours, minutes = clock.split(":")
    return HOUR * int(hours) + MINUTE * int(minutes)


def street(*, pause: ShiftBreak | None = None, officers: str = "A", **more) -> Problem:
    """Ten-minute visits v0 ... v5 at places 1 ... 6, two minutes apart, and a shift 9:00-17:00."""
    inputs = inputs_of(
        [household(number) for number in range(1, 7)],
        [visit(number) for number in range(1, 7)],
        [shift(officers, pause=pause, **more)],
    )
    return build_problem(inputs, visit_times(inputs), street_tables(inputs))


def choice(*stops: tuple[int, tuple[int, int]], break_leg: int | None = None) -> ShiftChoice:
    """Visits with their start windows."""
    return ShiftChoice(tuple(v for v, _ in stops), tuple(w for _, w in stops), break_leg)


def test_a_round_that_never_waits_begins_with_its_shift():
    # 9:00 + 2 minutes to place 1, 10 minutes there; 4 to place 3, 10 there; 6 back.
    assert timed(street(), 0, choice((0, ALL_DAY), (2, ALL_DAY))) == TimedShift(
        leave=at("9:00"),
        back=at("9:32"),
        stops=(
            TimedStop(at("9:02"), at("9:02"), at("9:12")),
            TimedStop(at("9:16"), at("9:16"), at("9:26")),
        ),
    )


def test_leaving_late_spares_waiting_at_the_first_door():
    found = timed(street(), 0, choice((0, (at("10:00"), at("11:00"))), (2, ALL_DAY)))
    assert found.leave == at("9:58")
    assert found.stops[0] == TimedStop(at("10:00"), at("10:00"), at("10:10"))
    assert found.stops[1].begin == at("10:14")


def test_leaving_late_spares_waiting_at_a_later_door_too():
    # Place 3 opens at 10:00; 4 minutes before that, 10 at place 1 and 2 to get there: 9:44.
    found = timed(street(), 0, choice((0, ALL_DAY), (2, (at("10:00"), at("11:00")))))
    assert found == TimedShift(
        leave=at("9:44"),
        back=at("10:16"),
        stops=(
            TimedStop(at("9:46"), at("9:46"), at("9:56")),
            TimedStop(at("10:00"), at("10:00"), at("10:10")),
        ),
    )
    # 4 + 2 + 6 minutes of ways and 20 of visits fill it
    assert found.idle_seconds(32 * MINUTE) == 0


def test_one_waits_where_an_earlier_window_closes_first():
    # Place 1 must be begun by 9:20, ends 9:30, and place 3 is reached at 9:34 at the latest.
    order = choice((0, (0, at("9:20"))), (2, (at("10:00"), at("11:00"))))
    found = timed(street(), 0, order)
    assert found.leave == at("9:18")
    assert found.stops == (
        TimedStop(at("9:20"), at("9:20"), at("9:30")),
        TimedStop(at("9:34"), at("10:00"), at("10:10")),
    )
    assert found.idle_seconds(32 * MINUTE) == 26 * MINUTE


def test_a_round_is_never_back_later_for_leaving_late():
    # Nothing is waited for behind place 1, so that leaving later would be back later.
    found = timed(street(), 0, choice((0, (at("9:30"), at("16:00"))), (2, ALL_DAY)))
    assert (found.leave, found.back) == (at("9:28"), at("10:00"))


def test_doors_of_one_place_are_a_minute_apart():
    inputs = inputs_of([household(1), household(2, place=1)], [visit(1), visit(2)], [shift()])
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    found = timed(problem, 0, choice((0, ALL_DAY), (1, ALL_DAY)))
    assert found.stops[1].arrive == found.stops[0].end + 60


def test_a_shift_without_a_visit_stays_at_the_station_and_takes_no_break():
    problem = street(pause=ShiftBreak(at("11:00"), at("12:00"), 1800))
    assert timed(problem, 0, ShiftChoice()) == TimedShift(at("9:00"), at("9:00"))


def test_two_officers_begin_a_pair_at_one_second():
    inputs = inputs_of(
        [household(number) for number in range(1, 7)],
        [visit(number, officers_needed=2 if number == 5 else 1) for number in range(1, 7)],
        [shift("A"), shift("B", begin=at("9:30"))],
    )
    problem = build_problem(inputs, visit_times(inputs), street_tables(inputs))
    pair = (4, (at("10:00"), at("10:00")))
    first = timed(problem, 0, choice((0, ALL_DAY), pair))
    second = timed(problem, 1, choice(pair, (5, ALL_DAY)))
    # A leaves place 1, 8 minutes away, at 9:52, so the station at 9:40; B is ten minutes away.
    assert first.stops[1] == TimedStop(at("10:00"), at("10:00"), at("10:10"))
    assert first.leave == at("9:40")
    assert second.stops[0] == TimedStop(at("10:00"), at("10:00"), at("10:10"))
    assert second.leave == at("9:50")


def test_a_pair_that_one_of_two_cannot_reach_in_time_is_refused():
    too_soon = (4, (at("9:09"), at("9:09")))
    with pytest.raises(ValueError, match="visit 4 cannot start by"):
        timed(street(), 0, choice(too_soon))


# --- the break ------------------------------------------------------------------------------------
# Visit 0 at place 1 ends at 9:12; from there to place 5 it is 8 minutes; the break takes 30.


@pytest.mark.parametrize(
    ("earliest", "begin", "arrive"),
    [
        pytest.param("9:05", "9:12", "9:50", id="at the last door"),
        pytest.param("9:12", "9:12", "9:50", id="at the last door, to the second"),
        pytest.param("9:16", "9:16", "9:50", id="between two doors"),
        pytest.param("9:20", "9:20", "9:50", id="at the next door"),
        pytest.param("9:30", "9:30", "10:00", id="at the next door, after waiting"),
    ],
)
def test_the_break_begins_wherever_the_officer_then_is(earliest, begin, arrive):
    problem = street(pause=ShiftBreak(at(earliest), at("9:45"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, ALL_DAY), (4, ALL_DAY), break_leg=1))
    assert found.pause == (at(begin), at(begin) + 30 * MINUTE)
    assert found.stops[1].arrive == found.stops[1].begin == at(arrive)


def test_a_break_on_the_way_costs_no_detour_before_a_window_opens():
    # 8 minutes' way and the 30 of the break before 10:00: place 1 is left at 9:22.
    problem = street(pause=ShiftBreak(at("9:15"), at("9:45"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, ALL_DAY), (4, (at("10:00"), at("11:00"))), break_leg=1))
    assert found.stops[0].end == at("9:22")
    assert found.pause == (at("9:22"), at("9:52"))
    assert found.stops[1] == TimedStop(at("10:00"), at("10:00"), at("10:10"))


def test_a_break_that_must_begin_early_keeps_the_round_from_leaving_later():
    # Begun by 9:15, it is over by 9:45, and place 5 opens at 10:00, 8 minutes from place 1.
    problem = street(pause=ShiftBreak(at("9:05"), at("9:15"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, ALL_DAY), (4, (at("10:00"), at("11:00"))), break_leg=1))
    assert found.pause == (at("9:15"), at("9:45"))
    assert found.leave == at("9:03")  # 10 minutes at the door, 2 to get there
    assert found.stops[1] == TimedStop(at("9:53"), at("10:00"), at("10:10"))
    # 2 + 8 + 10 minutes of ways, 20 of visits: 7 are waited
    assert found.idle_seconds(40 * MINUTE) == 7 * MINUTE


@pytest.mark.parametrize(("latest", "possible"), [("9:12", True), ("9:11", False)])
def test_a_break_cannot_begin_past_its_window(latest, possible):
    problem = street(pause=ShiftBreak(at("9:05"), at(latest), 30 * MINUTE))
    order = choice((0, ALL_DAY), (4, ALL_DAY), break_leg=1)
    if possible:
        assert timed(problem, 0, order).pause == (at("9:12"), at("9:42"))
        return
    with pytest.raises(ValueError, match="no break is possible on leg 1"):
        timed(problem, 0, order)


def test_a_break_before_the_first_door_is_taken_at_the_station_where_there_is_time():
    # Two minutes' way to place 1: leaving at 10:58, long after the break.
    problem = street(pause=ShiftBreak(at("9:30"), at("10:00"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, (at("11:00"), at("12:00"))), break_leg=0))
    assert (found.leave, found.pause) == (at("10:58"), (at("9:30"), at("10:00")))
    assert found.stops[0] == TimedStop(at("11:00"), at("11:00"), at("11:10"))


def test_a_break_that_ends_when_the_first_window_opens_is_taken_on_arrival():
    # There at 9:30, when the break begins; the window opens when it ends, at 10:00.
    problem = street(pause=ShiftBreak(at("9:30"), at("10:00"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, (at("10:00"), at("10:00"))), break_leg=0))
    assert (found.leave, found.pause) == (at("9:28"), (at("9:30"), at("10:00")))
    assert found.stops[0] == TimedStop(at("10:00"), at("10:00"), at("10:10"))


@pytest.mark.parametrize(
    ("earliest", "begin"),
    [
        pytest.param("9:13", "9:14", id="as soon as she is back"),
        pytest.param("9:30", "9:30", id="when its window opens"),
    ],
)
def test_a_break_behind_the_last_door_is_taken_at_the_station(earliest, begin):
    # 2 minutes there, 10 at the door, 2 back.
    problem = street(pause=ShiftBreak(at(earliest), at("10:00"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, ALL_DAY), break_leg=1))
    assert (found.leave, found.back) == (at("9:00"), at("9:14"))
    assert found.pause == (at(begin), at(begin) + 30 * MINUTE)
    assert found.idle_seconds(14 * MINUTE) == 0, "it takes nothing of the round"


def test_a_break_that_may_not_begin_once_she_is_back_is_taken_on_the_way():
    # Back at 9:14 without it, a minute too late.
    problem = street(pause=ShiftBreak(at("9:05"), at("9:13"), 30 * MINUTE))
    found = timed(problem, 0, choice((0, ALL_DAY), break_leg=1))
    assert (found.pause, found.back) == ((at("9:12"), at("9:42")), at("9:44"))
    assert found.idle_seconds(14 * MINUTE) == 0


@pytest.mark.parametrize(("end", "possible"), [("9:44", True), ("9:43", False)])
def test_a_break_at_the_station_ends_by_the_shifts_end(end, possible):
    problem = street(end=at(end), pause=ShiftBreak(at("9:13"), at("10:00"), 30 * MINUTE))
    order = choice((0, ALL_DAY), break_leg=1)
    if possible:
        assert timed(problem, 0, order).pause == (at("9:14"), at("9:44"))
        return
    with pytest.raises(ValueError, match="after its end"):
        timed(problem, 0, order)


def test_a_break_where_none_is_due_is_refused():
    with pytest.raises(ValueError, match="no break is possible on leg 0"):
        timed(street(), 0, choice((0, ALL_DAY), break_leg=0))


# --- choices that cannot be kept ------------------------------------------------------------------


def test_a_visit_too_late_for_its_window_is_refused():
    with pytest.raises(ValueError, match=f"cannot start by {at('9:15')}, but at {at('9:16')}"):
        timed(street(), 0, choice((0, ALL_DAY), (2, (0, at("9:15")))))


@pytest.mark.parametrize(("end", "possible"), [("9:14", True), ("9:13", False)])
def test_coming_back_after_the_shifts_end_is_refused(end, possible):
    # 2 minutes there, 10 at the door, 2 back.
    problem = street(end=at(end))
    if possible:
        assert timed(problem, 0, choice((0, ALL_DAY))).back == at("9:14")
        return
    with pytest.raises(ValueError, match=f"back at {at('9:14')}, after its end"):
        timed(problem, 0, choice((0, ALL_DAY)))


@pytest.mark.parametrize("way", [(0, 1), (1, 3), (3, 0)], ids=["there", "between", "back"])
def test_a_leg_without_a_way_is_refused(way):
    problem = street()
    travel = problem.travel.copy()
    travel[(0, *way)] = NO_WAY
    with pytest.raises(ValueError, match="there is no way for leg"):
        timed(replace(problem, travel=travel), 0, choice((0, ALL_DAY), (2, ALL_DAY)))


# --- brute force ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Run:
    """One simulated round: (arrive, begin, end) of its stops, its return, and its break."""

    stops: tuple[tuple[int, int, int], ...]
    back: int
    pause: tuple[int, int] | None


def runs(problem: Problem, order: ShiftChoice, leave: int) -> list[Run]:
    """All rounds of shift 0 that leave then, one for every second at which the break may begin."""
    if order.break_leg is None:
        return _kept([simulated(problem, order, leave, None)])
    hours = int(problem.shift_begin[0]), int(problem.shift_end[0])
    length = int(problem.break_seconds[0])
    moments = range(int(problem.break_earliest[0]), int(problem.break_latest[0]) + 1)
    found = [simulated(problem, order, leave, moment) for moment in moments]
    unbroken = simulated(problem, replace(order, break_leg=None), leave, None)
    if unbroken is not None:
        at_station = [
            replace(unbroken, pause=(moment, moment + length))
            for moment in moments
            if (order.break_leg == 0 and hours[0] <= moment <= leave - length)
            or (
                order.break_leg == len(order.visits)
                and unbroken.back <= moment <= hours[1] - length
            )
        ]
        found += at_station
    return _kept(found)


def _kept(found: list[Run | None]) -> list[Run]:
    return [run for run in found if run is not None]


def simulated(problem: Problem, order: ShiftChoice, leave: int, break_at: int | None) -> Run | None:
    """A round second by second, every visit as early as can be; None where it is not possible.

    A break begun at ``break_at`` stops the officer wherever he then is on the break's leg.
    """
    places = [0, *(int(problem.visit_place[v]) for v in order.visits), 0]
    now, stops = leave, []
    pause = None if break_at is None else (break_at, break_at + int(problem.break_seconds[0]))
    for leg, (here, there) in enumerate(pairwise(places)):
        way = int(problem.travel[problem.shift_mode[0], here, there])
        rest = int(problem.break_seconds[0]) if leg == order.break_leg else 0
        if way == NO_WAY or (rest and (break_at is None or break_at < now)):
            return None
        while way or rest:
            if rest and break_at is not None and now >= break_at:
                rest -= 1
            elif way:
                way -= 1
            now += 1
        if leg == len(order.visits):
            return Run(tuple(stops), now, pause) if now <= problem.shift_end[0] else None
        first, last = order.starts[leg]
        begin = max(now, first)
        if begin > last:
            return None
        end = begin + int(problem.visit_seconds[order.visits[leg]])
        stops.append((now, begin, end))
        now = end
    raise AssertionError("a round has a way back")


def with_time_to_spare(random: Random, problem: Problem) -> Problem:
    """Often a later end of the shift and of the break's window, so that more can be kept."""
    due = problem.break_seconds != NO_BREAK
    return replace(
        problem,
        shift_end=problem.shift_end + random.randint(0, 60),
        break_latest=problem.break_latest + np.where(due, random.randint(0, 60), 0).astype("i4"),
    )


def random_choice(random: Random, problem: Problem) -> ShiftChoice:
    """Some visits in the order of their start windows, and the break's leg."""
    stops = []
    for v in random.sample(range(problem.visits), random.randint(1, 3)):
        first = random.randint(0, 40)
        stops.append((v, (first, first + random.randint(0, 60))))
    stops.sort(key=lambda stop: stop[1])
    due = problem.break_seconds[0] != NO_BREAK
    return choice(*stops, break_leg=random.randint(0, len(stops)) if due else None)


def check_against_simulation(problem: Problem, order: ShiftChoice) -> str:
    """A choice that can be kept is back first, leaves last, and begins early.

    Where its break is taken, or that it is refused.
    """
    first = runs(problem, order, int(problem.shift_begin[0]))
    if not first:
        with pytest.raises(ValueError, match=r"^shift 0: "):
            timed(problem, 0, order)
        return "refused"
    found = timed(problem, 0, order)
    assert found.back == min(run.back for run in first)
    assert all(run.back > found.back for run in runs(problem, order, found.leave + 1))
    mine = runs(problem, order, found.leave)
    times = tuple((stop.arrive, stop.begin, stop.end) for stop in found.stops)
    earliest = np.array([[begin for _, begin, _ in run.stops] for run in mine]).min(axis=0)
    assert [stop.begin for stop in found.stops] == earliest.tolist()
    assert Run(times, found.back, found.pause) in mine
    if found.pause is None:
        return "no break"
    if found.pause[1] <= found.leave:
        return "before leaving"
    return "after coming back" if found.pause[0] >= found.back else f"leg {order.break_leg}"


@pytest.mark.parametrize(
    ("seed", "cases"),
    [pytest.param(1, 500, id="500"), pytest.param(2, 5000, id="5000", marks=pytest.mark.slow)],
)
def test_times_are_those_of_a_simulation_second_by_second(seed, cases):
    random = Random(seed)
    kept = Counter()
    for _ in range(cases):
        problem = with_time_to_spare(random, small_problem(random, visits=4, shifts=1))
        order = random_choice(random, problem)
        kept[check_against_simulation(problem, order)] += 1
    # Enough of each kind that the comparison says something.
    at_station, legs = {"before leaving", "after coming back"}, {f"leg {k}" for k in range(4)}
    assert set(kept) == {"no break", "refused", *at_station, *legs}
    del kept["leg 3"]  # rare: too late to rest once back, but not on the way from a third door
    assert min(kept.values()) >= cases // 100
    assert kept["refused"] <= cases // 2


def each_break_timed(problem: Problem, order: ShiftChoice) -> list[tuple[ShiftChoice, TimedShift]]:
    """The order with its break on one leg after the other, where it can be kept."""
    due = problem.break_seconds[0] != NO_BREAK and order.visits
    kept = []
    for leg in range(len(order.visits) + 1) if due else (None,):
        broken = replace(order, break_leg=leg)
        try:
            kept.append((broken, timed(problem, 0, broken)))
        except ValueError:
            continue
    return kept


def test_all_legs_of_a_break_are_timed_as_each_alone():
    random = Random(3)
    seen = Counter()
    for _ in range(1500):
        problem = with_time_to_spare(random, small_problem(random, visits=4, shifts=1))
        order = random_choice(random, problem)
        timings = list(timed_by_break(problem, 0, order.visits, order.starts))
        assert timings == each_break_timed(problem, order)
        seen[len(timings)] += 1
    assert {0, 1, 2, 3} <= set(seen)  # refused, on one leg only, on several
    problem = street(pause=ShiftBreak(at("12:00"), at("13:00"), 30 * MINUTE))
    idle = [(ShiftChoice(), TimedShift(at("9:00"), at("9:00")))]
    assert list(timed_by_break(problem, 0, (), ())) == idle
