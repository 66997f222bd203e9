"""Shifts at other hours in the terminal: what each brings, and the cells that say so."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from routeplan.cli.tables.explain import edit_text
from routeplan.cli.tables.plan import console, names_of, plain, table
from routeplan.cli.terminal.language import figure, say, terminal_language
from routeplan.forecast.moved_shifts import ShiftMove
from routeplan.model.inputs import Inputs, Shift
from routeplan.phrases import Phrase, joined, phrase
from routeplan.render.words.page_words import short_date
from routeplan.station.use_cases.moved_shifts.possible_moves import hours_of
from routeplan.station.use_cases.moved_shifts.suggest_hours import (
    SuggestedHours,
    TriedMove,
    Verdict,
)

WHY_NOT = {
    Verdict.NO_MORE: phrase("no sure gain"),
    Verdict.PROMISES: phrase("a promise would be missed"),
    Verdict.WORTH: phrase("more households, but fewer of those that matter more"),
}


def print_suggested(suggested: SuggestedHours, inputs: Inputs) -> None:
    """The moves that help, the best first; then what was tried in vain."""
    out = console()
    if suggested.helpful:
        out.print(_table(suggested, inputs))
    elif not suggested.interrupted:
        nobody = say("Nobody is on shift in this plan.")
        out.print("\n" + (_nothing(suggested) if inputs.shifts else nobody), soft_wrap=True)
    for verdict, why in WHY_NOT.items():
        moves = [tried_move.move for tried_move in suggested.tried if tried_move.verdict is verdict]
        if moves:
            line = say("Planned again, {why}: {moves}.", why=why, moves=_listed(moves, inputs))
            out.print(plain(line), soft_wrap=True)
    if suggested.interrupted:
        out.print(say("Interrupted: not every move was planned again."))


def _table(suggested: SuggestedHours, inputs: Inputs) -> Table:
    made = table(
        say("One shift at other hours: households met more"),
        say("more"),
        say("officer"),
        say("now"),
        say("instead"),
        say("in the tables"),
    )
    made.columns[0].justify = "right"
    made.columns[2].no_wrap = made.columns[3].no_wrap = True
    for tried_move in suggested.helpful:
        made.add_row(*_cells(tried_move, inputs))
    made.caption = say(
        "Each was planned again with these cells in the tables, by {count} seeds: every plan with "
        "it meets more than every plan without ({least:.1f} to {most:.1f} households), misses no "
        "further promise, and gives up nobody who matters more. They do not add up: change one, "
        "then ask again.",
        count=len(suggested.helpful[0].met),
        least=min(suggested.met),
        most=max(suggested.met),
    )
    return made


def _cells(tried_move: TriedMove, inputs: Inputs) -> list[str | Text]:
    move = tried_move.move
    cells = "; ".join(edit_text(edit) for edit in move.edits)
    return [
        figure(tried_move.gain, "+.1f"),
        plain(names_of(move.shift.officers, inputs)),
        _when(inputs, move.shift),
        _when(inputs, move.moved),
        plain(cells),
    ]


def _nothing(suggested: SuggestedHours) -> str:
    if not suggested.possible:
        return say(
            "No shift can be at other hours: the rest between shifts, the quiet hours and the "
            "calendar leave none."
        )
    if not suggested.tried:
        return say(
            "No shift at other hours promises more households than the shifts as they are "
            "({count} changes were looked at in a simulated week).",
            count=suggested.possible,
        )
    return say(
        "No shift at other hours is sure to meet more households. Plans with the shifts as they "
        "are meet {least:.1f} to {most:.1f}, by the luck of the search, and no change did better "
        "in every plan ({count} looked at, {tried} planned again).",
        least=min(suggested.met),
        most=max(suggested.met),
        count=suggested.possible,
        tried=len(suggested.tried),
    )


def _listed(moves: Sequence[ShiftMove], inputs: Inputs) -> Phrase:
    return joined("; ", [move_text(move, inputs) for move in moves])


def move_text(move: ShiftMove, inputs: Inputs) -> Phrase:
    """``Dahl Emma, Tue 1 Dec 09:00-17:00 -> Tue 1 Dec 12:00-20:00``."""
    return phrase(
        "{officers}, {now} -> {instead}",
        officers=names_of(move.shift.officers, inputs),
        now=_when(inputs, move.shift),
        instead=_when(inputs, move.moved),
    )


def _when(inputs: Inputs, shift: Shift) -> str:
    day = short_date(inputs.calendar.date_of(shift.day), terminal_language())
    return f"{day} {hours_of(inputs, shift)}"
