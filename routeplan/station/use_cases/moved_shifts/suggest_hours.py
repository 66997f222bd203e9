"""Which shift at other hours brings most people: the likeliest planned again, and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING

from routeplan.errors import InputError
from routeplan.phrases import Phrase, phrase, short_date
from routeplan.planning.expected_meetings import Expected, expected_of
from routeplan.station.use_cases.moved_shifts.possible_moves import hours_of

if TYPE_CHECKING:
    from routeplan.forecast.moved_shifts import ShiftMove
    from routeplan.model.changes import Edit
    from routeplan.model.inputs import TravelTables
    from routeplan.model.plan import Plan
    from routeplan.problem.solution import Watch
    from routeplan.station.reading.open_station import Frames, Workspace
    from routeplan.station.use_cases.plan_week import PlanRequest
    from routeplan.travel.source import TravelSource

TRIED = 4
"""So many moves are planned again, each of another shift: the best in a simulated week."""
SEEDS = 3
"""By so many seeds every plan is made: what one of them finds by luck is no gain."""
LEAST_GAIN = 0.05
"""Of a household, in the simulated week: a move that promises no more is not tried."""

Watching = Callable[[Phrase], AbstractContextManager["Watch | None"]]
"""Opens a progress line for a plan that is made again, which the phrase names."""


class Verdict(StrEnum):
    """What came of a move that was planned again."""

    HELPS = "helps"
    NO_MORE = "no-more"
    """No plan is sure to meet more households than without the move."""
    PROMISES = "promises"
    """A promise would be missed."""
    WORTH = "worth"
    """More would be met, but of those who matter more fewer."""


@dataclass(frozen=True, slots=True)
class TriedMove:
    """A move that was planned again.

    Parameters
    ----------
    estimate
        Households that a simulated week meets more, or fewer.
    met
        Households that each plan with it is expected to meet, by seeds; no more plans are made
        once one of them is no gain.
    gain
        The mean of these less the mean of the plans without it.
    """

    move: ShiftMove
    estimate: float
    met: tuple[float, ...]
    gain: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SuggestedHours:
    """What other hours of one shift bring.

    Parameters
    ----------
    met
        Households that each plan is expected to meet with the shifts as they are, by seeds.
    possible
        How many moves there were to choose from.
    tried
        Those that were planned again, those that help first, the greatest gain before others.
    interrupted
        Whether it was stopped by hand.
    """

    met: tuple[float, ...]
    possible: int
    tried: tuple[TriedMove, ...]
    interrupted: bool = False

    @property
    def helpful(self) -> tuple[TriedMove, ...]:
        """Moves with which every plan meets more than every plan without."""
        return tuple(tried_move for tried_move in self.tried if tried_move.verdict is Verdict.HELPS)

    @property
    def noise(self) -> float:
        """Households by which plans with the same shifts differ, by the luck of the search."""
        return max(self.met) - min(self.met)


class _InterruptedError(Exception):
    """The search was stopped by hand."""


def suggest_hours(
    workspace: Workspace,
    plan: Plan,
    source: TravelSource,
    tables: TravelTables,
    wanted: PlanRequest,
    *,
    watching: Watching,
    frames: Frames | None = None,
) -> SuggestedHours:
    """Rate every move by a simulated week, and plan the best ones again.

    Parameters
    ----------
    plan
        Made from the workspace as ``wanted``: its seed is the first.
    source, tables
        As of the plan.

    Raises
    ------
    JudgeError
        When a plan breaks a rule.
    """
    from routeplan.forecast.make_forecast import fitted
    from routeplan.forecast.moved_shifts import likeliest, met_in_a_week
    from routeplan.station.clock import today
    from routeplan.station.use_cases.moved_shifts.possible_moves import shift_moves, with_saturday

    inputs = with_saturday(workspace)
    moves = shift_moves(workspace, inputs, today=today())
    some = likeliest(inputs, moves)
    now, then = met_in_a_week(inputs, plan, some, fitted(workspace.inputs, plan))
    rated = sorted(
        zip(some, (met - now for met in then), strict=True), key=lambda candidate: -candidate[1]
    )
    again = _Again(workspace, plan, source, tables, wanted, watching, frames)
    bases: dict[int, list[Expected]] = {}
    tried: list[TriedMove] = []
    interrupted = plan.search.interrupted
    try:
        for move, estimate in () if interrupted else _one_a_shift(rated):
            days = max(plan.days, move.moved.day + 1)
            if days not in bases:
                bases[days] = again.as_it_is(days)
            if tried_move := again.tried(move, estimate, days, bases[days]):
                tried.append(tried_move)
    except (KeyboardInterrupt, _InterruptedError):
        interrupted = True
    known = bases.get(plan.days) or next(iter(bases.values()), [expected_of(plan)])
    tried.sort(key=lambda candidate: (candidate.verdict is not Verdict.HELPS, -candidate.gain))
    met = tuple(base.households for base in known)
    return SuggestedHours(met, len(moves), tuple(tried), interrupted)


def _one_a_shift(rated: Sequence[tuple[ShiftMove, float]]) -> Iterator[tuple[ShiftMove, float]]:
    """The best move of each shift, of the few shifts that promise most.

    No two of them to the same hours of one day: the same Saturday instead of Monday, of Tuesday and
    so on is one idea, and would leave no room for others.
    """
    seen: set[str] = set()
    there: set[tuple[tuple[str, ...], int]] = set()
    for move, more in rated:
        instead = move.moved.officers, move.moved.begin
        is_new = move.shift.id not in seen and instead not in there
        if more >= LEAST_GAIN and is_new and len(seen) < TRIED:
            seen.add(move.shift.id)
            there.add(instead)
            yield move, more


@dataclass(frozen=True)
class _Again:
    """Plans made again, as the first one was."""

    workspace: Workspace
    plan: Plan
    source: TravelSource
    tables: TravelTables
    wanted: PlanRequest
    watching: Watching
    frames: Frames | None

    def as_it_is(self, days: int) -> list[Expected]:
        """What plans of so many days are expected to meet with the shifts as they are."""
        workspace = self.workspace if days == self.plan.days else self._read((), days)
        seeds = range(SEEDS)
        first = []
        if days == self.plan.days:
            first, seeds = [expected_of(self.plan)], range(1, SEEDS)
        return first + [
            self._expected(workspace, seed, phrase("the shifts as they are")) for seed in seeds
        ]

    def tried(
        self, move: ShiftMove, estimate: float, days: int, base: Sequence[Expected]
    ) -> TriedMove | None:
        """Made by each seed, until one plan is no gain; None where the tables would be refused."""
        try:
            workspace = self._read(move.edits, days)
        except InputError:
            return None
        made: list[Expected] = []
        for seed in range(SEEDS):
            made.append(self._expected(workspace, seed, self._named(move)))
            if _against(made[-1], base) is not Verdict.HELPS:
                break
        met = tuple(expectation.households for expectation in made)
        return TriedMove(move, estimate, met, _gain(base, made), compared(base, made))

    def _read(self, edits: Sequence[Edit], days: int) -> Workspace:
        """The tables with these cells in them, and what the log had taught for the plan."""
        from routeplan.model.changes import Changes
        from routeplan.station.clock import today
        from routeplan.station.reading.from_log import FromLog
        from routeplan.station.reading.open_station import read_workspace

        log, plan = FromLog(), self.plan
        if plan.log_entry is not None:
            log = FromLog(learning=plan.learned, entry=plan.log_entry, begun=True)
        read = read_workspace(
            self.workspace.root,
            today=today(),
            first_day=plan.first_day,
            days=days,
            log=log,
            edits=edits,
            frames=self.frames,
        )
        absences = self.workspace.absences
        return read.changed(Changes(absences=absences)) if absences else read

    def _expected(self, workspace: Workspace, seed: int, what: Phrase) -> Expected:
        from routeplan.station.use_cases.plan_week import plan_week

        wanted = replace(self.wanted, seed=self.wanted.seed + seed)
        with self.watching(what) as watch:
            planned = plan_week(workspace, self.source, self.tables, wanted, watch=watch)
        if planned.plan.search.interrupted:
            raise _InterruptedError
        return expected_of(planned.plan)

    def _named(self, move: ShiftMove) -> Phrase:
        """``Dahl Emma on Tue 1 Dec, 12:00-20:00``."""
        inputs, moved = self.workspace.inputs, move.moved
        names = " + ".join(inputs.officers_by_id[officer].name for officer in moved.officers)
        return phrase(
            "{officers} on {day}, {hours}",
            officers=names,
            day=short_date(inputs.calendar.date_of(moved.day)),
            hours=hours_of(inputs, move.moved),
        )


def compared(base: Sequence[Expected], made: Sequence[Expected]) -> Verdict:
    """What plans with a move are against those without it.

    It helps when every one of them does, and their mean gains more than the plans without it differ
    among themselves.
    """
    for expectation in made:
        if (verdict := _against(expectation, base)) is not Verdict.HELPS:
            return verdict
    least, most = (choose(expectation.households for expectation in base) for choose in (min, max))
    return Verdict.HELPS if _gain(base, made) > most - least else Verdict.NO_MORE


def _gain(base: Sequence[Expected], made: Sequence[Expected]) -> float:
    return fmean(expectation.households for expectation in made) - fmean(
        expectation.households for expectation in base
    )


def _against(made: Expected, base: Sequence[Expected]) -> Verdict:
    """One plan with the move against every plan without it, promises first."""
    if made.promises_missed > min(expectation.promises_missed for expectation in base):
        return Verdict.PROMISES
    if made.households <= max(expectation.households for expectation in base):
        return Verdict.NO_MORE
    if made.worth_lost > max(expectation.worth_lost for expectation in base):
        return Verdict.WORTH
    return Verdict.HELPS
