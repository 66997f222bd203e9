"""A random station's plan, and something that happens to one of its days."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.changes import Absence, Changes, Further, GivenVisit, NewTime
from routeplan.model.locks import Lock, begun, locked_visits
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import make_plan
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.replan import Replanned, replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.solution import Budget
from tests.check.random_stations import RandomStation, random_station
from tests.stations import DAY, HOUR, MINUTE, Street

ENGINE = RuinRecreate(threads=1)


@dataclass(frozen=True)
class RandomDay:
    """The plan before, what happened, and the plan after."""

    station: RandomStation
    before: Plan
    request: ReplanTask
    made: Replanned

    @property
    def settled(self) -> set[str]:
        return begun(self.before, self.request.now) | locked_visits(self.before, self.request.locks)


def random_day(seed: int) -> RandomDay | None:
    """None where the plan has no stop that anything could happen to."""
    station = random_station(seed)
    source = Street(station.inputs)
    before = make_plan(
        station.inputs,
        station.travel,
        source,
        ENGINE,
        budget=Budget(None, 200),
        longest_day=station.longest_day,
    )
    stops = [stop for route in before.routes for stop in route.stops]
    if not stops:
        return None
    request = _request(Random(seed), station, before)
    made = replan(
        before,
        station.inputs,
        request,
        station.travel,
        source,
        ENGINE,
        budget=Budget(None, 200),
    )
    return RandomDay(station, before, request, made)


def _request(random: Random, station: RandomStation, plan: Plan) -> ReplanTask:
    now = random.choice([0, random.randrange(plan.days * DAY)])
    routes = [route for route in plan.routes if route.stops]
    lock = random.choice(routes)
    locks = random.choice(
        [
            (),
            (Lock("L1", visit=random.choice(lock.stops).visit),),
            (Lock("L1", officer=lock.officers[0]),),
        ]
    )
    settled = begun(plan, now) | locked_visits(plan, locks)
    ahead = [stop.visit for route in routes for stop in route.stops if stop.visit not in settled]
    hit = random.choice(routes)
    absences: tuple[Absence, ...] = ()
    locked = locked_visits(plan, locks)
    if random.random() < 0.5 and hit.end > now and not any(s.visit in locked for s in hit.stops):
        begin = max(now, random.randint(hit.begin, hit.end - MINUTE))
        end = random.randint(begin + 1, hit.end + MINUTE)
        absences = (Absence(hit.officers[0], begin, end),)
    named = random.sample(ahead, min(len(ahead), 3))
    return ReplanTask(
        now=now,
        keep=random.choice(list(Keep)),
        changes=Changes(
            absences,
            tuple(named[:1]) if random.random() < 0.4 else (),
            tuple(_new_time(random, station, v) for v in named[1:2] if random.random() < 0.4),
            tuple(
                GivenVisit(v, random.choice(station.inputs.officers).id, "so")
                for v in named[2:3]
                if random.random() < 0.4 and not station.inputs.visits_by_id[v].appointment
            ),
        ),
        locks=locks,
        longest_day=plan.search.longest_day_seconds,
    )


def _new_time(random: Random, station: RandomStation, visit: str) -> NewTime:
    calendar = station.inputs.calendar
    hour = random.randint(8, 19)
    return NewTime(visit, random.choice(calendar.dates), 3600 * hour, 600)


def doors_called_on_again(seed: int) -> RandomDay | None:
    """Nobody has opened so far, and nothing else has happened; None where nobody was called on."""
    station, random = random_station(seed), Random(seed)
    source = Street(station.inputs)
    before = make_plan(station.inputs, station.travel, source, ENGINE, budget=Budget(None, 100))
    day = random.randrange(before.days)
    now = DAY * day + random.choice([0, 11 * HOUR])
    calls = [stop for route in before.routes for stop in route.stops if stop.begin < now]
    if not calls:
        return None
    earliest = station.inputs.calendar.date_of(day)
    homes = dict.fromkeys(stop.household for stop in calls)
    again = [Further(f"{home}/9", home, earliest) for home in homes]
    request = ReplanTask(
        now=now,
        keep=random.choice(list(Keep)),
        again=tuple(again),
    )
    ways = (station.travel, source, ENGINE)
    made = replan(before, station.inputs, request, *ways, budget=Budget(None, 200))
    return RandomDay(station, before, request, made)
