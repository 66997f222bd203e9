"""A replan in the terminal: each affected officer's changes, and what they cost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from routeplan.cli.tables.plan import console, plain, promises_missed, table
from routeplan.cli.terminal.language import figure, said, say, terminal_language
from routeplan.cli.terminal.messages import INTERRUPTED
from routeplan.followup.plan_in_use.log_to_changes import Taken, What
from routeplan.model.difference import (
    OfficerChange,
    Price,
    StopChange,
    moved,
    officer_changes,
    price_of,
    stop_changes,
)
from routeplan.model.inputs import Inputs, visit_called
from routeplan.model.plan import Plan
from routeplan.phrases import Phrase, joined, phrase
from routeplan.render.paper.diff_sheets import slot_text
from routeplan.render.words.page_words import short_date

TERMS = {
    "promises_missed": phrase("promises missed (count)"),
    "travel": phrase("travel"),
    "worth_left_out": phrase("worth of visits left out"),
    "lost_chance": phrase("worth x chance that nobody opens"),
    "minor_costs": phrase("not the preferred officer"),
    "moved": phrase("printed visits moved"),
}
TAKEN = {
    What.DONE: phrase("is done"),
    What.CANCELLED: phrase("will not be made"),
    What.PROMISED: phrase("has an appointment"),
    What.HOURS: phrase("goes by the hours that suit"),
}


def print_replan(before: Plan, after: Plan, inputs: Inputs, price: Price | None) -> None:
    """The changes of each officer and day, then the price.

    ``inputs`` are those of the plan before: they know what is cancelled since.
    """
    out = console()
    for line in promises_missed(after, inputs):
        out.print(plain(line), style="bold", soft_wrap=True)
    if after.search.interrupted:
        out.print(said(INTERRUPTED))
    changes = officer_changes(before, after)
    for change in changes:
        out.print(_officer_table(change, inputs))
    if not changes:
        out.print(say("No sheets change."))
    more = price_of(after.totals, before.totals)
    out.print(_price_table(say("Change in the plan's cost"), more))
    left_out = {visit.visit for visit in after.left_out if not visit.refused}
    if parts := _kinds_of_change(stop_changes(before, after), left_out):
        out.print(say("Visits: {changes}.", changes=joined(", ", parts)))
    if price is not None:
        out.print(_price_table(say("Of that, the cost of the visits given"), price))
    out.print()


def print_taken(taken: Sequence[Taken], inputs: Inputs) -> None:
    """What the visit log has changed, a line for each visit."""
    out = console()
    for taken_visit in taken:
        name = inputs.household(taken_visit.household).name
        line = say(
            "From the visit log: {visit}: {what} ({why})",
            visit=visit_called(taken_visit.visit, name),
            what=TAKEN[taken_visit.what],
            why=taken_visit.why,
        )
        out.print(plain(line), soft_wrap=True)


def _kinds_of_change(changes: Sequence[StopChange], missing: Collection[str]) -> list[Phrase]:
    """How many visits are left out, added, or made otherwise; each is counted once.

    ``missing`` are the visits that should be made and are not; what else has gone, nobody needs to
    make any more, as it was cancelled.
    """
    pairs = [(change.before, change.after) for change in changes]
    both = [(was, is_now) for was, is_now in pairs if was and is_now]
    given = sum(was.officers != is_now.officers for was, is_now in both)
    kept = [(was, is_now) for was, is_now in both if was.officers == is_now.officers]
    days = sum(was.day != is_now.day for was, is_now in kept)
    minutes = [
        abs(is_now.begin // 60 - was.begin // 60) for was, is_now in kept if was.day == is_now.day
    ]
    gone = [change.visit for change in changes if change.after is None]
    left_out = sum(visit in missing for visit in gone)
    added = sum(was is None for was, _ in pairs)
    parts = [
        (left_out, phrase("{count:,} left out", count=left_out)),
        (len(gone) - left_out, phrase("{count:,} not needed", count=len(gone) - left_out)),
        (added, phrase("{count:,} added", count=added)),
        (given, phrase("{count:,} with another officer", count=given)),
        (days, phrase("{count:,} on another day", count=days)),
        (
            len(minutes),
            phrase(
                "{count:,} at another time (at most {minutes:,} min)",
                count=len(minutes),
                minutes=max(minutes, default=0),
            ),
        ),
    ]
    return [part for number, part in parts if number]


def _officer_table(change: OfficerChange, inputs: Inputs) -> Table:
    name = inputs.officers_by_id[change.officer].name
    on = short_date(inputs.calendar.date_of(change.day), terminal_language())
    made = table("", "", say("visit"), say("name"), say("was"), say("is now"))
    made.title = Text("\n") + plain(f"{on}  {name}")
    for word, stops in _parts(change):
        for stop in stops:
            who = inputs.household(stop.household).name
            made.add_row(word, plain(stop.visit), plain(who), *_was_and_is(stop, change, inputs))
    return made


def _parts(change: OfficerChange) -> Iterator[tuple[str, Sequence[StopChange]]]:
    yield say("removed"), change.removed
    yield say("added"), change.added
    yield say("another time"), change.rescheduled


def _was_and_is(stop: StopChange, change: OfficerChange, inputs: Inputs) -> Iterator[Text]:
    for slot in (stop.before, stop.after):
        yield plain(slot_text(slot, change, inputs, terminal_language()))


def _price_table(title: str, price: Price) -> Table:
    made = table(title, say("term"), say("minutes"), numbers=1)
    for key, term in TERMS.items():
        value = getattr(price, key)
        if key == "promises_missed":
            made.add_row(said(term), f"{value:+d}")
        elif value or key != "moved":
            made.add_row(said(term), minutes_text(value))
    made.add_section()
    made.add_row(say("total"), minutes_text(price.seconds))
    return made


def minutes_text(seconds: int) -> str:
    """``+12``, ``-3``: minutes more or fewer."""
    return figure(seconds / 60, "+,.0f")


def replan_content(before: Plan, after: Plan, price: Price | None) -> dict[str, Any]:
    """For ``--json``."""
    return {
        "changes": [
            {
                "officer": change.officer,
                "date": str(after.first_day.fromordinal(after.first_day.toordinal() + change.day)),
                "removed": [_stop(stop) for stop in change.removed],
                "added": [_stop(stop) for stop in change.added],
                "rescheduled": [_stop(stop) for stop in change.rescheduled],
            }
            for change in officer_changes(before, after)
        ],
        "moved": [change.visit for change in moved(before, after)],
        "broken_promises": [entry.visit for entry in after.broken_promises],
        "late": [stop.visit for _, stop in after.late_stops],
        "cost": price_content(price_of(after.totals, before.totals)),
        "price": price_content(price) if price else None,
    }


def _stop(stop: StopChange) -> dict[str, Any]:
    return {
        "visit": stop.visit,
        "household": stop.household,
        "before": stop.before._asdict() if stop.before else None,
        "after": stop.after._asdict() if stop.after else None,
    }


def price_content(price: Price) -> dict[str, int]:
    """For ``--json``: each term, and the whole in seconds."""
    return {key: getattr(price, key) for key in TERMS} | {"seconds": price.seconds}
