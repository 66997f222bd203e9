"""Who carries how much: per officer, per day, and over the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from routeplan.model.inputs import Inputs, PlanCalendar
from routeplan.model.plan import Plan, Route, paid_seconds

WHOLE = 1000
"""A share of paid hours is told in thousandths."""
EVENING = 18
"""A round with a visit that begins at this hour or later is an evening round."""


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody (or a day) carries; times in seconds.

    ``visits`` are stops: a visit that two shifts make together counts for both, as does its chance
    in ``expected_met``. ``busy`` is travel + visits as booked, ``expected_busy`` counts a shut door
    as the short time it takes. ``paid`` is the shifts' length without their breaks. ``together``
    are the visits made by two officers, ``evenings`` the evening rounds.
    """

    shifts: int = 0
    visits: int = 0
    expected_met: float = 0.0
    travel: int = 0
    busy: int = 0
    expected_busy: int = 0
    paid: int = 0
    together: int = 0
    evenings: int = 0

    def __add__(self, other: Load) -> Load:
        return Load(
            self.shifts + other.shifts,
            self.visits + other.visits,
            self.expected_met + other.expected_met,
            self.travel + other.travel,
            self.busy + other.busy,
            self.expected_busy + other.expected_busy,
            self.paid + other.paid,
            self.together + other.together,
            self.evenings + other.evenings,
        )

    @property
    def share(self) -> int:
        """Busy time in thousandths of paid hours, rounded up."""
        return share(self.busy, self.paid)


@dataclass(frozen=True)
class Workload:
    """A plan's loads.

    ``officers`` holds those who have a shift, in the table's order; a crew's shift counts for both
    of its officers, but once in ``days`` and ``whole``. ``cells`` is by officer and day.
    """

    officers: Mapping[str, Load]
    days: Mapping[int, Load]
    cells: Mapping[tuple[str, int], Load]
    whole: Load

    @property
    def ranked(self) -> tuple[str, ...]:
        """Officers from the highest share of paid hours to the lowest; equals as in the table."""
        return tuple(sorted(self.officers, key=lambda who: -self.officers[who].share))

    @property
    def share_range(self) -> tuple[int, int]:
        """Lowest and highest share of any officer; the highest is what evening out lowers first."""
        shares = [load.share for load in self.officers.values()]
        return min(shares, default=0), max(shares, default=0)

    @property
    def busy_range(self) -> tuple[int, int]:
        """Shortest and longest busy time of any officer, in seconds."""
        busy = [load.busy for load in self.officers.values()]
        return min(busy, default=0), max(busy, default=0)


def workload(inputs: Inputs, plan: Plan) -> Workload:
    """The loads of a plan made from ``inputs``."""
    officers: dict[str, Load] = {}
    days: dict[int, Load] = {}
    cells: dict[tuple[str, int], Load] = {}
    whole = Load()
    for route in plan.routes:
        shift = inputs.shifts_by_id[route.shift]
        load = load_of(route, paid_seconds(shift), inputs.calendar)
        whole += load
        days[route.day] = days.get(route.day, Load()) + load
        for who in route.officers:
            officers[who] = officers.get(who, Load()) + load
            cells[who, route.day] = cells.get((who, route.day), Load()) + load
    ordered = {who.id: officers[who.id] for who in inputs.officers if who.id in officers}
    return Workload(ordered, dict(sorted(days.items())), cells, whole)


def load_of(route: Route, paid: int, calendar: PlanCalendar) -> Load:
    """One shift's load; ``paid`` in seconds, ``calendar`` of the plan it stands in."""
    return Load(
        shifts=1,
        visits=len(route.stops),
        expected_met=route.expected_met,
        travel=route.travel_seconds,
        busy=route.busy_seconds,
        expected_busy=route.expected_busy,
        paid=paid,
        together=sum(len(route.officers) > 1 or bool(stop.partners) for stop in route.stops),
        evenings=int(is_evening(route, calendar)),
    )


def is_evening(route: Route, calendar: PlanCalendar) -> bool:
    """Whether a visit of the round begins at 18:00 or later."""
    starts = (calendar.local(stop.begin) for stop in route.stops)
    return any(at.hour >= EVENING or at.date() > calendar.date_of(route.day) for at in starts)


def share(busy: int, paid: int) -> int:
    """Busy time in thousandths of paid hours, rounded up."""
    return -(-WHOLE * busy // max(paid, 1))
