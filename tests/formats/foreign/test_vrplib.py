"""VRPLIB's and Solomon's files: read, solved, and answered with the published convention's cost.

Tests ``formats/foreign/mistakes.py``, ``formats/foreign/vrplib/instance.py``,
``formats/foreign/vrplib/judge.py``, ``formats/foreign/vrplib/problem.py``,
``formats/foreign/vrplib/rows.py``, ``formats/foreign/vrplib/sections.py``,
``formats/foreign/vrplib/solomon.py`` and ``formats/foreign/vrplib/vrplib_file.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from routeplan.errors import InputError
from routeplan.formats.foreign.mistakes import Mistakes
from routeplan.formats.foreign.problem_file import read_problem
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
    assert answer.headline == "3 of 3 customers, cost 30.0"


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


FULL_MATRIX = ("EDGE_WEIGHT_FORMAT", "problem-asks-more")
REFUSED = [
    ("TYPE : PCVRPTW", "TYPE : HVRP", "TYPE", "problem-asks-more"),
    ("EUC_2D", "EXPLICIT", "EDGE_WEIGHT_TYPE", "problem-asks-more"),
    ("CAPACITY : 10", "CAPACITY : 10\nDISTANCE : 99", "DISTANCE", "problem-asks-more"),
    ("CAPACITY : 10", "CAPACITY : 10\nDISTANCE : far", "DISTANCE", "problem-malformed"),
    ("CAPACITY : 10", "CAPACITY : 10.5", "CAPACITY", "problem-malformed"),
    ("CAPACITY : 10", "CAPACITY : 1_0", "CAPACITY", "problem-malformed"),
    ("CAPACITY : 10", "CAPACITY : -1", "CAPACITY", "problem-malformed"),
    ("CAPACITY : 10", "CAPACITY : ", "CAPACITY", "problem-malformed"),
    ("CAPACITY : 10", "SALESMEN : 10", "line 5", "problem-asks-more"),
    ("CAPACITY : 10", "NODE_COORD_TYPE : THREED_COORDS", *("NODE_COORD_TYPE", "problem-asks-more")),
    ("EDGE_WEIGHT_TYPE : EUC_2D\n", "", "EDGE_WEIGHT_TYPE", "problem-incomplete"),
    ("EUC_2D", "EUC_2D\nEDGE_WEIGHT_FORMAT : FULL_MATRIX", *FULL_MATRIX),
    ("EUC_2D", "EUC_2D\nsome more words", "line 8", "problem-malformed"),
    ("DEPOT_SECTION\n1\n", "DEPOT_SECTION\n1 2\n", "DEPOT_SECTION", "problem-asks-more"),
    ("2 0 50", "2 1e8 1e9", "time window 1", "problem-malformed"),
    ("2 4\n3 6\n", "2 4\n2 6\n", "line 16", "problem-malformed"),
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


OPEN = VRPLIB.replace("2 7\n", "2 14\n").replace("EUC_2D", "EUC_2D\nDISTANCE : 100")
"""Customer 1 pays; the depot's hours are as long as the limit on the length of routes."""
CODED = "COMMENT : caf\xe9"
HARMLESS = {
    "as it is": lambda text: text,
    "a colon after a section": lambda text: text.replace("_SECTION", "_SECTION :"),
    "no space before it": lambda text: text.replace("_SECTION", "_SECTION:").replace(" :", ":"),
    "no colons": lambda text: text.replace(" : ", " "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "small letters": str.lower,
    "a decimal point": lambda text: text.replace("10\n", "10.0\n").replace(": 2", ": 2.0"),
    "powers of ten": lambda text: text.replace("10\n", "1e1\n").replace("1 0 100", "1 0 1E+2"),
    "signs": lambda text: text.replace("2 3 4", "2 +3 4.").replace("4 6\n", "4 +6\n"),
    "no type": lambda text: text.replace("TYPE : PCVRPTW\n", ""),
    "more keywords": lambda text: text.replace(
        "NODE_COORD_SECTION",
        "NODE_COORD_TYPE : TWOD_COORDS\nEDGE_WEIGHT_FORMAT: FUNCTION\nBEST_KNOWN : 25.0\n"
        "DISPLAY_DATA_TYPE : COORD_DISPLAY\nNODE_COORD_SECTION",
    ),
    "colons in a comment": lambda text: "COMMENT : (N. N., trucks: 2, CAPACITY: 9)\n" + text,
    "a letter of another code page": lambda text: CODED + "\n" + text,
    "comments": lambda text: "# made by hand\n" + text.replace("2 4\n", "2 4\n# light\n"),
    "where to draw": lambda text: text.replace("EOF", "DISPLAY_DATA_SECTION\n1 0 0\n2 5 5\nEOF"),
    "no end": lambda text: text.replace("EOF\n", ""),
    "a small end": lambda text: text.replace("EOF", "eof"),
    "something after the end": lambda text: text + "whatever\n",
    "the end of DOS": lambda text: text.replace("EOF\n", "\x1a"),
    "blank lines": lambda text: text.replace("\n", "\n\n  \n"),
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "lines of old Macs": lambda text: text.replace("\n", "\r"),
    "a mark in front": lambda text: "\ufeff" + text,
    "the depot in one line": lambda text: text.replace(
        "DEPOT_SECTION\n1\n-1", "DEPOT_SECTION 1 -1"
    ),
    "no depot": lambda text: text.replace("DEPOT_SECTION\n1\n-1\n", ""),
    "ends of sections": lambda text: text.replace("PRIZE_SECTION", "-1\nPRIZE_SECTION"),
    "rows in another order": lambda text: text.replace("2 4\n3 6\n", "3 6\n2 4\n"),
    "no dimension": lambda text: text.replace("DIMENSION : 4\n", ""),
    "more vehicles than a file can have": lambda text: text.replace(": 2\n", ": 99999999\n"),
    "no number of vehicles": lambda text: text.replace("VEHICLES : 2\n", ""),
    "hardly any limit": lambda text: text.replace("CAPACITY : 10", "CAPACITY : 99999999999"),
    "open for ever": lambda text: text.replace("1 0 100", "1 0 9999999999").replace(
        ": 100\n", ": 1e12\n"
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_words_that_ask_for_nothing_change_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "tiny.vrp"
    text = HARMLESS[name](OPEN)
    assert name == "as it is" or text != OPEN
    path.write_bytes(text.encode("latin-1" if CODED in text else "utf-8"))
    # customer 1 is 5 away, and worth it; 2 and 3 stay out for their prizes of 6 and 9
    assert solved(read_problem(path)).text == "Route #1: 1\nCost: 250\n"


def test_a_text_of_two_bytes_a_letter_is_read_where_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "tiny.vrp"
    path.write_bytes(OPEN.encode("utf-16"))
    assert solved(read_problem(path)).text == "Route #1: 1\nCost: 250\n"


@pytest.mark.parametrize("kind", ["VRPTW", "CVRPTW"])
def test_without_a_capacity_everything_fits_into_one_vehicle(tmp_path: Path, kind: str) -> None:
    text = (
        VRPLIB.replace("PCVRPTW", kind).replace("CAPACITY : 10\n", "").replace("VEHICLES : 2\n", "")
    )
    begin, end = text.index("PRIZE_SECTION"), text.index("DEPOT_SECTION")
    text = text[:begin] + text[end:]
    # 5 to 1, 5 on to 2, 14.3 to 3 and 5 back; two vehicles take 20 + 10
    answer = solved(given(tmp_path, text, "tiny.vrp"))
    assert (answer.text.splitlines()[-1], answer.missing) == ("Cost: 29.3", ())
    # nor do loads count then
    begin, end = text.index("DEMAND_SECTION"), text.index("TIME_WINDOW_SECTION")
    answer = solved(given(tmp_path, text[:begin] + text[end:], "tiny.vrp"))
    assert answer.text.splitlines()[-1] == "Cost: 29.3"


def test_a_capacity_of_nothing_holds_nothing(tmp_path: Path) -> None:
    text = VRPLIB.replace("CAPACITY : 10", "CAPACITY : 0").replace("2 7\n", "2 0\n")
    assert solved(given(tmp_path, text, "tiny.vrp")).missing == ("1",)


HARMLESS_HEADS = {
    "small letters": str.lower,
    "one customer": lambda text: text.replace("CUSTOMER", "CUSTOMERS"),
    "other heads": lambda text: text.replace("DUE DATE", "DUETIME").replace("CUST NO.", "CUST_NO"),
    "no blank lines": lambda text: text.replace("\n\n", "\n"),
    "no heads of columns": lambda text: text.replace(SOLOMON.splitlines()[7], ""),
    "a number as the name": lambda text: text.replace("TINY", "101"),
    "no name": lambda text: text.replace("TINY\n", ""),
    "decimal points": lambda text: text.replace("10\n\nCUST", "1e1\n\nCUST").replace(
        "  2   ", "  2.0 "
    ),
    "an end": lambda text: text + "EOF\n",
    "tabs": lambda text: text.replace("    ", "\t"),
    "lines of Windows": lambda text: text.replace("\n", "\r\n"),
    "a mark in front": lambda text: "\ufeff" + text,
    "open for ever": lambda text: text.replace("0         100", "0    999999999"),
}


@pytest.mark.parametrize("name", HARMLESS_HEADS)
def test_other_head_lines_of_solomons_files_change_nothing(tmp_path: Path, name: str) -> None:
    text = HARMLESS_HEADS[name](SOLOMON)
    assert text != SOLOMON
    path = tmp_path / "tiny.txt"
    path.write_bytes(text.encode())
    assert solved(read_problem(path)).text.endswith("Cost: 30.0\n")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("XCOORD.  YCOORD.  DEMAND", "DEMAND  XCOORD.  YCOORD.", "line 8"),
        ("    2      6", "    Two    6", "line 12"),
        ("10\n    3", "10\n    2", "line 13"),
        ("1      3   ", "1  1e9     ", "coordinates"),
        ("50         10\n    3", "50      1e9\n    3", "service time 2"),
        ("  4       0", "1e10      0", "demands"),
        ("  2          10", "  2          ten", "CUSTOMER"),
        ("  2          10", "  0          10", "vehicles"),
        ("2      6         8        6", "2      6         8        -6", "DEMAND"),
        ("2      6         8", "2      6", "line 12"),
    ],
    ids=[
        *("columns in another order", "a word for a number", "a row twice", "too far away"),
        *("too long", "too heavy"),
        *["no number", "no vehicle", "negative demand", "a cell missing"],
    ],
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
    path = tmp_path / "odd.vrp"
    path.write_bytes(b"NAME : \xff\xfe")
    with pytest.raises(InputError, match="problem-unreadable"):
        read_problem(path)


INSTANCE = read_sections(lines_of(VRPLIB.replace("2 7\n", "2 14\n")), Mistakes("tiny.vrp"))


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("Route #1: 1\nCost: 250\n", set()),
        ("Route #1: 1\nCost: 251\n", {"cost"}),
        ("Route #1: 1\nRoute #2: 1\nCost: 250\n", {"whole"}),
        ("Route #1: 1 9\nCost: 250\n", {"whole"}),
        ("Route #1: 1\nRoute #2:\nCost: 250\n", {"whole"}),
        ("Route #1: 1\nRoute #2: 2\nRoute #3: 3\nCost: 0\n", {"fleet"}),
        ("Route #1: 2 3\nCost: 0\n", {"loads"}),
        # 3 opens at 20 and takes 10, 1 is 9.4 from there and takes 10: 5 more are 54.4, not 50
        ("Route #1: 3 1 2\nCost: 0\n", {"loads", "windows"}),
    ],
    ids=["sound", "cost", "twice", "unknown", "nobody", "fleet", "loads", "late"],
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
    instance = read_sections(lines, Mistakes(name))
    assert judge_vrplib(instance, (folder / f"{name}.sol").read_text(encoding="utf-8")) == []
