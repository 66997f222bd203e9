"""The base map: what an OpenStreetMap extract says of streets, buildings, water and parks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from routeplan.errors import StreetNetworkError
from routeplan.phrases import phrase
from routeplan.render.projection import Bounds, Point

if TYPE_CHECKING:
    import osmium

Line = tuple[Point, ...]

STREETS = {
    "motorway": "major",
    "trunk": "major",
    "primary": "major",
    "secondary": "major",
    "tertiary": "street",
    "unclassified": "street",
    "residential": "street",
    "living_street": "street",
    "pedestrian": "street",
    "service": "service",
    "footway": "path",
    "path": "path",
    "cycleway": "path",
    "bridleway": "path",
    "track": "path",
    "steps": "steps",
}
"""How a ``highway`` is drawn; ``_link`` roads like their parents, others not at all."""
RAILS = frozenset({"rail", "light_rail", "tram", "narrow_gauge"})
GREEN = {
    "leisure": frozenset({"park", "garden", "pitch", "playground", "golf_course", "cemetery"}),
    "landuse": frozenset(
        {"grass", "forest", "meadow", "cemetery", "recreation_ground", "farmland"}
    ),
    "natural": frozenset({"wood", "grassland", "scrub", "heath"}),
}
NAMED = ("major", "street", "service", "path")


@dataclass(frozen=True)
class DrawnWay:
    """A street, path or rail; ``kind`` is a key of the drawing's styles."""

    kind: str
    line: Line
    name: str = ""

    @cached_property
    def bounds(self) -> Bounds:
        """The box around its line."""
        return Bounds.around(self.line)


@dataclass(frozen=True)
class Area:
    """Water, green, square or building: an outer ring and holes."""

    kind: str
    rings: tuple[Line, ...]

    @cached_property
    def bounds(self) -> Bounds:
        """The box around its outer ring."""
        return Bounds.around(self.rings[0])


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Everything drawn under a route. Points are (latitude, longitude)."""

    ways: tuple[DrawnWay, ...] = ()
    areas: tuple[Area, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.ways or self.areas)

    def within(self, bounds: Bounds) -> BaseMap:
        """The part that meets a box."""
        return BaseMap(
            tuple(way for way in self.ways if way.bounds.meets(bounds)),
            tuple(area for area in self.areas if area.bounds.meets(bounds)),
        )


def read_base_map(area: Path) -> BaseMap:
    """Read an extract; nothing when the file is not there (straight lines need none).

    Raises
    ------
    StreetNetworkError
        When the file is no extract.
    """
    if not area.is_file():
        return BaseMap()
    try:
        with _usual_ids(area) as usable:
            return _read(usable)
    except RuntimeError as error:
        raise StreetNetworkError(
            phrase("{file} cannot be read: {error}", file=area, error=error)
        ) from error


@contextmanager
def _usual_ids(area: Path) -> Iterator[Path]:
    """The extract, or a copy with new ids where it was drawn in an editor: osmium needs them."""
    from routeplan.travel.extract import has_foreign_ids, renumber

    if not has_foreign_ids(area):
        yield area
        return
    with TemporaryDirectory() as folder:
        yield renumber(area, Path(folder) / "renumbered.osm.pbf")


def _read(area: Path) -> BaseMap:
    import osmium

    ways: list[DrawnWay] = []
    areas: list[Area] = []
    for item in osmium.FileProcessor(str(area)).with_locations().with_areas():
        if isinstance(item, osmium.osm.Way):
            ways += _way(item)
        elif isinstance(item, osmium.osm.Area):
            areas += _area(item)
    return BaseMap(tuple(ways), tuple(areas))


def _way(item: osmium.osm.Way) -> Iterator[DrawnWay]:
    kind = _way_kind(item.tags)
    line = tuple(_points(item.nodes)) if kind else ()
    if len(line) > 1:
        yield DrawnWay(kind, line, (item.tags.get("name") or "") if kind in NAMED else "")


def _way_kind(tags: Any) -> str:
    if tags.get("area") == "yes" or tags.get("tunnel") == "yes" or tags.get("indoor") == "yes":
        return ""
    if tags.get("railway") in RAILS:
        return "tram" if tags["railway"] == "tram" else "rail"
    return STREETS.get(tags.get("highway", "").removesuffix("_link"), "")


def _area(item: osmium.osm.Area) -> Iterator[Area]:
    kind = _area_kind(item.tags)
    if not kind:
        return
    for outer in item.outer_rings():
        rings = [tuple(_points(ring)) for ring in (outer, *item.inner_rings(outer))]
        if all(len(ring) > 2 for ring in rings):
            yield Area(kind, tuple(rings))


def _area_kind(tags: Any) -> str:
    if "building" in tags and tags["building"] != "no":
        return "building"
    if tags.get("natural") == "water" or tags.get("waterway") == "riverbank":
        return "water"
    if tags.get("highway") == "pedestrian" or tags.get("place") == "square":
        return "square"
    return "green" if any(tags.get(key) in values for key, values in GREEN.items()) else ""


def _points(nodes: Any) -> Iterator[Point]:
    for node in nodes:
        if node.location.valid():
            yield (node.lat, node.lon)
