"""The ground in many frames: one text for a line at a scale, laid where it belongs in each."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from shapely import LineString

from routeplan.render.map.basemap import BaseMap, DrawnWay
from routeplan.render.map.basemap_arrays import Terrain
from routeplan.render.map.map_svg import GREY
from routeplan.render.projection import Bounds, Frame, Point

HOME = (48.137, 11.575)


def frame_at(middle: Point, *, ratio: int = 5000) -> Frame:
    return Frame.fitting([middle], 744.0, 400.0, margin=30.0, scales=[4000 / ratio])


def bent(at: Point, corners: int = 60) -> DrawnWay:
    """A street with a corner every few metres, that winds away from here."""
    steps = np.arange(corners)
    north = at[0] + 2e-5 * steps
    east = at[1] + 4e-4 * np.sin(steps / 7)
    return DrawnWay("street", tuple(zip(north.tolist(), east.tolist(), strict=True)), "Bent Street")


def drawn(terrain: Terrain, frame: Frame, way: DrawnWay) -> tuple[str, list[Point]]:
    """The text of the only street, and its corners in the picture."""
    svg = "\n".join(terrain.svg(frame, GREY, unit=1.0))
    (matrix,) = re.findall(r"matrix\(([^)]*)\)", svg)
    across, _, _, down, left, top = map(float, matrix.split())
    text = max(re.findall(r' d="([^"]*)"', svg), key=len)
    numbers = np.array([float(number) for number in re.findall(r"-?[0-9.]+", text)]).reshape(-1, 2)
    where = np.cumsum(numbers, axis=0) * (across, down) + (left, top)
    return text, [(x, y) for x, y in where.tolist()]


@pytest.mark.parametrize("middle", [HOME, (48.1385, 11.5732), (48.1362, 11.5771)])
def test_a_line_lies_where_it_belongs_in_every_frame(middle: Point) -> None:
    way = bent(HOME)
    terrain, frame = Terrain(BaseMap(ways=(way,))), frame_at(middle)
    list(terrain.svg(frame_at(HOME), GREY, unit=1.0))
    _, corners = drawn(terrain, frame, way)
    there = LineString([frame.xy(point) for point in way.line])
    # A printer's dot (600 to the inch) is 0.17 units wide.
    assert LineString(corners).hausdorff_distance(there) < 0.25


def test_frames_of_one_scale_share_a_lines_text_and_other_scales_have_their_own() -> None:
    way = bent(HOME)
    terrain = Terrain(BaseMap(ways=(way,)))
    near = [drawn(terrain, frame_at(at), way)[0] for at in (HOME, (48.138, 11.577))]
    assert near[0] == near[1]
    assert drawn(terrain, frame_at(HOME, ratio=10_000), way)[0] != near[0]


def test_corners_that_no_printer_shows_are_left_out_and_all_others_kept() -> None:
    nearly = [(HOME[0], HOME[1] + 1e-5 * k + 0.0) for k in range(50)]
    straight = DrawnWay(
        "street", tuple((lat + 1e-7 * (k % 2), lon) for k, (lat, lon) in enumerate(nearly))
    )
    terrain = Terrain(BaseMap(ways=(straight,)))
    assert len(drawn(terrain, frame_at(HOME), straight)[1]) == 2
    way = bent(HOME)
    _, corners = drawn(Terrain(BaseMap(ways=(way,))), frame_at(HOME), way)
    assert max(np.hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(corners)) < 40


def test_a_sheet_has_no_long_numbers_however_far_the_map_goes() -> None:
    """A PDF keeps some seven figures: at 1 : 1000 a country away would be off by a millimetre."""
    way, far = bent(HOME), DrawnWay("street", ((36.0, -9.0), (36.1, -9.0)))
    terrain = Terrain(BaseMap(ways=(way, far)))
    text, corners = drawn(terrain, frame_at(HOME, ratio=1000), way)
    assert max(float(number) for number in re.findall(r"[0-9.]+", text)) < 200_000
    frame = frame_at(HOME, ratio=1000)
    there = LineString([frame.xy(point) for point in way.line])
    assert LineString(corners).hausdorff_distance(there) < 0.25


def test_bounds_far_from_the_map_show_nothing() -> None:
    terrain = Terrain(BaseMap(ways=(bent(HOME),)))
    frame = Frame.of_box(Bounds(50.0, 11.0, 50.01, 11.01), 0.8)
    assert set(re.findall(r' d="([^"]*)"', "\n".join(terrain.svg(frame, GREY, unit=1.0)))) == {""}
