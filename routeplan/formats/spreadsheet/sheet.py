"""A sheet as rows of text, and how the files begin that have such sheets."""

from __future__ import annotations

from dataclasses import dataclass

from routeplan.formats.tables.files import Lines

ZIPPED = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""How XLSX and ODS begin, and how XLS does."""
SHAPEFILE = b"\x00\x00\x27\x0a"
SQLITE = b"SQLite format 3\x00"
PARQUET = b"PAR1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, or a layer of a file with places: ``name`` is empty where the file has only one.

    ``is_located`` says that the last two columns are latitude and longitude in WGS-84;
    ``hidden_rows`` are the numbers of lines that the program which made it does not show.
    """

    name: str
    lines: Lines
    is_hidden: bool = False
    is_located: bool = False
    hidden_rows: tuple[int, ...] = ()
