"""A replan in the terminal: each affected officer's changes, what they cost, what was given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from routeplan.cli.tables.plan import console, plain, promises_missed, table
from routeplan.cli.terminal.messages import INTERRUPTED
from routeplan.followup.taking import Taken, What
from routeplan.formats.decisions.decisions import Decisions, Replan
from routeplan.model.difference import (
    OfficerChange,
    Price,
    StopChange,
    moved,
    officer_changes,
    price_of,
)
from routeplan.model.inputs import Inputs
from routeplan.model.locks import Lock, visits_of
from routeplan.model.plan import Plan
from routeplan.phrases import counted
from routeplan.render.paper.diff_sheets import slot_text
from routeplan.render.words.page_words import short_date

TERMS = {
    "promises_missed": "promises missed (count)",
    "travel": "travel",
    "worth_left_out": "worth of visits left out",
    "lost_chance": "worth x chance that nobody opens",
    "minor_costs": "not the preferred officer",
    "moved": "printed visits moved",
}

BECOMES = {
    What.DONE: "is done",
    What.CANCELLED: "will not be made",
    What.PROMISED: "has an appointment",
}


def print_replan(before: Plan, after: Plan, inputs: Inputs, price: Price | None) -> None:
    """The changes of each officer and day, then the price.

    ``inputs`` are those of the plan before: they know what is cancelled since.
    """
    out = console()
    for line in promises_missed(after, inputs):
        out.print(plain(line), style="bold", soft_wrap=True)
    if after.search.interrupted:
        out.print(INTERRUPTED)
    changes = officer_changes(before, after)
    for change in changes:
        out.print(_officer_table(change, inputs))
    if not changes:
        out.print("No sheets change.")
    out.print(_price_table("Change in the plan's cost", price_of(after.totals, before.totals)))
    out.print(f"{counted(len(moved(before, after)), 'planned visit')} moved or left out.")
    if price is not None:
        out.print(_price_table("Of that, the cost of the visits given", price))
    out.print()


def print_taken(taken: Sequence[Taken], inputs: Inputs) -> None:
    """What the visit log has changed, a line for each visit."""
    out = console()
    for each in taken:
        name = inputs.household(each.household).name
        told = f"From the visit log: {each.visit} {name}: {BECOMES[each.what]} ({each.why})"
        out.print(plain(told), soft_wrap=True)


def _officer_table(change: OfficerChange, inputs: Inputs) -> Table:
    name = inputs.officers_by_id[change.officer].name
    on = short_date(inputs.calendar.date_of(change.day), "en")
    made = table("", "", "visit", "name", "was", "is now")
    made.title = Text("\n") + plain(f"{on}  {name}")
    for word, stops in _parts(change):
        for stop in stops:
            who = inputs.household(stop.household).name
            made.add_row(word, plain(stop.visit), plain(who), *_was_and_is(stop, change, inputs))
    return made


def _parts(change: OfficerChange) -> Iterator[tuple[str, Sequence[StopChange]]]:
    yield "removed", change.removed
    yield "added", change.added
    yield "another time", change.rescheduled


def _was_and_is(stop: StopChange, change: OfficerChange, inputs: Inputs) -> Iterator[Text]:
    for slot in (stop.before, stop.after):
        yield plain(slot_text(slot, change, inputs, "en"))


def _price_table(title: str, price: Price) -> Table:
    made = table(title, "term", "minutes", numbers=1)
    for key, told in TERMS.items():
        value = getattr(price, key)
        if key == "promises_missed":
            made.add_row(told, f"{value:+d}")
        elif value or key != "moved":
            made.add_row(told, _minutes(value))
    made.add_section()
    made.add_row("total", _minutes(price.seconds))
    return made


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:+,.0f}"


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
        "cost": _terms(price_of(after.totals, before.totals)),
        "price": _terms(price) if price else None,
    }


def _stop(stop: StopChange) -> dict[str, Any]:
    return {
        "visit": stop.visit,
        "household": stop.household,
        "before": stop.before._asdict() if stop.before else None,
        "after": stop.after._asdict() if stop.after else None,
    }


def _terms(price: Price) -> dict[str, int]:
    return {key: getattr(price, key) for key in TERMS} | {"seconds": price.seconds}


def print_decisions(
    decisions: Decisions, plan: Plan, inputs: Inputs, happened: Mapping[str, str]
) -> None:
    """Locks, then what the chief gave to whom, why, at which price, and what came of it."""
    out = console()
    out.print(_locks_table(decisions.locks, plan))
    given = given_content(decisions, happened)
    if given:
        heads = ("id", "visit", "to", "reason", "recorded", "price, min")
        made = table("Decided by the chief", *heads, numbers=1)
        for entry in given:
            officer = entry["officer"]
            to = inputs.officers_by_id[officer].name if officer else "as ordered by hand"
            since = entry["recorded"] or ""
            cells = (entry["id"], entry["visit"] or "rounds", to, entry["reason"], since)
            price = entry["price"]["seconds"] if entry["price"] else 0
            made.add_row(*(plain(cell) for cell in cells), _minutes(price))
        out.print(made)
    out.print()


def given_content(decisions: Decisions, happened: Mapping[str, str]) -> list[dict[str, Any]]:
    """For ``--json``: what the chief gave to whom, and rounds by hand (no visit, no officer).

    ``happened`` tells by visit what was recorded since.
    """
    return [
        {
            "id": replan.id,
            "visit": visit,
            "officer": officer,
            "reason": reason,
            "price": _terms(replan.price) if replan.price else None,
            "recorded": happened.get(visit) if visit else None,
        }
        for replan in decisions.replans
        for visit, officer, reason in _chiefs(replan)
    ]


def _chiefs(replan: Replan) -> Iterator[tuple[str | None, str | None, str]]:
    """Visit, officer and reason of what was the chief's own decision."""
    for given in replan.changes.given:
        yield given.visit, given.officer, given.reason
    if replan.reason:
        yield None, None, replan.reason


def _locks_table(locks: Sequence[Lock], plan: Plan) -> Table:
    title = f"Locks: {len(locks)}"
    made = table(title, "id", "officer", "day", "visit", "stops", numbers=1)
    for lock in locks:
        cells = (lock.id, lock.officer or "all", str(lock.on or "all"), lock.visit or "all")
        made.add_row(*(plain(cell) for cell in cells), str(len(visits_of(plan, lock))))
    return made
