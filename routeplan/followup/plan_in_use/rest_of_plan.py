"""A plan in use on one of its days: what the visit log may still change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from routeplan.model.changes import Changes
from routeplan.model.inputs import Inputs
from routeplan.model.locks import Lock
from routeplan.model.plan import Plan


@dataclass(frozen=True)
class RestOfPlan:
    """A plan on one of its days: what the log may still change.

    Parameters
    ----------
    inputs
        As ``earlier`` changes have left them.
    now
        What began before it is done, in elapsed seconds.
    done
        Further visits that are done.
    typed
        Changes that somebody has typed now: of these households the log changes nothing.
    tolerance_seconds
        Of the times promised, either way.
    """

    plan: Plan
    inputs: Inputs
    day: date
    now: int
    done: frozenset[str]
    earlier: Changes
    typed: Changes
    locks: Sequence[Lock]
    tolerance_seconds: int

    @property
    def last_day(self) -> date:
        """The last day of the plan."""
        return self.inputs.calendar.dates[-1]

    @cached_property
    def typed_households(self) -> frozenset[str]:
        """Households of which somebody has typed something now."""
        typed = {*self.typed.cancelled, *(new.visit for new in self.typed.new_times)}
        return frozenset(visit.household for visit in self.inputs.visits if visit.id in typed)

    @cached_property
    def known_visits(self) -> frozenset[str]:
        """Every id that a visit of the plan or its tables has, or had before it was cancelled."""
        inputs, earlier = self.inputs, self.earlier
        visits = (*inputs.visits, *inputs.refused_visits, *inputs.later_visits)
        further = (further_visit.visit for further_visit in earlier.further)
        return frozenset({*(visit.id for visit in visits), *earlier.cancelled, *further})

    @cached_property
    def households_cancelled(self) -> frozenset[str]:
        """Households of which a visit was cancelled earlier: it is in no table any more."""
        further = {visit.visit: visit.household for visit in self.earlier.further}
        return frozenset(
            further.get(visit) or visit.rpartition("/")[0] or visit
            for visit in self.earlier.cancelled
        )
