"""``routeplan check --plan``: a plan edited by hand, timed, judged and priced."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.commands.check_plan_shown import EditedPlan, tell_broken, tell_price
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.opening import chosen_plan
from routeplan.cli.terminal.written_files import command_name, tell_replaced, tell_written
from routeplan.errors import EXIT_JUDGE, EXIT_PROMISE, UsageError
from routeplan.phrases import counted, phrase

if TYPE_CHECKING:
    from routeplan.errors import Violation
    from routeplan.model.inputs import Inputs, TravelTables
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class HandEdit:
    """An edited plan, and what is to be done with it, as the command line says it."""

    folder: Path
    plan_file: Path
    longest_day: str | None
    write: bool
    reason: str
    kind: str | None
    as_json: bool
    quiet: bool


def check_plan(typed: HandEdit) -> None:
    """Time the orders of a file, judge them, and say what they cost against the plan before.

    Ends with the judge's status where the orders break rules; these are listed, one line a cause.

    Raises
    ------
    InputError
        When the file names what there is not.
    UsageError
        When ``longest_day`` is neither a length nor ``none``.
    """
    edit = _read(typed.folder, typed.plan_file)
    number = _number_of(typed.plan_file, edit.workspace)
    timed = _timed(edit, typed, number)
    if timed.causes:
        tell_broken(edit, timed.plan, timed.causes, as_json=typed.as_json)
        sys.exit(EXIT_JUDGE)
    path = edit.workspace.maps / "plan.json"
    kept = _put_in_place(edit, timed, typed, number) if typed.write else None
    written = path if typed.write else None
    inputs = edit.workspace.inputs
    tell_price(edit.source, timed.plan, inputs, (written, kept), as_json=typed.as_json)
    if kept and not typed.as_json:
        tell_replaced(typed.folder, kept)
    if typed.write and timed.plan.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


@dataclass(frozen=True)
class _Timed:
    """The orders with their times, and every cause for which they cannot be kept.

    ``as_it_was`` marks a replaced plan that can be the plan again as it stands.
    """

    plan: Plan
    causes: Sequence[Violation] = ()
    as_it_was: bool = False


def _timed(edit: EditedPlan, typed: HandEdit, number: int | None) -> _Timed:
    """Time and judge; what is to be written gets its ways drawn."""
    from routeplan.check import by_cause, judge
    from routeplan.cli.terminal.travelling import travel
    from routeplan.hours.windows import visit_times
    from routeplan.planning.by_hand import plan_by_hand
    from routeplan.planning.make_plan import draw_ways
    from routeplan.station.reading.open_travel import travel_kind

    source, workspace, inputs = edit.source, edit.workspace, edit.workspace.inputs
    cap = _longest_day(typed.longest_day, source, workspace)
    kind, quiet = typed.kind or travel_kind(source), typed.quiet or typed.as_json
    with travel(workspace, kind=kind, quiet=quiet) as (ways, tables):
        replaced = number is not None and typed.longest_day is None
        if replaced and _is_sound(source, inputs, tables):
            return _Timed(source, as_it_was=True)
        times = visit_times(inputs)
        made = plan_by_hand(inputs, times, tables, edit.orders, source, longest_day=cap)
        violations = judge(inputs, times, tables, made)
        if violations:
            return _Timed(made, by_cause(inputs, times, tables, made, violations))
        return _Timed(draw_ways(made, inputs, tables, ways) if typed.write else made)


def _put_in_place(
    edit: EditedPlan, timed: _Timed, typed: HandEdit, number: int | None
) -> Path | None:
    """Write the plan; where the one before is kept, None where there was none."""
    from routeplan.formats.decisions.made_from import beside, read_if_there
    from routeplan.station.use_cases.undo.note_write import noted_write
    from routeplan.station.use_cases.write_plan import days_of, replace_plan

    workspace, path = edit.workspace, edit.workspace.maps / "plan.json"
    before = read_if_there(beside(typed.plan_file)) if timed.as_it_was else None
    days, command = days_of(timed.plan), command_name()
    what = phrase("{file} in the place of the plan for {days}", file=edit.file, days=days)
    with noted_write(workspace.root, what, command=command, plan_folder=path.parent) as noting:
        kept = _keep_before(path, typed.plan_file, (edit.source, timed.plan), typed.reason, number)
        written = replace_plan(
            path, timed.plan, workspace.inputs, workspace, command=command, made_from=before
        )
    tell_written(written)
    tell_findings(noting.findings)
    return kept


def _longest_day(option: str | None, source: Plan, workspace: Workspace) -> int | None:
    """The cap that binds a hand edit, in seconds: the option's, else the chief's own."""
    from routeplan.formats.station.settings import longest_day_seconds
    from routeplan.planning.by_hand import own_cap

    if option is None:
        return own_cap(source, longest_day_seconds(workspace.settings.plan.longest_day))
    try:
        cap = longest_day_seconds(option)
    except ValueError as error:
        raise UsageError(
            phrase("--longest-day {option}: {why}", option=option, why=error.args[0])
        ) from error
    return cap or None


def _number_of(plan_file: Path, workspace: Workspace) -> int | None:
    """The number of a replaced plan that lies where it was replaced; None of any other file."""
    from routeplan.formats.decisions.decisions import REPLACED

    match = REPLACED.fullmatch(plan_file.name)
    there = plan_file.resolve().parent == workspace.maps.resolve()
    return int(match[1]) if match and there else None


def _is_sound(plan: Plan, inputs: Inputs, tables: TravelTables) -> bool:
    """Whether a replaced plan can be the plan again as it stands.

    Rows that came into the tables since do not count: the next replan takes them in.
    """
    from dataclasses import replace

    from routeplan.check import judge
    from routeplan.hours.windows import visit_times
    from routeplan.station.reading.open_plan import named_visits

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
    from routeplan.formats.decisions.decisions import keep_replaced, take_back
    from routeplan.formats.plans.plan_json import plan_text

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
    from routeplan.formats.decisions.decisions import (
        Replan,
        keep_replaced,
        read_decisions,
        write_decisions,
    )
    from routeplan.model.changes import NO_CHANGES
    from routeplan.model.difference import price_of

    decisions = read_decisions(path)
    kept = keep_replaced(path)
    number = int(kept.name.split(".")[1])
    price = price_of(made.totals, source.totals)
    by_hand = Replan(f"R{number}", number, "by-hand", decisions.now, (), NO_CHANGES, price, reason)
    write_decisions(path, decisions.replanned(by_hand))
    return kept


def _read(folder: Path, plan_file: Path) -> EditedPlan:
    """Read the edited file and the plan that it came from.

    A plan edited as JSON says itself what it cost before; a table of orders came from that
    of today.
    """
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.decisions.stop_orders import orders_in, orders_of, read_order_rows
    from routeplan.formats.plans.plan_json import read_plan
    from routeplan.station.reading.open_plan import workspace_of

    if not plan_file.is_file():
        raise UsageError(phrase("there is no plan at {path}", path=plan_file))
    edited = plan_file.suffix.lower() == ".json"
    path = plan_file if edited else chosen_plan(folder, None)
    source = read_plan(path)
    workspace = workspace_of(folder, source)
    if changes := read_decisions(path).changes:
        workspace = workspace.changed(changes)
    inputs = workspace.inputs
    if edited:
        return EditedPlan(path.name, source, workspace, orders_of(source, inputs, path.name), {})
    rows = read_order_rows(plan_file, inputs)
    numbers = {(row.shift, row.visit): row.row for row in rows}
    return EditedPlan(plan_file.name, source, workspace, orders_in(rows), numbers)


def write_orders_of(folder: Path, target: Path, plan_file: Path | None, *, as_json: bool) -> None:
    """Write a plan's orders as a table to edit."""
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.formats.decisions.stop_orders import write_orders
    from routeplan.station.use_cases.note_handout import note_plan

    path, plan, workspace = opened_plan(folder, plan_file)
    printable = workspace.settings.sheets.printable
    write_orders(target, plan, workspace.inputs, printable=printable)
    tell_findings(note_plan(workspace, plan, "orders", [target], command=command_name()))
    stops = sum(len(route.stops) for route in plan.routes)
    if as_json:
        print_json({"orders": str(target), "stops": stops, "plan": str(path)})
    else:
        click.echo(
            say(
                "{stops} of {plan} written to {table}. Edit it, then:",
                stops=counted(stops, "stop"),
                plan=path,
                table=target,
            )
        )
        click.echo(f"  routeplan check {folder} --plan {target}")
