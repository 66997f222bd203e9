"""The page of beats: their polygons on the map, and each officer's beat before and after."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from routeplan.model.inputs import Inputs, Mode
from routeplan.render.map.basemap import BaseMap
from routeplan.render.map.screen_map import ScreenMap, label_levels
from routeplan.render.pages.day_page import tagged_banners
from routeplan.render.pages.page_shell import corners, packed, page_html
from routeplan.render.projection import Point
from routeplan.render.round_view import Look

STYLES = ("base.css", "overview.css", "beats.css")
SCRIPTS = ("dom.js", "ground.js", "beats_page.js")
SCREENS = ((360.0, 300.0), (1300.0, 800.0))
COLOURS = 8
"""As many as the script knows."""

Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class BeatView:
    """A beat as shown: an officer's polygons (rings of latitude, longitude) and his figures.

    ``figures`` holds a pair for each column of the table: before and after.
    """

    officer: str
    name: str
    polygons: Sequence[Sequence[Ring]]
    figures: dict[str, tuple[float, float]]
    came: int
    went: int


@dataclass(frozen=True, slots=True)
class BeatsView:
    """All beats; ``borders`` are pairs of beats (by their number) next to each other."""

    beats: Sequence[BeatView]
    borders: Collection[tuple[int, int]]
    mode: Mode
    estimate: bool
    households: int
    changed: int
    new: int
    cut_off: int


def beats_page(shown: BeatsView, inputs: Inputs, base: BaseMap, look: Look, *, mark: str) -> str:
    """The whole page."""
    words = look.words
    at = (inputs.station.coordinate.latitude, inputs.station.coordinate.longitude)
    outer = [p for beat in shown.beats for polygon in beat.polygons for p in polygon[0]]
    ground = ScreenMap.around(base, [at, *outer])
    colours = _colours(len(shown.beats), shown.borders)
    kinds = [kind for kind, on in _kinds(shown, look) if on]
    data: dict[str, Any] = {
        "words": words,
        "banners": tagged_banners([words[kind] for kind in kinds], look),
        "station": {"name": inputs.station.name, "at": at},
        "beats": [_beat(beat, colour) for beat, colour in zip(shown.beats, colours, strict=True)],
        "households": shown.households,
        "changed": shown.changed,
        "new": shown.new,
        "note": words["beats_work_note"].format(mode=words[shown.mode.value]),
        "cut_off": words["cut_off_note"].format(count=shown.cut_off) if shown.cut_off else "",
        "ground": corners(ground.frame.bounds) if ground.base else None,
    }
    return page_html(
        language=look.language,
        plan_mark=mark,
        styles=STYLES,
        scripts=SCRIPTS,
        ground=ground.svg(label_levels([at, *outer], *SCREENS)),
        data=data,
    )


def _kinds(shown: BeatsView, look: Look) -> list[tuple[str, bool]]:
    """What every page must say."""
    return [("demo", look.demo), ("straight_line", shown.estimate)]


def _beat(beat: BeatView, colour: int) -> dict[str, Any]:
    return {
        "officer": beat.officer,
        "name": beat.name,
        "colour": colour,
        "polygons": [[packed(ring) for ring in polygon] for polygon in beat.polygons],
        "figures": beat.figures,
        "came": beat.came,
        "went": beat.went,
    }


def _colours(beats: int, borders: Collection[tuple[int, int]]) -> list[int]:
    """A colour for each beat, another one than its neighbours' (as far as there are enough)."""
    near: list[set[int]] = [set() for _ in range(beats)]
    for one, other in borders:
        near[one].add(other)
        near[other].add(one)
    chosen: list[int] = []
    for beat in range(beats):
        taken = {chosen[other] for other in near[beat] if other < beat}
        free = [colour for colour in range(COLOURS) if colour not in taken]
        used = [chosen.count(colour) for colour in range(COLOURS)]
        chosen.append(min(free or range(COLOURS), key=lambda colour: (used[colour], colour)))
    return chosen
