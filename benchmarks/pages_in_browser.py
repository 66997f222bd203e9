"""How long the overview of forty officers takes in a browser: to its first map, and day by day.

Run it with ``python -m benchmarks.pages_in_browser [--officers 40] [--chromium FILE]``. A headless
Chromium opens the page as a file; a script in a copy of the page measures, in milliseconds of the
browser's clock, from the begin of loading to the first frame with the map, and from a click on a
day to the frame that shows it. Goals: under 1,000 and under 100. It decides no test.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.drawn_week import drawn_week
from routeplan.render.pages.page_files import write_pages
from routeplan.render.round_view import Look

DAYS, STOPS, RUNS = 5, 8, 3
MEASURE = """
const shown = (then) => requestAnimationFrame(() => setTimeout(() => then(performance.now()), 0));
const click = (k, times) => {
    const buttons = document.querySelectorAll('.segment');
    if (k >= buttons.length) return console.log('MEASURED ' + JSON.stringify(times));
    const begin = performance.now();
    buttons[k].click();
    const worked = performance.now() - begin;
    shown((end) => { times.days.push(end - begin); times.work.push(worked); click(k + 1, times); });
};
addEventListener('load', () => shown((end) => click(1, { first: end, days: [], work: [] })));
"""


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
            runs = [measured(options.chromium, page, folder) for _ in range(RUNS)]
            days = [day for run in runs for day in run["days"]]
            work = [day for run in runs for day in run["work"]]
            print(f"{page.stat().st_size / 1e6:.1f} MB, first map: {_shown(runs)} ms", end="")
            if not days:
                print()
                continue
            switched = f"; a day: {min(days):.0f} to {max(days):.0f}, median {median(days):.0f} ms"
            print(f"{switched}, {median(work):.0f} ms of script")


def measured(chromium: str, page: Path, folder: Path) -> dict[str, Any]:
    """Open a page once and wait for what it has measured."""
    html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
    copy = folder / f"measured-{page.name}"
    copy.write_text(html.replace("</body>", f"<script>{MEASURE}</script></body>"), "utf-8")
    command = [
        *(chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
        *("--enable-logging=stderr", "--window-size=1400,1000", "--remote-debugging-port=0"),
        *(f"--user-data-dir={folder / 'profile'}", f"file://{copy}"),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as browser:
        try:
            assert browser.stderr is not None
            deadline = time.monotonic() + 120
            for line in browser.stderr:
                if match := re.search(r'MEASURED (\{.*?\})"', line):
                    answer: dict[str, Any] = json.loads(match[1].replace("\\", ""))
                    return answer
                if time.monotonic() > deadline:
                    break
            raise RuntimeError("the page measured nothing")
        finally:
            browser.kill()


def _shown(runs: list[dict[str, Any]]) -> str:
    firsts = [run["first"] for run in runs]
    return f"{min(firsts):.0f} to {max(firsts):.0f}, median {median(firsts):.0f}"


if __name__ == "__main__":
    main()
