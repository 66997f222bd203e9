"""What evenness costs on the demonstration: can the longest week come within 5 % of the mean?

Run with ``python benchmarks/balance_frontier.py``; about two minutes. Twice the same plan: with
the officers' table as it is (shares by the hours kept free), and with a full share each, which
short hours cannot carry.
"""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import ortools

from routeplan.balance.carried_weeks import weeks
from routeplan.balance.even_plans import evener_plans
from routeplan.balance.frontier import Choice, frontier
from routeplan.balance.swap import even_out
from routeplan.engines.ruin_recreate.engine import RuinRecreate
from routeplan.model.inputs import Inputs, TravelTables
from routeplan.model.plan import Plan
from routeplan.planning.make_plan import make_plan
from routeplan.problem.solution import Budget
from routeplan.station.reading.open_station import read_workspace
from routeplan.travel import open_source

ROOT = Path(__file__).parent.parent
FIRST_DAY = date(2026, 11, 30)
PLAN_ITERATIONS, OPTION_ITERATIONS = 40_000, 4_000
WITHIN, TRAVEL = 0.05, 0.05


def full_shares(inputs: Inputs) -> Inputs:
    """The same station if a full officer's work were due from everybody, whatever the hours."""
    officers = (replace(officer, share=1.0) for officer in inputs.officers)
    return replace(inputs, officers=tuple(officers))


def lines(choices: tuple[Choice, ...]) -> Iterator[str]:
    now = choices[0].plan.totals
    yield "option  kind   longest week  over the mean  longest day   travel   worth lost, min"
    for choice in choices:
        yield (
            f"{choice.number:6}  {choice.kind:6} {choice.longest_week / 3600:11.2f} h "
            f"{choice.longest_week / choice.mean - 1:+13.1%} {choice.longest_day / 3600:10.2f} h "
            f"{choice.price.travel / now.travel:+8.1%} {choice.price.worth / 60:+10,.0f} "
            f"({choice.price.worth / now.objective:+.1%} of the objective)"
        )
    good = [
        choice
        for choice in choices
        if choice.longest_week <= (1 + WITHIN) * choice.mean
        and choice.price.travel < TRAVEL * now.travel
    ]
    yield "within 5 % at under 5 % more travel: " + (
        f"option {good[0].number}" if good else "no option"
    )


def print_frontier(title: str, inputs: Inputs, plan: Plan, tables: TravelTables) -> None:
    proposal = even_out(inputs, plan)
    swap = [("swap", proposal.plan)] if proposal.moves else []
    budget = Budget(None, OPTION_ITERATIONS)
    evened = evener_plans(inputs, tables, RuinRecreate(), plan, budget=budget)
    print(f"\n{title}")
    for line in lines(frontier(inputs, plan, [*swap, *evened])):
        print(line)
    loads = weeks(inputs.officers, [plan])
    if loads.short_of_hours:
        print("paid for less than their part: " + ", ".join(loads.short_of_hours))


def main() -> None:
    print(
        f"{datetime.now().astimezone():%Y-%m-%d}, {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, ortools {ortools.__version__}, "
        f"{PLAN_ITERATIONS} and {OPTION_ITERATIONS} iterations"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "data", folder / "data")
        shutil.copy(ROOT / "routeplan.toml", folder)
        workspace = read_workspace(folder, today=FIRST_DAY, first_day=FIRST_DAY, environment={})
        inputs = workspace.inputs
        source = open_source("streets", area=workspace.area, cache=workspace.cache)
        try:
            tables = source.tables(inputs.places, inputs.modes)
            budget = Budget(None, PLAN_ITERATIONS)
            plan = make_plan(inputs, tables, source, RuinRecreate(), budget=budget)
        finally:
            source.close()
        print_frontier("the table's shares", inputs, plan, tables)
        print_frontier("a full share each", full_shares(inputs), plan, tables)


if __name__ == "__main__":
    main()
