"""A report as people read it: labels, parts, units, and what must be known to believe it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from routeplan.render.report_view import ONLY_WITH, PARTS, ReportLine, ReportView
from routeplan.report.report_numbers import Number, Report, Scope, ScopeKind
from tests.render.reported import HOSTILE, counted, hostile, view


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return counted(tmp_path_factory.mktemp("report"))


@pytest.fixture(scope="module")
def shown(report: Report) -> ReportView:
    return view(report)


def lines(shown: ReportView) -> dict[str, ReportLine]:
    return {line.name: line for part in shown.parts for line in part.lines}


def test_every_number_of_the_report_stands_in_a_part_or_among_the_hours(
    report: Report, shown: ReportView
) -> None:
    own = {name for name in report.numbers if "/" not in name and "@" not in name}
    hidden = {  # nothing of the kind was done
        measure
        for part, deciding in ONLY_WITH.items()
        if not any(report.number(name).value for name in deciding)
        for measure in PARTS[part]
    }
    assert hidden == {*PARTS["part_time"], *PARTS["part_outreach"]}
    assert set(lines(shown)) == own - hidden
    measures = [measure for part in PARTS.values() for measure in part]
    assert len(set(measures)) == len(measures)


def test_values_have_their_units_and_parts_their_percent(shown: ReportView) -> None:
    found = lines(shown)
    assert found["met"] == ReportLine("met", "met", "2", "6", "33 %")
    assert (found["busy"].value, found["travel"].percent) == ("2:08 h", "22 %")  # 128 minutes
    assert found["matters-open-oldest"].value == "16 d"
    assert found["help:advice"] == ReportLine(
        "help:advice", "advice", "2", "2", "100 %", is_kind=True
    )
    assert found["suggestions:other"].label == "other"
    assert found["overrides-price"].value == "0:05 h"


def test_chinese_has_the_same_numbers_under_its_own_words(
    report: Report, shown: ReportView
) -> None:
    chinese = view(report, "zh")
    assert [line.name for part in chinese.parts for line in part.lines] == list(lines(shown))
    assert lines(chinese)["met"].label == "见到"
    assert lines(chinese)["suggestions:other"].label == "其他"
    assert (chinese.whose, chinese.heat.days[0]) == ("全所", "周一")


def test_officers_and_beats_have_a_row_each(shown: ReportView) -> None:
    officers, beats = shown.grids
    by_name = dict(officers.rows)
    assert list(by_name) == ["A Officer A", "B Officer B", "C Officer C"]
    heads = dict(zip(officers.head[1:], by_name["B Officer B"], strict=True))
    assert heads["called on"] == ("2", "")
    assert (heads["met"], heads["made"]) == (("1", "50 %"), ("2", "100 %"))
    assert heads["load"] == ("2:12 h", "155 %")  # 7920 of 5120 seconds
    assert [who for who, _ in beats.rows] == ["A Officer A", "B Officer B"]
    assert "travel" not in beats.head


def test_an_hour_tells_percent_and_doors_and_none_where_nobody_called(shown: ReportView) -> None:
    rows = dict(shown.heat.rows)
    assert list(rows) == ["09", "10", "11", "12", "13"]
    monday, tuesday, wednesday, *_ = rows["10"]
    assert (monday.percent, monday.told) == (100, "1/1")
    assert tuesday is None
    assert (wednesday.percent, wednesday.told) == (0, "0/1")
    assert set(rows["12"]) == {None}


def test_what_is_unknown_is_a_dash_and_says_why(report: Report) -> None:
    numbers = dict(report.numbers)
    for name in ("planned", "made", "busy", "travel", "load"):
        numbers[name] = replace(numbers[name], value=None)
    unplanned = view(replace(report, numbers=numbers))
    assert {lines(unplanned)[name].value for name in ("planned", "travel", "load")} == {"–"}
    assert unplanned.notes[0].startswith("No plan for these days")


def test_missing_weeks_and_days_that_are_not_over_are_noted(report: Report) -> None:
    less = replace(report, missing_weeks=(date(2026, 11, 23),), over=date(2026, 12, 2))
    notes = "\n".join(view(less).notes)
    assert "There is no plan for the weeks from Mon 23 Nov" in notes
    assert "counted up to 2026-12-02" in notes
    assert "counted up to" not in "\n".join(view(report).notes)
    assert "(still missing: 2)." in "\n".join(view(replace(less, awaited=2)).notes)


def test_without_a_decision_of_the_chief_nothing_is_told_of_it(report: Report) -> None:
    titles = [part.title for part in view(report).parts]
    assert titles[-1] == "Decided by the chief"
    numbers = {
        name: replace(number, value=0 if "given" in name or "orders" in name else number.value)
        for name, number in report.numbers.items()
    }
    assert [p.title for p in view(replace(report, numbers=numbers)).parts] == titles[:-1]


def test_a_whole_month_is_called_by_its_name(report: Report) -> None:
    assert (view(report).period, view(report).is_month) == ("2026-11-30 to 2026-12-06", False)
    november = replace(report, first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert (view(november).period, view(november).is_month) == ("November 2026", True)
    assert view(november, "zh").period == "2026年11月"


@pytest.mark.parametrize(
    ("scope", "whose"),
    [
        (Scope(ScopeKind.OFFICER, "A"), "A Officer A"),
        (Scope(ScopeKind.BEAT, "B"), "beat of B Officer B"),
    ],
)
def test_a_report_of_one_names_him_and_has_no_rows_of_others(
    tmp_path: Path, scope: Scope, whose: str
) -> None:
    own = view(counted(tmp_path, scope))
    assert (own.whose, own.grids) == (whose, ())
    assert scope.name("called") in lines(own)


def test_categories_come_as_they_were_typed(report: Report) -> None:
    assert lines(view(hostile(report)))[f"help:{HOSTILE}0"].label == f"{HOSTILE}0"


def test_kinds_of_homes_and_of_outreach_are_named_in_the_reader_s_language(report: Report) -> None:
    numbers = {
        **report.numbers,
        "homes:high": Number("homes:high", 4),
        "homes-met:high": Number("homes-met:high", 1, of="homes:high"),
        "homes:<b>一": Number("homes:<b>一", 3),
        "homes-met:<b>一": Number("homes-met:<b>一", 2, of="homes:<b>一"),
        "outreach": Number("outreach", 1),
        "outreach:letter": Number("outreach:letter", 1, of="outreach"),
    }
    shown = view(replace(report, numbers=numbers), "zh")
    found = lines(shown)
    assert (found["homes-met:high"].label, found["homes-met:high"].percent) == ("高", "25 %")
    assert found["homes-met:<b>一"].label == "<b>一"
    assert (found["outreach:letter"].label, found["outreach"].value) == ("信件", "1")
