"""A printed round as an officer walks it: doors that stay shut leave time for reserve stops.

A shut door takes the settings' door minutes in place of the visit's. The officer goes straight on,
keeps the printed order and windows. Whenever a reserve stop of those printed so far, its whole
visit and the way on fit before the next printed stop (or the end of the shift), the one with the
smallest detour is tried. Households that were met since the week was printed are passed by, and so
are printed stops whose whole visit would not end in their hours or leave no time for the way back:
these are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from routeplan.model.inputs import STATION_PLACE, Inputs, TravelTables
from routeplan.model.plan import ReserveStop, Route, Stop
from routeplan.model.sheet_codes import RESERVE_LETTERS

Opens = Callable[[str, int], bool]
"""Whether somebody of a household opens at an elapsed second of the plan."""


@dataclass(frozen=True)
class Ring:
    """One door rung at: the stop's name on the sheet, and when, in elapsed seconds."""

    stop: str
    household: str
    visit: str
    at: int
    met: bool
    is_reserve: bool


@dataclass
class Walk:
    """An officer on a round."""

    inputs: Inputs
    travel: TravelTables
    route: Route
    opens: Opens
    met: set[str]
    now: int = field(init=False)
    here: int = field(init=False, default=STATION_PLACE)
    walked: int = field(init=False, default=0)
    at_doors: int = field(init=False, default=0)
    printed: int = field(init=False, default=0)
    not_reached: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.now = self.route.leave
        self.reserve = dict(zip(RESERVE_LETTERS, self.route.reserve, strict=False))

    def rings(self) -> Iterator[Ring]:
        """The doors rung at, in order; ``met`` grows, ``walked`` sums the way in seconds."""
        for k, stop in enumerate(self.route.stops):
            yield from self._tried(k, self._place(stop.household), stop.begin)
            self.printed += 1
            if stop.household in self.met:
                continue
            if self._in_time(stop):
                yield self._ring(str(k + 1), stop, stop.whole_seconds, False)
            else:
                self.not_reached += 1
        yield from self._tried(len(self.route.stops), STATION_PLACE, self.route.end)
        self.walked += self._way(self.here, STATION_PLACE)

    def _tried(self, made: int, there: int, due: int) -> Iterator[Ring]:
        """Reserve stops as long as one fits between here and the next printed stop."""
        while fitting := [
            (self._detour(stop, there), letter)
            for letter, stop in self.reserve.items()
            if stop.after <= made and self._fits(stop, there, due)
        ]:
            letter = min(fitting)[1]
            stop = self.reserve.pop(letter)
            yield self._ring(letter, stop, self._seconds(stop.visit), True)

    def _in_time(self, stop: Stop) -> bool:
        place = self._place(stop.household)
        end = max(self.now + self._way(self.here, place), stop.window_begin) + stop.whole_seconds
        return end <= stop.window_end and end + self._way(place, STATION_PLACE) <= self.route.end

    def _fits(self, stop: ReserveStop, there: int, due: int) -> bool:
        if stop.household in self.met:
            return False
        place = self._place(stop.household)
        end = max(self.now + self._way(self.here, place), stop.window_begin)
        end += self._seconds(stop.visit)
        return end <= stop.window_end and end + self._way(place, there) <= due

    def _detour(self, stop: ReserveStop, there: int) -> int:
        place = self._place(stop.household)
        return self._way(self.here, place) + self._way(place, there)

    def _ring(self, name: str, stop: Stop | ReserveStop, seconds: int, is_reserve: bool) -> Ring:
        place = self._place(stop.household)
        way = self._way(self.here, place)
        at = max(self.now + way, stop.window_begin)
        met = self.opens(stop.household, at)
        self.here, self.walked = place, self.walked + way
        there = seconds if met else self.inputs.policy.shut_door_seconds
        self.now, self.at_doors = at + there, self.at_doors + there
        if met:
            self.met.add(stop.household)
        return Ring(name, stop.household, stop.visit, at, met, is_reserve)

    def _place(self, household: str) -> int:
        return self.inputs.household(household).place

    def _seconds(self, visit: str) -> int:
        return self.inputs.visits_by_id[visit].seconds

    def _way(self, here: int, there: int) -> int:
        if here == there:
            return self.inputs.policy.same_building_seconds if here != STATION_PLACE else 0
        return int(self.travel.of(self.route.mode)[here, there])
