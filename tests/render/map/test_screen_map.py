"""The base map of a page: streets in one SVG, and names that fit each zoom."""

from __future__ import annotations

import re

import pytest

from routeplan.render.map.basemap import BaseMap, DrawnWay
from routeplan.render.map.map_svg import COLOUR, GREY
from routeplan.render.map.screen_map import LEVELS, ScreenMap, label_levels, map_colours_css
from routeplan.render.projection import Bounds
from tests.render.planned import BASE

ROUND = [(60.17, 24.94), (60.17, 24.958)]


def test_the_map_is_as_wide_as_high_and_shows_the_surroundings():
    # 0.018 degrees of longitude at 60.17 N are 997 m: half of 1.5 x that and 250 m on each side.
    ground = ScreenMap.around(BASE, ROUND)
    assert ground.frame.width == pytest.approx(2 * (0.75 * 997 + 250), rel=0.005)
    assert ground.frame.height == pytest.approx(ground.frame.width)


def test_what_lies_elsewhere_is_not_in_the_page():
    far = DrawnWay("street", ((61.0, 24.94), (61.0, 24.95)), "Far Road")
    ground = ScreenMap.around(BaseMap((*BASE.ways, far), BASE.areas), ROUND)
    assert "Far Road" not in ground.svg(LEVELS)
    assert "Mill Lane" in ground.svg(LEVELS)


def test_a_street_name_is_text_not_markup():
    hostile = DrawnWay("street", ((60.17, 24.939), (60.17, 24.962)), "<script>&\"'")
    svg = ScreenMap.around(BaseMap((hostile,)), ROUND).svg([1.2])
    assert "&lt;script&gt;&amp;" in svg
    assert "<script" not in svg


def test_a_street_name_goes_beside_the_route():
    ground = ScreenMap.around(BASE, ROUND)
    with_route = ground.svg([1.2], lines=[ROUND])
    assert _places(ground.svg([1.2])) != _places(with_route) != []


def test_no_colour_is_written_into_the_picture_so_that_print_can_be_grey():
    svg = ScreenMap.around(BASE, ROUND).svg([1.2])
    assert not re.search("#[0-9a-f]{6}", svg)
    named = set(re.findall(r"var\((--map-[a-z-]+)\)", svg))
    css = map_colours_css()
    assert named
    assert all(css.count(f"{name}:") == 3 for name in named)
    assert COLOUR.areas["water"] in css
    assert GREY.areas["water"] in css


def test_levels_reach_from_a_closer_look_to_the_smallest_screen():
    # 997 m on 997 pixels are 1 m a pixel, on 250 pixels 4; one step nearer is 0.5.
    levels = label_levels(ROUND, (997, 997), (250, 250))
    assert levels[0] == min(level for level in LEVELS if level >= 0.5)
    assert levels[-1] == min(level for level in LEVELS if level >= 4)


def test_a_round_of_one_door_has_the_finest_level_only():
    assert label_levels([(60.17, 24.94)], (400, 400)) == [LEVELS[0]]


def test_a_plan_across_a_country_has_the_coarsest_levels():
    assert label_levels([(59.0, 20.0), (61.0, 30.0)], (400, 400)) == []


def test_a_box_grows_by_metres():
    box = Bounds(60.0, 25.0, 60.01, 25.01).grown(0, 1113)
    assert (box.west, box.east) == pytest.approx((25.0, 25.01))
    # A degree of latitude is 111.3 km on this sphere.
    assert (box.south, box.north) == pytest.approx((59.99, 60.02), abs=1e-4)


def _places(svg: str) -> list[str]:
    return re.findall(r'<text transform="([^"]*)"', svg)
