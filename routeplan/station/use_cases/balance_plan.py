"""Who carries how much of a plan, what it costs to share it more evenly, and doing so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import Phrase, phrase
from routeplan.station.clock import at_present
from routeplan.station.use_cases.work_out_tabs import WEEKS

if TYPE_CHECKING:
    from routeplan.balance.carried_weeks import Weeks
    from routeplan.balance.frontier import Choice, Kind
    from routeplan.balance.swap import SwapProposal
    from routeplan.errors import Finding
    from routeplan.model.inputs import Inputs, TravelTables
    from routeplan.model.locks import Lock
    from routeplan.model.plan import Plan
    from routeplan.problem.solution import Watch
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.write_plan import Written
    from routeplan.travel.source import TravelSource

ITERATIONS = 4000
"""How long each option is searched for."""


@dataclass(frozen=True)
class Balanced:
    """A plan's workload, and options to share it more evenly.

    Parameters
    ----------
    proposal
        Whole rounds swapped between officers of one day: it costs nothing.
    loads
        Who carries how much by share, over this plan and the weeks before it.
    choices
        The plan as it is, and then the options, the cheapest first.
    begun
        Rounds that are under way or over: no option changes them.
    findings
        Earlier plans that could not be read.
    """

    proposal: SwapProposal
    loads: Weeks
    choices: tuple[Choice, ...]
    begun: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def options(self) -> tuple[Choice, ...]:
        """Each a plan, solved again and judged, with its price."""
        return self.choices[1:]


def balance_plan(
    opened: OpenPlan,
    tables: TravelTables,
    *,
    weeks_back: int = WEEKS,
    iterations: int = ITERATIONS,
    watch: Watch | None = None,
) -> Balanced:
    """Look at a plan's workload; nothing is written.

    Rounds that have begun stay as they are, whatever evenness that costs.

    Parameters
    ----------
    weeks_back
        So many weeks before the plan count too.
    iterations
        How long to search for each option; 0 leaves all but the swap away.

    Raises
    ------
    UsageError
        When officers or their hours have changed since the plan was made.
    """
    from routeplan.balance.carried_weeks import carried_before, weeks
    from routeplan.balance.frontier import frontier
    from routeplan.balance.swap import even_out
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.plans.earlier_plans import earlier_plans
    from routeplan.model.locks import begun_rounds, locked_rounds, locked_visits

    plan, inputs = opened.plan, opened.workspace.inputs
    _require_the_same_shifts(plan, inputs)
    maps = opened.workspace.root / "maps"
    earlier, findings = earlier_plans(maps, plan.first_day, weeks=weeks_back)
    is_real = not opened.workspace.settings.sheets.demo
    begun = begun_rounds(plan, inputs.calendar.elapsed(*at_present())) if is_real else ()
    locks = (*read_decisions(opened.path).locks, *begun)
    before = carried_before(inputs.officers, earlier, plan.first_day, plan.days)
    proposal = even_out(inputs, plan, locked=locked_visits(plan, locks), before=before)
    others = _other_plans(inputs, plan, tables, proposal, iterations, locks, before, watch)
    return Balanced(
        proposal,
        weeks(inputs.officers, [*earlier, plan]),
        frontier(inputs, plan, others, before),
        len(locked_rounds(plan, begun)),
        tuple(findings),
    )


def _other_plans(
    inputs: Inputs,
    plan: Plan,
    tables: TravelTables,
    proposal: SwapProposal,
    iterations: int,
    locks: Sequence[Lock],
    before: Mapping[str, int],
    watch: Watch | None,
) -> Iterator[tuple[Kind, Plan]]:
    """The swap of whole rounds, then the plans that are solved again."""
    from routeplan.balance.even_plans import evener_plans
    from routeplan.engines.choose import usual_engine
    from routeplan.problem.solution import Budget

    if proposal.moves:
        yield "swap", proposal.plan
    if iterations and inputs.shifts:
        yield from evener_plans(
            inputs,
            tables,
            usual_engine(),
            plan,
            budget=Budget(None, iterations),
            locks=locks,
            before=before,
            watch=watch,
        )


def option_of(balanced: Balanced, number: int | None, *, swap: bool = False) -> Choice | None:
    """The option of a number; without one the swap, if that is wanted and there is one.

    Raises
    ------
    UsageError
        When there is no such option.
    """
    choices = balanced.choices
    if number is None:
        return next((choice for choice in choices if swap and choice.kind == "swap"), None)
    option = next((choice for choice in choices if choice.number == number), None)
    if option is None:
        there = phrase("1 to {last}", last=len(choices) - 1) if len(choices) > 1 else phrase("none")
        raise UsageError(
            phrase("there is no option {number}; options: {options}", number=number, options=there)
        )
    return option


def require_as_shown(path: Path, request: str, option: Choice | None) -> None:
    """Raises UsageError where the option would not be what was shown under its number."""
    from routeplan.formats.decisions.shown_options import mark_of, shown_mark

    mark = shown_mark(path.parent, request, option.number) if option else None
    if option and mark not in (None, mark_of(option.plan)):
        raise UsageError(
            phrase(
                "option {number} is not what was shown: something has changed since, or"
                " that search was interrupted; look at the options again without "
                "--write",
                number=option.number,
            )
        )


@dataclass(frozen=True)
class KeptOption:
    """What writing an option left behind; both None where none was taken."""

    plan_before: Path | None = None
    written: Written | None = None


def keep_option(
    opened: OpenPlan,
    balanced: Balanced,
    option: Choice | None,
    source: TravelSource,
    tables: TravelTables,
    *,
    command: str,
) -> KeptOption:
    """Finish the plan of an option, judge it, write it; keep all options beside it.

    Raises
    ------
    JudgeError
        When the plan breaks a rule; nothing is written.
    """
    from routeplan.balance.balance_data import options_content
    from routeplan.balance.even_plans import with_reserve, with_ways
    from routeplan.formats.decisions.balance_json import write_options
    from routeplan.formats.decisions.decisions import keep_replaced
    from routeplan.station.use_cases.undo.note_write import noted_write
    from routeplan.station.use_cases.write_plan import replace_plan

    path, plan, workspace = opened.path, opened.plan, opened.workspace
    if option and option.kind == "swap":
        plan = with_reserve(option.plan, workspace.inputs, tables)
    elif option:
        plan = with_ways(option.plan, workspace.inputs, tables, source)
    what = _what(option, opened.plan)
    with noted_write(workspace.root, what, command=command, plan_folder=path.parent) as noting:
        kept = KeptOption()
        if option:
            before = keep_replaced(path)
            written = replace_plan(path, plan, workspace.inputs, workspace, command=command)
            kept = KeptOption(before, written)
        write_options(path.parent, options_content(balanced.choices, option), plan)
    if kept.written and noting.findings:
        findings = (*kept.written.findings, *noting.findings)
        kept = replace(kept, written=replace(kept.written, findings=findings))
    return kept


def _what(option: Choice | None, plan: Plan) -> Phrase:
    """What is written, as it is noted."""
    from routeplan.station.use_cases.write_plan import days_of

    if option is None:
        return phrase("the options to balance the plan for {days}", days=days_of(plan))
    return phrase(
        "option {number} to balance the plan for {days}", number=option.number, days=days_of(plan)
    )


def _require_the_same_shifts(plan: Plan, inputs: Inputs) -> None:
    planned = [(r.shift, r.officers, r.day, r.mode, r.begin, r.end) for r in plan.routes]
    now = [(s.id, s.officers, s.day, s.mode, s.begin, s.end) for s in inputs.shifts]
    if planned != now:
        raise UsageError(
            phrase(
                "officers or their hours have changed since the plan was made; update "
                "it with 'routeplan replan' first"
            )
        )
