"""One line of codes, and what is added to it, as rows."""

from __future__ import annotations

import pytest

from routeplan.formats.results.typed_results import typed_results
from routeplan.formats.tables.rows import Table

SHEET = {"date": "2026-11-30", "sheet": "K3"}
HOUSEHOLD = {"date": "2026-11-30", "household": "H1"}


def typed(line: str, *added: str, common: dict[str, str] = SHEET) -> Table:
    return typed_results(line, added, common)


def test_the_line_of_the_documentation() -> None:
    table = typed("1m 2e+3 4o 5r 7e! Am")
    assert table.findings == ()
    told = [(r["stop"], r["result"], r["persons"], r["follow_up"]) for r in table.rows]
    assert told == [
        ("1", "m", "", ""),
        ("2", "e", "3", ""),
        ("4", "o", "", ""),
        ("5", "r", "", ""),
        ("7", "e", "", "yes"),
        ("A", "m", "", ""),
    ]
    assert all((row["date"], row["sheet"]) == ("2026-11-30", "K3") for row in table.rows)


@pytest.mark.parametrize(
    ("line", "stop", "result", "persons", "follow_up"),
    [
        ("12M", "12", "m", "", ""),
        ("ae+2!", "A", "e", "2", "yes"),
        ("3e!+2", "3", "e", "2", "yes"),
        ("３ｅ＋２！", "3", "e", "2", "yes"),  # full width
        ("03o", "3", "o", "", ""),
        ("  3o,", "3", "o", "", ""),
        ("Mm", "M", "m", "", ""),  # reserve stop M
    ],
)
def test_codes_are_read_as_they_are_typed(
    line: str, stop: str, result: str, persons: str, follow_up: str
) -> None:
    row, *_ = typed(line).rows
    told = (row["stop"], row["result"], row["persons"], row["follow_up"])
    assert told == (stop, result, persons, follow_up)


@pytest.mark.parametrize("code", ["1", "m", "1m2", "1m+", "1m-3", "AAm", "1234m", "1m?", "é", "1é"])
def test_every_code_that_cannot_be_read_is_told_with_its_place(code: str) -> None:
    table = typed(f"1m {code} 3o {code}")
    assert [(f.code, f.row, f.value) for f in table.findings] == [
        ("code-malformed", 2, code),
        ("code-malformed", 4, code),
    ]
    assert [row["stop"] for row in table.rows] == ["1", "3"]


def test_where_a_household_is_named_the_code_has_no_stop() -> None:
    (row,) = typed("m+2", "channel telephone", common=HOUSEHOLD).rows
    assert (row["stop"], row["result"], row["persons"]) == ("", "m", "2")
    assert row["channel"] == "telephone"
    (finding,) = typed("1m", common=HOUSEHOLD).findings
    assert finding.code == "code-malformed"
    assert "a letter such as m" in finding.fix


def test_an_empty_line_is_no_result() -> None:
    (finding,) = typed("").findings
    assert finding.code == "code-malformed"


def test_further_fields_go_to_their_stop_and_lists_grow() -> None:
    table = typed(
        "4e Am",
        "4 promise 2026-12-01 10:00",
        "a remarks Dog | bites",
        "4 opinions lamps: more light",
        "４ opinions noise",
        "4 next-step ask",
    )
    assert table.findings == ()
    fourth, reserve = table.rows
    assert fourth["promise"] == "2026-12-01 10:00"
    assert fourth["opinions"] == "lamps: more light | noise"
    assert fourth["next_step"] == "ask"
    assert reserve["remarks"] == "Dog | bites"


@pytest.mark.parametrize(
    ("added", "code"),
    [
        ("5 remarks x", "added-no-result"),
        ("", "added-no-result"),
        ("4 remark x", "added-malformed"),
        ("4 remarks", "added-malformed"),
        ("4 result o", "added-malformed"),  # no field but the result itself
        ("4 time 10:00", "added-twice"),
    ],
)
def test_what_cannot_be_added_is_told(added: str, code: str) -> None:
    (finding,) = typed("4e", "4 time 09:00", added).findings
    assert (finding.code, finding.file, finding.row) == (code, "added", 2)
    assert finding.fix
