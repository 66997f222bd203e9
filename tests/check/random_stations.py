"""Small stations with everything that a station can have, drawn by a seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from routeplan.model.inputs import (
    NO_WAY,
    Appointment,
    Household,
    Inputs,
    Mode,
    PlanCalendar,
    Policy,
    Priority,
    Shift,
    ShiftBreak,
    TravelTables,
    Visit,
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

CLOCK_CHANGE = date(2026, 10, 24)
"""The clocks go back in the night to the 25th."""
CLOCK_JUMPS = date(2027, 3, 27)
"""They go forward in the night to the 28th."""
HOURS = (
    "",
    "",
    "Mo-Su 09:00-12:00",
    "Mo-Su 09:00-10:30,13:00-15:00",
    "Mo,We 12:00-13:30",
    "Tu-Su 17:00-21:00",
    "Fr 10:00-11:00",
)
VISITING_HOURS = (
    ("Mo-Fr 08:00-10:00", 0.2),
    ("Mo-Su 12:00-13:30", 0.8),
    ("Mo-Su 08:00-21:00", 0.5),
)
SKILLS = (frozenset[str](), frozenset({"signs"}), frozenset({"signs", "law"}))


@dataclass(frozen=True)
class RandomStation:
    """A station with its travel times and the longest day asked for."""

    inputs: Inputs
    travel: TravelTables
    longest_day: int | None


def random_station(seed: int) -> RandomStation:
    random = Random(seed)
    days = random.randint(1, 4)
    first_day = random.choice([MONDAY, MONDAY, CLOCK_CHANGE])
    places = random.randint(2, 9)
    homes, visits, refused = [], [], []
    for number in range(1, random.randint(4, 16)):
        home = _household(random, number, places)
        homes.append(home)
        calls = _visits(random, number, first_day, days)
        (refused if home.do_not_call else visits).extend(calls)
    inputs = inputs_of(
        homes,
        visits,
        list(_shifts(random, days)),
        days=days,
        policy=_policy(random),
        refused=refused,
    )
    inputs = replace(inputs, calendar=PlanCalendar(first_day, days, ZONE))
    longest_day = random.choice([None, 0, 2 * HOUR])
    return RandomStation(inputs, _travel(random, inputs), longest_day)


def unlike_station(seed: int) -> RandomStation:
    """A station unlike the demonstration: by turns nights, a loose week, one officer, a clock jump.

    Otherwise as :func:`random_station` draws it.
    """
    drawn = random_station(seed)
    inputs, kind = drawn.inputs, seed % 4
    if kind == 0:  # nights: every shift begins twelve hours later and may end after midnight
        shifts = [_later(shift, 12 * HOUR) for shift in inputs.shifts]
        inputs = replace(inputs, shifts=tuple(shifts), policy=_at_night(inputs.policy))
    elif kind == 1:  # a loose week: two visits for all the shifts
        inputs = replace(inputs, visits=inputs.visits[:2])
    elif kind == 2:  # a single officer
        own = tuple(shift for shift in inputs.shifts if shift.officers == ("A",))
        inputs = replace(inputs, shifts=own)
    else:  # the night in which the clock jumps ahead
        days = inputs.calendar.days
        shifts = [_later(shift, 12 * HOUR) for shift in inputs.shifts]
        calendar = PlanCalendar(CLOCK_JUMPS, days, ZONE)
        visits = tuple(
            replace(v, appointment=None, latest=None, earliest=None) for v in inputs.visits
        )
        inputs = replace(inputs, calendar=calendar, shifts=tuple(shifts), visits=visits)
        inputs = replace(inputs, policy=_at_night(inputs.policy))
    return replace(drawn, inputs=inputs, travel=_travel(Random(seed), inputs))


def _later(shift: Shift, seconds: int) -> Shift:
    """The shift that much later, no longer than until 30:00 of its day."""
    end = min(shift.end + seconds, DAY * shift.day + 30 * HOUR)
    begin = min(shift.begin + seconds, end - HOUR)
    rest = shift.pause
    pause = None
    if rest is not None and end - begin > 2 * rest.seconds:
        earliest = begin + (end - begin - rest.seconds) // 2
        pause = ShiftBreak(earliest, end - rest.seconds, rest.seconds)
    return replace(shift, begin=begin, end=end, pause=pause)


def _at_night(policy: Policy) -> Policy:
    hours = (("Mo-Su 18:00-24:00", 0.6), ("Mo-Su 00:00-06:00", 0.3))
    return replace(policy, visiting_hours=hours, quiet_hours="")


def _household(random: Random, number: int, places: int) -> Household:
    place = random.randint(1, places)
    refuses = random.random() < 0.1
    return household(number, random.choice(HOURS), place=place, do_not_call=refuses)


def _visits(random: Random, number: int, first_day: date, days: int) -> Iterator[Visit]:
    least = random.randint(0, 2)
    for k in range(random.choice([1, 1, 1, 2, 3])):
        due = first_day + timedelta(days=random.randint(-90, 30))
        latest = first_day + timedelta(days=random.randint(0, 6))
        yield visit(
            number,
            random.choice([5, 10, 15, 40]),
            id=f"v{number}/{k}",
            priority=random.choice(list(Priority)),
            due=due if random.random() < 0.3 else None,
            latest=latest if random.random() < 0.2 else None,
            earliest=latest if random.random() < 0.1 else None,
            unmet_since=due if random.random() < 0.3 else None,
            first_meeting=number % 3 == 0,
            appointment=_appointment(random, first_day, days) if random.random() < 0.15 else None,
            officers_needed=2 if random.random() < 0.2 else 1,
            skills=random.choice(SKILLS) if random.random() < 0.3 else SKILLS[0],
            preferred_officer=random.choice([None, None, "A", "B"]),
            least_days_between=least,
        )


def _appointment(random: Random, first_day: date, days: int) -> Appointment:
    return Appointment(
        on=first_day + timedelta(days=random.randrange(days)),
        at_seconds=random.randint(9 * 4, 18 * 4) * 15 * MINUTE,
        tolerance_seconds=random.choice([0, 10 * MINUTE]),
        officer=random.choice([None, None, "A", "C"]),
    )


def _shifts(random: Random, days: int) -> Iterator[Shift]:
    for day in range(days):
        for officers in ("A", "B", "C", "DE"):
            if random.random() < 0.3:
                continue
            begin = random.choice([8, 9, 14]) * HOUR
            end = begin + random.choice([2, 4, 8, 12]) * HOUR
            yield shift(
                officers,
                day,
                begin,
                end,
                mode=random.choice(list(Mode)),
                pause=_pause(random, DAY * day + begin, DAY * day + end),
                skills=random.choice(SKILLS),
                max_visits=random.choice([None, None, 1, 3]),
                max_busy_seconds=random.choice([None, None, HOUR, 3 * HOUR]),
            )


def _pause(random: Random, begin: int, end: int) -> ShiftBreak | None:
    seconds = random.choice([20, 45]) * MINUTE
    earliest = random.randint(begin, end - seconds)
    latest = min(earliest + random.choice([0, 30, 120]) * MINUTE, end - seconds)
    return ShiftBreak(earliest, latest, seconds) if random.random() < 0.6 else None


def _policy(random: Random) -> Policy:
    return Policy(
        visiting_hours=random.choice([VISITING_HOURS, VISITING_HOURS[2:]]),
        quiet_hours=random.choice(["", "Mo-Su 12:30-13:00"]),
        reserve_stops=random.choice([0, 2, 12]),
        # a quarter, nothing or a minute for each minute waited; 1.0: no calls of spare time
        waiting_price=random.choice([0.25, 0.25, 0.0, 1.0]),
        keep_free=random.choice([0.1, 0.1, 0.5, 1.0]),
    )


def _travel(random: Random, inputs: Inputs) -> TravelTables:
    """Bikes and cars are faster; some places cannot be reached, left, or only by one mode."""
    tables = street_tables(inputs, {Mode.FOOT: random.choice([2, 9]), Mode.BIKE: 1, Mode.CAR: 1})
    seconds, metres = tables.seconds.copy(), tables.metres.copy()
    for mode in range(len(tables.modes)):
        for place in range(1, len(inputs.places)):
            for cut in random.choices(("", "there", "away"), weights=(18, 1, 1), k=2):
                cells = (mode, slice(None), place) if cut == "there" else (mode, place)
                for table in (seconds, metres) if cut else ():
                    table[cells] = NO_WAY
                    table[mode, place, place] = 0
    return TravelTables(tables.modes, seconds, metres, tables.source)
