"""The map of a sheet: base map in grey, the round upon it, readable in black and white.

Every street with a stop is named. Where numbers would crowd, a part of the map is drawn again at a
larger scale.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.home_street_names import (
    HomeLabel,
    HomeStreet,
    LabelledHome,
    PanelCells,
    home_labels,
    streets_of_homes,
)
from routeplan.render.map.map_svg import FONTS, GREY, names_svg
from routeplan.render.map.markers import Placed, place_markers
from routeplan.render.map.panels import GAP, Panel, panels_of
from routeplan.render.map.points_along_lines import walked, walked_all
from routeplan.render.map.route_lines import route_lines
from routeplan.render.map.signs import (
    MARKER_SIZE,
    UNITS_PER_MILLIMETRE,
    Bar,
    leader_svg,
    scale_bar,
    sign_svg,
)
from routeplan.render.map.street_labels import (
    Label,
    labels_along,
    place_labels,
)
from routeplan.render.projection import Bounds, Frame, Point
from routeplan.render.round_view import Marker, ShownRound

Array = npt.NDArray[np.float64]
LETTERS = 8.2
HOME_LETTERS = 8.8
"""Heights of street names in units, and of those with a stop."""
METRES_A_STYLE_UNIT = 1.4
"""Streets are drawn so wide on the ground, within what can be seen on paper."""
SEEN_METRES = 300.0
"""Streets are looked for so far around the homes."""
LANE_STEP = 3.0
SHORT_LANE = 4.0
"""A lane shorter than so many markers could be hidden by one."""


class DrawnMap(NamedTuple):
    """A whole ``<svg>``, and how many insets it has."""

    svg: str
    insets: int


def route_svg(
    shown: ShownRound, terrain: Terrain, *, width_mm: float, height_mm: float
) -> DrawnMap:
    """A round's map for paper, as wide and high as told."""
    width, height = width_mm * UNITS_PER_MILLIMETRE, height_mm * UNITS_PER_MILLIMETRE
    homes = _home_streets(shown, terrain)
    feet = [[street.foot for street in homes.get(marker, ())] for marker in shown.markers]
    panels = panels_of(shown.markers, feet, shown.ways, width=width, height=height)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width_mm}mm" height="{height_mm}mm">'
    ]
    drawings = [_PanelDrawing(panel, shown.ways, terrain, homes) for panel in panels]
    for drawing in reversed(drawings):  # what has no room in an inset is named on the map
        drawing.name_homes(drawings[0])
    for drawing in drawings:
        parts += drawing.svg()
    parts += [
        f'<rect x="1" y="1" width="{width - 2:g}" height="{height - 2:g}" fill="none" '
        f'stroke="#000000" stroke-width="2"/>',
        "</svg>",
    ]
    return DrawnMap("\n".join(parts), len(panels) - 1)


def _home_streets(shown: ShownRound, terrain: Terrain) -> dict[Marker, list[HomeStreet]]:
    """The streets of the homes at each marker; their feet are (latitude, longitude)."""
    doors = shown.addresses_by_marker()
    if not doors:
        return {}
    bounds = Bounds.around([marker.at for marker in doors])
    frame = Frame.of_box(bounds.grown(SEEN_METRES, SEEN_METRES), 1.0)
    homes = [LabelledHome(frame.xy(marker.at), addresses) for marker, addresses in doors.items()]
    streets = streets_of_homes(homes, terrain.streets(frame), frame.units_per_metre)
    return {
        marker: [HomeStreet(name, frame.point(foot)) for name, foot in theirs]
        for marker, theirs in zip(doors, streets, strict=True)
    }


class _PanelDrawing:
    """One panel: what lies where on it."""

    def __init__(
        self,
        panel: Panel,
        ways: Sequence[Sequence[Point]],
        terrain: Terrain,
        home_streets: Mapping[Marker, Sequence[HomeStreet]],
    ) -> None:
        frame = panel.frame
        self.panel, self.frame = panel, frame
        self.unit = min(1.0, max(0.4, METRES_A_STYLE_UNIT * frame.units_per_metre))
        self.terrain = terrain
        self.streets = terrain.streets(frame)
        self.ways = [[frame.xy(point) for point in way] for way in ways]
        self.homes = self._homes(home_streets)
        self.placed = self._markers()
        self.bar = self._bar()
        self.names: list[HomeLabel] = []

    def svg(self) -> Iterator[str]:
        """The elements, in a drawing of its own that cuts off what reaches over its edge."""
        (x, y), frame = self.panel.at, self.frame
        yield (
            f'<svg x="{x:g}" y="{y:g}" width="{frame.width:g}" height="{frame.height:g}" '
            f'viewBox="0 0 {frame.width:g} {frame.height:g}">'
        )
        yield from self.terrain.svg(frame, GREY, unit=self.unit)
        yield from names_svg(self._other_names(), LETTERS, GREY)
        yield from self._windows()
        yield from route_lines(self.ways)
        yield self.bar.svg
        for name in self.names:
            if name.line:
                yield leader_svg(name.line)
        for height in sorted({name.height for name in self.names}):
            labels = [name.label for name in self.names if name.height == height]
            yield from names_svg(labels, height, GREY, bold=True)
        yield from (leader_svg(line) for line in self._leaders())
        yield from map(sign_svg, self.placed)
        if self.panel.sign:
            yield _edge(0.0, 0.0, frame.width, frame.height, self.panel.sign)
        yield "</svg>"

    def _homes(self, streets: Mapping[Marker, Sequence[HomeStreet]]) -> dict[str, list[Point]]:
        """The places of this panel's stops by the name of their street."""
        homes: dict[str, list[Point]] = defaultdict(list)
        for marker in self.panel.markers:
            for street in streets.get(marker, ()):
                homes[street.name].append(self.frame.xy(marker.at))
        return homes

    def _markers(self) -> list[Placed]:
        """The numbers, off the short lanes where homes are."""
        lines: dict[str, list[Point]] = defaultdict(list)
        for street in self.streets:
            if street.name in self.homes:
                lines[street.name] += map(tuple, walked(street.line, LANE_STEP).tolist())
        short = SHORT_LANE * MARKER_SIZE / LANE_STEP
        lanes = [points for points in lines.values() if len(points) <= short]
        return place_markers(self.panel.markers, self.frame, size=MARKER_SIZE, gap=GAP, lanes=lanes)

    def _bar(self) -> Bar:
        crowded = [point for marker in self.placed for point in marker.spine]
        edges = [_around(*self._window(window)) for _, window in self.panel.windows]
        drawn = walked_all([*self.ways, *edges], MARKER_SIZE)
        return scale_bar(self.frame, np.concatenate([np.array(crowded).reshape(-1, 2), drawn]))

    def name_homes(self, main: _PanelDrawing) -> None:
        """Place the names of the homes' streets; those without room are left to the map."""
        self.names = home_labels(self.homes, self.streets, self._free_ground(), height=HOME_LETTERS)
        named = {name.label.text for name in self.names}
        for name, places in self.homes.items():
            if self is not main and name not in named:
                points = [self.frame.point(place) for place in places]
                main.homes.setdefault(name, []).extend(map(main.frame.xy, points))

    def _free_ground(self) -> PanelCells:
        ground = PanelCells(self.frame.width, self.frame.height)
        for marker in self.placed:
            ground.take_box(*marker.middle, marker.half_width + 1.0, marker.half_height + 1.0)
        for x, y in self.bar.points:
            ground.take_box(x, y, 6.0, 11.0)
        for _, frame in self.panel.windows:
            x, y, width, high = self._window(frame)
            ground.draw(_around(x, y, width, high))
            ground.take_box(x + 8, y + 8, 8.0, 8.0)
        if self.panel.sign:
            ground.take_box(9.0, 9.0, 9.0, 9.0)
        ground.draw(walked_all([*self.ways, *self._leaders()], 3.0))
        return ground

    def _other_names(self) -> list[Label]:
        frame, height = self.frame, LETTERS
        keep_clear = [point for marker in self.placed for point in marker.spine]
        leaders: list[Sequence[Point] | Array] = [
            *self._leaders(),
            *(name.line for name in self.names if name.line),
        ]
        for _, window in self.panel.windows:
            leaders.append(_around(*self._window(window)))
        return place_labels(
            labels_along(self.streets, height=height),
            frame,
            height=height,
            keep_clear=keep_clear + self.bar.points,
            lines=[*self.ways, *leaders],
            there=[(name.label, name.width) for name in self.names],
        )

    def _leaders(self) -> list[Sequence[Point]]:
        return [(marker.place, marker.middle) for marker in self.placed if marker.moved]

    def _windows(self) -> Iterator[str]:
        """What insets show larger, in a dashed box with the inset's sign."""
        for sign, frame in self.panel.windows:
            yield _edge(*self._window(frame), sign, dashed=True)

    def _window(self, inset: Frame) -> tuple[float, float, float, float]:
        bounds = inset.bounds
        x, y = self.frame.xy((bounds.north, bounds.west))
        to_x, to_y = self.frame.xy((bounds.south, bounds.east))
        return x, y, to_x - x, to_y - y


def _edge(
    x: float, y: float, width: float, height: float, sign: str, *, dashed: bool = False
) -> str:
    """The edge of an inset, or of what it shows, with its sign in the upper left corner."""
    dashes = ' stroke-dasharray="6 3"' if dashed else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="none" '
        f'stroke="#000000" stroke-width="2"{dashes}/>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="16" height="16" fill="#000000"/>'
        f'<text x="{x + 8:.1f}" y="{y + 12:.1f}" font-family="{FONTS}" font-weight="bold" '
        f'font-size="11" text-anchor="middle" fill="#ffffff">{sign}</text>'
    )


def _around(x: float, y: float, width: float, height: float) -> Array:
    """Points along the edge of a box, near enough to each other to be a line."""
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)]
    return walked(corners, 3.0)
