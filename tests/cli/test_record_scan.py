"""``routeplan record --scan``: sheets printed, filled in, scanned, recorded as typed codes are.

Tests ``cli/commands/record_scan.py``, ``cli/options/scan.py``, ``render/pages/scan_questions.py``
and ``station/use_cases/visit_log/scan_sheets.py``.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree

import click
import cv2
import numpy as np
import pypdfium2
import pytest

from benchmarks.scan_model.camera import Way, flat
from benchmarks.scan_model.pens import DPI, PENS, Hand, held_back_digits
from routeplan.formats.plans.plan_json import read_plan
from routeplan.formats.plans.printed_forms import forms_of
from routeplan.model.sheet_codes import sheet_codes, sheet_id
from routeplan.scanning import box_readings
from routeplan.station.use_cases.visit_log import scan_sheets
from routeplan.visitlog.reading import entries
from routeplan.visitlog.store import reading
from tests.cli.workspaces import MONDAY, TUESDAY, run

EVENING = {"ROUTEPLAN_TODAY": TUESDAY}
SCAN = Way("scan", 200 / 25.4, quality=90)
Fill = Callable[[Hand, Callable[..., tuple[float, float, float]]], None]


class _Places:
    """Where boxes are; it can be called as :meth:`Sheet.at`."""

    def __init__(self, form, at) -> None:
        self.form, self._at = form, at

    def __call__(self, stop: str, key: str, part: int = 0) -> tuple[float, float, float]:
        return self._at(stop, key, part)


class Sheet:
    """The Monday's sheet of an officer: printed, filled in, scanned."""

    def __init__(self, station: Path, officer: str = "O2") -> None:
        plan = read_plan(station / "maps" / MONDAY / "plan.json")
        route = next(r for r in plan.routes if r.day == 0 and officer in r.officers)
        self.id, self.code = sheet_id(route, plan.first_day), sheet_codes(plan)[route.shift]
        self.stops = len(route.stops)
        done = run("sheets", station, "--officer", officer, "--day", MONDAY, "--json")
        assert done.exit_code == 0, done.output
        self.pdf = Path(json.loads(done.stdout)["file"])
        (self.form,) = forms_of(station / "maps", self.id)

    def at(self, stop: str, key: str, part: int = 0) -> tuple[float, float, float]:
        band = next(b for page in self.form.pages for b in page.bands if b.stop == stop)
        field = next(form_field for form_field in self.form.fields if form_field.key == key)
        return band.x + field.x + part * field.step, band.y + field.y, self.form.box

    def scan(self, path: Path, fill: Fill = lambda hand, at: None) -> Path:
        """The first page, filled in and scanned."""
        with pypdfium2.PdfDocument(self.pdf) as document:
            page = document[0].render(scale=DPI / 72).to_numpy()[..., :3].copy()
        rng = np.random.default_rng(4)
        hand = Hand(PENS[2], "cross", held_back_digits(), rng, page.astype(np.float32) / 255)
        fill(hand, _Places(self.form, self.at))
        cv2.imwrite(str(path), flat(hand.done(), SCAN, rng))
        return path


@pytest.fixture
def sheet(station: Path) -> Sheet:
    return Sheet(station)


def scan(station: Path, *files: Path, text: str = "", more: tuple[str, ...] = ()):
    return run("record", "--scan", *files, "--dir", station, *more, text=text, **EVENING)


def logged(station: Path) -> list:
    with reading(station / "data" / "visits.db") as log:
        return [call.entry for call in entries(log)]


def plain(hand: Hand, at) -> None:
    hand.tick(*at("1", "met"))
    hand.tick(*at("1", "satisfied"))
    hand.tick(*at("2", "out"))


def test_what_is_plain_is_recorded_as_if_typed(station: Path, sheet: Sheet, tmp_path: Path) -> None:
    done = scan(station, sheet.scan(tmp_path / "a.jpg", plain))
    assert (done.exit_code, done.stderr) == (0, "")
    line = f"As one line: {MONDAY} {sheet.code} '1m 2o' --add '1 satisfied yes'"
    assert line in done.stdout
    assert "2 results recorded." in done.stdout
    first, second = logged(station)
    assert (first.result, first.satisfied, first.round) == ("met", True, sheet.id)
    assert second.result == "out"
    typed = run(
        *("record", MONDAY, sheet.code, "1m 2o", "--add", "1 satisfied yes", "--dir", station),
        **EVENING,
    )
    assert typed.stdout.endswith("0 results recorded; already recorded: 2.\n")


def test_two_ticks_are_asked_beside_a_picture_that_does_not_stay(
    station: Path, sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    seen: list[tuple[str, int, bytes]] = []
    asked = click.prompt

    def prompt(text: str, **more: object) -> str:
        path = Path(text[text.index("(/") + 1 : text.rindex(")")])
        page = (path.parent / "questions.html").read_text(encoding="utf-8")
        assert "<script" not in page
        seen.append((text, stat.S_IMODE(path.stat().st_mode), path.read_bytes()[:4]))
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
        return asked(text, **more)

    monkeypatch.setattr(click, "prompt", prompt)

    def fill(hand: Hand, at) -> None:
        hand.tick(*at("1", "met"))
        hand.tick(*at("1", "out"))
        hand.tick(*at("2", "out"))

    done = scan(station, sheet.scan(tmp_path / "a.jpg", fill), text="z\ne\n")
    assert done.exit_code == 0, done.output
    assert [entry.result for entry in logged(station)] == ["entered", "out"]
    (text, mode, head), *_ = seen
    assert f"{sheet.code} 1 " in text
    assert (mode, head) == (0o600, b"\x89PNG")
    assert os.listdir(place) == []  # noqa: PTH208


def test_a_question_nobody_answers_leaves_its_stop_out(
    station: Path, sheet: Sheet, tmp_path: Path
) -> None:
    def fill(hand: Hand, at) -> None:
        hand.tick(*at("1", "met"))
        hand.tick(*at("1", "out"))
        hand.tick(*at("2", "out"))

    done = scan(station, sheet.scan(tmp_path / "a.jpg", fill))
    assert done.exit_code == 0, done.output
    assert [(entry.stop, entry.result) for entry in logged(station)] == [("2", "out")]
    assert f"Not entered yet from sheet {sheet.code} (O2): 1" in done.stdout


def test_numbers_beside_no_result_are_asked_and_checked_as_typed_ones(
    station: Path, sheet: Sheet, tmp_path: Path
) -> None:
    """Persons where nobody was met are refused, and asked again."""

    def fill(hand: Hand, at) -> None:
        hand.digit(4, *at("1", "persons"))

    answers = "o\n4\nm\n3\n"
    done = scan(station, sheet.scan(tmp_path / "a.jpg", fill), text=answers)
    assert done.exit_code == 0, done.output
    (entry,) = logged(station)
    assert entry.result in ("met", "out")
    assert entry.persons in (3, 4, 0)
    assert "nobody was met there" in done.stdout or entry.result == "met"


def with_remark(hand: Hand, at, stop: str = "1") -> None:
    hand.tick(*at("1", "met"))
    hand.tick(*at("2", "out"))
    left, top, width, height = at.form.remarks
    band = next(b for page in at.form.pages for b in page.bands if b.stop == stop)
    hand.remark(band.x + left, band.y + top + height - 1.5, width)


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [("Rings at the back", "Rings at the back"), ("", "see the sheet"), ("-", "")],
)
def test_what_is_written_on_the_line_for_remarks_is_shown_and_typed(
    station: Path, sheet: Sheet, tmp_path: Path, typed: str, recorded: str
) -> None:
    done = scan(station, sheet.scan(tmp_path / "a.jpg", with_remark), text=f"{typed}\n")
    assert done.exit_code == 0, done.output
    assert "what is written on the line" in done.output
    assert done.output.count("(/") == 1
    assert [entry.remarks for entry in logged(station)] == [recorded, ""]


def test_a_remark_beside_no_result_asks_for_the_result(
    station: Path, sheet: Sheet, tmp_path: Path
) -> None:
    def fill(hand: Hand, at) -> None:
        with_remark(hand, at, stop="3")

    image = sheet.scan(tmp_path / "a.jpg", fill)
    done = scan(station, image, text="-\n")
    assert [entry.stop for entry in logged(station)] == ["1", "2"], done.output
    done = scan(station, image, text="w\nNo such number\n")
    assert [(e.stop, e.remarks) for e in logged(station)][2:] == [("3", "No such number")]


class TestOneQuestionForASheet:
    """Digits are never plain here, so both are asked."""

    @pytest.fixture(autouse=True)
    def _unsure_of_digits(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(box_readings, "LEAD", 99.0)
        monkeypatch.setattr(box_readings, "LEAD_AT_EDGE", 99.0)

    @pytest.fixture
    def image(self, sheet: Sheet, tmp_path: Path) -> Path:
        def fill(hand: Hand, at) -> None:
            for stop, persons in (("1", 4), ("2", 2)):
                hand.tick(*at(stop, "met"))
                hand.digit(persons, *at(stop, "persons"))

        return sheet.scan(tmp_path / "a.jpg", fill)

    def test_enter_takes_all_that_was_read(self, station: Path, sheet: Sheet, image: Path) -> None:
        done = scan(station, image, text="\n")
        assert done.exit_code == 0, done.output
        assert f"Not plain on sheet {sheet.code}, and read so:" in done.output
        assert [entry.persons for entry in logged(station)] == [4, 2]

    def test_what_is_named_is_asked_by_itself(self, station: Path, image: Path) -> None:
        done = scan(station, image, text="9\nx\n2\n3\n")
        assert done.exit_code == 0, done.output
        assert done.output.count("answer with numbers of the list") == 2
        assert [entry.persons for entry in logged(station)] == [4, 3]

    def test_without_an_answer_both_stops_are_left_out(self, station: Path, image: Path) -> None:
        done = scan(station, image)
        assert done.exit_code == 2
        assert logged(station) == []


def test_json_has_nothing_else_on_stdout(station: Path, sheet: Sheet, tmp_path: Path) -> None:
    done = scan(station, sheet.scan(tmp_path / "a.jpg", plain), more=("--json",))
    assert len(json.loads(done.stdout)["new"]) == 2


def test_files_that_are_no_sheets_are_named_and_the_others_recorded(
    station: Path, sheet: Sheet, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    blank = tmp_path / "blank.png"
    cv2.imwrite(str(blank), np.full((400, 300), 255, np.uint8))
    good = sheet.scan(tmp_path / "a.jpg", plain)
    again = sheet.scan(tmp_path / "b.jpg", plain)
    files = [tmp_path / "notes.txt", tmp_path / "broken.pdf", blank, good, again]
    done = scan(station, *files)
    assert done.exit_code == 0, done.output
    codes = [line.rpartition("[")[2].rstrip("]") for line in done.stderr.splitlines()]
    assert sorted(codes) == ["scan-no-sheet", "scan-twice", "scan-unreadable", "scan-unreadable"]
    assert len(logged(station)) == 2


def test_another_stations_sheet_and_one_without_its_form_are_refused(
    station: Path, sheet: Sheet, tmp_path: Path
) -> None:
    image = sheet.scan(tmp_path / "a.jpg", plain)
    rmtree(station / "maps" / "forms")
    done = scan(station, image)
    assert done.exit_code == 2
    assert "[scan-form-unknown]" in done.stderr
    rmtree(station / "maps")
    (station / "data" / "visits.db").unlink()
    done = scan(station, image)
    assert done.exit_code == 2
    assert f"sheet {sheet.id} is not one of this station's" in done.stderr


def test_without_opencv_the_extra_is_named(
    station: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_sheets, "find_spec", lambda _: None)
    done = scan(station, tmp_path / "a.jpg")
    assert done.exit_code == 2
    assert "pip install 'routeplan[scan]'" in done.stderr


def test_scan_goes_with_no_date(station: Path, tmp_path: Path) -> None:
    done = run("record", MONDAY, "--scan", tmp_path / "a.jpg", "--dir", station, **EVENING)
    assert done.exit_code == 2
    assert "--scan FILE" in done.stderr
