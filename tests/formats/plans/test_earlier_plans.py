"""Plans of the weeks before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.formats.plans.earlier_plans import earlier_plans
from tests.formats.plans.plans import put_plan, small_plan
from tests.stations import MONDAY


def keep(maps: Path, *weeks_ago: int) -> None:
    for ago in weeks_ago:
        day = MONDAY - timedelta(weeks=ago)
        put_plan(maps / str(day) / "plan.json", replace(small_plan(), first_day=day))


def test_earlier_plans_come_oldest_first_and_later_ones_not_at_all(tmp_path):
    keep(tmp_path, 1, 3, 0, -1)
    plans, findings = earlier_plans(tmp_path, MONDAY, weeks=8)
    assert [plan.first_day for plan in plans] == [date(2026, 11, 9), date(2026, 11, 23)]
    assert findings == ()


def test_only_so_many_weeks_are_looked_back(tmp_path):
    keep(tmp_path, 1, 2, 3)
    assert len(earlier_plans(tmp_path, MONDAY, weeks=2)[0]) == 2
    assert earlier_plans(tmp_path, MONDAY, weeks=0)[0] == []


def test_what_cannot_be_read_is_a_warning_that_names_the_file(tmp_path):
    keep(tmp_path, 1, 2)
    (tmp_path / "2026-11-16" / "plan.json").write_text("nothing")
    plans, (finding,) = earlier_plans(tmp_path, MONDAY, weeks=8)
    assert len(plans) == 1
    assert (finding.code, finding.severity) == ("plan-unreadable", "warning")
    assert finding.file == "2026-11-16/plan.json"


def test_other_folders_and_no_folder_hold_no_plans(tmp_path):
    keep(tmp_path, 1)
    (tmp_path / "2026-11-23").rename(tmp_path / "old")
    assert earlier_plans(tmp_path, MONDAY, weeks=8) == ([], ())
    assert earlier_plans(tmp_path / "none", MONDAY, weeks=8) == ([], ())
