"""What a card offers to tick, and what a tick means."""

from __future__ import annotations

import pytest

from routeplan.hours.card_boxes import Offer, are_ticks, hours_text, offers
from routeplan.hours.syntax import lint
from routeplan.model.inputs import Policy
from tests.stations import officer


def boxes(hours: str, *more: str, visiting: str = "Mo-Su 08:00-20:00", quiet: str = "") -> dict:
    """The boxes by letter, with officers who work these hours."""
    policy = Policy(visiting_hours=((visiting, 0.5),), quiet_hours=quiet)
    staff = [officer("ABC"[k], hours=text) for k, text in enumerate((hours, *more))]
    return {offer.letter: offer for offer in offers(policy, staff)}


def shown(found: dict[str, Offer]) -> dict[str, str]:
    return {letter: offer.hull for letter, offer in found.items()}


def test_a_box_is_offered_where_the_station_is_open_and_somebody_works() -> None:
    found = boxes("Mo-Fr 07:30-13:00", "Sa 10:00-12:00")
    # Open from 8:00; noon is 11 to 14, and nobody works after 13:00.
    assert shown(found) == {
        "a": "08:00–11:00",
        "b": "11:00–13:00",
        "e": "10:00–11:00",
        "f": "11:00–12:00",
    }
    assert found["a"].days == (0, 1, 2, 3, 4)
    assert (found["e"].days, found["e"].kind, found["e"].part) == ((5,), "saturday", "morning")


def test_quiet_hours_are_not_offered_and_no_stretch_below_half_an_hour_is() -> None:
    found = boxes("Mo-Fr 08:00-20:00", quiet="Mo-Su 17:29-24:00")
    assert shown(found) == {"a": "08:00–11:00", "b": "11:00–14:00", "c": "14:00–17:00"}
    found = boxes("Mo-Fr 08:00-20:00", quiet="Mo-Su 17:30-24:00")
    assert shown(found)["d"] == "17:00–17:30"


def test_visiting_hours_at_which_nobody_ever_opens_are_not_offered() -> None:
    policy = Policy(visiting_hours=(("Mo-Fr 11:00-14:00", 0.0), ("Mo-Fr 08:00-17:00", 0.4)))
    found = offers(policy, [officer("A", hours="Mo-Fr 08:00-17:00")])
    assert [offer.letter for offer in found] == ["a", "c"]


def test_a_night_shift_offers_the_evening_it_begins_on() -> None:
    found = boxes("Fr 20:00-04:00", visiting="Mo-Su 00:00-24:00")
    assert shown(found) == {"d": "20:00–24:00", "e": "00:00–04:00"}
    assert hours_text([found["d"]]) == "Fr 20:00-24:00"


def test_days_that_differ_are_told_by_their_earliest_and_latest_hour() -> None:
    found = boxes("Mo,We 17:00-19:00; Th 18:00-20:00")
    assert (found["d"].hull, found["d"].days) == ("17:00–20:00", (0, 2, 3))
    assert hours_text([found["d"]]) == "Mo,We 17:00-19:00; Th 18:00-20:00"


def test_without_officers_nothing_is_offered() -> None:
    assert offers(Policy(), []) == ()
    assert hours_text([]) == ""


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        pytest.param("ac", "Mo-Fr 08:00-11:00,14:00-17:00", id="parts of a day"),
        pytest.param("ab", "Mo-Fr 08:00-14:00", id="parts that touch are one"),
        pytest.param("be", "Mo-Fr 11:00-14:00; Sa 08:00-11:00", id="kinds of days"),
        pytest.param("ej", "Sa-Su 08:00-11:00", id="days with the same hours together"),
    ],
)
def test_ticks_are_hours_as_a_table_has_them(letters: str, told: str) -> None:
    found = boxes("Mo-Su 08:00-20:00")
    text = hours_text(found[letter] for letter in letters)
    assert text == told
    assert lint(text) == ()


@pytest.mark.parametrize(
    ("text", "are"),
    [("bd", True), ("B, d", True), ("m n", True), ("Mo-Fr 08:00-10:00", False), ("i", False)],
)
def test_letters_are_told_from_hours(text: str, are: bool) -> None:
    assert are_ticks(text) is are
