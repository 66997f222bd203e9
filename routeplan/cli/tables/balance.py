"""Workload in the terminal and as JSON: per officer, per day, over the plan, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from rich.console import Console
from rich.table import Table

from routeplan.balance.figures import WHOLE, Load, Workload, workload
from routeplan.balance.swap import TOLERANCE, Proposal, chains
from routeplan.cli.tables.plan import hours, plain, table
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan

FIGURES = ("shifts", "visits", "meet", "travel", "busy", "busy exp.", "paid", "busy %")
"""A column is no wider than a word of its title: the table fits 80 signs."""
DAYS_A_TABLE = 7


def print_workload(out: Console, inputs: Inputs, plan: Plan) -> None:
    """Who carries how much in this plan, over all and by day."""
    now = workload(inputs, plan)
    out.print(_officers_table(inputs, plan, now))
    out.print(_days_table(inputs, now))
    for days in batched(now.days, DAYS_A_TABLE):
        out.print(_officer_days_table(inputs, now, days))
    _print_spread(out, inputs, now)


def numbers_table(title: str, *columns: str) -> Table:
    """All but the first column are numbers, never cut; names take several lines if they must."""
    made = table(title, *columns, numbers=len(columns) - 1)
    made.padding = (0, 1, 0, 0)
    made.columns[0].overflow = "fold"
    for column in made.columns[1:]:
        column.min_width = max(len(word) for word in str(column.header).split())
    return made


def _officers_table(inputs: Inputs, plan: Plan, now: Workload) -> Table:
    made = numbers_table(f"Workload from {plan.first_day}, {plan.days} days", "officer", *FIGURES)
    for who, load in now.officers.items():
        made.add_row(plain(label(inputs, who)), *_figures(load))
    made.add_section()
    made.add_row("all", *_figures(now.whole))
    made.caption_justify = "left"
    made.caption = (
        "busy: travel and visits as booked; exp.: expected, with less time for doors that "
        "stay shut; paid: without breaks; busy %: of paid"
    )
    if any(len(route.officers) > 1 for route in plan.routes):
        made.caption += ". A crew's shift counts for both of its officers."
    return made


def _days_table(inputs: Inputs, now: Workload) -> Table:
    made = numbers_table("By day", "day", *FIGURES)
    for day, load in now.days.items():
        made.add_row(_date(inputs, day), *_figures(load))
    return made


def _officer_days_table(inputs: Inputs, now: Workload, days: Sequence[int]) -> Table:
    names = [
        f"{inputs.calendar.date_of(day):%a} {inputs.calendar.date_of(day).day}" for day in days
    ]
    made = numbers_table("Busy time by officer and day", "officer", *names)
    for who in now.officers:
        loads = [now.cells.get((who, day)) for day in days]
        cells = [hours(load.busy) if load else "-" for load in loads]
        made.add_row(plain(label(inputs, who)), *cells)
    return made


def _print_spread(out: Console, inputs: Inputs, now: Workload) -> None:
    for word, who in (("Highest", now.ranked[0]), ("Lowest", now.ranked[-1])):
        load = now.officers[who]
        told = f"{percent(load.share)} % of paid hours ({hours(load.busy)} of {hours(load.paid)})"
        out.print(plain(f"{word} workload: {label(inputs, who)}, {told}."))
    (lowest, highest), (shortest, longest) = now.share_range, now.busy_range
    out.print(
        f"Range: {percent(highest - lowest)} percentage points; {hours(longest - shortest)} "
        "of busy time."
    )


def print_proposal(
    out: Console, inputs: Inputs, plan: Plan, proposal: Proposal, *, earlier: bool = False
) -> None:
    """What swapping whole rounds would change; ``earlier`` tells that earlier plans count."""
    now = workload(inputs, plan)
    out.print()
    if not proposal.moves:
        known = "Nothing to even out: no" if proposal.proven else "Nothing found in the time: no"
        out.print(
            f"{known} swap of whole rounds between officers on the same day lowers "
            f"{'the highest workload over these weeks' if earlier else 'the highest shares'} "
            f"by more than {percent(TOLERANCE)} {'% of paid hours' if earlier else 'points'} "
            "within the limits of modes, skills, hours, breaks, caps, promises, waiting and "
            "preferred officers."
        )
        return
    many = f"{len(proposal.moves)} round{'s' * (len(proposal.moves) != 1)}"
    out.print(
        f"More even: hand over {many}. Every visit keeps its time, and travel does not increase."
    )
    for chain in chains(proposal.moves):
        out.print(plain(f"  {_chain(inputs, chain)}"))
    if not proposal.proven:
        out.print("This is the best found in the time; there may be a better one.")
    out.print(before_and_after(inputs, now, workload(inputs, proposal.plan)))


def before_and_after(inputs: Inputs, now: Workload, after: Workload) -> Table:
    """Officers' busy time and share of paid hours, now and then."""
    made = numbers_table(
        "Before and after",
        "officer",
        "busy",
        "after",
        "busy %",
        "after",
        "points",
    )
    for who, load in now.officers.items():
        then = after.officers[who]
        change = then.share - load.share
        made.add_row(
            plain(label(inputs, who)),
            hours(load.busy),
            hours(then.busy),
            percent(load.share),
            percent(then.share),
            f"{100 * change / WHOLE:+.1f}" if change else "=",
        )
    return made


def _chain(inputs: Inputs, chain: Sequence[str]) -> str:
    """``Mon 30 Nov: O1 <-> O4``; ``O1 -> O4 -> O2`` where each hands over to the next."""
    shifts = [inputs.shifts_by_id[shift] for shift in chain]
    names = ["+".join(shift.officers) for shift in shifts]
    told = f"{names[0]} <-> {names[1]}" if len(set(chain)) == 2 < len(chain) else " -> ".join(names)
    idle = "" if chain[0] == chain[-1] else " (who had none)"
    return f"{_date(inputs, shifts[0].day)}: {told}{idle}"


def _figures(load: Load) -> list[str]:
    return [
        str(load.shifts),
        str(load.visits),
        f"{load.expected_met:.1f}",
        hours(load.travel),
        hours(load.busy),
        hours(load.expected_busy),
        hours(load.paid),
        percent(load.share),
    ]


def label(inputs: Inputs, officer: str) -> str:
    """Id and name."""
    return f"{officer} {inputs.officers_by_id[officer].name}"


def _date(inputs: Inputs, day: int) -> str:
    on = inputs.calendar.date_of(day)
    return f"{on:%a} {on.day} {on:%b}"


def percent(share: int) -> str:
    """``98.2``."""
    return f"{100 * share / WHOLE:.1f}"
