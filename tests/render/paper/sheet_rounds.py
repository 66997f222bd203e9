"""Rounds to print sheets of, and whose sheet a page is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from routeplan.model.inputs import Household
from routeplan.render.paper.sheets import SheetForm
from routeplan.render.round_view import Look, ShownRound
from routeplan.render.rounds import make_rounds
from tests.render.paper.paper import Word
from tests.render.planned import plan_of, route_of
from tests.stations import household, inputs_of, shift, visit

LOOK = Look()


def rounds_of(
    homes: Sequence[Household],
    *,
    reserve: Sequence[Household] = (),
    look: Look = LOOK,
    officers: str = "A",
    straight_line: bool = False,
    **more: Any,
) -> list[ShownRound]:
    """One round to these homes, ten minutes each."""
    everybody = [*homes, *reserve]
    calls = [visit(int(home.id.removeprefix("h"))) for home in everybody]
    inputs = inputs_of(everybody, calls, [shift(officers)], **more)
    route = route_of(
        inputs,
        inputs.shifts[0],
        [home.id for home in homes],
        reserve=[home.id for home in reserve],
        pause=len(homes) > 1,
    )
    return make_rounds(plan_of(inputs, [route], straight_line=straight_line), inputs, look)


def street(count: int, **fields: Any) -> list[Household]:
    return [household(k, **fields) for k in range(1, count + 1)]


def leaves(*lengths: int) -> list[ShownRound]:
    """Rounds of so many homes, each a shift of its own."""
    return [
        replace(rounds_of(street(count))[0], shift=f"S{k}", names=(f"Officer {k}",))
        for k, count in enumerate(lengths)
    ]


def with_whys(shown: Sequence[ShownRound], told: str = "no other has room") -> SheetForm:
    """Sheets with a reverse."""
    whys = {
        shown_round.shift: [f"{told} {row.number}" for row in shown_round.rows]
        for shown_round in shown
    }
    return SheetForm(whys=whys)


def kind_of(page: Sequence[Word]) -> str:
    """Whose page it is, and whether it is a reverse or ruled for notes; empty for a blank one."""
    if not page:
        return ""
    texts = [word.text for word in page]
    whose = texts[texts.index("Officer", len(texts) - 12) + 1]
    if "reverse" not in texts:
        return whose
    return f"why {whose}" if "Why" in texts else f"notes {whose}"
