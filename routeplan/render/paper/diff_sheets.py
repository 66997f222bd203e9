"""Change sheets: for each officer whose day a replan has changed, one page of what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from routeplan.model.difference import OfficerChange, Slot, StopChange, officer_changes
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.render.paper.missing_glyphs import Glyphs
from routeplan.render.paper.typesetting import typeset_pdf
from routeplan.render.round_view import Look
from routeplan.render.rounds import resident
from routeplan.render.words.catalogue import Language, code_of, words_of
from routeplan.render.words.page_words import long_date, short_date

TEMPLATE = Path(__file__).parents[1] / "assets" / "diff_sheet.typ"
PARTS = ("removed", "added", "rescheduled")


def write_diff_sheets(
    path: Path, before: Plan, after: Plan, inputs: Inputs, look: Look, *, now: int = 0
) -> int:
    """Print a page for each officer and day that differs; how many, and no file for none.

    Parameters
    ----------
    inputs
        Those of the plan before, which know what has been cancelled since.
    now
        What began before it is over, in elapsed seconds.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font.
    """
    changes = officer_changes(before, after)
    if changes:
        write_private(path, diff_sheets(changes, inputs, look, rest=rest_of(after, now)))
    return len(changes)


Rest = Mapping[tuple[str, int], bool]
"""By officer and day with a round: whether there is still a stop to make."""


def rest_of(plan: Plan, now: int) -> Rest:
    """Who has a round on which day, and whether it is over."""
    rest: dict[tuple[str, int], bool] = {}
    for route in plan.routes:
        for officer in route.officers if route.stops else ():
            ahead = any(stop.begin >= now for stop in route.stops)
            rest[officer, route.day] = ahead or rest.get((officer, route.day), False)
    return rest


def diff_sheets(
    changes: Sequence[OfficerChange], inputs: Inputs, look: Look, *, rest: Rest
) -> bytes:
    """The pages as a PDF."""
    glyphs = Glyphs()
    content = {
        "words": look.words,
        "language": code_of(look.language),
        "demo": look.demo,
        "pages": [glyphs.all_shown(_page(change, inputs, look, rest)) for change in changes],
    }
    return typeset_pdf(TEMPLATE, content, phrase("the change sheets"))


def what_next(change: OfficerChange, rest: Rest) -> str:
    """The word for what the officer does now: there is no new sheet of a day without a round."""
    if (change.officer, change.day) not in rest:
        return "no_round"
    return "new_sheet" if rest[change.officer, change.day] else "no_more_stops"


def _page(change: OfficerChange, inputs: Inputs, look: Look, rest: Rest) -> dict[str, Any]:
    on = inputs.calendar.date_of(change.day)
    name = inputs.officers_by_id[change.officer].name
    return {
        "title": look.words["changes_of"].format(name=name),
        "date": long_date(on, look.language),
        "what_next": look.words[what_next(change, rest)],
        "parts": [
            {"title": look.words[part], "rows": list(_rows(change, part, inputs, look))}
            for part in PARTS
            if getattr(change, part)
        ],
    }


def _rows(change: OfficerChange, part: str, inputs: Inputs, look: Look) -> Iterator[dict[str, str]]:
    stops: tuple[StopChange, ...] = getattr(change, part)
    for stop in stops:
        visit = inputs.visits_by_id.get(stop.visit)
        who = resident(inputs.household(stop.household), visit, look)
        yield {
            "name": who.name,
            "address": who.address,
            "was": slot_text(stop.before, change, inputs, look.language),
            "now": slot_text(stop.after, change, inputs, look.language),
        }


def slot_text(slot: Slot | None, change: OfficerChange, inputs: Inputs, language: Language) -> str:
    """``10:40``, with the day and the officers where these are not the sheet's own."""
    words = words_of(language)
    if slot is None:
        return words["not_planned"]
    parts = [inputs.calendar.clock(slot.begin, day=slot.day)]
    if slot.day != change.day:
        parts.insert(0, short_date(inputs.calendar.date_of(slot.day), language))
    others = [officer for officer in slot.officers if officer != change.officer]
    if others:
        names = " + ".join(inputs.officers_by_id[officer].name for officer in others)
        key = "with_officers" if change.officer in slot.officers else "by_officers"
        parts.append(words[key].format(names=names))
    return " ".join(parts)
