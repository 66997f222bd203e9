"""Every number of a report, counted by hand from the log in ``counted.py``.

Tests ``report/counts.py``, ``report/matters_and_promises.py``, ``report/overrides.py``,
``report/planned.py``, ``report/report_numbers.py``, ``report/said.py`` and ``report/scopes.py``.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from routeplan.errors import UsageError
from routeplan.report.make_numbers import make_report
from routeplan.report.report_numbers import Number, Report, Scope, ScopeKind, ValueUnit
from routeplan.visitlog.purging import PurgeBounds, purge
from routeplan.visitlog.store import reading, writing
from routeplan.visitlog.writing import add_entries
from tests.report.counted import INPUTS, OVERRIDES, PLAN, RECORDED, WANTED, report_of, write_log
from tests.stations import MINUTE, MONDAY

A, B = Scope(ScopeKind.OFFICER, "A"), Scope(ScopeKind.OFFICER, "B")
BEAT_A, BEAT_B = Scope(ScopeKind.BEAT, "A"), Scope(ScopeKind.BEAT, "B")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_log(tmp_path_factory.mktemp("counted") / "visits.db")


@pytest.fixture(scope="module")
def report(log: Path) -> Report:
    return report_of(log)


STATIONS_NUMBERS = {
    # name: value, percent of what it is a part of, the entries it was counted from
    "called": (6, None, ((2,), (3, 4), (6,), (9,), (10,), (13,))),
    "met": (2, 33, ((2,), (3, 4))),
    "entered": (1, 17, ((3, 4),)),
    "out": (2, 33, ((6,), (13,))),
    "refused": (1, 17, ((10,),)),
    "moved": (1, 17, ((9,),)),
    "wrong": (0, 0, ()),
    "asked": (2, None, ((2,), (3, 4))),
    "satisfied": (1, 50, ((2,),)),  # h3 was not, as was said last
    "persons": (7, None, ((2,), (3, 4), (7,), (8,))),  # 2 + 3 + 1 + 1
    "difficulty-visits": (1, None, ((3, 4),)),
    "difficulty-persons": (1, None, ((3, 4),)),
    "untimed": (1, 17, ((9,),)),
    "met-otherwise": (1, None, ((7,),)),  # at h6 no home visit had failed
    "households": (5, None, ((2, 13), (3, 4), (6,), (9,), (10,))),
    "households-met": (2, 40, ((2,), (3, 4))),
    "called@Mo-09": (1, None, ((2,),)),
    "met@Mo-09": (1, 100, ((2,),)),
    "called@Mo-10": (1, None, ((3, 4),)),
    "met@Mo-10": (1, 100, ((3, 4),)),
    "called@Mo-11": (1, None, ((10,),)),
    "met@Mo-11": (0, 0, ()),
    "called@Mo-13": (1, None, ((6,),)),
    "met@Mo-13": (0, 0, ()),
    "called@We-10": (1, None, ((13,),)),
    "met@We-10": (0, 0, ()),
    "opinions": (2, None, ((2,), (3, 4))),  # both sheets of h3 have the same one
    "opinions:lamps": (2, 100, ((2,), (3, 4))),
    "opinions-answered": (0, 0, ()),
    "homes": (6, None, ()),
    "homes-met": (2, 33, ((2,), (3, 4))),
    "timed": (0, 0, ()),  # nobody wrote down how long it took
    "booked": (0, None, ()),
    "spent": (0, None, ()),
    "short": (0, None, ()),
    "outreach": (0, None, ()),
    "outreach-persons": (0, None, ()),
    "suggestions-answered": (0, 0, ()),
    "suggestions": (1, None, ((2,),)),
    "suggestions:other": (1, 100, ((2,),)),  # its category could name somebody
    "help": (2, None, ((3, 4), (7,))),
    "help:advice": (2, 100, ((3, 4), (7,))),
    "matters-opened": (2, None, ((2,), (3,))),
    "matters-closed": (1, None, ()),
    "matters-closed-age": (1, None, ()),
    "matters-open": (2, None, ((1,), (2,))),
    "matters-open-age": (6, None, ((1,), (2,))),  # 16 days from 20 November, 6 from Monday
    "matters-open-oldest": (16, None, ((1,),)),
    "promises": (2, None, ()),
    "promises-kept": (1, 50, ((13,),)),
    "promises-broken": (1, 50, ()),
    "promises-broken:officer ill": (1, 50, ()),
    "planned": (4, None, ()),  # v3 is in two rounds
    "made": (3, 75, ((2,), (3, 4), (10,))),  # at h2 somebody called on Tuesday only
    "busy": (128 * MINUTE, None, ()),  # 12 + 50, 16 + 50
    "travel": (28 * MINUTE, 22, ()),
    "load": (5120, None, ()),  # 128 minutes over 1.5 shares
    "given": (1, None, ()),
    "given-called": (1, 100, ((10,),)),
    "given-met": (0, 0, ()),
    "orders-by-hand": (1, None, ()),
    "overrides-price": (300, None, ()),
}


def told(report: Report, number: Number) -> tuple:
    return number.value, report.percent(number), tuple(sorted(number.entries))


@pytest.mark.parametrize("name", STATIONS_NUMBERS)
def test_a_number_of_the_station_is_as_counted_by_hand(report: Report, name: str) -> None:
    value, percent, entries = STATIONS_NUMBERS[name]
    assert told(report, report.numbers[name]) == (value, percent, entries)


def test_the_station_has_no_other_numbers(report: Report) -> None:
    own = {name for name in report.numbers if "/" not in name}
    assert own == set(STATIONS_NUMBERS)


@pytest.mark.parametrize(
    ("scope", "numbers"),
    [
        (A, {"called": 5, "met": 2, "entered": 1, "out": 2, "refused": 0, "persons": 6}),
        (B, {"called": 2, "met": 1, "entered": 1, "out": 0, "refused": 1, "persons": 4}),
        (BEAT_A, {"called": 3, "met": 1, "entered": 0, "out": 1, "moved": 1, "persons": 2}),
        (BEAT_B, {"called": 2, "met": 1, "entered": 1, "out": 0, "refused": 1, "persons": 3}),
        (A, {"planned": 3, "made": 2, "busy": 62 * MINUTE, "travel": 12 * MINUTE, "load": 3720}),
        # half a share: 66 minutes are as much as 132 of a full one
        (B, {"planned": 2, "made": 2, "busy": 66 * MINUTE, "travel": 16 * MINUTE, "load": 7920}),
        (BEAT_A, {"planned": 2, "made": 1}),
        (BEAT_B, {"planned": 2, "made": 2}),
        (A, {"matters-opened": 2, "matters-closed": 1, "matters-open": 1, "given": 0}),
        (B, {"matters-opened": 0, "matters-closed": 0, "matters-open": 1, "given": 1}),
        (A, {"promises": 1, "promises-kept": 1, "promises-broken": 0, "met-otherwise": 1}),
        (B, {"promises": 1, "promises-kept": 0, "promises-broken": 1, "met-otherwise": 0}),
        (A, {"satisfied": 1, "difficulty-persons": 1, "untimed": 1, "households": 4}),
        (Scope(ScopeKind.OFFICER, "C"), {"called": 0, "planned": 0, "busy": 0, "load": None}),
    ],
)
def test_officers_and_beats_have_their_parts(
    report: Report, scope: Scope, numbers: dict[str, int | None]
) -> None:
    found = {name: report.numbers[scope.name(name)].value for name in numbers}
    assert found == numbers


@pytest.mark.parametrize("scope", [A, B, BEAT_A, BEAT_B])
def test_a_report_of_one_officer_or_beat_has_the_same_numbers(
    log: Path, report: Report, scope: Scope
) -> None:
    own = report_of(log, scope)
    shared = [name for name in own.numbers if name in report.numbers]
    assert len(shared) > 25
    assert {name: own.numbers[name] for name in shared} == {
        name: report.numbers[name] for name in shared
    }
    assert all(name.partition("/")[2] or name == "load" for name in own.numbers)


def test_what_officers_told_in_one_report_stays_in_it(log: Path) -> None:
    own = report_of(log, B)
    assert own.number("opinions").value == 1
    assert own.number("help").value == 1
    assert own.cell("called", 0, 9).value == 0
    assert (own.cell("met", 0, 10).value, list(own.hours)) == (1, [10, 11])


def test_a_share_of_nothing_is_told_by_nobody(log: Path) -> None:
    with reading(log) as opened:
        empty = replace(WANTED, first=date(2026, 10, 5), last=date(2026, 10, 11))
        found = make_report(opened, empty, INPUTS, [])
    assert (found.number("called").value, found.percent(found.number("met"))) == (0, None)
    assert list(found.hours) == []


def test_without_a_plan_coverage_travel_and_balance_are_unknown_and_not_nothing(log: Path) -> None:
    with reading(log) as opened:
        found = make_report(opened, WANTED, INPUTS, [])
    for name in ("planned", "made", "busy", "travel", "load"):
        assert found.numbers[name].value is None
        assert found.percent(found.numbers[name]) is None
    assert found.missing_weeks == (MONDAY,)


def test_a_week_without_any_plan_is_named(log: Path) -> None:
    """From 20 November: two weeks begin before the plan's; the plan's own is there."""
    found = report_of(log, first=date(2026, 11, 20))
    assert found.missing_weeks == (date(2026, 11, 16), date(2026, 11, 23))
    assert found.number("planned").value == 4


def test_days_that_are_not_over_have_no_plan_and_no_promise_yet(log: Path) -> None:
    """Told on Wednesday: of the promises only those of days before; the plan's Monday is over."""
    found = report_of(log, over=date(2026, 12, 1))
    assert (found.number("promises").value, found.number("planned").value) == (0, 4)
    assert report_of(log, over=date(2026, 11, 28)).number("planned").value is None


def test_today_counts_once_every_sheet_of_its_plan_has_a_result(log: Path) -> None:
    """Told on Monday evening."""
    evening = report_of(log, over=MONDAY - timedelta(days=1), last=MONDAY)
    whole = report_of(log, over=MONDAY, last=MONDAY)
    assert (evening.over, evening.awaited) == (MONDAY, 0)
    assert evening.number("planned").value == 4
    assert evening == whole


def test_today_waits_for_the_sheets_that_have_no_result_yet(tmp_path: Path) -> None:
    (first,) = [entry for entry in RECORDED if entry.round][:1]
    with writing(tmp_path / "visits.db") as opened:
        add_entries(opened, [first], at="2026-11-30T18:00:00+02:00", by="clerk")
    sunday = MONDAY - timedelta(days=1)
    evening = report_of(tmp_path / "visits.db", over=sunday, last=MONDAY)
    assert (evening.over, evening.awaited) == (sunday, 1)
    assert evening.number("planned").value is None


def test_an_officer_who_has_left_still_has_his_numbers(log: Path) -> None:
    with reading(log) as opened:
        fewer = replace(INPUTS, officers=INPUTS.officers[1:])
        found = make_report(opened, WANTED, fewer, [PLAN], OVERRIDES)
    assert found.officers == ("B", "C", "A")
    assert found.number("called", A).value == 5
    assert found.number("load", A).value is None


def test_an_unknown_officer_or_beat_is_answered_with_those_there_are(log: Path) -> None:
    with pytest.raises(UsageError, match="no officer Z; use one of: A, B, C"):
        report_of(log, Scope(ScopeKind.OFFICER, "Z"))
    with pytest.raises(UsageError, match="no beat C; use one of: A, B"):
        report_of(log, Scope(ScopeKind.BEAT, "C"))


def test_a_count_is_the_number_of_its_entries(report: Report) -> None:
    """Everything that is counted can be listed: each call, promise, planned visit one by one."""
    # The households of the tables are in no log, and a trace names none.
    sums = ("persons:", "difficulty-persons:", "outreach-persons:", "load:", "homes:")
    sums += ("persons/", "difficulty-persons/", "outreach-persons/", "load/")
    for number in report.numbers.values():
        if number.unit is ValueUnit.COUNT and not f"{number.name}:".startswith(sums):
            assert number.value == len(number.entries) + len(number.marks), number.name


@pytest.mark.parametrize("gone", [(), ("h3", "h5")], ids=["all in the tables", "two moved away"])
def test_a_purge_leaves_every_figure_of_the_station_as_it_was(
    tmp_path: Path, report: Report, gone: tuple[str, ...]
) -> None:
    """Only the reason for breaking a promise is no longer there to be told.

    The plan is not purged here: what is compared with it counts where all households are known.
    """
    path = write_log(tmp_path / "visits.db")
    marks = {household.id: "x" for household in INPUTS.households if household.id not in gone}
    years_later = date(2029, 1, 1)
    done = purge(path, PurgeBounds(years_later, years_later, marks), at="2029-01-01", by="clerk")
    assert len(done.nameless) == len(gone)
    after = report_of(path)
    reason = "promises-broken:officer ill"
    # Households that have left the tables are in no coverage of what is planned, or of the tables.
    known = {"planned", "made", "given", "given-called", "given-met", "homes-met"}
    planned = known if gone else set()
    kept = {name for name in STATIONS_NUMBERS if name != reason} - planned
    assert {name: told(after, after.numbers[name]) for name in kept} == {
        name: told(report, report.numbers[name]) for name in kept
    }
    assert after.number("promises-broken", part=":[purged]").value == 1
