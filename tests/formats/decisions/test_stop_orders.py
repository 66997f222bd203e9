"""Orders as a table: written from a plan, read back, everything wrong told at once."""

from __future__ import annotations

import csv
import io
import re
import stat
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given
from hypothesis.strategies import characters, text

from routeplan.errors import InputError
from routeplan.formats.decisions.stop_orders import (
    Orders,
    orders_in,
    orders_of,
    read_order_rows,
    write_orders,
)
from routeplan.formats.tables.inert import as_it_was
from routeplan.model.inputs import Inputs
from routeplan.model.plan import Plan
from tests.formats.plans.plans import small_inputs, small_plan
from tests.stations import household, inputs_of, shift, visit

MONDAY, TUESDAY = "2026-11-30", "2026-12-01"
SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def station() -> Inputs:
    """Three homes, h3 with two visits, h4 not to be called on; A and B on Monday, a crew then."""
    return inputs_of(
        [household(k) for k in (1, 2, 3, 4)],
        [visit(1), visit(2), visit(3, id="v3/1"), visit(3, id="v3/2")],
        [shift("A"), shift("B"), shift("AB", day=1)],
        days=2,
        refused=[visit(4)],
    )


def read_orders(path: Path, inputs: Inputs) -> Orders:
    return orders_in(read_order_rows(path, inputs))


def read(
    folder: Path,
    *rows: str,
    header: str = "date,officers,position,visit",
    inputs: Inputs | None = None,
) -> object:
    path = folder / "orders.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return read_orders(path, inputs or station())


def test_a_plan_s_orders_come_back_as_they_went(tmp_path: Path) -> None:
    path = write_orders(tmp_path / "orders.csv", small_plan(), small_inputs())
    assert path.read_bytes().decode("utf-8-sig") == (
        "date,officers,position,visit,begin,name,address\r\n"
        "2026-11-30,A,1,v1,08:02,Resident 1,Street 1\r\n"
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_orders(path, small_inputs()) == {"A/0": ("v1",)}


HOSTILE = text(characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)


@given(name=HOSTILE, address=HOSTILE)
@example(name="=HYPERLINK(1)", address='a, "b"\nc;=1+1;d')
@example(name="-", address="\t@x")
def test_whatever_the_resident_is_called_the_orders_come_back(name: str, address: str) -> None:
    inputs = small_inputs()
    first, *others = inputs.households
    inputs = replace(inputs, households=(replace(first, name=name, address=address), *others))
    with TemporaryDirectory() as folder:
        path = write_orders(Path(folder) / "orders.csv", small_plan(), inputs)
        assert read_orders(path, inputs) == {"A/0": ("v1",)}
        (_, row) = csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""))
    assert [as_it_was(cell) for cell in row[5:]] == [name, address]
    assert not any(cell.lstrip().startswith(SIGNS) for cell in re.split("[;\t\r\n]", ";".join(row)))


@pytest.mark.parametrize(("printable", "more"), [((), ""), (("address", "note"), ",address")])
def test_only_what_may_be_printed_is_in_the_orders(
    tmp_path: Path, printable: tuple[str, ...], more: str
) -> None:
    path = write_orders(tmp_path / "o.csv", small_plan(), small_inputs(), printable=printable)
    header, row = path.read_bytes().decode("utf-8-sig").splitlines()
    assert header == f"date,officers,position,visit,begin{more}"
    assert "Resident 1" not in row
    assert read_orders(path, small_inputs()) == {"A/0": ("v1",)}


def test_rows_are_put_in_the_order_of_their_positions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        f"{MONDAY},A,10,v2",
        f"{MONDAY},A,2,v1",
        f"{TUESDAY},B+A,1,v3/1",
        f"{MONDAY},B,1,v3/2",
    )
    assert found == {"A/0": ("v1", "v2"), "A+B/1": ("v3/1",), "B/0": ("v3/2",)}


def test_a_shift_may_be_named_by_its_id_and_a_visit_by_its_household(tmp_path: Path) -> None:
    header = "shift,position,household"
    assert read(tmp_path, "A+B/1,1,h2", header=header) == {"A+B/1": ("v2",)}


def test_a_table_without_rows_leaves_everybody_out(tmp_path: Path) -> None:
    assert read(tmp_path) == {}


def test_ids_that_a_spreadsheet_would_compute_are_kept_from_it(tmp_path: Path) -> None:
    inputs = inputs_of([household(1, id="-1")], [visit(1, id="-1", household="-1")], [shift("A")])
    plan = small_plan()
    stop = replace(plan.routes[0].stops[0], visit="-1", household="-1")
    plan = replace(plan, routes=(replace(plan.routes[0], stops=(stop,)),))
    path = write_orders(tmp_path / "orders.csv", plan, inputs)
    assert ",'-1," in path.read_text(encoding="utf-8")
    assert read_orders(path, inputs) == {"A/0": ("-1",)}


@pytest.mark.parametrize(
    ("row", "code", "column", "told"),
    [
        (f"{MONDAY},A,,v1", "order-incomplete", "position", "no position given"),
        (f"{MONDAY},A,x,v1", "number-malformed", "position", "not a number"),
        (f"{MONDAY},,1,v1", "order-incomplete", "officers", "no shift given"),
        (",A,1,v1", "order-incomplete", "officers", "no shift given"),
        ("30.11.,A,1,v1", "date-malformed", "date", "cannot be read"),
        (f"{MONDAY},C,1,v1", "order-shift-unknown", "officers", "on shift then: A, B"),
        (
            "2026-12-24,A,1,v1",
            "order-shift-unknown",
            "date",
            "the plan covers 2026-11-30 to 2026-12-01",
        ),
        (f"{MONDAY},C,1,v1", "order-shift-unknown", "officers", "unknown officer C"),
        (f"{TUESDAY},A,1,v1", "order-shift-unknown", "officers", "on shift then: A+B"),
        (f"{MONDAY},A,1,v9", "order-visit-unknown", "visit", "unknown visit"),
        (f"{MONDAY},A,1,", "order-incomplete", "visit", "no visit given"),
        (f"{MONDAY},A,1,v4", "order-refused", "visit", "asked not to be called on"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_with_its_place(
    tmp_path: Path, row: str, code: str, column: str, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, row)
    (found,) = caught.value.findings
    assert (found.code, found.column, found.row, found.file) == (code, column, 2, "orders.csv")
    assert told in str(found)


@pytest.mark.parametrize(
    ("cells", "column", "told"),
    [
        ("A/9,1,h1", "shift", "unknown shift"),
        ("A/0,1,h3", "household", "the household has 2 visits · use one of: v3/1, v3/2"),
        ("A/0,1,h9", "household", "unknown visit"),
    ],
)
def test_names_in_the_other_columns_are_looked_up_too(
    tmp_path: Path, cells: str, column: str, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, cells, header="shift,position,household")
    (found,) = caught.value.findings
    assert found.column == column
    assert told in str(found)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(
            tmp_path, f"{MONDAY},A,1,v1", f"{MONDAY},A,1,v2", f"{MONDAY},A,2,v1", f"{MONDAY},C,1,v9"
        )
    assert [(found.code, found.row, found.column) for found in caught.value.findings] == [
        ("order-twice", 3, "position"),
        ("order-twice", 4, "visit"),
        ("order-shift-unknown", 5, "officers"),
        ("order-visit-unknown", 5, "visit"),
    ]


def test_a_row_that_is_there_twice_is_one_message(tmp_path: Path) -> None:
    row = f"{MONDAY},A,1,v1"
    with pytest.raises(InputError) as caught:
        read(tmp_path, row, row)
    (found,) = caught.value.findings
    assert (found.code, found.row, found.column) == ("order-twice", 3, "visit")
    assert found.message == "this shift has the same visit in row 2"


def test_a_visit_of_one_officer_in_two_rounds_names_both_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{MONDAY},A,1,v1", f"{MONDAY},B,1,v1")
    (found,) = caught.value.findings
    assert (found.code, found.row, found.column) == ("order-twice", 3, "visit")
    assert str(found).startswith(
        "orders.csv:3 · visit · 'v1' · this visit is already in row 2 (A/0)"
    )


def test_a_visit_of_two_officers_may_be_in_two_rounds_and_no_more(tmp_path: Path) -> None:
    inputs = inputs_of(
        [household(1)], [visit(1, officers_needed=2)], [shift("A"), shift("B"), shift("C")]
    )
    path = tmp_path / "orders.csv"
    rows = ["date,officers,position,visit", *(f"{MONDAY},{who},1,v1" for who in "ABC")]
    path.write_text("\n".join(rows[:3]) + "\n", encoding="utf-8")
    assert read_orders(path, inputs) == {"A/0": ("v1",), "B/0": ("v1",)}
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_orders(path, inputs)
    (found,) = caught.value.findings
    assert "this visit is already in row 2 (A/0), row 3 (B/0)" in found.message


def test_an_officer_may_be_named_by_name(tmp_path: Path) -> None:
    assert read(tmp_path, f"{MONDAY},officer a,1,v1") == {"A/0": ("v1",)}


@pytest.mark.parametrize(
    ("officers", "told"),
    [
        ("B", "Officer B (Officer B) is on shift with a partner on Tue 1 Dec"),
        ("A+C", "unknown officer C"),
    ],
)
def test_why_nobody_is_on_shift_is_said(tmp_path: Path, officers: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{TUESDAY},{officers},1,v1")
    (found,) = caught.value.findings
    assert (found.message, found.fix) == (told, "on shift then: A+B")


def test_an_officer_with_a_day_off_is_named(tmp_path: Path) -> None:
    inputs = inputs_of([household(1)], [visit(1)], [shift("A"), shift("B", day=1)], days=2)
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{TUESDAY},A,1,v1", inputs=inputs)
    (found,) = caught.value.findings
    assert found.message == "Officer A (Officer A) is not on shift on Tue 1 Dec"


def test_a_visit_of_later_days_is_not_called_unknown(tmp_path: Path) -> None:
    inputs = replace(station(), later_visits=(visit(9),))
    with pytest.raises(InputError) as caught:
        read(tmp_path, f"{MONDAY},A,1,v9", inputs=inputs)
    (found,) = caught.value.findings
    assert found.message == "the visit is not due in this plan"


def test_two_shifts_of_the_same_officers_on_one_day_come_back_as_they_went(tmp_path: Path) -> None:
    # as an absence in the middle of the day leaves them
    early, late = shift("A", end=11 * 3600), replace(shift("A", begin=12 * 3600), id="A/0 12:00")
    inputs = inputs_of([household(1), household(2)], [visit(1), visit(2)], [early, late])
    plan = small_plan()
    (stop,) = plan.routes[0].stops
    second = replace(stop, visit="v2", household="h2")
    routes = (
        replace(plan.routes[0], stops=(stop,)),
        replace(plan.routes[0], shift="A/0 12:00", stops=(second,)),
    )
    path = write_orders(tmp_path / "orders.csv", replace(plan, routes=routes), inputs)
    assert read_orders(path, inputs) == {"A/0": ("v1",), "A/0 12:00": ("v2",)}
    path.write_text(f"date,officers,position,visit\n{MONDAY},A,1,v1\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_orders(path, inputs)
    (found,) = caught.value.findings
    assert found.fix == "name one in the column shift: A/0, A/0 12:00"


def edited(**stop: str) -> Plan:
    plan = small_plan()
    (first,) = plan.routes[0].stops
    stops = (first, replace(first, **stop))
    return replace(plan, routes=(replace(plan.routes[0], stops=stops), plan.routes[1]))


def test_a_plan_that_was_edited_gives_its_orders() -> None:
    found = orders_of(edited(visit="v2"), small_inputs(), "plan.json")
    assert found == {"A/0": ("v1", "v2"), "B/0": ()}


def test_what_is_wrong_with_an_edited_plan_is_told_at_once() -> None:
    plan = edited(visit="v9")
    again = edited()
    strange = replace(again.routes[0], shift="C/0")
    plan = replace(plan, routes=(plan.routes[0], strange))
    with pytest.raises(InputError) as caught:
        orders_of(plan, small_inputs(), "plan.json")
    assert [(found.code, found.value) for found in caught.value.findings] == [
        ("order-visit-unknown", "v9"),
        ("order-shift-unknown", "C/0"),
        ("order-twice", "v1"),
    ]
