"""Tables as people keep them: CSV in any usual encoding, or XLSX, read into rows of plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Literal

from routeplan.errors import Finding
from routeplan.formats.tables.as_typed.decimal_commas import joined_numbers
from routeplan.formats.tables.code_pages import TWICE_FIRST, TWICE_NEXT, once_encoded
from routeplan.formats.tables.files import Lines, read_lines
from routeplan.formats.tables.header import clean, find_header, is_header
from routeplan.formats.tables.inert import as_it_was, may_be_inert
from routeplan.formats.tables.paused_collector import many_objects
from routeplan.formats.tables.refused import RefusedTableError
from routeplan.phrases import phrase

MAX_CELL = 10_000
_FOREIGN = re.compile(rf"[\ufffd{TWICE_FIRST}](?:(?<=\ufffd)|[{TWICE_NEXT}])")
"""In the cells of a row that have to be looked at one by one: letters encoded twice, or lost."""
_TELEPHONE = (
    *(
        "phone",
        "tel",
        "tel.",
        "mobile",
        "cell",
        "phone_number",
        "telephone_number",
        "电话",
        "手机",
        "联系电话",
    ),
    *(
        "电话号码",
        "telefone",
        "telemóvel",
        "celular",
        "teléfono",
        "móvil",
        "téléphone",
        "portable",
        "puhelin",
        "puhelinnumero",
        "telefon",
        "телефон",
    ),
)
ALSO_CALLED = {
    "lat": "latitude",
    "y": "latitude",
    "lon": "longitude",
    "lng": "longitude",
    "long": "longitude",
    "x": "longitude",
    "street": "address",
    "number": "address",
    "house_number": "address",
    "location": "address",
    "hours": "availability",
    "opening_hours": "availability",
    **dict.fromkeys(_TELEPHONE, "telephone"),
}
"""What other programs call our columns where the letters do not tell."""
_DEGREES, _FRACTIONS = ("latitude", "longitude"), ("visit_minutes", "tolerance_minutes")
"""Columns of numbers that may have fractions."""
ERRORS_OF_FORMULAS = frozenset(
    ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!", "#CALC!")
)


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


@many_objects
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
    needed = tuple(needed)
    try:
        read = read_lines(path, partial(is_header, known=known, needed=needed))
    except RefusedTableError as refused:
        return _refused(path.name, "", refused)
    table = table_of(
        path.name, read.lines, known, needed, sheet=read.sheet, may_be_empty=may_be_empty
    )
    odd = (
        Finding(oddity.code, oddity.message, oddity.fix, path.name, read.sheet, severity="warning")
        for oddity in read.oddities
    )
    return replace(table, findings=(*odd, *table.findings))


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
    needed = tuple(needed)
    try:
        header = find_header(lines, known, needed)
    except RefusedTableError as refused:
        return _refused(file, sheet, refused)
    reader = _TableReader(file, sheet, header.columns, known, header.width)
    reader.check_header(header.row, needed)
    table = tuple(reader.row(number, cells) for number, cells in reader.whole(header.rows))
    for odd in header.odd:
        reader.find(
            odd.code, odd.message, odd.fix, row=odd.row, value=odd.value, severity=odd.severity
        )
    if not table and not may_be_empty:
        reader.find("file-empty", phrase("there are no rows below the header"), phrase("add rows"))
    return Table(file, sheet, tuple(header.columns), table, tuple(reader.findings))


def _refused(file: str, sheet: str, error: RefusedTableError) -> Table:
    finding = Finding(error.code, error.message, error.fix, file, sheet, error.row)
    return Table(file, sheet, findings=(finding,))


def _is_suspect(joined: str, texts: Sequence[str]) -> bool:
    """Whether a row's cells have to be looked at one by one; ``joined`` is all of them."""
    if "=" in joined or "#" in joined:
        lines = "\n".join(("", *texts))
        if "\n=" in lines or "\n#" in lines:
            return True
    return is_foreign(joined) and is_foreign("\n".join(texts))  # not across two cells


def is_foreign(value: str) -> bool:
    """Whether a text has letters that may have been encoded twice, or lost."""
    return not value.isascii() and _FOREIGN.search(value) is not None


@dataclass
class _TableReader:
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
                message, fix = phrase("missing column"), phrase("add it to the header")
                self.find("column-missing", message, fix, row=row, column=column)
        for k, column in enumerate(self.header):
            if not column:
                message = phrase("column {number} has no name", number=k + 1)
                fix = phrase("give it a name in the header")
                self.find("column-unnamed", message, fix, row=row)
            elif column in self.header[:k]:
                message, fix = phrase("duplicate column"), phrase("rename or remove one")
                self.find("column-duplicate", message, fix, row=row, column=column)
            elif column not in self.known:
                self._unknown_column(row, column)

    def _unknown_column(self, row: int, column: str) -> None:
        likely = ALSO_CALLED.get(column)
        near = [likely] if likely in self.known else get_close_matches(column, self.known, 1)
        fix = phrase("it is kept, but printed only if named in [sheets] printable")
        if near and near[0] not in self.header:
            fix = phrase("did you mean '{word}'?", word=near[0])
        find = partial(self.find, row=row, column=column, severity="warning")
        find("column-unknown", phrase("unknown column"), fix)

    def whole(self, rows: Lines) -> Lines:
        """The rows with numbers whole again that decimal commas have cut; each is told."""
        degrees, others = (
            [k for k, name in enumerate(self.header) if ALSO_CALLED.get(name, name) in names]
            for names in (_DEGREES, _FRACTIONS)
        )
        joined = joined_numbers(rows, len(self.header), degrees, others)
        for number, merged_cells in joined.items():
            self.find(
                "decimal-comma-split",
                phrase("decimal commas without quotation marks have cut numbers in two"),
                phrase("put semicolons between the cells, or write decimal points"),
                row=number,
                value=merged_cells.typed,
            )
        if not joined:
            return rows
        return [
            (number, joined[number].cells if number in joined else cells) for number, cells in rows
        ]

    def row(self, number: int, cells: Sequence[str]) -> Row:
        """One row, its cells cleaned and looked through."""
        if len(cells) != len(self.header):
            self._check_width(number, cells)
        joined = "".join(cells)
        is_plain = joined.isprintable()
        texts = [cell.strip() if is_plain else clean(cell) for cell in cells]
        row = Row(number, dict(zip(self.header, texts, strict=False)))
        if len(joined) > MAX_CELL or _is_suspect(joined, texts):
            for column, value in row.cells.items():
                if value and (value[0] in "=#" or len(value) > MAX_CELL or is_foreign(value)):
                    self._check_cell(number, column, value)
        if "'" in joined and may_be_inert(joined):
            return Row(number, {column: as_it_was(text) for column, text in row.cells.items()})
        return row

    def _check_width(self, number: int, cells: Sequence[str]) -> None:
        """Cells beyond the header's, or fewer; blank ones behind the header's last are fine."""
        due = len(self.header)
        beyond = [cell for cell in cells[due:] if cell.strip()]
        if not beyond and due <= len(cells) <= self.width:
            return
        message = phrase(
            "the row has {cells} cells, the header {columns}", cells=len(cells), columns=due
        )
        fix = phrase(
            "put quotation marks around a cell that contains the delimiter; include empty cells"
        )
        self.find("row-ragged", message, fix, row=number, value=beyond[0] if beyond else "")

    def _check_cell(self, row: int, column: str, value: str) -> None:
        """Cells too long for any sheet, and what a spreadsheet leaves in the place of a value."""
        find = partial(self.find, row=row, column=column, value=value)
        if len(value) > MAX_CELL:
            find(
                "cell-too-long",
                phrase("the text has {characters} characters", characters=len(value)),
                phrase("shorten it"),
            )
        if "\ufffd" in value:
            message = phrase("letters were lost when it was saved")
            find("text-garbled", message, phrase("write them again"))
        elif (once := once_encoded(value)) is not None:
            message = phrase("its letters were encoded twice; once, it is '{text}'", text=once[:80])
            fix = phrase("read the file as UTF-8 where it came from, and save it again")
            find("text-garbled", message, fix)
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
