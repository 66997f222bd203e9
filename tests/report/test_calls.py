"""Which entries are one call: two sheets of one visit, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.report.calls import Called, after_a_failed_call, read_calls
from routeplan.visitlog.log_records import Channel
from routeplan.visitlog.store import reading
from tests.visitlog.logs import MONDAY, OUT, TUESDAY, call, record

SECOND = replace(OUT, round="S", stop="4", officers=("O2",), called_at=37_800)
"""The same visit on the sheet of another officer, half an hour later."""


def told(path: Path) -> list[Called]:
    with reading(path) as log:
        return list(read_calls(log, MONDAY, TUESDAY).all)


def test_a_visit_on_two_sheets_is_one_call_with_the_fuller_result(path: Path) -> None:
    other = replace(SECOND, result=call("entered").result, persons=2, in_difficulty=1)
    record(path, call(persons=3, satisfied=True), other)
    (found,) = told(path)
    assert found.entries == (1, 2)
    assert found.officers == ("O1", "O2")
    assert (found.result, found.persons, found.in_difficulty) == ("entered", 3, 1)
    assert found.satisfied == 1


def test_a_round_printed_anew_and_typed_from_both_sheets_is_one_call(path: Path) -> None:
    record(path, OUT, replace(OUT, round="S", stop="4"))
    (found,) = told(path)
    assert (found.entries, found.officers) == ((1, 2), ("O1",))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"called_at": 37_801}, id="more than half an hour later"),
        pytest.param({"called_at": None}, id="a reserve stop whose time nobody wrote down"),
        pytest.param({"officers": ("O1",)}, id="the same officer tried again"),
        pytest.param({"visit": "H1/2"}, id="another visit on the household"),
        pytest.param({"day": TUESDAY}, id="another day"),
        pytest.param({"channel": Channel.TELEPHONE}, id="another channel"),
        pytest.param({"round": ""}, id="on no sheet"),
    ],
)
def test_what_is_no_visit_by_two_is_two_calls(path: Path, change: dict) -> None:
    record(path, OUT, replace(SECOND, **change))
    assert [counted_call.entries for counted_call in told(path)] == [(1,), (2,)]


def test_calls_whose_visit_was_purged_are_not_taken_for_one(path: Path) -> None:
    record(path, replace(OUT, visit=""), replace(SECOND, visit=""))
    assert len(told(path)) == 2


@pytest.mark.parametrize(
    ("before", "counts"),
    [
        pytest.param([], False, id="nobody had called"),
        pytest.param([{}], True, id="nobody had opened"),
        pytest.param([{}, {"result": "met"}], False, id="met since"),
        pytest.param([{"channel": Channel.TELEPHONE}], False, id="only telephoned"),
        pytest.param([{"household": "H2"}], False, id="another household"),
    ],
)
def test_reaching_somebody_otherwise_counts_after_a_failed_call(
    path: Path, before: list[dict], counts: bool
) -> None:
    for k, change in enumerate(before):
        record(path, call(**({"result": "out", "round": f"R{k}"} | change)))
    record(path, call(day=TUESDAY, channel=Channel.TELEPHONE))
    *_, last = told(path)
    with reading(path) as log:
        assert after_a_failed_call(log, last) is counts
