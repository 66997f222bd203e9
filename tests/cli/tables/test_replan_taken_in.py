"""What a replan takes in from the tables, in the reader's language."""

from __future__ import annotations

import pytest

from routeplan.cli.tables.replan_taken_in import print_rows
from routeplan.formats.decisions.made_from import LATER, PLANNED, REFUSED
from routeplan.formats.decisions.row_changes import Fact, RowChange
from tests.stations import household, inputs_of, shift, visit

STATION = inputs_of([household(1)], [visit(1)], [shift("A")])


def shown(capsys: pytest.CaptureFixture[str], change: RowChange) -> str:
    print_rows([change], STATION)
    return capsys.readouterr().out.strip()


@pytest.fixture
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROUTEPLAN_LANG", "zh")


def test_a_fact_says_what_it_is_and_was(capsys: pytest.CaptureFixture[str]) -> None:
    facts = (Fact("days between", "0", "2"), Fact("skills", "", "first aid"), Fact("due", "x", ""))
    assert shown(capsys, RowChange("H1", "changed", "H1", facts)).endswith(
        "has changed: days between visits 2, was 0; skills first aid; due no more, was x"
    )


def test_hours_are_those_at_home_or_those_of_a_shift(capsys: pytest.CaptureFixture[str]) -> None:
    hours = (Fact("hours", "", "09:00-12:00"),)
    assert shown(capsys, RowChange("H1", "new", "H1", hours)).endswith("hours at home 09:00-12:00")
    assert shown(capsys, RowChange("S1", "new", "", hours)).endswith("working hours 09:00-12:00")


@pytest.mark.usefixtures("_chinese")
@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("length", "45 min", "52.5 min"), "时长 52.5 分，原为 45 分"),
        (
            Fact("appointment", "", "2026-11-30 10:00 ±15 min O4"),
            "预约 2026-11-30 10:00 ±15 分 O4",
        ),
        (Fact("calls", PLANNED, REFUSED), "H1 已改为请勿走访"),
        (Fact("calls", str(PLANNED), str(LATER)), "H1 现属以后的计划"),
        (Fact("mode", "foot", "car"), "出行方式 汽车，原为 步行"),
        (
            Fact("officer", "5 min", "foot"),
            "民警 foot，原为 5 min",
        ),  # whatever an officer is called
    ],
)
def test_what_a_file_keeps_in_english_is_said_in_chinese(
    capsys: pytest.CaptureFixture[str], fact: Fact, said: str
) -> None:
    of_household = "" if fact.about == "mode" else "H1"
    assert said in shown(capsys, RowChange("H1", "changed", of_household, (fact,)))
