"""Plans as they were printed, whatever anybody thinks they are worth."""

from __future__ import annotations

from collections.abc import Sequence

from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.solution import Budget, ShiftChoice
from tests.planning.decided import Decided
from tests.stations import Street, street_tables


def printed(inputs: Inputs, *rounds: Sequence[int]) -> Plan:
    """The plan of these visits, by shift, and of no others."""
    return make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        Decided(*(visits or ShiftChoice() for visits in rounds)),
        budget=Budget(None, 1),
        longest_day=NO_LONGEST_DAY,
    )
