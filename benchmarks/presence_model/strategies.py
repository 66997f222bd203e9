"""How each of the compared stations makes its week's plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Protocol

from benchmarks.peers.solvers import by_vroom
from benchmarks.presence_model.execution import Execution, executed
from benchmarks.presence_model.knowing import knowing
from benchmarks.presence_model.product import ProductWeek
from benchmarks.presence_model.station import Sets
from benchmarks.presence_model.truth import Truth
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import valued
from routeplan.problem.solution import Budget, Engine, ShiftChoice, Solution, Watch
from routeplan.station.reading.from_log import FromLog
from routeplan.station.reading.open_station import read_workspace
from routeplan.travel.straight_line import StraightLine

VROOM_LEVEL = 1
"""Its exploration level. In a first week level 0 plans 85 visits, level 1 86 as its highest does in
fifteen seconds (whose travel is 5 % less), routeplan 87; level 1 searches for four seconds of the
processor, routeplan for a fifth of one."""
VROOM_SECONDS = 300.0
"""A limit that its search, which ends by itself, does not come near."""


class Vroom:
    """VROOM behind the face of routeplan's engines: its plan is assembled and judged alike."""

    name = "vroom"

    def __init__(self) -> None:
        self._last: tuple[Problem, Solution] | None = None

    def solve(
        self,
        problem: Problem,
        budget: Budget,
        *,
        seed: int = 0,
        start: Solution | None = None,
        watch: Watch | None = None,
    ) -> Solution:
        """It begins anew each time; of the problem it solved last it knows the answer."""
        if self._last is None or self._last[0] is not problem:
            rounds = by_vroom(problem, VROOM_SECONDS, seed, VROOM_LEVEL)
            choices = tuple(_choice(problem, crew_round.stops) for crew_round in rounds)
            self._last = problem, Solution(choices, *valued(problem, choices), 0)
        return self._last[1]


def _choice(problem: Problem, stops: Sequence[tuple[int, int]]) -> ShiftChoice:
    return ShiftChoice(
        tuple(v for v, _ in stops), tuple(_window(problem, v, begin) for v, begin in stops)
    )


def _window(problem: Problem, v: int, begin: int) -> tuple[int, int]:
    """The start window in which the visit begins; VROOM keeps within one."""
    own = range(problem.start_offset[v], problem.start_offset[v + 1])
    windows = ((int(problem.start_first[k]), int(problem.start_last[k])) for k in own)
    return next((first, last) for first, last in windows if first <= begin <= last)


class PlannedWeek(Protocol):
    """A week's plan as it stands, and what it was made from."""

    @property
    def inputs(self) -> Inputs: ...

    @property
    def travel(self) -> TravelTables: ...

    @property
    def plan(self) -> Plan: ...

    def take_in(self, day: date) -> None:
        """What was recorded by the evening before a day."""
        ...


@dataclass(frozen=True)
class FixedWeek:
    """A plan that is printed once and walked as it is."""

    inputs: Inputs
    travel: TravelTables
    plan: Plan

    def take_in(self, day: date) -> None:
        """Nothing: sheets of the week are out."""
        del day


@dataclass(frozen=True)
class Strategy:
    """What a station's settings say, whether it learns, who plans, and what sheets add.

    ``product`` is the program as a station has it: its own commands plan the week. With ``cards``
    also notices are left at doors, and answers change the plan on the same day. With a
    ``second_ring`` officers go back to shut doors in time that is left.
    """

    name: str
    told: str
    sets: Sets
    engine: type[RuinRecreate] | type[Vroom] = RuinRecreate
    learning: bool = False
    knowing: bool = False
    execution: Execution = Execution.OWN
    product: bool = False
    cards: bool = False
    second_ring: bool = False

    def open_week(
        self, folder: Path, truth: Truth, first_day: date, days: int, iterations: int
    ) -> PlannedWeek:
        """The plan of a week, by what the station's folder holds on the day before.

        The truth is seen only by the strategy that is said to know it.
        """
        if self.product:
            return ProductWeek(folder, first_day, days, iterations)
        workspace = read_workspace(
            folder,
            today=first_day - timedelta(days=1),
            first_day=first_day,
            days=days,
            log=FromLog(learning=self.learning),
            environment={},
        )
        inputs = knowing(workspace.inputs, truth) if self.knowing else workspace.inputs
        source = StraightLine()
        tables = source.tables(inputs.places, inputs.modes)
        engine: Engine = self.engine()
        budget = Budget(None, iterations)
        plan = make_plan(inputs, tables, source, engine, budget=budget, longest_day=NO_LONGEST_DAY)
        return FixedWeek(inputs, tables, executed(plan, inputs, tables, self.execution))


_STATED = Sets(windows=True, chances=False)
_CHANCES = Sets(windows=True, chances=True)
STRATEGIES = (
    Strategy("shortest", "shortest route, no hours known", Sets(windows=False, chances=False)),
    Strategy("windows", "stated hours, no chances", _STATED),
    Strategy("set", "stated hours, chances as set", _CHANCES),
    Strategy("vroom-bare", "VROOM as it is", _STATED, Vroom, execution=Execution.NONE),
    Strategy("vroom", "VROOM, executed as until now", _STATED, Vroom, execution=Execution.SIX),
    Strategy("vroom-equal", "VROOM, equal execution", _STATED, Vroom, execution=Execution.EQUAL),
    Strategy("learned", "routeplan, equal execution", _CHANCES, learning=True),
    Strategy(
        "no-cards", "routeplan, its own commands, no cards", _CHANCES, learning=True, product=True
    ),
    Strategy(
        "whole", "routeplan, the whole product", _CHANCES, learning=True, product=True, cards=True
    ),
    Strategy("known", "(the truth known, equal execution)", _CHANCES, knowing=True),
    Strategy(
        "learned-twice",
        "routeplan, equal execution, shut doors rung twice",
        _CHANCES,
        learning=True,
        second_ring=True,
    ),
    Strategy(
        "whole-twice",
        "routeplan, the whole product, shut doors rung twice",
        _CHANCES,
        learning=True,
        product=True,
        cards=True,
        second_ring=True,
    ),
)
SHORTEST, WINDOWS, SET, VROOM_BARE, VROOM, VROOM_EQUAL, LEARNED, NO_CARDS, WHOLE, KNOWN = (
    STRATEGIES[:-2]
)
LEARNED_TWICE, WHOLE_TWICE = STRATEGIES[-2:]
LINES = (VROOM_BARE, VROOM, VROOM_EQUAL, LEARNED, WHOLE, KNOWN)
"""What is compared where nothing else is asked for."""
