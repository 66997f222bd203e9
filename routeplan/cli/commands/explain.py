"""``routeplan explain``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import json_option, plan_file_option, quiet_option
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.errors import InputError, UsageError

if TYPE_CHECKING:
    from routeplan.formats.decisions.decisions import Decisions
    from routeplan.model.changes import Edit
    from routeplan.model.inputs import Inputs
    from routeplan.model.plan import Plan
    from routeplan.planning.explain.case import Case, Decided
    from routeplan.station.reading.open_station import Workspace


@click.command(
    "explain", short_help="Explain why a household is visited when it is, or is left out."
)
@click.argument("household", metavar="[HOUSEHOLD]", required=False)
@click.argument(
    "folder",
    metavar="[DIR]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
)
@plan_file_option
@click.option(
    "--all-left-out",
    is_flag=True,
    help="List every visit left out (no HOUSEHOLD then), each with one change that would "
    "bring it in.",
)
@click.option(
    "--iterations",
    type=click.IntRange(1),
    metavar="N",
    help="Search iterations for each change (default: 400).",
)
@json_option
@quiet_option
def command(
    household: str | None,
    folder: Path,
    plan_file: Path | None,
    all_left_out: bool,
    iterations: int | None,
    as_json: bool,
    quiet: bool,
) -> None:
    """Explain the choice of officer, day and time, or why a household is left out and what helps.

    One sentence comes first, then the numbers: the alternatives that were tried and what each
    would cost (travel, lost chance, small costs, worth of the visits it pushes out). For a visit
    left out, the smallest change of each kind that brings it in is shown; each one is verified by
    planning the station again with that change in its tables. Nothing is written.

    \b
    Examples:
      routeplan explain H017 station
      routeplan explain --all-left-out station
    """
    from routeplan.cli.tables.explain import print_explanation, print_left_out, with_whole_sentence
    from routeplan.cli.terminal.opening import opened_plan
    from routeplan.planning.explain.explanation import explain_household, explain_left_out

    household, folder = _whom_and_where(household, folder, all_left_out=all_left_out)
    path, plan, workspace = opened_plan(folder, plan_file)
    inputs = workspace.inputs
    asked = None if household is None else _known(household, inputs)
    case = _case(path, plan, workspace, iterations=iterations, quiet=quiet)
    if asked is None:
        found = explain_left_out(case)
    else:
        standing = workspace.standings.get(asked)
        found = explain_household(case, asked, standing=str(standing.state) if standing else "")
    if as_json:
        print_json(as_dicts([with_whole_sentence(each, inputs) for each in found]))
    elif asked is None:
        print_left_out(found, inputs)
    else:
        for explanation in found:
            print_explanation(explanation, inputs)


def _case(
    path: Path, plan: Plan, workspace: Workspace, *, iterations: int | None, quiet: bool
) -> Case:
    """The plan laid open, with what was decided about it since, and its tables to be read again."""
    from routeplan.cli.terminal.travelling import travel
    from routeplan.engines.choose import usual_engine
    from routeplan.formats.decisions.decisions import read_decisions
    from routeplan.planning.explain.case import open_case
    from routeplan.problem.solution import Budget
    from routeplan.station.reading.open_plan import workspace_of
    from routeplan.station.reading.open_travel import travel_kind

    def reread(edits: Sequence[Edit]) -> Inputs | None:
        try:
            return workspace_of(workspace.root, plan, edits).inputs
        except InputError:
            return None  # the tables would be refused

    with travel(workspace, kind=travel_kind(plan), quiet=quiet) as (_, tables):
        pass
    return open_case(
        plan,
        workspace.inputs,
        tables,
        usual_engine(),
        Budget(None, iterations) if iterations else None,
        decided=_decided(read_decisions(path), workspace),
        reread=reread,
    )


def _decided(decisions: Decisions, workspace: Workspace) -> Decided | None:
    """What may not change any more; None where the plan may be made anew."""
    from routeplan.planning.explain.case import Decided
    from routeplan.planning.replan.problem import Keep

    if not (decisions.replans or decisions.locks):
        return None
    known = {str(keep): keep for keep in Keep}
    keep = known.get(decisions.replans[-1].keep, Keep.BALANCED) if decisions.replans else None
    return Decided(
        workspace.tables or workspace.inputs,
        now=decisions.now,
        keep=keep,
        changes=decisions.changes,
        done=decisions.done,
        locks=decisions.locks,
        price=round(60 * workspace.settings.replan.moved),
    )


def _whom_and_where(
    household: str | None, folder: Path, *, all_left_out: bool
) -> tuple[str | None, Path]:
    """With --all-left-out a first argument is the folder.

    Raises
    ------
    UsageError
        When there is neither a household nor --all-left-out, or the folder is not there.
    """
    if not all_left_out:
        if household is None:
            raise UsageError(
                "missing household: give one, as in 'routeplan explain H017', or --all-left-out"
            )
        return household, folder
    if household is None:
        return None, folder
    if folder != Path() or not Path(household).is_dir():
        raise UsageError(f"--all-left-out takes no household, and {household} is not a folder")
    return None, Path(household)


def _known(name: str, inputs: Inputs) -> str:
    """The household of that id, or of the visit of that id.

    Raises
    ------
    UsageError
        When there is none; it names the nearest.
    """
    from routeplan.formats.tables.cells import nearest

    if name in inputs.households_by_id:
        return name
    visits = {visit.id: visit for visit in inputs.later_visits} | inputs.visits_by_id
    if name in visits:
        return visits[name].household
    raise UsageError(f"there is no household '{name}'; {nearest(name, inputs.households_by_id)}")
