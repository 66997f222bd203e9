"""What the visit log taught, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.console import Console
from rich.table import Table

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import figure, said, say
from routeplan.learning.calibration import Calibration, ChanceBand
from routeplan.learning.learn import BUILDING, HOUSEHOLD, KIND, STATION, STREET
from routeplan.learning.learned_figures import ALIKE, GroupTold, HourTold, LearnedFigures
from routeplan.phrases import counted, joined, phrase

SHOWN = 15
STEPS = 20
GROUPS = {
    KIND: phrase("kind"),
    STREET: phrase("street"),
    BUILDING: phrase("building"),
}
BY = {
    KIND: phrase("By kind"),
    STREET: phrase("By street"),
    BUILDING: phrase("By building"),
}
LEVELS = {STATION: phrase("station"), **GROUPS, HOUSEHOLD: phrase("household")}
DAYS = {
    "Mo-Fr": phrase("Mo-Fr"),
    "Sa-Su": phrase("Sa-Su"),
    "as given": phrase("as given"),
}


def print_learned(figures: LearnedFigures, *, everything: bool) -> None:
    """From how many results, and if wanted all that came of them."""
    click.echo(_sum(figures))
    if not figures.calls:
        return
    if not everything:
        click.echo(say("Add --show for the details."))
        return
    out = console()
    out.print(_hours(figures))
    out.print(
        say(
            "met: share of the calls; set: chance from the settings; learned: chance that the next "
            "plan uses. The chance of a group is the mean over its households and hours."
        )
    )
    for what in ALIKE:
        groups = [group for group in figures.groups if group.what == what]
        if groups:
            out.print(_groups(what, groups))
    strengths = [
        phrase("{level} {calls:g}", level=LEVELS.get(name, name), calls=calls)
        for name, calls in figures.strengths.items()
    ]
    line = say(
        "The level above counts as this many calls in each: {strengths}.",
        strengths=joined(", ", strengths),
    )
    out.print(f"\n{line}")
    if figures.calibration:
        _print_calibration(out, figures.calibration)


def _sum(figures: LearnedFigures) -> str:
    if not figures.calls:
        return say("The visit log holds no calls to learn from: chances and lengths are as set.")
    taught = phrase(
        "Learned from {count:,} of {calls} at doors, refusals and moves apart",
        count=figures.counted,
        calls=counted(figures.calls, "call"),
    )
    if not figures.lengths:
        return say("{taught}; no visit lengths were recorded, so they are as set.", taught=taught)
    return say(
        "{taught}. A visit takes {learned:g} minutes, {set:g} as set (from {count:,}).",
        taught=taught,
        learned=figures.minutes_learned,
        set=figures.minutes_set,
        count=figures.lengths,
    )


def _numbers() -> tuple[str, ...]:
    return say("calls"), say("met"), say("set"), say("learned")


def _hours(figures: LearnedFigures) -> Table:
    heads = _numbers()
    made = table(say("The station"), say("days"), say("hour"), *heads, numbers=len(heads))
    for hours in figures.hours:
        hour = "" if hours.hour is None else f"{hours.hour:02d}-{hours.hour + 1:02d}"
        made.add_row(said(DAYS.get(hours.days, hours.days)), hour, *_cells(hours))
    return made


def _groups(what: str, groups: Sequence[GroupTold]) -> Table:
    lasting = any(group.minutes is not None for group in groups)
    more = (say("minutes"), say("from")) if lasting else ()
    columns = (said(GROUPS[what]), say("households"), *_numbers(), *more)
    made = table(said(BY[what]), *columns, numbers=len(columns) - 1)
    for group in groups[:SHOWN]:
        row = [figure(group.households), *_cells(group)]
        if lasting:
            row += [f"{group.minutes:g}", figure(group.lengths)]
        made.add_row(plain(group.name), *row)
    if len(groups) > SHOWN:
        left = len(groups) - SHOWN
        made.caption = say("... and {count:,} more; --json has them", count=left)
    return made


def _print_calibration(out: Console, trueness: Calibration) -> None:
    """The chances of the last weeks beside what came."""
    if trueness.bands:
        columns = (say("calls"), say("met"), say("likely"))
        made = table(say("Are the chances true?"), say("learned"), *columns, numbers=3)
        made.add_column(say("0 to 100 %"), no_wrap=True)
        for band in trueness.bands:
            likely = f"{band.low:.0%}–{band.high:.0%}"
            share = f"{band.met / band.calls:.0%}"
            made.add_row(f"{band.chance:.0%}", figure(band.calls), share, likely, _drawn(band))
        out.print(made)
        out.print(
            say(
                "likely: where the share is in 95 of 100 cases, drawn as -; x: share met; "
                "|: chance learned."
            )
        )
    out.print(
        say(
            "{calls} of the last weeks, each with chances learned from the weeks before it: "
            "{met:,} met somebody, {expected:,.0f} were to be expected.",
            calls=counted(trueness.calls, "call"),
            met=trueness.met,
            expected=trueness.expected,
        )
    )
    out.print(
        say(
            "Brier score {learned:.3f} (as set {set:.3f}, one chance for all {same:.3f}), "
            "log loss {log_learned:.3f} ({log_set:.3f}, {log_same:.3f}); lower is truer.",
            learned=trueness.learned.brier,
            set=trueness.set.brier,
            same=trueness.same.brier,
            log_learned=trueness.learned.log_loss,
            log_set=trueness.set.log_loss,
            log_same=trueness.same.log_loss,
        )
    )


def _drawn(band: ChanceBand) -> str:
    """A line of 0 to 100 %: the likely share, the share met, and the chance learned."""
    low, high, met, chance = (
        round(STEPS * share) for share in (band.low, band.high, band.met / band.calls, band.chance)
    )
    signs = ["-" if low <= k <= high else "." for k in range(STEPS + 1)]
    signs[met] = "x"
    signs[chance] = "#" if chance == met else "|"
    return "".join(signs)


def _cells(figures: HourTold | GroupTold) -> list[str]:
    met = f"{figures.met / figures.calls:.0%}" if figures.calls else "–"
    return [
        figure(figures.calls),
        met,
        f"{figures.chance_set:.0%}",
        f"{figures.chance_learned:.0%}",
    ]
