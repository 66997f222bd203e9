"""Small random stations with a judged plan, and every way to hand its rounds over, by brute force.

Places are at most 3 from the station and everything lies on whole minutes, so that a break can be
looked for minute by minute. What may go where is asked of the judge alone.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product

from routeplan.check import judge
from routeplan.hours.windows import visit_times
from routeplan.model.inputs import Appointment, Inputs, Mode, Shift, ShiftBreak, Visit
from routeplan.model.plan import Leg, Plan, Route, RouteBreak
from routeplan.problem.solution import ShiftChoice
from tests.balance.plans import IDLE, at, planned
from tests.stations import (
    DAY,
    HOUR,
    MINUTE,
    MONDAY,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

DAYS, OFFICERS = 2, "ABC"
TOGETHER_AT = at(14)
SKILL = frozenset({"signs"})

Taken = dict[int, int]
"""Which shift (by index) makes the round of which."""


# -- stations -------------------------------------------------------------------------------------


def random_plan(seed: int) -> tuple[Inputs, Plan]:
    """Three officers, two days, up to three visits a round, now and then a pair at 14:00."""
    rng = random.Random(seed)
    shifts = [_shift(rng, who, day) for day in range(DAYS) for who in OFFICERS]
    visits: list[Visit] = []
    rounds: list[ShiftChoice] = []
    for drawn_shift in shifts:
        own = range(len(visits), len(visits) + rng.choice((0, 1, 1, 2, 3)))
        visits += [_visit(rng, n + 1, drawn_shift) for n in own]
        rounds.append(_round(rng, drawn_shift, tuple(own)))
    for day in range(DAYS):
        if rng.random() < 0.4:
            _meet(rng, day, shifts, visits, rounds)
    homes = [household(n + 1, place=rng.randint(1, 3)) for n in range(len(visits))]
    inputs = inputs_of(homes, visits, shifts, days=DAYS)
    return inputs, planned(inputs, *rounds)


def _shift(rng: random.Random, who: str, day: int) -> Shift:
    pause = None
    if rng.random() < 0.6:
        earliest = at(rng.choice((10, 11, 12)), day=day)
        pause = ShiftBreak(earliest, earliest + 4 * HOUR, rng.choice((20, 30)) * MINUTE)
    return shift(
        who,
        day,
        begin=rng.choice((8, 9)) * HOUR,
        end=rng.choice((17, 18, 19)) * HOUR,
        mode=rng.choice((Mode.FOOT, Mode.FOOT, Mode.FOOT, Mode.BIKE)),
        pause=pause,
        skills=rng.choice((SKILL, frozenset())),
        max_visits=rng.choice((None, None, 3)),
        max_busy_seconds=rng.choice((None, None, 4 * HOUR)),
    )


def _visit(rng: random.Random, number: int, made_by: Shift) -> Visit:
    skilled = rng.random() < 0.2
    return visit(
        number,
        rng.choice((10, 25, 40, 60)),
        skills=made_by.skills if skilled else frozenset(),
        preferred_officer=rng.choice((None, None, None, *OFFICERS)),
    )


def _round(rng: random.Random, made_by: Shift, visits: tuple[int, ...]) -> ShiftChoice:
    if not visits:
        return IDLE
    any_time = (at(9, rng.choice((0, 30)), day=made_by.day), made_by.end)
    leg = rng.randint(0, len(visits)) if made_by.pause else None
    return ShiftChoice(visits, (any_time,) * len(visits), leg)


def _meet(
    rng: random.Random,
    day: int,
    shifts: list[Shift],
    visits: list[Visit],
    rounds: list[ShiftChoice],
) -> None:
    """Two of the day's officers end their rounds with a visit together, if their breaks allow."""
    two = rng.sample([s for s, shift in enumerate(shifts) if shift.day == day], 2)
    if any(len(rounds[s].visits) > 2 or rounds[s].break_leg == len(rounds[s].visits) for s in two):
        return
    signs = any(shifts[s].skills for s in two) and rng.random() < 0.5
    begin = TOGETHER_AT + DAY * day
    promised = rng.choice(two)
    appointment = Appointment(MONDAY.replace(day=30), 14 * HOUR, 600, shifts[promised].officers[0])
    visits.append(
        visit(
            len(visits) + 1,
            15,
            officers_needed=2,
            skills=SKILL if signs else frozenset(),
            appointment=appointment if day == 0 and rng.random() < 0.5 else None,
            preferred_officer=rng.choice((None, *OFFICERS)),
        )
    )
    for s in two:
        own = rounds[s]
        leg = own.break_leg
        if shifts[s].pause and leg is None:
            leg = 0
        rounds[s] = ShiftChoice((*own.visits, len(visits) - 1), (*own.starts, (begin, begin)), leg)


# -- brute force ----------------------------------------------------------------------------------


def handed_over(inputs: Inputs, plan: Plan) -> Iterator[tuple[Taken, Plan]]:
    """Every plan that the judge accepts with rounds handed over and an objective no worse."""
    alone = _placements(inputs, plan)
    by_day = [
        list(
            _takings(plan, [s for s, shift in enumerate(inputs.shifts) if shift.day == day], alone)
        )
        for day in range(DAYS)
    ]
    for parts in product(*by_day):
        taken = {r: s for part in parts for r, s in part.items()}
        changed = _with(inputs, plan, {s: alone[r, s] for r, s in taken.items()})
        sound = not judge(inputs, visit_times(inputs), street_tables(inputs), changed)
        if sound and changed.totals.objective <= plan.totals.objective:
            yield taken, changed


def shares(inputs: Inputs, plan: Plan) -> list[int]:
    """Thousandths of paid time that each officer is busy, rounded up, the highest first."""
    found = []
    for who in OFFICERS:
        own = [s for s, shift in enumerate(inputs.shifts) if who in shift.officers]
        paid = 0
        for worked_shift in (inputs.shifts[s] for s in own):
            paid += (
                worked_shift.end
                - worked_shift.begin
                - (worked_shift.pause.seconds if worked_shift.pause else 0)
            )
        busy = sum(
            stop.end - stop.begin + stop.leg.seconds for s in own for stop in plan.routes[s].stops
        ) + sum(plan.routes[s].way_back.seconds for s in own)
        found.append(-(-1000 * busy // paid))
    return sorted(found, reverse=True)


def _takings(plan: Plan, shifts: list[int], alone: dict[tuple[int, int], Route]) -> Iterator[Taken]:
    """Every way to give the rounds of a day to its shifts, one at most to each."""
    rounds = [s for s in shifts if plan.routes[s].stops]
    for takers in permutations(shifts, len(rounds)):
        taken = dict(zip(rounds, takers, strict=True))
        if all(pair in alone for pair in taken.items()):
            yield taken


def _placements(inputs: Inputs, plan: Plan) -> dict[tuple[int, int], Route]:
    """Each round in each shift of its day, where its hours and the break can be kept at all."""
    found = {}
    for r, route in enumerate(plan.routes):
        for s, target_shift in enumerate(inputs.shifts):
            if route.stops and target_shift.day == route.day and target_shift.mode == route.mode:
                ways = [route] if r == s else list(_placed(route, target_shift))
                placed = min(ways, key=_waited, default=None)
                if placed:
                    found[r, s] = placed
    return found


def _placed(route: Route, taker: Shift) -> Iterator[Route]:
    """The round in the other shift's hours, its break tried on every leg at every minute."""
    head = {"shift": taker.id, "officers": taker.officers, "begin": taker.begin, "end": taker.end}
    leave = route.stops[0].begin - route.stops[0].leg.seconds
    home = route.stops[-1].end + route.way_back.seconds
    bare = replace(route, **head, reserve=(), leave=leave, back=home, pause=None)
    if taker.pause is None:
        if taker.begin <= leave and home <= taker.end:
            yield bare
        return
    length = taker.pause.seconds
    for after in range(len(route.stops) + 1):
        free = route.stops[after - 1].end if after else taker.begin
        due = route.stops[after].begin if after < len(route.stops) else taker.end
        way = (route.stops[after].leg if after < len(route.stops) else route.way_back).seconds
        for begin in range(taker.pause.earliest, taker.pause.latest + 1, MINUTE):
            if begin < free or begin + length > due or due - free < way + length:
                continue
            doors = [
                replace(stop, arrive=stop.begin if k == after else stop.arrive)
                for k, stop in enumerate(_promptly(bare).stops)
            ]
            out, back = leave, home
            if after == 0 and begin + length > leave:
                out = min(begin, due - way - length)
            if after == len(route.stops) and begin < home:
                back = max(begin, free + way) + length
            if out >= taker.begin and max(back, begin + length) <= taker.end:
                pause = RouteBreak(begin, begin + length, after)
                yield replace(bare, leave=out, stops=tuple(doors), back=back, pause=pause)


def _waited(route: Route) -> int:
    """Seconds between leaving and coming back without way, visit or break."""
    spans = [(stop.begin, stop.end) for stop in route.stops]
    if route.pause:
        spans.append((max(route.pause.begin, route.leave), min(route.pause.end, route.back)))
    ways = sum(stop.leg.seconds for stop in route.stops) + route.way_back.seconds
    return route.back - route.leave - ways - sum(max(end - begin, 0) for begin, end in spans)


def _promptly(route: Route) -> Route:
    """Nobody dawdles on the way."""
    doors, free = [], route.leave
    for stop in route.stops:
        doors.append(replace(stop, arrive=free + stop.leg.seconds))
        free = stop.end
    return replace(route, stops=tuple(doors))


def _with(inputs: Inputs, plan: Plan, rounds: dict[int, Route]) -> Plan:
    """The plan with these rounds; who comes and what another officer costs is told anew."""
    routes = [rounds.get(s) or _empty(shift) for s, shift in enumerate(inputs.shifts)]
    comes: dict[str, list[Route]] = {}
    for route in routes:
        for stop in route.stops:
            comes.setdefault(stop.visit, []).append(route)
    told = []
    for route in routes:
        stops = []
        for stop in route.stops:
            together = comes[stop.visit]
            partner = [other.officers for other in together if other is not route]
            wanted = inputs.visits_by_id[stop.visit].preferred_officer
            there = {who for other in together for who in other.officers}
            charged = route is together[0] and wanted is not None and wanted not in there
            stops.append(
                replace(
                    stop,
                    partners=partner[0] if partner else (),
                    minor_cost=15 * MINUTE if charged else 0,
                )
            )
        told.append(replace(route, stops=tuple(stops), reserve=()))
    costs = sum(stop.minor_cost for route in told for stop in route.stops)
    # a quarter of every second waited, each round rounded
    waiting = sum((_waited(route) + 2) // 4 for route in told)
    totals = replace(plan.totals, minor_costs=costs, waiting=waiting)
    return replace(plan, routes=tuple(told), totals=totals)


def _empty(taker: Shift) -> Route:
    return Route(
        shift=taker.id,
        officers=taker.officers,
        day=taker.day,
        mode=taker.mode,
        begin=taker.begin,
        end=taker.end,
        leave=taker.begin,
        back=taker.begin,
        stops=(),
        way_back=Leg(0, 0),
        pause=None,
        reserve=(),
        expected_met=0.0,
        expected_busy=0,
    )
