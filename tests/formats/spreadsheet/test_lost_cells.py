"""What a reader of XLSX leaves empty: formulas that failed, and those that nobody computed."""

from __future__ import annotations

import io
import zipfile

import pytest

from routeplan.formats.spreadsheet.lost_cells import lost_cells

WORKBOOK = (
    '<workbook xmlns="m" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships"><sheets><sheet name="Homes" r:id="a"/><sheet name="Old" r:id="b"/>'
    "</sheets></workbook>"
)
RELATED = (
    '<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="b" Target="/xl/worksheets/gone.xml"/></Relationships>'
)


def workbook(cells: str) -> bytes:
    """Two sheets by name; the second one's part is missing."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATED)
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>")
    return data.getvalue()


@pytest.mark.parametrize(
    ("cells", "lost"),
    [
        ('<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', {(3, 1): "#DIV/0!"}),
        ('<c r="AB12"><f>A1&amp;"x"</f></c>', {(12, 27): '=A1&"x"'}),
        ('<x:c r="A1" t="e"><x:v>#REF!</x:v></x:c>', {(1, 0): "#REF!"}),
        ('<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><v>3</v></c>', {}),
        ('<c r="A1" t="inlineStr"><f/><is><t>kept</t></is></c>', {}),
    ],
)
def test_cells_are_named_by_row_and_column(cells: str, lost: dict[tuple[int, int], str]) -> None:
    assert lost_cells(workbook(cells)).get("Homes", {}) == lost


def test_a_sheet_without_a_part_has_none() -> None:
    assert "Old" not in lost_cells(workbook('<c r="A1" t="e"><v>#REF!</v></c>'))


def test_other_files_have_none() -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    assert lost_cells(b"no archive") == lost_cells(empty.getvalue()) == {}
