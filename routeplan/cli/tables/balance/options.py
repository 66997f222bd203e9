"""Weeks and options of ``balance``: who carried how much by share, and what evenness costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import batched
from typing import NamedTuple

from rich.console import Console

from routeplan.balance.carried_weeks import Weeks
from routeplan.balance.frontier import Choice, ChoicePrice
from routeplan.balance.swap import SwapProposal
from routeplan.balance.workloads import WHOLE, Load, workload
from routeplan.cli.tables.balance.workload import (
    OFFICER,
    before_and_after,
    label,
    numbers_table,
    percent,
    print_proposal,
    print_workload,
)
from routeplan.cli.tables.plan import console, hours, plain
from routeplan.cli.terminal.language import figure, said, say, terminal_language
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, joined, phrase
from routeplan.render.words.catalogue import words_of

WEEKS_A_TABLE = 6


class Term(NamedTuple):
    """A term of the price that stands in the table where any option has it."""

    head: Phrase
    meaning: Phrase
    of: Callable[[ChoicePrice], int]


TERMS = (
    Term(
        phrase("worth lost"),
        phrase("worth lost: lower chance of meeting somebody"),
        lambda price: price.worth,
    ),
    Term(phrase("later"), phrase("later: visits on a later day"), lambda price: price.later_days),
    Term(phrase("wait"), phrase("wait: waiting outside"), lambda price: price.waiting),
    Term(phrase("other"), phrase("other: not the preferred officer"), lambda price: price.minor),
)
KINDS = {
    "as-is": phrase("no change"),
    "swap": phrase("swap rounds"),
    "week": phrase("even weeks"),
    "day": phrase("even days"),
}
WEEK_FIGURES = (
    *(phrase("share"), phrase("visits"), phrase("meet"), phrase("way %"), phrase("two")),
    *(phrase("eve"), phrase("busy"), phrase("full"), phrase("over %")),
)


def print_balance(
    inputs: Inputs,
    plan: Plan,
    proposal: SwapProposal,
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
    if first == last:
        title = phrase("By share, week of {monday}", monday=first)
    else:
        title = phrase("By share, weeks {first} to {last}", first=first, last=last)
    made = numbers_table(title, OFFICER, *WEEK_FIGURES)
    for who, load in loads.officers.items():
        made.add_row(plain(label(inputs, who)), *_figures(loads, who, load))
    made.caption_justify = "left"
    made.caption = say(
        "way %: travel as a share of busy time; two: visits made by two officers; eve: "
        "evening rounds (a visit at 18:00 or later); full: busy time per full share; over %: "
        "above the mean per full share, {mean}",
        mean=hours(loads.mean_by_share),
    )
    out.print(made)
    if len(loads.mondays) > 1:
        for some in batched(loads.mondays, WEEKS_A_TABLE):
            title = phrase("Busy time by week")
            weekly = numbers_table(title, OFFICER, *(str(day) for day in some))
            for who in loads.officers:
                by_week = [loads.cells.get((who, monday)) for monday in some]
                cells = [hours(load.busy) if load else "-" for load in by_week]
                weekly.add_row(plain(label(inputs, who)), *cells)
            out.print(weekly)
    if loads.short_of_hours:
        _print_short_of_hours(out, inputs, loads)


def _print_short_of_hours(out: Console, inputs: Inputs, loads: Weeks) -> None:
    """Whose hours do not hold their part: why evening out ends where it does."""
    some = [
        phrase(
            "{who} ({paid} of {part})",
            who=label(inputs, who),
            paid=hours(loads.officers[who].paid),
            part=hours(loads.part(who)),
        )
        for who in loads.short_of_hours
    ]
    out.print(
        plain(phrase("Paid hours below the part due by share: {some}.", some=joined(", ", some)))
    )
    out.print(
        say(
            "No plan can even that out. If these hours are right, enter smaller shares in the "
            "officers' table."
        )
    )


def _figures(loads: Weeks, who: str, load: Load) -> list[str]:
    return [
        f"{loads.shares[who]:g}",
        str(load.visits),
        figure(load.expected_met, ",.1f"),
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
        out.print(say("Found no option that is more even than this plan."))
        return
    terms = [term for term in TERMS if any(term.of(choice.price) for choice in choices)]
    made = numbers_table(
        phrase("Options, and their cost compared with the present plan"),
        *(phrase("option"), phrase("full") if now.earlier else phrase("week"), phrase("over %")),
        *(phrase("long day"), phrase("travel"), phrase("travel %")),
        *(term.head for term in terms),
        phrase("total"),
    )
    made.columns[0].no_wrap = True
    for choice in choices:
        price = choice.price
        travel = choice.plan.totals.travel / max(now.plan.totals.travel, 1) - 1
        made.add_row(
            f"{choice.number} {said(KINDS[choice.kind])}",
            hours(choice.longest_week),
            signed(round(WHOLE * choice.longest_week / choice.mean) - WHOLE if choice.mean else 0),
            hours(choice.longest_day),
            minutes(price.travel),
            figure(100 * travel, "+,.1f") if price.travel else "=",
            *(minutes(term.of(price)) for term in terms),
            minutes(price.objective),
        )
    made.caption_justify = "left"
    if now.earlier:
        most = phrase(
            "full: highest workload of an officer on shift over the weeks above, per full share, "
            "and how far above the mean"
        )
    else:
        most = phrase("week: longest week per full share, and how far above that week's mean")
    meanings = (phrase("travel"), *(term.meaning for term in terms), phrase("total: the sum"))
    made.caption = say(
        "{most}; long day: longest day. In minutes: {prices}. No option leaves out a visit or "
        "breaks a promise that this plan keeps.",
        most=most,
        prices=joined(words_of(terminal_language())["list_semicolon"], meanings),
    )
    out.print(made)


def _print_taken(out: Console, inputs: Inputs, now: Choice, taken: Choice) -> None:
    out.print()
    out.print(say("Option {number}, {kind}:", number=taken.number, kind=KINDS[taken.kind]))
    out.print(before_and_after(inputs, workload(inputs, now.plan), workload(inputs, taken.plan)))


def minutes(seconds: int) -> str:
    """``+12``, ``=`` for none."""
    return figure(round(seconds / 60), "+,") if round(seconds / 60) else "="


def signed(thousandths: int) -> str:
    """``+4.2``."""
    return f"{'+' if thousandths > 0 else ''}{percent(thousandths)}"
