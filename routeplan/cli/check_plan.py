"""``routeplan check --plan``: a plan edited by hand, timed, judged and priced."""

from __future__ import annotations

import sys
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.shared import as_dicts, newest_plan, print_json, visible
from routeplan.errors import EXIT_PROMISE, JudgeError, UsageError

if TYPE_CHECKING:
    from routeplan.formats.orders import Orders
    from routeplan.formats.workspace import Workspace
    from routeplan.model import Inputs, TravelTables
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
    from routeplan.cli.writing import replace_plan, tell_replaced
    from routeplan.formats.made_from import beside, read_if_there
    from routeplan.solve.by_hand import plan_by_hand
    from routeplan.solve.planner import draw_ways

    source, workspace, orders = _read(folder, plan_file)
    inputs, number = workspace.inputs, _number_of(plan_file, workspace)
    with travel(workspace, kind=kind or travel_kind(source), quiet=quiet or as_json) as (
        ways,
        tables,
    ):
        times = visit_times(inputs)
        as_it_was = number is not None and _is_sound(source, inputs, tables)
        made = source if as_it_was else plan_by_hand(inputs, times, tables, orders, source)
        violations = [] if as_it_was else judge(inputs, times, tables, made)
        if not (violations or as_it_was) and write:
            made = draw_ways(made, inputs, tables, ways)
    if violations:
        if as_json:
            print_json({"violations": as_dicts(violations), "totals": None, "written": None})
        _tell_rounds(made, inputs, {violation.shift for violation in violations})
        raise JudgeError(violations)
    kept = None
    if write:
        path = workspace.maps / "plan.json"
        before = read_if_there(beside(plan_file)) if as_it_was else None
        kept = _keep_before(path, plan_file, (source, made), reason, number)
        replace_plan(path, made, inputs, workspace, made_from=before)
    _tell(source, made, workspace.maps / "plan.json" if write else None, kept, as_json=as_json)
    if kept and not as_json:
        tell_replaced(folder, kept)
    if write and made.broken_promises:
        sys.exit(EXIT_PROMISE)


def _number_of(plan_file: Path, workspace: Workspace) -> int | None:
    """The number of a replaced plan that lies where it was replaced; None of any other file."""
    from routeplan.formats.decisions import REPLACED

    match = REPLACED.fullmatch(plan_file.name)
    there = plan_file.resolve().parent == workspace.maps.resolve()
    return int(match[1]) if match and there else None


def _is_sound(plan: Plan, inputs: Inputs, tables: TravelTables) -> bool:
    """Whether a replaced plan can be the plan again as it stands.

    Rows that came into the tables since do not count: the next replan takes them in.
    """
    from dataclasses import replace

    from routeplan.availability import visit_times
    from routeplan.check import judge
    from routeplan.cli.drawing import named_visits

    named = named_visits(plan)
    known = replace(
        inputs,
        visits=tuple(visit for visit in inputs.visits if visit.id in named),
        refused_visits=tuple(visit for visit in inputs.refused_visits if visit.id in named),
    )
    return not judge(known, visit_times(known), tables, plan)


def _keep_before(
    path: Path, plan_file: Path, plans: tuple[Plan, Plan], reason: str, number: int | None
) -> Path | None:
    """Keep the plan that is about to be replaced; where it is kept, None where there is none."""
    from routeplan.formats.decisions import keep_replaced, take_back
    from routeplan.formats.plan_json import plan_text

    source, made = plans
    if not path.is_file():
        return None
    if number is not None:
        return take_back(path, number)
    if reason:
        return _keep_reason(path, source, made, reason)
    same = path.read_bytes() == plan_text(made).encode()
    return None if same or path.samefile(plan_file) else keep_replaced(path)


def _keep_reason(path: Path, source: Plan, made: Plan, reason: str) -> Path:
    """Keep why the chief put in these orders, at which price, and the plan before."""
    from routeplan.changes import NO_CHANGES
    from routeplan.difference import price_of
    from routeplan.formats.decisions import Replan, keep_replaced, read_decisions, write_decisions

    decisions = read_decisions(path)
    kept = keep_replaced(path)
    number = int(kept.name.split(".")[1])
    price = price_of(made.totals, source.totals)
    own = Replan(f"R{number}", number, "by-hand", decisions.now, (), NO_CHANGES, price, reason)
    write_decisions(path, decisions.replanned(own))
    return kept


def _read(folder: Path, plan_file: Path) -> tuple[Plan, Workspace, Orders]:
    """The plan it came from, the tables, and the orders.

    A plan edited as JSON says itself what it cost before; a table of orders came from the newest.
    """
    from routeplan.cli.drawing import workspace_of
    from routeplan.formats.decisions import read_decisions
    from routeplan.formats.orders import orders_of, read_orders
    from routeplan.formats.plan_json import read_plan

    if not plan_file.is_file():
        raise UsageError(f"there is no plan at {plan_file}")
    edited = plan_file.suffix.lower() == ".json"
    path = plan_file if edited else newest_plan(folder, None)
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


def _tell(
    source: Plan, made: Plan, written: Path | None, kept: Path | None, *, as_json: bool
) -> None:
    if as_json:
        print_json(
            {
                "violations": [],
                "totals": {"before": _totals(source), "after": _totals(made)},
                "written": None if written is None else str(written),
                "replaced": None if kept is None else str(kept),
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
