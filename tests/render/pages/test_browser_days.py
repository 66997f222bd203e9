"""From day to day the overview's map stays where it is: only what is drawn on it changes."""

from __future__ import annotations

import json

import pytest

from routeplan.render.pages.page_files import write_pages
from routeplan.render.round_view import Look
from tests.render.pages.browser import needs_chromium, open_page
from tests.render.planned import BASE, plan_of, route_of
from tests.stations import household, inputs_of, shift, visit

pytestmark = [pytest.mark.browser, needs_chromium]

HOMES = 9
"""One after the other along a street: the first four on one day, the last on the other."""
CLICKS = """addEventListener('load', () => {
    const seen = [];
    const note = () => {
        const { lat, lng } = map_page.getCenter();
        const box = map_page.getContainer().getBoundingClientRect();
        const marks = [...document.querySelectorAll('.leaflet-lines-pane .leaflet-interactive')];
        const inside = marks.filter((mark) => {
            const { left, right } = mark.getBoundingClientRect();
            return left >= box.left && right <= box.right;
        });
        seen.push([map_page.getZoom(), lat, lng, marks.length, inside.length]);
    };
    const click = (name, k) => { document.querySelectorAll(name)[k].click(); note(); };
    note();
    click('.segment', 1);
    click('.segment', 0);
    click('.fit-button', 0);
    click('.segment', 1);
    const told = document.createElement('p');
    told.className = 'seen';
    told.textContent = JSON.stringify(seen);
    document.body.append(told);
})"""


def test_the_map_shows_every_day_and_moves_only_when_it_is_asked_to(tmp_path):
    homes = [household(k) for k in range(1, HOMES + 1)]
    days = [shift(day=day, id=f"A{day}") for day in (0, 1)]
    inputs = inputs_of(homes, [visit(k) for k in range(1, HOMES + 1)], days, days=2)
    routes = [
        route_of(inputs, inputs.shifts[0], ["h1", "h2", "h3", "h4"]),
        route_of(inputs, inputs.shifts[1], [f"h{HOMES}"]),
    ]
    overview = write_pages(tmp_path / "maps", plan_of(inputs, routes), inputs, BASE, Look())[0]
    page = open_page(overview, tmp_path / "browser", script=CLICKS)
    assert page.console == []
    begin, second, first, fitted, again = json.loads(page.texts("p.seen")[0])
    assert second[:3] == begin[:3] == first[:3]
    # All homes of the day are on the map: four, and one.
    assert (begin[3:], second[3:]) == ([4, 4], [1, 1])
    # The first day alone is shown larger; the second is not in that part, so all are shown again.
    assert fitted[0] > begin[0]
    assert again[:1] == begin[:1]
    assert again[3:] == [1, 1]
