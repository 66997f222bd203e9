"""Drawing a plan: pages for the screen, sheets for the printer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from routeplan.errors import Finding, StreetNetworkError
from routeplan.phrases import phrase

if TYPE_CHECKING:
    from routeplan.model.inputs import TravelTables
    from routeplan.model.plan import Plan, Route
    from routeplan.planning.explain.stop_reasons import Reasons
    from routeplan.render.map.basemap import BaseMap
    from routeplan.render.paper.sheets import Sheets
    from routeplan.render.paper.stop_notes import Form
    from routeplan.render.round_view import Look
    from routeplan.station.reading.open_station import Workspace


@dataclass(frozen=True)
class Drawn:
    """The files that were written, the one to open first, and what was noticed meanwhile."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...] = ()


def draw_pages(
    folder: Path,
    plan: Plan,
    workspace: Workspace,
    *,
    shifts: Collection[str] | None = None,
    redacted: bool = False,
) -> Drawn:
    """Draw the overview and the pages of all or some shifts."""
    from routeplan.render.pages.page_files import write_pages
    from routeplan.station.use_cases.work_out_tabs import overview_tabs

    tabs, findings = overview_tabs(folder, plan, workspace, redacted=redacted)
    look, ground = look_of(workspace, redacted=redacted), base_map(workspace)
    written = write_pages(folder, plan, workspace.inputs, ground, look, shifts=shifts, desk=tabs)
    return Drawn(tuple(written), findings)


def draw_phone_page(folder: Path, plan: Plan, workspace: Workspace, shift: str) -> Drawn:
    """Draw one shift's redacted page, in one file."""
    from routeplan.render.pages.page_files import write_phone_page

    look, ground = look_of(workspace, redacted=True), base_map(workspace)
    return Drawn((write_phone_page(folder, plan, workspace.inputs, ground, look, shift=shift),))


def draw_sheets(
    path: Path,
    plan: Plan,
    workspace: Workspace,
    routes: Sequence[Route],
    *,
    redacted: bool = False,
    reasons: Reasons | None = None,
) -> Drawn:
    """Print the sheets of these routes into one file; signs that no font has are named.

    Where their boxes are is kept, for reading them back from a scan.
    """
    from routeplan.formats.plans.folders_beside_plans import MAPS
    from routeplan.formats.plans.printed_forms import keep_forms
    from routeplan.render.paper.many_sheets import write_sheets

    sheets = write_sheets(
        path,
        plan,
        workspace.inputs,
        base_map(workspace),
        look_of(workspace, redacted=redacted),
        shifts={route.shift for route in routes},
        reasons=reasons,
        form=form_of(workspace, plan),
    )
    keep_forms(workspace.root / MAPS, sheets.forms)
    return Drawn((path,), signs_without_font(sheets, path))


def signs_without_font(sheets: Sheets, path: Path) -> tuple[Finding, ...]:
    """Signs of a file for the printer that no font has: none, or one finding that names them."""
    if not sheets.missing:
        return ()
    missing = Finding(
        "sheets-no-font",
        phrase("no font contains {letters}; printed as codes", letters=", ".join(sheets.missing)),
        phrase("spell these words in other letters, or use the codes"),
        file=path.name,
        severity="warning",
    )
    return (missing,)


def stop_reasons_of(plan: Plan, workspace: Workspace, tables: TravelTables) -> Reasons:
    """Why each stop is made by its shift, for the sheets' reverse."""
    from routeplan.engines.choose import usual_engine
    from routeplan.planning.explain.plan_case import open_case
    from routeplan.planning.explain.stop_reasons import stop_reasons

    return stop_reasons(open_case(plan, workspace.inputs, tables, usual_engine()))


def look_of(workspace: Workspace, *, redacted: bool = False) -> Look:
    """How the settings want pages and sheets."""
    from routeplan.render.round_view import Look

    sheets = workspace.settings.sheets
    return Look(
        language=workspace.language,
        printable=sheets.printable,
        demo=sheets.demo,
        redacted=redacted,
    )


def form_of(workspace: Workspace, plan: Plan) -> Form:
    """What the settings want on sheets besides the round, and what the log knows of each home."""
    from routeplan.followup.pasts import read_pasts
    from routeplan.render.paper.stop_notes import Form

    settings, inputs = workspace.settings, workspace.inputs
    pasts = {}
    if settings.sheets.history:
        pasts = read_pasts(workspace.visit_log, plan.first_day, inputs.households)
    return Form(
        boxes=settings.sheets.boxes,
        manual=settings.manual.visit_kinds(),
        column=settings.manual.column,
        pasts=pasts,
    )


def base_map(workspace: Workspace) -> BaseMap:
    """What the street extract says of the town.

    Raises
    ------
    StreetNetworkError
        When there is one and it cannot be read.
    """
    from routeplan.render.map.basemap import read_base_map

    try:
        return read_base_map(workspace.area)
    except RuntimeError as error:
        raise StreetNetworkError(
            phrase("{file} cannot be read: {error}", file=workspace.area, error=error)
        ) from error
