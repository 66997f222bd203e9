"""``routeplan explain``."""

from __future__ import annotations

from pathlib import Path

import click

from routeplan.cli.options.common import json_option, plan_file_option, quiet_option
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.messages import as_dicts, print_json
from routeplan.errors import UsageError
from routeplan.phrases import phrase


@click.command("explain", cls=Command)
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
    from routeplan.cli.terminal.travelling import travel
    from routeplan.station.reading.open_plan import OpenPlan
    from routeplan.station.use_cases.plan_in_use.explain_plan import explain_plan

    household, folder = _whom_and_where(household, folder, all_left_out=all_left_out)
    opened = OpenPlan(*opened_plan(folder, plan_file))
    inputs = opened.workspace.inputs
    explanations = explain_plan(
        opened,
        household,
        lambda workspace, kind: travel(workspace, kind=kind, quiet=quiet),
        iterations=iterations,
    )
    if as_json:
        print_json(as_dicts([with_whole_sentence(brief, inputs) for brief in explanations]))
    elif household is None:
        print_left_out(explanations, inputs)
    else:
        for explanation in explanations:
            print_explanation(explanation, inputs)


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
                phrase(
                    "missing household: give one, as in 'routeplan explain H017', or --all-left-out"
                )
            )
        return household, folder
    if household is None:
        return None, folder
    if folder != Path() or not Path(household).is_dir():
        raise UsageError(
            phrase("--all-left-out takes no household, and {name} is not a folder", name=household)
        )
    return None, Path(household)
