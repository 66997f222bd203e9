"""The coverage map: how much of each street's households is met, for the wall, legible in grey."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.home_street_names import (
    HomeLabel,
    LabelledHome,
    PanelCells,
    home_labels,
    streets_of_homes,
)
from routeplan.render.map.map_svg import GREY, line_svg, names_svg
from routeplan.render.map.panels import fitted
from routeplan.render.map.signs import UNITS_PER_MILLIMETRE, leader_svg, scale_bar
from routeplan.render.map.street_labels import Label, NamedStretch, labels_along, place_labels
from routeplan.render.projection import Bounds, Frame, Point

LETTERS = 9.0
STREET_LETTERS = 10.5
"""Heights of street names in units, and of those with households."""
SEEN_METRES = 300.0
WIDTH = 6.5
KINDS: tuple[tuple[float, str], ...] = ((1.0, ""), (2 / 3, "16 5"), (1 / 3, "8 8"), (1e-9, "3 13"))
"""Least share met and dashes of a street's line: its ink is about the share that is met."""
METRES_A_STYLE_UNIT = 1.4


class StreetCover(NamedTuple):
    """A street's households, and how many of them are met and overdue."""

    name: str
    households: int
    met: int
    overdue: int

    @property
    def label(self) -> str:
        """``Mill Lane 12/30``, with ``!3`` where three are overdue."""
        text = f"{self.name} {self.met}/{self.households}"
        return f"{text} !{self.overdue}" if self.overdue else text


def street_names(homes: Sequence[tuple[Point, str]], terrain: Terrain) -> list[str]:
    """For each home, (latitude, longitude) and address, its street; empty where none is near."""
    if not homes:
        return []
    bounds = Bounds.around([at for at, _ in homes]).grown(SEEN_METRES, SEEN_METRES)
    frame = Frame.of_box(bounds, 1.0)
    placed = [LabelledHome(frame.xy(at), (address,)) for at, address in homes]
    streets = streets_of_homes(placed, terrain.streets(frame), frame.units_per_metre)
    return [theirs[0].name if theirs else "" for theirs in streets]


def coverage_svg(
    covers: Collection[StreetCover],
    places: Mapping[str, Sequence[Point]],
    terrain: Terrain,
    *,
    width_mm: float,
    height_mm: float,
) -> str:
    """The map as a whole ``<svg>``.

    Parameters
    ----------
    covers
        The streets that are drawn with their figures.
    places
        (latitude, longitude) of the households by street, those of the other streets too: the map
        shows all of them.
    """
    width, height = width_mm * UNITS_PER_MILLIMETRE, height_mm * UNITS_PER_MILLIMETRE
    everywhere = [point for points in places.values() for point in points]
    drawing = _CoverageDrawing(covers, places, terrain, fitted(everywhere, width, height))
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
            f'width="{width_mm}mm" height="{height_mm}mm">',
            *drawing.svg(),
            f'<rect x="1" y="1" width="{width - 2:g}" height="{height - 2:g}" fill="none" '
            f'stroke="#000000" stroke-width="2"/>',
            "</svg>",
        ]
    )


def street_line(d: str, share: float) -> Iterator[str]:
    """A street's line by the share of its households that is met; hollow where none is."""
    yield line_svg(d, "#ffffff", WIDTH + 3)
    dashes = next((dashes for least, dashes in KINDS if share >= least), None)
    if dashes is None:
        yield line_svg(d, "#000000", WIDTH)
        yield line_svg(d, "#ffffff", WIDTH - 2.4)
        return
    if dashes:
        yield line_svg(d, "#000000", WIDTH)
        yield line_svg(d, "#ffffff", WIDTH - 1.2)
    yield line_svg(d, "#000000", WIDTH, dashes)


class _CoverageDrawing:
    """What lies where on the map."""

    def __init__(
        self,
        covers: Collection[StreetCover],
        places: Mapping[str, Sequence[Point]],
        terrain: Terrain,
        frame: Frame,
    ) -> None:
        self.covers = {cover.name: cover for cover in covers}
        self.terrain, self.frame = terrain, frame
        self.unit = min(1.0, max(0.4, METRES_A_STYLE_UNIT * frame.units_per_metre))
        self.streets = terrain.streets(frame)
        self.homes = {name: [frame.xy(at) for at in places[name]] for name in self.covers}
        drawn = [point for points in self.homes.values() for point in points]
        self.bar = scale_bar(frame, drawn)
        self.names = self._names()

    def svg(self) -> Iterator[str]:
        yield from self.terrain.svg(self.frame, GREY, unit=self.unit)
        lines: dict[str, list[str]] = defaultdict(list)
        for street in self.streets:
            if street.name in self.covers:
                lines[street.name].append(_path(street.line))
        for name in sorted(lines):
            cover = self.covers[name]
            yield from street_line("".join(lines[name]), cover.met / cover.households)
        yield from names_svg(self._other_names(), LETTERS, GREY)
        yield self.bar.svg
        for placed in self.names:
            if placed.line:
                yield leader_svg(placed.line)
        for height in sorted({name.height for name in self.names}):
            labels = [name.label for name in self.names if name.height == height]
            yield from names_svg(labels, height, GREY, bold=True)

    def _names(self) -> list[HomeLabel]:
        """The streets' names with their figures."""
        ground = PanelCells(self.frame.width, self.frame.height)
        for x, y in self.bar.points:
            ground.take_box(x, y, 6.0, 11.0)
        labels = {name: cover.label for name, cover in self.covers.items()}
        streets = [
            NamedStretch(rank, labels[name], line)
            for rank, name, line in self.streets
            if name in labels
        ]
        homes = {labels[name]: points for name, points in self.homes.items()}
        return home_labels(homes, streets, ground, height=STREET_LETTERS)

    def _other_names(self) -> list[Label]:
        others = [street for street in self.streets if street.name not in self.covers]
        return place_labels(
            labels_along(others, height=LETTERS),
            self.frame,
            height=LETTERS,
            keep_clear=self.bar.points,
            lines=[name.line for name in self.names if name.line],
            there=[(name.label, name.width) for name in self.names],
        )


def _path(line: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in line)
