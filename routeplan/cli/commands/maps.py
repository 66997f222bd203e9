"""``routeplan maps``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, plan_options, quiet_option, workspace_argument
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import StreetNetworkError, UsageError

if TYPE_CHECKING:
    from routeplan.model.plan import Plan
    from routeplan.render.map.basemap import BaseMap
    from routeplan.station.open_station import Workspace


@click.command("maps", short_help="Draw the map pages of a plan.")
@workspace_argument
@plan_options
@click.option("--redact", is_flag=True, help="Only household ids and house numbers, on all pages.")
@click.option(
    "--phone",
    is_flag=True,
    help="One redacted page that stands alone; needs --officer and --day.",
)
@json_option
@quiet_option
def command(
    folder: Path,
    plan_file: Path | None,
    officer: str | None,
    day: date | None,
    redact: bool,
    phone: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Draw a plan's overview (index.html) and a page per officer and day, beside the plan.

    Redacted pages go into the folder redacted/, phone pages into phone/. Pages that an older plan
    left behind are removed. With --officer or --day only those pages are drawn again.

    \b
    Examples:
      routeplan maps station
      routeplan maps station --officer O4 --day 2026-11-30 --phone
    """
    from routeplan.station.note_handout import note_handout
    from routeplan.station.open_plan import chosen_routes, opened_plan

    if phone and (officer is None or day is None):
        raise UsageError("--phone makes one page: name --officer and --day")
    path, plan, workspace = opened_plan(folder, plan_file)
    routes = chosen_routes(plan, officer, day)
    if phone:
        written = [draw_phone_page(path.parent, plan, workspace, routes[0].shift)]
    else:
        shifts = None if officer is None and day is None else {route.shift for route in routes}
        written = draw_pages(path.parent, plan, workspace, shifts=shifts, redacted=redact)
    kind = "phone page" if phone else "redacted pages" if redact else "pages"
    note_handout(workspace, plan, routes, kind, files=written, everybody=not phone)
    if as_json:
        print_json({"files": [str(each) for each in written]})
    elif not quiet:
        pages = len(written)
        click.echo(f"{pages} page{'s' * (pages != 1)} written; open {written[0]}")


def draw_pages(
    folder: Path,
    plan: Plan,
    workspace: Workspace,
    *,
    shifts: Collection[str] | None = None,
    redacted: bool = False,
) -> list[Path]:
    """Draw the overview (named first) and the pages of all or some shifts."""
    from routeplan.render.pages.page_files import write_pages
    from routeplan.station.open_plan import look_of
    from routeplan.station.overview_tabs import desk_of

    look = look_of(workspace, redacted=redacted)
    desk = desk_of(folder, plan, workspace, redacted=redacted)
    return write_pages(
        folder, plan, workspace.inputs, base_map(workspace), look, shifts=shifts, desk=desk
    )


def draw_phone_page(folder: Path, plan: Plan, workspace: Workspace, shift: str) -> Path:
    """Draw one shift's redacted page, in one file."""
    from routeplan.render.pages.page_files import write_phone_page
    from routeplan.station.open_plan import look_of

    look = look_of(workspace, redacted=True)
    return write_phone_page(folder, plan, workspace.inputs, base_map(workspace), look, shift=shift)


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
        raise StreetNetworkError(f"{workspace.area} cannot be read: {error}") from error
