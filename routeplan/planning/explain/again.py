"""Planning again, as the chief would: what is promised is tried before it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from routeplan.errors import InputError, JudgeError
from routeplan.model.changes import Edit, changed_inputs
from routeplan.model.inputs import Mode, Place, TravelTables
from routeplan.model.plan import Leg, Plan, Totals
from routeplan.planning.explain.edited_inputs import Setting, edited
from routeplan.planning.explain.every_rule_kept import is_sound
from routeplan.planning.explain.explanation_records import Where
from routeplan.planning.explain.other_ways import forced, where_of, without
from routeplan.planning.explain.plan_case import Decided, PlanCase, is_evened
from routeplan.planning.make_plan import NO_LONGEST_DAY, make_plan
from routeplan.planning.plan_to_solution import reopen
from routeplan.planning.replan.constrained_problem import Keep
from routeplan.planning.replan.cut_shifts import onto_shifts
from routeplan.planning.replan.replan import replan
from routeplan.planning.replan.request import ReplanTask
from routeplan.problem.arrays import Problem
from routeplan.problem.cost import totals_of
from routeplan.problem.solution import Budget
from routeplan.problem.tour import makers_of
from routeplan.travel.source import Journey, Progress, leg_of

ITERATIONS = 4000
"""Of a plan made again, and as many more for every visit as the next number says."""
ITERATIONS_A_VISIT = 40
SHARES = (0.2, 0.2, 1.0, 0.2, 1.0)
"""What share of them each plan has, by seeds of their own: all plans have to agree. What only a
long search finds is not promised, nor what a long search thinks better of."""
MANY_VISITS = 150
"""Above, a plan begun from nothing in a moment is far from the best: the plan is searched on."""
ITERATIONS_ON = 1000
SEEDS_ON = 2
HANDICAP = 0.75
"""Where the plan is searched on, a visit has to come in though it were worth so much less."""
SEEDS_APART = 3
MARGIN = 300
"""The best plan that has the visit is to cost so many seconds less than the best without it, each
searched for apart by several seeds: no promise on a knife's edge."""


@dataclass
class _Undrawn:
    """A travel source whose ways nobody will look at."""

    source: str
    estimate: bool

    def tables(
        self, places: Sequence[Place], modes: Sequence[Mode], progress: Progress | None = None
    ) -> TravelTables:
        raise NotImplementedError("the plan's own tables are used")

    def legs(
        self, _places: Sequence[Place], journeys: Sequence[Journey], tables: TravelTables
    ) -> list[Leg]:
        return [leg_of(journey, tables) for journey in journeys]

    def far_from_streets(
        self, _places: Sequence[Place], _modes: Sequence[Mode]
    ) -> list[tuple[int, Mode, float]]:
        return []

    def close(self) -> None:
        pass


Places = Mapping[str, Where]
"""By visit: where a plan has it."""


def brings_in(case: PlanCase, edits: Sequence[Edit], v: int) -> Where | None:
    """Where a visit stands when the station is planned again with these edits in its tables.

    None unless every plan has it, and all other visits of its household: which of two like ones is
    left out is left to chance.
    """
    setting = _reread(case, edits)
    if setting is None:
        return None
    wanted, first = case.inputs.visits[v], None
    calls = [u.id for u in setting.inputs.visits if u.household == wanted.household]
    for made in _made_again(case, setting, calls):
        if made is None or any(visit not in made for visit in calls):
            return None
        first = made[wanted.id]
    return first


def better_plans(case: PlanCase) -> list[Places]:
    """Plans made again with nothing changed; none unless all of them cost less than this one."""
    if len(case.inputs.visits) > MANY_VISITS:
        return []  # a plan searched on is better always, and tells nothing of one begun anew
    now, better = _value(case.plan.totals), []
    for seed, share in enumerate(SHARES):
        if share < 1:
            continue
        plan = _plan(case, case.as_planned, seed, share)
        if plan is None or _value(plan.totals) >= now:
            return []
        better.append(_places(plan))
    return better


def _made_again(case: PlanCase, setting: Setting, calls: Sequence[str]) -> Iterator[Places | None]:
    """Where plans made again have visits, at least these; None where one cannot be made."""
    if len(setting.inputs.visits) > MANY_VISITS:
        for seed in range(SEEDS_ON):
            yield _searched_on(case, setting, seed, calls)
        return
    for seed, share in enumerate(SHARES):
        plan = _plan(case, setting, seed, share)
        yield None if plan is None else _places(plan)
        if seed == 0 and case.decided is None and not _is_clear(case, setting, calls):
            yield None


def _is_clear(case: PlanCase, setting: Setting, calls: Sequence[str]) -> bool:
    """Whether plans with these visits cost clearly less than plans without any one of them."""
    problem, names = case.numbers(setting), [visit.id for visit in setting.inputs.visits]
    visits = [names.index(visit) for visit in calls]
    wanted = problem
    for v in visits:
        wanted = forced(wanted, v)
    made = _least(case, setting, problem, wanted)
    for v in visits:
        missed, cost = _least(case, setting, problem, without(problem, v))
        if made >= (missed, cost) or (made[0] == missed and made[1] > cost - MARGIN):
            return False
    return True


def _least(
    case: PlanCase, setting: Setting, problem: Problem, searched: Problem
) -> tuple[int, int]:
    """Promises missed and cost of the best answer to a problem that is searched in another form.

    Searched for anew by several seeds, and on from the plan.
    """
    first, budget = case.plan.search.seed, _budget(setting)
    on = reopen(case.plan, setting.inputs, searched)
    solutions = [case.engine.solve(searched, budget, seed=first, start=on)]
    solutions += [case.engine.solve(searched, budget, seed=first + k) for k in range(SEEDS_APART)]
    return min(_value(totals_of(problem, solution)) for solution in solutions)


def _places(plan: Plan) -> Places:
    places: dict[str, Where] = {}
    for route in plan.routes:
        for stop in route.stops:
            others = places[stop.visit].officers if stop.visit in places else ()
            places[stop.visit] = Where((*others, *route.officers), route.day, stop.begin)
    return places


def _value(totals: Totals) -> tuple[int, int]:
    return totals.promises_missed, totals.objective


def _searched_on(
    case: PlanCase, setting: Setting, seed: int, calls: Sequence[str]
) -> Places | None:
    """Where a search on from the plan has these visits, though they were worth less."""
    inputs = setting.inputs
    if case.decided is not None:
        inputs = changed_inputs(inputs, case.decided.changes)
    problem = case.numbers(replace(setting, inputs=inputs))
    visits = {u: visit.id for u, visit in enumerate(inputs.visits) if visit.id in calls}
    less = worth_times(problem, [u for u in visits if not problem.promised[u]], HANDICAP)
    start = reopen(onto_shifts(case.plan, inputs), inputs, less)
    budget = Budget(None, ITERATIONS_ON)
    solution = case.engine.solve(less, budget, seed=case.plan.search.seed + seed, start=start)
    risk = case.risk_of(inputs, problem)
    if not (is_sound(problem, solution) and risk.keeps_to_risk(solution)):
        return None
    return {
        visit: where_of(inputs, problem, solution, u)
        for u, visit in visits.items()
        if makers_of(solution, u)
    }


def worth_times(problem: Problem, visits: Sequence[int], share: float) -> Problem:
    """The same problem where these visits are worth a part of what they are, and lose as much."""
    worth, lost = problem.worth.copy(), problem.start_lost.copy()
    for v in visits:
        rows = slice(problem.start_offset[v], problem.start_offset[v + 1])
        worth[v], lost[rows] = int(worth[v] * share), (lost[rows] * share).astype(lost.dtype)
    return replace(problem, worth=worth, start_lost=lost)


def _reread(case: PlanCase, edits: Sequence[Edit]) -> Setting | None:
    """What would be planned from, as the tables say; of a plan that was replanned, the tables."""
    setting = edited(case.as_planned, edits)
    if case.reread is None:
        return setting
    inputs = case.reread(edits)
    return None if inputs is None else replace(setting, inputs=inputs)


def _budget(setting: Setting, share: float = 1.0) -> Budget:
    return Budget(None, ITERATIONS + ITERATIONS_A_VISIT * len(setting.inputs.visits)).share(share)


def _plan(case: PlanCase, setting: Setting, seed: int, share: float) -> Plan | None:
    """A judged plan, made as the chief would make it; None where none can be made."""
    plan = case.plan
    source = _Undrawn(plan.travel_source, plan.straight_line)
    budget, seed = _budget(setting, share), plan.search.seed + seed
    try:
        if case.decided is not None:
            return _replanned(case, case.decided, setting, source, budget, seed)
        return make_plan(
            setting.inputs,
            case.travel_of(setting.inputs),
            source,
            case.engine,
            budget=budget,
            seed=seed,
            longest_day=None if is_evened(plan) else setting.longest_day or NO_LONGEST_DAY,
        )
    except (InputError, JudgeError):
        return None


def _replanned(
    case: PlanCase, decided: Decided, setting: Setting, source: _Undrawn, budget: Budget, seed: int
) -> Plan:
    request = ReplanTask(
        now=decided.now,
        keep=Keep.STRICT if decided.keep is Keep.STRICT else Keep.BALANCED,
        earlier=decided.changes,
        done=decided.done,
        locks=decided.locks,
        price=decided.price,
        longest_day=setting.longest_day,
    )
    travel = case.travel_of(changed_inputs(setting.inputs, decided.changes))
    made = replan(
        case.plan, setting.inputs, request, travel, source, case.engine, budget=budget, seed=seed
    )
    return made.plan
