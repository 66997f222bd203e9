"""Every household's standing beside what it means for the next plan; how far all are covered."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from routeplan.followup.due import DueState, HouseholdStanding
from routeplan.model.inputs import Inputs, Visit
from routeplan.model.worth import worth_seconds
from routeplan.phrases import phrase
from routeplan.visitlog.log_records import Promise


@dataclass(frozen=True, slots=True)
class Due:
    """A household: its standing, its visits in the next plan, and what meeting it is worth.

    ``standing`` has the promises of the tables too. ``worth`` is in seconds, of one visit; 0 where
    the plan has none. ``due`` and ``latest`` are those of the standing, but None for who is gone,
    refused or is not to be called on.
    """

    standing: HouseholdStanding
    visits: tuple[str, ...]
    worth: int
    due: date | None = None
    latest: date | None = None


def due_list(inputs: Inputs, standings: Mapping[str, HouseholdStanding]) -> list[Due]:
    """Every household, the most urgent first.

    Those promised for a time of the plan by this time, then those in the plan whose appointment
    led to nothing, then by worth, then who waits longest, then by id (2 before 10).

    Parameters
    ----------
    inputs
        With the log's knowledge in them (see :mod:`routeplan.followup.apply`).
    """
    planned: dict[str, list[Visit]] = defaultdict(list)
    for visit in inputs.visits:
        planned[visit.household].append(visit)
    promised: dict[str, list[Visit]] = defaultdict(list)
    for visit in (*inputs.visits, *inputs.later_visits):
        promised[visit.household].append(visit)
    first = inputs.calendar.first_day.toordinal()
    rows = []
    for household, known in standings.items():
        visits = planned.get(household, [])
        standing = _with_promise(known, promised[household], inputs.calendar.first_day)
        worth = max(
            (worth_seconds(planned_visit, inputs.policy, first) for planned_visit in visits),
            default=0,
        )
        ids = tuple(planned_visit.id for planned_visit in visits)
        in_peace = standing.is_gone or standing.state is DueState.REFUSED
        if in_peace or inputs.household(household).do_not_call:
            rows.append(Due(standing, ids, worth))
        else:
            rows.append(Due(standing, ids, worth, standing.due, standing.latest))
    return sorted(rows, key=_urgency)


def _with_promise(
    standing: HouseholdStanding, visits: Iterable[Visit], day: date
) -> HouseholdStanding:
    """The standing with the next time that is promised from this day on, also by the tables."""
    ahead = [
        visit.appointment for visit in visits if visit.appointment and visit.appointment.on >= day
    ]
    if standing.is_gone or standing.promise or not ahead:
        return standing
    first = min(ahead, key=lambda appointment: (appointment.on, appointment.at_seconds))
    promise = Promise(first.on, first.at_seconds, first.officer)
    return replace(standing, state=DueState.PROMISED, promise=promise)


def _urgency(due: Due) -> tuple[int, int, int, tuple[str | int, ...]]:
    standing = due.standing
    since = standing.unmet_since.toordinal() if standing.unmet_since else 0
    natural = in_order(standing.household)
    if due.visits and standing.promise and standing.state is DueState.PROMISED:
        return 0, standing.promise.on.toordinal(), standing.promise.at_seconds, natural
    is_lapsed = standing.lapsed is not None and bool(due.visits)
    return (1 if is_lapsed else 2), -due.worth, since, natural


def in_order(name: str) -> tuple[str | int, ...]:
    """What ids are sorted by as people count: ``H2`` before ``H10``."""
    parts = re.split(r"([0-9]+)", name)
    return tuple(int(part) if k % 2 else part for k, part in enumerate(parts))


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


def covers(
    inputs: Inputs, standings: Mapping[str, HouseholdStanding], day: date
) -> dict[str, Cover]:
    """The cover of each household that counts, by its id.

    As in reports, one that asked not to be called on does not, nor one that has gone.
    """
    every = {
        home.id: cover_of(standings[home.id], day)
        for home in inputs.households
        if not home.do_not_call
    }
    return {household: cover for household, cover in every.items() if cover is not None}


def coverage(
    inputs: Inputs, standings: Mapping[str, HouseholdStanding], day: date
) -> Counter[Cover]:
    """How many households have which cover."""
    return Counter(covers(inputs, standings, day).values())
