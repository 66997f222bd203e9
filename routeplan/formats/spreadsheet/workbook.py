"""Workbooks (XLSX, XLSM, XLSB, XLS, ODS) as sheets of text; runs in a process of its own."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from routeplan.formats.spreadsheet.lost_cells import LostCells, lost_cells
from routeplan.formats.spreadsheet.sheet import ZIPPED, Sheet
from routeplan.formats.tables.files import Lines
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.xlsx import cell_text
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

MAX_UNZIPPED_BYTES = 1_000_000_000
MAX_RATIO = 250
"""Bytes unpacked for one packed, at the most: real sheets stay below a hundred."""
SMALL = 50_000_000
MAX_SHEETS = 60
MAX_CELLS = 10_000_000
OPEN_DOCUMENT = "content.xml"
"""Where an ODS file has its sheets."""


def workbook_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Every sheet that holds a table, cells as a person would type them.

    Raises
    ------
    RefusedTableError
        When it is damaged, or unpacks to more than any table has.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    if data.startswith(ZIPPED):
        _refuse_bombs(data)
        data = _tidied(data)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            lost = lost_cells(data) if data.startswith(ZIPPED) else {}
            return tuple(_sheets(book, lost))
    except PasswordError as error:
        message = phrase("the file has a password")
        raise RefusedTableError(
            "file-password", message, phrase("save it without a password")
        ) from error
    except OverflowError as error:
        message = phrase("a date or a time of day is too large")
        raise RefusedTableError("file-damaged", message, phrase("correct that cell")) from error
    except MemoryError as error:
        raise _too_large() from error
    except (CalamineError, ValueError, KeyError, IndexError, OSError) as error:
        raise _damaged(str(error)) from error
    except BaseException as error:  # a panic of the library is no Exception
        if isinstance(error, KeyboardInterrupt | SystemExit | RefusedTableError):
            raise
        raise _damaged(type(error).__name__) from error


def _sheets(book: CalamineWorkbook, lost: LostCells) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for meta in book.sheets_metadata[:MAX_SHEETS]:
        if meta.typ is SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(meta.name)
            hidden = meta.visible is not SheetVisibleEnum.Visible
            yield Sheet(meta.name, _lines(sheet, lost.get(meta.name, {})), is_hidden=hidden)


def _lines(sheet: CalamineSheet, lost: dict[tuple[int, int], str]) -> Lines:
    """The rows that are not blank, numbered as the program shows them."""
    if sheet.start is None:
        return []
    if sheet.height * sheet.width > MAX_CELLS:
        raise _too_large()
    before = [""] * sheet.start[1]
    lines = []
    for number, row in enumerate(sheet.to_python(), start=sheet.start[0] + 1):
        cells = [cell if type(cell) is str else cell_text(cell) for cell in row]
        if any(cells):
            lines.append((number, before + cells))
    by_number = {number: cells for number, cells in lines}
    for (number, column), text in lost.items():
        cells = by_number.get(number, [])
        if column < len(cells) and not cells[column]:
            cells[column] = text
    return lines


def _refuse_bombs(data: bytes) -> None:
    """What unpacks to very much more than it is.

    What the archive says of its sizes may be a lie, so every part is unpacked, and thrown away.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            limit = min(MAX_UNZIPPED_BYTES, max(SMALL, MAX_RATIO * len(data)))
            if sum(info.file_size for info in archive.infolist()) > limit:
                message = phrase("the file unpacks to far more than a table has")
                raise RefusedTableError("zip-bomb", message, phrase("split it"))
            if damaged := archive.testzip():
                raise _damaged(damaged)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise _damaged(str(error)) from error


def _tidied(data: bytes) -> bytes:
    """An ODS file without line breaks between its tags, which the library takes for text."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if OPEN_DOCUMENT not in archive.namelist():
                return data
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, KeyError) as error:
        raise _damaged(str(error)) from error
    parts[OPEN_DOCUMENT] = re.sub(rb">[ \t]*[\r\n]\s*<", b"><", parts[OPEN_DOCUMENT])
    tidied = io.BytesIO()
    with zipfile.ZipFile(tidied, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return tidied.getvalue()


def _damaged(why: str) -> RefusedTableError:
    message = phrase("the file is damaged: {why}", why=why[:100])
    fix = phrase("open it in the program that made it and save it again")
    return RefusedTableError("file-damaged", message, fix)


def _too_large() -> RefusedTableError:
    message = phrase("a cell lies so far off that the sheet would fill all memory")
    fix = phrase("delete the rows and columns behind the table, or save it as CSV")
    return RefusedTableError("sheet-too-large", message, fix)
