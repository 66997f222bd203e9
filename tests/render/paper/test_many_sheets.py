"""Sheets of a whole plan: written privately, and set a batch at a time when there are many.

Tests ``render/paper/setting_sheets.py``.
"""

from __future__ import annotations

import stat
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from routeplan.errors import SheetError
from routeplan.helper_process import WorkerEndedError
from routeplan.model.plan import Plan
from routeplan.render.paper import many_sheets
from routeplan.render.paper.many_sheets import make_many_sheets, write_sheets
from routeplan.render.paper.sheets import make_sheets
from tests.check.sound import sound_plan, station
from tests.render.paper.paper import needs_poppler, pages_of
from tests.render.paper.sheet_rounds import LOOK, kind_of, leaves, with_whys
from tests.render.planned import BASE


def test_a_pdf_of_a_plan_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "sheets.pdf"
    sheet = write_sheets(path, sound_plan(), station(), BASE, LOOK)
    assert path.read_bytes() == sheet.pdf
    assert sheet.pdf.startswith(b"%PDF")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@needs_poppler
def test_some_of_a_plans_shifts_are_printed(tmp_path: Path) -> None:
    plan: Plan = sound_plan()
    sheet = write_sheets(
        tmp_path / "some.pdf", plan, station(), BASE, LOOK, shifts={"C/0", "D+E/1"}
    )
    pages = pages_of(sheet.pdf, tmp_path)
    assert [(page[0].text, page[1].text) for page in pages] == [("Officer", "C"), ("Officer", "D")]


@needs_poppler
def test_a_batch_at_a_time_every_word_stands_where_it_would(tmp_path: Path) -> None:
    # 20 homes are two pages; batches of two: a joint of odd pages, and a last batch of one
    shown = leaves(4, 20, 4)
    at_once = make_sheets(shown, BASE, LOOK)
    joined = make_many_sheets(shown, BASE, LOOK, batch=2)
    assert joined.pdf != at_once.pdf
    assert joined.missing == at_once.missing
    pages = zip(pages_of(joined.pdf, tmp_path), pages_of(at_once.pdf, tmp_path), strict=True)
    for words, there in pages:
        assert [word.text for word in words] == [word.text for word in there]
        for word, same in zip(words, there, strict=True):
            assert word[:4] == pytest.approx(same[:4], abs=0.05)


@needs_poppler
def test_joined_too_every_sheet_has_its_own_leaves(tmp_path: Path) -> None:
    # two pages and one of reasons: the fourth is ruled for notes
    shown = leaves(20, 4)
    whys = with_whys(shown)
    sheets = make_many_sheets(shown, BASE, LOOK, whys, batch=1)
    pages = pages_of(sheets.pdf, tmp_path)
    assert [kind_of(page) for page in pages] == ["0", "0", "why 0", "notes 0", "1", "why 1"]


def headings(pdf: bytes) -> Counter[str]:
    """How many headings, and how many heads of tables' columns, a screen reader finds."""
    with pikepdf.open(BytesIO(pdf)) as read:
        elements = [
            pdf_object for pdf_object in read.objects if isinstance(pdf_object, pikepdf.Dictionary)
        ]
        kinds = Counter(str(element.get("/S")) for element in elements)
    return Counter({kind: kinds[kind] for kind in ("/H1", "/Table", "/TH", "/TD")})


def test_a_screen_reader_finds_a_heading_for_each_sheet_and_the_heads_of_its_tables() -> None:
    found = headings(make_sheets(leaves(4, 4), BASE, LOOK).pdf)
    assert found["/H1"] == 2
    assert found["/TH"] >= 2 * 4  # number, time, household, what to do


def test_joined_too_a_screen_reader_finds_them_all() -> None:
    shown = leaves(20, 4)
    joined = headings(make_many_sheets(shown, BASE, LOOK, batch=1).pdf)
    assert joined["/H1"] == 2
    assert joined == headings(make_sheets(shown, BASE, LOOK).pdf)


def test_joined_too_the_same_rounds_give_the_same_file() -> None:
    shown = leaves(4, 4)
    first, again = (make_many_sheets(shown, BASE, LOOK, batch=1).pdf for _ in range(2))
    assert first == again


def test_signs_that_no_font_has_are_told_of_all_batches() -> None:
    signs = ("\U0001f600", "\U0001f601")
    pairs = zip(leaves(1, 1), signs, strict=True)
    shown = [replace(leaf, names=(f"Officer {sign}",)) for leaf, sign in pairs]
    assert make_many_sheets(shown, BASE, LOOK, batch=1).missing == ("U+1F600", "U+1F601")


def test_a_batch_whose_process_is_ended_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Ended:
        def __init__(self) -> None:
            begun.append(self)

        def ask(self, *_: object) -> None:
            raise WorkerEndedError

        def end(self) -> None:
            ended.append(self)

    begun: list[Ended] = []
    ended: list[Ended] = []
    monkeypatch.setattr(many_sheets, "Worker", Ended)
    with pytest.raises(SheetError, match="is memory short"):
        make_many_sheets(leaves(1, 1), BASE, LOOK, batch=1)
    assert len(begun) == 2  # the second begins while the first is drawn
    assert set(ended) == set(begun)
