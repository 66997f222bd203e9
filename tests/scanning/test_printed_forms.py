"""Where the boxes of printed sheets are, kept in files."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.formats.plans import printed_forms
from routeplan.formats.plans.printed_forms import forms_of, keep_forms
from routeplan.render.paper.sheets import make_sheets
from tests.render.paper.sheet_rounds import LOOK, rounds_of, street
from tests.render.planned import BASE
from tests.scanning.pages import printed


def test_a_form_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    form = printed()[1]
    keep_forms(tmp_path, [form])
    keep_forms(tmp_path, [form])
    assert forms_of(tmp_path, form.sheet) == [form]
    (path,) = (tmp_path / "forms").iterdir()
    assert path.name.startswith("2026-11-30_")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_another_print_of_a_sheet_is_kept_too_and_only_the_last_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed_forms, "MOST_KEPT", 2)
    form = printed()[1]
    prints = [replace(form, fields=form.fields[: 6 + k]) for k in range(3)]
    for each in prints:
        keep_forms(tmp_path, [each])
    assert forms_of(tmp_path, form.sheet) == prints[1:]


@pytest.mark.parametrize("content", ["", "[]", '{"format": "x"}', '{"format": "routeplan-forms"}'])
def test_a_damaged_file_is_no_form(content: str, tmp_path: Path) -> None:
    form = printed()[1]
    keep_forms(tmp_path, [form])
    (path,) = (tmp_path / "forms").iterdir()
    path.write_text(content)
    assert forms_of(tmp_path, form.sheet) == []


def test_a_sheet_is_known_by_its_whole_id_even_where_a_line_breaks_in_it() -> None:
    """On paper a long id may be broken; the form and the code have it as it is."""
    (shown,) = rounds_of(street(2))
    long = replace(shown, sheet="2026-11-30/O1234567890123+O1234567890123/fb31")
    sheets = make_sheets([long], BASE, LOOK)
    assert [form.sheet for form in sheets.forms] == [long.sheet]
