"""The hidden truth of the presence benchmark, the walk along a printed round, and its figures."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from benchmarks.peers.statistics import mean_interval
from benchmarks.presence import Job, run_all
from benchmarks.presence_model.execution import Execution, executed
from benchmarks.presence_model.figures import (
    BELGIAN_KINDS,
    CHANCE_IN,
    CHANCE_OUT,
    HOURS,
    KINDS,
    SIZES,
    WORLDS,
    population,
)
from benchmarks.presence_model.knowing import knowing
from benchmarks.presence_model.measure import calibration_line, campaign_table, goals
from benchmarks.presence_model.replay import Ring, Walk
from benchmarks.presence_model.station import FIRST_DAY, Size, write_station
from benchmarks.presence_model.strategies import (
    KNOWN,
    LEARNED,
    SET,
    SHORTEST,
    STRATEGIES,
    VROOM,
    WINDOWS,
)
from benchmarks.presence_model.truth import draw_truth
from benchmarks.presence_model.weeks import Outcome, Waits, run_weeks
from routeplan.followup.knowledge import read_knowledge
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Mode
from routeplan.model.plan import Leg, ReserveStop, Route, Stop
from routeplan.station.reading.open_station import read_workspace
from tests.stations import HOUR, MINUTE, household, inputs_of, shift, street_tables, visit

NINE = 9 * HOUR
HOMES = 40
SMALL = Size(HOMES, weeks=1, iterations=100)


def at(minute: int) -> int:
    return NINE + MINUTE * minute


def stop(number: int, begin: int, *, window_begin: int = 0) -> Stop:
    """Ten minutes at ``h<number>``."""
    window = (at(window_begin), at(480))
    times = (at(begin), at(begin), at(begin + 10))
    return Stop(f"v{number}", f"h{number}", Leg(0, 0), *times, *window, chance=0.5)


RESERVE = ReserveStop("v3", "h3", after=2, window_begin=NINE, window_end=at(480), detour_seconds=0)
STOPS = (stop(1, 2), stop(2, 14), stop(4, 28))


def walked(shut: set[str], met: set[str], *stops: Stop) -> tuple[list[Ring], Walk]:
    """A round along the street to h1, h2, h4 with h3 in reserve; two minutes from door to door."""
    homes = [household(n) for n in range(1, 5)]
    inputs = inputs_of(homes, [visit(n) for n in range(1, 5)], [shift("A", end=at(46))])
    route = Route(
        *("A/0", ("A",), 0, Mode.FOOT, NINE, at(46), NINE, at(46)),
        stops=stops,
        way_back=Leg(0, 0),
        pause=None,
        reserve=(RESERVE,),
        expected_met=1.5,
        expected_busy=0,
    )
    walk = Walk(inputs, street_tables(inputs), route, lambda home, _: home not in shut, met)
    return list(walk.rings()), walk


def told(rings: list[Ring]) -> list[tuple[str, int, bool]]:
    return [(ring.stop, (ring.at - NINE) // MINUTE, ring.met) for ring in rings]


def test_with_all_doors_open_a_round_is_walked_as_printed() -> None:
    # behind the last stop, at 38, h3 would take until 50, and the shift ends at 46
    rings, walk = walked(set(), set(), *STOPS)
    assert told(rings) == [("1", 2, True), ("2", 14, True), ("3", 28, True)]
    assert walk.walked == 16 * MINUTE  # 2 + 2 + 4, and 8 back


def test_shut_doors_leave_time_for_a_reserve_stop() -> None:
    # two minutes at each shut door: 2-4, 6-8; h3 10-20, and h4 is reached at 22, before 28
    rings, walk = walked({"h1", "h2"}, set(), *STOPS)
    assert told(rings) == [("1", 2, False), ("2", 6, False), ("A", 10, True), ("3", 22, True)]
    assert [ring.is_reserve for ring in rings] == [False, False, True, False]
    assert walk.met == {"h3", "h4"}


def test_one_shut_door_leaves_too_little_time() -> None:
    # h1 2-4, h2 6-16, and h3 would last to 28 and h4 be reached at 30, later than printed
    rings, _ = walked({"h1"}, set(), *STOPS)
    assert told(rings) == [("1", 2, False), ("2", 6, True), ("3", 20, True)]


def test_an_officer_waits_for_the_window() -> None:
    rings, _ = walked({"h1"}, set(), *STOPS[:2], stop(4, 28, window_begin=25))
    assert told(rings)[-1] == ("3", 25, True)


def test_who_was_met_since_the_print_is_passed_by() -> None:
    # h1 2-12; from there h3 is at 16-26, and h4 at 28 as printed
    rings, _ = walked(set(), {"h2"}, *STOPS)
    assert told(rings) == [("1", 2, True), ("A", 16, True), ("3", 28, True)]


def by_kinds() -> np.ndarray:
    """By hour: the chance that somebody opens, on average over the kinds."""
    opens = [[CHANCE_OUT if k.is_out(hour) else CHANCE_IN for hour in HOURS] for k in KINDS]
    return np.array([kind.share for kind in KINDS]) @ np.array(opens)


def test_the_kinds_together_are_at_home_as_the_survey_says() -> None:
    assert np.abs(by_kinds() - population()).max() < 0.05
    assert sum(kind.share for kind in KINDS) == pytest.approx(1)
    assert sum(SIZES.values()) == pytest.approx(1)
    assert all(sum(often for _, often in kind.register) == pytest.approx(1) for kind in KINDS)


def test_a_seed_draws_one_truth() -> None:
    one, again, other = (draw_truth(seed, HOMES, 1) for seed in (1, 1, 2))
    assert one.homes == again.homes != other.homes
    assert (one.luck == again.luck).all()
    assert (one.chance == again.chance).all()


def test_many_truths_have_the_mean_of_the_figures() -> None:
    """Stated hours aside: a household that tells them truly is in then more often."""
    truths = [draw_truth(seed, 400, 1) for seed in range(10)]
    silent = np.concatenate(
        [[not home.stated for home in each.homes] for each in truths], dtype=bool
    )
    chances = np.concatenate([each.chance for each in truths])
    # about 2600 households; streets' mixes alone spread the mean of a town by about 0.05
    assert np.abs(chances[silent].mean(axis=0) - by_kinds()).max() < 0.07


def test_another_world_has_the_survey_that_it_is_made_from() -> None:
    """On the scale of log odds, on which households differ: the middle one is as the survey has."""
    assert all(sum(kind.share for kind in kinds) == pytest.approx(1) for kinds in WORLDS.values())
    truths = [draw_truth(seed, 400, 1, BELGIAN_KINDS) for seed in range(4)]
    for number, kind in enumerate(BELGIAN_KINDS):
        own = np.concatenate(
            [
                [
                    chance
                    for chance, of, home in zip(each.chance, each.kinds, each.homes, strict=True)
                    if of == number and not home.stated
                ]
                for each in truths
            ]
        )
        assert np.abs(np.median(own, axis=0) - kind.at_home).max() < 0.05


def test_the_british_world_is_the_one_that_was_always_drawn() -> None:
    assert draw_truth(2, HOMES, 1, WORLDS["british"]).homes == draw_truth(2, HOMES, 1).homes
    assert draw_truth(2, HOMES, 1, BELGIAN_KINDS).homes != draw_truth(2, HOMES, 1).homes


def test_only_the_knowing_plan_sees_the_truth(tmp_path: Path) -> None:
    truth = draw_truth(3, HOMES, 1)
    write_station(tmp_path / "s", truth, KNOWN.sets, Size(HOMES))
    inputs = read_workspace(
        tmp_path / "s", today=FIRST_DAY, first_day=FIRST_DAY, days=1, environment={}
    ).inputs
    assert inputs.learned is None or not inputs.learned.shifts
    times = visit_times(knowing(inputs, truth))
    for own, chances, home in zip(times, truth.chance, truth.homes, strict=True):
        for start in own.starts:
            # told in twentieths, between 0.05 and 0.95
            expected = min(max(chances[start.first // HOUR - 8], 0.05), 0.95)
            assert start.chance == pytest.approx(expected, abs=0.025 + 1e-9), home


def test_a_week_is_recorded_and_nothing_is_learned_before_it(tmp_path: Path) -> None:
    truth = draw_truth(1, HOMES, 1)
    found = {
        each.name: run_weeks(tmp_path / each.name, truth, each, SMALL) for each in (SET, LEARNED)
    }
    assert found["set"] == found["learned"]
    for name, outcome in found.items():
        known = read_knowledge(tmp_path / name / "data" / "visits.db", FIRST_DAY.replace(year=2027))
        assert len(known.calls) == outcome.rings
        assert sum(call.result.is_met for call in known.calls) == outcome.met
        assert outcome.hours == 24  # six shifts of four hours


@pytest.mark.slow
def test_vroom_plans_the_same_station(tmp_path: Path) -> None:
    pytest.importorskip("vroom")
    truth = draw_truth(1, HOMES, 1)
    outcome = run_weeks(tmp_path / "s", truth, VROOM, SMALL)
    assert outcome.met > 0


def test_kept_outcomes_are_not_run_again(tmp_path: Path) -> None:
    job = Job(1, SHORTEST, SMALL)
    kept = tmp_path / "kept"
    first = run_all([job], 1, kept)
    assert run_all([job], 1, kept) == first
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 1


BASE = Outcome(
    by_week=(48, 48),
    ever_by_week=(48, 90),
    households=100,
    rings=150,
    reserve_rings=10,
    walked=36_000,
    at_doors=86_400,
    never=0,
    in_vain=1,
    longest_wait=1,
)
"""96 met in 2 weeks of 6 shifts of 4 hours."""


def test_goals_are_told_as_they_came_out() -> None:
    better = replace(BASE, by_week=(54, 54))
    found = {each.name: [BASE, BASE] for each in STRATEGIES} | {LEARNED.name: [better, better]}
    bare, six, equal = goals(found)  # 108 / 96 = 1.125
    assert bare.endswith("× 1.125 [1.125, 1.125], goal × 1.9: not reached")
    assert six.endswith("× 1.125 [1.125, 1.125], goal × 1.3: not reached")
    assert equal.endswith("× 1.125 [1.125, 1.125], goal × 1.1: reached")
    assert found[WINDOWS.name][0].met_an_hour == 2.0


def test_idle_is_what_is_neither_way_nor_door() -> None:
    # 48 hours are 172,800 seconds
    assert BASE.idle == pytest.approx(1 - 122_400 / 172_800)


def test_a_share_of_the_households_is_met_within_a_week_by_its_share() -> None:
    # 60 of 100: 12 of the second week's 42 are wanted, and a week has 24 hours
    assert BASE.hours_until(0.6) == pytest.approx(24 + 24 * 12 / 42)
    assert BASE.hours_until(0.24) == pytest.approx(12)
    assert BASE.hours_until(0.95) is None
    table = campaign_table({WINDOWS.name: [BASE, BASE]}).splitlines()
    assert table[0] == "| officer-hours until met | 60% | 80% | 90% |"
    assert table[2] == "| stated hours, no chances | 31 | 42 | 48 |"


def test_chances_are_told_beside_those_as_set_where_some_were_learned() -> None:
    assert calibration_line({WINDOWS.name: [BASE]}) == ""
    scored = replace(BASE, brier=0.2, brier_set=0.25)
    assert "0.200 [0.200, 0.200], as set 0.250" in calibration_line({LEARNED.name: [scored]})


def test_the_longest_wait_is_that_of_a_household_that_was_due() -> None:
    """h1 is met in the first week and rests for three; h2 is never called on for five weeks."""
    truth = draw_truth(1, 2, 1)
    first, second = (home.id for home in truth.homes)
    waits = Waits(truth, 21)
    waits.add(0, {first}, {first})
    assert waits.longest == 1
    for week in (1, 2, 3):
        waits.add(week, {second}, set())
    assert waits.longest == 1, "h1 rests for weeks 1 and 2 and was due in week 3"
    waits.add(4, set(), set())
    assert waits.longest == 2


@pytest.mark.parametrize("execution", Execution)
def test_the_same_plan_is_walked_with_other_reserve_stops(
    tmp_path: Path, execution: Execution
) -> None:
    truth = draw_truth(3, 120, 1)
    size = Size(120, iterations=100)
    write_station(tmp_path / "s", truth, WINDOWS.sets, size)
    plan = partial(WINDOWS.plan, tmp_path / "s", truth, FIRST_DAY, 5, size.iterations)
    inputs, tables, as_made = plan()
    found = executed(as_made, inputs, tables, execution)
    visits = [[stop.visit for stop in route.stops] for route in as_made.routes]
    assert [[stop.visit for stop in route.stops] for route in found.routes] == visits
    chances = {stop.chance for route in found.routes for stop in route.reserve}
    counts = [len(route.reserve) for route in found.routes if route.stops]
    match execution:
        case Execution.OWN:
            assert found == as_made
        case Execution.NONE:
            assert not any(counts)
        case Execution.SIX:
            assert chances == {1.0}
            assert max(counts) == 6
        case Execution.EQUAL:
            assert 1.0 not in chances
            assert max(counts) > 6


def test_the_interval_of_equal_values_is_a_point() -> None:
    assert mean_interval([2.0, 2.0]) == (2.0, 2.0, 2.0)
