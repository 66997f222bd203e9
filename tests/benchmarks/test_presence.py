"""Weeks of the presence benchmark, at a small station."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.presence_model.execution import Execution, executed, filling
from benchmarks.presence_model.knowing import knowing
from benchmarks.presence_model.station import (
    FIRST_DAY,
    Size,
    write_station,
)
from benchmarks.presence_model.strategies import (
    KNOWN,
    LEARNED,
    SET,
    VROOM,
    WHOLE,
    WINDOWS,
)
from benchmarks.presence_model.truth import draw_truth
from benchmarks.presence_model.weeks import Run, Waits, run_weeks
from routeplan.followup.knowledge import read_knowledge
from routeplan.formats.station.settings import PlanSection
from routeplan.hours.windows import visit_times
from routeplan.station.reading.open_station import read_workspace
from tests.stations import HOUR

HOMES = 40
SMALL = Size(HOMES, weeks=1, iterations=100)


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
        strategy.name: run_weeks(tmp_path / strategy.name, truth, strategy, SMALL)
        for strategy in (SET, LEARNED)
    }
    assert found["set"] == found["learned"]
    for name, outcome in found.items():
        known = read_knowledge(tmp_path / name / "data" / "visits.db", FIRST_DAY.replace(year=2027))
        assert len(known.calls) == outcome.rings
        assert sum(call.result.is_met for call in known.calls) == outcome.met
        assert outcome.hours == 24  # six shifts of four hours
        assert outcome.promises == 2
        assert (outcome.cards, outcome.answered) == (0, 0)


def test_the_whole_product_takes_answers_into_the_week(tmp_path: Path) -> None:
    """Of 120 households some two dozen have a card by Thursday; the plan is written anew."""
    truth = draw_truth(1, 120, 1)
    run = Run(tmp_path / "s", truth, WHOLE, Size(120, weeks=1, iterations=100))
    write_station(run.folder, truth, WHOLE.sets, run.size)
    run.week(0)
    outcome = run.outcome()
    assert 0 < outcome.answered < outcome.cards
    assert list((tmp_path / "s" / "maps").glob("*/plan.1.json"))
    known = read_knowledge(tmp_path / "s" / "data" / "visits.db", FIRST_DAY.replace(year=2027))
    told_hours = {truth.homes[k].id for k in run.residents.told}
    assert set(known.hours) == told_hours
    assert len(told_hours) + sum(n > 1 for n in [outcome.promises]) > 0
    assert outcome.met > 0


@pytest.mark.slow
def test_vroom_plans_the_same_station_and_keeps_promises_first(tmp_path: Path) -> None:
    pytest.importorskip("vroom")
    truth = draw_truth(1, HOMES, 1)
    outcome = run_weeks(tmp_path / "s", truth, VROOM, SMALL)
    assert outcome.met > 0
    assert outcome.kept == outcome.promises == 2


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
    week = WINDOWS.open_week(tmp_path / "s", truth, FIRST_DAY, 5, size.iterations)
    inputs, tables, as_made = week.inputs, week.travel, week.plan
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


def test_shifts_are_filled_alike_where_execution_is_equal() -> None:
    assert filling(Execution.EQUAL) == filling(Execution.OWN)
    assert filling(Execution.NONE) == filling(Execution.SIX) == ""
    by_doors = "booking" in PlanSection.model_fields
    assert filling(Execution.OWN) == ('booking = "doors"' if by_doors else "")
