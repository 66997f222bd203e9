"""Change sheets: one page for each officer and day, its texts as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.errors import SheetError
from routeplan.model.difference import OfficerChange, Slot, StopChange
from routeplan.render.paper import diff_sheets as made
from routeplan.render.round_view import Look
from tests.render.paper.paper import needs_poppler, pages_of
from tests.render.planned import street_inputs, street_plan

INPUTS = street_inputs()
REST = {("A", 0): True, ("B", 0): True}
HOSTILE = '#import "x" $1/0$ <b>'


def change(count: int = 1, officer: str = "A") -> OfficerChange:
    slot = Slot(0, 36_000, 36_600, ("A",))
    later = Slot(1, 36_000 + 86_400, 37_000 + 86_400, ("B",))
    rows = tuple(StopChange("v1", "h1", slot, later) for _ in range(count))
    return OfficerChange(officer, 0, rows, (StopChange("v2", "h2", None, slot),))


def texts_of(folder: Path, pdf: bytes) -> list[str]:
    return [" ".join(word.text for word in page) for page in pages_of(pdf, folder)]


@needs_poppler
def test_a_page_says_what_was_and_what_is(tmp_path: Path) -> None:
    (page,) = texts_of(tmp_path, made.diff_sheets([change()], INPUTS, Look(), rest=REST))
    for text in ("Changes for Officer A", "Removed (1)", "Added (1)", "10:00", "by Officer B"):
        assert text in page
    assert "not planned" in page
    assert "Resident 1" in page


def test_nobody_is_sent_for_a_sheet_that_there_is_not() -> None:
    # A has a stop ahead on the day, B's are over, C has no round at all
    rest = {("A", 0): True, ("B", 0): False}
    words = [made.what_next(change(officer=officer), rest) for officer in "ABC"]
    assert words == ["new_sheet", "no_more_stops", "no_round"]
    for language in ("en", "zh"):
        look = Look(language=language)
        assert len({look.words[word] for word in words}) == 3


def test_a_round_is_over_once_its_last_stop_has_begun() -> None:
    plan = street_plan(INPUTS)
    route = next(r for r in plan.routes if r.stops)
    who, last = (route.officers[0], route.day), max(s.begin for s in route.stops)
    assert made.rest_of(plan, last)[who]
    assert not made.rest_of(plan, last + 1)[who]
    idle = {(o, r.day) for r in plan.routes for o in r.officers if not r.stops}
    assert not idle & made.rest_of(plan, 0).keys()


@needs_poppler
def test_each_officer_and_day_has_one_page_even_when_much_has_changed(tmp_path: Path) -> None:
    pdf = made.diff_sheets(
        [change(40), change(3, "B")], INPUTS, Look(language="zh", demo=True), rest=REST
    )
    assert len(texts_of(tmp_path, pdf)) == 2


@needs_poppler
def test_household_text_stays_text(tmp_path: Path) -> None:
    homes = (replace(INPUTS.households[0], name=HOSTILE), *INPUTS.households[1:])
    (page,) = texts_of(
        tmp_path, made.diff_sheets([change()], replace(INPUTS, households=homes), Look(), rest=REST)
    )
    assert HOSTILE in page


def test_no_change_makes_no_file(tmp_path: Path) -> None:
    plan = street_plan(INPUTS)
    path = tmp_path / "changes.pdf"
    assert made.write_diff_sheets(path, plan, plan, INPUTS, Look()) == 0
    assert not path.exists()


def test_a_warning_of_typst_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.typ"
    other.write_text('#set text(font: "No Such Font")\nText', encoding="utf-8")
    monkeypatch.setattr(made, "TEMPLATE", other)
    with pytest.raises(SheetError, match="unknown font"):
        made.diff_sheets([change()], INPUTS, Look(), rest=REST)
