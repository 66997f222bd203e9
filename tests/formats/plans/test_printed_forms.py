"""Forms of printed sheets: kept beside the plan, each print once, whatever a sheet is called.

Tests ``model/printed_form.py``.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.formats.plans.printed_forms import MOST_KEPT, forms_of, keep_forms
from routeplan.model.printed_form import FormBand, FormField, FormPage, PrintedForm
from routeplan.render.paper.sheets import make_sheets
from tests.render.paper.sheet_rounds import LOOK, rounds_of, street
from tests.render.planned import BASE

PAGES = (
    FormPage(1, (180.0, 10.0, 20.0), (FormBand("1", 12.5, 40.25), FormBand("A", 12.5, 61.0))),
    FormPage(2, (180.0, 10.0, 20.0), (FormBand("2", 12.5, 40.25),)),
)
FORM = PrintedForm(
    sheet="2026-12-04/O4",
    box=5.0,
    mark=4.0,
    marks=((5.0, 5.0), (200.0, 5.0), (5.0, 287.0), (200.0, 287.0)),
    remarks=(30.0, 12.0, 120.0, 8.0),
    fields=(FormField("m", 1.0, 2.0, 7.0, ("m",)), FormField("persons", 9.0, 2.0, 6.0, ("", ""))),
    pages=PAGES,
)


def test_a_form_is_read_as_it_was_kept(tmp_path: Path) -> None:
    keep_forms(tmp_path, [FORM])
    assert forms_of(tmp_path, FORM.sheet) == [FORM]
    assert FORM.page(2) == PAGES[1]
    assert FORM.page(3) is None


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    keep_forms(tmp_path, [FORM])
    (path,) = (tmp_path / "forms").iterdir()
    assert path.name.startswith("2026-12-04_")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_sheet_is_known_by_its_whole_id_even_where_a_line_breaks_in_it() -> None:
    """On paper a long id may be broken; the form and the code have it as it is."""
    (shown,) = rounds_of(street(2))
    long = replace(shown, sheet="2026-11-30/O1234567890123+O1234567890123/fb31")
    sheets = make_sheets([long], BASE, LOOK)
    assert [form.sheet for form in sheets.forms] == [long.sheet]


def test_every_print_is_kept_once_and_the_oldest_go(tmp_path: Path) -> None:
    prints = [replace(FORM, box=5.0 + k / 8) for k in range(MOST_KEPT + 2)]
    for printed_form in prints:
        keep_forms(tmp_path, [printed_form])
        keep_forms(tmp_path, [printed_form])
    assert forms_of(tmp_path, FORM.sheet) == prints[2:]


@pytest.mark.parametrize("sheet", ["2026-12-04/../../O4", "2026-12-04/派出所\n", "\ud800"])
def test_no_name_of_a_sheet_leads_elsewhere(sheet: str, tmp_path: Path) -> None:
    maps = tmp_path / "maps"
    keep_forms(maps, [replace(FORM, sheet=sheet)] if sheet != "\ud800" else [FORM])
    assert [form.sheet for form in forms_of(maps, sheet)] == ([sheet] if sheet != "\ud800" else [])
    assert {path.parent.parent for path in tmp_path.rglob("*.json")} == {maps}


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"format": "routeplan-forms", "sheet": 1}'])
def test_a_damaged_file_holds_no_form(content: str, tmp_path: Path) -> None:
    keep_forms(tmp_path, [FORM])
    (file,) = tmp_path.rglob("*.json")
    file.write_text(content)
    assert forms_of(tmp_path, FORM.sheet) == []
