"""Who is left out in one region is offered to another one that has time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from routeplan.model.inputs import Household, Visit
from routeplan.model.plan import LeftOut, Plan, Route
from routeplan.planning.regions.cut import Floats, on_plane
from routeplan.planning.regions.divide import HOP_SECONDS, Division
from routeplan.planning.regions.staff import hours_of


@dataclass
class Offers:
    """Which regions each household was in: none is offered twice to one.

    Parameters
    ----------
    division
        As it was first. Its officers stay where they are.
    """

    division: Division
    been: dict[str, set[int]] = field(default_factory=dict)

    def of(self, division: Division, plans: Sequence[Plan]) -> dict[str, int]:
        """The regions that households go to next, by id; promised ones first, then by worth.

        Each goes to the nearest region that has time left for it, and somebody who may make its
        visits; a promised one to the nearest with somebody for what is promised. Households with a
        visit made stay.
        """
        inputs = division.inputs
        free = np.array([self._free(plan) for plan in plans])
        boxes = _BoxesOfRegions.of(division)
        row = {visit.id: v for v, visit in enumerate(inputs.visits)}
        moves: dict[str, int] = {}
        for household, entries in self._waiting(plans):
            here = division.home[household]
            tried = self.been.setdefault(household, {here})
            rows = [row[entry.visit] for entry in entries]
            seconds = self._seconds([inputs.visits[v] for v in rows])
            promised = [row[entry.visit] for entry in entries if entry.broken_promise]
            able = np.logical_and.reduce([division.able.regions(v) for v in promised or rows])
            able[list(tried)] = False
            open_to = able & ((free >= seconds) | bool(promised))
            if not open_to.any():
                continue
            away = boxes.away(inputs.household(household))
            to = int(np.argmin(np.where(open_to, away, np.inf)))
            free[to] -= seconds
            tried.add(to)
            moves[household] = to
        return moves

    def _waiting(self, plans: Sequence[Plan]) -> Iterator[tuple[str, list[LeftOut]]]:
        """Households none of whose visits is made, the worthiest first."""
        made = {stop.household for plan in plans for r in plan.routes for stop in r.stops}
        waiting: dict[str, list[LeftOut]] = {}
        for plan in plans:
            for entry in plan.left_out:
                if not entry.refused and entry.household not in made:
                    waiting.setdefault(entry.household, []).append(entry)
        yield from sorted(waiting.items(), key=lambda offer: _rank(*offer))

    def _free(self, plan: Plan) -> float:
        """Seconds of a region's shifts that may be filled and are not."""
        inputs = self.division.inputs
        part = 1 - inputs.policy.keep_free

        def free(route: Route) -> float:
            return part * hours_of(inputs.shifts_by_id[route.shift]) - route.busy_seconds

        return sum(max(0.0, free(route)) for route in plan.routes)

    @staticmethod
    def _seconds(visits: Sequence[Visit]) -> int:
        return sum(v.seconds * v.officers_needed + HOP_SECONDS for v in visits)


def _rank(household: str, entries: Sequence[LeftOut]) -> tuple[bool, int, str]:
    promised = any(entry.broken_promise for entry in entries)
    return not promised, -sum(entry.worth for entry in entries), household


@dataclass(frozen=True)
class _BoxesOfRegions:
    """How far homes are from regions: from the boxes around them, and a little from the middle."""

    low: Floats
    high: Floats
    at: Mapping[str, Floats]

    @staticmethod
    def of(division: Division) -> _BoxesOfRegions:
        homes = division.inputs.households
        points = on_plane([home.coordinate for home in homes])
        region = np.array([division.home[home.id] for home in homes])
        inside = [points[region == k] for k in range(division.parts)]
        nowhere = np.full((1, 2), np.inf)
        return _BoxesOfRegions(
            np.stack([(points if len(points) else nowhere).min(axis=0) for points in inside]),
            np.stack([(points if len(points) else nowhere).max(axis=0) for points in inside]),
            {home.id: point for home, point in zip(homes, points, strict=True)},
        )

    def away(self, home: Household) -> Floats:
        """``(parts,)`` metres, by which regions are put in order."""
        point = self.at[home.id]
        outside = np.maximum(np.maximum(self.low - point, point - self.high), 0)
        middle = np.hypot(*((self.low + self.high) / 2 - point).T)
        return np.asarray(np.hypot(*outside.T) + middle / 10)
