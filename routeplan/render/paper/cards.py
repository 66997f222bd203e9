"""Cards for residents: "We called on you" (A6, four to a page), and the officers' contact cards.

A card lies where neighbours may read it. It has the station, the officer, a time and a number, and
says why the station calls on homes at all: nothing tells who lives there or why somebody came to
this one. The number stands on the officer's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from pathlib import Path
from typing import Any

from routeplan.followup.next_visits import NextVisit, NextVisits
from routeplan.hours.card_boxes import KINDS, PARTS, Offer, offers
from routeplan.model.inputs import DAY_SECONDS, Inputs, Officer
from routeplan.phrases import phrase
from routeplan.render.paper.missing_glyphs import Glyphs
from routeplan.render.paper.sheets import Sheets
from routeplan.render.paper.typesetting import typeset_pdf
from routeplan.render.round_view import Look
from routeplan.render.rounds import resident
from routeplan.render.words.card_words import card_words, days_text
from routeplan.render.words.catalogue import code_of
from routeplan.render.words.page_words import long_date, short_date
from routeplan.visitlog.log_records import Round, RoundStop

CARDS = Path(__file__).parents[1] / "assets" / "cards.typ"
CONTACTS = Path(__file__).parents[1] / "assets" / "contact_cards.typ"
CARDS_A_PAGE = 4
CONTACTS_A_PAGE = 10
ABOUT_SECONDS = 900
"""A planned time may still move: it is told to the quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Sender:
    """What the settings say of the station: its telephone, and its own words on each card.

    ``purpose`` is why homes are called on; where it is empty, the language's own words say it.
    """

    telephone: str
    data_use: str = ""
    contact: str = ""
    purpose: str = ""

    def why(self, look: Look) -> str:
        """Why homes are called on."""
        return self.purpose or card_words(look.language)["purpose"]


@dataclass(frozen=True)
class CardMaker:
    """Puts cards into words.

    Parameters
    ----------
    callers
        Officers' ids by day and visit, where two rounds make it together.
    today
        The next visit told is after this day too; None: only after the card's own.
    listed
        Each round's cards go with a list of their doors.
    """

    inputs: Inputs
    look: Look
    sender: Sender
    upcoming: NextVisits
    callers: Mapping[tuple[date, str], Sequence[str]]
    today: date | None = None
    listed: bool = False

    def make(self, rounds: Sequence[Round]) -> Sheets:
        """The cards of these rounds: each round's stack begins on a page of its own.

        Raises
        ------
        SheetError
            When typst refuses a page or lacks a font.
        """
        return set_for_residents(
            CARDS,
            self.look,
            {
                "station": self.inputs.station.name,
                "telephone": self.sender.telephone,
                "data_use": self.sender.data_use,
                "purpose": self.sender.why(self.look),
                "parts": [name for name, *_ in PARTS],
                "kinds": list(self._kinds()),
                "rounds": [self._round(logged_round) for logged_round in rounds],
            },
        )

    def _round(self, shown: Round) -> dict[str, Any]:
        return {
            "names": self._names(shown.officers),
            "date": long_date(shown.day, self.look.language),
            "pages": imposed([self._card(shown, stop) for stop in shown.stops]),
            "doors": [self._door(stop) for stop in shown.stops] if self.listed else [],
            "code": shown.code,
        }

    def _card(self, shown: Round, stop: RoundStop) -> dict[str, Any]:
        officers = self.callers.get((shown.day, stop.visit), shown.officers)
        after = max(shown.day, self.today or shown.day)
        return {
            "names": self._names(officers),
            "date": long_date(shown.day, self.look.language),
            "number": f"{shown.day} {shown.code} {stop.stop}",
        } | self._next(self.upcoming.after(stop.household, after))

    def _next(self, coming: NextVisit | None) -> dict[str, str]:
        words, language = card_words(self.look.language), self.look.language
        if coming is None:
            return {"next": "", "next_note": ""}
        kind, step = ("agreed", 60) if coming.is_promised else ("planned", ABOUT_SECONDS)
        days, seconds = divmod(step * round(coming.at_seconds / step), DAY_SECONDS)
        on = short_date(coming.on + timedelta(days=days), language)
        text = words[kind].format(date=on, time=f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}")
        return {"next": text, "next_note": words[f"{kind}_note"]}

    def _door(self, stop: RoundStop) -> dict[str, str]:
        who = resident(self.inputs.household(stop.household), None, self.look)
        return {"stop": stop.stop, "name": who.name, "address": who.address}

    def _names(self, officers: Sequence[str]) -> list[str]:
        """Those who have left the tables since the round, or have no name there, go by their id."""
        known = self.inputs.officers_by_id
        return [
            (known[officer].name if officer in known else "") or officer for officer in officers
        ]

    def _kinds(self) -> Iterator[dict[str, Any]]:
        """The rows of the grid: kinds of days with a box for each part; None where none is kept."""
        offered = offers(self.inputs.policy, self.inputs.officers)
        for kind, *_ in KINDS:
            by_part = {offer.part: offer for offer in offered if offer.kind == kind}
            if by_part:
                days = sorted({day for offer in by_part.values() for day in offer.days})
                boxes = [self._box(by_part.get(part), days) for part, *_ in PARTS]
                yield {"days": days_text(days, self.look.language), "boxes": boxes}

    def _box(self, offer: Offer | None, days: Sequence[int]) -> dict[str, str] | None:
        if offer is None:
            return None
        some = list(offer.days) != list(days)
        only = days_text(offer.days, self.look.language) if some else ""
        return {"letter": offer.letter, "hours": offer.hull, "days": only}


def make_contact_cards(
    officers: Sequence[Officer], station: str, sender: Sender, look: Look
) -> Sheets:
    """A page of contact cards for each officer; they name no household. Raises as the cards do."""
    return set_for_residents(
        CONTACTS,
        look,
        {
            "station": station,
            "telephone": sender.telephone,
            "contact": sender.contact,
            "officers": [
                {"name": officer.name or officer.id, "telephone": officer.telephone}
                for officer in officers
            ],
            "rows": CONTACTS_A_PAGE // 2,
        },
    )


def imposed[T](cards: Sequence[T]) -> list[list[T]]:
    """The cards of each page, so that pages cut and their stacks put upon each other are in order.

    With three pages the first place holds cards 1 to 3, the second 4 to 6, and so on.
    """
    pages = ceil(len(cards) / CARDS_A_PAGE)
    return [list(cards[page::pages]) for page in range(pages)]


def set_for_residents(template: Path, look: Look, content: dict[str, Any]) -> Sheets:
    """Set a template with the words of cards in the look's language.

    Raises
    ------
    SheetError
        When typst refuses a page or lacks a font.
    """
    glyphs = Glyphs()
    shown = glyphs.all_shown(content) | {
        "words": dict(card_words(look.language)),
        "household": look.words["household"],
        "demo": look.words["demo"] if look.demo else "",
        "language": code_of(look.language),
    }
    return Sheets(typeset_pdf(template, shown, phrase("the cards")), tuple(sorted(glyphs.missing)))
