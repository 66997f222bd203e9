"""A printed round as an officer walks it: doors that stay shut leave time for reserve stops.

A shut door takes the settings' door minutes in place of the visit's; a visit may last shorter than
usual, or longer as far as a time promised to somebody else allows. The officer goes straight on
and keeps the printed order and windows. Whenever a reserve stop of those printed so far, its whole
visit and the way on fit before the next printed stop (or the end of the shift), the one with the
smallest detour is tried. A printed stop is passed over, and counts as not reached, where its visit,
at its usual length, would end behind its window, or the officer be back after the shift or too late
for a time that was promised. Households that were met since the week was printed are passed by.

With a second ring, time that no reserve stop fits into takes the officer back to a door of the same
round that stayed shut an hour ago or longer, by the same rules.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from routeplan.model.inputs import STATION_PLACE, Inputs, TravelTables
from routeplan.model.plan import ReserveStop, Route, Stop
from routeplan.model.sheet_codes import RESERVE_LETTERS

AGAIN_SECONDS = 3600
"""So long a door has stayed shut before it is rung at again."""


class Doors(Protocol):
    """Who opens, and how long they talk; times in elapsed seconds of the plan."""

    def opens(self, household: str, at: int, *, printed: bool) -> bool:
        """Whether somebody opens; ``printed`` tells a stop from a reserve stop."""
        ...

    def length(self, household: str, at: int, seconds: int) -> int:
        """How long a visit lasts that was to take so many seconds."""
        ...


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
    """An officer on a round.

    ``printed`` counts the stops of the sheet that were still to be made, ``unreached`` those of
    them that were passed over; ``behind`` counts the stops of the sheet that lie behind the
    officer, ``back`` is when he was at the station again.
    """

    inputs: Inputs
    travel: TravelTables
    route: Route
    doors: Doors
    met: set[str]
    second_ring: bool = False
    now: int = field(init=False)
    here: int = field(init=False, default=STATION_PLACE)
    walked: int = field(init=False, default=0)
    at_doors: int = field(init=False, default=0)
    printed: int = field(init=False, default=0)
    unreached: int = field(init=False, default=0)
    behind: int = field(init=False, default=0)
    back: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.now = self.route.leave
        self.reserve = dict(zip(RESERVE_LETTERS, self.route.reserve, strict=False))
        self.rung: set[str] = set()
        self.shut: dict[str, tuple[int, Stop | ReserveStop]] = {}

    def rings(self) -> Iterator[Ring]:
        """The doors rung at, in order; ``met`` grows, ``walked`` sums the way in seconds."""
        for k, stop in enumerate(self.route.stops):
            yield from self._tried(k, self._place(stop.household), stop.begin)
            if stop.household in self.met and not stop.promised:
                continue
            self.printed += 1
            self.behind = k + 1
            if self._reaches(stop):
                yield self._ring(str(k + 1), stop, is_reserve=False)
            else:
                self.unreached += 1
        yield from self._tried(len(self.route.stops), STATION_PLACE, self.route.end)
        way = self._way(self.here, STATION_PLACE)
        self.walked, self.back = self.walked + way, self.now + way

    def _reaches(self, stop: Stop) -> bool:
        place = self._place(stop.household)
        end = max(self.now + self._way(self.here, place), stop.window_begin)
        end += self._seconds(stop.visit)
        if end > stop.window_end or end + self._way(place, STATION_PLACE) > self.route.end:
            return False
        return end <= self._leave_by(place)

    def _leave_by(self, place: int) -> int:
        """When the officer must leave a place to be in time where he is promised next."""
        ahead = next((stop for stop in self.route.stops[self.behind :] if stop.promised), None)
        if ahead is None:
            return sys.maxsize
        latest = ahead.window_end - self._seconds(ahead.visit)
        return latest - self._way(place, self._place(ahead.household))

    def _tried(self, made: int, there: int, due: int) -> Iterator[Ring]:
        """Reserve stops as long as one fits between here and the next printed stop."""
        self.behind = made
        while True:
            printed = {k: stop for k, stop in self.reserve.items() if stop.after <= made}
            if letter := self._nearest(printed, there, due):
                yield self._ring(letter, self.reserve.pop(letter), is_reserve=True)
            elif name := self._nearest(self._again(), there, due):
                yield self._ring(name, self.shut.pop(name)[1], is_reserve=True)
            else:
                return

    def _again(self) -> dict[str, Stop | ReserveStop]:
        """Doors that have stayed shut for long enough."""
        if not self.second_ring:
            return {}
        until = self.now - AGAIN_SECONDS
        return {name: stop for name, (at, stop) in self.shut.items() if at <= until}

    def _nearest(self, stops: Mapping[str, Stop | ReserveStop], there: int, due: int) -> str | None:
        """The name of the stop that fits before the next one with the smallest detour."""
        fitting = [
            (self._detour(stop, there), name)
            for name, stop in stops.items()
            if self._fits(stop, there, due)
        ]
        return min(fitting)[1] if fitting else None

    def _fits(self, stop: Stop | ReserveStop, there: int, due: int) -> bool:
        if stop.household in self.met:
            return False
        place = self._place(stop.household)
        end = max(self.now + self._way(self.here, place), stop.window_begin)
        end += self._seconds(stop.visit)
        return end <= stop.window_end and end + self._way(place, there) <= due

    def _detour(self, stop: Stop | ReserveStop, there: int) -> int:
        place = self._place(stop.household)
        return self._way(self.here, place) + self._way(place, there)

    def _ring(self, name: str, stop: Stop | ReserveStop, *, is_reserve: bool) -> Ring:
        place = self._place(stop.household)
        way = self._way(self.here, place)
        at = max(self.now + way, stop.window_begin)
        met = self.doors.opens(stop.household, at, printed=not is_reserve)
        self.here, self.walked = place, self.walked + way
        there = self.inputs.policy.shut_door_seconds
        if met:
            usual = self._seconds(stop.visit)
            there = self.doors.length(stop.household, at, usual)
            there = min(there, max(usual, self._leave_by(place) - at))
            self.met.add(stop.household)
        elif name not in self.rung:
            self.shut[name] = at, stop
        self.rung.add(name)
        self.now, self.at_doors = at + there, self.at_doors + there
        return Ring(name, stop.household, stop.visit, at, met, is_reserve)

    def _place(self, household: str) -> int:
        return self.inputs.household(household).place

    def _seconds(self, visit: str) -> int:
        """A visit's usual length, whatever part of it was booked."""
        return self.inputs.visits_by_id[visit].seconds

    def _way(self, here: int, there: int) -> int:
        if here == there:
            return self.inputs.policy.same_building_seconds if here != STATION_PLACE else 0
        return int(self.travel.of(self.route.mode)[here, there])
