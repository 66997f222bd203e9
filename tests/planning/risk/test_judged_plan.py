"""Nothing that breaks a rule goes on.

Tests ``planning/judged.py``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from routeplan.check import judge
from routeplan.errors import JudgeError, Violation
from routeplan.hours.windows import visit_times
from routeplan.phrases import phrase
from routeplan.planning.judged import IN_TIME, judged
from tests.planning.risk.test_stated_risk import busy_station, planned
from tests.stations import street_tables


def test_a_round_that_its_reserve_stops_make_late_prints_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inputs = busy_station()
    times, travel = visit_times(inputs), street_tables(inputs)
    plan = planned(inputs, seed=1)  # with another seed only the second round has any
    late, other = plan.routes
    assert late.reserve

    def strict_about_the_first(*case: Any) -> list[Violation]:
        """The judge, on a day on which the first round's reserve stops take too long."""
        first = case[-1].routes[0]
        too_long = [Violation(IN_TIME, phrase("too late"), shift=first.shift)]
        return judge(*case) + (too_long if first.reserve else [])

    monkeypatch.setattr("routeplan.planning.judged.judge", strict_about_the_first)
    mended = judged(inputs, times, travel, plan)
    assert mended == replace(plan, routes=(replace(late, reserve=()), other))


def test_a_plan_that_breaks_a_rule_goes_no_further() -> None:
    inputs = busy_station()
    times, travel = visit_times(inputs), street_tables(inputs)
    plan = planned(inputs)
    assert judged(inputs, times, travel, plan) is plan
    twice = replace(plan, routes=(plan.routes[0], plan.routes[0]))
    with pytest.raises(JudgeError):
        judged(inputs, times, travel, twice)
