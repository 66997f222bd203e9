"""What the visit log taught, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.table import Table

from routeplan.cli.tables.plan import console, plain, table
from routeplan.learning.figures import ALIKE, GroupTold, HourTold, LearnedFigures
from routeplan.phrases import counted

SHOWN = 15
_NUMBERS = ("calls", "met", "set", "learned")
_MEANING = (
    "met: share of the calls; set: chance from the settings; learned: chance that the next "
    "plan uses. The chance of a group is the mean over its households and hours."
)


def print_learned(told: LearnedFigures, *, everything: bool) -> None:
    """From how many results, and if asked all that came of them."""
    click.echo(_sum(told))
    if not told.calls:
        return
    if not everything:
        click.echo("Add --show for the details.")
        return
    out = console()
    out.print(_hours(told))
    out.print(_MEANING)
    for what in ALIKE:
        groups = [each for each in told.groups if each.what == what]
        if groups:
            out.print(_groups(what, groups))
    strengths = ", ".join(f"{name} {calls:g}" for name, calls in told.strengths.items())
    out.print(f"\nThe level above counts as this many calls in each: {strengths}.")


def _sum(told: LearnedFigures) -> str:
    if not told.calls:
        return "The visit log holds no calls to learn from: chances and lengths are as set."
    taught = f"Learned from {told.counted:,} of {counted(told.calls, 'call')} at doors"
    if not told.lengths:
        return f"{taught}; no visit lengths were recorded, so they are as set."
    minutes = f"{told.minutes_learned:g} minutes, {told.minutes_set:g} as set"
    return f"{taught}. A visit takes {minutes} (from {told.lengths:,})."


def _hours(told: LearnedFigures) -> Table:
    made = table("The station", "days", "hour", *_NUMBERS, numbers=len(_NUMBERS))
    for each in told.hours:
        hour = "" if each.hour is None else f"{each.hour:02d}-{each.hour + 1:02d}"
        made.add_row(each.days, hour, *_numbers(each))
    return made


def _groups(what: str, groups: Sequence[GroupTold]) -> Table:
    lasting = any(each.minutes is not None for each in groups)
    columns = (what, "households", *_NUMBERS, *(("minutes", "from") if lasting else ()))
    made = table(f"By {what}", *columns, numbers=len(columns) - 1)
    for each in groups[:SHOWN]:
        row = [f"{each.households:,}", *_numbers(each)]
        if lasting:
            row += [f"{each.minutes:g}", f"{each.lengths:,}"]
        made.add_row(plain(each.name), *row)
    if len(groups) > SHOWN:
        made.caption = f"... and {len(groups) - SHOWN:,} more; --json has them"
    return made


def _numbers(told: HourTold | GroupTold) -> list[str]:
    met = f"{told.met / told.calls:.0%}" if told.calls else "–"
    return [f"{told.calls:,}", met, f"{told.chance_set:.0%}", f"{told.chance_learned:.0%}"]
