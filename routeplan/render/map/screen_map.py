"""The base map of a page: one SVG of the ground, and street names for each depth of zoom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from math import hypot, inf
from types import MappingProxyType

from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.home_street_names import LabelledHome, streets_of_homes
from routeplan.render.map.map_svg import COLOUR, GREY, Scheme, ground_svg
from routeplan.render.map.street_labels import (
    Label,
    NamedStretch,
    labels_along,
    named_streets,
    place_labels,
)
from routeplan.render.projection import Bounds, Frame, Point

STYLE_UNIT_METRES = 1.4
"""A street of six style units is drawn 8.4 metres wide on the ground, at every zoom."""
LETTER_PIXELS = 10.5
SMALL_SQUARE_KILOMETRES = 9.0
"""A plan within so much ground has one base map for all its pages."""
MARGIN_METRES = 250.0
NOBODY: Mapping[Point, tuple[str, ...]] = MappingProxyType({})

LabelLevel = float
"""Street names laid out for a screen whose pixel is so many metres, or a little less."""
LEVELS: tuple[LabelLevel, ...] = tuple(round(0.3 * 2 ** (k / 2), 2) for k in range(14))


def _variables(scheme: Scheme) -> dict[str, str]:
    """The colours of a scheme by the name of their CSS variable."""
    named = {"ground": scheme.ground, "edge": scheme.building_edge}
    named |= {"letters": scheme.letters, "halo": scheme.halo, **scheme.areas}
    for kind, pen in scheme.pens.items():
        named |= {kind: pen.colour} | ({f"{kind}-casing": pen.casing} if pen.casing else {})
    return {f"--map-{name}": colour for name, colour in named.items()}


def _by_variable(scheme: Scheme) -> Scheme:
    """The scheme with its colours left to the page, so that print can have others."""
    pens = {
        kind: pen._replace(
            colour=f"var(--map-{kind})", casing=pen.casing and f"var(--map-{kind}-casing)"
        )
        for kind, pen in scheme.pens.items()
    }
    areas = {kind: f"var(--map-{kind})" for kind in scheme.areas}
    return scheme._replace(
        ground="var(--map-ground)", areas=areas, building_edge="var(--map-edge)", pens=pens
    )


def map_colours_css() -> str:
    """Colours of the base map: on the screen, and in grey on paper."""

    def block(scheme: Scheme) -> str:
        return ";".join(f"{name}:{colour}" for name, colour in _variables(scheme).items())

    return (
        f":root{{{block(COLOUR)}}}\n:root.printing{{{block(GREY)}}}\n"
        f"@media print{{:root{{{block(GREY)}}}}}"
    )


@dataclass(frozen=True)
class ScreenMap:
    """The ground within ``frame``, whose unit is a metre."""

    base: BaseMap
    frame: Frame

    @classmethod
    def around(cls, base: BaseMap, points: Iterable[Point]) -> ScreenMap:
        """A base map for a round (or a plan): as wide as high, with room to look around."""
        box = Bounds.around(points)
        tight = Frame.of_box(box, 1.0)
        half = 0.75 * max(tight.width, tight.height) + MARGIN_METRES
        bounds = box.grown(half - tight.width / 2, half - tight.height / 2)
        return cls(base.within(bounds), Frame.of_box(bounds, 1.0))

    @property
    def is_small(self) -> bool:
        """Whether it is small enough for every page to show all of it."""
        return self.frame.width * self.frame.height <= SMALL_SQUARE_KILOMETRES * 1e6

    @cached_property
    def ground(self) -> str:
        """The SVG of streets, buildings and water, without street names."""
        scheme = _by_variable(COLOUR)
        return "\n".join(ground_svg(self.base, self.frame, scheme, unit=STYLE_UNIT_METRES))

    def svg(
        self,
        levels: Sequence[LabelLevel],
        *,
        keep_clear: Iterable[Point] = (),
        lines: Iterable[Sequence[Point]] = (),
        homes: Mapping[Point, tuple[str, ...]] = NOBODY,
    ) -> str:
        """The whole ``<svg>``; the page shows one group of street names at a time.

        Parameters
        ----------
        keep_clear, lines
            Points and lines in (latitude, longitude) that street names shall not cover.
        homes
            Addresses by their (latitude, longitude): their streets are named first, near them.
        """
        frame = self.frame
        points = [frame.xy(point) for point in keep_clear]
        drawn = [[frame.xy(point) for point in line] for line in lines]
        streets = self._streets_of(homes)
        groups = (self._labels(level, points, drawn, streets) for level in levels)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" id="ground" aria-hidden="true" '
            f'viewBox="0 0 {frame.width:.1f} {frame.height:.1f}" preserveAspectRatio="none">'
            f"\n{self.ground}\n{''.join(groups)}</svg>"
        )

    @cached_property
    def _streets(self) -> list[NamedStretch]:
        """Those with a name: the same at every level and on every page of this ground."""
        return list(named_streets(self.base.ways, self.frame))

    @cached_property
    def _candidates(self) -> dict[LabelLevel, list[tuple[Label, float]]]:
        """Labels that may be placed, by level: the same for every page on this ground."""
        return {}

    def _streets_of(self, homes: Mapping[Point, tuple[str, ...]]) -> dict[str, list[Point]]:
        """Where on each street homes are."""
        places = [
            LabelledHome(self.frame.xy(point), addresses) for point, addresses in homes.items()
        ]
        feet: dict[str, list[Point]] = defaultdict(list)
        for theirs in streets_of_homes(places, self._streets if places else (), 1.0):
            for name, foot in theirs:
                feet[name].append(foot)
        return feet

    def _labels(
        self,
        level: LabelLevel,
        keep_clear: Sequence[Point],
        lines: Sequence[Sequence[Point]],
        homes: Mapping[str, Sequence[Point]],
    ) -> str:
        height = LETTER_PIXELS * level
        if level not in self._candidates:
            self._candidates[level] = labels_along(self._streets, height=height)
        labels = place_labels(
            _nearest_first(self._candidates[level], homes),
            self.frame,
            height=height,
            keep_clear=keep_clear,
            lines=lines,
        )
        texts = "".join(
            f'<text transform="translate({label.x:.1f} {label.y:.1f}) rotate({label.angle:.1f})">'
            f"{escape(label.text)}</text>"
            for label in labels
        )
        return f'<g class="street-names" data-level="{level:g}">{texts}</g>'


def _nearest_first(
    candidates: Sequence[tuple[Label, float]], homes: Mapping[str, Sequence[Point]]
) -> list[tuple[Label, float]]:
    """Names of streets with homes before the others, each where it is nearest to one of these."""

    def away(candidate: tuple[Label, float]) -> float:
        label = candidate[0]
        feet = homes.get(label.text, ())
        return min((hypot(label.x - x, label.y - y) for x, y in feet), default=inf)

    return sorted(candidates, key=away)


def label_levels(points: Iterable[Point], *screens: tuple[float, float]) -> list[LabelLevel]:
    """The levels needed to show all points on screens of (width, height) pixels, and nearer."""
    box = Frame.of_box(Bounds.around(points), 1.0)
    shown = [max(box.width / width, box.height / height) for width, height in screens]
    return list(_needed(min(shown), max(shown)))


def _needed(finest: float, coarsest: float) -> Iterator[LabelLevel]:
    """From one step nearer than the finest to the first that is as coarse as the coarsest."""
    for level in LEVELS:
        if level >= finest / 2:
            yield level
        if level >= coarsest:
            return
