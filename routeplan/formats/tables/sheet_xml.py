"""A worksheet's XML, looked through for what its reader would lose, or choke on.

By expat alone, event by event: ElementTree's ``iterparse`` has crashed on a damaged sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

import numpy as np
from numpy.typing import NDArray

from routeplan.formats.tables.refused import RefusedTableError
from routeplan.phrases import phrase

MAX_CELLS = 10_000_000
"""Rows times columns up to the last cell: the reader makes room for all of them."""
_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_TEXTS = frozenset(("f", "v", "is"))
_MOST_ROWS = 1_048_576
_PIECE = 2_000_000
_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^>]*)?/?>")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d{1,7})["']""")
_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_TABLE_OR_ROW = re.compile(rb"<table:table(?:-row)?(?:\s[^>]*)?/?>")
_TABLE_NAME = re.compile(rb"""^<table:table\s(?:[^>]*\s)?table:name=["']([^"']*)["']""")
_REPEATED = re.compile(rb"""\stable:number-rows-repeated=["'](\d{1,7})["']""")
_MOST_ALIKE = 1000
"""Rows that are written once for all; more are the blank ones behind the table."""
_INVISIBLE = re.compile(rb"""\stable:visibility=["'](?:filter|collapse)["']""")
_ENDS_A_NAME = np.isin(np.arange(256), np.frombuffer(b" \t\r\n/>", dtype=np.uint8))
_BEHIND = 32
"""Zeros behind the text: a place in its last tag can be looked at without a thought of its end."""

Bytes = NDArray[np.uint8]
Words = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass
class OddCell:
    """A cell that the reader would leave blank; row and column count from 0."""

    row: int
    column: int
    kind: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    """Of its formula ``f`` and of its value ``v``, or ``is`` where it is a text of its own."""


def odd_cells(xml: bytes) -> list[tuple[int, int, str]]:
    """Row, column (from 0) and text of cells whose text the reader would lose.

    These are failed formulas, and formulas that no program has computed yet.

    Raises
    ------
    RefusedTableError
        When the sheet is damaged, or a cell stands so far off that the reader would need all
        memory for the blanks.
    """
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
        elif formula is not None and not value and "is" not in cell.texts:
            odd.append((cell.row, cell.column, f"={formula}"))
    return odd


def has_plain_places(xml: bytes) -> bool:
    """Whether the sheet is as nearly all are: nothing is lost, and no place is out of order.

    A tenth of the time of looking at every cell, for it looks at all at once; where unsure, it
    says no. Whether it is whole has to be looked at besides.
    """
    if b't="e"' in xml or b"t='e'" in xml:
        return False
    known = np.zeros(_MOST_ROWS + 1, dtype=bool)
    last_row = last_column = 0
    for piece in _pieces(xml):
        extent = _extent(piece, known)
        if extent is None:
            return False
        last_row, last_column = max(last_row, extent[0]), max(last_column, extent[1])
    return last_row * last_column <= MAX_CELLS


def is_well_formed(xml: bytes) -> bool:
    """Whether nothing of the XML is damaged."""
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError:
        return False
    return True


def _pieces(xml: bytes) -> Iterator[Bytes]:
    """The text in pieces that begin with a row and fit into the processor's cache."""
    begin = 0
    while begin < len(xml):
        end = xml.find(b"<row", begin + _PIECE)
        end = len(xml) if end < 0 else end
        yield np.frombuffer(xml[begin:end] + bytes(_BEHIND), dtype=np.uint8)
        begin = end


def _extent(xml: Bytes, known: NDArray[np.bool_]) -> tuple[int, int] | None:
    """The last row and column, from 1; None unless all say their places, and each row comes once.

    None also where there is a formula or a declaration, or a cell says that it is in another row
    than it stands in. ``known`` takes up which rows there are.
    """
    begins, names = xml[:-1] == ord("<"), xml[1:]
    if (begins & ((names == ord("!")) | (names == ord("f")))).any():
        return None
    are_meant = (names == ord("r")) | (names == ord("c"))
    words = np.ndarray(len(xml) - 7, dtype="<u8", buffer=xml, strides=(1,))  # 8 signs from each on
    prefixed = words[np.flatnonzero((xml[:-1] == ord(":")) & are_meant) + 1]
    if (_begin(prefixed, b"row") | _begin(prefixed, b"c")).any():
        return None
    tags = np.flatnonzero(begins & are_meant) + 1
    heads = words[tags]
    is_row, is_cell = _is_tag(heads, b"row"), _is_tag(heads, b"c")
    rows, cells, heads_of_cells = tags[is_row], tags[is_cell], heads[is_cell]
    if not (_begin(heads[is_row], b'row r="').all() and _begin(heads_of_cells, b'c r="').all()):
        return None
    numbers, lengths = _numbers(xml, rows + 7)
    if not numbers.all() or known[numbers].any() or len(np.unique(numbers)) < len(numbers):
        return None
    known[numbers] = True
    if not len(cells):
        return 0, 0
    row = np.searchsorted(rows, cells) - 1
    columns, letters = _columns(heads_of_cells)
    beyond = (7 - lengths.astype(np.uint64)) * np.uint64(8)  # bits behind the quotation mark
    differing = words[cells + 5 + letters] ^ words[rows + 7][row]
    if row[0] < 0 or not letters.all() or (differing << beyond[row]).any():
        return None
    return int(numbers[row].max()), int(columns.max())


def _begin(heads: Words, name: bytes) -> NDArray[np.bool_]:
    """Which of some beginnings, of eight signs each, are so."""
    bits = np.uint64(64 - 8 * len(name))
    are_so: NDArray[np.bool_] = heads << bits == np.uint64(int.from_bytes(name, "little")) << bits
    return are_so


def _is_tag(heads: Words, name: bytes) -> NDArray[np.bool_]:
    """Which tags have this name."""
    behind = (heads >> np.uint64(8 * len(name))).astype(np.uint8)
    return _begin(heads, name) & _ENDS_A_NAME[behind]


def _columns(heads: Words) -> tuple[Places, Places]:
    """The columns, from 1, that up to three letters name behind ``c r="``, and how many letters."""
    columns, letters = np.zeros(len(heads), dtype=np.int64), np.zeros(len(heads), dtype=np.int64)
    going = np.ones(len(heads), dtype=bool)
    for at in (5, 6, 7):
        letter = (heads >> np.uint64(8 * at)).astype(np.uint8) - np.uint8(ord("A"))
        going &= letter < 26
        columns = np.where(going, 26 * columns + letter + 1, columns)
        letters += going
    return columns, letters


def _numbers(xml: Bytes, places: Places) -> tuple[Places, Places]:
    """Whole numbers of up to seven digits, 0 where there is none with a quotation mark behind it.

    And how many digits they have.
    """
    numbers, lengths = np.zeros(len(places), dtype=np.int64), np.zeros(len(places), dtype=np.int64)
    going = xml[places] != ord("0")
    for _ in range(7):
        digit = xml[places + lengths] - np.uint8(ord("0"))
        going &= digit < 10
        numbers = np.where(going, 10 * numbers + digit, numbers)
        lengths += going
    is_one = (numbers <= _MOST_ROWS) & (xml[places + lengths] == ord('"'))
    return np.where(is_one, numbers, 0), lengths


def hidden_rows(xml: bytes) -> tuple[int, ...]:
    """Rows of an XLSX file's sheet, from 1, that a filter or a person has hidden."""
    if b"hidden=" not in xml:
        return ()
    hidden, number = [], 0
    for tag in _ROW.finditer(xml):
        written = _ROW_NUMBER.search(tag[0])
        number = int(written[1]) if written else number + 1
        if _HIDDEN.search(tag[0]):
            hidden.append(number)
    return tuple(hidden)


def hidden_rows_of_tables(xml: bytes) -> dict[str, tuple[int, ...]]:
    """The same of every table of an ODS file, by the tables' names."""
    if b"table:visibility=" not in xml:
        return {}
    hidden: dict[str, list[int]] = {}
    name, last = "", 0
    for tag in _TABLE_OR_ROW.finditer(xml):
        if named := _TABLE_NAME.search(tag[0]):
            name, last = unescape(named[1].decode("utf-8", "replace")), 0
            continue
        repeated = _REPEATED.search(tag[0])
        first, last = last + 1, last + (int(repeated[1]) if repeated else 1)
        if _INVISIBLE.search(tag[0]) and last - first < _MOST_ALIKE:
            hidden.setdefault(name, []).extend(range(first, last + 1))
    return {name: tuple(rows) for name, rows in hidden.items()}


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
