"""Where on the streets each place stands: on the nearest way from which the station is reached.

The nearest way of all may be joined to nothing: a yard drawn without its gate, a garden path, a
street that the extract's edge cuts off. A home is not out of reach for that while another way is
near enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from routeplan.model.inputs import STATION_PLACE, Coordinate, Place
from routeplan.travel.osrm_router import Router, Spot

FEW, MORE, MOST = 8, 32, 400
"""Spots asked for near a place: a few do for most, the last serve yards full of paths."""
ABOUT_AS_NEAR_METRES = 15.0
"""A door is on the street that its address names, if no other is nearer by more than this."""
NEARLY_ALL = 0.9
AT_ONCE = 2000
"""Spots asked about at once."""

Joined = dict[tuple[int, ...], tuple[bool, bool]]
"""By piece of a way: whether the station leads to it, and it to the station."""

NO_WAY_NEAR = "no-way-near"
NOT_JOINED = "not-joined"
ONE_WAY_AT_EDGE = "one-way-at-edge"
STATION_OFF = "station-off-street"


@dataclass(slots=True)
class PlacesOnStreets:
    """By place: the spot on the streets, and the code of why it is out of the station's reach.

    A place that is not joined to the station has its nearest spot: on the other bank of a river
    there are ways from home to home.
    """

    spots: dict[int, Spot] = field(default_factory=dict)
    off: dict[int, str] = field(default_factory=dict)
    nearest: dict[int, float] = field(default_factory=dict)
    """Metres to the nearest way, joined to the station or not; inf where there is none at all."""


OverWater = Callable[[Sequence[tuple[Coordinate, Coordinate]]], npt.NDArray[np.bool_]]
"""Of straight walks: whether each leads over water or rails."""


def stand(
    router: Router,
    places: Sequence[Place],
    refuse_metres: float,
    over_water: OverWater | None = None,
) -> PlacesOnStreets:
    """Put the station and the places on streets from which each other is reached.

    Parameters
    ----------
    over_water
        Asked where the nearest way is joined to nothing: another one on the other side of a river
        is no way at all. None where no map tells.
    """
    return _Placing(router, places, refuse_metres, over_water).standing()


class _Placing:
    """One mode's network, and which of its pieces are known to be joined to the station."""

    def __init__(
        self,
        router: Router,
        places: Sequence[Place],
        refuse: float,
        over_water: OverWater | None,
    ) -> None:
        self._router, self._refuse, self._over_water = router, refuse, over_water
        self._points = [place.coordinate for place in places]
        self._addresses = [place.label.casefold() for place in places]
        self._known: set[int] = set()
        """The places of which every spot within the limit is known."""
        self._near: dict[int, list[Spot]] = {}
        """Within the limit, by place."""
        self._joined: Joined = {}
        """Whether it is reached from the station, and the station from it."""
        self._result = PlacesOnStreets()

    def standing(self) -> PlacesOnStreets:
        self._look(range(len(self._points)), FEW)
        near = [place for place, spots in self._near.items() if spots]
        for place in set(range(len(self._points))).difference(near):
            self._result.off[place] = NO_WAY_NEAR
        if STATION_PLACE not in near:
            for place in near:
                self._leave(place, STATION_OFF)
            return self._result
        station = self._station([place for place in near if place != STATION_PLACE])
        self._result.spots[STATION_PLACE] = station
        waiting = [place for place in near if place != STATION_PLACE]
        for number in (FEW, MORE, MOST):
            self._look(waiting, number)
            if number > FEW:
                self._stay_on_this_side(waiting)
            self._ask(station, [spot for p in waiting for spot in self._worth_asking(p, number)])
            waiting = [place for place in waiting if not self._placed(place, number)]
        for place in waiting:
            self._leave(place, self._why(place))
        return self._result

    def _look(self, places: Iterable[int], number: int) -> None:
        """Ask for the spots near places, unless all within the limit are known already."""
        todo = [place for place in places if place not in self._known]
        by_place = self._router.near([self._points[p] for p in todo], number)
        for place, spots in zip(todo, by_place, strict=True):
            self._near[place] = [s for s in spots if s.metres <= self._refuse]
            if len(self._near[place]) < len(spots) or not spots:
                self._known.add(place)
            self._result.nearest[place] = spots[0].metres if spots else float("inf")

    def _station(self, others: list[int]) -> Spot:
        """The station's nearest spot that is joined to nearly as many places as any near it."""
        spots = self._near[STATION_PLACE]
        places = [self._near[place][0] for place in others]
        self._ask(spots[0], places)
        if not places or self._count(places) > len(places) / 2:
            return spots[0]
        self._look([STATION_PLACE], MOST)
        counts: list[tuple[Spot, int]] = []
        left = self._near[STATION_PLACE]
        while left:  # one spot of each piece of the network that the station is near
            self._joined.clear()
            self._ask(left[0], [*places, *left])
            counts.append((left[0], self._count(places)))
            left = [spot for spot in left[1:] if not all(self._joined[spot.piece])]
        self._joined.clear()
        enough = NEARLY_ALL * max(count for _, count in counts)
        return next(spot for spot, count in counts if count >= enough)

    def _count(self, spots: Sequence[Spot]) -> int:
        return sum(all(self._joined[spot.piece]) for spot in spots)

    def _ask(self, station: Spot, spots: Iterable[Spot]) -> None:
        """Note of each piece not known yet whether ways lead there and back."""
        new = list({s.piece: s for s in spots if s.piece not in self._joined}.values())
        for first in range(0, len(new), AT_ONCE):
            part = new[first : first + AT_ONCE]
            at = [spot.at for spot in part]
            there = ~np.isnan(self._router.table([station.at], at).seconds[0])
            back = ~np.isnan(self._router.table(at, [station.at]).seconds[:, 0])
            for spot, *ways in zip(part, there, back, strict=True):
                self._joined[spot.piece] = (bool(ways[0]), bool(ways[1]))

    def _worth_asking(self, place: int, number: int) -> list[Spot]:
        """At first the nearest spot and the one on the street of the address, then all."""
        spots = self._near[place]
        if number > FEW:
            return spots
        named = self._named(place, spots)
        return [spots[0]] if named is None else [spots[0], named]

    def _stay_on_this_side(self, places: Sequence[int]) -> None:
        """Forget the spots that a place would be walked to over water."""
        walks = [(self._points[p], spot.at) for p in places for spot in self._near[p][1:]]
        if self._over_water is None or not walks:
            return
        barred = iter(self._over_water(walks).tolist())
        for place in places:
            nearest, *others = self._near[place]
            self._near[place] = [nearest, *(spot for spot in others if not next(barred))]

    def _named(self, place: int, spots: Sequence[Spot]) -> Spot | None:
        """The first spot on the street that the address names, about as near as any."""
        for spot in spots:
            if spot.metres > spots[0].metres + ABOUT_AS_NEAR_METRES:
                break
            if spot.name and spot.name.casefold() in self._addresses[place]:
                return spot
        return None

    def _placed(self, place: int, number: int) -> bool:
        """Put a place on a near spot that is joined both ways, if there is one.

        At first only where the nearest is: else it is not known yet what lies in between.
        """
        joined = [s for s in self._near[place] if all(self._joined.get(s.piece, (False,)))]
        if not joined or (number == FEW and joined[0] is not self._near[place][0]):
            return False
        self._result.spots[place] = self._named(place, joined) or joined[0]
        return True

    def _leave(self, place: int, why: str) -> None:
        self._result.spots[place], self._result.off[place] = self._near[place][0], why

    def _why(self, place: int) -> str:
        half = any(any(self._joined.get(spot.piece, ())) for spot in self._near[place])
        return ONE_WAY_AT_EDGE if half else NOT_JOINED
