"""Every household's standing beside what it means for the next plan; how far all are covered."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from routeplan.followup.due import HouseholdStanding
from routeplan.model.inputs import Inputs, Visit
from routeplan.model.worth import worth_seconds
from routeplan.phrases import phrase


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


class Cover(StrEnum):
    """A household's cover on a day; one that has gone from its address has none."""

    MET = "met"
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"


COVER_NAMES = {
    Cover.MET: phrase("met"),
    Cover.DUE: phrase("due again"),
    Cover.OVERDUE: phrase("overdue"),
    Cover.NEVER: phrase("never met"),
}
"""What tables for people call a cover."""


def cover_of(standing: HouseholdStanding, day: date) -> Cover | None:
    """Whether somebody was ever met there, and whether that has to be done again; None: gone.

    Overdue is whose latest date is over, due whose due date has come.
    """
    if standing.is_gone:
        return None
    if not standing.times_met:
        return Cover.NEVER
    if standing.latest is not None and standing.latest < day:
        return Cover.OVERDUE
    return Cover.DUE if standing.due is not None and standing.due <= day else Cover.MET


def coverage(standings: Iterable[HouseholdStanding], day: date) -> Counter[Cover]:
    """How many households have which cover."""
    return Counter(cover for each in standings if (cover := cover_of(each, day)) is not None)
