"""A small station with a plan whose every figure is worked out by hand.

Three days from Monday. Places stand 2 minutes apart on foot, 1 minute by bike, 160 metres.

======  ========================================================================================
A/0     Monday on foot: v1 and v2, the break, one of h4's visits; two reserve stops
B/0     Monday on foot: v3 together with C
C/0     Monday by bike: v3 together with B
D+E/1   Tuesday, a crew: v5, which needs two, and the appointment v6
A/2     Wednesday on foot: v9 (h9 lives where h1 does), then h4's other visit
B/2     Wednesday: nothing to do
out     v7 (must), v11 (its latest date comes), v8 (low), v10 (asked not to be called on)
======  ========================================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from routeplan.check import judge
from routeplan.errors import Violation
from routeplan.hours.windows import VisitTimes, visit_times
from routeplan.model.inputs import Appointment, Inputs, Mode, Priority, ShiftBreak, TravelTables
from routeplan.model.plan import (
    LeftOut,
    Leg,
    Plan,
    ReserveStop,
    Route,
    RouteBreak,
    SearchRecord,
    Stop,
    Totals,
)
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    ZONE,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

TUESDAY = MONDAY + timedelta(days=1)


def at(hour: int, minute: int = 0, day: int = 0) -> int:
    """Elapsed seconds of a time of day."""
    return DAY * day + HOUR * hour + MINUTE * minute


@dataclass(frozen=True)
class Judged:
    """What the judge is given."""

    inputs: Inputs
    times: tuple[VisitTimes, ...]
    travel: TravelTables
    plan: Plan

    def violations(self) -> list[Violation]:
        return judge(self.inputs, self.times, self.travel, self.plan)


def sound() -> Judged:
    inputs = station()
    travel = street_tables(inputs, {Mode.BIKE: 1})
    return Judged(inputs, visit_times(inputs), travel, sound_plan())


def station() -> Inputs:
    # opening_hours texts: open to the second named
    households = [
        household(1),
        household(2, "Mo-We 09:00-12:00"),
        household(3, "Mo 10:00-11:00"),
        household(4, "Mo,We 12:00-14:00"),
        household(5),
        household(6),
        household(7, "Mo 09:00-10:00"),
        household(8),
        household(9, place=1),
        household(10, do_not_call=True),
        household(11),
    ]
    appointment = Appointment(TUESDAY, 14 * HOUR, 10 * MINUTE, officer="D")
    visits = [
        visit(1),
        visit(2, 20, preferred_officer="B"),
        visit(3, officers_needed=2, skills=frozenset({"signs"})),
        visit(4, id="v4a", least_days_between=2),
        visit(4, id="v4b", least_days_between=1),
        visit(5, officers_needed=2),
        visit(6, appointment=appointment),
        visit(7, priority=Priority.MUST),
        visit(8, priority=Priority.LOW),
        visit(9),
        visit(11, due=MONDAY - timedelta(days=30), latest=TUESDAY),
    ]
    shifts = [
        shift("A", pause=ShiftBreak(at(12), at(13), 30 * MINUTE), max_visits=3),
        shift("B"),
        shift("C", mode=Mode.BIKE, skills=frozenset({"signs"})),
        shift("DE", day=1, max_busy_seconds=44 * MINUTE),
        shift("A", day=2),
        shift("B", day=2),
    ]
    return inputs_of(households, visits, shifts, days=3, refused=[visit(10)])


def sound_plan() -> Plan:
    search = SearchRecord("by hand", seed=0, iterations=1)
    return Plan(
        station="Street Station",
        first_day=MONDAY,
        days=3,
        timezone=ZONE.key,
        travel_source="streets",
        straight_line=False,
        routes=(_a_monday(), _b_monday(), _c_monday(), _crew(), _a_wednesday(), _b_wednesday()),
        left_out=(
            LeftOut("v7", "h7", "no-room", broken_promise=True, worth=360 * MINUTE),
            # normal is 60 minutes; 30 days past its due date doubles that
            LeftOut("v11", "h11", "no-room", broken_promise=True, worth=120 * MINUTE),
            LeftOut("v8", "h8", "not-worth-it", worth=30 * MINUTE),
            LeftOut("v10", "h10", "do-not-call", worth=60 * MINUTE),
        ),
        totals=Totals(
            promises_missed=2,  # v7 and v11
            travel=(16 + 12 + 6 + 24 + 16) * MINUTE,
            worth_left_out=(360 + 120 + 30) * MINUTE,  # v10 is not counted
            lost_chance=(30 + 9 + 9 + 9 + 30 + 3 + 30 + 9) * MINUTE,
            minor_costs=15 * MINUTE,  # v2 wanted B
            # a minute for each day: v5 on Tuesday, v9 and v4b on Wednesday; v6 has its own time
            later_days=(1 + 2 + 2) * MINUTE,
            # a quarter of each minute that A/0, D+E/1 and A/2 wait outside: 228 - 56 - 30 for the
            # break, 322 - 44, and 38 - 36
            waiting=(142 + 278 + 2) * MINUTE // 4,
        ),
        search=search,
    )


def _a_monday() -> Route:
    window = (at(8), at(20))
    return Route(
        **_head("A/0", 0, leave=at(9), back=at(12, 48)),
        stops=(
            # worth 60 minutes, half of which is lost at chance 0.5, 9 minutes at 0.85
            _stop(1, 2, at(9, 2), *window, 0.5, lost_chance=30 * MINUTE),
            Stop(
                *("v2", "h2", _leg(2), at(9, 14), at(9, 14), at(9, 34), at(9), at(12), 0.85),
                lost_chance=9 * MINUTE,
                minor_cost=15 * MINUTE,
            ),
            # at the door at 9:38, breaks there 12:00-12:30
            _stop(4, 4, at(12, 30), at(12), at(14), 0.85, visit="v4a", lost_chance=9 * MINUTE),
        ),
        way_back=_leg(8),
        pause=RouteBreak(at(12), at(12, 30), after=2),
        reserve=(
            # to the next door and on: 60 s more than straight from place 1 to place 2
            ReserveStop("v9", "h9", 1, *window, 60, planned=2),
            # place 4 - 8 - station is 8 + 16 minutes, place 4 - station 8
            ReserveStop("v8", "h8", 3, *window, 16 * MINUTE),
        ),
        expected_met=0.5 + 0.85 + 0.85,
        # 16 minutes of travel; a shut door takes 2: 0.5 * 10 + 0.5 * 2, 0.85 * 20 + 0.15 * 2, ...
        expected_busy=round((16 + 6 + 17.3 + 8.8) * MINUTE),
    )


def _b_monday() -> Route:
    together = {"partners": ("C",), "lost_chance": 9 * MINUTE}
    return Route(
        **_head("B/0", 0, leave=at(9, 54), back=at(10, 16)),
        stops=(_stop(3, 6, at(10), at(10), at(11), 0.85, **together),),
        way_back=_leg(6),
        pause=None,
        reserve=(),
        expected_met=0.85,
        expected_busy=round((12 + 8.8) * MINUTE),
    )


def _c_monday() -> Route:
    together = {"partners": ("B",), "leg": _leg(3, metres=3 * 160)}
    return Route(
        **_head("C/0", 0, leave=at(9, 57), back=at(10, 13), mode=Mode.BIKE),
        stops=(_stop(3, 3, at(10), at(10), at(11), 0.85, **together),),
        way_back=_leg(3, metres=3 * 160),
        pause=None,
        reserve=(),
        expected_met=0.85,
        expected_busy=round((6 + 8.8) * MINUTE),
    )


def _crew() -> Route:
    return Route(
        **_head("D+E/1", 1, leave=at(9, 0, 1), back=at(14, 22, 1)),
        stops=(
            _stop(
                *(5, 10, at(9, 10, 1), at(8, 0, 1), at(20, 0, 1), 0.5),
                lost_chance=30 * MINUTE,
                later_day=MINUTE,
            ),
            Stop(
                *("v6", "h6", _leg(2), at(9, 22, 1), at(14, 0, 1), at(14, 10, 1)),
                *(at(13, 50, 1), at(14, 20, 1), 0.95),  # 10 minutes either way, 10 for the visit
                promised=True,
                lost_chance=3 * MINUTE,
            ),
        ),
        way_back=_leg(12),
        pause=None,
        reserve=(),
        expected_met=0.5 + 0.95,
        expected_busy=round((24 + 6 + 9.6) * MINUTE),
    )


def _a_wednesday() -> Route:
    visit_4b = Stop(
        *("v4b", "h4", _leg(6), at(11, 58, 2), at(12, 0, 2), at(12, 10, 2)),
        *(at(12, 0, 2), at(14, 0, 2), 0.85),
        lost_chance=9 * MINUTE,
        later_day=2 * MINUTE,
    )
    return Route(
        **_head("A/2", 2, leave=at(11, 40, 2), back=at(12, 18, 2)),
        stops=(
            _stop(
                *(9, 2, at(11, 42, 2), at(8, 0, 2), at(20, 0, 2), 0.5),
                lost_chance=30 * MINUTE,
                later_day=2 * MINUTE,
            ),
            visit_4b,
        ),
        way_back=_leg(8),
        pause=None,
        reserve=(),
        expected_met=0.5 + 0.85,
        expected_busy=round((16 + 6 + 8.8) * MINUTE),
    )


def _b_wednesday() -> Route:
    return Route(
        **_head("B/2", 2, leave=at(9, 0, 2), back=at(9, 0, 2)),
        stops=(),
        way_back=Leg(0, 0),
        pause=None,
        reserve=(),
        expected_met=0.0,
        expected_busy=0,
    )


def _head(name: str, day: int, **more: Any) -> dict[str, Any]:
    officers = tuple(name.partition("/")[0].split("+"))
    hours = {"begin": at(9, 0, day), "end": at(17, 0, day)}
    return {"shift": name, "officers": officers, "day": day, "mode": Mode.FOOT} | hours | more


def _leg(minutes: int, metres: int | None = None) -> Leg:
    return Leg(minutes * MINUTE, minutes * 80 if metres is None else metres)


def _stop(
    number: int, way: int, begin: int, opens: int, closes: int, chance: float, **more: Any
) -> Stop:
    """A visit of 10 minutes, begun on arrival after ``way`` minutes."""
    fields: dict[str, Any] = {
        "visit": f"v{number}",
        "household": f"h{number}",
        "leg": _leg(way),
        "arrive": begin,
        "begin": begin,
        "end": begin + 10 * MINUTE,
        "window_begin": opens,
        "window_end": closes,
        "chance": chance,
    }
    return Stop(**(fields | more))
