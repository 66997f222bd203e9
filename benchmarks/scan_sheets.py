"""Are sheets read rightly from scans and photographs? Filled by a script, photographed by another.

``python -m benchmarks.scan_sheets [--seed 1] [--sheets 4] [--out FILE]``; each sheet is taken in
six ways, which takes about a second of processor time a page. Sheets of invented rounds are
printed, filled with five pens in five styles (with blots, ticks taken back, second ticks and
scribbled remarks), and scanned or photographed: perspective, curl, creases, shadows, blur, noise,
JPEG, two pages in one photo. Digits are those of 250 people of whom nothing was learned. Seeds
below 100 were used while thresholds were chosen, others for the results that are quoted.

Writes ``benchmarks/results/scan.md``.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np

from benchmarks.scan_model.camera import WAYS, Way, flat, photo
from benchmarks.scan_model.filled import FilledPage, filled_pages
from benchmarks.scan_model.pens import held_back_digits
from benchmarks.scan_model.rounds import printed_sheets
from routeplan.model.printed_form import PrintedForm
from routeplan.scanning.pictures import pictures
from routeplan.scanning.read_sheets import ReadPage, UnreadPage, read_picture

RESULTS = frozenset({"met", "entered", "out", "refused", "moved", "wrong"})
OUT = Path(__file__).parent / "results" / "scan.md"
TUNING_SEEDS = 100


@dataclass
class Tally:
    """Boxes of one way of taking pictures."""

    pages: int = 0
    boxes: int = 0
    asked: int = 0
    wrong: int = 0
    digits: int = 0
    digits_asked: int = 0
    unread: int = 0
    seconds: float = 0.0
    mistakes: list[str] = field(default_factory=list)

    def take(self, page: FilledPage, read: ReadPage) -> None:
        """Compare a page with its truth."""
        self.pages += 1
        for reading in read.readings:
            box = (page.sheet, reading.stop, reading.key, reading.part)
            meant = page.truth[box]
            self.boxes += 1
            self.asked += not reading.sure
            self.digits += meant.isdigit()
            self.digits_asked += meant.isdigit() and not reading.sure
            if reading.sure and reading.value != meant:
                self.wrong += 1
                unclear = " (unclear)" if box in page.unclear else ""
                self.mistakes.append(f"{box}: meant {meant!r}, read {reading.value!r}{unclear}")


def pictures_of(pages: list[FilledPage], way: Way, rng: np.random.Generator) -> Iterator[tuple]:
    """Pictures of all pages, with the pages in each."""
    for first in range(0, len(pages), way.pages):
        some = pages[first : first + way.pages]
        sheets = [filled_page.page for filled_page in some]
        scanner = way.name.startswith("scanner")
        yield (flat(sheets[0], way, rng) if scanner else photo(sheets, way, rng)), some


def read_way(
    pages: list[FilledPage], forms: list[PrintedForm], way: Way, tally: Tally, seed: int
) -> None:
    """Take pictures in one way, write them as files, and read these."""
    by_id = {form.sheet: form for form in forms}
    rng = np.random.default_rng([seed, WAYS.index(way)])
    path = Path(f"/tmp/routeplan-scan-bench-{time.time_ns()}.jpg")
    for image, some in pictures_of(pages, way, rng):
        cv2.imwrite(str(path), image, [cv2.IMWRITE_JPEG_QUALITY, 92])
        begun = time.process_time()
        read = [
            page
            for picture in pictures(path)
            for page in read_picture(picture, lambda code: [by_id[code.sheet]], RESULTS)
        ]
        tally.seconds += time.process_time() - begun
        left = {(filled_page.sheet, filled_page.number): filled_page for filled_page in some}
        for page in read:
            if isinstance(page, UnreadPage):
                continue
            tally.take(left.pop((page.code.sheet, page.code.page)), page)
        tally.unread += len(left)
    path.unlink(missing_ok=True)


def report(tallies: dict[str, Tally], seeds: str) -> str:
    """The results as a table."""
    head = (
        "| taken by | pages | boxes | right unasked | asked | wrong unasked | digits asked "
        "| pages not read | CPU s for 40 pages |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n"
    )
    whole = Tally()
    for tally in tallies.values():
        for name in ("pages", "boxes", "asked", "wrong", "digits", "digits_asked", "unread"):
            setattr(whole, name, getattr(whole, name) + getattr(tally, name))
        whole.seconds += tally.seconds
    rows = "".join(_row(name, tally) for name, tally in [*tallies.items(), ("all", whole)])
    right = 1 - whole.wrong / max(whole.boxes, 1)
    return (
        f"# Sheets read from scans and photographs\n\n"
        f"`python -m benchmarks.scan_sheets --seed {seeds}`\n\n{head}{rows}\n"
        f"Right, unasked or by asking: {right:.3%} of boxes. A box is asked too where another of "
        f"the same result is unclear: one crossing-out asks six.\n"
    )


def _row(name: str, tally: Tally) -> str:
    boxes, pages = max(tally.boxes, 1), max(tally.pages, 1)
    sure = (tally.boxes - tally.asked - tally.wrong) / boxes
    digits = tally.digits_asked / max(tally.digits, 1)
    return (
        f"| {name} | {tally.pages} | {tally.boxes:,} | {sure:.1%} | {tally.asked / boxes:.1%} "
        f"| {tally.wrong} | {digits:.0%} of {tally.digits} | {tally.unread} "
        f"| {40 * tally.seconds / pages:.1f} |\n"
    )


def main() -> None:
    """Print, fill, take, read, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=TUNING_SEEDS)
    parser.add_argument("--sheets", type=int, default=4)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    tallies: dict[str, Tally] = defaultdict(Tally)
    digits = held_back_digits()
    for _ in range(given.sheets):
        pdf, forms = printed_sheets(rng)
        pages = list(filled_pages(pdf, forms, digits, rng))
        for way in WAYS:
            read_way(pages, forms, way, tallies[way.name], given.seed)
    text = report(tallies, f"{given.seed} --sheets {given.sheets}")
    for name, tally in tallies.items():
        for mistake in tally.mistakes:
            print(name, mistake)
    print(text)
    given.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
