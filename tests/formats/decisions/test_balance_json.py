"""``balance.json``: options kept for just one plan."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest

from routeplan.formats.decisions.balance_json import read_options, write_options
from routeplan.formats.plans.plan_json import plan_text, read_plan
from routeplan.private_files import write_private
from tests.formats.plans.plans import small_plan

OPTIONS = [{"option": 0, "kind": "as-is"}]


def test_options_are_read_back_for_their_plan(tmp_path):
    path = write_options(tmp_path, OPTIONS, small_plan())
    assert read_options(tmp_path, small_plan()) == OPTIONS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_plan_just_made_and_the_same_one_read_again_have_the_same_options(tmp_path):
    """Where nobody is met the sum may be 0 in the making; the file has 0.0."""
    plan = small_plan()
    made = replace(plan, routes=tuple(replace(route, expected_met=0) for route in plan.routes))
    path = write_private(tmp_path / "plan.json", plan_text(made))
    write_options(tmp_path, OPTIONS, made)
    assert plan_text(read_plan(path)) != plan_text(made)
    assert read_options(tmp_path, read_plan(path)) == OPTIONS


def test_for_another_plan_there_are_none(tmp_path):
    write_options(tmp_path, OPTIONS, small_plan())
    assert read_options(tmp_path, replace(small_plan(), station="Other")) is None


@pytest.mark.parametrize("text", [None, "nothing", "[]", "{}", '{"plan": 1}', "\ud800"])
def test_a_missing_or_damaged_file_is_as_none(tmp_path, text):
    if text is not None:
        (tmp_path / "balance.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    assert read_options(tmp_path, small_plan()) is None


def test_options_that_are_no_list_are_none(tmp_path):
    path = write_options(tmp_path, OPTIONS, small_plan())
    path.write_text(path.read_text().replace("[", '"').replace("]", '"').replace('{\n   "', "'"))
    assert read_options(tmp_path, small_plan()) is None
