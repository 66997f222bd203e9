"""``decisions.json`` comes back as it was written, and damaged ones are refused."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from routeplan.errors import InputError
from routeplan.formats.decisions.decisions import (
    Decisions,
    Replan,
    keep_replaced,
    next_number,
    read_decisions,
    set_aside,
    write_decisions,
)
from routeplan.model.changes import Absence, Changes, Further, GivenVisit, NewTime
from routeplan.model.difference import Price
from routeplan.model.locks import Lock
from tests.stations import MONDAY

CHANGES = Changes(
    (Absence("O1", 5, 9),),
    ("H1",),
    (NewTime("H2", MONDAY, 36_000, 600),),
    (GivenVisit("H3", "O2", "=cmd|'/c'!A1"),),
    (Further("H2/2", "H2"),),
)
MADE = Replan("R1", 1, "strict", 100, ("H4",), CHANGES, Price(0, 1, 2, 3, 4, 5), log_entry=7)
DECISIONS = Decisions((Lock("L1", "O1", MONDAY, None),), (MADE,))


def test_decisions_come_back_as_they_were_written(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    path = write_decisions(plan, DECISIONS)
    assert read_decisions(plan) == DECISIONS
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (DECISIONS.now, DECISIONS.done, DECISIONS.changes) == (100, {"H4"}, CHANGES)
    assert DECISIONS.log_entry == 7


def test_decisions_from_before_the_log_was_taken_in_are_read(tmp_path: Path) -> None:
    path = write_decisions(tmp_path / "plan.json", DECISIONS)
    old = json.loads(path.read_text(encoding="utf-8"))
    del old["replans"][0]["log_entry"], old["replans"][0]["changes"]["further"]
    del old["replans"][0]["changes"]["new_times"][0]["officer"]
    path.write_text(json.dumps(old), encoding="utf-8")
    (read,) = read_decisions(tmp_path / "plan.json").replans
    assert read == replace(MADE, log_entry=0, changes=replace(CHANGES, further=()))


def test_without_a_file_nothing_was_decided(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "plan.json") == Decisions()


def test_a_replaced_plan_knows_only_what_came_before_it(tmp_path: Path) -> None:
    second = Replan("R2", 2, "free", 200, (), Changes(cancelled=("H9",)))
    write_decisions(tmp_path / "plan.json", DECISIONS.replanned(second))
    assert read_decisions(tmp_path / "plan.1.json").replans == ()
    assert read_decisions(tmp_path / "plan.2.json").replans == (MADE,)
    assert read_decisions(tmp_path / "plan.json").changes.cancelled == ("H1", "H9")


def test_a_lock_gets_the_next_id_and_stands_once() -> None:
    more = DECISIONS.locked((Lock("", visit="H7"), Lock("", "O1", MONDAY), Lock("", visit="H7")))
    assert more.locks == (*DECISIONS.locks, Lock("L2", visit="H7"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "cannot be read"),
        ("[]", "no decisions"),
        ('{"format": "routeplan-plan"}', "no decisions"),
        ('{"format": "routeplan-decisions", "version": 2}', "version 2"),
        ('{"format": "routeplan-decisions", "version": 1, "locks": 5}', "not a list"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "decisions.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_decisions(tmp_path / "plan.json")
    (found,) = caught.value.findings
    assert found.code == "decisions-damaged"
    assert told in found.message


def test_replaced_plans_are_numbered_in_order(tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    plan.write_text("first", encoding="utf-8")
    assert keep_replaced(plan).name == "plan.1.json"
    (tmp_path / "plan.old.json").touch()
    assert next_number(plan) == 2
    assert set_aside(plan) is None  # nothing was decided: the plan may be written over
    write_decisions(plan, DECISIONS)
    kept = set_aside(plan)
    assert kept is not None
    assert kept.name == "decisions.2.json"
    assert json.loads(kept.read_text(encoding="utf-8"))["version"] == 1
    assert (tmp_path / "plan.2.json").read_text(encoding="utf-8") == "first"
