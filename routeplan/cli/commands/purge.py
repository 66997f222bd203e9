"""``routeplan purge``."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from routeplan.cli.options.common import json_option, workspace_argument
from routeplan.cli.terminal.messages import print_json
from routeplan.station.clock import clerk, now, plan_date, today

if TYPE_CHECKING:
    from routeplan.station.privacy.old_files import OldFiles
    from routeplan.station.reading.open_station import Workspace
    from routeplan.visitlog.purging import Purge, PurgeBounds

LONGEST = 36_600


class Before(click.ParamType[date]):
    """``180d`` before today, or a date: what is of an earlier day is old."""

    name = "age"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day before which records are old, today at the latest."""
        days = re.fullmatch(r"(\d{1,5})\s*d", str(value))
        try:
            if days and int(days[1]) <= LONGEST:
                return today() - timedelta(days=int(days[1]))
            found = plan_date(str(value))
        except ValueError as error:
            self.fail(f"{error}; or a number of days like 180d", param, ctx)
        if found > today():
            self.fail(f"{found} is in the future", param, ctx)
        return found


@click.command("purge", short_help="Anonymise old records; statistics are kept.")
@workspace_argument
@click.option(
    "--older-than",
    "before",
    type=Before(),
    required=True,
    metavar="AGE",
    help="Age of the records: a number of days such as 180d, or the date before which they "
    "were made.",
)
@click.option("--write", is_flag=True, help="Purge. This cannot be undone.")
@json_option
def command(folder: Path, before: date, write: bool, as_json: bool) -> None:
    """Remove names and texts from the visit log, plans, pages and exports; statistics are kept.

    Texts in old entries are overwritten, old pages, sheets and exports are removed, and old plans
    keep only counts and times. Households no longer in any table lose their id. Open matters and
    pending promises are kept and listed. Without --write nothing is done.

    \b
    Examples:
      routeplan purge station --older-than 180d
      routeplan purge station --older-than 2026-05-01 --write
    """
    from routeplan.cli.tables.purge import print_purge, purge_content
    from routeplan.station.privacy.old_files import clean
    from routeplan.station.reading.open_station import NOT_READ, read_workspace
    from routeplan.visitlog import purging
    from routeplan.visitlog.store import compact

    workspace = read_workspace(folder, today=today(), log=NOT_READ)
    bounds = _bounds(workspace, before)
    path = workspace.visit_log
    there = path.exists()
    if write and there:
        found = purging.purge(path, bounds, at=now(), by=clerk())
    else:
        found = purging.look(path, bounds)
    old = _old(workspace, before, found)
    if write:
        clean(old, found.nameless)
    if write and there:
        compact(path)
    elsewhere = _elsewhere(workspace, before)
    if as_json:
        print_json(purge_content(found, old, before, elsewhere, folder, written=write))
    else:
        print_purge(found, old, before, elsewhere, folder, written=write)


def _bounds(workspace: Workspace, before: date) -> PurgeBounds:
    from routeplan.followup.due import row_mark
    from routeplan.station.privacy.old_files import needed_households
    from routeplan.visitlog.purging import PurgeBounds

    marks = {each.id: row_mark(each) for each in workspace.inputs.households}
    needed = list(needed_households(workspace.root / "maps"))
    return PurgeBounds(before, today(), marks, needed)


def _old(workspace: Workspace, before: date, found: Purge) -> OldFiles:
    from routeplan.render.pages.drawn_files import drawn_beside
    from routeplan.station.privacy.old_files import old_files

    zone = workspace.settings.zone
    return old_files(workspace.root / "maps", before, zone, found.nameless, drawn_beside)


def _elsewhere(workspace: Workspace, before: date) -> list[str]:
    """Old files that commands wrote outside of ``maps/``, as far as they are still there."""
    from routeplan.visitlog.handouts import handouts
    from routeplan.visitlog.store import reading

    if not workspace.visit_log.exists():
        return []
    with reading(workspace.visit_log) as log:
        old = [each for each in handouts(log) if each.at[:10] < before.isoformat()]
    files = dict.fromkeys(file for each in old for file in each.files)
    tables = workspace.settings.files.households
    return [
        file
        for file in files
        if not file.startswith("maps/") and file != tables and (workspace.root / file).exists()
    ]
