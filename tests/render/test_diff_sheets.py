"""Change sheets: one page for each officer and day, its texts as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.difference import OfficerChange, Slot, StopChange
from routeplan.errors import SheetError
from routeplan.render import diff_sheets as made
from routeplan.render.round_view import Look
from tests.render.paper import needs_poppler, pages_of
from tests.render.planned import street_inputs, street_plan

INPUTS = street_inputs()
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
    (page,) = texts_of(tmp_path, made.diff_sheets([change()], INPUTS, Look()))
    for text in ("Changes for Officer A", "Removed (1)", "Added (1)", "10:00", "by Officer B"):
        assert text in page
    assert "not planned" in page
    assert "Resident 1" in page


@needs_poppler
def test_each_officer_and_day_has_one_page_even_when_much_has_changed(tmp_path: Path) -> None:
    pdf = made.diff_sheets([change(40), change(3, "B")], INPUTS, Look(language="zh", demo=True))
    assert len(texts_of(tmp_path, pdf)) == 2


@needs_poppler
def test_household_text_stays_text(tmp_path: Path) -> None:
    homes = (replace(INPUTS.households[0], name=HOSTILE), *INPUTS.households[1:])
    (page,) = texts_of(
        tmp_path, made.diff_sheets([change()], replace(INPUTS, households=homes), Look())
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
        made.diff_sheets([change()], INPUTS, Look())
