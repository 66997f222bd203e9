"""What was recorded since a plan was made: of its own days, and answers to calls before them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from routeplan.followup.due import HouseholdStanding, standings
from routeplan.followup.knowledge import in_its_night, read_knowledge
from routeplan.model.inputs import Inputs
from routeplan.model.nights import Nights
from routeplan.model.plan import Plan
from routeplan.visitlog.log_records import Entry, Recorded
from routeplan.visitlog.reading import entries, promises
from routeplan.visitlog.store import reading


@dataclass(frozen=True, slots=True)
class Logged:
    """What the log holds of a plan's days, and what came of earlier days since it was made.

    Parameters
    ----------
    entries
        Those not yet looked at, by day and order of recording.
    promised
        Every time promised to each household, also those taken long ago.
    standings
        As after these days, of every household with an entry among those or of the plan's days.
    """

    entries: Sequence[Recorded] = ()
    promised: Mapping[str, frozenset[tuple[date, int]]] = field(default_factory=dict)
    standings: Mapping[str, HouseholdStanding] = field(default_factory=dict)


def read_since(path: Path, plan: Plan, inputs: Inputs, *, day: date, after: int) -> Logged:
    """What was recorded from the plan's first day to ``day``; nothing where there is no log yet.

    Where the plan says how the log stood when it was made, also what was recorded of earlier days
    since then: results that came late, and answers to cards of the week before.

    Parameters
    ----------
    after
        Number of the last entry that an earlier replan has looked at.

    Raises
    ------
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    if not path.exists():
        return Logged()
    promised: dict[str, set[tuple[date, int]]] = defaultdict(set)
    first = plan.first_day if plan.log_entry is None else date.min
    with reading(path) as log:
        recorded = entries(log, first, day, after=after)
        of_its_days = entries(log, plan.first_day, day)
        for noted in promises(log):
            promise = in_its_night(noted.promise, inputs.nights)
            promised[noted.household].add((promise.on, promise.at_seconds))
    new = [replace(call, entry=_in_its_night(call.entry, inputs.nights)) for call in recorded]
    called = {call.entry.household for call in (*new, *of_its_days)}
    stands = standings(
        [home for home in inputs.households if home.id in called],
        (*inputs.visits, *inputs.later_visits),
        read_knowledge(path, day + timedelta(days=1)),
        inputs.policy,
    )
    return Logged(
        sorted(new, key=lambda call: (call.entry.day, call.number)),
        {household: frozenset(times) for household, times in promised.items()},
        stands,
    )


def _in_its_night(entry: Entry, nights: Nights) -> Entry:
    return replace(entry, promise=entry.promise and in_its_night(entry.promise, nights))
