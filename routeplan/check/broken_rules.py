"""What a person reads of the rules that a plan breaks: one message a cause.

The judge lists all that is wrong. Some of it follows from something else: a round that runs late
comes outside the hours of every home behind the one that made it late, and each of these has no
chance then.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from routeplan.check.judged_plan import JudgedPlan
from routeplan.check.stop_times import late_visits, outside, outside_hours
from routeplan.errors import Violation
from routeplan.model.plan import Stop

FIGURES = frozenset(
    {
        "chances",
        "minor-costs",
        "later-days",
        "deadlines",
        "spare-calls",
        "expectations",
        "reserve-stops",
        "totals",
    }
)
"""Rules about what is worked out from a plan: they follow from what else is wrong with it."""


def causes(case: JudgedPlan, violations: Sequence[Violation]) -> list[Violation]:
    """The violations without those that follow from others, in their order.

    Something is left of any list that is not empty.
    """
    distinct = list(dict.fromkeys(violations))
    primary = [violation for violation in distinct if violation.rule not in FIGURES] or distinct
    promised = {
        (violation.shift, violation.visit)
        for violation in primary
        if violation.rule == "promised-times"
    }
    over = {violation.shift for violation in primary if violation.rule == "shift-hours"}
    kept = [
        violation
        for violation in primary
        if violation.rule != "visit-windows"
        or (
            (violation.shift, violation.visit) not in promised
            and not _after_shift(case, violation, over)
        )
    ]
    return _gathered(case, kept)


def _after_shift(case: JudgedPlan, violation: Violation, over: Collection[str]) -> bool:
    """Whether a visit is made after the end of its shift, whose round is too long anyway."""
    if violation.shift not in over:
        return False
    stop = _late_stop(case, violation)
    return stop is not None and stop.end > case.plan.route(violation.shift).end


def _gathered(case: JudgedPlan, violations: Sequence[Violation]) -> list[Violation]:
    """All visits of a round that begin outside their hours, in one message."""
    late: dict[str, list[Stop]] = {}
    for violation in violations:
        if violation.rule == "visit-windows" and (stop := _late_stop(case, violation)) is not None:
            late.setdefault(violation.shift, []).append(stop)
    gathered: list[Violation] = []
    for violation in violations:
        stops = late.get(violation.shift, [])
        if (
            violation.rule != "visit-windows"
            or len(stops) < 2
            or _late_stop(case, violation) is None
        ):
            gathered.append(violation)
        elif violation.visit == stops[0].visit:
            message = late_visits(case, case.plan.route(violation.shift), stops)
            gathered.append(Violation(violation.rule, message, violation.shift, violation.visit))
    return list(dict.fromkeys(gathered))


def _late_stop(case: JudgedPlan, violation: Violation) -> Stop | None:
    """The stop of a violation which says that it lies outside the household's hours."""
    route = case.plan.route(violation.shift)
    stop = next((stop for stop in route.stops if stop.visit == violation.visit), None)
    if stop is None or not outside_hours(case, stop):
        return None
    return stop if violation.message == outside(case, route, stop) else None
