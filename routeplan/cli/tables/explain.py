"""Explanations in the terminal: the sentence, the other ways with their prices, what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.table import Table
from rich.text import Text

from routeplan.cli.tables.plan import console, plain, table
from routeplan.model.changes import Edit
from routeplan.model.inputs import Inputs
from routeplan.phrases import counted
from routeplan.planning.explain.records import Explanation, HelpfulChange, Option
from routeplan.render.words.catalogue import words_of
from routeplan.render.words.left_out_words import reason_text
from routeplan.render.words.page_words import short_date

IDS_NAMED = 4
KINDS = {
    "longer-shift": "a longer shift",
    "longer-day": "a longer day",
    "more-visits": "more visits in a shift",
    "wider-window": "a wider window",
    "another-day": "another day",
    "second-officer": "a second officer",
    "skill": "a skill",
    "other-officer": "a different officer than promised",
    "fewer-days-between": "fewer days between visits",
    "priority": "a higher priority",
}


def print_explanation(explanation: Explanation, inputs: Inputs) -> None:
    """The sentence first, the numbers below."""
    out = console()
    out.print(plain(whole_sentence(explanation, inputs)), soft_wrap=True)
    if explanation.options:
        out.print(_options_table(explanation, inputs))
        _print_why_not(explanation.options, inputs)
    if explanation.changes:
        out.print(_changes_table(explanation.changes))
    helpless = [kind for kind in explanation.tried if kind not in _kinds(explanation.changes)]
    if helpless:
        named = ", ".join(KINDS[kind] for kind in helpless)
        out.print(f"Tried without success: {named}.")
    out.print()


def with_whole_sentence(explanation: Explanation, inputs: Inputs) -> Explanation:
    """The same with its whole sentence, for programs."""
    return replace(explanation, sentence=whole_sentence(explanation, inputs))


def whole_sentence(explanation: Explanation, inputs: Inputs) -> str:
    """Why it stands there; of a visit left out, why it is, and what would help."""
    if explanation.code in ("", "not-now"):
        return explanation.sentence
    name = inputs.household(explanation.household).name
    why = reason_text(explanation.code, explanation.detail, explanation.facts, "en")
    return f"{explanation.visit} {name} is left out: {why}. {explanation.sentence}".rstrip()


def _kinds(changes: Sequence[HelpfulChange]) -> set[str]:
    return {change.kind for change in changes}


def _options_table(explanation: Explanation, inputs: Inputs) -> Table:
    made = table(
        "Alternatives, in minutes compared with the present plan",
        "officer",
        "day",
        "begin",
        "gives way",
        "travel",
        "lost",
        "small",
        "out",
        "wait",
        "total",
        numbers=6,
    )
    made.columns[1].no_wrap = made.columns[2].no_wrap = True
    for option in explanation.options:
        if option.price is not None:
            made.add_row(*_option_cells(option, inputs))
    if explanation.here is not None:
        made.add_section()
        here = explanation.here
        when = _day(inputs, here.day), inputs.calendar.clock(here.begin, day=here.day)
        made.add_row(plain(_names(inputs, here.officers)), *when, "as planned", *"000000")
    made.caption = (
        "lost: worth x chance that nobody opens; small: not the preferred officer; out: worth of "
        "visits left out; wait: waiting outside, and later days. Total: an upper limit, as all "
        "other stops stay where they are, or (*) only that round and those that share a visit with "
        "it were searched again."
    )
    return made


def _option_cells(option: Option, inputs: Inputs) -> list[str | Text]:
    price, where = option.price, option.where
    assert price is not None
    named = (price.travel, price.lost_chance, price.minor_costs, price.worth_left_out)
    terms = (*named, price.total - sum(named), price.total)
    numbers = [f"{round(term / 60):+,d}" if round(term / 60) else "0" for term in terms]
    if price.promises_missed > 0:
        numbers[-1] = f"{counted(price.promises_missed, 'promise')} broken"
    if where is None:
        return ["leave it out", "", "", "", *numbers]
    star = "*" if option.searched else ""
    begin = inputs.calendar.clock(where.begin, day=where.day) + star
    names = plain(_names(inputs, where.officers))
    return [names, _day(inputs, where.day), begin, plain(_some(option.pushed_out)), *numbers]


def _print_why_not(options: Sequence[Option], inputs: Inputs) -> None:
    """Who cannot, by the reason."""
    closed: dict[str, list[str]] = {}
    for option in options:
        if option.price is None:
            officers = "+".join(option.officers) or "anybody"
            closed.setdefault(option.why_not, []).append(f"{officers} {_day(inputs, option.day)}")
    for why, who in closed.items():
        console().print(plain(f"Not possible, {why}: {', '.join(who)}."), soft_wrap=True)


def _changes_table(changes: Sequence[HelpfulChange]) -> Table:
    made = table("What would bring it in", "change", "by", "if", "in the tables")
    made.columns[0].no_wrap = made.columns[1].no_wrap = True
    for change in changes:
        cells = "; ".join(_edit_text(edit) for edit in change.edits)
        made.add_row(KINDS[change.kind], _by(change), plain(change.told), plain(cells))
    made.caption = (
        "Each was verified: planned again with these cells in the tables, the visit is in the plan."
    )
    return made


def _edit_text(edit: Edit) -> str:
    """``households H11: priority = high``."""
    row = " ".join(value for value in edit.row.values())
    cells = ", ".join(f"{column} = {value or 'empty'}" for column, value in edit.cells.items())
    return f"{edit.table} {row}: {cells}"


def _by(change: HelpfulChange) -> str:
    unit = {"minutes": "min"}.get(change.unit, change.unit)
    return f"{change.amount} {unit}" if unit else ""


def print_left_out(found: Sequence[Explanation], inputs: Inputs) -> None:
    """One line for each visit left out: why, and what would do while the rounds stand."""
    out = console()
    if not found:
        out.print("No visit is left out.")
        return
    made = table(
        f"Left out: {counted(len(found), 'visit')}",
        "worth, min",
        "visit",
        "name",
        "why",
        "what helps",
    )
    made.columns[0].justify = "right"
    for each in found:
        why = words_of("en").get(f"reason_{each.code}", each.code)
        change = each.changes[0].told if each.changes else "-"
        helps = "a longer search" if each.longer_search else change
        name = inputs.household(each.household).name
        worth = f"{each.worth / 60:,.0f}"
        made.add_row(worth, plain(each.visit), plain(name), why, plain(helps))
    made.caption = (
        "What helps: one change, verified by planning again with it. 'routeplan explain "
        "VISIT' tries the other kinds and shows the numbers."
    )
    out.print(made)


def _names(inputs: Inputs, officers: Sequence[str]) -> str:
    return " + ".join(inputs.officers_by_id[officer].name for officer in officers)


def _day(inputs: Inputs, day: int) -> str:
    return short_date(inputs.calendar.date_of(day), "en")


def _some(visits: Sequence[str]) -> str:
    more = f", +{len(visits) - IDS_NAMED}" if len(visits) > IDS_NAMED else ""
    return ", ".join(visits[:IDS_NAMED]) + more
