"""What people said, in the terminal."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.text import Text

from routeplan.cli.tables.plan import console, plain, table
from routeplan.cli.terminal.language import say
from routeplan.phrases import counted
from routeplan.station.use_cases.visit_log.gather_opinions import ListedOpinion


def print_opinions(listed: Sequence[ListedOpinion], *, names: bool) -> None:
    """A row for each, and how many were answered."""
    if not listed:
        click.echo(say("Nobody said anything of this kind."))
        return
    heads = [say("number"), say("day"), say("category"), say("street"), say("text"), say("answer")]
    made = table(say("Opinions and suggestions"), *heads, *([say("household")] if names else []))
    for each in listed:
        kind = say("{category} (suggestion)", category=each.category)
        cells: list[str | Text] = [
            str(each.number),
            str(each.day),
            plain(kind if each.is_suggestion else each.category),
            plain(each.street),
            plain(each.text),
            plain(_answer(each)),
        ]
        who = " ".join(filter(None, (each.household, each.name, each.address)))
        made.add_row(*cells, *([plain(who)] if names else []))
    console().print(made)
    answered = sum(each.answer is not None for each in listed)
    said = counted(len(listed), "opinion")
    click.echo(say("{said}, {answered:,} of them answered.", said=said, answered=answered))


def _answer(each: ListedOpinion) -> str:
    if each.answer is None:
        return "-"
    return f"{each.answered_on}: {each.answer}"
