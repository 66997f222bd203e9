"""The bureau's overview: harmless with any text, sortable, and readable without colour."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.render.pages.bureau_page import StationView, bureau_page
from routeplan.render.words.catalogue import shipped
from routeplan.render.words.page_words import whole
from tests.render.pages.browser import needs_chromium, open_page
from tests.render.planned import data_of

HOSTILE = "</script><script>document.title='RAN'</script>{{ 7*7 }}<img src=x onerror=alert(1)>"
STATIONS = [
    StationView(
        *("north/harbour", "Harbour", (60.17, 24.94), "./north/harbour/maps/2026-11-30/index.html"),
        **{"households": 100, "met": 90, "to_meet": 95, "visits": 40, "left_out": 3},
        **{"promises_missed": 0, "officers": 4, "busy": 3600, "travel": 900, "on_shift": 7200},
    ),
    StationView(
        *(f"south/{HOSTILE}", HOSTILE, (60.2, 25.0)),
        **{"households": 300, "met": 30, "to_meet": 290, "visits": 60, "left_out": 240},
        **{"promises_missed": 2, "officers": 3, "busy": 7000, "travel": 3500, "on_shift": 7200},
    ),
    StationView("west/hill", "", failed=f"{HOSTILE} [household-latitude]"),
]
MONDAY = date(2026, 11, 30)


def page() -> str:
    return bureau_page(STATIONS, first_day=MONDAY, made="2026-11-29T18:00")


def test_data_is_data_and_nothing_else_is_in_the_page() -> None:
    html = page()
    assert "RAN" in html  # as data
    assert "<script>document" not in html
    assert "<img" not in html
    shown = data_of(html)["stations"]
    assert [station["folder"] for station in shown] == [station.folder for station in STATIONS]
    assert data_of(html)["banners"] == []


def test_estimates_and_invented_residents_are_named_at_the_top() -> None:
    html = bureau_page(
        [StationView("a", "A", straight_line=True)], first_day=MONDAY, made="", language="zh"
    )
    assert [kind for kind, _ in data_of(html)["banners"]] == ["straight_line"]
    assert data_of(html)["words"]["b_title"] == "全部派出所"


def test_where_only_some_are_estimates_these_are_named() -> None:
    stations = [StationView("a", HOSTILE, demo=True), StationView("b", "B")]
    failed = StationView("c", "C", failed="no plan")
    for language, between in (("en", "Only at"), ("fi", "Vain")):
        html = bureau_page([*stations, failed], first_day=MONDAY, made="", language=language)
        ((kind, text),) = data_of(html)["banners"]
        assert kind == "demo"
        assert text.endswith(f". {between}: {HOSTILE}")
    html = bureau_page([stations[0], failed], first_day=MONDAY, made="")
    assert data_of(html)["banners"] == [["demo", "DEMONSTRATION: all residents are invented"]]


@needs_chromium
def test_a_browser_shows_every_station_and_runs_no_text(tmp_path: Path) -> None:
    path = tmp_path / "overview.html"
    path.write_text(page(), encoding="utf-8")
    opened = open_page(path, tmp_path / "profile")
    assert opened.console == []
    assert opened.requests == []
    (title,) = opened.texts("title")
    assert title == "All stations"
    rows = opened.texts(".folder")
    assert rows == [f"south/{HOSTILE}", "north/harbour", "west/hill"]  # by name, "<" before "H"
    # 90 of 95 is 94.7 %, 30 of 290 is 10.3 %: rounded down, 100 is everybody
    assert opened.texts("span.station-sign") == ["94", "10"]
    (late,) = opened.of(".late")
    assert late.text == "10"
    cells = opened.texts("td.figure")
    assert cells[9:] == ["94 %", "100", "40", "3", "0", "4", "25", "50 %", "25 %"]
    assert cells[:9] == ["10 %", "300", "60", "240", "2", "3", "100", "97 %", "50 %"]
    (link,) = opened.of("a.name")
    assert link.attributes["href"] == "./north/harbour/maps/2026-11-30/index.html"


@needs_chromium
@pytest.mark.parametrize("language", shipped())
def test_a_browser_shows_numbers_as_the_language_writes_them(language: str, tmp_path: Path) -> None:
    many = replace(STATIONS[0], households=1_234_567, visits=1000, left_out=999)
    path = tmp_path / "overview.html"
    html = bureau_page([many], first_day=MONDAY, made="", language=language)
    path.write_text(html, encoding="utf-8")
    opened = open_page(path, tmp_path / "profile")
    assert opened.console == []
    written = [whole(number, language) for number in (1_234_567, 1000, 999)]
    assert opened.texts("td.figure")[1:4] == written


@needs_chromium
@pytest.mark.slow
def test_a_click_on_a_head_sorts_and_a_second_one_turns_it_round(tmp_path: Path) -> None:
    path = tmp_path / "overview.html"
    path.write_text(page(), encoding="utf-8")
    second_figure = "document.querySelectorAll('.sort')[2].click();"
    for clicks, first in ((1, 300), (2, 100)):
        opened = open_page(
            path,
            tmp_path / f"profile{clicks}",
            script=second_figure * clicks,
        )
        assert opened.texts("td.figure")[1] == str(first)
        assert opened.texts(".folder")[-1] == "west/hill"  # what failed stays last
