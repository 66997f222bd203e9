"""Scans and photographs as grey pictures: PDF, JPEG and PNG, whatever else they claim to be."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routeplan.phrases import Phrase, phrase

Grey = NDArray[np.uint8]
"""(height, width): 0 is black. Of a coloured picture the darkest of its colours."""

LONGEST = 3600
"""Pixels of a picture's longer side: what is larger is made smaller, twelve to the millimetre."""
MOST_BYTES = 200_000_000
MOST_PIXELS = 150_000_000
MOST_PAGES = 500
PDF_POINTS = 72
PDF_DPI = 220
"""Dots an inch with which a page of a PDF is drawn."""
_SIZES_OF_JPEG = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}


class PictureError(Exception):
    """A file that is no picture that can be read; ``message`` says why."""

    def __init__(self, message: Phrase) -> None:
        super().__init__(message)
        self.message = message


class Picture(NamedTuple):
    """One picture: the file's name, which page of it, of how many."""

    file: str
    page: int
    pages: int
    grey: Grey


def pictures(path: Path) -> Iterator[Picture]:
    """The pictures in a file, one for each page of a PDF.

    Raises
    ------
    PictureError
        When it cannot be read; of a PDF, perhaps after some of its pages.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise PictureError(
                phrase("the file is larger than {size} MB", size=MOST_BYTES // 10**6)
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise PictureError(phrase("it cannot be opened: {error}", error=reason)) from error
    if data.startswith(b"%PDF"):
        yield from _pages(path.name, data)
        return
    yield Picture(path.name, 1, 1, _small(_decoded(data)))


def _decoded(data: bytes) -> Grey:
    import cv2

    size = _size(data)
    if size is None:
        raise PictureError(phrase("it is no PDF, JPEG or PNG file"))
    if size[0] * size[1] > MOST_PIXELS or min(size) < 1:
        wide, high = size
        raise PictureError(phrase("{wide} x {high} pixels are too many", wide=wide, high=high))
    try:
        read = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    except cv2.error:
        read = None
    if read is None:
        raise PictureError(phrase("the picture is damaged"))
    return _darkest(read)


def _size(data: bytes) -> tuple[int, int] | None:
    """Width and height as the head of a PNG or JPEG file says them; None for other files."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        wide, high = struct.unpack(">II", data[16:24])
        return wide, high
    if not data.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _SIZES_OF_JPEG:
            high, wide = struct.unpack(">HH", data[at + 5 : at + 9])
            return wide, high
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def _pages(name: str, data: bytes) -> Iterator[Picture]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except (pypdfium2.PdfiumError, ValueError) as error:
        raise PictureError(phrase("the PDF is damaged or locked with a password")) from error
    with document:
        count = len(document)
        if not count:
            raise PictureError(phrase("the PDF has no pages"))
        if count > MOST_PAGES:
            raise PictureError(phrase("the PDF has {count:,} pages, too many", count=count))
        for k in range(count):
            yield Picture(name, k + 1, count, _drawn(document, k))


def _drawn(document: Any, k: int) -> Grey:
    import pypdfium2

    try:
        page = document[k]
        longest = max(page.get_size())
        if not longest > 0:
            raise ValueError(longest)
        scale = min(PDF_DPI / PDF_POINTS, LONGEST / longest)
        return _darkest(page.render(scale=scale).to_numpy()[..., :3])
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        message = phrase("page {page} of the PDF cannot be drawn", page=k + 1)
        raise PictureError(message) from error


def _darkest(coloured: NDArray[Any]) -> Grey:
    """Ink of any colour is dark in one of the three."""
    import cv2

    blue, green, red = cv2.split(coloured)
    return np.asarray(cv2.min(cv2.min(blue, green), red), np.uint8)


def _small(grey: Grey) -> Grey:
    import cv2

    scale = LONGEST / max(grey.shape)
    if scale >= 1:
        return grey
    height, width = (max(1, round(side * scale)) for side in grey.shape)
    small = cv2.resize(grey, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)
