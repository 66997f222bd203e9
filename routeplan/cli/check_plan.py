"""``routeplan check --plan``: a plan edited by hand, timed, judged and priced."""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.shared import as_dicts, chosen_plan, print_json, visible
from routeplan.errors import EXIT_PROMISE, JudgeError, UsageError

if TYPE_CHECKING:
    from routeplan.formats.orders import Orders
    from routeplan.formats.workspace import Workspace
    from routeplan.model import Inputs
    from routeplan.plan import Plan


def check_plan(
    folder: Path,
    plan_file: Path,
    *,
    write: bool,
    reason: str,
    kind: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Time the orders of a file, judge them, and tell what they cost against the plan before.

    Raises
    ------
    InputError
        When the file names what there is not.
    JudgeError
        With every rule that the orders break.
    """
    from routeplan.availability import visit_times
    from routeplan.check import judge
    from routeplan.cli.travelling import travel, travel_kind
    from routeplan.cli.writing import replace_plan
    from routeplan.solve.by_hand import plan_by_hand
    from routeplan.solve.planner import draw_ways

    source, workspace, orders = _read(folder, plan_file)
    inputs = workspace.inputs
    with travel(workspace, kind=kind or travel_kind(source), quiet=quiet or as_json) as (
        ways,
        tables,
    ):
        times = visit_times(inputs)
        made = plan_by_hand(inputs, times, tables, orders, source)
        violations = judge(inputs, times, tables, made)
        if not violations and write:
            made = draw_ways(made, inputs, tables, ways)
    if violations:
        if as_json:
            print_json({"violations": as_dicts(violations), "totals": None, "written": None})
        _tell_rounds(made, inputs, {violation.shift for violation in violations})
        raise JudgeError(violations)
    if write:
        if reason:
            _keep_reason(workspace.maps / "plan.json", source, made, reason)
        replace_plan(workspace.maps / "plan.json", made, inputs, workspace)
    _tell(source, made, workspace.maps / "plan.json" if write else None, as_json=as_json)
    if write and made.broken_promises:
        sys.exit(EXIT_PROMISE)


def _keep_reason(path: Path, source: Plan, made: Plan, reason: str) -> None:
    """Keep why the chief put in these orders, at which price, and the plan before."""
    from routeplan.changes import NO_CHANGES
    from routeplan.difference import price_of
    from routeplan.formats.decisions import Replan, keep_replaced, read_decisions, write_decisions

    decisions = read_decisions(path)
    number = int(keep_replaced(path).name.split(".")[1])
    price = price_of(made.totals, source.totals)
    own = Replan(f"R{number}", number, "by-hand", decisions.now, (), NO_CHANGES, price, reason)
    write_decisions(path, decisions.replanned(own))


def _read(folder: Path, plan_file: Path) -> tuple[Plan, Workspace, Orders]:
    """The plan it came from, the tables, and the orders.

    A plan edited as JSON says itself what it cost before; a table of orders came from that
    of today.
    """
    from routeplan.cli.drawing import workspace_of
    from routeplan.formats.decisions import read_decisions
    from routeplan.formats.orders import orders_of, read_orders
    from routeplan.formats.plan_json import read_plan

    if not plan_file.is_file():
        raise UsageError(f"there is no plan at {plan_file}")
    edited = plan_file.suffix.lower() == ".json"
    path = plan_file if edited else chosen_plan(folder, None)
    source = read_plan(path)
    workspace = workspace_of(folder, source)
    if changes := read_decisions(path).changes:
        workspace = workspace.changed(changes)
    inputs = workspace.inputs
    orders = orders_of(source, inputs, path.name) if edited else read_orders(plan_file, inputs)
    return source, workspace, orders


def write_orders_of(folder: Path, target: Path, plan_file: Path | None, *, as_json: bool) -> None:
    """Write a plan's orders as a table to edit."""
    from routeplan.cli.drawing import opened_plan
    from routeplan.cli.handing_out import note_plan
    from routeplan.formats.orders import write_orders

    path, plan, workspace = opened_plan(folder, plan_file)
    write_orders(target, plan, workspace.inputs)
    note_plan(workspace, plan, "orders", [target])
    stops = sum(len(route.stops) for route in plan.routes)
    if as_json:
        print_json({"orders": str(target), "stops": stops, "plan": str(path)})
    else:
        click.echo(f"{stops} stops of {path} in {target}. Edit it, then:")
        click.echo(f"  routeplan check {folder} --plan {target}")


def _tell(source: Plan, made: Plan, written: Path | None, *, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "violations": [],
                "totals": {"before": _totals(source), "after": _totals(made)},
                "written": None if written is None else str(written),
            }
        )
        return
    from routeplan.cli.plan_tables import console, price_table

    for entry in made.broken_promises:
        click.echo(f"BROKEN PROMISE: {visible(entry.visit)}: {visible(entry.reason)}")
    click.echo("No rule is broken.")
    console().print(price_table(source.totals, made.totals))
    if written is None:
        click.echo("Nothing was written. With --write it becomes the plan.")
    else:
        click.echo(f"Written to {written} and {written.with_suffix('.geojson').name} beside it.")


def _tell_rounds(plan: Plan, inputs: Inputs, shifts: set[str]) -> None:
    """The rounds that break rules, as they were timed: the judge speaks of seconds."""
    for route in plan.routes:
        if route.shift in shifts and route.stops:
            clock = partial(inputs.calendar.clock, day=route.day)
            stops = [f"{clock(stop.begin)} {stop.visit}" for stop in route.stops]
            if route.pause is not None:
                stops.insert(route.pause.after, f"{clock(route.pause.begin)} break")
            told = f"{route.shift} leaves {clock(route.leave)}: {', '.join(stops)}"
            click.echo(visible(f"{told}, back {clock(route.back)}"), err=True)


def _totals(plan: Plan) -> dict[str, int]:
    return {**asdict(plan.totals), "objective": plan.totals.objective}
