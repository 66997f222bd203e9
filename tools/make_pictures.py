"""Make the pictures of pages and sheets in docs/pictures, of stations whose residents are invented.

Run from the repository: ``python -m tools.make_pictures [STATION]``, where STATION is a folder of
the demonstration with a plan (``routeplan demo FOLDER`` makes one); without it, only the second
town is drawn. That is in Chinese, and planned on the streets of an extract that is not part of the
repository (``--town FILE``). It needs chromium and pdftoppm.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.drawn_week import EXTRACTS
from routeplan import open_station
from routeplan.followup.due_list import Cover
from routeplan.render.pages.overview_tabs import Desk
from routeplan.render.pages.page_files import write_pages, write_phone_page
from routeplan.render.paper.coverage_paper import CoveredHome, coverage_pdf
from routeplan.render.paper.sheets import make_sheets
from routeplan.render.rounds import make_rounds
from routeplan.station.reading.open_plan import find_plan, open_plan
from routeplan.station.use_cases.draw import base_map, look_of
from tools.second_town import MONDAY, write_town
from tools.small_png import smaller

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
FONTS = ROOT / "routeplan" / "render" / "fonts"
DESK, PHONE = (1270, 820), (390, 844)
GREY = "<style>html{filter:grayscale(1)}</style>"
COVERS = (5, 2, 1, 3)
"""How often each cover is drawn by lot: in the demonstration nobody has been met yet."""


ITERATIONS = 4_000
"""How long the second town's week is searched for: the same each time."""


def main() -> None:
    """All of them."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("station", type=Path, nargs="?")
    parser.add_argument("--town", type=Path, default=EXTRACTS[0], metavar="FILE")
    options = parser.parse_args()
    with TemporaryDirectory() as place:
        camera = Camera(Path(place))
        if options.station:
            _demonstration(camera, options.station)
        _second_town(camera, options.town)


def _demonstration(camera: Camera, station: Path) -> None:
    opened = open_plan(station, find_plan(station).path)
    plan, inputs = opened.plan, opened.workspace.inputs
    base, look = base_map(opened.workspace), look_of(opened.workspace)
    lot = random.Random(1)
    covers = [lot.choices(list(Cover), COVERS)[0] for _ in inputs.households]
    counts = [(cover.value, covers.count(cover)) for cover in Cover]
    busiest = max(plan.routes, key=lambda route: len(route.stops))
    day = f"day={inputs.calendar.date_of(busiest.day)}"
    overview, page = write_pages(
        camera.folder,
        plan,
        inputs,
        base,
        look,
        shifts={busiest.shift},
        desk=Desk(coverage=counts),
    )
    camera.shoot(overview, "overview", DESK, address=day)
    camera.shoot(overview, "overview-grey", DESK, address=day, more=GREY)
    left_out = "document.querySelector('.toggle input').click()"
    camera.shoot(overview, "left-out", DESK, address=day, script=left_out)
    camera.shoot(page, "page", DESK)
    redacted = replace(look, redacted=True)
    phone = write_phone_page(camera.folder, plan, inputs, base, redacted, shift=busiest.shift)
    camera.shoot(phone, "phone", PHONE)
    homes = [
        CoveredHome((home.coordinate.latitude, home.coordinate.longitude), home.address, cover)
        for home, cover in zip(inputs.households, covers, strict=True)
    ]
    made = coverage_pdf(homes, base, look, station=inputs.station.name, day=plan.first_day)
    camera.print(made.pdf, "coverage", 75)


def _second_town(camera: Camera, area: Path) -> None:
    folder = camera.folder / "town"
    write_town(folder, area)
    station = open_station(folder)
    made = station.plan(MONDAY, iterations=ITERATIONS)
    plan, inputs = made.plan, made.inputs
    base, look = base_map(made.workspace), look_of(made.workspace)
    busiest = max(plan.routes, key=lambda route: len(route.stops))
    pages = write_pages(camera.folder / "zh", plan, inputs, base, look, shifts={busiest.shift})
    day = f"day={inputs.calendar.date_of(busiest.day)}"
    camera.shoot(pages[0], "overview-munich-zh", DESK, address=day)
    camera.shoot(pages[1], "page-munich-zh", PHONE)
    rounds = [shown for shown in make_rounds(plan, inputs, look) if shown.shift == busiest.shift]
    camera.print(make_sheets(rounds, base, look).pdf, "sheet-munich-zh", 78)


class Camera:
    """Takes pictures of pages and of paper."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "fonts.conf").write_text(
            f"<fontconfig><include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
            f"<dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
        )

    def shoot(
        self,
        page: Path,
        name: str,
        size: tuple[int, int],
        *,
        address: str = "",
        more: str = "",
        script: str = "",
    ) -> None:
        """A page in a window of so many pixels, after a script has run."""
        html = page.read_text("utf-8").replace("</head>", f"{more}</head>")
        if script:
            html = html.replace("script-src 'nonce-", "script-src 'unsafe-inline' 'was-")
            run = f"<script>addEventListener('load', () => {{ {script} }})</script>"
            html = html.replace("</body>", f"{run}</body>")
        copy = self.folder / f"{name}.html"
        copy.write_text(html, "utf-8")
        shot = self.folder / f"{name}.png"
        _run(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--hide-scrollbars", "--virtual-time-budget=3000", f"--screenshot={shot}"),
            *(f"--user-data-dir={self.folder / 'profile'}", f"--window-size={size[0]},{size[1]}"),
            f"file://{copy}#{address}",
            environment={"FONTCONFIG_FILE": str(self.folder / "fonts.conf")},
        )
        self._keep(shot, name)

    def print(self, pdf: bytes, name: str, dots_an_inch: int) -> None:
        """The first page of a PDF."""
        path = self.folder / f"{name}.pdf"
        path.write_bytes(pdf)
        picture = self.folder / name
        dots = str(dots_an_inch)
        _run("pdftoppm", "-r", dots, "-f", "1", "-l", "1", "-singlefile", "-png", path, picture)
        self._keep(picture.with_suffix(".png"), name)

    def _keep(self, picture: Path, name: str) -> None:
        target = PICTURES / f"{name}.png"
        target.write_bytes(smaller(picture.read_bytes()))
        print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


def _run(program: str, *options: Any, environment: dict[str, str] | None = None) -> None:
    file = shutil.which(program)
    if file is None:
        raise SystemExit(f"{program} is not installed")
    command = [file, *map(str, options)]
    subprocess.run(
        command, check=True, capture_output=True, timeout=300, env=os.environ | (environment or {})
    )


if __name__ == "__main__":
    main()
