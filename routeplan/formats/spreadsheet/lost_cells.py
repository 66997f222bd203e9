"""Cells of an XLSX file that its reader leaves empty: failed formulas, and those never computed."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from contextlib import suppress
from html import unescape
from xml.etree import ElementTree

LostCells = dict[str, dict[tuple[int, int], str]]
"""By sheet: the row as the program counts, the column from 0, and the text that is lost."""

_CELL = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"([^>]*[^/>]|)>(.*?)</(?:\w+:)?c>', re.DOTALL
)
_ERROR = re.compile(rb'\bt="e"')
_VALUE = re.compile(rb"<(?:\w+:)?v[^>]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*?(?:/>|>([^<]*)<)")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def lost_cells(data: bytes) -> LostCells:
    """What stands in these cells: the error's name, or the formula after ``=``.

    Files whose parts are not where they usually are have none: their reader says what it can.
    """
    lost: LostCells = {}
    with (
        suppress(KeyError, ElementTree.ParseError, zipfile.BadZipFile),
        zipfile.ZipFile(io.BytesIO(data)) as archive,
    ):
        for name, part in _parts(archive):
            xml = archive.read(part)
            if b't="e"' in xml or b"<f" in xml or b":f>" in xml:
                lost[name] = _lost(xml)
    return lost


def _parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The name and the part of each sheet."""
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    related = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in related}
    known = set(archive.namelist())
    parts = []
    for sheet in workbook.findall("{*}sheets/{*}sheet"):
        target = targets.get(sheet.get(_RELATED), "")
        part = posixpath.normpath(posixpath.join("/xl", target))[1:]
        if part in known:
            parts.append((sheet.get("name", ""), part))
    return parts


def _lost(xml: bytes) -> dict[tuple[int, int], str]:
    lost = {}
    for letters, row, attributes, inside in _CELL.findall(xml):
        value, formula = _VALUE.search(inside), _FORMULA.search(inside)
        if value and _ERROR.search(attributes):
            lost[int(row), _column(letters)] = value[1].decode("utf-8", "replace")
        elif formula and not value and b"<is" not in inside:
            text = (formula[1] or b"").decode("utf-8", "replace")
            lost[int(row), _column(letters)] = f"={unescape(text)}"
    return lost


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + letter - ord("A") + 1
    return column - 1
