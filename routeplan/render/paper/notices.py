"""Notices to hang up in a house before a round: when somebody comes, who, and why.

Everybody in the house reads it. It has the house and no flat, no name and no reason of a visit.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from routeplan.followup.residents.announced_rounds import CalledHouse, HouseCall
from routeplan.model.inputs import Inputs
from routeplan.render.paper.cards import Sender, set_for_residents
from routeplan.render.paper.sheets import Sheets
from routeplan.render.round_view import Look
from routeplan.render.words.card_words import card_words
from routeplan.render.words.page_words import long_date

NOTICES = Path(__file__).parents[1] / "assets" / "notices.typ"


class NoticeSize(StrEnum):
    """How large a notice is; of A5 there are two on a page."""

    A5 = "a5"
    A4 = "a4"


def make_notices(
    houses: Sequence[CalledHouse],
    inputs: Inputs,
    sender: Sender,
    look: Look,
    size: NoticeSize = NoticeSize.A5,
) -> Sheets:
    """A notice for each house, in their order.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font.
    """
    words = card_words(look.language)
    return set_for_residents(
        NOTICES,
        look,
        {
            "station": inputs.station.name,
            "size": size.value,
            "purpose": sender.why(look),
            "telephone": sender.telephone,
            "houses": [
                {
                    "address": house.address,
                    "calls": [_call(call, inputs, sender, look, words) for call in house.calls],
                }
                for house in houses
            ],
        },
    )


def _call(
    call: HouseCall, inputs: Inputs, sender: Sender, look: Look, words: Mapping[str, str]
) -> dict[str, Any]:
    officers = [inputs.officers_by_id[officer] for officer in call.officers]
    return {
        "when": words["notice_between"].format(
            date=long_date(call.day, look.language), begin=_clock(call.begin), end=_clock(call.end)
        ),
        "officers": [
            {"name": officer.name or officer.id, "telephone": officer.telephone or sender.telephone}
            for officer in officers
        ],
    }


def _clock(seconds: int) -> str:
    """The clock on the wall, also after midnight."""
    return f"{seconds // 3600 % 24:02d}:{seconds % 3600 // 60:02d}"
