"""The judge: every plan is checked here before anyone sees it.

It works from the model, availability and travel alone, shares no code with engines, schedule or
problem, and recomputes the objective. One function per rule; ``RULES`` lists them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from routeplan.check.broken_rules import causes
from routeplan.check.claimed_cost import chances, expectations, later_days, minor_costs, totals
from routeplan.check.completeness import heading, left_out, routes_match_shifts, visits_once
from routeplan.check.judged_plan import JudgedPlan
from routeplan.check.kept_risk import in_time
from routeplan.check.people import (
    given_officer,
    least_days_between,
    one_place_at_a_time,
    partners,
    promised_officer,
    skills,
    stop_caps,
)
from routeplan.check.promised_dates import deadlines, spare_calls
from routeplan.check.reserve import reserve_stops
from routeplan.check.stays import station_stays
from routeplan.check.stop_times import (
    breaks,
    promised_times,
    shift_hours,
    travel_times,
    visit_windows,
)
from routeplan.errors import Violation
from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.model.travel_tables import KnownWays

Rule = Callable[[JudgedPlan], Iterator[Violation]]

WHOLE: tuple[Rule, ...] = (heading, routes_match_shifts, visits_once, left_out)
"""Whether the plan speaks of this station at all; if not, nothing else can be judged."""

RULES: tuple[Rule, ...] = (
    *WHOLE,
    visit_windows,
    shift_hours,
    breaks,
    travel_times,
    station_stays,
    promised_times,
    skills,
    promised_officer,
    given_officer,
    partners,
    one_place_at_a_time,
    stop_caps,
    least_days_between,
    chances,
    minor_costs,
    later_days,
    deadlines,
    spare_calls,
    expectations,
    reserve_stops,
    in_time,
    totals,
)


def judge(
    inputs: Inputs, times: Sequence[VisitTimes], travel: KnownWays, plan: Plan
) -> list[Violation]:
    """Every rule that the plan breaks; empty when it may be shown.

    Parameters
    ----------
    times
        Windows and chances, one entry per visit of ``inputs.visits``.
    travel
        Tables over ``inputs.places``, or whoever else knows the ways of the plan.
    """
    case = JudgedPlan(inputs, times, travel, plan)
    violations = [violation for rule in WHOLE for violation in rule(case)]
    if violations:
        return violations
    return [violation for rule in RULES for violation in rule(case)]


def by_cause(
    inputs: Inputs,
    times: Sequence[VisitTimes],
    travel: KnownWays,
    plan: Plan,
    violations: Sequence[Violation],
) -> list[Violation]:
    """What :func:`judge` found against a plan, one message a cause, for a person to read."""
    if any(violation.rule in {_name(rule) for rule in WHOLE} for violation in violations):
        return list(violations)
    return causes(JudgedPlan(inputs, times, travel, plan), violations)


def _name(rule: Rule) -> str:
    return rule.__name__.replace("_", "-")
