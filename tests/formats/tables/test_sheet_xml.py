"""What a reader of XLSX would lose, or choke on, is found in the sheet's XML."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routeplan.formats.tables import sheet_xml
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.sheet_xml import (
    has_plain_places,
    hidden_rows,
    hidden_rows_of_tables,
    is_well_formed,
    odd_cells,
)

PLACES = st.sampled_from(["A1", "B1", "C2", "A2", "XFD1", "A03", "AAAA1", "a1", "A1048577", "B9"])
CELLS = st.builds(
    "<c{}{}>{}</c>".format,
    st.just("") | PLACES.map(' r="{}"'.format),
    st.sampled_from(["", ' t="e"', ' s="1"', "\n"]),
    st.sampled_from(["<v>1</v>", "<f>A1</f>", "<v>#N/A</v>", "", "<is><t>x</t></is>"]),
)
ROWS = st.builds(
    "<row{}>{}</row>".format,
    st.sampled_from(["", ' r="1"', ' r="2"', ' r="9"', ' r="1048576"', ' spans="1" r="3"']),
    st.lists(CELLS, max_size=4).map("".join),
)
SHEETS = st.lists(ROWS, max_size=6).map(
    lambda rows: f"<worksheet><cols/><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()
)


def found(xml: bytes) -> list[tuple[int, int, str]] | str:
    try:
        return odd_cells(xml)
    except RefusedTableError as refused:
        return refused.code


@pytest.mark.parametrize(
    ("cells", "lost"),
    [
        ('<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', [(2, 1, "#DIV/0!")]),
        ('<c r="AB12"><f>A1&amp;"x"</f></c>', [(11, 27, '=A1&"x"')]),
        ('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>3</v></c>', []),
        ('<c r="A1" t="inlineStr"><f/><is><t>kept</t></is></c>', []),
    ],
)
def test_cells_that_would_be_lost_come_with_their_text(
    cells: str, lost: list[tuple[int, int, str]]
) -> None:
    assert odd_cells(f"<worksheet>{cells}</worksheet>".encode()) == lost


@given(SHEETS, st.integers(1, 200))
def test_looking_at_all_cells_at_once_says_what_one_after_the_other_would(
    xml: bytes, piece: int
) -> None:
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(sheet_xml, "_PIECE", piece)
        changed.setattr(sheet_xml, "MAX_CELLS", 100)
        if has_plain_places(xml) and is_well_formed(xml):
            assert found(xml) == []


@pytest.mark.parametrize(
    ("end", "is_plain", "is_whole"),
    [
        ("", True, True),
        ("<row", True, False),
        ('<row r="7"/>', False, True),
        ('<row r="50"><c r="A51"/></row>', False, True),  # in another row than it stands in
        ('<row r="50"><c r="AB50"/><c r="XFD50"/></row>', True, True),
        ('<row r="50"><c r="A500"/></row>', False, True),
        ('<row r="50"><c r="A5"/></row>', False, True),
        ('<row r="50"><c r="ABCD50"/></row>', False, True),
        ('<row r="50"><c r="50"/></row>', False, True),
        ('<row xmlns:x="x"><x:c r="A50"/></row>', False, True),
        ('<x:row xmlns:x="x" r="50"/>', False, True),
        ('<cell r="A77"/><rows r="77"/>', True, True),  # tags whose names only begin so
    ],
)
def test_a_usual_sheet_is_plain_and_whole(end: str, is_plain: bool, is_whole: bool) -> None:
    rows = "".join(f'<row r="{k}"><c r="A{k}"><v>1</v></c></row>' for k in range(1, 50))
    xml = f"<worksheet><sheetData>{rows}{end}</sheetData></worksheet>".encode()
    assert (has_plain_places(xml), is_well_formed(xml)) == (is_plain, is_whole)


@pytest.mark.parametrize(
    ("rows", "hidden"),
    [
        ('<row r="1"/><row r="2" hidden="1"/><row spans="1:3" hidden="true" r="7"></row>', (2, 7)),
        ('<row/><row hidden="1"/><row/>', (2,)),  # without places rows follow each other
        ("<x:row r='4' hidden='1'></x:row>", (4,)),
        ('<row r="2" hidden="0"/><row r="3" unhidden="1"/>', ()),
        ('<cols><col min="1" max="1" hidden="1"/></cols><row r="2"/>', ()),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>hidden="1"</t></is></c></row>', ()),
    ],
)
def test_hidden_rows_of_a_sheet_are_seen(rows: str, hidden: tuple[int, ...]) -> None:
    assert hidden_rows(f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()) == hidden


def test_hidden_rows_of_an_open_document_are_seen_by_table() -> None:
    invisible = 'table:visibility="{}"'.format
    tables = (
        '<table:table table:name="A &amp; B" table:style-name="ta1">'
        f"<table:table-column {invisible('collapse')}/>"
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        f"<table:table-row {invisible('filter')}/><table:table-row/>"
        f'<table:table-row {invisible("collapse")} table:number-rows-repeated="2"/>'
        f'<table:table-row table:number-rows-repeated="1048570" {invisible("filter")}/>'
        '</table:table><table:table table:style-name="ta1" table:name="C"><table:table-row/>'
        f"<table:table-row {invisible('collapse')}></table:table-row></table:table>"
    )
    # 1 and 2 are written once, 3 is filtered out, 4 is seen, 5 and 6 are hidden.
    assert hidden_rows_of_tables(tables.encode()) == {"A & B": (3, 5, 6), "C": (2,)}
    assert hidden_rows_of_tables(tables.replace("visibility", "x").encode()) == {}
