"""A week in one call is what planning, saving and drawing give, one after the other."""

from __future__ import annotations

import routeplan
from routeplan.formats.plans.plan_json import plan_text, read_plan
from tests.cli.workspaces import TUESDAY


def test_a_week_is_planned_saved_and_drawn(station: routeplan.OpenStation) -> None:
    # Not the Monday that is planned already; the first day of both is the same Tuesday.
    alone = station.plan(TUESDAY, 1, iterations=50)
    week = station.week(TUESDAY, 1, iterations=50, redacted=True)
    assert plan_text(week.plan.plan) == plan_text(alone.plan)
    assert read_plan(week.written.path) == alone.plan
    assert week.drawn.files[0].name == "index.html"
    assert all(path.is_file() for path in week.drawn.files)
    names = {home.name for home in station.inputs.households}
    page = week.drawn.files[0].read_text("utf-8")
    assert not [name for name in names if name in page]  # redacted


def test_what_is_odd_anywhere_on_the_way_is_a_finding_of_the_week(
    station: routeplan.OpenStation,
) -> None:
    week = station.week(TUESDAY, 1, iterations=10)
    parts = (*week.plan.findings, *week.written.findings, *week.drawn.findings)
    assert week.findings == parts
    assert {finding.code for finding in station.findings} <= {
        finding.code for finding in week.findings
    }
