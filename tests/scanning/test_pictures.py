"""Files that are no pictures, or hostile ones, end in one sentence each."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np
import pytest

from routeplan.scanning import pictures as module
from routeplan.scanning.pictures import PictureError, pictures
from tests.scanning.pages import printed


def jpeg(wide: int = 60, high: int = 80) -> bytes:
    return cv2.imencode(".jpg", np.full((high, wide, 3), 200, np.uint8))[1].tobytes()


def png_head(wide: int, high: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", wide, high) + b"\0" * 40


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is no PDF, JPEG or PNG file"),
        (b"GIF89a" + b"\0" * 50, "it is no PDF, JPEG or PNG file"),
        (png_head(60_000, 60_000), "60000 x 60000 pixels are too many"),
        (png_head(0, 5), "0 x 5 pixels are too many"),
        (png_head(40, 40), "the picture is damaged"),
        (jpeg()[:200], "the picture is damaged"),
        (b"\xff\xd8\xff", "it is no PDF, JPEG or PNG file"),
        (b"%PDF-1.7\n" + b"x" * 100, "the PDF is damaged or locked with a password"),
    ],
)
def test_a_bad_file_ends_in_one_sentence(data: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(PictureError) as caught:
        list(pictures(path))
    assert str(caught.value) == said


def test_a_missing_file_and_a_huge_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PictureError, match="cannot be opened: No such file"):
        list(pictures(tmp_path / "none"))
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    (tmp_path / "big.jpg").write_bytes(jpeg())
    with pytest.raises(PictureError, match="larger than"):
        list(pictures(tmp_path / "big.jpg"))


def test_too_many_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sheet.pdf").write_bytes(printed()[0])
    monkeypatch.setattr(module, "MOST_PAGES", 1)
    with pytest.raises(PictureError, match="2 pages, too many"):
        list(pictures(tmp_path / "sheet.pdf"))


def test_ink_of_any_colour_is_dark_and_large_pictures_become_smaller(tmp_path: Path) -> None:
    image = np.full((5000, 40, 3), 255, np.uint8)
    image[:2500] = (255, 40, 30)
    (tmp_path / "a.png").write_bytes(cv2.imencode(".png", image)[1].tobytes())
    (seen,) = pictures(tmp_path / "a.png")
    assert seen.grey.shape[0] == module.LONGEST
    assert seen.grey[100, 5] == 30
    assert seen.grey[-100, 5] == 255


def test_every_page_of_a_pdf_is_a_picture(tmp_path: Path) -> None:
    (tmp_path / "sheet.pdf").write_bytes(printed()[0])
    seen = list(pictures(tmp_path / "sheet.pdf"))
    assert [(picture.page, picture.pages) for picture in seen] == [(1, 2), (2, 2)]
