"""A plan in the terminal: broken promises first, then the shifts, the totals, what is left out."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from io import TextIOBase
from shutil import get_terminal_size

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from routeplan.cli.terminal.language import figure, said, say, terminal_language
from routeplan.cli.terminal.messages import INTERRUPTED
from routeplan.model.inputs import Inputs, visit_called
from routeplan.model.plan import LeftOut, Plan, Route, Stop, Totals
from routeplan.phrases import Phrase, counted, phrase
from routeplan.render.words.catalogue import words_of
from routeplan.render.words.left_out_words import left_out_text
from routeplan.render.words.page_words import hours as hours
from routeplan.render.words.page_words import short_date
from routeplan.station.harmless_text import visible

PIPE_WIDTH = 200
"""Columns of a table that goes into a pipe or a file: a row stays one line."""
ROOMY = 100
"""Columns of a terminal from which tables are set less tight."""
LONG_LIST = 100
"""Visits left out from which the list is summed up by reason first."""

HEADS = phrase(
    "first-last: from the first door to the last. meet: homes likely to open. busy: travel "
    "and visits as booked; expected: with doors that stay shut. idle: waiting, apart from "
    "breaks."
)
"""What the heads of the table of shifts mean."""
SHIFT_HEADS = (
    *(phrase("day"), phrase("officer"), phrase("first-last"), phrase("visits"), phrase("meet")),
    *(phrase("travel"), phrase("busy"), phrase("expected"), phrase("idle")),
)
TERM_HEADS = (phrase("term"), phrase("minutes"))
PRICE_HEADS = (phrase("term"), phrase("before"), phrase("now"), phrase("more"))
REASON_HEADS = (phrase("reason"), phrase("visits"), phrase("worth, min"))
LEFT_OUT_HEADS = (phrase("worth, min"), phrase("visit"), phrase("name"), phrase("reason"))


class _Trimmed(TextIOBase):
    """stdout without the blanks that pad a table's lines."""

    def write(self, text: str) -> int:
        return sys.stdout.write(re.sub(r"[ ]+$", "", text, flags=re.MULTILINE))

    def flush(self) -> None:
        sys.stdout.flush()


class _Output(Console):
    def on_broken_pipe(self) -> None:
        """Ours to end well, not rich's."""
        raise


def console() -> Console:
    """A console as wide as its terminal; a pipe gets lines that need not be wrapped."""
    on_terminal = sys.stdout.isatty()
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns) > 0:
        width = int(columns)
    else:
        width = get_terminal_size().columns if on_terminal else PIPE_WIDTH
    file = None if on_terminal else _Trimmed()
    return _Output(highlight=False, width=width, file=file)  # type: ignore[arg-type]


def plain(text: str) -> Text:
    """Household text as it is: no markup, no control signs."""
    return Text(visible(said(text)))


def table(title: str, *columns: str, numbers: int = 0) -> Table:
    """A table whose last ``numbers`` columns are numbers; title and heads may be phrases."""
    gap = 1 if console().width >= ROOMY else 0
    made = Table(
        title=f"\n{said(title)}",
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        caption_style="none",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        padding=(0, gap, 0, 0),
    )
    for k, name in enumerate(columns):
        number = k >= len(columns) - numbers
        made.add_column(said(name), justify="right" if number else "left", no_wrap=number)
    return made


def print_plan(plan: Plan, inputs: Inputs, *, left_out: bool = True) -> None:
    """Everything a chief reads first; ``left_out`` False sums up the visits left out by reason."""
    out = console()
    for line in promises_missed(plan, inputs):
        out.print(plain(line), style="bold", soft_wrap=True)
    if plan.search.interrupted:
        out.print(said(INTERRUPTED))
    if plan.straight_line:
        out.print(say("STRAIGHT-LINE ESTIMATE: real routes are longer."))
    out.print(shifts_table(plan, inputs))
    out.print(totals_table(plan))
    if longest_day := _longest_day(plan):
        out.print(longest_day)
    for part in _left_out(plan, inputs, detailed=left_out):
        out.print(part)
    out.print()


def promises_missed(plan: Plan, inputs: Inputs) -> Iterator[str]:
    """A line for every promise missed: what is left out, then what is made behind its date."""
    for entry in plan.broken_promises:
        yield say(
            "BROKEN PROMISE: {visit}: {reason}",
            visit=visit_called(entry.visit, inputs.household(entry.household).name),
            reason=left_out_text(entry, terminal_language()),
        )
    for route, stop in plan.late_stops:
        yield late_line(inputs, route, stop)


def late_line(inputs: Inputs, route: Route, stop: Stop) -> str:
    """A visit that is made behind the latest date promised."""
    return say(
        "BROKEN PROMISE: {visit}: promised by {latest}, planned on {on}",
        visit=visit_called(stop.visit, inputs.household(stop.household).name),
        latest=inputs.visits_by_id[stop.visit].latest,
        on=inputs.calendar.date_of(route.day),
    )


def shifts_table(plan: Plan, inputs: Inputs) -> Table:
    """One line per shift."""
    made = table(
        phrase("Plan from {day}, {days}", day=plan.first_day, days=counted(plan.days, "day")),
        *SHIFT_HEADS,
        numbers=7,
    )
    made.columns[0].no_wrap = True
    made.columns[1].overflow = "fold"  # a name is never cut
    for route in plan.routes:
        made.add_row(*_shift_cells(route, inputs))
    made.add_section()
    made.add_row(
        say("all"),
        said(counted(len(plan.routes), "shift")),
        "",
        figure(sum(len(route.stops) for route in plan.routes)),
        figure(sum(route.expected_met for route in plan.routes), ",.1f"),
        hours(sum(route.travel_seconds for route in plan.routes)),
        hours(sum(route.busy_seconds for route in plan.routes)),
        hours(sum(route.expected_busy for route in plan.routes)),
        hours(sum(route.idle_seconds for route in plan.routes)),
    )
    made.caption = said(HEADS)
    twice = [stop.visit for route in plan.routes for stop in route.stops if stop.partners]
    if twice:
        both = counted(len(set(twice)), "visit")
        listed = say("Including {both} by two officers, listed in the rounds of both.", both=both)
        made.caption = f"{listed}\n{said(HEADS)}"
    return made


def names_of(officers: Iterable[str], inputs: Inputs) -> str:
    """The names of officers by their ids: ``Dahl Emma + Sousa Ricardo``."""
    return " + ".join(inputs.officers_by_id[officer].name for officer in officers)


def _shift_cells(route: Route, inputs: Inputs) -> list[Text | str]:
    calendar = inputs.calendar
    officers = names_of(route.officers, inputs)
    span = "-"
    if route.stops:
        first, last = route.stops[0].begin, route.stops[-1].end
        begin = calendar.clock(first, day=route.day)
        span = f"{begin}-{calendar.clock(last, day=route.day)}"
    return [
        short_date(calendar.date_of(route.day), terminal_language()),
        plain(officers),
        span,
        str(len(route.stops)),
        figure(route.expected_met, ",.1f"),
        hours(route.travel_seconds),
        hours(route.busy_seconds),
        hours(route.expected_busy),
        hours(route.idle_seconds),
    ]


def totals_table(plan: Plan) -> Table:
    """The objective, term by term, in minutes."""
    made = table(phrase("What the plan costs"), *TERM_HEADS, numbers=1)
    made.add_row(say("promises missed (count)"), str(plan.totals.promises_missed))
    for name, seconds in _terms(plan.totals):
        made.add_row(said(name), _minutes(seconds))
    made.add_section()
    made.add_row(say("total"), _minutes(plan.totals.objective))
    return made


def price_table(before: Totals, after: Totals) -> Table:
    """Two plans' objectives, term by term, in minutes, and what the second costs more."""
    title = phrase("What the plan costs, in minutes")
    made = table(title, *PRICE_HEADS, numbers=3)
    missed = (before.promises_missed, after.promises_missed)
    made.add_row(say("promises missed (count)"), *map(str, missed), f"{missed[1] - missed[0]:+d}")
    for (name, old), (_, new) in zip(_terms(before), _terms(after), strict=True):
        made.add_row(said(name), _minutes(old), _minutes(new), _more(new - old))
    made.add_section()
    old, new = before.objective, after.objective
    made.add_row(say("total"), _minutes(old), _minutes(new), _more(new - old))
    return made


def _terms(totals: Totals) -> list[tuple[Phrase, int]]:
    return [
        (phrase("travel"), totals.travel),
        (phrase("worth of visits left out"), totals.worth_left_out),
        (phrase("worth x chance that nobody opens"), totals.lost_chance),
        (phrase("not the preferred officer"), totals.minor_costs),
        (phrase("later days"), totals.later_days),
        (phrase("waiting outside"), totals.waiting),
    ]


def _more(seconds: int) -> str:
    return figure(round(seconds / 60), "+,")


def _longest_day(plan: Plan) -> str:
    """What the chief's cap on busy time is."""
    cap = plan.search.longest_day_seconds
    if not cap:
        return ""
    return say("No day has more than {hours} of travel and visits.", hours=hours(cap))


def _left_out(plan: Plan, inputs: Inputs, *, detailed: bool) -> Iterator[Table]:
    """All visits left out: promises broken first, then worth most first, those refused last."""
    entries = sorted(
        plan.left_out, key=lambda entry: (not entry.broken_promise, entry.refused, -entry.worth)
    )
    title = phrase("Left out: {visits}", visits=counted(len(entries), "visit"))
    if entries and (not detailed or len(entries) > LONG_LIST):
        yield _reasons_table(title, entries)
        title = phrase("Each visit left out")
    if entries and detailed:
        yield _left_out_table(title, entries, inputs)


def _reasons_table(title: str, entries: Sequence[LeftOut]) -> Table:
    made = table(title, *REASON_HEADS, numbers=2)
    by_code: dict[str, list[LeftOut]] = {}
    for entry in entries:
        by_code.setdefault(entry.code, []).append(entry)
    for code, these in sorted(by_code.items(), key=lambda item: -_worth(item[1])):
        reason = words_of(terminal_language()).get(f"reason_{code}", code)
        worth = "-" if these[0].refused else _minutes(_worth(these))
        made.add_row(reason, figure(len(these)), worth)
    made.add_section()
    made.add_row(say("total"), figure(len(entries)), _minutes(_worth(entries)))
    return made


def _worth(entries: Sequence[LeftOut]) -> int:
    """Seconds, as in the plan's totals."""
    return sum(entry.worth for entry in entries if not entry.refused)


def _left_out_table(title: str, entries: Sequence[LeftOut], inputs: Inputs) -> Table:
    made = table(title, *LEFT_OUT_HEADS)
    made.columns[0].justify = "right"
    for entry in entries:
        name = inputs.household(entry.household).name
        worth = "-" if entry.refused else _minutes(entry.worth)
        reason = left_out_text(entry, terminal_language())
        made.add_row(worth, plain(entry.visit), plain(name), plain(reason))
    if any(entry.refused for entry in entries):
        made.caption = say("- do not call: not in the total.")
    return made


def _minutes(seconds: int) -> str:
    return figure(seconds / 60, ",.0f")
