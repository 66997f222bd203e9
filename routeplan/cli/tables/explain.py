"""Explanations in the terminal: the sentence, the other ways with their prices, what would help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.table import Table
from rich.text import Text

from routeplan.cli.tables.plan import console, names_of, plain, table
from routeplan.cli.terminal.language import figure, said, say, terminal_language
from routeplan.model.changes import Edit
from routeplan.model.inputs import Inputs
from routeplan.phrases import counted, joined, phrase
from routeplan.planning.explain.explanation_records import Explanation, HelpfulChange, Option
from routeplan.render.words.catalogue import words_of
from routeplan.render.words.left_out_words import explanation_text
from routeplan.render.words.page_words import short_date

IDS_NAMED = 4
KINDS = {
    "longer-shift": phrase("a longer shift"),
    "longer-day": phrase("a longer day"),
    "more-visits": phrase("more visits in a shift"),
    "wider-window": phrase("a wider window"),
    "another-day": phrase("another day"),
    "second-officer": phrase("a second officer"),
    "skill": phrase("a skill"),
    "other-officer": phrase("a different officer than promised"),
    "fewer-days-between": phrase("fewer days between visits"),
    "priority": phrase("a higher priority"),
}


def print_explanation(explanation: Explanation, inputs: Inputs) -> None:
    """The sentence first, the numbers below."""
    out = console()
    name = inputs.household(explanation.household).name
    sentence = explanation_text(explanation, name, terminal_language())
    out.print(plain(sentence), soft_wrap=True)
    if explanation.options:
        if explanation.here or any(one.price is not None for one in explanation.options):
            out.print(_options_table(explanation, inputs))
        _print_why_not(explanation.options, inputs)
    if explanation.changes:
        out.print(_changes_table(explanation.changes))
    helpful = {change.kind for change in explanation.changes}
    helpless = [KINDS[kind] for kind in explanation.tried if kind not in helpful]
    if helpless:
        out.print(say("Tried without success: {changes}.", changes=joined(", ", helpless)))
    out.print()


def with_whole_sentence(explanation: Explanation, inputs: Inputs) -> Explanation:
    """The same with its whole sentence, in English, for programs."""
    name = inputs.household(explanation.household).name
    return replace(explanation, sentence=explanation_text(explanation, name, "en"))


def _options_table(explanation: Explanation, inputs: Inputs) -> Table:
    made = table(
        say("Alternatives, in minutes compared with the present plan"),
        say("officer"),
        say("day"),
        say("begin"),
        say("gives way"),
        say("travel"),
        say("lost"),
        say("small"),
        say("worth"),
        say("wait"),
        say("total"),
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
        made.add_row(plain(names_of(here.officers, inputs)), *when, say("as planned"), *"000000")
    made.caption = say(
        "lost: worth x chance that nobody opens; small: not the preferred officer; worth: of "
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
    numbers = [figure(round(term / 60), "+,") if round(term / 60) else "0" for term in terms]
    if price.promises_missed > 0:
        numbers[-1] = say("{promises} broken", promises=counted(price.promises_missed, "promise"))
    if where is None:
        return [say("leave it out"), "", "", "", *numbers]
    star = "*" if option.searched else ""
    begin = inputs.calendar.clock(where.begin, day=where.day) + star
    names = plain(names_of(where.officers, inputs))
    return [names, _day(inputs, where.day), begin, plain(_some(option.pushed_out)), *numbers]


def _print_why_not(options: Sequence[Option], inputs: Inputs) -> None:
    """Who cannot, by the reason."""
    closed: dict[str, list[str]] = {}
    for option in options:
        if option.price is None:
            officers = "+".join(option.officers) or say("anybody")
            closed.setdefault(option.why_not, []).append(f"{officers} {_day(inputs, option.day)}")
    for why, who in closed.items():
        line = say("Not possible, {why}: {who}.", why=why, who=", ".join(who))
        console().print(plain(line), soft_wrap=True)


def _changes_table(changes: Sequence[HelpfulChange]) -> Table:
    made = table(
        say("What would bring it in"), say("change"), say("by"), say("if"), say("in the tables")
    )
    made.columns[0].no_wrap = made.columns[1].no_wrap = True
    for change in changes:
        cells = "; ".join(edit_text(edit) for edit in change.edits)
        made.add_row(said(KINDS[change.kind]), _by(change), plain(said(change.told)), plain(cells))
    made.caption = say(
        "Each was verified: planned again with these cells in the tables, the visit is in the plan."
    )
    return made


def edit_text(edit: Edit) -> str:
    """``households H11: priority = high``."""
    row = " ".join(value for value in edit.row.values())
    cells = ", ".join(f"{column} = {value or say('empty')}" for column, value in edit.cells.items())
    return f"{edit.table} {row}: {cells}"


def _by(change: HelpfulChange) -> str:
    if change.unit == "minutes":
        return say("{count} min", count=change.amount)
    if change.unit == "visits":
        return say("{count} visits", count=change.amount)
    return say("{count} days", count=change.amount) if change.unit else ""


def print_left_out(explanations: Sequence[Explanation], inputs: Inputs) -> None:
    """One line for each visit left out: why, and what would do while the rounds stand."""
    out = console()
    if not explanations:
        out.print(say("No visit is left out."))
        return
    made = table(
        say("Left out: {visits}", visits=counted(len(explanations), "visit")),
        say("worth, min"),
        say("visit"),
        say("name"),
        say("why"),
        say("what helps"),
    )
    made.columns[0].justify = "right"
    words = words_of(terminal_language())
    for explanation in explanations:
        why = words.get(f"reason_{explanation.code}", explanation.code)
        change = said(explanation.changes[0].told) if explanation.changes else "-"
        helps = say("a longer search") if explanation.longer_search else change
        name = inputs.household(explanation.household).name
        worth = figure(explanation.worth / 60, ",.0f")
        made.add_row(worth, plain(explanation.visit), plain(name), why, plain(helps))
    made.caption = say(
        "What helps: one change, verified by planning again with it. 'routeplan explain "
        "VISIT' tries the other kinds and shows the numbers."
    )
    out.print(made)


def _day(inputs: Inputs, day: int) -> str:
    return short_date(inputs.calendar.date_of(day), terminal_language())


def _some(visits: Sequence[str]) -> str:
    more = f", +{len(visits) - IDS_NAMED}" if len(visits) > IDS_NAMED else ""
    return ", ".join(visits[:IDS_NAMED]) + more
