"""What stands on the pages of a PDF, and where, as poppler's ``pdftotext`` reads it."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (package poppler-utils) is not installed"
)
POINTS_A_MM = 72 / 25.4
_PAGE = re.compile(r"<page .*?</page>", re.DOTALL)
_WORD = re.compile(
    r'<word xMin="(\S+)" yMin="(\S+)" xMax="(\S+)" yMax="(\S+)">(.*?)</word>', re.DOTALL
)


class Word(NamedTuple):
    """A word on a page; edges in millimetres from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def pages_of(pdf: bytes, folder: Path) -> list[list[Word]]:
    """The words of each page."""
    page_texts = _PAGE.findall(_pdftotext(pdf, folder, "-bbox"))
    return [
        [
            Word(*(float(edge) / POINTS_A_MM for edge in edges), html.unescape(text))
            for *edges, text in _WORD.findall(page)
        ]
        for page in page_texts
    ]


def text_of(pdf: bytes, folder: Path) -> str:
    """All text, line by line as it is laid out."""
    return _pdftotext(pdf, folder, "-layout")


def squeezed(pdf: bytes, folder: Path) -> str:
    """All text without any space, so that it does not matter where lines break."""
    return re.sub(r"[\s\u200b]+", "", _pdftotext(pdf, folder, "-raw"))


def _pdftotext(pdf: bytes, folder: Path, form: str) -> str:
    file = folder / "read.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", form, "-enc", "UTF-8", str(file), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()
