"""The page of beats: harmless with any text, neighbours told apart, readable without colour."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.model.inputs import Mode
from routeplan.render.map.basemap import BaseMap
from routeplan.render.pages.beats_page import COLOURS, BeatsView, BeatView, _colours, beats_page
from routeplan.render.round_view import Look
from tests.render.pages.browser import needs_chromium, open_page
from tests.render.planned import BASE, data_of, street_inputs

HOSTILE = "</script><script>document.title='RAN'</script>{{ 7*7 }}${document.title='RAN'}"
SQUARE = [(60.17, 24.94), (60.17, 24.95), (60.175, 24.95), (60.175, 24.94), (60.17, 24.94)]
FIGURES = {
    "households": (3, 4),
    "visits": (3, 4),
    "hours": (1.0, 2.0),
    "percent_of_even": (75.0, 100.0),
    "minutes_to_centre": (4.0, 2.5),
    "pieces": (2, 1),
}


def view(**more: object) -> BeatsView:
    beats = [
        BeatView("O1", HOSTILE, [[SQUARE]], FIGURES, 1, 0),
        BeatView("O2", "Dahl Emma", [[[(a, b + 0.01) for a, b in SQUARE]]], FIGURES, 0, 1),
        BeatView("O3", "Nobody's officer", [], FIGURES, 0, 0),
    ]
    return BeatsView(
        **{  # type: ignore[arg-type]
            "beats": beats,
            "borders": {(0, 1)},
            "mode": Mode.FOOT,
            "estimate": False,
            "households": 8,
            "changed": 1,
            "new": 0,
            "cut_off": 0,
        }
        | more
    )


def test_data_is_data_and_neighbours_differ() -> None:
    html = beats_page(view(), street_inputs(), BASE, Look(), mark="m")
    data = data_of(html)
    first, second, third = data["beats"]
    assert first["name"] == HOSTILE
    assert first["colour"] != second["colour"]
    assert third["polygons"] == []
    assert html.count("<script") == 4
    assert "{{" not in html.replace(HOSTILE, "").split('id="data"')[0]
    assert data["cut_off"] == ""
    assert data["banners"] == []
    assert data["note"].endswith("on foot.")


def test_what_must_be_said_is_said() -> None:
    shown = view(estimate=True, cut_off=2)
    data = data_of(beats_page(shown, street_inputs(), BaseMap(), Look(demo=True), mark="m"))
    assert [kind for kind, _ in data["banners"]] == ["demo", "straight_line"]
    assert data["cut_off"].startswith("2 households have no way")
    assert data["ground"] is None


@pytest.mark.parametrize("beats", [1, 8, 40])
def test_beats_in_a_ring_have_other_colours_than_their_neighbours(beats: int) -> None:
    borders = {(k, k + 1) for k in range(beats - 1)} | ({(0, beats - 1)} if beats > 2 else set())
    colours = _colours(beats, borders)
    assert all(colours[one] != colours[other] for one, other in borders)
    assert set(colours) <= set(range(COLOURS))


def test_more_neighbours_than_colours_do_not_stop_the_page() -> None:
    everybody = {(a, b) for b in range(10) for a in range(b)}
    assert len(_colours(10, everybody)) == 10


@pytest.mark.browser
@needs_chromium
def test_the_page_opens_without_running_a_name(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    inputs = street_inputs()
    station = replace(inputs.station, name=HOSTILE)
    html = beats_page(view(), replace(inputs, station=station), BASE, Look(), mark="m")
    path.write_text(html, encoding="utf-8")
    page = open_page(path, tmp_path / "profile")
    assert (page.console, page.requests) == ([], [])
    labels = [element for element in page.elements if "beat-label" in element.classes]
    assert len(labels) == 2
