"""The overview's routes and left-out homes told apart without colour, in a browser."""

from __future__ import annotations

from dataclasses import replace

import pytest

from routeplan.render.pages.page_files import write_pages
from routeplan.render.round_view import Look
from tests.render.pages.browser import needs_chromium, open_page
from tests.render.planned import BASE, plan_of, route_of
from tests.stations import household, inputs_of, officer, shift, visit

pytestmark = [pytest.mark.browser, needs_chromium]

OFFICERS = "ABCDEFGHIJKL"
"""More than there are colours."""
MEASURE = """addEventListener('load', () => {
    const tags = [...document.querySelectorAll('.tag-icon .tag')];
    const boxes = tags.map((tag) => tag.getBoundingClientRect());
    const over = boxes.flatMap((a, k) => boxes.slice(0, k).filter((b) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
    const depth = (name) => Number(document.querySelector(`.leaflet-${name}-pane`).style.zIndex);
    const measured = document.createElement('p');
    measured.className = 'measured';
    const above = depth('names') > depth('lines');
    measured.textContent = JSON.stringify([boxes.length, over.length, above]);
    document.body.append(measured);
})"""
REASON = """addEventListener('load', () => {
    document.querySelector('.toggle input').click();
    document.querySelectorAll('.map-reasons .chip')[1].click();
})"""


@pytest.fixture(scope="module")
def overview(tmp_path_factory):
    """Twelve officers who all call on the same two homes; two are left out, for two reasons."""
    homes = [household(k) for k in range(1, 5)]
    inputs = inputs_of(
        homes,
        [visit(k) for k in range(1, 5)],
        [shift(letter) for letter in OFFICERS],
        officers=[officer(letter) for letter in OFFICERS],
    )
    plan = plan_of(
        inputs, [route_of(inputs, officer_shift, ["h1", "h2"]) for officer_shift in inputs.shifts]
    )
    first, second = plan.left_out
    plan = replace(plan, left_out=(first, replace(second, code="not-worth")))
    return write_pages(tmp_path_factory.mktemp("apart"), plan, inputs, BASE, Look())[0]


def test_tags_of_routes_to_one_home_do_not_overlap_and_names_lie_over_routes(overview, tmp_path):
    page = open_page(overview, tmp_path, script=MEASURE)
    assert page.console == []
    # a tag for each of the twelve, no pair of them over each other
    assert page.texts("p.measured") == ["[12,0,true]"]


def test_eight_officers_have_eight_kinds_of_line_and_the_others_another_pair(overview, tmp_path):
    page = open_page(overview, tmp_path)
    strokes: list[list[tuple[str | None, ...]]] = []
    for element in page.elements:
        if "line-sample" in element.classes:
            strokes.append([])
        elif strokes and element.tag == "path" and element.attributes.get("d") == "M3 5H45":
            names = ("stroke-width", "stroke-dasharray", "stroke")
            strokes[-1].append(tuple(element.attributes.get(name) for name in names))
    assert len(strokes) == len(OFFICERS)
    kinds = [tuple(stroke[:2] for stroke in line) for line in strokes]
    assert len(set(kinds[:8])) == 8
    assert len({tuple(line) for line in strokes}) == len(OFFICERS)


def test_homes_left_out_are_marked_by_reason_and_can_be_chosen_by_it(overview, tmp_path):
    page = open_page(overview, tmp_path, script=REASON)
    assert page.console == []
    signs = [e.attributes["d"] for e in page.of("path") if _in_chip(page, e)]
    assert len(set(signs)) == 2
    pressed = [e.text for e in page.of("button.chip") if e.attributes["aria-pressed"] == "true"]
    assert len(pressed) == 2  # on the map and in the list
    assert len(page.of("button.where")) == 1
    # of the two homes left out the map shows the one with this reason
    rings = [e for e in page.of("path.leaflet-interactive") if e.attributes["stroke"] == "#14181f"]
    assert len(rings) == 1


def _in_chip(page, path):
    """Whether a path is a reason's sign: the element before it is its picture."""
    return "reason-sign" in page.elements[page.elements.index(path) - 1].classes
