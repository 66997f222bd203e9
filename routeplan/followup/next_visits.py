"""When a household may expect the next visit: a promised time, else the plan's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from routeplan.model.inputs import Inputs
from routeplan.visitlog.log_records import Promised, Round


class NextVisit(NamedTuple):
    """A visit to come, ``at_seconds`` after 00:00 of its day."""

    on: date
    at_seconds: int
    is_promised: bool


@dataclass(frozen=True)
class NextVisits:
    """Every household's visits to come, by its id."""

    _visits: dict[str, list[NextVisit]]

    @classmethod
    def of(
        cls, planned: Iterable[Round], inputs: Inputs, promised: Iterable[Promised]
    ) -> NextVisits:
        """Those of a plan's rounds, the tables' appointments and the visit log's promises."""
        by_household: dict[str, list[NextVisit]] = defaultdict(list)
        for logged_round in planned:
            for stop in logged_round.stops:
                # Of an appointment the time agreed counts, not when the plan begins within its
                # tolerance.
                if stop.begin is not None and not stop.is_promised:
                    by_household[stop.household].append(
                        NextVisit(logged_round.day, stop.begin, False)
                    )
        for visit in (*inputs.visits, *inputs.later_visits):
            if at := visit.appointment:
                by_household[visit.household].append(NextVisit(at.on, at.at_seconds, True))
        for said in promised:
            promise = said.promise
            by_household[said.household].append(NextVisit(promise.on, promise.at_seconds, True))
        return cls(by_household)

    def after(self, household: str, day: date) -> NextVisit | None:
        """The first promised one after that day, else the first planned one; None for neither."""
        later = [visit for visit in self._visits.get(household, ()) if visit.on > day]
        return min(later, key=lambda visit: (not visit.is_promised, visit), default=None)
