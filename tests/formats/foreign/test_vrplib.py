"""VRPLIB's and Solomon's files: read, solved, and answered with the published convention's cost."""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.errors import InputError
from routeplan.formats.foreign.report import Report
from routeplan.formats.foreign.vrplib.judge import judge_vrplib
from routeplan.formats.foreign.vrplib.rows import lines_of
from routeplan.formats.foreign.vrplib.sections import read_sections
from tests.formats.foreign.documents import SOLOMON, VRPLIB, given, solved

SHARED = Path(__file__).parents[4] / "shared" / "data"


def test_a_file_of_solomons_is_solved(tmp_path: Path) -> None:
    answer = solved(given(tmp_path, SOLOMON, "tiny.txt"))
    routes, cost = answer.text.splitlines()[:-1], answer.text.splitlines()[-1]
    # a vehicle of 10 holds 4 + 6: {1, 2} and {3}, either way round: 20 + 10
    assert sorted(sorted(line.partition(": ")[2].split()) for line in routes) == [["1", "2"], ["3"]]
    assert cost == "Cost: 30.0"
    assert answer.content["left_out"] == []
    assert answer.told == "3 of 3 customers, cost 30.0"


def test_customers_without_a_prize_are_served_and_others_where_they_are_worth_it(
    tmp_path: Path,
) -> None:
    answer = solved(given(tmp_path, VRPLIB, "tiny.vrp"))
    assert (answer.text, answer.content["left_out"]) == ("Cost: 220\n", [1, 2, 3])
    # with a prize of 14 the nearest customer pays: 10 + 6 + 9 tenfold
    answer = solved(given(tmp_path, VRPLIB.replace("2 7\n", "2 14\n"), "tiny.vrp"))
    assert answer.text == "Route #1: 1\nCost: 250\n"
    # without a prize it must be served
    answer = solved(given(tmp_path, VRPLIB.replace("2 7\n", "2 0\n"), "tiny.vrp"))
    assert answer.text == "Route #1: 1\nCost: 250\n"


def test_who_must_be_served_and_cannot_is_told(tmp_path: Path) -> None:
    # customer 2 closes before anybody can be there: it is 10 away. 3 and then 1: 5 + 9.4 + 5
    late = SOLOMON.replace("6       0          50", "6       0           9")
    answer = solved(given(tmp_path, late, "late.txt"))
    assert answer.missing == ("2",)
    assert answer.text.endswith("Cost: 19.4\n")


def test_a_vrptw_of_vrplib_has_a_service_time_for_each(tmp_path: Path) -> None:
    own = "SERVICE_TIME_SECTION\n1 0\n2 10\n3 30\n4 10\n"
    text = VRPLIB.replace("PCVRPTW", "VRPTW").replace("SERVICE_TIME : 10\n", "")
    begin, end = text.index("PRIZE_SECTION"), text.index("DEPOT_SECTION")
    read = given(tmp_path, text[:begin] + own + text[end:], "tiny.vrp")
    assert read.problem.visit_seconds.tolist() == [100, 300, 100]
    assert solved(read).text.splitlines()[-1] == "Cost: 30.0"


REFUSED = [
    ("TYPE : PCVRPTW", "TYPE : HVRP", "TYPE", "problem-asks-more"),
    ("EUC_2D", "EXPLICIT", "EDGE_WEIGHT_TYPE", "problem-asks-more"),
    ("CAPACITY : 10", "CAPACITY : 10\nDISTANCE : 7", "line 6", "problem-asks-more"),
    (
        "DEPOT_SECTION\n1",
        "RELEASE_TIME_SECTION\n1 5\nDEPOT_SECTION\n1",
        "line 28",
        "problem-asks-more",
    ),
    ("DEPOT_SECTION\n1\n", "DEPOT_SECTION\n2\n", "DEPOT_SECTION", "problem-asks-more"),
    ("DIMENSION : 4", "DIMENSION : 5", "PRIZE_SECTION", "problem-malformed"),
    ("DIMENSION : 4", "DIMENSION : four", "DIMENSION", "problem-malformed"),
    ("DEMAND_SECTION\n1 0\n2 4\n3 6\n4 6\n", "", "DEMAND_SECTION", "problem-incomplete"),
    ("2 3 4", "2 3", "line 10", "problem-malformed"),
    ("2 3 4", "2 x 4", "line 10", "problem-malformed"),
    ("2 3 4", "2 nan 4", "line 10", "problem-malformed"),
    ("2 3 4", "7 3 4", "line 10", "problem-malformed"),
    ("2 4\n", "2 4.5\n", "DEMAND_SECTION", "problem-malformed"),
    ("2 0 50", "2 60 50", "time window 1", "problem-malformed"),
    ("2 7\n", "2 -7\n", "PRIZE_SECTION", "problem-malformed"),
    (
        "SERVICE_TIME : 10",
        "SERVICE_TIME_SECTION\n1 0\n2 -1\n3 1\n4 1",
        "service time 1",
        *["problem-malformed"],
    ),
    ("1 0 100", "1 0 0", "vehicles", "problem-malformed"),
    ("NAME : TINY", "5 5", "line 1", "problem-malformed"),
]


@pytest.mark.parametrize("row", REFUSED, ids=[f"{row[1][:24]!r}" for row in REFUSED])
def test_what_is_wrong_with_a_file_is_refused(tmp_path: Path, row: tuple[str, ...]) -> None:
    old, new, where, code = row
    assert old in VRPLIB
    with pytest.raises(InputError) as refused:
        given(tmp_path, VRPLIB.replace(old, new, 1), "bad.vrp")
    assert (where, code) in [(found.column, found.code) for found in refused.value.findings]


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("  2          10", "  2          ten", "CUSTOMER"),
        ("  2          10", "  0          10", "vehicles"),
        ("2      6         8        6", "2      6         8        -6", "DEMAND"),
        ("2      6         8", "2      6", "line 12"),
    ],
    ids=["no number", "no vehicle", "negative demand", "a cell missing"],
)
def test_what_is_wrong_with_a_file_of_solomons_is_refused(
    tmp_path: Path, old: str, new: str, where: str
) -> None:
    assert old in SOLOMON
    with pytest.raises(InputError) as refused:
        given(tmp_path, SOLOMON.replace(old, new), "bad.txt")
    if where != "CUSTOMER":
        assert where in [found.column for found in refused.value.findings]


def test_a_file_without_rows_is_incomplete(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="problem-incomplete"):
        given(tmp_path, "X\nVEHICLE\nCUSTOMER\n", "bad.txt")


@pytest.mark.parametrize("content", ["", "id,name\n1,2\n"])
def test_any_other_text_is_unreadable(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="problem-unreadable"):
        given(tmp_path, content, "odd.txt")


def test_bytes_that_are_no_text_are_unreadable(tmp_path: Path) -> None:
    from routeplan.formats.foreign.given import read_foreign

    path = tmp_path / "odd.vrp"
    path.write_bytes(b"NAME : \xff\xfe")
    with pytest.raises(InputError, match="problem-unreadable"):
        read_foreign(path)


INSTANCE = read_sections(lines_of(VRPLIB.replace("2 7\n", "2 14\n")), Report("tiny.vrp"))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Route #1: 1\nCost: 250\n", set()),
        ("Route #1: 1\nCost: 251\n", {"cost"}),
        ("Route #1: 1\nRoute #2: 1\nCost: 250\n", {"whole"}),
        ("Route #1: 1 9\nCost: 250\n", {"whole"}),
        ("Route #1: 1\nRoute #2: 2\nRoute #3: 3\nCost: 0\n", {"fleet"}),
        ("Route #1: 2 3\nCost: 0\n", {"loads"}),
        # 3 opens at 20 and takes 10, 1 is 9.4 from there and takes 10: 5 more are 54.4, not 50
        ("Route #1: 3 1 2\nCost: 0\n", {"loads", "windows"}),
    ],
    ids=["sound", "cost", "twice", "unknown", "fleet", "loads", "late"],
)
def test_the_judge_tells_which_rule_a_solution_breaks(text: str, rules: set[str]) -> None:
    assert {violation.rule for violation in judge_vrplib(INSTANCE, text)} == rules


def test_vrplibs_own_reader_understands_the_answer(tmp_path: Path) -> None:
    vrplib = pytest.importorskip("vrplib", reason="vrplib is not installed (make bench does it)")
    answer = solved(given(tmp_path, SOLOMON, "tiny.txt"))
    path = tmp_path / "tiny.sol"
    path.write_text(answer.text, encoding="utf-8")
    read = vrplib.read_solution(path)
    assert sorted(map(sorted, read["routes"])) == [[1, 2], [3]]
    assert read["cost"] == 30.0


@pytest.mark.shared
@pytest.mark.parametrize("name", ["C1_10_2", "R1_10_2", "RC2_10_2"])
def test_published_solutions_are_sound_and_cost_what_is_published(name: str) -> None:
    folder = SHARED / "pcvrptw"
    if not folder.is_dir():
        pytest.skip("there is no folder shared/data/pcvrptw beside the checkout")
    lines = lines_of((folder / f"{name}.vrp").read_text(encoding="utf-8"))
    instance = read_sections(lines, Report(name))
    assert judge_vrplib(instance, (folder / f"{name}.sol").read_text(encoding="utf-8")) == []
