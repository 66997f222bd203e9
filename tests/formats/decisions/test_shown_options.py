"""``shown.json``: an option is known by its mark, under the options that it was shown with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.formats.decisions.shown_options import NAME, keep_shown, mark_of, shown_mark
from tests.render.planned import street_inputs, street_plan


def test_a_mark_is_of_every_byte_of_a_plan() -> None:
    plan = street_plan(street_inputs())
    longer = replace(plan, days=plan.days + 1)
    assert mark_of(plan) == mark_of(street_plan(street_inputs())) != mark_of(longer)
    assert len(mark_of(plan)) == 64  # SHA-256 in hexadecimal digits


def test_a_mark_comes_back_for_the_same_request_alone(tmp_path: Path) -> None:
    keep_shown(tmp_path, "weeks 2", {1: "one", 3: "three"})
    assert shown_mark(tmp_path, "weeks 2", 3) == "three"
    assert shown_mark(tmp_path, "weeks 2", 2) is None
    assert shown_mark(tmp_path, "weeks 3", 3) is None


def test_what_was_shown_before_is_forgotten(tmp_path: Path) -> None:
    keep_shown(tmp_path, "weeks 2", {1: "one"})
    keep_shown(tmp_path, "weeks 2", {2: "two"})
    assert shown_mark(tmp_path, "weeks 2", 1) is None


@pytest.mark.parametrize("text", [None, "", "[", "[]", '{"format": "other"}', "[" * 100_000])
def test_a_damaged_file_has_shown_nothing(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / NAME).write_text(text, encoding="utf-8")
    assert shown_mark(tmp_path, "weeks 2", 1) is None


def test_the_file_is_for_its_owners_eyes(tmp_path: Path) -> None:
    keep_shown(tmp_path, "weeks 2", {1: "one"})
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
