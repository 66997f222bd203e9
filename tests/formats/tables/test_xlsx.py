"""Workbooks: their cells as text, and those that no reader should trust."""

from __future__ import annotations

import io
import os
import random
import signal
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from routeplan.formats.tables import xlsx
from routeplan.formats.tables.rows import Table, read_table
from routeplan.formats.tables.xlsx import cell_text

KNOWN = ("id", "name", "note")


def workbook(rows: list[list[object]]) -> bytes:
    """An XLSX file whose first sheet is called 'homes'."""
    book = openpyxl.Workbook()
    book.active.title = "homes"
    for row in rows:
        book.active.append(row)
    book.create_sheet("scratch")["A1"] = "=never+read"
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(tmp_path: Path, content: bytes) -> Table:
    (tmp_path / "list.xlsx").write_bytes(content)
    return read_table(tmp_path / "list.xlsx", KNOWN, ("id",))


def rewritten(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same file with one of its parts changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            # openpyxl writes an empty value with lxml in another form than without
            data = source.read(name).replace(b"<v />", b"<v></v>")
            if name == part:
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return result.getvalue()


def test_the_first_sheet_is_read_with_its_name_and_row_numbers(tmp_path: Path) -> None:
    content = workbook([["id", "name", None], ["H1", "Väinö 王"], [None, None], ["H2", " x "]])
    table = read(tmp_path, content)
    assert table.findings == ()
    assert table.sheet == "homes"
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {"id": "H1", "name": "Väinö 王"}),
        (4, {"id": "H2", "name": "x"}),
    ]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Mo 08:00-10:00", "Mo 08:00-10:00"),
        (12.0, "12"),
        (12, "12"),
        (60.169176, "60.169176"),
        (True, "yes"),
        (False, "no"),
        (datetime(2026, 11, 24, 10, 30), "2026-11-24 10:30"),
        (datetime(2026, 11, 24), "2026-11-24"),
        (datetime(2026, 11, 24, 10, 29, 59, 999_000), "2026-11-24 10:30"),  # a float's error
        (datetime(9999, 12, 31, 23, 59, 59, 990_000), "9999-12-31 23:59"),
        (date(2026, 11, 24), "2026-11-24"),
        (time(7, 30), "07:30"),
        (timedelta(days=1), "24:00"),  # as Excel hands over 24:00
        (timedelta(hours=26, minutes=5), "26:05"),
        ("", ""),
    ],
)
def test_cells_read_as_a_person_would_type_them(cell: object, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize("cell", [12.0, True, datetime(2026, 11, 24, 10, 30), timedelta(days=1)])
def test_cells_of_a_workbook_come_with_their_types(tmp_path: Path, cell: object) -> None:
    table = read(tmp_path, workbook([["id", "note"], ["H1", cell]]))
    assert table.rows[0]["note"] == cell_text(cell)


def test_a_formula_never_computed_is_told_and_not_read_as_blank(tmp_path: Path) -> None:
    table = read(tmp_path, workbook([["id", "note"], ["H1", '=IF(A1>"a",1,2)']]))
    (found,) = table.findings
    assert (found.code, found.sheet, found.row, found.column) == (
        "cell-formula",
        "homes",
        2,
        "note",
    )
    assert found.value == '=IF(A1>"a",1,2)'


def test_a_formula_without_even_an_empty_value_is_told_too(tmp_path: Path) -> None:
    content = rewritten(
        workbook([["id", "note"], ["H1", "x"], [None, "=7+8"]]),
        "xl/worksheets/sheet1.xml",
        b"<f>7+8</f><v></v>",
        b"<f>7+8</f>",
    )
    found = read(tmp_path, content).findings
    assert [(f.code, f.row, f.column) for f in found] == [("cell-formula", 3, "note")]


def test_a_computed_formula_counts_as_its_value(tmp_path: Path) -> None:
    content = rewritten(
        workbook([["id", "note"], ["H1", "=7+8"]]),
        "xl/worksheets/sheet1.xml",
        b"<f>7+8</f><v></v>",
        b"<f>7+8</f><v>15</v>",
    )
    table = read(tmp_path, content)
    assert table.findings == ()
    assert table.rows[0]["note"] == "15"


def test_a_formula_that_failed_is_told_and_not_read_as_blank(tmp_path: Path) -> None:
    table = read(tmp_path, workbook([["id", "note"], ["H1", "#N/A"]]))
    (found,) = table.findings
    assert (found.code, found.row, found.column, found.value) == ("cell-error", 2, "note", "#N/A")


def test_cells_may_leave_their_places_unsaid(tmp_path: Path) -> None:
    content = workbook([["id", "note"], ["H1", "#N/A"], ["H2", "x"]])
    for place in ("A1", "B1", "A2", "B2", "A3", "B3"):
        content = rewritten(content, "xl/worksheets/sheet1.xml", f' r="{place}"'.encode(), b"")
    content = rewritten(content, "xl/worksheets/sheet1.xml", b'<row r="2"', b"<row")
    table = read(tmp_path, content)
    assert [(f.code, f.row, f.column) for f in table.findings] == [("cell-error", 2, "note")]
    assert [row["id"] for row in table.rows] == ["H1", "H2"]


def test_a_cell_far_away_does_not_take_all_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "id"
    book.active["XFD1048576"] = "x"
    (found,) = read(tmp_path, saved(book)).findings
    assert found.code == "sheet-too-large"
    assert "row 1048576, column 16384" in found.message


def test_a_blank_cell_far_away_with_a_colour_does_no_harm(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.active.append(["H1"])
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    table = read(tmp_path, saved(book))
    assert [row["id"] for row in table.rows] == ["H1"]
    assert table.findings == ()


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNZIPPED_BYTES", 2_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for k in range(3):
            archive.writestr(f"xl/{k}.xml", bytes(700_000))
    assert len(bomb.getvalue()) < 3_000
    assert [f.code for f in read(tmp_path, bomb.getvalue()).findings] == ["zip-bomb"]


def test_a_file_that_understates_what_it_unpacks_to_is_refused(tmp_path: Path) -> None:
    honest = workbook([["id", "name"], ["H1", 5_000 * "x"]])
    assert read(tmp_path, honest).findings == ()
    with zipfile.ZipFile(io.BytesIO(honest)) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    lying = honest.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != honest
    assert [f.code for f in read(tmp_path, lying).findings] == ["xlsx-malformed"]


def damaged(content: bytes) -> bytes:
    """A byte in the middle of the first sheet changed."""
    at = content.index(b"xl/worksheets/sheet1.xml") + 60
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


GOOD = workbook([["id", "name"], ["H1", "Aino"]])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 and no more", "no archive"),
        (GOOD[: len(GOOD) // 2], "half a file"),
        (damaged(GOOD), "a damaged part"),
        (rewritten(GOOD, "xl/workbook.xml", b"<sheet ", b"<shut "), "no sheet in the workbook"),
        (rewritten(GOOD, "xl/workbook.xml", b"</workbook>", b""), "a workbook that is no XML"),
        (rewritten(GOOD, "xl/workbook.xml", b"rId1", b"rId99"), "a sheet that is nowhere"),
        (
            rewritten(GOOD, "xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet7.xml"),
            "a sheet whose part is missing",
        ),
        (
            rewritten(GOOD, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</row>"),
            "a sheet that is no XML",
        ),
        (
            rewritten(GOOD, "xl/worksheets/sheet1.xml", b'r="A2"', b'r="??"'),
            "a cell without a place",
        ),
        (rewritten(GOOD, "xl/worksheets/sheet1.xml", b'r="2"', b'r="two"'), "a row of no number"),
        (rewritten(GOOD, "xl/styles.xml", b"<", b">"), "styles that are no XML"),
    ],
)
def test_a_damaged_workbook_is_told_in_one_line(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    assert [f.code for f in read(tmp_path, content).findings] == ["xlsx-malformed"], reason


def test_a_time_no_clock_has_is_told_with_its_row(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["id", "note"], ["H1", 7], ["H2", 1e300], ["H3", "x"]):
        book.active.append(row)
    book.active["B3"].number_format = "[h]:mm"
    (found,) = read(tmp_path, saved(book)).findings
    assert (found.code, found.row) == ("xlsx-malformed", 3)
    assert found.message == "a date or a time of day is too large"


def test_two_rows_of_one_number_are_not_merged(tmp_path: Path) -> None:
    content = rewritten(
        workbook([["id", "name"], ["H1", "Aino"], ["H2", ""]]),
        "xl/worksheets/sheet1.xml",
        b'<row r="3"',
        b'<row r="2"',
    )
    (found,) = read(tmp_path, content).findings
    assert found.code == "xlsx-malformed"
    assert found.message == "the sheet is damaged: row 2 occurs twice"


def test_another_kind_of_archive_is_refused(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert [f.code for f in read(tmp_path, content.getvalue()).findings] == ["xlsx-malformed"]


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    (found,) = read(tmp_path, workbook([])).findings
    assert (found.code, found.sheet) == ("file-empty", "homes")


def test_a_place_that_no_sheet_has_is_told(tmp_path: Path) -> None:
    content = rewritten(GOOD, "xl/worksheets/sheet1.xml", b'r="B2"', b'r="Btr"')
    (found,) = read(tmp_path, content).findings
    assert found.message == "the sheet is damaged: there is no cell 'Btr'"


def test_a_directory_that_lies_about_its_place_is_told(tmp_path: Path) -> None:
    """The end of the archive says that the directory begins before the file does."""
    at = GOOD.rindex(b"PK\x05\x06") + 16
    offset = int.from_bytes(GOOD[at : at + 4], "little") + 40_000
    content = GOOD[:at] + offset.to_bytes(4, "little") + GOOD[at + 4 :]
    (found,) = read(tmp_path, content).findings
    assert found.code == "xlsx-malformed"


def crash(data: bytes, *, shown_only: bool, most_bytes: int) -> None:
    """What the reader of a damaged file may do, within its own process."""
    os.kill(os.getpid(), signal.SIGSEGV)


def test_a_reader_that_crashes_takes_nobody_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_sheets", crash)
    (found,) = read(tmp_path, GOOD).findings
    assert (found.code, found.row) == ("xlsx-malformed", None)
    assert found.message == "the file is so damaged that its reader crashed"


@pytest.mark.parametrize("seed", range(25))
def test_a_file_damaged_anywhere_is_read_or_told(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    content = bytearray(workbook([["id", "name"], *([f"H{k}", "Aino"] for k in range(30))]))
    sheet = draw.random() < 0.5
    if sheet:  # the damage is in the XML, behind the archive's checksums
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            part = bytearray(archive.read("xl/worksheets/sheet1.xml"))
        for _ in range(draw.randint(1, 6)):
            part[draw.randrange(len(part))] = draw.randrange(256)
        result = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
            for name in source.namelist():
                target.writestr(
                    name,
                    bytes(part) if name == "xl/worksheets/sheet1.xml" else source.read(name),
                )
        content = bytearray(result.getvalue())
    else:
        for _ in range(draw.randint(1, 6)):
            content[draw.randrange(4, len(content))] = draw.randrange(256)
    table = read(tmp_path, bytes(content))
    refused = [f for f in table.findings if f.code in ("xlsx-malformed", "sheet-too-large")]
    assert len(refused) <= 1
    assert not (refused and table.rows)


def test_an_opendocument_sheet_is_read_too(tmp_path: Path) -> None:
    def row_of(row: tuple[str, ...]) -> str:
        cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
        return f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>"

    cells = "".join(map(row_of, (("id", "name"), ("H1", "Aino"))))
    names = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="homes">{cells}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    table = read(tmp_path, content.getvalue())
    assert table.findings == ()
    assert (table.sheet, table.rows[0].cells) == ("homes", {"id": "H1", "name": "Aino"})
