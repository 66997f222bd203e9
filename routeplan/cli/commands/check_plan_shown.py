"""What ``routeplan check --plan`` says of the orders: their price, or what they break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.language import said, say, terminal_language
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.cli.terminal.written_files import tell_plan_written
from routeplan.phrases import Phrase, joined, phrase
from routeplan.station.harmless_text import visible

if TYPE_CHECKING:
    from routeplan.errors import Violation
    from routeplan.formats.decisions.stop_orders import Orders
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import LeftOut, Plan, Route
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class EditedPlan:
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
        rows = (row for (_, visit), row in self.rows.items() if visit == violation.visit)
        return next(rows, None)


def tell_price(
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
        why = _promise(entry, source, inputs)
        click.echo(visible(say("BROKEN PROMISE: {why}", why=why)))
    for route, stop in made.late_stops:
        click.echo(visible(late_line(inputs, route, stop)))
    click.echo(say("No rule is broken."))
    console().print(price_table(source.totals, made.totals))
    click.echo(visible(said(_longest_round(source, made, inputs))))
    if written is None:
        click.echo(say("Nothing was written. Add --write to make it the plan."))
    else:
        tell_plan_written(written)


def _promise(entry: LeftOut, source: Plan, inputs: Inputs) -> Phrase:
    """A broken promise: by the orders themselves, or for the reason that the plan has."""
    from routeplan.check.wording import at, visit_name
    from routeplan.render.words.left_out_words import left_out_text

    promised = inputs.visits_by_id[entry.visit].appointment
    name = visit_name(inputs, entry.visit)
    if promised is not None:
        when = at(inputs.calendar, inputs.calendar.elapsed(promised.on, promised.at_seconds))
        name = phrase("{visit}, promised for {when},", visit=name, when=when)
    if any(stop.visit == entry.visit for route in source.routes for stop in route.stops):
        return phrase("{visit} is in the plan, but no longer in the orders", visit=name)
    reason = left_out_text(entry, terminal_language())
    return phrase("{visit} is left out: {reason}", visit=name, reason=reason)


def _longest_round(source: Plan, made: Plan, inputs: Inputs) -> Phrase:
    """The longest round by hand, beside the longest one before."""
    from routeplan.check.wording import shift_name
    from routeplan.render.words.page_words import hours

    longest = max(made.routes, key=lambda route: route.busy_seconds, default=None)
    if longest is None:
        return phrase("There are no shifts.")
    before = max((route.busy_seconds for route in source.routes), default=0)
    return phrase(
        "Longest round: {length}, {who}; before: {before}.",
        length=hours(longest.busy_seconds),
        who=shift_name(inputs, inputs.shifts_by_id[longest.shift]),
        before=hours(before),
    )


def tell_broken(
    edit: EditedPlan, plan: Plan, violations: Sequence[Violation], *, as_json: bool
) -> None:
    """Every cause for which the orders cannot be kept, and the rounds as they were timed."""
    if as_json:
        listed = [
            {**record, "row": edit.row(violation)}
            for record, violation in zip(as_dicts(violations), violations, strict=True)
        ]
        print_json({"violations": listed, "totals": None, "written": None})
    _tell_rounds(plan, edit.workspace.inputs, {violation.shift for violation in violations})
    click.echo(say("These orders cannot be kept; nothing was written:"), err=True)
    for violation in violations:
        row = edit.row(violation)
        where = "" if row is None else f"{edit.file}:{row} · "
        click.echo(visible(f"  {where}{said(violation.message)} [{violation.rule}]"), err=True)


def _tell_rounds(plan: Plan, inputs: Inputs, shifts: set[str]) -> None:
    """The rounds that break rules, as they were timed."""
    for route in plan.routes:
        if route.shift in shifts and route.stops:
            click.echo(visible(said(_round(route, inputs))), err=True)


def _round(route: Route, inputs: Inputs) -> Phrase:
    from routeplan.check.wording import shift_name

    clock = partial(inputs.calendar.clock, day=route.day)
    entries = [
        *(f"{clock(stop.begin)} {stop.visit}" for stop in route.stops),
        phrase("back {time}", time=clock(route.back)),
    ]
    if route.pause is not None:
        after = route.pause.after + (route.pause.begin >= route.back)
        entries.insert(after, phrase("{time} break", time=clock(route.pause.begin)))
    return phrase(
        "{who} leaves {time}: {stops}",
        who=shift_name(inputs, inputs.shifts_by_id[route.shift]),
        time=clock(route.leave),
        stops=joined(", ", entries),
    )


def _totals(plan: Plan) -> dict[str, int]:
    return {**asdict(plan.totals), "objective": plan.totals.objective}
