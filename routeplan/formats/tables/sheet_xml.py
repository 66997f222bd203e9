"""A worksheet's XML, looked through for what its reader would lose, or choke on.

By expat alone, event by event: ElementTree's ``iterparse`` has crashed on a damaged sheet.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from xml.parsers import expat

from routeplan.formats.tables.refused import RefusedTableError
from routeplan.phrases import phrase

MAX_CELLS = 10_000_000
"""Rows times columns up to the last cell: the reader makes room for all of them."""
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TEXTS = frozenset(("f", "v"))
_ROWS, _PLAIN_ROWS = re.compile(rb"<row[\s/>]"), re.compile(rb'<row r="([1-9][0-9]{0,6})"')
_CELLS = re.compile(rb"<c[\s/>]")
_PLAIN_CELLS = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"')


@dataclass
class OddCell:
    """A cell that the reader would leave blank; row and column count from 0."""

    row: int
    column: int
    kind: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """Of its formula ``f`` and of its value ``v``."""


def odd_cells(xml: bytes) -> list[tuple[int, int, str]]:
    """Row, column (from 0) and text of cells whose text the reader would lose.

    These are failed formulas, and formulas that no program has computed yet.

    Raises
    ------
    RefusedTableError
        When the sheet is damaged, or a cell stands so far off that the reader would need all
        memory for the blanks.
    """
    if _is_plain(xml):
        return []
    scan = _Scan()
    scan.run(xml)
    if (scan.last_row + 1) * (scan.last_column + 1) > MAX_CELLS:
        raise RefusedTableError(
            "sheet-too-large",
            phrase(
                "the last cell is in row {row}, column {column}",
                row=scan.last_row + 1,
                column=scan.last_column + 1,
            ),
            phrase("delete the rows and columns after the table, or save it as CSV"),
        )
    if not scan.has_odd:
        return []
    texts = _Texts()
    texts.run(xml)
    odd = []
    for cell in texts.cells:
        formula, value = cell.texts.get("f"), cell.texts.get("v")
        if cell.kind == "e" and value:
            odd.append((cell.row, cell.column, value))
        elif formula is not None and not value:
            odd.append((cell.row, cell.column, f"={formula}"))
    return odd


def _is_plain(xml: bytes) -> bool:
    """Whether the sheet is as nearly all are: nothing is lost, and no place is out of order.

    A tenth of the time of looking at every cell; where unsure, it says no.
    """
    if any(sign in xml for sign in (b"<!", b":row", b":c", b"<f", b't="e"', b"t='e'")):
        return False
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    rows, cells = _PLAIN_ROWS.findall(xml), _PLAIN_CELLS.findall(xml)
    if len(rows) != len(_ROWS.findall(xml)) or len(cells) != len(_CELLS.findall(xml)):
        return False
    if not cells:
        return True
    letters, numbers = (set(each) for each in zip(*cells, strict=True))
    width = max(_column(each.decode()) for each in letters) + 1
    is_bearable = width * max(map(int, numbers)) <= MAX_CELLS
    return is_bearable and len(set(rows)) == len(rows) and numbers <= set(rows)


def row_of_the_largest(xml: bytes) -> int:
    """The row, from 1, of the largest number."""
    texts = _Texts()
    texts.run(xml)
    numbers = [(0.0, 0)]
    for cell in texts.cells:
        with suppress(ValueError):
            numbers.append((abs(float(cell.texts.get("v") or 0)), cell.row))
    return max(numbers)[1] + 1


class _Scan:
    """Where cells stand; a place that is not written is the next one."""

    def __init__(self) -> None:
        self.row = self.column = -1
        self.last_row = self.last_column = 0
        self.kind = ""
        self.has_odd = False
        self.rows: set[int] = set()
        self.columns: dict[str, int] = {}

    def run(self, xml: bytes) -> None:
        """Look through the whole sheet."""
        parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self.begin
        parser.StartDoctypeDeclHandler = _no_doctype
        self.listen(parser)
        try:
            parser.Parse(xml, True)
        except (expat.ExpatError, ValueError) as error:
            raise RefusedTableError(
                "xlsx-malformed", phrase("the sheet is damaged: {error}", error=error.args[0])
            ) from error

    def listen(self, parser: expat.XMLParserType) -> None:
        """What else the parser should call."""

    def begin(self, name: str, attributes: Sequence[str]) -> None:
        """A row, a cell or what is in it begins."""
        name = name.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is", "f"):
            self.last_row = max(self.last_row, self.row)
            self.last_column = max(self.last_column, self.column)
            self.has_odd |= name == "f" or self.kind == "e"
        elif name == "row":
            self._row(attributes)

    def _row(self, attributes: Sequence[str]) -> None:
        number = _of(attributes, "r")
        self.row, self.column = self.row + 1 if number is None else int(number) - 1, -1
        if self.row in self.rows:
            raise ValueError(phrase("row {row} occurs twice", row=self.row + 1))
        self.rows.add(self.row)

    def _cell(self, attributes: Sequence[str]) -> None:
        self.kind = _of(attributes, "t") or ""
        place = _of(attributes, "r")
        if place is None:
            self.column += 1
            return
        match = _PLACE.fullmatch(place)
        if not match:
            raise ValueError(phrase("there is no cell {place!r}", place=place[:20]))
        letters, number = match.groups()
        if letters not in self.columns:
            self.columns[letters] = _column(letters)
        self.row, self.column = int(number) - 1, self.columns[letters]


class _Texts(_Scan):
    """Cells with the texts of their formulas and values."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[OddCell] = []
        self.inside = ""

    def listen(self, parser: expat.XMLParserType) -> None:
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.text

    def begin(self, name: str, attributes: Sequence[str]) -> None:
        super().begin(name, attributes)
        name = name.rpartition(":")[2]
        if name == "c":
            self.cells.append(OddCell(self.row, self.column, self.kind))
        elif name in _TEXTS and self.cells:
            self.inside = name
            self.cells[-1].texts.setdefault(name, "")

    def end(self, name: str) -> None:
        """Something ends, and its text with it."""
        if name.rpartition(":")[2] == self.inside:
            self.inside = ""

    def text(self, text: str) -> None:
        """A piece of text."""
        if self.inside:
            self.cells[-1].texts[self.inside] += text


def _of(attributes: Sequence[str], name: str) -> str | None:
    for k in range(0, len(attributes), 2):
        if attributes[k] == name:
            return attributes[k + 1]
    return None


def _column(letters: str) -> int:
    """The number of a column, from 0."""
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1


def _no_doctype(*_: object) -> None:
    raise ValueError(phrase("it declares a document type"))
