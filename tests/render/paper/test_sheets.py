"""The officers' sheets, read back from the PDF.

Tests ``render/paper/typesetting.py``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import segno

from routeplan.errors import RouteplanError, SheetError
from routeplan.model.inputs import Household
from routeplan.render.map.basemap import BaseMap, DrawnWay
from routeplan.render.paper import setting_sheets, sheets, typesetting
from routeplan.render.paper.sheets import SheetForm, Sheets, make_sheets
from routeplan.render.round_view import Look
from routeplan.render.rounds import make_rounds
from tests.check.sound import sound_plan, station
from tests.render.paper.paper import Word, needs_poppler, pages_of, squeezed, text_of
from tests.render.paper.sheet_rounds import (
    LOOK,
    kind_of,
    leaves,
    rounds_of,
    street,
    with_whys,
)
from tests.render.planned import BASE
from tests.stations import household, officer

BLNS = Path(__file__).parents[4] / "shared" / "data" / "corpora" / "blns" / "blns.json"
LEFT, RIGHT, TOP, BOTTOM = 11.9, 198.1, 7.9, 295.0
"""Edges of what is printed, in millimetres; the footer is in the lower margin.

The box of a word is higher than its letters: the large ones of the heading reach 2 mm up.
"""
DETAILS = (105.5, 198.5)
"""Left and right edge of the column of tasks and notes."""
CODES = "Characters missing from the font are printed as codes: "


def printed(homes: Sequence[Household], *, look: Look = LOOK, **more: Any) -> Sheets:
    return make_sheets(rounds_of(homes, look=look, **more), BASE, look)


def assert_within_margins(pages: Sequence[Sequence[Word]]) -> None:
    for page in pages:
        assert page
        for word in page:
            assert word.left >= LEFT, word
            assert word.right <= RIGHT, word
            assert word.top >= TOP, word
            assert word.bottom <= BOTTOM, word


# What stands on a sheet


@needs_poppler
def test_a_sheet_tells_the_whole_round(tmp_path: Path) -> None:
    homes = street(3, task="Ask about the lamp", note="Ring twice")
    text = text_of(printed(homes[:2], reserve=homes[2:]).pdf, tmp_path)
    for told in (
        "Officer A Monday 30 November 2026",
        "2 visits · expect to meet 1",
        "09:02",
        "–09:12",
        "09:00–17:00",
        "2 min · 160 m · by Mill Lane",
        "Resident 1",
        "Street 1",
        "Ask about the lamp",
        "Ring twice",
        "Break 09:24–09:54",
        "Station, back 09:26",
        "at door",
        "wrong addr.",
        "in difficulty",
        "satisfied",
        "minutes",
        "If doors stay shut: reserve stops",
        "after 1",
        "+4 min",
        "Resident 3",
        "CONFIDENTIAL",
        "Officer A · Mon 30 Nov · page 1 / 1",
        "© OpenStreetMap contributors",
        "Mill Lane & Sons",
    ):
        assert told in re.sub(" +", " ", text), told


@needs_poppler
def test_rows_stand_in_order_and_the_break_after_its_stop(tmp_path: Path) -> None:
    (page,) = pages_of(printed(street(3)).pdf, tmp_path)
    tops = [next(word.top for word in page if word.text == time) for time in _times(3)]
    assert tops == sorted(tops)
    pause = next(word.top for word in page if word.text == "Break")
    assert tops[0] < pause < tops[1]


def _times(count: int) -> list[str]:
    """12 minutes apart from 9:02 on."""
    return [f"{9 + m // 60:02d}:{m % 60:02d}" for m in range(2, 2 + 12 * count, 12)]


@needs_poppler
def test_a_break_before_the_first_stop_stands_first(tmp_path: Path) -> None:
    (shown,) = rounds_of(street(2))
    assert shown.pause is not None
    first = replace(shown, pause=replace(shown.pause, after=0))
    (page,) = pages_of(make_sheets([first], BASE, LOOK).pdf, tmp_path)
    pause = next(word.top for word in page if word.text == "Break")
    assert pause < next(word.top for word in page if word.text == "09:02")


@needs_poppler
def test_a_break_after_the_way_back_stands_last(tmp_path: Path) -> None:
    (shown,) = rounds_of(street(2))
    assert shown.pause is not None
    last = replace(shown, pause=replace(shown.pause, after=3))
    (page,) = pages_of(make_sheets([last], BASE, LOOK).pdf, tmp_path)
    pause = next(word.top for word in page if word.text == "Break")
    back = max(word.top for word in page if word.text.startswith("Station"))
    assert back < pause


@needs_poppler
def test_a_crew_and_a_pair_are_named(tmp_path: Path) -> None:
    shown = make_rounds(sound_plan(), station(), LOOK)
    text = squeezed(make_sheets(shown, BASE, LOOK).pdf, tmp_path)
    assert "OfficerD+OfficerE" in text
    assert "togetherwithOfficerC" in text
    assert "Appointment14:00" in text


@needs_poppler
def test_a_chinese_sheet_has_no_english_word_of_ours(tmp_path: Path) -> None:
    look = Look(language="zh", demo=True)
    homes = [household(1, name="陈伟", address="人民路12号", task="核对信息")]
    text = squeezed(printed(homes, look=look, straight_line=True).pdf, tmp_path)
    for told in ("2026年11月30日星期一", "1户次", "陈伟", "人民路12号", "核对信息", "演示数据"):
        assert told in text
    # what is left of Latin letters is the officer, the street, the makers of the map, the sheet's
    # id and code, and the letters to type
    ours = (
        r"OfficerA|MillLane&Sons|MillLane|OpenStreetMap|2026-11-30/A/[0-9a-f]{4}|[A-Z][0-9](?=2026)"
    )
    left = re.sub(ours, "", text)
    assert set(re.findall(r"[A-Za-z]+", left)) <= set("meorvwhp")


@pytest.mark.parametrize(
    ("look", "straight_line", "told"),
    [
        pytest.param(Look(demo=True), False, ["DEMONSTRATION"], id="a demonstration"),
        pytest.param(Look(), True, ["STRAIGHT-LINE ESTIMATE"], id="an estimate"),
        pytest.param(Look(redacted=True), False, ["REDACTED"], id="redacted"),
        pytest.param(
            Look(demo=True, redacted=True),
            True,
            ["DEMONSTRATION", "STRAIGHT-LINE ESTIMATE", "REDACTED"],
            id="all three",
        ),
        pytest.param(Look(), False, [], id="none"),
    ],
)
@needs_poppler
def test_every_sheet_says_what_it_must(
    tmp_path: Path, look: Look, straight_line: bool, told: list[str]
) -> None:
    pdf = printed(street(2), look=look, straight_line=straight_line).pdf
    text = text_of(pdf, tmp_path)
    banners = ("DEMONSTRATION", "STRAIGHT-LINE ESTIMATE", "REDACTED")
    assert [word for word in banners if word in text] == told
    assert_within_margins(pages_of(pdf, tmp_path))


@needs_poppler
def test_a_redacted_sheet_has_ids_and_house_numbers_and_no_more(tmp_path: Path) -> None:
    secret = {"name": "Xavier", "address": "Hiddenlane 4 B as. 77", "task": "Taskword"}
    homes = street(3, note="Noteword", extra={"phone": "Phoneword"}, **secret)
    everything = ("name", "address", "task", "note", "phone")
    look = Look(printable=everything)
    open_text = text_of(printed(homes[:2], reserve=homes[2:], look=look).pdf, tmp_path)
    words = ("Xavier", "Hiddenlane", "Taskword", "Noteword", "Phoneword", "77")
    assert all(word in open_text for word in words)
    redacted = printed(homes[:2], reserve=homes[2:], look=replace(look, redacted=True)).pdf
    text = text_of(redacted, tmp_path)
    assert not [word for word in words if word in text]
    assert [squeezed(redacted, tmp_path).count(f"h{k}no.4B") for k in (1, 2, 3)] == [1, 1, 1]


@needs_poppler
def test_the_legend_names_reserve_stops_only_where_there_are_some(tmp_path: Path) -> None:
    homes = street(2)
    # With a reserve stop: in the legend and above the list.
    assert text_of(printed(homes[:1], reserve=homes[1:]).pdf, tmp_path).count("reserve") == 2
    assert "reserve" not in text_of(printed(homes).pdf, tmp_path)


@needs_poppler
def test_a_redacted_row_has_a_line_for_remarks_too(tmp_path: Path) -> None:
    look = Look(printable=("name", "task"), redacted=True)
    text = text_of(printed(street(2, task="Taskword"), look=look).pdf, tmp_path)
    assert text.count("Remarks") == 2


@needs_poppler
def test_fields_that_are_not_printable_are_not_printed(tmp_path: Path) -> None:
    homes = street(1, task="Taskword", note="Noteword", extra={"phone": "Phoneword"})
    text = text_of(printed(homes, look=Look(printable=("name", "phone"))).pdf, tmp_path)
    assert "Phoneword" in text
    assert not [word for word in ("Taskword", "Noteword", "Street 1") if word in text]


@needs_poppler
def test_without_a_base_map_nobody_is_thanked_for_it(tmp_path: Path) -> None:
    text = text_of(make_sheets(rounds_of(street(2)), BaseMap(), LOOK).pdf, tmp_path)
    assert "OpenStreetMap" not in text


@needs_poppler
def test_each_round_counts_its_own_pages(tmp_path: Path) -> None:
    (short,), (long,) = rounds_of(street(1)), rounds_of(street(20))
    pdf = make_sheets([short, long, short], BASE, LOOK).pdf
    assert re.findall(r"page (\d / \d)", re.sub(" +", " ", text_of(pdf, tmp_path))) == [
        "1 / 1",
        "1 / 2",
        "2 / 2",
        "1 / 1",
    ]


# Long rounds


@needs_poppler
def test_a_long_round_goes_on_under_the_same_header_and_splits_no_row(tmp_path: Path) -> None:
    homes = street(60, task="First line of what to do there", note="Second line, a note")
    pages = pages_of(printed(homes).pdf, tmp_path)
    # 60 rows of some 17 mm, 16 on a page
    assert len(pages) == 5
    assert_within_margins(pages)
    times = _times(60)
    seen: list[str] = []
    for page in pages:
        texts = [word.text for word in page]
        assert {"Household", "Time", "Remarks"} <= set(texts)
        # the begin, the end, the name and both lines of a row are on one page
        begins = {word.text for word in page if word.left < DETAILS[0]}
        here = [time for time in times if time in begins]
        ends = [time for time in times if f"–{_ten_later(time)}" in texts]
        assert here == ends
        assert texts.count("First") == texts.count("Second") == len(here)
        seen += here
    assert seen == times


def _ten_later(time: str) -> str:
    minutes = int(time[:2]) * 60 + int(time[3:]) + 10
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


@needs_poppler
def test_reserve_stops_go_on_under_their_own_header_and_none_is_split(tmp_path: Path) -> None:
    homes = street(26)
    # rounds that end at different heights of the page
    for count in range(8, 15):
        pdf = printed(homes[:count], reserve=homes[20:]).pdf
        pages = [[word.text for word in page] for page in pages_of(pdf, tmp_path)]
        spares = [page for page in pages if "stay" in page]
        assert sum(" ".join(page).count("If doors stay shut") for page in pages) == len(spares)
        letters = [letter for page in spares for letter in "ABCDEF" if f"{letter}" in page]
        assert sorted({*letters}) == [*"ABCDEF"]
        for page in pages:
            text = " ".join(page)
            assert text.count("Remarks") == text.count("wrong addr.")


@needs_poppler
@pytest.mark.slow
def test_rounds_take_no_page_for_a_single_row(tmp_path: Path) -> None:
    homes = street(40)
    for count in range(1, 30):
        pages = pages_of(printed(homes[:count], reserve=homes[34:37]).pdf, tmp_path)
        rows = [sum(word.text == "Remarks" for word in page) for page in pages]
        assert sum(rows) == count + 3
        assert all(number >= 2 for number in rows), rows
        # 16 rows fit a page without a map, 9 beside the lowest
        assert len(pages) <= 1 + (count + 3 + 6) // 15, rows


# Signs, long texts, hostile texts


@needs_poppler
def test_missing_signs_are_printed_as_codes_and_listed(tmp_path: Path) -> None:
    homes = [household(1, name="Eve \U0001f600", note="\u202eevil \x07 م"), household(2)]
    sheet = printed(homes)
    assert sheet.missing == ("U+0007", "U+0645", "U+1F600", "U+202E")
    text = squeezed(sheet.pdf, tmp_path)
    assert "Eve[U+1F600]" in text
    assert "[U+202E]evil[U+0007][U+0645]" in text
    assert CODES.replace(" ", "") + "U+0007,U+0645,U+1F600,U+202E" in text


@needs_poppler
def test_only_the_sheet_that_lacks_signs_lists_them(tmp_path: Path) -> None:
    (good,), (bad,) = rounds_of(street(1)), rounds_of([household(1, name="م")])
    pages = pages_of(make_sheets([good, bad], BASE, LOOK).pdf, tmp_path)
    assert ["U+0645" in " ".join(word.text for word in page) for page in pages] == [False, True]


@needs_poppler
def test_a_long_list_of_codes_is_counted(tmp_path: Path) -> None:
    sheet = printed([household(1, note="".join(chr(0x1F600 + k) for k in range(9)))])
    assert len(sheet.missing) == 9
    text = squeezed(sheet.pdf, tmp_path)
    assert "U+1F600,U+1F601,U+1F602,U+1F603,U+1F604,+4" in text
    assert_within_margins(pages_of(sheet.pdf, tmp_path))


def test_what_is_not_printed_is_not_missing() -> None:
    (shown,) = rounds_of(street(1))
    (row,) = shown.rows
    odd = replace(shown, shift="م", officers=("م",), rows=(row,))
    assert make_sheets([odd], BASE, LOOK).missing == ()


@needs_poppler
def test_street_names_that_no_font_can_write_are_left_off_the_map(tmp_path: Path) -> None:
    ways = [
        DrawnWay("street", ((60.17 + north, 24.939), (60.17 + north, 24.962)), name)
        for north, name in ((0.0002, "شارع"), (-0.0002, "Road\x00"), (0.0004, "中山路"))
    ]
    sheet = make_sheets(rounds_of(street(3)), BaseMap(ways=tuple(ways)), LOOK)
    assert sheet.missing == ()
    text = squeezed(sheet.pdf, tmp_path)
    assert "中山路" in text
    assert "Road" not in text


LONG = {
    "a text of 10,000 signs": "Something to be done there, and more. " * 270,
    "a word of 300 wide letters": "W" * 300,
    "a Chinese text without a space": "需要注意的事项" * 200,
    "faces that become codes": "\U0001f600" * 400,
    "wide words": "WWWWWWWWWWW " * 100,
    "towers of accents": "z\u0336\u0335\u0334\u0333\u0332" * 100,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@needs_poppler
def test_long_texts_neither_break_the_page_nor_their_cell(tmp_path: Path, text: str) -> None:
    fields = {"name": text, "address": text, "task": text, "note": text}
    homes = [household(1, task=text, note=text), household(2, **fields), household(3)]
    sheet = printed(homes, reserve=[household(4, **fields)])
    pages = pages_of(sheet.pdf, tmp_path)
    assert_within_margins(pages)
    page = next(page for page in pages if any(word.text == "09:02" for word in page))
    begin = next(word for word in page if word.text == "09:02")
    task = [word for word in page if word.left > 95 and abs(word.top - begin.top) < 25]
    assert task
    for word in task:
        assert word.right <= DETAILS[1] or word.left >= DETAILS[1], word
    text_read = squeezed(sheet.pdf, tmp_path)
    assert "09:26" in text_read  # the third row comes behind


@needs_poppler
def test_more_printable_columns_than_a_page_holds_go_on_on_the_next(tmp_path: Path) -> None:
    extra = {f"c{k}": f"Begin{k} " + "W " * 300 + f"End{k}" for k in range(12)}
    look = Look(printable=("name", *extra))
    homes = [household(k, extra=extra) for k in (1, 2)]
    pdf = printed(homes[:1], reserve=homes[1:], look=look).pdf
    assert_within_margins(pages_of(pdf, tmp_path))
    text = squeezed(pdf, tmp_path)
    assert [text.count(f"Begin{k}W") for k in range(12)] == [2] * 12


@needs_poppler
def test_long_names_of_officers_stay_on_the_page(tmp_path: Path) -> None:
    long = [officer("A", name="W" * 400), officer("B", name="Emma Dahl " * 100)]
    sheet = printed(street(2), officers="AB", **{"policy": None})
    pdf = make_sheets(
        [
            replace(
                rounds_of(street(2))[0], names=tuple(named_officer.name for named_officer in long)
            )
        ],
        BASE,
        LOOK,
    ).pdf
    assert_within_margins(pages_of(sheet.pdf, tmp_path))
    assert_within_margins(pages_of(pdf, tmp_path))


HOSTILE = [
    '#import "@preview/cetz:0.3.4": *',
    "#sys.inputs.content",
    '#eval("1+1") #read("/etc/passwd")',
    "$ sum_(k=0)^n k $",
    "\\ \\u{41} \\#",
    "```rust fn main() {}``` `raw`",
    "= Heading",
    "- item",
    "/* comment */ // comment",
    "<label> @label",
    "*bold* _emph_ ~ -- --- ...",
    "[content] {code} (x)",
    "\"double\" 'single'",
    "&amp; <b>tag</b> <svg/onload=alert(1)>",
]


@pytest.mark.parametrize("text", HOSTILE)
@needs_poppler
def test_typsts_own_signs_stay_literal(tmp_path: Path, text: str) -> None:
    home = household(1, name=text, address=text, task=text, note=text)
    pdf = printed([home], reserve=[household(2, name=text)]).pdf
    # name, address, task and note, and the name in reserve
    assert squeezed(pdf, tmp_path).count(re.sub(r"\s", "", text)) == 5


def test_nothing_is_read_or_fetched_for_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    contents: list[dict[str, Any]] = []
    plain = setting_sheets.typeset

    def watched(template: Path, task: str, content: dict[str, Any], **more: Any) -> Any:
        contents.append(content)
        return plain(template, task, content, **more)

    monkeypatch.setattr(setting_sheets, "typeset", watched)
    printed([household(1, note="#import")])
    template = setting_sheets.TEMPLATE.read_text(encoding="utf-8")
    assert "#import" in json.dumps(contents)
    assert not re.search(r"@preview|eval\(|#import|#include|plugin\(|read\(", template)


@pytest.mark.shared
@pytest.mark.skipif(not BLNS.is_file(), reason="the folder shared/ is not beside the checkout")
@needs_poppler
@pytest.mark.slow
def test_no_naughty_string_breaks_a_sheet(tmp_path: Path) -> None:
    strings: list[str] = json.loads(BLNS.read_text(encoding="utf-8"))
    assert len(strings) == 515
    homes = [
        household(
            k,
            place=k % 7,
            name=text,
            address=text,
            task=text,
            note=text,
            extra={"floor": text},
        )
        for k, text in enumerate(strings, start=1)
    ]
    look = Look(printable=("name", "address", "task", "note", "floor"))
    # 43 stops and 5 in reserve on each of 11 sheets
    shown = [
        rounds_of(homes[at : at + 43], reserve=homes[at + 43 : at + 48], look=look)[0]
        for at in range(0, len(homes), 48)
    ]
    sheet = make_sheets(shown, BASE, look)
    pages = pages_of(sheet.pdf, tmp_path)
    assert_within_margins(pages)
    text = squeezed(sheet.pdf, tmp_path)
    assert len(re.findall(r"page1/\d", text)) == 11
    assert "<script>alert(123)</script>" in text
    assert "U+202E" in sheet.missing


# The file, the code, what goes wrong


def test_the_code_on_a_sheet_is_the_sheets_id(monkeypatch: pytest.MonkeyPatch) -> None:
    coded: list[str] = []
    make = segno.make

    def watched(text: str, **more: Any) -> segno.QRCode:
        coded.append(text)
        return make(text, **more)

    monkeypatch.setattr(segno, "make", watched)
    (shown,) = rounds_of(street(2))
    make_sheets([shown], BASE, LOOK)
    assert coded[0] == shown.sheet
    assert coded[1:] == [f"{shown.sheet}#{page}" for page in range(2, len(coded) + 1)]
    assert re.fullmatch(r"2026-11-30/A/[0-9a-f]{4}", shown.sheet)


def test_the_code_is_drawn_whole() -> None:
    picture, _ = sheets._qr("2026-11-30/A/0000")
    # version 1: 21 modules, no border, no size, so that the sheet sets it
    assert 'viewBox="0 0 21 21"' in picture
    assert "width=" not in picture.partition(">")[0]


def test_a_font_that_is_missing_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = rounds_of(street(1))
    monkeypatch.setattr(typesetting, "FONTS", tmp_path)
    with pytest.raises(SheetError, match="unknown font family: noto sans"):
        make_sheets(shown, BASE, LOOK)


def test_a_template_that_typst_refuses_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "sheet.typ"
    broken.write_text("#let = ")
    monkeypatch.setattr(setting_sheets, "TEMPLATE", broken)
    with pytest.raises(SheetError, match="the sheets could not be set"):
        printed(street(1))
    assert issubclass(SheetError, RouteplanError)


@pytest.mark.parametrize("language", ["en", "zh", "ja"])
def test_the_fonts_that_are_named_are_shipped(language: str) -> None:
    named = typesetting.families(language)
    files = {path.stem.partition("-")[0] for path in typesetting.FONTS.glob("*.?tf")}
    assert {name.replace(" ", "") for name in named} == files
    assert len(named) == len(files)


def test_every_template_takes_the_fonts_of_its_language() -> None:
    for path in setting_sheets.TEMPLATE.parent.glob("*.typ"):
        text = path.read_text(encoding="utf-8")
        assert text.count("font: ") == text.count("font: content.fonts,"), path.name


# The reverse


@needs_poppler
def test_the_reverse_says_why_each_stop_is_there(tmp_path: Path) -> None:
    shown = leaves(3)
    front, back = pages_of(make_sheets(shown, BASE, LOOK, with_whys(shown)).pdf, tmp_path)
    assert "Why" not in {word.text for word in front}
    text = " ".join(word.text for word in back)
    assert "Why these stops Officer 0 · Monday 30 November 2026" in text
    for number in (1, 2, 3):
        assert f"Resident {number}" in text
        assert f"no other has room {number}" in text
    assert "Officer 0 · Mon 30 Nov · reverse" in text
    assert "page 1 / 1" in " ".join(word.text for word in front)


@needs_poppler
def test_printed_on_both_sides_every_sheet_has_its_own_leaves(tmp_path: Path) -> None:
    # 4 homes are one page and its back; 20 are two pages, a third for the reasons, a ruled fourth
    shown = leaves(4, 20, 4)
    pages = pages_of(make_sheets(shown, BASE, LOOK, with_whys(shown)).pdf, tmp_path)
    heads = [kind_of(page) for page in pages]
    assert heads == ["0", "why 0", "1", "1", "why 1", "notes 1", "2", "why 2"]
    assert_within_margins([page for page in pages if page])


@needs_poppler
def test_without_reasons_no_page_is_blank(tmp_path: Path) -> None:
    pages = pages_of(make_sheets(leaves(4, 20, 4), BASE, LOOK).pdf, tmp_path)
    assert [kind_of(page) for page in pages] == ["0", "1", "1", "2"]


@needs_poppler
def test_the_reverse_says_what_every_page_must(tmp_path: Path) -> None:
    look = Look(demo=True)
    shown = rounds_of(street(2), look=look)
    _, back = pages_of(make_sheets(shown, BASE, look, with_whys(shown)).pdf, tmp_path)
    assert "DEMONSTRATION:" in {word.text for word in back}


@needs_poppler
def test_a_reason_with_typsts_signs_stays_literal(tmp_path: Path) -> None:
    shown = leaves(1)
    form = SheetForm(whys={"S0": ['#import "x" $1$ *Eve*']})
    text = text_of(make_sheets(shown, BASE, LOOK, form).pdf, tmp_path)
    assert '#import "x" $1$ *Eve*' in text
