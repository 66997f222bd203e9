"""The plans of all regions as one, and the ways of each as the judge of the whole asks for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path

import numpy as np

from routeplan.hours.windows import visit_times
from routeplan.model.inputs import NO_WAY, STATION_PLACE, Inputs, Mode, TravelTables
from routeplan.model.plan import LeftOut, Plan, SearchRecord, Totals
from routeplan.planning.judged import judged
from routeplan.planning.regions.divide import Region
from routeplan.planning.reserve_stops import reserve_stops
from routeplan.problem.numbering import build_problem


@dataclass(frozen=True)
class PlannedRegion:
    """A region, its tables and its plan, which has passed the judge by itself."""

    region: Region
    travel: TravelTables
    plan: Plan


@dataclass(frozen=True)
class WaysOfRegions:
    """Ways between the places of one region: no plan has others."""

    planned: Sequence[PlannedRegion]

    @property
    def source(self) -> str:
        """The regions' own, which is the same for all."""
        return self.planned[0].travel.source

    @property
    def estimate(self) -> bool:
        """True for straight lines."""
        return self.planned[0].travel.estimate

    def between(self, mode: Mode, here: int, there: int) -> tuple[int, int]:
        """Seconds and metres; ``NO_WAY`` where no region has both places."""
        known = there if here == STATION_PLACE else here
        for k in self._regions_of.get(known, ()):
            rows, travel = self._rows[k], self.planned[k].travel
            if here in rows and there in rows and mode in travel.modes:
                return travel.between(mode, rows[here], rows[there])
        return NO_WAY, NO_WAY

    @cached_property
    def _rows(self) -> list[Mapping[int, int]]:
        return [{p: row for row, p in enumerate(part.region.places)} for part in self.planned]

    @cached_property
    def _regions_of(self) -> dict[int, list[int]]:
        regions: dict[int, list[int]] = {}
        for k, part in enumerate(self.planned):
            for place in part.region.places:
                regions.setdefault(place, []).append(k)
        return regions


def kept_on_disk(travel: TravelTables, folder: Path, name: str) -> TravelTables:
    """The same tables, mapped from a file: they take memory only while they are read."""
    tables = {}
    for unit in ("seconds", "metres"):
        path = folder / f"{name}-{unit}.npy"
        np.save(path, getattr(travel, unit))
        tables[unit] = np.load(path, mmap_mode="r")
    return replace(travel, **tables)


def together(inputs: Inputs, plans: Sequence[Plan]) -> Plan:
    """One plan of all regions' routes and of all visits left out, in the order of the tables."""
    routes = {route.shift: route for plan in plans for route in plan.routes}
    out = {entry.visit: entry for plan in plans for entry in plan.left_out}
    return replace(
        plans[0],
        routes=tuple(routes[shift.id] for shift in inputs.shifts),
        left_out=_in_order(inputs, out),
        totals=_sum([plan.totals for plan in plans]),
        search=_searches([plan.search for plan in plans]),
    )


def after_leaving(before: PlannedRegion, gone: Collection[str]) -> PlannedRegion:
    """The region without visits, by id, that it leaves out and another region has now.

    Nobody of them is a reserve stop here any more; others are in their place.
    """
    if not any(entry.visit in gone for entry in before.plan.left_out):
        return before
    inputs = before.region.inputs
    inputs = replace(inputs, visits=tuple(v for v in inputs.visits if v.id not in gone))
    plan = _without_left_out(before.plan, gone)
    times = visit_times(inputs)
    problem = build_problem(inputs, times, before.travel)
    reserves = reserve_stops(inputs, times, problem, plan.routes)
    routes = tuple(
        replace(route, reserve=stops) for route, stops in zip(plan.routes, reserves, strict=True)
    )
    plan = judged(inputs, times, before.travel, replace(plan, routes=routes))
    return PlannedRegion(replace(before.region, inputs=inputs), before.travel, plan)


def _without_left_out(plan: Plan, visits: Collection[str]) -> Plan:
    gone = [entry for entry in plan.left_out if entry.visit in visits and not entry.refused]
    totals = replace(
        plan.totals,
        promises_missed=plan.totals.promises_missed - sum(e.broken_promise for e in gone),
        worth_left_out=plan.totals.worth_left_out - sum(entry.worth for entry in gone),
    )
    left = tuple(entry for entry in plan.left_out if entry not in gone)
    return replace(plan, left_out=left, totals=totals)


def _in_order(inputs: Inputs, out: Mapping[str, LeftOut]) -> tuple[LeftOut, ...]:
    """As one plan has them: broken promises, then by falling worth, and what is refused last."""
    entries = [entry for entry in out.values() if not entry.refused]
    entries.sort(key=lambda entry: (not entry.broken_promise, -entry.worth, entry.visit))
    refused = (out[visit.id] for visit in inputs.refused_visits)
    return (*entries, *refused)


def _sum(totals: Sequence[Totals]) -> Totals:
    terms = {field.name: sum(getattr(t, field.name) for t in totals) for field in fields(Totals)}
    return Totals(**terms)


def _searches(searches: Sequence[SearchRecord]) -> SearchRecord:
    """What was searched in all; what an uneven plan costs only where every region knows."""
    uneven = [search.objective_uneven for search in searches if search.objective_uneven is not None]
    return replace(
        searches[0],
        iterations=sum(search.iterations for search in searches),
        objective_uneven=sum(uneven) if len(uneven) == len(searches) else None,
        interrupted=any(search.interrupted for search in searches),
    )
