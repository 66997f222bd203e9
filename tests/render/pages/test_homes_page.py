"""The page of homes: every place, what to look at first, and harmless with any text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.model.inputs import Inputs
from routeplan.render.map.basemap import BaseMap
from routeplan.render.pages.homes_page import HomeView, LostHome, homes_page
from routeplan.render.round_view import Look
from tests.render.pages.browser import needs_chromium, open_page
from tests.render.planned import BASE, data_of, street_inputs

HOSTILE = "</script><script>document.title='RAN'</script>{{ 7*7 }}${document.title='RAN'}{% bad"


def views(inputs: Inputs) -> list[HomeView]:
    """The first home in doubt, the second found by its address, the others given."""
    homes = [HomeView(h.id, h.name, h.address, "given") for h in inputs.households]
    homes[0] = replace(homes[0], name=HOSTILE, way="doubtful", doubts=(f"read as {HOSTILE}",))
    homes[1] = replace(homes[1], address=HOSTILE, way="looked_up")
    return homes


def test_every_household_is_at_its_place_and_doubts_come_first() -> None:
    inputs = street_inputs()
    data = data_of(homes_page(views(inputs), inputs, BASE, Look()))
    assert data["counts"] == {
        "doubtful": 1,
        "looked_up": 1,
        "given": len(inputs.households) - 2,
    }
    shown = {home["id"]: tuple(place["at"]) for place in data["places"] for home in place["homes"]}
    assert shown == {
        h.id: (h.coordinate.latitude, h.coordinate.longitude) for h in inputs.households
    }
    assert data["places"][0]["way"] == "doubtful"
    assert data["places"][0]["homes"][0]["doubts"] == [f"read as {HOSTILE}"]


def test_household_text_is_data() -> None:
    inputs = street_inputs()
    html = homes_page(views(inputs), inputs, BASE, Look(demo=True))
    assert html.count("<script") == 4
    assert "{{" not in html.split('id="data"')[0]
    assert [kind for kind, _ in data_of(html)["banners"]] == ["demo"]


def test_the_page_needs_no_base_map() -> None:
    inputs = street_inputs()
    assert data_of(homes_page(views(inputs), inputs, BaseMap(), Look()))["ground"] is None


@pytest.mark.browser
@needs_chromium
def test_the_page_opens_without_running_a_name(tmp_path: Path) -> None:
    path = tmp_path / "index.html"
    inputs = street_inputs()
    inputs = replace(inputs, station=replace(inputs.station, name=HOSTILE))
    lost = [LostHome(7, "H77", HOSTILE, HOSTILE, (f"no such street {HOSTILE}",))]
    html = homes_page(views(inputs), inputs, BASE, Look(), lost=lost)
    path.write_text(html, encoding="utf-8")
    page = open_page(path, tmp_path / "profile")
    assert (page.console, page.requests) == ([], [])
    markers = [element for element in page.elements if "leaflet-marker-icon" in element.classes]
    assert len(markers) == 1 + len({h.place for h in inputs.households})  # and the station
    doubts = [element.text for element in page.elements if "doubt" in element.classes]
    assert doubts == [f"no such street {HOSTILE}", f"read as {HOSTILE}"]
    assert any(element.text == "row 7" for element in page.elements)
