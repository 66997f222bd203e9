"""Weeks and options of ``balance``: who carried how much by share, and what evenness costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import batched
from typing import NamedTuple

from rich.console import Console

from routeplan.balance.figures import WHOLE, Load, workload
from routeplan.balance.frontier import Choice, ChoicePrice
from routeplan.balance.swap import Proposal
from routeplan.balance.weeks import Weeks
from routeplan.cli.tables.balance import (
    before_and_after,
    label,
    numbers_table,
    percent,
    print_proposal,
    print_workload,
)
from routeplan.cli.tables.plan import console, hours, plain
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan

WEEKS_A_TABLE = 6


class Term(NamedTuple):
    """A term of the price that stands in the table where any option has it."""

    head: str
    meaning: str
    of: Callable[[ChoicePrice], int]


TERMS = (
    Term("worth lost", "worth lost: lower chance of meeting somebody", lambda price: price.worth),
    Term("later", "later: visits on a later day", lambda price: price.later_days),
    Term("wait", "wait: waiting outside", lambda price: price.waiting),
    Term("other", "other: not the preferred officer", lambda price: price.minor),
)
KINDS = {"as-is": "no change", "swap": "swap rounds", "week": "even weeks", "day": "even days"}


def print_balance(
    inputs: Inputs,
    plan: Plan,
    proposal: Proposal,
    loads: Weeks,
    choices: Sequence[Choice],
    taken: Choice | None,
) -> None:
    """Who carries how much, now and over the weeks, and the options."""
    out = console()
    print_workload(out, inputs, plan)
    print_weeks(out, inputs, loads)
    print_proposal(out, inputs, plan, proposal, earlier=choices[0].earlier)
    print_options(out, choices)
    if taken:
        _print_taken(out, inputs, choices[0], taken)


def print_weeks(out: Console, inputs: Inputs, loads: Weeks) -> None:
    """Loads by share over the weeks, and where the hours do not hold an officer's part."""
    first, last = loads.mondays[0], loads.mondays[-1]
    title = f"By share, week of {first}" if first == last else f"By share, weeks {first} to {last}"
    made = numbers_table(
        title,
        *("officer", "share", "visits", "meet", "way %", "two", "eve", "busy", "full", "over %"),
    )
    for who, load in loads.officers.items():
        made.add_row(plain(label(inputs, who)), *_figures(loads, who, load))
    made.caption_justify = "left"
    made.caption = (
        "way %: travel as a share of busy time; two: visits made by two officers; eve: "
        "evening rounds (a visit at 18:00 or later); full: busy time per full share; over %: "
        f"above the mean per full share, {hours(loads.mean_by_share)}"
    )
    out.print(made)
    if len(loads.mondays) > 1:
        for some in batched(loads.mondays, WEEKS_A_TABLE):
            weekly = numbers_table("Busy time by week", "officer", *(str(each) for each in some))
            for who in loads.officers:
                found = [loads.cells.get((who, monday)) for monday in some]
                cells = [hours(load.busy) if load else "-" for load in found]
                weekly.add_row(plain(label(inputs, who)), *cells)
            out.print(weekly)
    if loads.short_of_hours:
        _print_short_of_hours(out, inputs, loads)


def _print_short_of_hours(out: Console, inputs: Inputs, loads: Weeks) -> None:
    """Whose hours do not hold their part: why evening out ends where it does."""
    some = ", ".join(
        f"{label(inputs, who)} ({hours(loads.officers[who].paid)} of {hours(loads.part(who))})"
        for who in loads.short_of_hours
    )
    out.print(plain(f"Paid hours below the part due by share: {some}."))
    out.print(
        "No plan can even that out. If these hours are right, enter smaller shares in the "
        "officers' table."
    )


def _figures(loads: Weeks, who: str, load: Load) -> list[str]:
    return [
        f"{loads.shares[who]:g}",
        str(load.visits),
        f"{load.expected_met:.1f}",
        f"{100 * load.travel / load.busy:.0f}" if load.busy else "-",
        str(load.together),
        str(load.evenings),
        hours(load.busy),
        hours(loads.by_share(who)),
        signed(loads.above_mean(who)),
    ]


def print_options(out: Console, choices: Sequence[Choice]) -> None:
    """The frontier: what each option evens, and its price."""
    now = choices[0]
    if len(choices) == 1:
        out.print("Found no option that is more even than this plan.")
        return
    terms = [term for term in TERMS if any(term.of(each.price) for each in choices)]
    made = numbers_table(
        "Options, and their cost compared with the present plan",
        *("option", "full" if now.earlier else "week", "over %", "day", "travel", "travel %"),
        *(term.head for term in terms),
        "total",
    )
    made.columns[0].no_wrap = True
    for each in choices:
        price = each.price
        travel = each.plan.totals.travel / max(now.plan.totals.travel, 1) - 1
        made.add_row(
            f"{each.number} {KINDS[each.kind]}",
            hours(each.longest_week),
            signed(round(WHOLE * each.longest_week / each.mean) - WHOLE if each.mean else 0),
            hours(each.longest_day),
            minutes(price.travel),
            f"{100 * travel:+.1f}" if price.travel else "=",
            *(minutes(term.of(price)) for term in terms),
            minutes(price.objective),
        )
    made.caption_justify = "left"
    most = (
        (
            "full: highest workload of an officer on shift over the weeks above, per full share, "
            "and how far above the mean"
        )
        if now.earlier
        else "week: longest week per full share, and how far above that week's mean"
    )
    prices = "; ".join(["travel", *(term.meaning for term in terms), "total: the sum"])
    made.caption = (
        f"{most}; day: longest day. In minutes: {prices}. No option leaves out a visit or breaks a "
        "promise that this plan keeps."
    )
    out.print(made)


def _print_taken(out: Console, inputs: Inputs, now: Choice, taken: Choice) -> None:
    out.print(f"\nOption {taken.number}, {KINDS[taken.kind]}:")
    out.print(before_and_after(inputs, workload(inputs, now.plan), workload(inputs, taken.plan)))


def minutes(seconds: int) -> str:
    """``+12``, ``=`` for none."""
    return f"{round(seconds / 60):+,}" if round(seconds / 60) else "="


def signed(thousandths: int) -> str:
    """``+4.2``."""
    return f"{'+' if thousandths > 0 else ''}{percent(thousandths)}"
