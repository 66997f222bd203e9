"""Results from scans of filled-in sheets: read, with what is unsure to be asked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, UsageError
from routeplan.model.visit_kinds import FormBox
from routeplan.phrases import joined, phrase
from routeplan.visitlog.log_records import LETTERS, Result, Round

if TYPE_CHECKING:
    from routeplan.formats.results.result_fields import ResultContext
    from routeplan.model.printed_form import PrintedForm
    from routeplan.scanning.box_readings import BoxReading
    from routeplan.scanning.pictures import Picture
    from routeplan.scanning.read_sheets import ReadPage
    from routeplan.scanning.square_codes import SquareCode
    from routeplan.station.reading.open_station import Workspace

NEEDED = ("cv2", "pypdfium2", "zxingcpp")
RESULT = "result"
"""The field of the six boxes of which a stop has one."""
LETTER_OF = {result.value: letter for letter, result in LETTERS.items()}
RESULTS = frozenset(LETTER_OF) - {Result.WITHDRAWN.value}
FIELD_OF = {
    FormBox.PERSONS.value: "persons",
    FormBox.IN_DIFFICULTY.value: "difficulty",
    FormBox.HELP.value: "help",
    FormBox.OPINION.value: "opinions",
    FormBox.SATISFIED.value: "satisfied",
    FormBox.MINUTES.value: "minutes",
}
"""By the key of its boxes, the field that is recorded."""
TEXTS = ("help", "opinions")
"""Fields of which a sheet has a tick, and its line for remarks the text."""
REMARKS = "remarks"
"""The field of what is on the line where neither of these is ticked."""


@dataclass
class ScannedStop:
    """What a sheet says of a stop.

    Parameters
    ----------
    values
        By field: the result's letter, numbers, ``yes`` or ``no``; of help, opinions and remarks
        ``x``.
    unsure
        The fields of which the boxes are not plain, with a picture (PNG) of them; ``values`` has
        what they may say.
    contradictory
        Those of them that cannot be as they were read.
    remarks
        A picture of the line for remarks, where something is on it, or help or an opinion ticked.
    """

    stop: str
    values: dict[str, str] = field(default_factory=dict)
    unsure: dict[str, bytes] = field(default_factory=dict)
    contradictory: frozenset[str] = frozenset()
    remarks: bytes = b""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is written in any box, for sure."""
        return not self.unsure and not any(self.values.values())


@dataclass(frozen=True)
class ScannedSheet:
    """A sheet as it was read: its round, and the stops of the pages that were there."""

    round: Round
    stops: tuple[ScannedStop, ...]


@dataclass(frozen=True)
class Scanned:
    """What files of scans say, and what is wrong with them; ``boxes`` were read in all."""

    sheets: tuple[ScannedSheet, ...]
    findings: tuple[Finding, ...]
    boxes: int


def scan_sheets(workspace: Workspace, files: Sequence[Path], reading: ResultContext) -> Scanned:
    """Read the sheets in files. No file is kept, nor anything of its pictures but what is unsure.

    Raises
    ------
    UsageError
        When what reads scans is not installed.
    """
    if any(find_spec(name) is None for name in NEEDED):
        raise UsageError(
            phrase("reading scans needs the extra 'scan': pip install 'routeplan[scan]'")
        )
    scanner = _Scanner(workspace, reading)
    for path in files:
        scanner.read(path)
    return scanner.scanned()


@dataclass
class _Page:
    """A page of a sheet, as far as it is needed when its picture is gone."""

    file: str
    readings: dict[tuple[str, str, int], BoxReading]
    pictures: dict[tuple[str, str], bytes]
    remarks: dict[str, bytes]
    written: frozenset[str]


@dataclass
class _Scanner:
    workspace: Workspace
    reading: ResultContext
    rounds: dict[str, Round] = field(default_factory=dict)
    forms: dict[str, list[PrintedForm]] = field(default_factory=dict)
    pages: dict[str, dict[int, _Page]] = field(default_factory=lambda: defaultdict(dict))
    page_counts: dict[str, dict[int, bool]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read(self, path: Path) -> None:
        """Read all sheets of one file."""
        from routeplan.scanning.pictures import PictureError, pictures
        from routeplan.scanning.read_sheets import ReadPage, read_picture

        without: list[int] = []
        count = 0
        try:
            for picture in pictures(path):
                count = picture.pages
                nothing = True
                for page in read_picture(picture, self._forms_of, RESULTS):
                    nothing = False
                    if isinstance(page, ReadPage):
                        self._take(picture, page)
                    else:
                        self._refuse(picture, page.code, page.why.value)
                if nothing:
                    without.append(picture.page)
        except PictureError as error:
            self._find("scan-unreadable", error.message, phrase("scan it again"), path.name)
        if without:
            self._find_no_sheet(path.name, without, count)

    def _find_no_sheet(self, name: str, without: list[int], count: int) -> None:
        message = phrase("no sheet's square code was seen")
        if count > 1:
            pages = joined(", ", map(str, without))
            message = phrase("no sheet's square code was seen on page {pages}", pages=pages)
        fix = phrase("show the whole page, flat and sharp; backs of sheets have no code")
        self._find("scan-no-sheet", message, fix, name)

    def _forms_of(self, code: SquareCode) -> list[PrintedForm]:
        """How the sheet was printed, where it is one of this station's."""
        from routeplan.formats.plans.folders_beside_plans import MAPS
        from routeplan.formats.plans.printed_forms import forms_of

        if code.sheet not in self.forms:
            rounds = self.reading.rounds(code.day, code.sheet)
            known = [logged_round for logged_round in rounds if logged_round.id == code.sheet]
            if known:
                self.rounds[code.sheet] = known[0]
            maps = self.workspace.root / MAPS
            self.forms[code.sheet] = forms_of(maps, code.sheet) if known else []
        return self.forms[code.sheet]

    def _refuse(self, picture: Picture, code: SquareCode, why: str) -> None:
        again = phrase("show the whole page, flat and sharp, with the squares in its corners")
        typed = phrase("type the codes instead: routeplan record DATE SHEET CODES")
        page = {"page": code.page, "sheet": code.sheet}
        if why == "unknown" and code.sheet not in self.rounds:
            message = phrase("sheet {sheet} is not one of this station's", sheet=code.sheet)
            fix = phrase("record it at the station that printed it")
            self._find("scan-sheet-unknown", message, fix, picture.file)
        elif why == "unknown":
            message = phrase("where the boxes of sheet {sheet} are is not known", sheet=code.sheet)
            self._find("scan-form-unknown", message, typed, picture.file)
        elif why == "not-straight":
            message = phrase("page {page} of sheet {sheet} cannot be laid straight", **page)
            self._find("scan-not-straight", message, again, picture.file)
        else:
            message = phrase(
                "the boxes on page {page} of sheet {sheet} are not where they were printed", **page
            )
            self._find("scan-boxes-elsewhere", message, typed, picture.file)

    def _take(self, picture: Picture, page: ReadPage) -> None:
        """Keep what a page says, and pictures of what is unsure."""
        sheet, number = page.code.sheet, page.code.page
        readings = {(box.stop, box.key, box.part): box for box in page.readings}
        self.page_counts[sheet] = {
            form_page.number: bool(form_page.bands) for form_page in page.form.pages
        }
        earlier = self.pages[sheet].get(number)
        if earlier is not None:
            message = phrase(
                "page {page} of sheet {sheet} is in {file} too",
                page=number,
                sheet=sheet,
                file=earlier.file,
            )
            fix = phrase("where the two do not agree you are asked")
            self._find("scan-twice", message, fix, picture.file)
            readings = _both(readings, earlier.readings)
        written = page.written | (earlier.written if earlier is not None else frozenset())
        pictures = {
            (stop, name): page.cut_out(stop, _keys(name, page.form))
            for stop, name in _fields(readings.values(), written)
        }
        ticked = {
            box.stop
            for box in readings.values()
            if FIELD_OF.get(box.key) in TEXTS and (box.value or not box.sure)
        }
        texts = {stop: page.remarks(stop) for stop in sorted(ticked | written)}
        self.pages[sheet][number] = _Page(picture.file, readings, pictures, texts, written)

    def scanned(self) -> Scanned:
        """All sheets, in the order they were first seen, and what is wrong."""
        sheets: list[ScannedSheet] = []
        boxes = 0
        for sheet, pages in self.pages.items():
            missing = [n for n, has_boxes in self.page_counts[sheet].items() if has_boxes]
            missing = [number for number in missing if number not in pages]
            if missing:
                message = phrase(
                    "of sheet {sheet} page {pages} is missing",
                    sheet=sheet,
                    pages=joined(", ", map(str, missing)),
                )
                fix = phrase("scan it too, or type its codes")
                file = next(iter(pages.values())).file
                self._find("scan-page-missing", message, fix, file)
            stops = [stop for number in sorted(pages) for stop in _stops(pages[number])]
            boxes += sum(len(page.readings) for page in pages.values())
            sheets.append(ScannedSheet(self.rounds[sheet], tuple(stops)))
        findings = tuple(self.findings)
        if not sheets:
            findings = tuple(replace(finding, severity="error") for finding in findings)
        return Scanned(tuple(sheets), findings, boxes)

    def _find(self, code: str, message: str, fix: str, file: str) -> None:
        self.findings.append(Finding(code, message, fix, file=file, severity="warning"))


def _both(
    one: dict[tuple[str, str, int], BoxReading], other: dict[tuple[str, str, int], BoxReading]
) -> dict[tuple[str, str, int], BoxReading]:
    """Two pictures of one page: what they do not say alike is unsure."""
    agreed = {}
    for box, first in one.items():
        second = other.get(box, first)
        alike = first.value == second.value and first.sure and second.sure
        agreed[box] = replace(first, value=first.value or second.value, sure=alike)
    return agreed


def _field(key: str) -> str:
    return RESULT if key in RESULTS else FIELD_OF[key]


def _keys(name: str, form: PrintedForm) -> list[str]:
    return [field.key for field in form.fields if _field(field.key) == name]


def _fields(
    readings: Iterable[BoxReading], with_remarks: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Stops and fields of which a picture may be needed: what is unsure, and what may be odd."""
    readings = list(readings)
    unsure = {(box.stop, _field(box.key)) for box in readings if not box.sure}
    written = {(box.stop, _field(box.key)) for box in readings if box.value}
    odd = {(stop, RESULT) for stop in (*with_remarks, *(stop for stop, _ in written | unsure))}
    yield from sorted(unsure | odd | written)


def _stops(page: _Page) -> Iterator[ScannedStop]:
    by_stop: dict[str, list[BoxReading]] = defaultdict(list)
    for box in page.readings.values():
        by_stop[box.stop].append(box)
    for stop, readings in by_stop.items():
        values = _values(readings)
        unsure = {_field(box.key) for box in readings if not box.sure}
        if stop in page.written and not any(values.get(name) or name in unsure for name in TEXTS):
            values[REMARKS] = "x"
        odd = _odd(values)
        unsure |= odd
        yield ScannedStop(
            stop,
            values,
            {name: page.pictures[stop, name] for name in sorted(unsure, key=_order)},
            frozenset(odd | _twice(readings)),
            page.remarks.get(stop, b""),
        )


def _twice(readings: Iterable[BoxReading]) -> set[str]:
    """Fields of which one box may be ticked, and several are."""
    ticks = Counter(_field(box.key) for box in readings if box.value == "x")
    return {name for name, count in ticks.items() if count > 1}


def _values(readings: Iterable[BoxReading]) -> dict[str, str]:
    """By field; of a result with two ticks none."""
    values: dict[str, str] = {}
    ticked = [box.key for box in readings if box.key in RESULTS and box.value]
    values[RESULT] = LETTER_OF[ticked[0]] if len(ticked) == 1 else ""
    for box in readings:
        name = _field(box.key)
        if name == RESULT:
            continue
        if name == "satisfied":
            value = ("yes", "no")[box.part] if box.value else ""
            values[name] = "" if value and values.get(name) else value or values.get(name, "")
        else:
            values[name] = values.get(name, "") + box.value
    for name in ("persons", "difficulty", "minutes"):
        if values.get(name):
            values[name] = str(int(values[name]))
    return values


def _odd(values: dict[str, str]) -> set[str]:
    """Fields that cannot be as they were read: people met where nobody was, boxes of no call."""
    written = {name for name, value in values.items() if value and name != RESULT}
    met = values[RESULT] and LETTERS[values[RESULT]].is_met
    if not values[RESULT] and written:
        return {RESULT}
    return {RESULT, "persons"} if values.get("persons", "0") not in ("", "0") and not met else set()


def _order(name: str) -> int:
    return [RESULT, *FIELD_OF.values()].index(name)


def typed(sheet: ScannedSheet) -> tuple[str, list[str]]:
    """A sheet's line of codes and further fields, as they could have been typed."""
    codes, added = [], []
    for stop in sheet.stops:
        values = stop.values
        if not values.get(RESULT):
            continue
        persons = values.get("persons", "")
        codes.append(f"{stop.stop}{values[RESULT]}" + (f"+{persons}" if persons.strip("0") else ""))
        for name in ("difficulty", "satisfied", "minutes", *TEXTS, REMARKS):
            if value := values.get(name):
                added.append(f"{stop.stop} {name} {value}")
    return " ".join(codes), added


def day_of(sheet: ScannedSheet) -> date:
    """The day that a sheet is of."""
    return sheet.round.day
