"""How long the overview of forty officers takes in a browser: to its first map, and day by day.

Run it with ``python -m benchmarks.pages_in_browser [--officers 40] [--chromium FILE]``. A headless
Chromium opens the page as a file and is told to click, as by a hand, on one day after the other.
The browser itself measures, in milliseconds: from the begin of loading to the first frame with the
map; from the click to the frame that shows the day (Event Timing, in steps of 8 ms: until pixels
are handed to the screen); and how much of that is script. Goals: under 1,000 and under 100. It
decides no test.
"""

from __future__ import annotations

import shutil
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.browser_pipe import Browser
from benchmarks.drawn_week import drawn_week
from routeplan.render.pages.page_files import write_pages
from routeplan.render.round_view import Look

DAYS, STOPS, RUNS = 5, 8, 3
SETTLED = 1.0
"""Seconds after which nothing of what was clicked is still being done."""
MEASURE = """
window.measured = { clicks: [], first: 0 };
new PerformanceObserver((list) => {
    for (const each of list.getEntries()) {
        if (each.name !== "click") continue;
        measured.clicks.push([each.duration, each.processingEnd - each.processingStart]);
    }
}).observe({ type: "event", durationThreshold: 16 });
addEventListener("load", () => requestAnimationFrame(() => setTimeout(() => {
    measured.first = performance.now();
}, 0)));
"""
PLACES = """[...document.querySelectorAll(".segment")].map((button) => {
    const { x, y, width, height } = button.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
})"""


class Measured(NamedTuple):
    """Milliseconds: to the first map, and of each click to its frame and of script."""

    first: float
    days: list[float]
    work: list[float]


def main() -> None:
    """Draw the pages, open them, tell the medians."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--officers", type=int, default=40)
    parser.add_argument("--chromium", default=shutil.which("chromium"))
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place)
        week = drawn_week(options.officers, DAYS, STOPS)
        shifts = {route.shift for route in week.plan.routes[:2]}
        look = Look(demo=True)
        pages = write_pages(folder, week.plan, week.inputs, week.base, look, shifts=shifts)
        print(f"{options.officers} officers, {DAYS} days, {week.extract.name}")
        for page in pages[:2]:
            runs = [measured(options.chromium, page, folder / f"profile-{k}") for k in range(RUNS)]
            days = [day for run in runs for day in run.days]
            work = [day for run in runs for day in run.work]
            firsts = [run.first for run in runs]
            size = page.stat().st_size / 1e6
            print(f"{size:.1f} MB, first map: {_shown(firsts)}", end="")
            print(f"; a day: {_shown(days)}, {median(work):.0f} ms of script" if days else "")


def measured(chromium: str, page: Path, profile: Path) -> Measured:
    """Open a page in a new browser, and click on each of its days."""
    with Browser(chromium, profile, width=1400, height=1000) as browser:
        browser.call("Page.enable")
        browser.call("Page.addScriptToEvaluateOnNewDocument", source=MEASURE)
        browser.call("Page.navigate", url=page.as_uri())
        browser.wait_for("Page.loadEventFired")
        time.sleep(SETTLED)
        for place in browser.value(PLACES)[1:]:
            browser.click(*place)
            time.sleep(SETTLED)
        seen = browser.value("measured")
        clicks = seen["clicks"]
        return Measured(
            seen["first"], [click for click, _ in clicks], [click for _, click in clicks]
        )


def _shown(times: list[float]) -> str:
    return f"{min(times):.0f} to {max(times):.0f}, median {median(times):.0f} ms"


if __name__ == "__main__":
    main()
