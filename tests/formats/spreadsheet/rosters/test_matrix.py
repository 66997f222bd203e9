"""Rosters are found whichever way they lie, and nothing else is taken for one.

Tests ``formats/spreadsheet/rosters/as_tables.py``.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from routeplan.formats.spreadsheet.rosters.as_tables import BLANK, as_calendar, as_officers
from routeplan.formats.spreadsheet.rosters.matrix import roster_in
from routeplan.formats.spreadsheet.sheet import Sheet

ACROSS = """Duty December 2026

No|Rank|Name|1|2|3|4|5|6|7|Sum
|||Tue|Wed|Thu|Fri|Sat|Sun|Mon|
1|PC|Berg Nils|E|E|L|L|||N|40
2|Sgt|Aalto Eino|L|L|off|8-16|||N|
|||||||||||
Total E||1|1|0|0||||
E = 06:00-14:00; L = 14:00-22:00
N|night, 22-6
"""
DOWN = """Date|Berg Nils|Aalto Eino
1.12.2026|E|L
2.12.2026|E|L
3.12.2026|L|off
4.12.2026|L|8-16
5.12.2026||
6.12.2026||
7.12.2026|N|N
"""
DAYS = [date(2026, 12, 1) + timedelta(days=k) for k in range(7)]


def sheet(text: str) -> Sheet:
    return Sheet("", [(k, line.split("|")) for k, line in enumerate(text.splitlines(), start=1)])


@pytest.mark.parametrize(("text", "line"), [(ACROSS, 5), (DOWN, 2)])
def test_every_cell_of_a_roster_is_a_day_of_an_officer(text: str, line: int) -> None:
    roster = roster_in(sheet(text))
    assert roster is not None
    lines = as_calendar("", roster, DAYS).lines
    assert lines[0][1] == ["Date", "Officer", "Shift"]
    cells = {(row[1], row[0]): row[2] for _, row in lines[1:]}
    berg, aalto = ("Berg Nils", "PC Berg Nils"), ("Aalto Eino",)
    assert len(cells) == 14
    assert {name for name, _ in cells} <= {*berg, *aalto}
    assert [cells["Aalto Eino", f"2026-12-0{k}"] for k in (1, 3, 4, 5)] == [
        "L",
        "off",
        "8-16",
        BLANK,
    ]
    assert lines[1][0] == line


def test_the_legend_below_is_read() -> None:
    roster = roster_in(sheet(ACROSS))
    assert roster is not None
    assert roster.legend == {"E": "06:00-14:00", "L": "14:00-22:00", "N": "night, 22-6"}
    assert "Duty December 2026" in roster.titles


def test_the_commonest_code_of_a_weekday_is_that_of_the_week() -> None:
    two_weeks = "Name|" + "|".join(str(k) for k in range(1, 15)) + "\n"
    two_weeks += "Berg|" + "|".join(["E"] * 7 + ["E", "L"] * 3 + ["L"])
    roster = roster_in(sheet(two_weeks))
    assert roster is not None
    days = [date(2026, 12, 7) + timedelta(days=k) for k in range(14)]
    made, rotating = as_officers("", roster, days)
    (_, names), (_, row) = made.lines
    assert rotating == ()
    assert names[:2] == ["Name", "Monday"]
    # Of E and L, once each, the first by its letters.
    assert row == ["Berg", "E", "E", "E", "E", "E", "E", "E"]


@pytest.mark.parametrize(
    "text",
    [
        "Name|Address|Mo|Tu|We\nBerg|Mill 1|8-9|8-9|8-9",
        "Name|1|2|3|4|5|6|7\nBerg|3|5|7|9|11|2|4\nAalto|1|6|8|10|12|13|14",
        "1|2|3|4|5|6|7",
        "Id|Note\n1|a\n2|b\n3|c\n4|d\n5|e\n6|f",
        "",
    ],
)
def test_other_tables_are_no_rosters(text: str) -> None:
    assert roster_in(sheet(text)) is None


RANKED = """ESCALA DE SERVIÇO DEZEMBRO/2026
{heads}|1|2|3|4|5|6|7
||T|Q|Q|S|S|D|S
Sd PM|Oliveira|D|D|F|F|D|D|F
3º Sgt PM|Nascimento|N|F|F|D|N|F|F
Legenda: serviço da companhia e do destacamento
D = 07h00 às 19h00
"""


@pytest.mark.parametrize("heads", ["Posto/Grad.|Nome de guerra", "Posto|Quem", "|"])
def test_officers_are_known_by_their_names_and_not_by_their_ranks(heads: str) -> None:
    roster = roster_in(sheet(RANKED.format(heads=heads)))
    assert roster is not None
    assert list(dict.fromkeys(duty.officer for duty in roster.duties)) == ["Oliveira", "Nascimento"]
    assert roster.legend == {"D": "07h00 às 19h00"}


def test_of_four_days_on_and_four_off_the_days_on_are_the_usual_ones() -> None:
    month = "Name|" + "|".join(str(k) for k in range(1, 31)) + "\n"
    month += "Berg|" + "|".join(("D|N|X||" * 8).split("|")[:30]) + "\n"
    month += "Aho|" + "|".join((["D"] * 5 + ["X"] * 2) * 3 + ["X"] * 9)  # and a holiday
    roster = roster_in(sheet(month))
    assert roster is not None
    days = [date(2026, 6, 1) + timedelta(days=k) for k in range(30)]
    made, rotating = as_officers("", roster, days, ["X"])
    assert rotating == ("Berg",)
    # Of D and N, eight times each, the first by its letters: a day after a night is no week.
    assert made.lines[1][1] == ["Berg", *["D"] * 7]
    assert made.lines[2][1] == ["Aho", *["D"] * 5, "X", "X"]


@pytest.mark.parametrize(
    "key",
    [
        "KEY: D - Day 0600-1800hrs, N - Night 1800-0600hrs, L - Leave",
        "Legend: D = Day 0600-1800hrs / N = Night 1800-0600hrs / L = Leave",
        "D: Day 0600-1800hrs; N: Night 1800-0600hrs; L: Leave",
    ],
)
def test_a_legend_in_one_line_is_taken_apart(key: str) -> None:
    roster = roster_in(sheet(f"Officer|1|2|3|4|5|6|7\nMwangi|D|N|L|D|D|N|L\n{key}\n"))
    assert roster is not None
    assert roster.legend == {"D": "Day 0600-1800hrs", "N": "Night 1800-0600hrs", "L": "Leave"}
