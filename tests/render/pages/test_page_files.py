"""Writing a plan's pages: private, complete, linked, and no stale ones.

Tests ``render/pages/drawn_files.py``.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.render.map import screen_map
from routeplan.render.pages.drawn_files import made_from, remove_drawn
from routeplan.render.pages.file_names import PAGE_NAME, cards_name, sheets_name
from routeplan.render.pages.page_files import write_pages, write_phone_page
from routeplan.render.rounds import Look
from tests.render.planned import BASE, data_of, street_inputs, street_plan

REDACTED = Look(redacted=True)


@pytest.fixture
def inputs():
    return street_inputs()


@pytest.fixture
def plan(inputs):
    return street_plan(inputs)


def names(folder: Path) -> list[str]:
    """Shifts that have a page, as day and officer."""
    pages = sorted(path.name for path in folder.glob("20*.html"))
    return [name.rpartition("-officer")[0].replace("_", " ") for name in pages]


def test_there_is_an_overview_and_a_page_for_each_shift_with_visits(tmp_path, plan, inputs):
    written = write_pages(tmp_path, plan, inputs, BASE, Look())
    assert written[0] == tmp_path / "index.html"
    assert names(tmp_path) == ["2026-11-30 A", "2026-11-30 B", "2026-12-01 A"]
    assert sorted(written) == sorted(tmp_path.glob("*.html"))


def test_pages_are_their_owner_s_only(tmp_path, plan, inputs):
    for path in write_pages(tmp_path / "maps", plan, inputs, BASE, Look()):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "maps").stat().st_mode) == 0o700


def test_pages_are_linked_in_the_plan_s_order(tmp_path, plan, inputs):
    _, first, second, third = write_pages(tmp_path, plan, inputs, BASE, Look())
    linked = [data_of(page) for page in (first, second, third)]
    assert [data["overview"] for data in linked] == ["index.html"] * 3
    assert [data["previous"] and data["previous"]["page"] for data in linked] == [
        None,
        first.name,
        second.name,
    ]
    assert linked[0]["next"] == {"page": second.name, "text": "Officer B · Mon 30 Nov"}
    assert linked[2]["next"] is None


def test_the_overview_links_every_page_and_the_sheets(tmp_path, plan, inputs):
    (tmp_path / "sheets.pdf").touch()
    overview, *pages = write_pages(tmp_path, plan, inputs, BASE, Look())
    data = data_of(overview)
    assert [shift["page"] for shift in data["shifts"]] == [*(page.name for page in pages), None]
    assert data["sheets"] == "sheets.pdf"


def test_the_overview_links_no_sheets_that_nobody_has_printed(tmp_path, plan, inputs):
    assert data_of(write_pages(tmp_path, plan, inputs, BASE, Look())[0])["sheets"] is None


def test_everything_drawn_from_a_plan_can_be_removed_and_nothing_else(tmp_path, plan, inputs):
    write_pages(tmp_path, plan, inputs, BASE, Look())
    write_pages(tmp_path, plan, inputs, BASE, Look(redacted=True))
    part = sheets_name("O4", date(2026, 12, 4))
    ours = ["sheets.pdf", part, sheets_name(None, None, redacted=True), "cards.pdf"]
    ours.append(cards_name("O4", date(2026, 12, 4), "zh", not_met=True))
    others = [
        "plan.json",
        "sheets-of-last-year.pdf",
        "cards-to-post.pdf",
        "notes.html",
        "sheets.txt",
    ]
    for name in (*ours, *others):
        (tmp_path / name).touch()
    # an overview and three officers' pages, twice
    assert remove_drawn(tmp_path) == 2 * 4 + len(ours)
    assert sorted(path.name for path in tmp_path.rglob("*.*")) == sorted(others)
    assert remove_drawn(tmp_path / "nowhere") == 0


def test_some_pages_alone_link_to_those_that_are_there(tmp_path, plan, inputs):
    only = {plan.routes[0].shift}
    overview, page = write_pages(tmp_path, plan, inputs, BASE, Look(), shifts=only)
    assert data_of(page)["next"] is None
    assert [shift["page"] for shift in data_of(overview)["shifts"]] == [page.name, None, None, None]


def test_drawing_one_page_again_leaves_the_others_of_the_same_plan(tmp_path, plan, inputs):
    write_pages(tmp_path, plan, inputs, BASE, Look())
    _, page = write_pages(tmp_path, plan, inputs, BASE, Look(), shifts={plan.routes[1].shift})
    assert len(names(tmp_path)) == 3
    assert data_of(page)["previous"] is not None


def test_pages_of_an_older_plan_are_removed(tmp_path, plan, inputs):
    write_pages(tmp_path, plan, inputs, BASE, Look())
    write_pages(tmp_path, plan, inputs, BASE, REDACTED)
    phone = write_phone_page(tmp_path, plan, inputs, BASE, REDACTED, shift=plan.routes[0].shift)
    newer = replace(plan, search=replace(plan.search, seed=1))
    write_pages(tmp_path, newer, inputs, BASE, Look(), shifts={plan.routes[0].shift})
    assert names(tmp_path) == ["2026-11-30 A"]
    assert not phone.exists()
    assert list((tmp_path / "redacted").iterdir()) == []


def test_a_page_whose_shift_has_no_visit_any_more_is_removed(tmp_path, plan, inputs):
    write_pages(tmp_path, plan, inputs, BASE, Look())
    stale = tmp_path / "2026-11-30_gone_00000000.html"
    stale.write_text((tmp_path / "index.html").read_text())
    write_pages(tmp_path, plan, inputs, BASE, Look())
    assert not stale.exists()


def test_files_of_others_are_left_alone(tmp_path, plan, inputs):
    theirs = [tmp_path / "plan.json", tmp_path / "2026-11-30_notes_1a2b3c4d.html"]
    for path in theirs:
        path.write_text("<meta name='generator' content='something else'>")
    elsewhere = tmp_path / "elsewhere"
    (tmp_path / "2026-11-30_link_1a2b3c4d.html").symlink_to(elsewhere)
    write_pages(tmp_path, plan, inputs, BASE, Look())
    assert all(path.exists() for path in theirs)
    assert (tmp_path / "2026-11-30_link_1a2b3c4d.html").is_symlink()


def test_redacted_pages_stand_apart_from_the_full_ones(tmp_path, plan, inputs):
    full = write_pages(tmp_path, plan, inputs, BASE, Look())
    redacted = write_pages(tmp_path, plan, inputs, BASE, REDACTED)
    assert {path.parent for path in redacted} == {tmp_path / "redacted"}
    assert all("Resident 1" not in path.read_text() for path in redacted)
    assert "Resident 1" in full[1].read_text()
    assert data_of(redacted[0])["sheets"] is None


def test_a_phone_page_is_redacted_and_stands_alone(tmp_path, plan, inputs):
    page = write_phone_page(tmp_path, plan, inputs, BASE, REDACTED, shift=plan.routes[0].shift)
    assert page.parent == tmp_path / "phone"
    assert "_phone_" in page.name
    data = data_of(page)
    assert (data["overview"], data["previous"], data["next"]) == (None, None, None)
    assert [kind for kind, _ in data["banners"]] == ["redacted"]
    assert list(tmp_path.rglob("*.html")) == [page]
    assert data["on_phone"]


def test_a_phone_page_shows_no_resident_and_no_empty_round(tmp_path, plan, inputs):
    with pytest.raises(ValueError, match="is redacted"):
        write_phone_page(tmp_path, plan, inputs, BASE, Look(), shift=plan.routes[0].shift)
    with pytest.raises(ValueError, match="no visit"):
        write_phone_page(tmp_path, plan, inputs, BASE, REDACTED, shift=plan.routes[3].shift)


def test_a_page_tells_the_plan_it_was_made_from(tmp_path, plan, inputs):
    overview, page, *_ = write_pages(tmp_path, plan, inputs, BASE, Look())
    assert made_from(overview) == made_from(page)
    assert len(made_from(page) or "") == 16
    other = tmp_path / "other.html"
    other.write_bytes(b"\xff\xfe<html>")
    assert made_from(other) is None


def test_in_a_large_town_each_page_has_its_own_surroundings_only(
    tmp_path, plan, inputs, monkeypatch
):
    small = write_pages(tmp_path, plan, inputs, BASE, Look())
    assert data_of(small[1])["ground"] == data_of(small[0])["ground"]
    monkeypatch.setattr(screen_map, "SMALL_SQUARE_KILOMETRES", 0.01)
    monkeypatch.setattr(screen_map, "MARGIN_METRES", 10.0)
    large = write_pages(tmp_path, plan, inputs, BASE, Look())
    grounds = [data_of(page)["ground"] for page in large]
    # B's round reaches as far as the whole plan does.
    assert [ground == grounds[0] for ground in grounds] == [True, False, True, False]


def test_all_pages_are_named_by_one_rule(tmp_path, plan, inputs):
    for path in write_pages(tmp_path, plan, inputs, BASE, Look())[1:]:
        assert PAGE_NAME.fullmatch(path.name)
