"""Every household's standing beside what it means for the next plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from routeplan.followup.due import HouseholdStanding
from routeplan.model.inputs import Inputs, Visit
from routeplan.model.worth import worth_seconds


@dataclass(frozen=True, slots=True)
class Due:
    """A household: its standing, its visits in the next plan, and what meeting it is worth.

    ``worth`` is in seconds, of one visit; 0 where the plan has none.
    """

    standing: HouseholdStanding
    visits: tuple[str, ...]
    worth: int


def due_list(inputs: Inputs, standings: Mapping[str, HouseholdStanding]) -> list[Due]:
    """Every household, the most urgent first.

    Those in the plan whose appointment led to nothing, then by worth, then who waits longest, then
    by id.

    Parameters
    ----------
    inputs
        With the log's knowledge in them (see :mod:`routeplan.followup.apply`).
    """
    planned: dict[str, list[Visit]] = defaultdict(list)
    for visit in inputs.visits:
        planned[visit.household].append(visit)
    first = inputs.calendar.first_day.toordinal()
    rows = []
    for household, standing in standings.items():
        visits = planned.get(household, [])
        worth = max((worth_seconds(each, inputs.policy, first) for each in visits), default=0)
        rows.append(Due(standing, tuple(each.id for each in visits), worth))
    return sorted(rows, key=_urgency)


def _urgency(due: Due) -> tuple[bool, int, int, str]:
    since = due.standing.unmet_since
    is_first = due.standing.lapsed is not None and bool(due.visits)
    return not is_first, -due.worth, since.toordinal() if since else 0, due.standing.household
