"""Everything that is printed and drawn of a plan, in one go: its sheets and its pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routeplan.errors import Finding
    from routeplan.model.plan import Plan
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class DrawnWeek:
    """What was printed and drawn.

    Parameters
    ----------
    pages
        The pages, the overview first.
    sheets
        The file for the printer; None of a plan without a round.
    rounds
        So many rounds are on the sheets.
    """

    pages: tuple[Path, ...]
    sheets: Path | None
    rounds: int
    findings: tuple[Finding, ...] = ()

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything, the overview first."""
        return (*self.pages, *((self.sheets,) if self.sheets else ()))


def draw_week(
    folder: Path,
    plan: Plan,
    workspace: Workspace,
    *,
    officer: str | None = None,
    day: date | None = None,
    redacted: bool = False,
    command: str,
) -> DrawnWeek:
    """Print the sheets of a plan and draw its pages into a folder; the visit log notes both.

    Parameters
    ----------
    officer, day
        Only these rounds.
    redacted
        Ids and house numbers in the place of names and addresses.
    command
        What was called, such as ``week``.

    Raises
    ------
    UsageError
        When ``officer`` or ``day`` is given and there is no such round.
    """
    from routeplan.render.pages.file_names import sheets_name
    from routeplan.station.people_by_name import officer_named
    from routeplan.station.reading.open_plan import chosen_routes
    from routeplan.station.use_cases.draw import draw_pages, draw_sheets
    from routeplan.station.use_cases.note_handout import note_handout

    officer = officer_named(workspace.inputs, officer) if officer else None
    everything = officer is None and day is None
    nobody = everything and not any(route.stops for route in plan.routes)
    routes = [] if nobody else chosen_routes(plan, officer, day)
    shifts = None if everything else {route.shift for route in routes}
    pages = draw_pages(folder, plan, workspace, shifts=shifts, redacted=redacted)
    findings, sheets = pages.findings, None
    if routes:
        name = sheets_name(officer, day, redacted=redacted)
        drawn = draw_sheets(folder / name, plan, workspace, routes, redacted=redacted)
        findings, sheets = (*drawn.findings, *findings), drawn.files[0]
    made = DrawnWeek(pages.files, sheets, len(routes))
    noted = note_handout(
        workspace,
        plan,
        routes,
        "redacted pages and sheets" if redacted else "pages and sheets",
        command=command,
        files=made.files,
        everybody=True,
    )
    return DrawnWeek(made.pages, made.sheets, made.rounds, (*findings, *noted))
