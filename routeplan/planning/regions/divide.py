"""A station divided: homes by where they are, officers by what is to be done there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import STATION_PLACE, Inputs, Visit
from routeplan.model.worth import worth_seconds
from routeplan.planning.regions.able import Able
from routeplan.planning.regions.cut import Floats, Ints, cut, on_plane
from routeplan.planning.regions.staff import OfficerGroup, dealt, hours_of, units_of
from routeplan.travel.straight_line import METRES_PER_SECOND

HOP_SECONDS = 240
"""A way from one visit to the next, where nobody has measured any."""
LEAST_SHARE = 0.2
"""So much of a shift at least counts as left when the way to its region and back is made."""
PROMISED_PULL = 1000.0
"""A visit that only one officer may make weighs as much as so many that would rather have her, and
a promised one as much as so many that are not."""


@dataclass(frozen=True)
class Region:
    """A part of the station with homes and officers of its own, as inputs of their own.

    ``places`` are the numbers that its places have in the whole station, the station first.
    """

    inputs: Inputs
    places: tuple[int, ...]


@dataclass(frozen=True)
class Division:
    """Which region each household and each shift is in.

    Parameters
    ----------
    home
        By household id.
    shift
        ``(s,)`` by the number of the shift.
    """

    inputs: Inputs
    parts: int
    home: Mapping[str, int]
    shift: Ints
    able: Able

    def regions(self) -> list[Region]:
        """All of them, in order; the rows of the tables keep theirs."""
        homes: list[list[int]] = [[] for _ in range(self.parts)]
        for h, household in enumerate(self.inputs.households):
            homes[self.home[household.id]].append(h)
        visits, refused, later = (
            self._by_region(visits)
            for visits in (
                self.inputs.visits,
                self.inputs.refused_visits,
                self.inputs.later_visits,
            )
        )
        return [
            self._region(k, homes[k], (visits[k], refused[k], later[k])) for k in range(self.parts)
        ]

    def with_homes(self, moved: Mapping[str, int]) -> Division:
        """With some households in other regions."""
        return replace(self, home={**self.home, **moved})

    def _by_region(self, visits: Sequence[Visit]) -> list[list[Visit]]:
        by_region: list[list[Visit]] = [[] for _ in range(self.parts)]
        for visit in visits:
            by_region[self.home[visit.household]].append(visit)
        return by_region

    def _region(self, k: int, homes: Sequence[int], visits: Sequence[Sequence[Visit]]) -> Region:
        whole = self.inputs
        places = [STATION_PLACE, *sorted({whole.households[h].place for h in homes})]
        number = {place: at for at, place in enumerate(places)}
        households = (whole.households[h] for h in homes)
        inputs = replace(
            whole,
            households=tuple(replace(home, place=number[home.place]) for home in households),
            shifts=tuple(whole.shifts[s] for s in np.flatnonzero(self.shift == k).tolist()),
            places=tuple(whole.places[place] for place in places),
            visits=tuple(visits[0]),
            refused_visits=tuple(visits[1]),
            later_visits=tuple(visits[2]),
        )
        return Region(inputs, tuple(places))


def divide(inputs: Inputs, times: Sequence[VisitTimes], parts: int) -> Division:
    """Cut the homes, deal out the officers, and move homes to where somebody can come.

    A household is never parted, nor is a crew. Whoever is promised a household is where it is; one
    that would rather have somebody is where she is, if that is not far.
    """
    points = on_plane([home.coordinate for home in inputs.households])
    row = {home.id: h for h, home in enumerate(inputs.households)}
    at = np.array([row[visit.household] for visit in inputs.visits], np.int64)
    work = np.zeros(len(points))
    seconds = [visit.seconds * visit.officers_needed for visit in inputs.visits]
    np.add.at(work, at, np.array(seconds, np.float64) + HOP_SECONDS)
    home = cut(points, work + 1.0, parts)  # a home without a visit has to be somewhere too
    units = units_of(inputs, parts)
    need = _need(inputs, home, at)
    unit_region = dealt(units, need, _pulls(inputs, units, home[at]))
    shift_region = np.zeros(len(inputs.shifts), np.int64)
    for unit, region in zip(units, unit_region.tolist(), strict=True):
        shift_region[list(unit.shifts)] = region
    home = _beside_their_officer(inputs, points, home, at, shift_region)
    able = Able(inputs, times, shift_region, parts)
    home = _where_somebody_can(inputs, able, points, home, at, parts)
    by_id = {
        household.id: int(home[h])
        for household, h in zip(inputs.households, row.values(), strict=True)
    }
    return Division(inputs, parts, by_id, shift_region, able)


def _need(inputs: Inputs, home: Ints, at: Ints) -> Floats:
    """``(parts,)`` what part of the officers' hours each region needs.

    Where there are more visits than hours, those worth most a minute are counted, wherever they
    are; farther regions need more, for the way there.
    """
    parts = int(home.max(initial=0)) + 1
    first = inputs.calendar.first_day.toordinal()
    last = inputs.calendar.dates[-1]
    work = np.array([v.seconds * v.officers_needed + HOP_SECONDS for v in inputs.visits], float)
    worth = np.array([worth_seconds(v, inputs.policy, first) for v in inputs.visits], float)
    promised = np.array([visit.is_promised_by(last) for visit in inputs.visits], bool)
    order = np.lexsort((-worth / work, ~promised))
    hours = [hours_of(shift) * len(shift.officers) for shift in inputs.shifts]
    wanted = np.zeros(len(work), bool)
    wanted[order] = np.cumsum(work[order]) <= max(sum(hours), work[order[:1]].sum())
    need = np.bincount(home[at[wanted]], work[wanted], minlength=parts)
    station = on_plane([inputs.station.coordinate, *(h.coordinate for h in inputs.households)])
    apart = np.hypot(*(station[1:] - station[0]).T)
    size = np.maximum(np.bincount(home, minlength=parts), 1)
    way = np.bincount(home, apart, minlength=parts) / size / _usual_speed(inputs)
    day = sum(hours) / max(len(hours), 1)
    return np.asarray(need / np.maximum(1 - 2 * way / max(day, 1), LEAST_SHARE))


def _usual_speed(inputs: Inputs) -> float:
    """Metres a second, the mean of the shifts."""
    speeds = [METRES_PER_SECOND[shift.mode] for shift in inputs.shifts]
    return sum(speeds) / max(len(speeds), 1) or 1.0


def _pulls(inputs: Inputs, units: Sequence[OfficerGroup], region: Ints) -> list[dict[int, float]]:
    """By unit and region: the visits that ask for one of its officers."""
    unit_of = {officer: u for u, unit in enumerate(units) for officer in unit.officers}
    pulls: list[dict[int, float]] = [{} for _ in units]
    for visit, at in zip(inputs.visits, region.tolist(), strict=True):
        for officer, weight in (
            (visit.preferred_officer, 1.0),
            (visit.only_officer, PROMISED_PULL),
        ):
            if officer in unit_of:
                pull = pulls[unit_of[officer]]
                pull[at] = pull.get(at, 0.0) + weight
    return pulls


def _beside_their_officer(
    inputs: Inputs, points: Floats, home: Ints, at: Ints, shift_region: Ints
) -> Ints:
    """Homes that would rather have an officer go to her region, where that is near their others.

    Near is what costs less than to send somebody else.
    """
    theirs: dict[str, list[int]] = {}
    for v, visit in enumerate(inputs.visits):
        if visit.preferred_officer is not None:
            theirs.setdefault(visit.preferred_officer, []).append(int(at[v]))
    regions = {
        officer: int(shift_region[s])
        for s, shift in enumerate(inputs.shifts)
        for officer in shift.officers
    }
    near = 60 * inputs.policy.other_officer_minutes * _usual_speed(inputs) / 2
    home = home.copy()
    for officer, rows in theirs.items():
        if officer in regions:
            middle = np.median(points[rows], axis=0)
            close = np.hypot(*(points[rows] - middle).T) <= near
            home[np.array(rows)[close]] = regions[officer]
    return home


def _where_somebody_can(
    inputs: Inputs, able: Able, points: Floats, home: Ints, at: Ints, parts: int
) -> Ints:
    """Homes go to the nearest region that can make most of their visits, promised ones first."""
    can = np.zeros((len(home), parts))
    last = inputs.calendar.dates[-1]
    for v, h in enumerate(at.tolist()):
        weight = PROMISED_PULL if inputs.visits[v].is_promised_by(last) else 1.0
        can[h] += weight * able.regions(v)
    size = np.maximum(np.bincount(home, minlength=parts), 1)[:, None]
    middles = np.stack([np.bincount(home, x, minlength=parts) for x in points.T], axis=1) / size
    home = home.copy()
    for h in np.flatnonzero(can[np.arange(len(home)), home] < can.max(axis=1)):
        apart = np.hypot(*(middles - points[h]).T)
        home[h] = int(np.argmin(np.where(can[h] == can[h].max(), apart, np.inf)))
    return home
