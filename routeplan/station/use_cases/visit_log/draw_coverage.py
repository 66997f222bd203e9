"""The map that ``routeplan due --map`` draws: how far each street is covered, for the wall."""

from __future__ import annotations

from datetime import date

from routeplan.errors import UsageError
from routeplan.followup.due_list import covers
from routeplan.formats.plans.folders_beside_plans import MAPS, REPORTS
from routeplan.phrases import phrase
from routeplan.private_files import write_private
from routeplan.render.paper.coverage_paper import CoveredHome, coverage_pdf
from routeplan.station.reading.open_station import Workspace
from routeplan.station.use_cases.draw import Drawn, base_map, look_of, signs_without_font
from routeplan.station.use_cases.note_handout import HandedOut, note_print


def draw_coverage(workspace: Workspace, *, on: date, command: str) -> Drawn:
    """Write the map of a day into the folder of reports, and note it.

    Raises
    ------
    UsageError
        When nobody is left to be counted, or there is no street map.
    StreetNetworkError
        When the extract cannot be read.
    """
    cover = covers(workspace.inputs, workspace.standings, on)
    homes = [
        CoveredHome(
            (home.coordinate.latitude, home.coordinate.longitude), home.address, cover[home.id]
        )
        for home in workspace.inputs.households
        if home.id in cover
    ]
    base = base_map(workspace)
    if not homes or not base:
        raise UsageError(
            phrase("a coverage map needs households and a street map ({path})", path=workspace.area)
        )
    station = workspace.inputs.station.name
    gone = len(workspace.inputs.households) - len(homes)
    made = coverage_pdf(homes, base, look_of(workspace), station=station, day=on, gone=gone)
    folder = workspace.root / MAPS / REPORTS
    path = write_private(folder / f"coverage_{on}.pdf", made.pdf)
    noted = note_print(workspace, HandedOut("coverage", files=[path], days=[on]), command=command)
    return Drawn((path,), (*signs_without_font(made, path), *noted))
