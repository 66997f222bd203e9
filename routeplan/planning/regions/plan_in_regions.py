"""A large station planned: region by region, borders mended, one plan, judged as a whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.planning.judged import judged
from routeplan.planning.make_plan import LongestDay, make_plan, plan_on
from routeplan.planning.regions.divide import Division, Region, divide
from routeplan.planning.regions.limits import Limits, parts_of
from routeplan.planning.regions.offers import Offers
from routeplan.planning.regions.whole import (
    PlannedRegion,
    WaysOfRegions,
    after_leaving,
    kept_on_disk,
    together,
)
from routeplan.problem.solution import Budget, Engine, Searcher, SearchState, Watch
from routeplan.travel.source import TravelSource

FIRST_SHARE = 0.9
"""Part of the budget for the regions by themselves; what is left mends their borders."""
ROUNDS = 2
"""So often whoever is left out is offered to another region."""


_Make = Callable[[Region, TravelTables, Budget], Plan]


@dataclass(frozen=True)
class SearchWish:
    """How every region is searched: as :func:`~routeplan.planning.make_plan.make_plan` has it."""

    engine: Engine
    budget: Budget
    seed: int = 0
    longest_day: LongestDay = None
    carried_before: Mapping[str, int] | None = None
    watch: Watch | None = None


def plan_in_regions(
    inputs: Inputs, source: TravelSource, wish: SearchWish, limits: Limits | None = None
) -> Plan:
    """Plan the visits of a station that is too large for one table of all its ways.

    The homes are cut into compact regions with officers of their own; each is planned, judged and
    drawn by itself, with tables of its own places. Whoever is left out where officers have no time
    is offered to a region near by that has some, and that region is searched on. The plan is judged
    once more as a whole.

    Parameters
    ----------
    wish
        The budget is that of all regions together, each having its part by its visits.

    Raises
    ------
    JudgeError
        When the plan breaks a rule.
    """
    times = visit_times(inputs)
    division = divide(inputs, times, parts_of(inputs, limits))
    # where a file that is mapped cannot be removed, as on Windows, an error must not hide the plan
    with TemporaryDirectory(prefix="routeplan-", ignore_cleanup_errors=True) as folder:
        return _planned_whole(division, times, _Planning(source, wish, Path(folder)))


def _planned_whole(division: Division, times: Sequence[VisitTimes], planning: _Planning) -> Plan:
    """No table is mapped any more when this ends, so that its folder can go."""
    planned = planning.mended(division, planning.first(division.regions()))
    plan = together(division.inputs, [region.plan for region in planned])
    plan = replace(plan, search=replace(plan.search, interrupted=planning.interrupted))
    return judged(division.inputs, times, WaysOfRegions(planned), plan)


@dataclass
class _Planning:
    """Regions planned one after the other; Ctrl-C leaves the rest with hardly any search."""

    source: TravelSource
    wish: SearchWish
    folder: Path
    interrupted: bool = False
    tables_made: int = 0
    tally: _Tally = field(default_factory=lambda: _Tally())

    def first(self, regions: Sequence[Region]) -> list[PlannedRegion]:
        """Each by itself."""
        visits = sum(len(region.inputs.visits) for region in regions)
        planned: list[PlannedRegion] = []
        for region in regions:
            share = FIRST_SHARE * len(region.inputs.visits) / max(visits, 1)
            planned.append(self._planned(len(planned), region, share, self._made))
        return planned

    def mended(self, division: Division, planned: list[PlannedRegion]) -> list[PlannedRegion]:
        """With visits that one region leaves out offered to another."""
        offers = Offers(division)
        for _ in range(ROUNDS):
            moves = {} if self.interrupted else offers.of(division, [p.plan for p in planned])
            if not moves:
                break
            division = division.with_homes(moves)
            planned = self._searched_on(division, planned, moves)
        return planned

    def _searched_on(
        self, division: Division, planned: Sequence[PlannedRegion], moves: Mapping[str, int]
    ) -> list[PlannedRegion]:
        regions, takes = division.regions(), set(moves.values())
        gone = {v.id for v in division.inputs.visits if v.household in moves}
        visits = sum(len(regions[k].inputs.visits) for k in takes)
        mended = []
        for k, (region, before) in enumerate(zip(regions, planned, strict=True)):
            if k not in takes:
                mended.append(after_leaving(before, gone))
                continue
            share = (1 - FIRST_SHARE) / ROUNDS * len(region.inputs.visits) / max(visits, 1)

            def on(
                region: Region, tables: TravelTables, budget: Budget, begun: Plan = before.plan
            ) -> Plan:
                searcher = Searcher(self.wish.engine, self.wish.seed, self._watch())
                return plan_on(begun, region.inputs, tables, self.source, searcher, budget)

            mended.append(self._planned(k, region, share, on))
        return mended

    def _planned(self, k: int, region: Region, share: float, make: _Make) -> PlannedRegion:
        tables = self._tables(region)
        budget = Budget(None, 1) if self.interrupted else self.wish.budget.share(share)
        self.tally.begin(k, share)
        try:
            plan = make(region, tables, budget)
        except KeyboardInterrupt:
            if self.interrupted:
                raise
            self.interrupted = True
            plan = make(region, tables, Budget(None, 1))
        self.interrupted = self.interrupted or plan.search.interrupted
        self.tally.end(plan, len(region.inputs.visits))
        self.tables_made += 1
        kept = kept_on_disk(tables, self.folder, str(self.tables_made))
        return PlannedRegion(region, kept, plan)

    def _tables(self, region: Region) -> TravelTables:
        """Ctrl-C ends it all only before there is anything to keep."""
        places, modes = region.inputs.places, region.inputs.modes
        try:
            return self.source.tables(places, modes)
        except KeyboardInterrupt:
            if self.interrupted or not self.tables_made:
                raise
            self.interrupted = True
            return self.source.tables(places, modes)

    def _made(self, region: Region, tables: TravelTables, budget: Budget) -> Plan:
        return make_plan(
            region.inputs,
            tables,
            self.source,
            self.wish.engine,
            budget=budget,
            seed=self.wish.seed,
            longest_day=self.wish.longest_day,
            carried_before=self.wish.carried_before,
            watch=self._watch(),
        )

    def _watch(self) -> Watch | None:
        watch = self.wish.watch
        if watch is None:
            return None

        def tell(state: SearchState) -> None:
            watch(self.tally.with_region(state))

        return tell


@dataclass
class _Tally:
    """What the other regions come to so far, for whoever watches the one that is searched.

    ``of`` has promises missed, costs and visits in, by region.
    """

    of: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    spent: float = 0.0
    share: float = 0.0
    region: int = 0

    def begin(self, region: int, share: float) -> None:
        """A region is searched for that part of the budget."""
        self.region, self.share = region, share

    def end(self, plan: Plan, visits: int) -> None:
        """It is planned."""
        self.spent += self.share
        made = visits - sum(not entry.refused for entry in plan.left_out)
        self.of[self.region] = (plan.totals.promises_missed, plan.totals.objective, made)

    def with_region(self, state: SearchState) -> SearchState:
        """A region's state as one of the whole."""
        others = [progress for region, progress in self.of.items() if region != self.region]
        missed, cost, made = (sum(other[k] for other in others) for k in range(3))
        return replace(
            state,
            missed=missed + state.missed,
            cost=cost + state.cost,
            visits_in=made + state.visits_in,
            share=min(1.0, self.spent + self.share * state.share),
        )
