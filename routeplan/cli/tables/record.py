"""What was recorded, told back stop by stop so that a slip shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import click

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import say, terminal_language
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.errors import Finding
from routeplan.model.inputs import Inputs, visit_called
from routeplan.phrases import Phrase, counted, joined, phrase
from routeplan.render.words.catalogue import words_of
from routeplan.visitlog.log_records import Entry, Recorded, Result, Round
from routeplan.visitlog.writing import Added

HEADS = (
    *(phrase("day"), phrase("stop"), phrase("household"), phrase("result"), phrase("persons")),
)


RESULTS = {
    Result.MET: phrase("met at the door"),
    Result.ENTERED: phrase("entered"),
    Result.OUT: phrase("out"),
    Result.REFUSED: phrase("refused"),
    Result.MOVED: phrase("moved away"),
    Result.WRONG: phrase("wrong address"),
    Result.WITHDRAWN: phrase("withdrawn"),
}


def print_recorded(
    done: Added,
    rounds: Sequence[Round],
    recorded: Mapping[str, Set[str]],
    inputs: Inputs,
    warnings: Sequence[Finding],
    *,
    as_json: bool,
) -> None:
    """New entries, those that were there already, and stops of which nothing is said yet.

    Parameters
    ----------
    recorded
        The stops of each round, by its id, of which the log now holds a result.
    warnings
        For programs; people have read them on stderr.
    """
    missing = {
        logged_round.id: _missing(logged_round, recorded[logged_round.id])
        for logged_round in rounds
    }
    if as_json:
        print_json(
            {
                "new": [call.id for call in done.new],
                "same": [call.id for call in done.same],
                "not_typed": missing,
                "warnings": as_dicts(warnings),
            }
        )
        return
    if done.new:
        console().print(_new(done.new, inputs))
    for logged_round in rounds:
        if missing[logged_round.id]:
            click.echo(
                say(
                    "Not entered yet from sheet {sheet} ({officers}): {stops}.",
                    sheet=logged_round.code,
                    officers="+".join(logged_round.officers),
                    stops=joined(", ", missing[logged_round.id]),
                )
            )
    new = counted(len(done.new), "result")
    if done.same:
        same = len(done.same)
        click.echo(say("{results} recorded; already recorded: {same:,}.", results=new, same=same))
    else:
        click.echo(say("{results} recorded.", results=new))


def _new(new: Sequence[Recorded], inputs: Inputs) -> object:
    made = table(phrase("Recorded"), *HEADS, numbers=1)
    for call in new:
        entry = call.entry
        known = inputs.households_by_id.get(entry.household)
        named = visit_called(entry.household, known.name if known else "")
        made.add_row(
            str(entry.day),
            plain(entry.stop),
            plain(named),
            plain(_said(entry)),
            str(entry.persons or ""),
        )
    return made


def _said(entry: Entry) -> Phrase:
    """The result, and in a word what else was said."""
    further = {
        phrase("follow up"): entry.matter,
        phrase("promise"): entry.promise,
        phrase("hours at home"): entry.hours,
        phrase("next step"): entry.steps,
        phrase("closed"): entry.closings,
    }
    return joined(
        words_of(terminal_language())["list_comma"],
        [RESULTS[entry.result], *(word for word, holds in further.items() if holds)],
    )


def _missing(shown: Round, recorded: Set[str]) -> list[str]:
    """Stops without a result; nobody needs to say that a reserve stop was not tried."""
    return [stop.stop for stop in shown.stops if stop.stop not in recorded and not stop.is_reserve]
