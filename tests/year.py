"""Small stations planned week after week for a year, with doors that stay shut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.followup.apply import with_log
from routeplan.followup.due import row_mark
from routeplan.followup.knowledge import Knowledge
from routeplan.learning.evidence import Evidence
from routeplan.learning.learn import learn, with_learned
from routeplan.model.inputs import Inputs, PlanCalendar, Policy, Priority, Shift
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import make_plan
from routeplan.problem.solution import Budget
from routeplan.visitlog.log_records import Call, Channel, Result
from tests.stations import (
    HOUR,
    MINUTE,
    ZONE,
    Street,
    household,
    inputs_of,
    shift,
    street_tables,
    visit,
)

WEEK = timedelta(days=7)
FIRST_MONDAY = date(2026, 9, 7)
TEXTS = ("", "", "", "Mo-Fr 08:00-12:00", "Mo-Fr 09:00-11:00,16:00-19:00", "Tu,Th 13:00-15:00")
VISITING_HOURS = (
    ("Mo-Fr 08:00-10:00", 0.45),
    ("Mo-Fr 12:00-14:00", 0.55),
    ("Mo-Fr 10:00-12:00", 0.3),
    ("Mo-Fr 14:00-18:00", 0.35),
    ("Mo-Fr 18:00-20:00", 0.25),
)

AT_HOME = ((8, 20), (8, 20), (18, 20), (8, 10), (24, 24))
"""Hours from and to which somebody opens at times; the last never do."""

Opens = Callable[[str, date, int], bool]
"""Whether a household opens at a second of a day."""


@dataclass(frozen=True)
class Village:
    """Households along a street, the shifts of a week, and who opens when."""

    inputs: Inputs
    shifts: tuple[Shift, ...]
    opens: Opens


@dataclass
class Year:
    """What came of it: the days on which each household was called on, and met."""

    calls: dict[str, list[date]] = field(default_factory=dict)
    met: dict[str, date] = field(default_factory=dict)
    plans: list[Plan] = field(default_factory=list)

    def longest_wait(self, home: str, end: date) -> int:
        """Most weeks between two calls on a household that was not met, from the first week on."""
        until = self.met.get(home, end)
        days = [FIRST_MONDAY, *(day for day in self.calls.get(home, []) if day <= until), until]
        return max((later - day).days for day, later in pairwise(days)) // 7


def village(seed: int) -> Village:
    """Six to fourteen homes up to two hours' walk off, one to three officers."""
    random = Random(seed)
    number = random.randint(6, 14)
    places = sorted(random.sample(range(1, 60), number))
    homes = [
        household(k, random.choice(TEXTS), place=place) for k, place in enumerate(places, start=1)
    ]
    visits = [
        visit(k, random.choice([10, 15, 25]), priority=random.choice(list(Priority)[1:]))
        for k in range(1, number + 1)
    ]
    shifts = tuple(_shifts(random))
    policy = Policy(visiting_hours=VISITING_HOURS)
    inputs = inputs_of(homes, visits, shifts, days=5, policy=policy)
    hours = {home.id: random.choice(AT_HOME) for home in homes}
    return Village(inputs, shifts, _openings(seed, hours))


def _shifts(random: Random) -> Iterator[Shift]:
    for letter in "ABC"[: random.choice([1, 1, 2, 3])]:
        begin = random.choice([8, 11, 12])
        length = random.choice([4, 8, 9])
        cap = random.choice([None, None, 1, 3])
        for day in sorted(random.sample(range(5), random.choice([1, 3, 5]))):
            yield shift(letter, day, begin * HOUR, (begin + length) * HOUR, max_visits=cap)


def _openings(seed: int, hours: dict[str, tuple[int, int]]) -> Opens:
    """Within hours of their own, four times of ten; outside them never."""

    def opens(home: str, on: date, second: int) -> bool:
        first, until = hours[home]
        if not first * HOUR <= second < until * HOUR:
            return False
        return Random(f"{seed} {home} {on} {second}").random() < 0.4

    return opens


def lived(place: Village, weeks: int, iterations: int = 150) -> Year:
    """Every week planned, walked and recorded."""
    year, log = Year(), _Log(place.inputs)
    engine = RuinRecreate(threads=1)
    for week in range(weeks):
        monday = FIRST_MONDAY + week * WEEK
        inputs = log.known(replace(place.inputs, calendar=PlanCalendar(monday, 5, ZONE)))
        plan = make_plan(
            inputs,
            street_tables(inputs),
            Street(inputs),
            engine,
            budget=Budget(None, iterations),
            seed=week,
        )
        year.plans.append(plan)
        for route in plan.routes:
            on = monday + timedelta(days=route.day)
            for stop in route.stops:
                second = stop.begin - inputs.calendar.day_begin(route.day)
                opened = place.opens(stop.household, on, second)
                log.add(stop.household, on, second, opened=opened)
                year.calls.setdefault(stop.household, []).append(on)
                if opened:
                    year.met.setdefault(stop.household, on)
    return year


class _Log:
    """What a visit log would hold, without the file."""

    def __init__(self, inputs: Inputs) -> None:
        self.marks = {home.id: row_mark(home) for home in inputs.households}
        self.calls: list[Call] = []
        self.rows: list[tuple[str, str, int, str, None, int]] = []

    def add(self, home: str, on: date, second: int, *, opened: bool) -> None:
        result = Result.MET if opened else Result.OUT
        number = len(self.calls) + 1
        mark = self.marks[home]
        self.calls.append(Call(number, on, home, result, Channel.HOME, second, mark))
        self.rows.append((home, str(on), second, str(result), None, 0))

    def known(self, inputs: Inputs) -> Inputs:
        """The inputs of the next plan."""
        day = inputs.calendar.first_day
        begin = self.calls[0].day if self.calls else None
        known = Knowledge(day, begin, tuple(self.calls))
        applied = with_log(inputs, known, tolerance_seconds=10 * MINUTE)
        evidence = Evidence(len(self.rows), tuple(self.rows))
        return with_learned(learn(applied.inputs, evidence, {}, usual=15 * MINUTE))
