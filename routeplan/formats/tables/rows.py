"""Tables as people keep them: CSV in any usual encoding, or XLSX, read into rows of plain text."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Literal

from routeplan.errors import Finding
from routeplan.formats.tables.encodings import UTF_16, decoded
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.formats.tables.xlsx import read_workbook
from routeplan.phrases import phrase

MAX_FILE_BYTES = 200_000_000
MAX_CELL = 10_000
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
"""How an XLSX file begins; a table whose first column is called PK is none."""
UTF_32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
ERRORS_OF_FORMULAS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)
_OTHER_TYPES = {
    b"\xd0\xcf\x11\xe0": phrase("an old Excel file (.xls), or one with a password"),
    b"%pdf": phrase("a PDF"),
    b"\x89png": phrase("a picture"),
    b"\xff\xd8\xff": phrase("a picture"),
    b"gif8": phrase("a picture"),
    b"<!do": phrase("a web page"),
    b"<htm": phrase("a web page"),
    b"sqlite format 3": phrase("a database"),
    b"{\\rt": phrase("a text document (.rtf)"),
}

Lines = list[tuple[int, list[str]]]
"""The number of each row, and its cells."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``number`` as the user's editor counts, cells by column name, all text stripped."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was read, and everything found wrong on the way."""

    file: str
    sheet: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def read_table(
    path: Path, known: Sequence[str], needed: Iterable[str], *, may_be_empty: bool = False
) -> Table:
    """Read a CSV or XLSX file; what is wrong with it is in the table's findings.

    Parameters
    ----------
    known
        The columns the program knows; others are kept, with a warning.
    needed
        Columns that must be there.
    may_be_empty
        A header without rows is fine.
    """
    sheet = ""
    try:
        data = _content(path)
        if data.startswith(ZIPS):
            shown = next(
                each for each in read_workbook(data, shown_only=True) if each.rows is not None
            )
            sheet, lines = shown.name, list(enumerate(shown.rows or [], start=1))
        else:
            lines = _csv_lines(data)
    except RefusedTableError as refused:
        return _refused(path.name, sheet, refused)
    return table_of(path.name, lines, known, needed, sheet=sheet, may_be_empty=may_be_empty)


def table_of(
    file: str,
    lines: Lines,
    known: Sequence[str],
    needed: Iterable[str],
    *,
    sheet: str = "",
    may_be_empty: bool = False,
) -> Table:
    """The table of some lines, its header the first that is filled; as :func:`read_table`."""
    try:
        header_row, header, width, rows = _header_and_rows(lines)
    except RefusedTableError as refused:
        return _refused(file, sheet, refused)
    reader = _Reader(file, sheet, header, known, width)
    reader.check_header(header_row, needed)
    table = tuple(reader.row(number, cells) for number, cells in rows)
    if not table and not may_be_empty:
        reader.find("file-empty", phrase("there are no rows below the header"), phrase("add rows"))
    return Table(file, sheet, tuple(header), table, tuple(reader.findings))


def _refused(file: str, sheet: str, error: RefusedTableError) -> Table:
    finding = Finding(error.code, error.message, error.fix, file, sheet, error.row)
    return Table(file, sheet, findings=(finding,))


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise RefusedTableError(
                "file-too-large", phrase("the file is larger than 200 MB"), phrase("split it")
            )
        data = path.read_bytes()
    except (FileNotFoundError, ValueError) as error:  # a zero byte in the path is a ValueError
        message, fix = phrase("file not found"), phrase("see [files] in routeplan.toml")
        raise RefusedTableError("file-missing", message, fix) from error
    except OSError as error:
        message = phrase("the file cannot be opened: {reason}", reason=error.strerror)
        fix = phrase("see [files] in routeplan.toml")
        raise RefusedTableError("file-unreadable", message, fix) from error
    for signature, kind in _OTHER_TYPES.items():
        if data[:16].lower().startswith(signature):
            raise RefusedTableError(
                "file-type", phrase("this is {kind}", kind=kind), phrase("save it as CSV or XLSX")
            )
    if not data.strip():
        raise RefusedTableError(
            "file-empty", phrase("the file is empty"), phrase("give it a header and rows")
        )
    return data


def _csv_lines(data: bytes) -> Lines:
    if data.startswith(UTF_32):
        raise RefusedTableError(
            "file-encoding", phrase("the file is UTF-32"), phrase("save the file as UTF-8")
        )
    if data.startswith(UTF_16) and len(data) % 2:
        message = phrase("the file is UTF-16 and ends in the middle of a character")
        raise RefusedTableError(
            "file-encoding", message, phrase("copy it again, or save it as UTF-8")
        )
    if b"\x00" in data and not data.startswith(UTF_16):
        raise RefusedTableError(
            "file-type", phrase("the file holds binary data"), phrase("save it as CSV or XLSX")
        )
    text = decoded(data)
    if text is None:
        raise RefusedTableError(
            "file-encoding", phrase("unknown encoding"), phrase("save the file as UTF-8")
        )
    lines: Lines = []
    begin = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
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


def delimiter_of(text: str) -> str:
    """The sign that stands most often in the first line that is no comment."""
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    header = next(lines, "")
    return max(",;\t", key=header.count)


def _header_and_rows(lines: Lines) -> tuple[int, list[str], int, Lines]:
    """The header's row, its columns, its cells with the blank ones behind these, the rows below.

    Blank rows and comments are left away.
    """
    filled = [(n, c) for n, c in lines if any(map(str.strip, c)) and not c[0].startswith("#")]
    if not filled:
        raise RefusedTableError(
            "file-empty", phrase("the table has no header"), phrase("give it a header")
        )
    header_row, cells = filled[0]
    header = [column_name(cell) for cell in cells]
    while not header[-1]:
        header.pop()
    return header_row, header, len(cells), filled[1:]


def column_name(text: str) -> str:
    """Header cells are compared without case, and with ``_`` for spaces and hyphens."""
    plain = unicodedata.normalize("NFKC", clean(text)).lower()
    return plain.replace(" ", "_").replace("-", "_")


def clean(cell: str) -> str:
    """A cell without space around and without invisible control signs (line breaks stay)."""
    return "".join(
        sign for sign in cell.strip() if sign in "\n\t" or unicodedata.category(sign) != "Cc"
    )


@dataclass
class _Reader:
    """Turns lines into rows below one header, and gathers what is wrong."""

    file: str
    sheet: str
    header: Sequence[str]
    known: Sequence[str]
    width: int
    findings: list[Finding] = field(default_factory=list)

    def find(
        self,
        code: str,
        message: str,
        fix: str,
        *,
        row: int | None = None,
        column: str = "",
        value: str = "",
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note something wrong (or odd) with the table."""
        self.findings.append(
            Finding(code, message, fix, self.file, self.sheet, row, column, value[:80], severity)
        )

    def check_header(self, row: int, needed: Iterable[str]) -> None:
        """Missing, doubled, unnamed and unknown columns."""
        for column in needed:
            if column not in self.header:
                message = phrase("missing column")
                self.find(
                    "column-missing",
                    message,
                    phrase("add it to the header"),
                    row=row,
                    column=column,
                )
        for k, column in enumerate(self.header):
            if not column:
                message = phrase("column {number} has no name", number=k + 1)
                self.find(
                    "column-unnamed", message, phrase("give it a name in the header"), row=row
                )
            elif column in self.header[:k]:
                message = phrase("duplicate column")
                self.find(
                    "column-duplicate",
                    message,
                    phrase("rename or remove one"),
                    row=row,
                    column=column,
                )
            elif column not in self.known:
                self._unknown_column(row, column)

    def _unknown_column(self, row: int, column: str) -> None:
        near = get_close_matches(column, self.known, 1)
        self.find(
            "column-unknown",
            phrase("unknown column"),
            phrase("did you mean '{word}'?", word=near[0])
            if near
            else phrase("it is kept, but printed only if named in [sheets] printable"),
            row=row,
            column=column,
            severity="warning",
        )

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """One row, its cells cleaned and looked through."""
        due = len(self.header)
        beyond = [cell for cell in cells[due:] if cell.strip()]
        if beyond or not due <= len(cells) <= self.width:
            self.find(
                "row-ragged",
                phrase(
                    "the row has {cells} cells, the header {columns}", cells=len(cells), columns=due
                ),
                phrase(
                    "put quotation marks around a cell that contains the delimiter; include "
                    "empty cells"
                ),
                row=number,
                value=beyond[0] if beyond else "",
            )
        row = Row(number, dict(zip(self.header, map(clean, cells), strict=False)))
        for column, value in row.cells.items():
            self._check_cell(number, column, value)
        return row

    def _check_cell(self, row: int, column: str, value: str) -> None:
        """Cells too long for any sheet, and what a spreadsheet leaves in the place of a value."""
        find = partial(self.find, row=row, column=column, value=value)
        if len(value) > MAX_CELL:
            find(
                "cell-too-long",
                phrase("the text has {characters} characters", characters=len(value)),
                phrase("shorten it"),
            )
        if column not in self.known:
            return
        if value in ERRORS_OF_FORMULAS:
            find("cell-error", phrase("a formula failed here"), phrase("enter the value"))
        elif value.startswith("="):
            find(
                "cell-formula",
                phrase("a formula, not a value"),
                phrase("paste the value in its place"),
            )
