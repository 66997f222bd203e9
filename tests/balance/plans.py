"""Plans whose every round is told, judged before they are used."""

from __future__ import annotations

from routeplan.check import judge
from routeplan.errors import Violation
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.problem.solution import Budget, ShiftChoice
from tests.planning.decided import Decided
from tests.stations import DAY, HOUR, MINUTE, Street, street_tables

IDLE = ShiftChoice()


def at(hour: int, minute: int = 0, *, day: int = 0) -> int:
    """Elapsed seconds of a time of day."""
    return DAY * day + HOUR * hour + MINUTE * minute


def calls(*begins: tuple[int, int], pause_after: int | None = None) -> ShiftChoice:
    """A round of (visit number, begin); the break after so many visits."""
    visits = tuple(number - 1 for number, _ in begins)
    return ShiftChoice(visits, tuple((begin, begin) for _, begin in begins), pause_after)


def planned(inputs: Inputs, *rounds: ShiftChoice) -> Plan:
    """The plan in which the shifts make these rounds."""
    return make_plan(
        inputs,
        street_tables(inputs),
        Street(inputs),
        Decided(*rounds),
        budget=Budget(None, 1),
        longest_day=NO_LONGEST_DAY,
    )


def violations(inputs: Inputs, plan: Plan) -> list[Violation]:
    """What the judge says of a plan on the street."""
    return judge(inputs, visit_times(inputs), street_tables(inputs), plan)
