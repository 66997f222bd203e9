"""``routeplan matters``."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import date_option, json_option, workspace_argument
from routeplan.cli.terminal.messages import print_json
from routeplan.errors import UsageError
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.station.reading.open_station import Workspace


@click.command("matters", short_help="Track open matters and promises.")
@workspace_argument
@click.option("--matter", metavar="ID", help="Matter to change, such as M12.")
@click.option("--next-step", metavar="TEXT", help="Next step in this matter.")
@date_option("--due", "Date by which the next step is due (default: [due] matter_days from today).")
@click.option("--no-visit", is_flag=True, help="The next step needs no visit.")
@click.option(
    "--close", "outcome", metavar="TEXT", help="Close the matter and record how it ended."
)
@click.option("--household", metavar="ID", help="With --broken: household the promise was made to.")
@date_option("--broken", "Date of a promise that was not kept.")
@click.option("--reason", metavar="TEXT", help="With --broken: why the promise was not kept.")
@json_option
def command(
    folder: Path,
    matter: str | None,
    next_step: str | None,
    due: date | None,
    no_visit: bool,
    outcome: str | None,
    household: str | None,
    broken: date | None,
    reason: str | None,
    as_json: bool,
) -> None:
    """List open matters, oldest first, and how many promises were kept or broken.

    A ! in a recorded round opens a matter. Its next step is planned as a visit.

    \b
    Examples:
      routeplan matters station
      routeplan matters station --matter M12 --next-step "ask the landlord" --due 2026-12-11
      routeplan matters station --matter M12 --close "the lamp shines again"
      routeplan matters station --household H012 --broken 2026-12-01 --reason "officer ill"
    """
    from routeplan.followup import steps
    from routeplan.station.reading.open_station import NOT_LEARNED, read_workspace

    workspace = read_workspace(folder, today=today(), log=NOT_LEARNED)
    path, on = workspace.visit_log, today()
    if not path.exists():
        raise UsageError(f"there is no visit log yet at {path}: record a round first")
    told = [text for text in (next_step, outcome) if text is not None]
    if (matter is not None) != (len(told) == 1):
        raise UsageError("--matter needs exactly one of --next-step and --close")
    if (due or no_visit) and next_step is None:
        raise UsageError("--due and --no-visit need --next-step")
    if due and due < on:
        raise UsageError(f"--due {due} is in the past; correct the date")
    if not all(text.strip() for text in (*told, reason) if text is not None):
        raise UsageError("the text is empty; say it in words")
    if (broken is None) != (household is None) or (broken is None) != (reason is None):
        raise UsageError("--broken, --household and --reason must be given together")
    if matter and outcome:
        steps.record_closing(path, matter, on, outcome=outcome)
    elif matter and next_step:
        usual = on + timedelta(days=workspace.settings.due.matter_days)
        steps.record_step(
            path, matter, on, next_step=next_step, due=due or usual, by_visit=not no_visit
        )
    if household and broken and reason:
        _known(household, workspace)
        steps.record_broken_promise(path, household, broken, reason=reason)
    _tell(workspace, as_json=as_json)


def _known(household: str, workspace: Workspace) -> None:
    if household not in workspace.inputs.households_by_id:
        raise UsageError(f"there is no household {household}")


def _tell(workspace: Workspace, *, as_json: bool) -> None:
    from routeplan.followup.follow_through import outcomes
    from routeplan.visitlog.reading import matters
    from routeplan.visitlog.store import reading

    tolerance = round(60 * workspace.settings.visits.tolerance_minutes)
    with reading(workspace.visit_log) as log:
        still = [each for each in matters(log) if each.closed is None]
        promises = outcomes(log, date.min, today() - timedelta(days=1), tolerance_seconds=tolerance)
    if as_json:
        told = [asdict(each) | {"age_days": each.age(today())} for each in still]
        print_json({"open": told, "promises": [asdict(each) for each in promises]})
        return
    from routeplan.cli.tables.matters import print_matters

    print_matters(still, promises, workspace.inputs, today())
