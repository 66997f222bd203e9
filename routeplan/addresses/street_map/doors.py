"""Address points of a map, and the doors that they come to: one address may be at many points."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import cos, hypot, radians

from routeplan.model.inputs import Coordinate

METRES_PER_DEGREE = 111_320.0
SAME_DOOR_METRES = 25.0
"""Points of one address so near are one door, whatever else their tags say."""
LINK_METRES = 80.0
"""Shops and entrances of one building stand no farther apart, one from the next ..."""
BLOCK_METRES = 200.0
"""... and none of them farther than this from any other."""
ENTRANCE, NODE, BUILDING, ESTIMATE = range(4)
"""What a point is, the better ones first."""


@dataclass(frozen=True, slots=True)
class AddressPoint:
    """One object of the map with an address.

    Parameters
    ----------
    street, number
        As the map writes them.
    kind
        ``ENTRANCE``, ``NODE``, ``BUILDING`` or ``ESTIMATE`` (between two numbers of the map).
    city
        Its town's name, empty where the map gives none.
    places
        Every name of a town, district or region in its tags.
    postcode
        Empty where the map gives none.
    other_names
        Further names of its street that its own tags give.
    """

    street: str
    number: str
    coordinate: Coordinate
    kind: int = NODE
    city: str = ""
    places: frozenset[str] = frozenset()
    postcode: str = ""
    other_names: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class Door:
    """One door: where to go for an address.

    Parameters
    ----------
    points
        The map's points of this address.
    spread_metres
        How far apart these are.
    cities, places, postcodes
        What any of its points is tagged with.
    """

    street: str
    number: str
    coordinate: Coordinate
    kind: int
    points: tuple[AddressPoint, ...]
    spread_metres: float
    cities: frozenset[str]
    places: frozenset[str]
    postcodes: frozenset[str]
    names: frozenset[str]

    @property
    def label(self) -> str:
        """The address without its town."""
        return f"{self.street} {self.number}"

    def at(self, is_right: Callable[[AddressPoint], bool]) -> Coordinate:
        """Where it is, by those of its points that are right, or by all if none of them is."""
        right = [point for point in self.points if is_right(point)]
        if not right or len(right) == len(self.points):
            return self.coordinate
        return _best(right).coordinate


def metres_between(one: Coordinate, other: Coordinate) -> float:
    """Metres as the crow flies, for places of one town."""
    north = (one.latitude - other.latitude) * METRES_PER_DEGREE
    east = (one.longitude - other.longitude) * METRES_PER_DEGREE
    return hypot(north, east * cos(radians(one.latitude)))


def doors_of(points: Iterable[AddressPoint]) -> list[Door]:
    """The doors that points with one street and number come to.

    Points linked by short steps are one door, unless their tags name different towns. It is at its
    entrance where the map draws one, else at the point that is nearest to all the others.
    """
    groups: list[list[AddressPoint]] = []
    for point in sorted(points, key=lambda p: p.kind):
        near = [
            group
            for group in groups
            if any(_is_linked(point, address_point) for address_point in group)
        ]
        merged = [*(address_point for group in near for address_point in group), point]
        if len(near) > 1 and _spread(merged) > BLOCK_METRES:
            near, merged = near[:1], [*near[0], point]
        if near and _spread(merged) > BLOCK_METRES:
            groups.append([point])
            continue
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append(merged)
    real = [group for group in groups if any(point.kind != ESTIMATE for point in group)]
    return [_door(group) for group in real or groups]


def _is_linked(one: AddressPoint, other: AddressPoint) -> bool:
    apart = metres_between(one.coordinate, other.coordinate)
    if apart <= SAME_DOOR_METRES:
        return True
    towns = {one.city.casefold(), other.city.casefold()} - {""}
    return apart <= LINK_METRES and len(towns) < 2


def _spread(points: Sequence[AddressPoint]) -> float:
    return max(
        (metres_between(a.coordinate, b.coordinate) for a in points for b in points), default=0.0
    )


def _door(points: Sequence[AddressPoint]) -> Door:
    real = [point for point in points if point.kind != ESTIMATE] or list(points)
    best = _best(real)
    return Door(
        street=best.street,
        number=best.number,
        coordinate=best.coordinate,
        kind=best.kind,
        points=tuple(real),
        spread_metres=_spread(real),
        cities=frozenset(point.city for point in real if point.city),
        places=frozenset().union(*(point.places for point in real)),
        postcodes=frozenset(point.postcode for point in real if point.postcode),
        names=frozenset(name for point in real for name in point.other_names),
    )


def _best(points: Sequence[AddressPoint]) -> AddressPoint:
    """An entrance, else the point nearest to all the others, or any where they are one spot."""
    entrances = [point for point in points if point.kind == ENTRANCE]
    if not entrances and _spread(points) <= SAME_DOOR_METRES:
        return min(points, key=lambda p: p.kind)

    def rank(point: AddressPoint) -> tuple[float, int]:
        total = sum(
            metres_between(point.coordinate, address_point.coordinate) for address_point in points
        )
        return round(total, 1), point.kind

    return min(sorted(entrances or points, key=lambda p: p.kind), key=rank)
