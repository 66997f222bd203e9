"""Workbooks (XLSX, XLSB, XLS, ODS) as sheets of text; what would harm a reader is refused first.

A damaged file can crash the libraries that unpack and read it, and the interpreter with them, so
all of it happens in a process of its own: call :func:`read_workbook`, or
:func:`workbook_reading` where there is something else to do meanwhile.
"""

from __future__ import annotations

import io
import marshal
import os
import posixpath
import re
import resource
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from routeplan.formats.tables.paused_collector import many_objects
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.helper_process import Worker, WorkerEndedError
from routeplan.phrases import phrase

LAST_MINUTE = datetime.combine(date(9999, 12, 31), time(23, 59))
MAX_UNZIPPED_BYTES = 200_000_000
MAX_MEMORY_BYTES = 6_000_000_000
MAX_SECONDS = 120
MAX_SHEETS = 60
GLANCE = 20
"""Rows of a sheet that is not read."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""How an XLS file begins, which is no archive."""
_MERGED = b"<mergeCell "
_OPEN_DOCUMENT, _BINARY = "content.xml", "xl/workbook.bin"
"""Where ODS and XLSB files have what an XLSX file has elsewhere."""
_WITHOUT_REFERENCES = 2
"""The version of marshal that looks for no object that comes twice."""
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A worksheet and its rows as text; of one that is not read only the first rows.

    ``hidden_rows`` are the numbers, from 1, of those that a filter or a person has hidden; XLS and
    XLSB files do not tell.
    """

    name: str
    is_hidden: bool
    rows: list[list[str]]
    is_read: bool = True
    hidden_rows: tuple[int, ...] = ()


def read_workbook(data: bytes, *, shown_only: bool = False) -> list[Worksheet]:
    """The worksheets of a workbook, in their order; see :func:`workbook_reading`."""
    with workbook_reading(data, shown_only=shown_only) as sheets:
        return sheets()


@contextmanager
def workbook_reading(
    data: bytes, *, shown_only: bool = False
) -> Iterator[Callable[[], list[Worksheet]]]:
    """Begin to read a workbook in a process of its own; what is yielded waits for its worksheets.

    These come in their order. A formula that no program has computed yet comes as its text,
    ``=A1+B1``.

    Parameters
    ----------
    shown_only
        Read only the first sheet that is not hidden (the first, if all are), and glance at others.

    Raises
    ------
    RefusedTableError
        From what is yielded, when the file is damaged, is no such file, has no worksheet, or
        unpacks to more than any table has.
    """
    worker = Worker()
    try:
        begun = worker.begin(_sheets, data, shown_only=shown_only, most_bytes=MAX_UNZIPPED_BYTES)
        yield partial(_answered, begun)
    finally:
        worker.end()


_Packed = tuple[str, bool, bytes, bool, tuple[int, ...]]


def _answered(begun: Future[list[_Packed]]) -> list[Worksheet]:
    try:
        sheets = begun.result()
    except WorkerEndedError as error:
        raise RefusedTableError(
            "xlsx-malformed", phrase("the file is so damaged that its reader crashed")
        ) from error
    return [
        Worksheet(name, is_hidden, marshal.loads(rows), is_read, hidden_rows)
        for name, is_hidden, rows, is_read, hidden_rows in sheets
    ]


@many_objects
def _sheets(data: bytes, *, shown_only: bool, most_bytes: int) -> list[_Packed]:
    """What the process does; whatever goes wrong is the file's fault.

    Rows are packed as one piece: pickling would look at each of a million cells by itself.
    """
    _confine()
    try:
        unpacked = _Unpacked(data)
        if not data.startswith(OLD_WORKBOOK):
            unpacked = _unpacked(data, most_bytes)
        return [
            (
                worksheet.name,
                worksheet.is_hidden,
                marshal.dumps(worksheet.rows, _WITHOUT_REFERENCES),
                worksheet.is_read,
                unpacked.hidden_rows.get(worksheet.name, ()),
            )
            for worksheet in _read(unpacked.data, unpacked.parts, shown_only=shown_only)
        ]
    except RefusedTableError:
        raise
    except PasswordError:
        raise RefusedTableError(
            "file-password",
            phrase("the file has a password"),
            phrase("save it without a password"),
        ) from None
    except BaseException as error:  # a panic of Rust is no Exception
        raise RefusedTableError(
            "xlsx-malformed", phrase("the file cannot be read: {error}", error=str(error)[:200])
        ) from None


def _confine() -> None:
    """Limits for a process that a file may lead astray; a panic's report is nobody's to read."""
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, MAX_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(limit, (most, most))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _read(data: bytes, parts: Mapping[str, bytes], *, shown_only: bool) -> list[Worksheet]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    known = [sheet for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    known = known[:MAX_SHEETS]
    if not known:
        raise RefusedTableError("xlsx-malformed", phrase("the workbook has no sheet with cells"))
    shown = [sheet.name for sheet in known if sheet.visible is SheetVisibleEnum.Visible]
    wanted = {*shown[:1]} or {known[0].name} if shown_only else {sheet.name for sheet in known}
    return [
        _sheet(workbook, sheet, parts.get(sheet.name), is_read=sheet.name in wanted)
        for sheet in known
    ]


def _sheet(
    workbook: CalamineWorkbook, known: SheetMetadata, xml: bytes | None, *, is_read: bool
) -> Worksheet:
    is_hidden = known.visible is not SheetVisibleEnum.Visible
    if is_read:
        return Worksheet(known.name, is_hidden, _rows(workbook, known.name, xml))
    try:
        rows = _rows(workbook, known.name, xml)[:GLANCE]
    except Exception:  # nobody reads it
        rows = []
    return Worksheet(known.name, is_hidden, rows, is_read=False)


def _rows(workbook: CalamineWorkbook, name: str, xml: bytes | None) -> list[list[str]]:
    """The cells of a sheet as text; ``xml`` is what an XLSX file says of it."""
    from routeplan.formats.tables.sheet_xml import has_plain_places, odd_cells, row_of_the_largest

    is_plain = xml is not None and has_plain_places(xml)
    odd = odd_cells(xml) if xml is not None and not is_plain else []
    try:
        sheet = _whole_sheet(workbook, name, xml) if xml is not None and is_plain else None
        sheet = sheet or workbook.get_sheet_by_name(name)
        cells = sheet.to_python(skip_empty_area=False)
        rows = [[cell if type(cell) is str else cell_text(cell) for cell in row] for row in cells]
    except OverflowError as error:
        message, fix = phrase("a date or a time of day is too large"), phrase("correct that cell")
        row = row_of_the_largest(xml) if xml is not None else None
        raise RefusedTableError("xlsx-malformed", message, fix, row) from error
    for row, column, text in odd:
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
        rows[row][column] = text
    if xml is None or _MERGED in xml:
        _fill_down(rows, sheet.merged_cell_ranges or ())
    return rows


def _fill_down(rows: list[list[str]], merged: Iterable[tuple[tuple[int, int], ...]]) -> None:
    """A text that several rows share is that of each; one across columns is a heading."""
    for (top, left), (low, right) in merged:
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : low + 1]:
                if left < len(row):
                    row[left] = rows[top][left]


def _whole_sheet(workbook: CalamineWorkbook, name: str, xml: bytes) -> CalamineSheet:
    """The sheet, while somebody else looks whether its XML is whole."""
    from routeplan.formats.tables.sheet_xml import is_well_formed, odd_cells

    with ThreadPoolExecutor(max_workers=1) as beside:
        is_whole = beside.submit(is_well_formed, xml)
        try:
            return workbook.get_sheet_by_name(name)
        finally:
            if not is_whole.result():
                odd_cells(xml)  # says where it is damaged


class _Unpacked(NamedTuple):
    """A file, the XML of an XLSX file's sheets by their names, and the rows that are hidden.

    No XML for ODS and XLSB files, whose reader is trusted with them.
    """

    data: bytes
    parts: Mapping[str, bytes] = {}
    hidden_rows: Mapping[str, tuple[int, ...]] = {}


def _unpacked(data: bytes, most_bytes: int) -> _Unpacked:
    """What a file has, once the archive is whole."""
    from routeplan.formats.tables.sheet_xml import hidden_rows, hidden_rows_of_tables

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > most_bytes:
                raise RefusedTableError(
                    "zip-bomb", phrase("the file unpacks to more than 200 MB"), phrase("split it")
                )
            parts = _whole_parts(archive)
            if _OPEN_DOCUMENT in parts:
                hidden = hidden_rows_of_tables(parts[_OPEN_DOCUMENT])
                return _Unpacked(_tidied(parts), hidden_rows=hidden)
            named = {} if _BINARY in parts else _named_parts(parts)
            hidden = {name: rows for name, xml in named.items() if (rows := hidden_rows(xml))}
            return _Unpacked(data, named, hidden)
    except (KeyError, IndexError, ElementTree.ParseError) as error:
        raise RefusedTableError(
            "xlsx-malformed", phrase("not an XLSX workbook with a sheet")
        ) from error
    except RefusedTableError:
        raise
    except Exception as error:  # zipfile raises nearly everything
        raise RefusedTableError(
            "xlsx-malformed", phrase("the file cannot be unpacked: {error}", error=str(error))
        ) from error


def _whole_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part by its name; a sum that is wrong also tells of a size that was understated."""
    parts = {}
    for name in archive.namelist():
        try:
            parts[name] = archive.read(name)
        except zipfile.BadZipFile as error:
            raise RefusedTableError(
                "xlsx-malformed", phrase("the part {damaged} is damaged", damaged=name)
            ) from error
    return parts


def _tidied(parts: dict[str, bytes]) -> bytes:
    """An ODS file without line breaks between its tags, which the library takes for text."""
    parts[_OPEN_DOCUMENT] = re.sub(rb">[ \t]*[\r\n]\s*<", b"><", parts[_OPEN_DOCUMENT])
    tidied = io.BytesIO()
    with zipfile.ZipFile(tidied, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return tidied.getvalue()


def _named_parts(contents: dict[str, bytes]) -> dict[str, bytes]:
    workbook = ElementTree.fromstring(contents["xl/workbook.xml"])
    related = ElementTree.fromstring(contents["xl/_rels/workbook.xml.rels"])
    targets = {relation.get("Id"): relation.get("Target", "") for relation in related}
    sheets = workbook.findall("{*}sheets/{*}sheet")
    parts = {
        sheet.get("name", ""): posixpath.normpath(
            posixpath.join("/xl", targets[sheet.get(_RELATED)])
        )[1:]
        for sheet in sheets
    }
    if not parts:
        raise IndexError
    return {name: contents[part] for name, part in parts.items()}


def cell_text(cell: object) -> str:
    """A spreadsheet's cell as a person would type it: 10:30, 2026-11-24, 12."""
    match cell:
        case float():
            return str(int(cell)) if cell.is_integer() else str(cell)
        case str():
            return cell
        case bool():
            return "yes" if cell else "no"
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
