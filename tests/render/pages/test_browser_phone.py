"""A page on a phone: a small header, the street by the map's name, and where the phone is.

Tests ``render/pages/phone_streets.py``.
"""

from __future__ import annotations

import pytest

from routeplan.render.pages.page_files import write_phone_page
from routeplan.render.round_view import Look
from tests.render.pages.browser import needs_chromium, open_page
from tests.render.planned import BASE, data_of, street_inputs, street_plan

pytestmark = [pytest.mark.browser, needs_chromium]

HEADER = 120
"""Pixels of a header on a phone 390 wide and 844 high."""
MEASURE = """addEventListener('load', () => {
    const measured = document.createElement('p');
    measured.className = 'measured';
    measured.textContent = document.querySelector('.head').getBoundingClientRect().height;
    document.body.append(measured);
})"""
ASKED = """window.asked = 0;
Object.defineProperty(navigator, 'geolocation', { value: {
    clearWatch() {},
    watchPosition(found, failed) { window.asked += 1; %s; return 7; },
} });
addEventListener('load', () => {
    document.body.dataset.before = window.asked;
    %s
    document.body.dataset.after = window.asked;
});"""
TAP = "document.querySelector('.position-button').click();"
THERE = "found({ coords: { latitude: 60.1702, longitude: 24.945, accuracy: 12.4 } })"


@pytest.fixture(scope="module")
def phone(tmp_path_factory):
    inputs = street_inputs(address="mill lane & sons 7 flat 3 <b>behind the yard</b>")
    plan = street_plan(inputs)
    folder, look = tmp_path_factory.mktemp("phone"), Look(redacted=True, demo=True)
    return write_phone_page(folder, plan, inputs, BASE, look, shift=plan.routes[0].shift)


def test_a_phone_page_names_the_street_as_the_map_does_and_nothing_else_of_the_address(phone):
    first, _ = data_of(phone)["round"]["rows"]
    assert first["resident"]["name"] == "h1"
    assert first["resident"]["address"] == "Mill Lane & Sons, no. 7"
    assert "yard" not in phone.read_text()


def test_the_header_of_a_phone_page_is_small(phone, tmp_path):
    page = open_page(phone, tmp_path, size="390,844", script=MEASURE)
    (height,) = page.texts("p.measured")
    assert 0 < float(height) <= HEADER


def test_the_position_is_asked_for_only_on_a_tap_and_drawn(phone, tmp_path):
    page = open_page(phone, tmp_path, size="390,844", script=ASKED % (THERE, TAP))
    (body,) = page.of("body")
    assert (body.attributes["data-before"], body.attributes["data-after"]) == ("0", "1")
    assert page.texts("p.position-note") == ["You are here, within 12 m"]
    assert len(page.of("span.position-dot")) == 1
    assert (page.console, page.requests) == ([], [])


def test_a_second_tap_takes_the_position_off_the_map(phone, tmp_path):
    page = open_page(phone, tmp_path, size="390,844", script=ASKED % (THERE, TAP + TAP))
    assert page.of("span.position-dot") == []
    (button,) = page.of("button.position-button")
    assert button.attributes["aria-pressed"] == "false"


def test_a_browser_that_refuses_is_told_of_plainly(phone, tmp_path):
    page = open_page(phone, tmp_path, script=ASKED % ("setTimeout(failed, 0, { code: 1 })", TAP))
    (note,) = page.texts("p.position-note")
    assert note.startswith("The browser does not give this page the position")
    assert page.of("span.position-dot") == []
