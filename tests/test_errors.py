"""The error tree, its exit statuses, and how a finding is told."""

from __future__ import annotations

import pickle
import re

import pytest

from routeplan import errors
from routeplan.errors import (
    Finding,
    InputError,
    JudgeError,
    RouteplanError,
    SheetError,
    StoreBusyError,
    StreetNetworkError,
    UsageError,
    Violation,
)

DRAWN = re.findall(r"^\W*(\w+Error) +(\d)  ", errors.__doc__ or "", re.MULTILINE)


def test_the_tree_drawn_at_the_top_is_the_tree():
    kinds = [RouteplanError, *RouteplanError.__subclasses__()]
    assert [(kind.__name__, str(kind.exit_status)) for kind in kinds] == DRAWN


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RouteplanError("?"), 1),
        (InputError(), 2),
        (UsageError("no officer O9"), 2),
        (StreetNetworkError("unreadable"), 3),
        (StoreBusyError("in use"), 4),
        (JudgeError(), 5),
        (SheetError("unknown font"), 1),
    ],
)
def test_each_kind_ends_with_its_exit_status(error, status):
    assert error.exit_status == status


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        pytest.param(
            Finding("c", "it is odd", "mend it", "h.xlsx", "People", 7, "due", "2026-13-01"),
            "h.xlsx[People]:7 · due · '2026-13-01' · it is odd · mend it [c]",
            id="file, sheet, row, column, value, cause, mend, code",
        ),
        pytest.param(Finding("c", "it is odd"), "it is odd [c]", id="nothing but a message"),
        pytest.param(
            Finding("c", "it is odd", file="h.csv", column="due"),
            "h.csv · due · it is odd [c]",
            id="a whole column",
        ),
        pytest.param(
            Finding("c", "it is odd", file="h.csv", row=0), "h.csv:0 · it is odd [c]", id="row 0"
        ),
        pytest.param(
            Finding("c", "it is odd", value="a\nb\x1b[1m"),
            r"'a\nb\x1b[1m' · it is odd [c]",
            id="a hostile value stays on its line and controls no terminal",
        ),
    ],
)
def test_a_finding_is_one_line(finding, told):
    assert str(finding) == told


@pytest.mark.parametrize(
    ("violation", "told"),
    [
        (Violation("breaks", "missing"), "breaks: missing"),
        (Violation("breaks", "missing", "A/0"), "breaks: A/0: missing"),
        (Violation("skills", "nobody", visit="v1"), "skills: v1: nobody"),
        (Violation("skills", "nobody", "A/0", "v1"), "skills: A/0 · v1: nobody"),
    ],
)
def test_a_violation_names_its_shift_and_visit(violation, told):
    assert str(violation) == told


def test_all_findings_are_told_at_once():
    assert str(InputError([Finding("a", "one"), Finding("b", "two")])) == "one [a]\ntwo [b]"


def test_all_violations_are_told_at_once():
    broken = [Violation("breaks", "one"), Violation("skills", "two")]
    assert str(JudgeError(broken)) == "breaks: one\nskills: two"


@pytest.mark.parametrize(
    "error",
    [
        InputError((Finding("a", "one"),)),
        InputError(findings=(Finding("a", "one"),)),
        JudgeError((Violation("breaks", "one"),)),
    ],
    ids=["findings", "findings by name", "violations"],
)
def test_errors_come_whole_out_of_a_worker_process(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error) != ""
