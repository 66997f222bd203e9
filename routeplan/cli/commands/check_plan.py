"""``routeplan check --plan``: a plan edited by hand, timed, judged and priced."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.messages import as_dicts, print_json, tell_findings
from routeplan.cli.terminal.opening import chosen_plan
from routeplan.cli.terminal.writing import command_name, tell_written
from routeplan.errors import EXIT_JUDGE, EXIT_PROMISE, UsageError
from routeplan.station.text import visible

if TYPE_CHECKING:
    from routeplan.errors import Violation
    from routeplan.formats.decisions.orders import Orders
    from routeplan.model.inputs import Inputs, TravelTables
    from routeplan.model.plan import LeftOut, Plan
    from routeplan.station.reading.open_station import Workspace


def check_plan(
    folder: Path,
    plan_file: Path,
    *,
    longest_day: str | None,
    write: bool,
    reason: str,
    kind: str | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Time the orders of a file, judge them, and say what they cost against the plan before.

    Ends with the judge's status where the orders break rules; these are listed, one line a cause.

    Raises
    ------
    InputError
        When the file names what there is not.
    UsageError
        When ``longest_day`` is neither a length nor ``none``.
    """
    from routeplan.check import by_cause, judge
    from routeplan.cli.terminal.travelling import travel
    from routeplan.cli.terminal.writing import tell_replaced
    from routeplan.formats.decisions.made_from import beside, read_if_there
    from routeplan.hours.windows import visit_times
    from routeplan.planning.by_hand import plan_by_hand
    from routeplan.planning.make_plan import draw_ways
    from routeplan.station.reading.open_travel import travel_kind
    from routeplan.station.use_cases.write_plan import replace_plan

    edit = _read(folder, plan_file)
    source, workspace, inputs = edit.source, edit.workspace, edit.workspace.inputs
    cap = _longest_day(longest_day, source, workspace)
    number = _number_of(plan_file, workspace)
    with travel(workspace, kind=kind or travel_kind(source), quiet=quiet or as_json) as (
        ways,
        tables,
    ):
        times = visit_times(inputs)
        made: Plan = source
        violations: list[Violation] = []
        as_it_was = number is not None and longest_day is None and _is_sound(source, inputs, tables)
        if not as_it_was:
            made = plan_by_hand(inputs, times, tables, edit.orders, source, longest_day=cap)
            violations = judge(inputs, times, tables, made)
            if not violations and write:
                made = draw_ways(made, inputs, tables, ways)
    if violations:
        _tell_broken(edit, made, by_cause(inputs, times, tables, made, violations), as_json=as_json)
        sys.exit(EXIT_JUDGE)
    kept, path = None, workspace.maps / "plan.json"
    if write:
        before = read_if_there(beside(plan_file)) if as_it_was else None
        kept = _keep_before(path, plan_file, (source, made), reason, number)
        tell_written(
            replace_plan(path, made, inputs, workspace, command=command_name(), made_from=before)
        )
    _tell(source, made, inputs, (path if write else None, kept), as_json=as_json)
    if kept and not as_json:
        tell_replaced(folder, kept)
    if write and made.totals.promises_missed:
        sys.exit(EXIT_PROMISE)


def _longest_day(option: str | None, source: Plan, workspace: Workspace) -> int | None:
    """The cap that binds a hand edit, in seconds: the option's, else the chief's own."""
    from routeplan.formats.station.settings import longest_day_seconds
    from routeplan.planning.by_hand import own_cap

    if option is None:
        return own_cap(source, longest_day_seconds(workspace.settings.plan.longest_day))
    try:
        cap = longest_day_seconds(option)
    except ValueError as error:
        raise UsageError(f"--longest-day {option}: {error}") from error
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
    own = Replan(f"R{number}", number, "by-hand", decisions.now, (), NO_CHANGES, price, reason)
    write_decisions(path, decisions.replanned(own))
    return kept


@dataclass(frozen=True)
class _Edit:
    """What somebody edited: the plan it came from, the tables, the orders, and their rows.

    ``rows`` has the row of the file by shift and visit; it is empty for an edited ``plan.json``.
    """

    file: str
    source: Plan
    workspace: Workspace
    orders: Orders
    rows: Mapping[tuple[str, str], int]

    def row(self, violation: Violation) -> int | None:
        """The row that a violation is about."""
        if violation.shift:
            return self.rows.get((violation.shift, violation.visit))
        own = (row for (_, visit), row in self.rows.items() if visit == violation.visit)
        return next(own, None)


def _read(folder: Path, plan_file: Path) -> _Edit:
    """Read the edited file and the plan that it came from.

    A plan edited as JSON says itself what it cost before; a table of orders came from that
    of today.
    """
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.formats.decisions.orders import orders_in, orders_of, read_order_rows
    from routeplan.formats.plans.plan_json import read_plan
    from routeplan.station.reading.open_plan import workspace_of

    if not plan_file.is_file():
        raise UsageError(f"there is no plan at {plan_file}")
    edited = plan_file.suffix.lower() == ".json"
    path = plan_file if edited else chosen_plan(folder, None)
    source = read_plan(path)
    workspace = workspace_of(folder, source)
    if changes := read_decisions(path).changes:
        workspace = workspace.changed(changes)
    inputs = workspace.inputs
    if edited:
        return _Edit(path.name, source, workspace, orders_of(source, inputs, path.name), {})
    rows = read_order_rows(plan_file, inputs)
    numbers = {(each.shift, each.visit): each.row for each in rows}
    return _Edit(plan_file.name, source, workspace, orders_in(rows), numbers)


def write_orders_of(folder: Path, target: Path, plan_file: Path | None, *, as_json: bool) -> None:
    """Write a plan's orders as a table to edit."""
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.formats.decisions.orders import write_orders
    from routeplan.station.use_cases.note_handout import note_plan

    path, plan, workspace = opened_plan(folder, plan_file)
    printable = workspace.settings.sheets.printable
    write_orders(target, plan, workspace.inputs, printable=printable)
    tell_findings(note_plan(workspace, plan, "orders", [target], command=command_name()))
    stops = sum(len(route.stops) for route in plan.routes)
    if as_json:
        print_json({"orders": str(target), "stops": stops, "plan": str(path)})
    else:
        click.echo(f"{stops} stops of {path} written to {target}. Edit it, then:")
        click.echo(f"  routeplan check {folder} --plan {target}")


def _tell(
    source: Plan,
    made: Plan,
    inputs: Inputs,
    files: tuple[Path | None, Path | None],
    *,
    as_json: bool,
) -> None:
    """What the orders cost; ``files`` are the plan written and the one kept, if any was."""
    written, kept = files
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
    from routeplan.cli.tables.plan import console, late_line, price_table

    for entry in made.broken_promises:
        click.echo(visible(f"BROKEN PROMISE: {_promise(entry, source, inputs)}"))
    for route, stop in made.late_stops:
        click.echo(visible(late_line(inputs, route, stop)))
    click.echo("No rule is broken.")
    console().print(price_table(source.totals, made.totals))
    click.echo(_longest_round(source, made, inputs))
    if written is None:
        click.echo("Nothing was written. Add --write to make it the plan.")
    else:
        click.echo(f"Written to {written} and {written.with_suffix('.geojson').name} next to it.")


def _promise(entry: LeftOut, source: Plan, inputs: Inputs) -> str:
    """A broken promise: by the orders themselves, or for the reason that the plan has."""
    from routeplan.check.wording import at, visit_name
    from routeplan.render.words.left_out_words import left_out_text

    promised = inputs.visits_by_id[entry.visit].appointment
    name = visit_name(inputs, entry.visit)
    if promised is not None:
        when = inputs.calendar.elapsed(promised.on, promised.at_seconds)
        name += f", promised for {at(inputs.calendar, when)},"
    if any(stop.visit == entry.visit for route in source.routes for stop in route.stops):
        return f"{name} is in the plan, but no longer in the orders"
    return f"{name} is left out: {left_out_text(entry, 'en')}"


def _longest_round(source: Plan, made: Plan, inputs: Inputs) -> str:
    """The longest round by hand, beside the longest one before."""
    from routeplan.check.wording import shift_name
    from routeplan.render.words.page_words import hours

    longest = max(made.routes, key=lambda route: route.busy_seconds, default=None)
    if longest is None:
        return "There are no shifts."
    before = max((route.busy_seconds for route in source.routes), default=0)
    who = shift_name(inputs, inputs.shifts_by_id[longest.shift])
    length = hours(longest.busy_seconds)
    return visible(f"Longest round: {length}, {who}; before: {hours(before)}.")


def _tell_broken(
    edit: _Edit, plan: Plan, violations: Sequence[Violation], *, as_json: bool
) -> None:
    """Every cause for which the orders cannot be kept, and the rounds as they were timed."""
    if as_json:
        listed = [
            {**each, "row": edit.row(violation)}
            for each, violation in zip(as_dicts(violations), violations, strict=True)
        ]
        print_json({"violations": listed, "totals": None, "written": None})
    _tell_rounds(plan, edit.workspace.inputs, {violation.shift for violation in violations})
    click.echo("These orders cannot be kept; nothing was written:", err=True)
    for violation in violations:
        row = edit.row(violation)
        where = "" if row is None else f"{edit.file}:{row} · "
        click.echo(visible(f"  {where}{violation.message} [{violation.rule}]"), err=True)


def _tell_rounds(plan: Plan, inputs: Inputs, shifts: set[str]) -> None:
    """The rounds that break rules, as they were timed."""
    from routeplan.check.wording import shift_name

    for route in plan.routes:
        if route.shift in shifts and route.stops:
            clock = partial(inputs.calendar.clock, day=route.day)
            stops = [f"{clock(stop.begin)} {stop.visit}" for stop in route.stops]
            entries = [*stops, f"back {clock(route.back)}"]
            if route.pause is not None:
                after = route.pause.after + (route.pause.begin >= route.back)
                entries.insert(after, f"{clock(route.pause.begin)} break")
            who = shift_name(inputs, inputs.shifts_by_id[route.shift])
            round_ = f"{who} leaves {clock(route.leave)}: {', '.join(entries)}"
            click.echo(visible(round_), err=True)


def _totals(plan: Plan) -> dict[str, int]:
    return {**asdict(plan.totals), "objective": plan.totals.objective}
