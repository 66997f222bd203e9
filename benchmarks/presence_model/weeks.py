"""Weeks of planning, walking and recording at one station by one strategy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path

from benchmarks.presence_model.cards import Cards, date_of, promised_on
from benchmarks.presence_model.doors import DayOfRun, Residents
from benchmarks.presence_model.execution import filling
from benchmarks.presence_model.replay import Ring, Walk
from benchmarks.presence_model.station import (
    FIRST_DAY,
    Size,
    promised_times,
    write_homes,
    write_station,
)
from benchmarks.presence_model.strategies import PlannedWeek, Strategy
from benchmarks.presence_model.truth import DAYS_A_WEEK, Truth
from routeplan.followup.due import row_mark
from routeplan.followup.logged_rounds import rounds_of
from routeplan.followup.recording import record_results
from routeplan.learning.calibration import Calibration, calibration
from routeplan.model.inputs import Inputs
from routeplan.station.reading.open_station import read_workspace
from routeplan.visitlog.log_records import Entry, Promise, Result, Round

DAYS_OF_A_WEEK = 7
TOLERANCE_SECONDS = 600
"""Of a promised time, either way, as the settings start with."""


@dataclass(frozen=True)
class Outcome:
    """What the weeks came to; times in seconds.

    ``by_week`` counts the households met in each week, ``ever_by_week`` those met at least once by
    its end. ``never`` were not even called on, ``in_vain`` is the most calls on one household that
    never opened, ``longest_wait`` the most weeks that one which was due waited for a call.
    Of the stops ``printed`` some were ``unreached``, some of the ``rounds`` were back
    ``late``, of the ``promises`` some were ``kept``, and of the ``cards`` left some were
    ``answered``. ``brier`` scores the chances that were learned, ``brier_set`` those as set (see
    ``routeplan.learning.calibration``); None where nothing was learned.
    """

    by_week: tuple[int, ...]
    ever_by_week: tuple[int, ...]
    households: int
    hours_a_week: int
    rings: int
    reserve_rings: int
    walked: int
    at_doors: int
    printed: int
    unreached: int
    rounds: int
    late: int
    promises: int
    kept: int
    never: int
    in_vain: int
    longest_wait: int
    cards: int = 0
    answered: int = 0
    brier: float | None = None
    brier_set: float | None = None

    @property
    def ever(self) -> int:
        """Households met at least once."""
        return self.ever_by_week[-1]

    @property
    def idle(self) -> float:
        """Part of the duty that was spent neither on the way nor at doors."""
        return 1 - (self.walked + self.at_doors) / (3600 * self.hours)

    def hours_until(self, share: float) -> float | None:
        """Officer-hours until so many of the households were met, within a week by its share.

        None where that was not reached.
        """
        wanted, before = share * self.households, 0
        for week, ever in enumerate(self.ever_by_week):
            if ever >= wanted:
                part = (wanted - before) / (ever - before)
                return (week + part) * self.hours_a_week
            before = ever
        return None

    @property
    def met(self) -> int:
        return sum(self.by_week)

    @property
    def hours(self) -> int:
        """Officer-hours on duty."""
        return len(self.by_week) * self.hours_a_week

    @property
    def met_an_hour(self) -> float:
        return self.met / self.hours


class Waits:
    """How many weeks each household that is due has waited for a call."""

    def __init__(self, truth: Truth, revisit_days: int) -> None:
        self.rests = -(-revisit_days // DAYS_OF_A_WEEK)
        self.since = dict.fromkeys((home.id for home in truth.homes), 0)
        self.longest = 0

    def add(self, week: int, called: Collection[str], met: Collection[str]) -> None:
        """The calls of a week; whoever is met is due again after the rest."""
        for home, since in self.since.items():
            self.longest = max(self.longest, week - since + (home not in called))
            if home in called:
                self.since[home] = week + (self.rests if home in met else 1)


def run_weeks(folder: Path, truth: Truth, strategy: Strategy, size: Size) -> Outcome:
    """Plan, walk and record week after week; each plan sees the strategy's own visit log only."""
    write_station(folder, truth, strategy.sets, size, filling=filling(strategy.execution))
    run = Run(folder, truth, strategy, size)
    for week in range(size.weeks):
        run.week(week)
    return run.outcome()


@dataclass
class Tally:
    """Sums over the rounds; seconds where they are times."""

    reserve_rings: int = 0
    walked: int = 0
    at_doors: int = 0
    printed: int = 0
    unreached: int = 0
    rounds: int = 0
    late: int = 0
    promises: int = 0
    kept: int = 0

    def add(self, walk: Walk, rings: Collection[Ring]) -> None:
        """A round that was walked."""
        self.reserve_rings += sum(ring.is_reserve for ring in rings)
        self.walked += walk.walked
        self.at_doors += walk.at_doors
        self.printed += walk.printed
        self.unreached += walk.unreached
        self.rounds += 1
        self.late += walk.back > walk.route.end


class Run:
    """The weeks of one strategy at one station."""

    def __init__(self, folder: Path, truth: Truth, strategy: Strategy, size: Size) -> None:
        self.folder, self.truth, self.strategy, self.size = folder, truth, strategy, size
        self.residents = Residents(truth, notices=strategy.cards)
        self.cards = Cards(self.residents, size)
        self.waits = Waits(truth, size.revisit_days)
        self.tally = Tally()
        self.calls: Counter[str] = Counter()
        self.ever: set[str] = set()
        self.by_week: list[int] = []
        self.ever_by_week: list[int] = []
        self._promise()

    def week(self, week: int) -> None:
        """Plan it, walk its days one after the other, and record them."""
        self._write_promised(week)
        monday = FIRST_DAY + timedelta(weeks=week)
        planned = self.strategy.open_week(
            self.folder, self.truth, monday, DAYS_A_WEEK, self.size.iterations
        )
        met: set[str] = set()
        called: set[str] = set()
        for day in range(DAYS_A_WEEK):
            called |= self._day(planned, week, day, met)
        self.waits.add(week, called, met)
        self.ever |= met
        self.by_week.append(len(met))
        self.ever_by_week.append(len(self.ever))

    def _promise(self) -> None:
        """Times promised by telephone, long before; nothing else is promised for the same time."""
        for week in range(self.size.weeks):
            for home, (day, seconds) in promised_times(self.truth, self.size, week).items():
                number = self.residents.number[home], week * DAYS_A_WEEK + day
                self.residents.promised[number] = seconds

    def _write_promised(self, week: int) -> None:
        """Those of the week stand in the table, but for what has lapsed."""
        times = promised_times(self.truth, self.size, week)
        first = week * DAYS_A_WEEK
        cells = {
            home: Promise(date_of(first + day), at).when
            for home, (day, at) in times.items()
            if (self.residents.number[home], first + day) in self.residents.promised
        }
        write_homes(self.folder, self.truth, self.strategy.sets, self.size, cells)

    def _day(self, planned: PlannedWeek, week: int, day: int, met: set[str]) -> set[str]:
        """The rounds of a day; whom they called on, and ``met`` grows."""
        number = week * DAYS_A_WEEK + day
        inputs, plan = planned.inputs, planned.plan
        doors = DayOfRun(self.residents, inputs.calendar, week, day)
        rounds = {
            logged_round.shift: logged_round
            for logged_round in rounds_of(plan, inputs.calendar)
            if logged_round.stops
        }
        entries: list[Entry] = []
        walked: list[Round] = []
        rung: list[Ring] = []
        for route in sorted(plan.routes, key=lambda day_route: day_route.leave):
            if route.day != day or not route.stops:
                continue
            walk = Walk(inputs, planned.travel, route, doors, met, self.strategy.second_ring)
            rings = list(walk.rings())
            self.tally.add(walk, rings)
            walked.append(rounds[route.shift])
            entries += [_entry(ring, rounds[route.shift], inputs) for ring in written(rings)]
            rung += rings
        self.calls.update(ring.household for ring in rung)
        self._count_promises(number, rung, inputs.calendar.day_begin(day))
        self._record(entries, walked, number)
        if self.strategy.cards:
            self.cards.leave(number, entries)
            answers = self.cards.answers(number)
            self._record(answers, (), number, correcting=True)
            if answers and day + 1 < DAYS_A_WEEK:
                planned.take_in(date_of(number + 1))
        return {ring.household for ring in rung}

    def _count_promises(self, day: int, rung: Collection[Ring], begin: int) -> None:
        """A promise is kept where an officer rings at the promised time, whoever opens."""
        for home, at in promised_on(self.residents, day).items():
            self.tally.promises += 1
            times = (ring.at - begin for ring in rung if ring.household == home)
            self.tally.kept += any(abs(time - at) <= TOLERANCE_SECONDS for time in times)

    def _record(
        self,
        entries: Collection[Entry],
        rounds: Collection[Round],
        day: int,
        *,
        correcting: bool = False,
    ) -> None:
        """The evening of a working day, into the visit log."""
        if entries:
            record_results(
                self.folder / "data" / "visits.db",
                entries,
                rounds,
                at=f"{date_of(day)}T20:00:00+02:00",
                by="benchmark",
                correcting=correcting,
            )

    def outcome(self) -> Outcome:
        """What the weeks came to."""
        in_vain = (count for home, count in self.calls.items() if home not in self.ever)
        scored = _calibrated(self.folder, self.size) if self.strategy.learning else None
        return Outcome(
            by_week=tuple(self.by_week),
            ever_by_week=tuple(self.ever_by_week),
            households=len(self.truth.homes),
            hours_a_week=self.size.hours_a_week,
            rings=self.calls.total(),
            **asdict(self.tally),
            never=len(self.truth.homes) - len(self.calls),
            in_vain=max(in_vain, default=0),
            longest_wait=self.waits.longest,
            cards=len(self.cards.left),
            answered=self.cards.answered,
            brier=scored and scored.learned.brier,
            brier_set=scored and scored.set.brier,
        )


def _calibrated(folder: Path, size: Size) -> Calibration | None:
    """The chances that the weeks had, beside what came in them."""
    after = FIRST_DAY + timedelta(weeks=size.weeks)
    workspace = read_workspace(folder, today=after, first_day=after, environment={})
    assert workspace.learning is not None
    return calibration(workspace.learning, 1)


def written(rings: Sequence[Ring]) -> list[Ring]:
    """What is written down of a round: of two rings at one stop the one that counts."""
    by_stop: dict[str, Ring] = {}
    for ring in rings:
        if ring.met or ring.stop not in by_stop:
            by_stop[ring.stop] = ring
    return [*by_stop.values()]


def _entry(ring: Ring, of_round: Round, inputs: Inputs) -> Entry:
    """As ``record`` writes it: at the printed time; where none is printed the officer's own."""
    stop = of_round.stop(ring.stop)
    assert stop is not None
    day = (of_round.day - inputs.calendar.first_day).days
    return Entry(
        day=of_round.day,
        household=ring.household,
        visit=ring.visit,
        officers=of_round.officers,
        result=Result.MET if ring.met else Result.OUT,
        round=of_round.id,
        stop=ring.stop,
        persons=int(ring.met),
        called_at=ring.at - inputs.calendar.day_begin(day) if stop.begin is None else stop.begin,
        row_mark=row_mark(inputs.household(ring.household)),
    )
