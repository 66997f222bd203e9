"""A table's file as lines of cells, whatever kind of file it is; what cannot be read is refused."""

from __future__ import annotations

import csv
import errno
import io
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from routeplan.formats.tables.as_typed.letter_readings import possible_readings
from routeplan.formats.tables.code_pages import foreign
from routeplan.formats.tables.encodings import UTF_16, decoded_as, encoding_of
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.xlsx import Worksheet, read_workbook
from routeplan.phrases import joined, phrase

MAX_FILE_BYTES = 200_000_000
MOST_READINGS = 3
"""Of a file's letters that are named."""
SAMPLE_LINES = 20
"""Looked at to tell what separates the cells."""
SAMPLE_SIGNS = 1_000_000
"""Of a text, enough for all lines that are looked at."""
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
"""How an XLSX file begins; a table whose first column is called PK is none."""
IN_THE_SETTINGS = phrase("see [files] in routeplan.toml")
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_PICTURE, _PAGE = phrase("a picture"), phrase("a web page")
_OTHER_TYPES = {
    b"\xd0\xcf\x11\xe0": phrase("an old Excel file (.xls), or one with a password"),
    b"%pdf": phrase("a PDF"),
    b"\x89png": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"gif8": _PICTURE,
    b"<!do": _PAGE,
    b"<htm": _PAGE,
    b"sqlite format 3": phrase("a database"),
    b"{\\rt": phrase("a text document (.rtf)"),
}

Lines = list[tuple[int, list[str]]]
"""The number of each row, and its cells."""


class Oddity(NamedTuple):
    """A warning about a file as a whole."""

    code: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class FileLines:
    """What a file holds: the sheet's name (empty for CSV), its lines, and what is odd."""

    sheet: str
    lines: Lines
    oddities: tuple[Oddity, ...] = ()


def read_lines(path: Path, is_header: Callable[[Sequence[str]], bool]) -> FileLines:
    """The lines of a CSV, XLSX or ODS file.

    Parameters
    ----------
    is_header
        Whether a row of cells can be the header of the table that is looked for.

    Raises
    ------
    RefusedTableError
        When it cannot be read, or should not be.
    """
    data = file_bytes(path, MAX_FILE_BYTES)
    for signature, kind in _OTHER_TYPES.items():
        if data[:16].lower().startswith(signature):
            raise RefusedTableError(
                "file-type", phrase("this is {kind}", kind=kind), phrase("save it as CSV or XLSX")
            )
    if not data.strip():
        raise RefusedTableError(
            "file-empty", phrase("the file is empty"), phrase("give it a header and rows")
        )
    if not data.startswith(ZIPS):
        return FileLines("", _csv_lines(data), tuple(_doubts(data)))
    sheets = read_workbook(data, shown_only=True)
    shown = next(sheet for sheet in sheets if sheet.is_read)
    if not any(map(is_header, shown.rows)):
        _refuse_elsewhere(sheets, shown, is_header)
    lines = list(enumerate(shown.rows, start=1))
    return FileLines(shown.name, lines, tuple(_odd_sheets(sheets, shown, is_header)))


def _refuse_elsewhere(
    sheets: Sequence[Worksheet], shown: Worksheet, is_header: Callable[[Sequence[str]], bool]
) -> None:
    """Refuse a workbook whose table is on another sheet than the one that is read.

    Raises
    ------
    RefusedTableError
        Where that is so.
    """
    for sheet in sheets:
        if sheet is not shown and not sheet.is_hidden and any(map(is_header, sheet.rows)):
            raise RefusedTableError(
                "sheet-not-first",
                phrase(
                    "the table is on the sheet '{sheet}', and only the first, '{first}', is read",
                    sheet=sheet.name,
                    first=shown.name,
                ),
                phrase("move that sheet to the front"),
            )


def file_bytes(path: Path, most: int, where: str = IN_THE_SETTINGS) -> bytes:
    """What a regular file holds; of nothing else is anything read.

    Parameters
    ----------
    most
        So many bytes, at the most.
    where
        What to do about a file that is not there, or is none.

    Raises
    ------
    RefusedTableError
        When it is not there, cannot be opened, is no file, or is larger than ``most`` bytes.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            kind = os.fstat(descriptor).st_mode
            if stat.S_ISDIR(kind):
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            if not stat.S_ISREG(kind):
                raise RefusedTableError(
                    "file-unreadable", phrase("this is no file, but a pipe or a device"), where
                )
            data = file.read(most + 1)
    except (FileNotFoundError, ValueError) as error:  # a zero byte in the path is a ValueError
        raise RefusedTableError("file-missing", phrase("file not found"), where) from error
    except OSError as error:
        message = phrase("the file cannot be opened: {reason}", reason=error.strerror)
        raise RefusedTableError("file-unreadable", message, where) from error
    if len(data) > most:
        message = phrase("the file is larger than {megabytes} MB", megabytes=most // 1_000_000)
        raise RefusedTableError("file-too-large", message, phrase("split it"))
    return data


def _odd_sheets(
    sheets: Sequence[Worksheet], shown: Worksheet, is_header: Callable[[Sequence[str]], bool]
) -> list[Oddity]:
    """Sheets that somebody may believe to be read, and that are not."""
    before = sheets[: sheets.index(shown)]
    oddities = []
    if shown.is_hidden:
        message = phrase("all sheets are hidden; '{sheet}' is read", sheet=shown.name)
        oddities.append(Oddity("sheet-hidden", message, phrase("unhide the sheet")))
    elif before:
        message = phrase(
            "the first sheet, '{hidden}', is hidden, so '{sheet}' is read",
            hidden=before[0].name,
            sheet=shown.name,
        )
        fix = phrase("delete the hidden sheet, or unhide it if it is the one you mean")
        oddities.append(Oddity("sheet-hidden", message, fix))
    if any(is_header(row) for row in shown.rows):
        for sheet in sheets:
            if sheet is not shown and not sheet.is_hidden and any(map(is_header, sheet.rows)):
                message = phrase(
                    "the sheet '{sheet}' is not read, only the first", sheet=sheet.name
                )
                fix = phrase("put its rows into the first sheet, or delete it")
                oddities.append(Oddity("sheet-not-read", message, fix))
    return oddities


def _csv_lines(data: bytes) -> Lines:
    text = csv_text(data)
    return delimited_lines(text, delimiter_of(text))


def _doubts(data: bytes) -> Iterator[Oddity]:
    """That the letters are too few to tell how they are to be read."""
    readings = possible_readings(data)
    if len(readings) > 1:
        named = [
            phrase("{encoding}, as in '{word}'", encoding=reading.name, word=reading.example)
            for reading in readings[:MOST_READINGS]
        ]
        message = phrase("its letters may be read as {readings}", readings=joined("; ", named))
        fix = phrase("save the file as UTF-8, so that there is no doubt")
        yield Oddity("encoding-unsure", message, fix)


def delimited_lines(text: str, delimiter: str) -> Lines:
    """The number of each row as an editor counts, and its cells.

    Raises
    ------
    RefusedTableError
        When a quotation mark is missing.
    """
    with suppress(csv.Error):  # below it is found where
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = list(reader)
        if len(rows) == reader.line_num:
            return list(enumerate(rows, start=1))
    lines: Lines = []
    begin = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            lines.append((begin, cells))
            begin = reader.line_num + 1
    except csv.Error as error:
        raise RefusedTableError(
            "csv-malformed",
            phrase("unbalanced quotation marks: {error}", error=str(error)),
            phrase("close the cell's quotation mark, and double any inside it"),
            begin,
        ) from error
    return lines


def csv_text(data: bytes, encoding: str = "") -> str:
    """The text of a CSV file, once its letters are sure, or in an encoding that is named."""
    if encoding:
        return decoded_as(data, encoding)
    utf_8 = phrase("save the file as UTF-8")
    if data.startswith(UTF_32):
        raise RefusedTableError("file-encoding", phrase("the file is UTF-32"), utf_8)
    if data.startswith(UTF_16) and len(data) % 2:
        message = phrase("the file is UTF-16 and ends in the middle of a character")
        fix = phrase("copy it again, or save it as UTF-8")
        raise RefusedTableError("file-encoding", message, fix)
    if b"\x00" in data and not data.startswith(UTF_16):
        message, fix = phrase("the file holds binary data"), phrase("save it as CSV or XLSX")
        raise RefusedTableError("file-type", message, fix)
    likely = encoding_of(data)
    if likely in ("gb18030", "cp1252", None) and (other := foreign(data, likely)):
        message = phrase(
            "the letters seem to be {encoding}, as in '{word}'",
            encoding=other.name,
            word=other.example,
        )
        raise RefusedTableError("file-encoding", message, utf_8)
    if likely is None:
        raise RefusedTableError("file-encoding", phrase("unknown encoding"), utf_8)
    return decoded_as(data, likely)


def delimiter_of(text: str) -> str:
    """The sign that stands in the most of the first lines that are no comments.

    Of several the one that stands most often in the first of these lines.
    """
    lines = (
        line
        for line in text[:SAMPLE_SIGNS].splitlines()
        if line.strip() and not line.startswith("#")
    )
    first = list(islice(lines, SAMPLE_LINES)) or [""]
    return max(
        ",;\t|", key=lambda sign: (sum(sign in line for line in first), first[0].count(sign))
    )
