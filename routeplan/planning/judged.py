"""The last step of every plan: the judge looks at it, and nothing that breaks a rule goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from routeplan.check import judge
from routeplan.errors import JudgeError
from routeplan.hours.windows import VisitTimes
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.model.travel_tables import KnownWays

IN_TIME = "in-time"
"""What the judge calls the rule of rounds booked by what is expected at their doors."""


def judged(inputs: Inputs, times: Sequence[VisitTimes], travel: KnownWays, plan: Plan) -> Plan:
    """The plan that the judge finds nothing against.

    How late reserve stops make a round is known when they are chosen, after it was filled: a round
    that these make late more often than is stated prints none.

    Raises
    ------
    JudgeError
        When the plan breaks a rule: it must not be shown to anybody.
    """
    violations = judge(inputs, times, travel, plan)
    late = {violation.shift for violation in violations if violation.rule == IN_TIME}
    if late:
        routes = (
            replace(route, reserve=()) if route.shift in late else route for route in plan.routes
        )
        plan = replace(plan, routes=tuple(routes))
        violations = judge(inputs, times, travel, plan)
    if violations:
        raise JudgeError(violations)
    return plan
