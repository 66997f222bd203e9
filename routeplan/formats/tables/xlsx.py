"""XLSX files: the first sheet as rows of text; what would harm its reader is refused first."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from routeplan.phrases import phrase

MAX_UNZIPPED_BYTES = 200_000_000
MAX_CELLS = 10_000_000
"""Rows times columns up to the last cell: the reader makes room for all of them."""
LAST_MINUTE = datetime.combine(date(9999, 12, 31), time(23, 59))

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass
class RefusedTableError(Exception):
    """The file cannot be read, or should not be; ``row`` where that is known."""

    code: str
    message: str
    fix: str = phrase("save it again as XLSX")
    row: int | None = None


def read_sheet(data: bytes) -> tuple[str, list[list[str]]]:
    """Name and cells of the first sheet, all as text.

    A formula that no program has computed yet comes as its text, ``=A1+B1``.

    Raises
    ------
    RefusedTableError
        When it is damaged, is no XLSX, or unpacks to more than any table has.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    xml = _first_sheet(data)
    oddities = _oddities(xml)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = [[cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except OverflowError as error:
        message, fix = phrase("a date or a time of day is too large"), phrase("correct that cell")
        raise RefusedTableError("xlsx-malformed", message, fix, _row_of_the_largest(xml)) from error
    except (CalamineError, ValueError) as error:
        raise RefusedTableError(
            "xlsx-malformed", phrase("the file cannot be read: {error}", error=str(error))
        ) from error
    for row, column, text in oddities:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = text
    return sheet.name, rows


def _first_sheet(data: bytes) -> bytes:
    """The first sheet's XML, once the archive is found whole and of a bearable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MAX_UNZIPPED_BYTES:
                raise RefusedTableError(
                    "zip-bomb", phrase("the file unpacks to more than 200 MB"), phrase("split it")
                )
            if damaged := archive.testzip():  # also finds sizes that were understated
                raise RefusedTableError(
                    "xlsx-malformed", phrase("the part {damaged} is damaged", damaged=damaged)
                )
            return archive.read(_first_sheet_name(archive))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise RefusedTableError(
            "xlsx-malformed", phrase("the file cannot be unpacked: {error}", error=str(error))
        ) from error
    except (KeyError, IndexError, ElementTree.ParseError) as error:
        raise RefusedTableError(
            "xlsx-malformed", phrase("not an XLSX workbook with a sheet")
        ) from error


def _first_sheet_name(archive: zipfile.ZipFile) -> str:
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    related = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in related}
    first = workbook.findall("{*}sheets/{*}sheet")[0]
    return posixpath.normpath(posixpath.join("/xl", targets[first.get(_RELATED)]))[1:]


def _oddities(xml: bytes) -> list[tuple[int, int, str]]:
    """Row, column (from 0) and text of cells whose text the reader would lose.

    Raises
    ------
    RefusedTableError
        When a cell stands so far off that the reader would need all memory for the blanks.
    """
    found = []
    last_row = last_column = 0
    for row, column, cell in _cells(xml):
        last_row, last_column = max(last_row, row), max(last_column, column)
        formula, value = cell.find("{*}f"), cell.findtext("{*}v")
        if cell.get("t") == "e" and value:
            found.append((row, column, value))
        elif formula is not None and not value:
            found.append((row, column, f"={formula.text or ''}"))
    if (last_row + 1) * (last_column + 1) > MAX_CELLS:
        raise RefusedTableError(
            "sheet-too-large",
            phrase(
                "the last cell is in row {row}, column {column}",
                row=last_row + 1,
                column=last_column + 1,
            ),
            phrase("delete the rows and columns after the table, or save it as CSV"),
        )
    return found


def _row_of_the_largest(xml: bytes) -> int:
    """The row, from 1, of the largest number."""
    numbers = [(0.0, 0)]
    for row, _, cell in _cells(xml):
        with suppress(ValueError):
            numbers.append((abs(float(cell.findtext("{*}v") or 0)), row))
    return max(numbers)[1] + 1


def _cells(xml: bytes) -> Iterator[tuple[int, int, ElementTree.Element]]:
    """Row and column (from 0) of every cell that has content; a place not written is the next."""
    row = column = -1
    rows: set[int] = set()
    try:
        for event, element in ElementTree.iterparse(io.BytesIO(xml), ("start", "end")):
            name = element.tag.rpartition("}")[2]
            if (name, event) == ("row", "start"):
                row, column = int(element.get("r", row + 2)) - 1, -1
                if row in rows:
                    raise ValueError(phrase("row {row} occurs twice", row=row + 1))
                rows.add(row)
            elif (name, event) == ("c", "start"):
                row, column = _place(element.get("r"), row, column + 1)
            elif (name, event) == ("c", "end") and len(element):
                yield row, column, element
            elif (name, event) == ("row", "end"):
                element.clear()
    except (ElementTree.ParseError, ValueError) as error:
        raise RefusedTableError(
            "xlsx-malformed", phrase("the sheet is damaged: {error}", error=error.args[0])
        ) from error


def _place(text: str | None, row: int, column: int) -> tuple[int, int]:
    """Row and column of ``B7``, from 0."""
    if text is None:
        return row, column
    match = _PLACE.fullmatch(text)
    if not match:
        raise ValueError(phrase("there is no cell {place!r}", place=text[:20]))
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def cell_text(cell: object) -> str:
    """A spreadsheet's cell as a person would type it: 10:30, 2026-11-24, 12."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            rounded = min(cell, LAST_MINUTE) + timedelta(seconds=30)
            minute = rounded.replace(second=0, microsecond=0)
            return f"{minute:%Y-%m-%d}" if minute.time() == time() else f"{minute:%Y-%m-%d %H:%M}"
        case date():
            return f"{cell:%Y-%m-%d}"
        case time():
            return f"{cell:%H:%M}"
        case timedelta():
            minutes = round(cell.total_seconds() / 60)
            return f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            return str(cell)
