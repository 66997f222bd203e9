"""The overview's tabs in a browser without a network."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace

import pytest

from routeplan.render.pages.overview_tabs import Desk
from routeplan.render.pages.page_files import write_pages
from routeplan.render.round_view import Look
from tests.render.pages.browser import needs_chromium, open_page, print_page
from tests.render.planned import BASE, street_inputs, street_plan

pytestmark = [pytest.mark.browser, needs_chromium]

LOAD = {
    **{"officer": "A", "share_of_full": 0.5, "by_share": 7200, "above_mean": 250, "part": 2880},
    **{"weeks": [None, 3600], "visits": 4, "expected_met": 2.0, "busy": 3600, "travel": 900},
    **{"together": 1, "evenings": 2},
}
WEEKS = {"mondays": ["2026-11-23", "2026-11-30"], "mean_by_share": 5760, "officers": [LOAD]}
OPTIONS = [
    {
        **{"option": k, "kind": kind, "longest_week_by_share": 7200, "mean_week_by_share": 5760},
        **{"chosen": k == 1, "longest_day": 3600, "travel": 900},
        "price": {"promises": 0, "travel": 120 * k, "worth": -60 * k, "minor": 0}
        | {"later_days": 300 * k, "waiting": 0},
        "with_earlier_weeks": True,
    }
    for k, kind in enumerate(("as-is", "swap", "week", "day"))
]
FORECAST = {
    **{"households": 8, "out_of_reach": 1, "out_of_reach_by_reason": {"no-way": 1}},
    **{"runs": 1000, "ever": 0.0, "ever_within_reach": 0.75},
    "rounds": {"low": 1, "middle": 2, "high": None},
    "weeks": [
        {"begin": "2026-11-30", "low": 3, "middle": 4, "high": 5, "done_within_reach": 0.0},
        {"begin": "2026-12-07", "low": 6, "middle": 7, "high": 8, "done_within_reach": 0.25},
    ],
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The street's overview; h1 and h2 are A's, h3 is C's."""
    inputs = street_inputs()
    officers = dict(zip(("v1", "v2", "v3"), "AAC", strict=True))
    visits = (replace(v, preferred_officer=officers.get(v.id)) for v in inputs.visits)
    inputs = replace(inputs, visits=tuple(visits))
    desk = Desk(WEEKS, OPTIONS, FORECAST, "beats.html")
    folder = tmp_path_factory.mktemp("tabs")
    return write_pages(folder, street_plan(inputs), inputs, BASE, Look(), desk=desk)


def chosen(page):
    return [e.text for e in page.of("button.tab") if e.attributes.get("aria-selected") == "true"]


def panels(page):
    """The names of the tabs that are open."""
    found = page.of("div.tab-panel")
    return [e.attributes["id"] for e in found if "hidden" not in e.attributes]


def test_the_overview_opens_on_the_plan(pages, tmp_path):
    page = open_page(pages[0], tmp_path)
    assert (page.console, page.requests) == ([], [])
    assert page.texts("button.tab") == ["Plan", "Balance", "Beats", "Forecast"]
    assert (chosen(page), panels(page)) == (["Plan"], ["tab-plan"])


def test_the_balance_tab_tells_loads_by_share_and_options(pages, tmp_path):
    page = open_page(pages[0], tmp_path, address="balance")
    assert (page.console, chosen(page), panels(page)) == ([], ["Balance"], ["tab-balance"])
    told = " ".join(e.text for e in page.of("div.tab-panel"))
    assert "weeks from 2026-11-23 to 2026-11-30" in told
    assert "share 0.5 · +25.0 %" in told
    assert "2:00 / 1:00" in told
    # four options of which the swap was taken; the days' dot is dashed
    assert len(page.of("circle.option-dot")) == 4
    assert len(page.of("circle.option-chosen")) == 1
    assert "1 swap rounds (this plan)" in told
    assert "most over all weeks" in told
    # of the second: 2 x 2 minutes of travel, -2 of worth, 2 x 5 of later days; 12 in all
    assert "+4−2+10" in told
    assert "+12" in told


def test_the_beats_tab_tells_whose_homes_are_where(pages, tmp_path):
    page = open_page(pages[0], tmp_path, address="tab=beats")
    assert (page.console, panels(page)) == ([], ["tab-beats"])
    told = " ".join(e.text for e in page.of("div.tab-panel"))
    assert "Officer A2 households" in told
    assert "no officer named5 households" in told
    # three homes on the map and three officers in the legend
    assert len(page.of("path.officer-sign")) == 6
    assert "beats.html" in [e.attributes.get("href") for e in page.of("a")]
    assert "Open the map of the beats" in told


def test_the_forecast_tab_tells_the_band_and_the_assumptions(pages, tmp_path):
    page = open_page(pages[0], tmp_path, address="tab=forecast")
    assert (page.console, panels(page)) == ([], ["tab-forecast"])
    told = " ".join(e.text for e in page.of("div.tab-panel"))
    # of eight households one can never be met, so no run ever meets everybody
    assert "50 % by round 1; in the end 75 % of the runs have met all 7 who can be met" in told
    assert "no shift can meet, and that are not counted as met: 1. 1 to whom no way leads." in told
    assert "7 (87 %)" in told
    assert "Assumed: weeks like this one" in told
    assert len(page.of("path.band")) == 1


def test_a_tab_that_is_none_opens_the_plan(pages, tmp_path):
    assert panels(open_page(pages[0], tmp_path, address="tab=<b>")) == ["tab-plan"]


def test_a_tab_is_opened_by_its_button(pages, tmp_path):
    click = "addEventListener('load', () => document.querySelectorAll('.tab')[3].click())"
    page = open_page(pages[0], tmp_path, script=click)
    assert panels(page) == ["tab-forecast"]


def test_tabs_with_nothing_to_tell_are_left_away(tmp_path):
    inputs = street_inputs()
    page = open_page(write_pages(tmp_path, street_plan(inputs), inputs, BASE, Look())[0], tmp_path)
    assert page.texts("button.tab") == ["Plan", "Beats"]
    told = " ".join(e.text for e in page.of("div.tab-panel"))
    assert "No household names an officer." in told


def test_without_options_the_balance_tab_says_how_to_get_them(tmp_path):
    inputs = street_inputs()
    written = write_pages(tmp_path, street_plan(inputs), inputs, BASE, Look(), desk=Desk(WEEKS))
    page = open_page(written[0], tmp_path / "profile", address="tab=balance")
    assert "Run routeplan balance --write" in " ".join(e.text for e in page.of("div.tab-panel"))


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_only_the_open_tab_is_printed(pages, tmp_path):
    pdf = print_page(pages[0], tmp_path)
    text = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True).stdout.decode()
    assert re.search("What the plan costs", text)
    assert "When will every household" not in text
