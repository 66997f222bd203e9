"""A copy of a table as a workbook, in which what was found is coloured and commented."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from routeplan.formats.tables.files import ZIPS, Lines, file_bytes, read_lines
from routeplan.formats.tables.header import find_header
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.helper_process import Worker, WorkerEndedError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES = 50_000_000
"""Of a file that is copied: all of it is held as objects."""
COLOURS = {"error": "FFC7CE", "warning": "FFEB9C", "reading": "DDEBF7"}
AUTHOR = "routeplan"
_WIDTH, _HEIGHT = 360, 120
"""Of a comment, in pixels."""


class Note(NamedTuple):
    """What is to be said of a cell: its row (None: the header), its column's name, and how bad."""

    row: int | None
    column: str
    severity: str
    text: str


def annotated_copy(
    path: Path, notes: Sequence[Note], known: Sequence[str], needed: Sequence[str]
) -> bytes:
    """A table's file as XLSX with the notes in it; a CSV table becomes a workbook.

    A copy of an XLSX file keeps its formats and formulas, but neither pictures nor links to other
    files. All of it happens in a process of its own, as reading does.

    Raises
    ------
    RefusedTableError
        When the file cannot be read, or not be copied.
    """
    data = file_bytes(path, MOST_BYTES)
    read = read_lines(path, lambda _: False)
    header = find_header(read.lines, known, needed)
    places = [
        (
            note.row or header.row,
            header.columns.index(note.column) + 1 if note.column in header.columns else 1,
            note.severity,
            note.text,
        )
        for note in notes
    ]
    worker = Worker()
    try:
        if data.startswith(ZIPS):
            return worker.ask(_copied, data, read.sheet, places)
        return worker.ask(_written, read.lines, places)
    except (WorkerEndedError, ValueError, KeyError, TypeError, OSError) as error:
        message = phrase("no copy of it can be made")
        raise RefusedTableError("xlsx-malformed", message) from error
    finally:
        worker.end()


_Places = Sequence[tuple[int, int, str, str]]
"""Row and column from 1, severity, text."""


def _copied(data: bytes, name: str, places: _Places) -> bytes:
    from openpyxl import load_workbook

    workbook = load_workbook(io.BytesIO(data), keep_links=False)
    return _annotated(workbook, workbook[name], places)


def _written(lines: Lines, places: _Places) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    workbook = Workbook()
    sheet = workbook.active
    for row, cells in lines:
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row, column, ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767])
            cell.data_type = "s"  # text that looks like a formula stays text
    return _annotated(workbook, sheet, places)


def _annotated(workbook: Any, sheet: Worksheet, places: _Places) -> bytes:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    texts: dict[tuple[int, int], list[str]] = {}
    for row, column, severity, text in places:
        cell = sheet.cell(row, column)
        if isinstance(cell, MergedCell):
            (over, *_) = (
                cell_range
                for cell_range in sheet.merged_cells.ranges
                if cell.coordinate in cell_range
            )
            row, column = over.min_row, over.min_col
            cell = sheet.cell(row, column)
        if (row, column) not in texts:
            cell.fill = PatternFill("solid", start_color=COLOURS[severity])
        said = texts.setdefault((row, column), [])
        if text not in said:
            said.append(ILLEGAL_CHARACTERS_RE.sub("", text))
    for (row, column), said in texts.items():
        comment = Comment("\n\n".join(said), AUTHOR, height=_HEIGHT, width=_WIDTH)
        sheet.cell(row, column).comment = comment
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
