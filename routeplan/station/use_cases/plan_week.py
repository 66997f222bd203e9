"""Planning the days of a workspace, as its settings want it or otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from routeplan.engines.choose import ENGINES, USUAL
from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.problem.solution import Budget

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.inputs import TravelTables
    from routeplan.model.plan import Plan
    from routeplan.problem.solution import Watch
    from routeplan.station.reading.open_station import Workspace
    from routeplan.travel.source import TravelSource


@dataclass(frozen=True)
class PlanRequest:
    """How to search.

    Parameters
    ----------
    longest_day
        The chief's cap on busy time per shift in seconds; None evens days out, 0 does neither.
    threads
        Of the engine; None for as many as it likes.
    """

    budget: Budget
    seed: int = 0
    longest_day: int | None = None
    engine: str = USUAL
    threads: int | None = None


@dataclass(frozen=True)
class PlannedWeek:
    """A plan that has passed the judge.

    ``findings`` are earlier plans that could not be read, and what other plans of the same days
    know that this one does not.
    """

    plan: Plan
    findings: tuple[Finding, ...] = ()


def wanted_of(
    workspace: Workspace,
    *,
    seconds: float | None = None,
    iterations: int | None = None,
    seed: int | None = None,
    longest_day: str | None = None,
    engine: str = USUAL,
    threads: int | None = None,
) -> PlanRequest:
    """As the settings say, but for what is given.

    Raises
    ------
    UsageError
        When ``longest_day`` is neither a length, nor ``auto`` or ``none``, or a search cannot be
        made with the other arguments.
    """
    from routeplan.formats.station.settings import longest_day_seconds

    settings = workspace.settings.plan
    usual = settings.seconds if seconds is None and iterations is None else seconds
    try:
        cap = longest_day_seconds(longest_day or settings.longest_day)
    except ValueError as error:
        raise UsageError(
            phrase("--longest-day {time}: {error}", time=longest_day, error=error.args[0])
        ) from error
    require_usable(seconds, iterations)
    if engine not in ENGINES:
        raise UsageError(
            phrase(
                "the engine is one of {engines}, not {engine!r}",
                engines=", ".join(ENGINES),
                engine=engine,
            )
        )
    return PlanRequest(
        budget=Budget(usual, iterations),
        seed=settings.seed if seed is None else seed,
        longest_day=cap,
        engine=engine,
        threads=threads,
    )


def require_usable(seconds: float | None, iterations: int | None) -> None:
    """Raises UsageError where a search cannot go on for so long."""
    if seconds is not None and iterations is not None:
        raise UsageError(phrase("give seconds or iterations, not both"))
    amounts: dict[str, Any] = {"seconds": seconds, "iterations": iterations}
    for name, amount in amounts.items():
        if amount is not None and not (isinstance(amount, int | float) and amount > 0):
            raise UsageError(
                phrase("{name} must be a number above 0, not {amount!r}", name=name, amount=amount)
            )


def plan_week(
    workspace: Workspace,
    source: TravelSource,
    tables: TravelTables | None,
    wanted: PlanRequest,
    *,
    watch: Watch | None = None,
) -> PlannedWeek:
    """Search and judge; nothing is written.

    Parameters
    ----------
    tables
        Over all places; None where there are too many, and the station is planned in regions.

    Raises
    ------
    JudgeError
        When the plan breaks a rule.
    """
    from routeplan.balance.carried_weeks import carried_before
    from routeplan.engines.choose import engine_named
    from routeplan.formats.plans.earlier_plans import earlier_plans
    from routeplan.planning.make_plan import make_plan
    from routeplan.planning.regions.plan_in_regions import SearchWish, plan_in_regions
    from routeplan.station.reading.other_plans import other_plan_findings
    from routeplan.station.use_cases.work_out_tabs import WEEKS

    inputs, calendar = workspace.inputs, workspace.inputs.calendar
    earlier, findings = earlier_plans(workspace.root / "maps", calendar.first_day, weeks=WEEKS)
    wish = SearchWish(
        engine=engine_named(wanted.engine, wanted.threads),
        budget=wanted.budget,
        seed=wanted.seed,
        longest_day=wanted.longest_day,
        carried_before=carried_before(inputs.officers, earlier, calendar.first_day, calendar.days),
        watch=watch,
    )
    if tables is None:
        plan = plan_in_regions(inputs, source, wish)
    else:
        plan = make_plan(
            inputs,
            tables,
            source,
            wish.engine,
            budget=wish.budget,
            seed=wish.seed,
            longest_day=wish.longest_day,
            carried_before=wish.carried_before,
            watch=wish.watch,
        )
    return PlannedWeek(plan, (*findings, *other_plan_findings(workspace)))
