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
    for opinion in listed:
        kind = say("{category} (suggestion)", category=opinion.category)
        cells: list[str | Text] = [
            str(opinion.number),
            str(opinion.day),
            plain(kind if opinion.is_suggestion else opinion.category),
            plain(opinion.street),
            plain(opinion.text),
            plain(_answer(opinion)),
        ]
        who = " ".join(filter(None, (opinion.household, opinion.name, opinion.address)))
        made.add_row(*cells, *([plain(who)] if names else []))
    console().print(made)
    answered = sum(opinion.answer is not None for opinion in listed)
    said = counted(len(listed), "opinion")
    click.echo(say("{said}, {answered:,} of them answered.", said=said, answered=answered))


def _answer(opinion: ListedOpinion) -> str:
    if opinion.answer is None:
        return "-"
    return f"{opinion.answered_on}: {opinion.answer}"
