"""A file's sheets as rows of text, whatever kind of file it is; one refusal where it is none.

Libraries that unpack what strangers made may crash with the whole interpreter, so they run in a
process of their own.
"""

from __future__ import annotations

import gc
import os
import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from routeplan.errors import Finding, InputError
from routeplan.formats.spreadsheet.delimited import csv_lines
from routeplan.formats.spreadsheet.sheet import (
    COMPOUND,
    PARQUET,
    SHAPEFILE,
    SQLITE,
    ZIPPED,
    Sheet,
)
from routeplan.formats.tables import xlsx
from routeplan.formats.tables.as_typed.letter_readings import PossibleReading, possible_readings
from routeplan.formats.tables.files import MAX_FILE_BYTES, Lines, file_bytes
from routeplan.formats.tables.header import MOST_COLUMNS, refuse_too_wide
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.xlsx import workbook_reading
from routeplan.helper_process import Worker, WorkerEndedError
from routeplan.phrases import phrase

MAX_MEMORY_BYTES = 6_000_000_000
_NO_TABLES = {
    b"%pdf": phrase("this is a PDF"),
    b"\x89png": phrase("this is a picture"),
    b"\xff\xd8\xff": phrase("this is a picture"),
    b"gif8": phrase("this is a picture"),
    b"<!do": phrase("this is a web page"),
    b"<htm": phrase("this is a web page"),
    b"{\\rt": phrase("this is a text document"),
    b"\x7felf": phrase("this is a program"),
    b"<?xml": phrase("this is XML"),
    b"[{": phrase("this is JSON without places"),
    b'{"': phrase("this is JSON without places"),
}


def read_sheets(path: Path, *, crs: str = "", encoding: str = "") -> tuple[Sheet, ...]:
    """Every sheet of a file; see :func:`sheets_reading`."""
    with sheets_reading(path) as sheets:
        return sheets(crs, encoding)


def letters_of(path: Path, languages: Sequence[str]) -> tuple[PossibleReading, ...]:
    """How the letters of a CSV file may be read, where that is in doubt; see there.

    Parameters
    ----------
    languages
        Those of the station's country.

    Raises
    ------
    InputError
        When the file cannot be read.
    """
    with _as_finding(path):
        data = _table_bytes(path)
    return possible_readings(data, languages) if _is_delimited(data) else ()


@contextmanager
def sheets_reading(path: Path) -> Iterator[Callable[[str, str], tuple[Sheet, ...]]]:
    """Begin to read a file: a workbook is read in another process, so there is time meanwhile.

    What is yielded waits for every sheet. It takes the coordinate system of places where the file
    names none, such as ``EPSG:3763``, and the encoding of letters where somebody has said it.

    Raises
    ------
    InputError
        With the one reason why the file cannot be read; also from what is yielded.
    """
    with _as_finding(path):
        data = _table_bytes(path)
    if not data.startswith((ZIPPED, COMPOUND)):
        yield lambda crs, encoding: _finished(
            path, lambda: _other_sheets(path, data, crs, encoding)
        )
        return
    with workbook_reading(data) as sheets:
        yield lambda *_: _finished(path, lambda: tuple(map(_shown, sheets())))


def _finished(path: Path, sheets: Callable[[], tuple[Sheet, ...]]) -> tuple[Sheet, ...]:
    with _as_finding(path):
        return tuple(_narrowed(sheet) for sheet in sheets())


@contextmanager
def _as_finding(path: Path) -> Iterator[None]:
    """What is refused within is the file's one finding."""
    try:
        yield
    except RefusedTableError as refused:
        finding = Finding(
            refused.code, refused.message, refused.fix, file=path.name, row=refused.row
        )
        raise InputError([finding]) from refused


def _table_bytes(path: Path) -> bytes:
    """What a file holds that may have a table."""
    data = file_bytes(path, MAX_FILE_BYTES, phrase("correct the file's name"))
    if not data.strip():
        fix = phrase("give it a header and rows")
        raise RefusedTableError("file-empty", phrase("the file is empty"), fix)
    head = data[:16].lower()
    for signature, what in _NO_TABLES.items():
        if head.startswith(signature) and not _is_geojson(data):
            fix = phrase("save the table as XLSX, ODS or CSV")
            raise RefusedTableError("file-type", what, fix)
    return data


def _other_sheets(path: Path, data: bytes, crs: str, encoding: str) -> tuple[Sheet, ...]:
    """The layers of a file with places, or the one sheet of a CSV file."""
    if _is_delimited(data):
        return (Sheet("", csv_lines(data, encoding)),)
    from routeplan.formats.spreadsheet.gis_layers import gis_layers

    return _elsewhere(gis_layers, path.resolve(), crs)


def _is_delimited(data: bytes) -> bool:
    """Whether it is no workbook and no file with places, so CSV."""
    others = (ZIPPED, COMPOUND, SHAPEFILE, SQLITE, PARQUET)
    return not (data.startswith(others) or _is_geojson(data))


def _narrowed(sheet: Sheet) -> Sheet:
    """The sheet without the blank cells of very wide rows behind the last that is filled."""
    if all(len(cells) <= MOST_COLUMNS for _, cells in sheet.lines):
        return sheet
    lines: Lines = []
    for number, cells in sheet.lines:
        width = next((k for k in range(len(cells), 0, -1) if cells[k - 1].strip()), 0)
        refuse_too_wide(width, number)
        lines.append((number, cells[:width]))
    return replace(sheet, lines=lines)


def _shown(sheet: xlsx.Worksheet) -> Sheet:
    """The rows that are not blank, numbered as the program shows them."""
    lines = [(number, row) for number, row in enumerate(sheet.rows, start=1) if any(row)]
    return Sheet(sheet.name, lines, is_hidden=sheet.is_hidden, hidden_rows=sheet.hidden_rows)


def _is_geojson(data: bytes) -> bool:
    return data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"type"' in data[:4096]


def _elsewhere[**P](
    read: Callable[P, tuple[Sheet, ...]], *args: P.args, **kwargs: P.kwargs
) -> tuple[Sheet, ...]:
    """What a reader makes of the file in a process of its own.

    Raises
    ------
    RefusedTableError
        When it refuses the file, or crashes over it.
    """
    worker = Worker()
    try:
        return worker.ask(_quietly, read, *args, **kwargs)
    except WorkerEndedError as error:
        message = phrase("the file is damaged: the program that reads it stops in the middle")
        fix = phrase("open it in the program that made it and save it again")
        raise RefusedTableError("file-damaged", message, fix) from error
    finally:
        worker.end()


def _quietly[**P](
    read: Callable[P, tuple[Sheet, ...]], /, *args: P.args, **kwargs: P.kwargs
) -> tuple[Sheet, ...]:
    """Read within bounds, without what a crashing library says of itself; for the other process.

    The library makes room for every cell up to the last: let that fail there, not everywhere.
    Nothing that is made there is ever given up before the process ends, so nothing is collected.
    """
    with suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    gc.disable()
    return read(*args, **kwargs)
