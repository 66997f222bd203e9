"""Cards for residents, read back from the PDF: what stands on them, and what must not."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from routeplan.errors import SheetError
from routeplan.followup.next_visits import NextVisit, NextVisits
from routeplan.model.inputs import Inputs, Policy
from routeplan.render.paper import cards as made
from routeplan.render.paper.cards import CardMaker, Sender, imposed, make_contact_cards
from routeplan.render.paper.sheets import Sheets
from routeplan.render.round_view import Look
from routeplan.visitlog.log_records import Round, RoundStop
from tests.render.paper.paper import Word, needs_poppler, pages_of, squeezed, text_of
from tests.stations import MONDAY, household, inputs_of, officer

BLNS = Path(__file__).parents[4] / "shared" / "data" / "corpora" / "blns" / "blns.json"
SENDER = Sender("09 123 456")
HALF_WIDTH, HALF_HEIGHT = 105.0, 148.5
MARGIN = 7.5
"""Between a card's edge and its letters, in millimetres: a printer reaches it, a knife does not."""
SECRET = {
    "name": "Xavier",
    "address": "Hiddenlane 4 B as. 77",
    "task": "Taskword",
    "note": "Noteword",
    "extra": {"phone": "Phoneword"},
}


def inputs_with(homes: int = 8, hours: str = "Mo-Fr 08:00-20:00", **fields: Any) -> Inputs:
    staff = [officer("A", hours=hours), officer("B", name="Büro 陈伟")]
    people = [household(k, **fields) for k in range(1, homes + 1)]
    return inputs_of(people, [], [], officers=staff)


def round_of(stops: int, **changes: Any) -> Round:
    """Calls on h1, h2, ...; the last one in reserve."""
    called = [RoundStop(str(k), f"v{k}", f"h{k}", 600, 36_000) for k in range(1, stops)]
    spare = RoundStop("A", f"v{stops}", f"h{stops}", 0, is_reserve=True)
    plain = Round("R", "K3", MONDAY, MONDAY, "A/0", ("A",), 0, 0, 0.5, (*called, spare))
    return replace(plain, **changes)


def printed(
    rounds: Sequence[Round],
    inputs: Inputs,
    *,
    look: Look | None = None,
    sender: Sender = SENDER,
    coming: dict[str, list[NextVisit]] | None = None,
    **more: Any,
) -> Sheets:
    callers = more.pop("callers", {})
    maker = CardMaker(inputs, look or Look(), sender, NextVisits(coming or {}), callers, **more)
    return maker.make(rounds)


def quarters(page: Sequence[Word]) -> list[list[Word]]:
    """The words of each card, left before right and upper before lower."""
    found: list[list[Word]] = [[], [], [], []]
    for word in page:
        found[int(word.left > HALF_WIDTH) + 2 * int(word.top > HALF_HEIGHT)].append(word)
    return found


def numbers(pdf: bytes, folder: Path) -> list[list[str]]:
    """What the cards' numbers end with, by place and then by page."""
    by_page = [
        [
            max(card, key=lambda word: (round(word.bottom), word.right)).text if card else ""
            for card in quarters(page)
        ]
        for page in pages_of(pdf, folder)
    ]
    return [list(place) for place in zip(*by_page, strict=True)]


def assert_within_cards(pdf: bytes, folder: Path) -> None:
    for page in pages_of(pdf, folder):
        for word in page:
            left, top = word.left % HALF_WIDTH, word.top % HALF_HEIGHT
            assert left >= MARGIN, word
            assert left + word.right - word.left <= HALF_WIDTH - MARGIN, word
            assert top >= MARGIN - 1, word  # the box of a word is higher than its letters
            assert top + word.bottom - word.top <= HALF_HEIGHT - MARGIN + 1, word


@needs_poppler
def test_a_card_says_who_called_and_how_to_answer(tmp_path: Path) -> None:
    text = re.sub(" +", " ", text_of(printed([round_of(1)], inputs_with()).pdf, tmp_path))
    for told in (
        "Street Station",
        "We called on you",
        "Monday 30 November 2026",
        "Officer A",
        "09 123 456",
        "We will come again.",
        "morning noon afternoon evening",
        "08:00–11:00 11:00–14:00 14:00–17:00 17:00–20:00",
        "Other hours",
        "What happens with your answer",
        "You need not answer.",
        "card 2026-11-30 K3 A",
    ):
        assert told in text, told
    assert re.search(r"Mon–Fri\s+a b c d", text)


@needs_poppler
def test_a_card_tells_neighbours_nothing_of_the_household(tmp_path: Path) -> None:
    everything = Look(printable=("name", "address", "task", "note", "phone"))
    pdf = printed([round_of(4)], inputs_with(**SECRET), look=everything).pdf
    text = squeezed(pdf, tmp_path)
    secrets = ("Xavier", "Hiddenlane", "77", "Taskword", "Noteword", "Phoneword", "h1", "h2")
    assert not [word for word in secrets if word in text]


@needs_poppler
def test_cut_and_stacked_the_cards_are_in_the_order_of_the_round(tmp_path: Path) -> None:
    pdf = printed([round_of(7)], inputs_with()).pdf
    # Seven cards are two pages: stacks of 1 2, 3 4, 5 6 and the reserve stop.
    assert numbers(pdf, tmp_path) == [["1", "2"], ["3", "4"], ["5", "6"], ["A", ""]]
    assert_within_cards(pdf, tmp_path)


@pytest.mark.parametrize("count", range(14))
def test_the_stacks_upon_each_other_are_in_order(count: int) -> None:
    pages = imposed(range(count))
    stacks = ([page[place] for page in pages if place < len(page)] for place in range(4))
    assert [card for stack in stacks for card in stack] == list(range(count))
    assert len(pages) == -(-count // 4)


@needs_poppler
def test_each_round_begins_on_a_page_of_its_own(tmp_path: Path) -> None:
    other = round_of(2, code="B2", officers=("B",))
    pages = pages_of(printed([round_of(2), other], inputs_with()).pdf, tmp_path)
    assert len(pages) == 2
    assert "陈伟" in [word.text for word in pages[1]]


@needs_poppler
def test_a_visit_made_together_names_both_officers(tmp_path: Path) -> None:
    both = {(MONDAY, "v1"): ["A", "B"]}
    pdf = printed([round_of(2)], inputs_with(), callers=both).pdf
    assert squeezed(pdf, tmp_path).count("OfficerA+Büro陈伟") == 1


@needs_poppler
def test_an_officer_who_has_left_or_has_no_name_goes_by_the_id(tmp_path: Path) -> None:
    inputs = inputs_of([household(1)], [], [], officers=[officer("A", name="")])
    pdf = printed([round_of(1, officers=("A", "Z9"))], inputs).pdf
    assert "OfficerA+Z9" in squeezed(pdf, tmp_path)
    assert "policeofficerA" in squeezed(
        make_contact_cards(inputs.officers, "S", SENDER, Look()).pdf, tmp_path
    )


@pytest.mark.parametrize(
    ("visit", "told"),
    [
        pytest.param(
            NextVisit(MONDAY.replace(year=2027), 36_600, True),
            "Tue 30 Nov, 10:10 As agreed with you.",
            id="agreed: as it is",
        ),
        # 10:38 is nearer to 10:45 than to 10:30.
        pytest.param(
            NextVisit(MONDAY.replace(year=2027), 38_280, False),
            "Tue 30 Nov, about 10:45",
            id="planned: to the quarter of an hour",
        ),
        pytest.param(
            NextVisit(MONDAY.replace(year=2027), 24 * 3600 + 600, False),
            "Wed 1 Dec, about 00:15",
            id="after midnight it is the next day's",
        ),
    ],
)
@needs_poppler
def test_the_next_visit_is_told(tmp_path: Path, visit: NextVisit, told: str) -> None:
    pdf = printed([round_of(1)], inputs_with(), coming={"h1": [visit]}).pdf
    text = squeezed(pdf, tmp_path)
    assert told.replace(" ", "") in text
    assert "Wewillcomeagain" not in text
    assert ("pleasecallus" in text) is not visit.is_promised


@needs_poppler
def test_a_visit_that_lies_before_today_is_not_told(tmp_path: Path) -> None:
    coming = {"h1": [NextVisit(MONDAY.replace(day=30, month=12), 36_000, False)]}
    late = MONDAY.replace(day=31, month=12)
    pdf = printed([round_of(1)], inputs_with(), coming=coming, today=late).pdf
    assert "We will come again." in re.sub(" +", " ", text_of(pdf, tmp_path))


@needs_poppler
def test_only_hours_at_which_somebody_works_can_be_ticked(tmp_path: Path) -> None:
    inputs = inputs_with(hours="Mo-We 08:00-13:00; Sa 12:00-13:00")
    text = re.sub(" +", " ", text_of(printed([round_of(1)], inputs).pdf, tmp_path))
    for told in ("Mon–Wed", "Sat", "08:00–11:00", "11:00–13:00", "12:00–13:00"):
        assert told in text
    for none in ("afternoon", "evening", "Sun"):
        assert none not in text


@needs_poppler
def test_days_on_which_a_part_is_not_kept_are_told_at_its_box(tmp_path: Path) -> None:
    inputs = inputs_with(hours="Mo-We 08:00-13:00; Th 08:00-10:00")
    text = text_of(printed([round_of(1)], inputs).pdf, tmp_path)
    assert "Mon–Thu" in text
    assert "Mon–Wed" in text


@needs_poppler
def test_a_station_without_hours_leaves_a_line_to_write_on(tmp_path: Path) -> None:
    text = text_of(printed([round_of(1)], inputs_with(hours="")).pdf, tmp_path)
    assert "Other hours" in text
    assert "morning" not in text


@needs_poppler
def test_a_card_says_why_homes_are_called_on_and_asks_two_questions(tmp_path: Path) -> None:
    text = squeezed(printed([round_of(1)], inputs_with()).pdf, tmp_path)
    for part in ("tohearwhatworriesyou", "Areyoucontentwithourvisits?", "Whatshouldweknow?"):
        assert text.count(part) == 1
    assert re.search("visits[?]yesno", text)
    sender = replace(SENDER, purpose="So that <b>we</b> know #each other.")
    text = squeezed(printed([round_of(1)], inputs_with(), sender=sender).pdf, tmp_path)
    assert "Sothat<b>we</b>know#eachother." in text
    assert "worries" not in text


@needs_poppler
def test_a_contact_card_has_the_officer_s_own_telephone_before_the_station_s(
    tmp_path: Path,
) -> None:
    staff = [officer("A", telephone="040 777"), officer("B")]
    pdf = make_contact_cards(staff, "S", SENDER, Look()).pdf
    first, second = ([word.text for word in page] for page in pages_of(pdf, tmp_path))
    assert first.count("777") == first.count("Station") == first.count("456") == 10
    assert (second.count("777"), second.count("456"), second.count("Station")) == (0, 10, 0)
    none = make_contact_cards(staff[:1], "S", Sender(""), Look())
    words = [word.text for word in pages_of(none.pdf, tmp_path)[0]]
    assert (words.count("777"), words.count("Station")) == (10, 0)


@needs_poppler
def test_the_stations_own_words_follow_ours(tmp_path: Path) -> None:
    sender = replace(SENDER, data_use="Section 12 of our rules applies.")
    text = squeezed(printed([round_of(1)], inputs_with(), sender=sender).pdf, tmp_path)
    assert "holdonyou.Section12ofourrulesapplies." in text


@needs_poppler
def test_a_chinese_card_has_no_english_word_of_ours(tmp_path: Path) -> None:
    look = Look(language="zh", demo=True)
    coming = {"h1": [NextVisit(MONDAY.replace(year=2027), 38_280, False)]}
    inputs = inputs_with(hours="Mo,Th 08:00-13:00")
    rounds = [round_of(2, officers=("B",))]
    text = squeezed(printed(rounds, inputs, look=look, coming=coming).pdf, tmp_path)
    for told in ("我们来访过", "2026年11月30日星期一", "周一、周四", "10:45左右", "演示数据"):
        assert told in text
    left = re.sub("StreetStation|Büro|K3|2026-11-30K3", "", text)
    assert set(re.findall("[A-Za-z]+", left)) <= {"a", "b", "A"}


@needs_poppler
def test_the_list_for_the_officer_tells_which_card_goes_where(tmp_path: Path) -> None:
    inputs = inputs_with(**SECRET)
    pdf = printed([round_of(3)], inputs, look=Look(printable=("name", "address")), listed=True).pdf
    first, cards = pages_of(pdf, tmp_path)
    # The words of a row, as it is read: from left to right.
    rows: dict[int, list[Word]] = {}
    for word in first:
        rows.setdefault(round((word.top + word.bottom) / 2), []).append(word)
    told = [" ".join(w.text for w in sorted(row)) for row in rows.values()]
    for stop in ("1", "2", "A"):
        assert f"{stop} Xavier Hiddenlane 4 B as. 77" in told
    whole = " ".join(told)
    assert "CONFIDENTIAL" in whole
    assert "Taskword" not in whole
    assert not {"Xavier", "Hiddenlane"} & {word.text for word in cards}


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
@needs_poppler
def test_the_longest_texts_stay_on_their_card(tmp_path: Path, language: Any) -> None:
    long = "Kunnallisneuvoksenpuisto Åsa-Maria von"
    inputs = inputs_of(
        [household(1), household(2)],
        [],
        [],
        policy=Policy(visiting_hours=(("Mo-Su 06:00-24:00", 0.5),)),
        officers=[
            officer(
                "A", name=f"{long} 一", hours="Mo-Tu 07:00-22:00; Fr 06:00-21:30; Sa-Su 09:00-23:00"
            ),
            officer("B", name=f"{long} 二", hours="We 18:00-23:00"),
        ],
    )
    inputs = replace(inputs, station=replace(inputs.station, name="West District " * 5))
    sender = Sender("0800 " * 8, "Wir Wissen Was Wir " * 12 + "W" * 12)
    coming = {"h1": [NextVisit(MONDAY.replace(year=2027, month=9), 38_280, False)]}
    pdf = printed(
        [round_of(2, officers=("A", "B"))],
        inputs,
        look=Look(language=language, demo=True),
        sender=sender,
        coming=coming,
    ).pdf
    assert numbers(pdf, tmp_path)[:2] == [["1"], ["A"]]
    assert_within_cards(pdf, tmp_path)
    contact = make_contact_cards(
        inputs.officers, inputs.station.name, replace(sender, contact="Wir Wissen " * 11), Look()
    )
    assert len(pages_of(contact.pdf, tmp_path)) == 2


@pytest.mark.skipif(not BLNS.is_file(), reason="the folder shared/ is not beside the checkout")
@needs_poppler
@pytest.mark.slow
def test_no_naughty_string_breaks_a_card(tmp_path: Path) -> None:
    strings: list[str] = json.loads(BLNS.read_text(encoding="utf-8"))
    assert len(strings) == 515
    people = [household(k, name=text, address=text) for k, text in enumerate(strings, start=1)]
    staff = [officer("A", name=strings[100]), officer("B", name='#import "x" $1/0$ `raw`')]
    inputs = inputs_of(people, [], [], officers=staff)
    pdf = printed([round_of(515, officers=("A", "B"))], inputs, listed=True).pdf
    text = squeezed(pdf, tmp_path)
    assert text.count("Wecalledonyou") == 515
    assert '#import"x"$1/0$`raw`' in text


@needs_poppler
def test_hostile_words_of_the_station_stay_text(tmp_path: Path) -> None:
    sender = Sender('#panic("x")', "#[*bold*] \\ $x$", "@preview/x:1.0.0")
    inputs = inputs_with()
    text = squeezed(printed([round_of(1)], inputs, sender=sender).pdf, tmp_path)
    assert '#panic("x")' in text
    assert "#[*bold*]\\$x$" in text
    contact = make_contact_cards(inputs.officers, "S", sender, Look())
    assert squeezed(contact.pdf, tmp_path).count("@preview/x:1.0.0") == 20


@needs_poppler
def test_an_officers_contact_cards_fill_a_page_and_name_no_household(tmp_path: Path) -> None:
    inputs = inputs_with(**SECRET)
    sender = replace(SENDER, contact="Open Tu 10-12")
    cards = make_contact_cards(inputs.officers, "Street Station", sender, Look(demo=True))
    first, second = pages_of(cards.pdf, tmp_path)
    told = " ".join(word.text for word in first)
    for text in ("Street Station", "Officer A", "09 123 456", "Open Tu 10-12", "DEMONSTRATION"):
        assert told.count(text) == 10
    assert [word.text for word in second].count("陈伟") == 10
    assert "Xavier" not in told
    tops = sorted({round(word.top) for word in first if word.text == "DEMONSTRATION:"})
    assert [below - above for above, below in pairwise(tops)] == [55] * 4


def test_signs_that_no_font_has_are_told() -> None:
    inputs = inputs_of([household(1)], [], [], officers=[officer("A", name="Aalto 龘")])
    assert printed([round_of(1)], inputs).missing == ("U+9F98",)


def test_a_warning_of_typst_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.typ"
    other.write_text('#set text(font: "No Such Font")\nText', encoding="utf-8")
    monkeypatch.setattr(made, "CARDS", other)
    with pytest.raises(SheetError, match="unknown font"):
        printed([round_of(1)], inputs_with())
