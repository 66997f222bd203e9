"""What people said, for the chief; and answering it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from routeplan.errors import UsageError
from routeplan.phrases import phrase
from routeplan.station.clock import clerk, now, today
from routeplan.station.harmless_text import worded

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.report.opinions import SaidOpinion
    from routeplan.station.reading.open_station import Workspace

SOMEBODY = "[name]"
"""Stands for a name of the tables in what was said."""


@dataclass(frozen=True)
class OpinionChoice:
    """Which opinions and suggestions; by default all.

    Parameters
    ----------
    first, last
        Said on these days.
    category, street
        Of this category; of homes in a street whose name has this in it.
    answered
        Only those answered, or only those that are not.
    """

    first: date = date.min
    last: date = date.max
    category: str | None = None
    street: str | None = None
    answered: bool | None = None


@dataclass(frozen=True, slots=True)
class ListedOpinion:
    """What somebody said; who it was only where names were asked for.

    ``number`` is what it is answered by. ``street`` is empty where it would tell who spoke.
    ``answer`` and ``answered_on`` are None while there is none.
    """

    number: int
    day: date
    is_suggestion: bool
    category: str
    street: str
    text: str
    answer: str | None = None
    answered_on: date | None = None
    household: str | None = None
    name: str | None = None
    address: str | None = None


def gather_opinions(
    workspace: Workspace, choice: OpinionChoice, *, names: bool = False
) -> tuple[ListedOpinion, ...]:
    """What people said, by day.

    Parameters
    ----------
    names
        Who said it, and what they said with the names in it.

    Raises
    ------
    UsageError
        When there is no visit log yet, or the days are in the wrong order.
    StoreBusyError, StoreError
        When the log cannot be read.
    """
    from routeplan.report.opinions import opinions_said
    from routeplan.visitlog.store import reading

    if choice.last < choice.first:
        raise UsageError(phrase("{last} is before {first}", first=choice.first, last=choice.last))
    with reading(workspace.begun_log) as log:
        said = opinions_said(log, choice.first, choice.last)
    return tuple(_listed(workspace, [e for e in said if _is_wanted(e, choice)], choice, names))


def _is_wanted(said: SaidOpinion, choice: OpinionChoice) -> bool:
    if choice.category and said.category.casefold() != choice.category.strip().casefold():
        return False
    return choice.answered in (None, said.answer is not None)


def _listed(
    workspace: Workspace, said: list[SaidOpinion], choice: OpinionChoice, names: bool
) -> Iterator[ListedOpinion]:
    from routeplan.addresses.words.street_name import NO_STREET, street_groups, street_name
    from routeplan.formats.tables.rows import Row
    from routeplan.report.said import FEW
    from routeplan.station.privacy.other_names import MASK, OtherNames

    homes = workspace.inputs.households_by_id
    # where few households live in a street, its name would tell who spoke
    streets = {home.id: street_name(home.address) for home in homes.values()}
    wanted = (choice.street or "").strip()
    *numbers, asked_for = street_groups([*streets.values(), street_name(wanted)])
    groups = dict(zip(homes, numbers, strict=True))
    living = Counter(numbers)
    rows = [Row(0, {"id": h.id, "name": h.name, "address": h.address}) for h in homes.values()]
    others = OtherNames.of(workspace.inputs, rows, "")

    def masked(text: str) -> str:
        hidden: str = others.masked(text)
        return text if names else hidden.replace(MASK, SOMEBODY)

    for opinion in said:
        street, group = streets.get(opinion.household, ""), groups.get(opinion.household, NO_STREET)
        if wanted.casefold() not in street.casefold() and group != asked_for:
            continue
        is_told = names or (group != NO_STREET and living[group] >= FEW)
        home = homes.get(opinion.household) if names else None
        yield ListedOpinion(
            number=opinion.number,
            day=opinion.day,
            is_suggestion=opinion.is_suggestion,
            category=masked(opinion.category),
            street=street if is_told else "",
            text=masked(opinion.text),
            answer=masked(opinion.answer.text) if opinion.answer else None,
            answered_on=opinion.answer.on if opinion.answer else None,
            household=opinion.household if names else None,
            name=home.name if home else None,
            address=home.address if home else None,
        )


def answer_opinion(
    workspace: Workspace, number: int, text: str, *, command: str
) -> tuple[Finding, ...]:
    """Note what was answered to an opinion, today; what was answered before stays in the history.

    Why this cannot be undone, where that is so.

    Raises
    ------
    UsageError
        When there is no visit log yet, nobody said this, or the text is empty.
    StoreBusyError, StoreError
        When the log cannot be written; nothing was.
    """
    from routeplan.followup.recording import record_answer
    from routeplan.report.opinions import standing_for
    from routeplan.station.use_cases.undo.note_write import noted_write
    from routeplan.visitlog.notes import OpinionAnswer, Stamp
    from routeplan.visitlog.store import reading

    path = workspace.begun_log
    words = worded(text)
    with reading(path) as log:
        opinion = standing_for(log, number)
    if opinion is None:
        raise UsageError(
            phrase("there is no opinion {number}; 'routeplan opinions' lists them", number=number)
        )
    what = phrase("an answer to opinion {number}", number=opinion)
    with noted_write(workspace.root, what, command=command) as noting:
        answer = OpinionAnswer(0, opinion, today(), words)
        noting.notes.append(record_answer(path, answer, Stamp(now(), clerk())))
    return noting.findings
