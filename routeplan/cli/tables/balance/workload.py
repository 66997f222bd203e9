"""Workload in the terminal and as JSON: per officer, per day, over the plan, before and after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import batched

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table

from routeplan.balance.swap import TOLERANCE, SwapProposal, chains
from routeplan.balance.workloads import WHOLE, Load, Workload, workload
from routeplan.cli.tables.plan import hours, plain, table
from routeplan.cli.terminal.bars import bar_width, columns, parts_bar
from routeplan.cli.terminal.language import figure, said, say, terminal_language
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, counted, phrase
from routeplan.render.words.page_words import short_date, short_weekday

FIGURES = (
    *(phrase("shifts"), phrase("visits"), phrase("meet"), phrase("travel"), phrase("busy")),
    *(phrase("busy exp."), phrase("paid"), phrase("busy %")),
)
"""A column is no wider than a word of its title: the table fits 80 signs."""
DAYS_A_TABLE = 7
NAME_SIGNS = 28
"""A longer name takes a second line rather than the bar's room."""
AROUND_BAR = 14
"""Signs of a line besides name, bar and days: hours and gaps."""
OFFICER = phrase("officer")
BEFORE_AND_AFTER = (
    *(phrase("busy"), phrase("after"), phrase("busy %"), phrase("after"), phrase("points")),
)


def print_workload(out: Console, inputs: Inputs, plan: Plan) -> None:
    """Who carries how much in this plan, over all and by day."""
    now = workload(inputs, plan)
    out.print(_officers_table(inputs, plan, now))
    out.print(_days_table(inputs, now))
    for days in batched(now.days, DAYS_A_TABLE):
        out.print(_officer_days_table(inputs, now, days))
    out.print(_pictures(out, inputs, now))
    _print_spread(out, inputs, now)


def numbers_table(title: str, *columns: str) -> Table:
    """All but the first column are numbers, never cut; names take several lines if they must."""
    made = table(title, *columns, numbers=len(columns) - 1)
    made.padding = (0, 1, 0, 0)
    made.columns[0].overflow = "fold"
    for column in made.columns[1:]:
        column.min_width = max(cell_len(word) for word in str(column.header).split())
    return made


def _officers_table(inputs: Inputs, plan: Plan, now: Workload) -> Table:
    title = phrase(
        "Workload from {day}, {days}", day=plan.first_day, days=counted(plan.days, "day")
    )
    made = numbers_table(title, OFFICER, *FIGURES)
    for who, load in now.officers.items():
        made.add_row(plain(label(inputs, who)), *_figures(load))
    made.add_section()
    made.add_row(say("all"), *_figures(now.whole))
    made.caption_justify = "left"
    caption = phrase(
        "busy: travel and visits as booked; exp.: expected, with less time for doors that "
        "stay shut; paid: without breaks; busy %: of paid."
    )
    made.caption = said(caption)
    if any(len(route.officers) > 1 for route in plan.routes):
        twice = phrase("A crew's shift counts for both of its officers.")
        made.caption = say("{sentence} {another}", sentence=caption, another=twice)
    return made


def _days_table(inputs: Inputs, now: Workload) -> Table:
    made = numbers_table(phrase("By day"), phrase("day"), *FIGURES)
    for day, load in now.days.items():
        made.add_row(_date(inputs, day), *_figures(load))
    return made


def _officer_days_table(inputs: Inputs, now: Workload, days: Sequence[int]) -> Table:
    language = terminal_language()
    dates = [inputs.calendar.date_of(day) for day in days]
    names = [f"{short_weekday(on.weekday(), language)} {on.day}" for on in dates]
    made = numbers_table(phrase("Busy time by officer and day"), OFFICER, *names)
    for who in now.officers:
        loads = [now.cells.get((who, day)) for day in days]
        cells = [hours(load.busy) if load else "-" for load in loads]
        made.add_row(plain(label(inputs, who)), *cells)
    return made


def _pictures(out: Console, inputs: Inputs, now: Workload) -> Table:
    """A bar of travel and visits for each officer, and a column for each day."""
    made = table(phrase("Busy time at a glance"), OFFICER, phrase("busy"), "", phrase("by day"))
    most = max(load.busy for load in now.officers.values())
    longest_day = max(load.busy for load in now.cells.values())
    names = max(cell_len(label(inputs, who)) for who in now.officers)
    width = bar_width(out.width, min(names, NAME_SIGNS) + len(now.days) + AROUND_BAR)
    made.columns[0].overflow = "fold"
    for column in made.columns[1:]:
        column.no_wrap = True
    for who, load in now.officers.items():
        parts = parts_bar([0, load.travel, load.busy - load.travel], most, width)
        loads = [now.cells.get((who, day)) for day in now.days]
        days = [load_of_day.busy if load_of_day else None for load_of_day in loads]
        made.add_row(plain(label(inputs, who)), hours(load.busy), parts, columns(days, longest_day))
    made.caption = say(
        "▓ travel, ▒ visits; the longest bar is {hours}. By day: the highest column is {longest}.",
        hours=hours(most),
        longest=hours(longest_day),
    )
    return made


def _print_spread(out: Console, inputs: Inputs, now: Workload) -> None:
    for officer, lowest in ((now.ranked[0], False), (now.ranked[-1], True)):
        load = now.officers[officer]
        share = phrase(
            "{percent} % of paid hours ({busy} of {paid})",
            percent=percent(load.share),
            busy=hours(load.busy),
            paid=hours(load.paid),
        )
        who = label(inputs, officer)
        out.print(
            plain(phrase("Emptiest shifts: {who}, {told}.", who=who, told=share))
            if lowest
            else plain(phrase("Fullest shifts: {who}, {told}.", who=who, told=share))
        )
    (least, most), (shortest, longest) = now.share_range, now.busy_range
    out.print(
        say(
            "Range: {points} percentage points; {hours} of busy time.",
            points=percent(most - least),
            hours=hours(longest - shortest),
        )
    )


def print_proposal(
    out: Console, inputs: Inputs, plan: Plan, proposal: SwapProposal, *, earlier: bool = False
) -> None:
    """What swapping whole rounds would change; ``earlier`` tells that earlier plans count."""
    now = workload(inputs, plan)
    out.print()
    if not proposal.moves:
        out.print(said(_no_swap(proposal, earlier=earlier)))
        return
    out.print(
        say(
            "More even: hand over {rounds}. Every visit keeps its time, and travel does not "
            "increase.",
            rounds=counted(len(proposal.moves), "round"),
        )
    )
    for chain in chains(proposal.moves):
        out.print(plain(f"  {said(_chain(inputs, chain))}"))
    if not proposal.proven:
        out.print(say("This is the best found in the time; there may be a better one."))
    out.print(before_and_after(inputs, now, workload(inputs, proposal.plan)))


def _no_swap(proposal: SwapProposal, *, earlier: bool) -> Phrase:
    """That rounds are best left with whom they are, and what was looked at."""
    if earlier:
        lowers = phrase(
            "lowers the highest workload over these weeks by more than {percent} % of paid hours",
            percent=percent(TOLERANCE),
        )
    else:
        lowers = phrase(
            "lowers the highest shares by more than {percent} points", percent=percent(TOLERANCE)
        )
    if proposal.proven:
        return phrase(
            "Nothing to even out: no swap of whole rounds between officers on the same day "
            "{lowers} within the limits of modes, skills, hours, breaks, caps, promises, waiting "
            "and preferred officers.",
            lowers=lowers,
        )
    return phrase(
        "Nothing found in the time: no swap of whole rounds between officers on the same day "
        "{lowers} within the limits of modes, skills, hours, breaks, caps, promises, waiting and "
        "preferred officers.",
        lowers=lowers,
    )


def before_and_after(inputs: Inputs, now: Workload, after: Workload) -> Table:
    """Officers' busy time and share of paid hours, now and then."""
    made = numbers_table(phrase("Before and after"), OFFICER, *BEFORE_AND_AFTER)
    for who, load in now.officers.items():
        then = after.officers[who]
        change = then.share - load.share
        made.add_row(
            plain(label(inputs, who)),
            hours(load.busy),
            hours(then.busy),
            percent(load.share),
            percent(then.share),
            figure(100 * change / WHOLE, "+,.1f") if change else "=",
        )
    return made


def _chain(inputs: Inputs, chain: Sequence[str]) -> Phrase:
    """``Mon 30 Nov: O1 <-> O4``; ``O1 -> O4 -> O2`` where each hands over to the next."""
    shifts = [inputs.shifts_by_id[shift] for shift in chain]
    names = ["+".join(shift.officers) for shift in shifts]
    rounds = (
        f"{names[0]} <-> {names[1]}" if len(set(chain)) == 2 < len(chain) else " -> ".join(names)
    )
    day = _date(inputs, shifts[0].day)
    if chain[0] == chain[-1]:
        return phrase("{day}: {rounds}", day=day, rounds=rounds)
    return phrase("{day}: {rounds} (who had none)", day=day, rounds=rounds)


def _figures(load: Load) -> list[str]:
    return [
        str(load.shifts),
        str(load.visits),
        figure(load.expected_met, ",.1f"),
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
    return short_date(inputs.calendar.date_of(day), terminal_language())


def percent(share: int) -> str:
    """``98.2``."""
    return figure(100 * share / WHOLE, ",.1f")
