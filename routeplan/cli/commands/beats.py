"""``routeplan beats``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.options.common import (
    json_option,
    quiet_option,
    travel_option,
    workspace_argument,
)
from routeplan.cli.terminal.help import Command
from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import print_json, tell_findings
from routeplan.cli.terminal.typed_command import typed_again
from routeplan.cli.terminal.written_files import command_name
from routeplan.station.clock import today

if TYPE_CHECKING:
    from routeplan.beats.beat_figures import Comparison
    from routeplan.beats.make_beats import MadeBeats, Wishes
    from routeplan.model.inputs import Inputs, Mode
    from routeplan.station.reading.open_station import Workspace


@click.command("beats", cls=Command)
@workspace_argument
@click.option(
    "--polygons",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Start from drawn beats (GeoPackage, GeoJSON) instead of the column 'officer'.",
)
@click.option("--fresh", is_flag=True, help="Ignore the current beats and make new ones.")
@click.option(
    "--price",
    type=click.FloatRange(0, 10_000),
    default=5.0,
    show_default=True,
    metavar="MINUTES",
    help="Move a household to another officer only if that brings it this many minutes closer "
    "to its beat's centre.",
)
@click.option(
    "--even-within",
    type=click.FloatRange(0, 50),
    default=5.0,
    show_default=True,
    metavar="PERCENT",
    help="How far a beat's work may be from an even share.",
)
@click.option(
    "--together",
    metavar="COLUMN",
    help="Keep households with the same text in this column together.",
)
@click.option(
    "--mode",
    type=click.Choice(["foot", "bike", "car"]),
    help="Travel mode for distances (default: most common among officers).",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    metavar="N",
    help="Random seed; different seeds give different beats of similar quality (default: 0).",
)
@travel_option
@click.option(
    "--write", is_flag=True, help="Write the column 'officer', the polygons and a map page."
)
@json_option
@quiet_option
def command(
    folder: Path,
    polygons: Path | None,
    fresh: bool,
    price: float,
    even_within: float,
    together: str | None,
    mode: str | None,
    seed: int,
    kind: str | None,
    write: bool,
    as_json: bool,
    quiet: bool,
) -> None:
    """Give every household an officer: beats that are connected, compact and evenly loaded.

    Work means the visits due and the travel expected for them; it is shared out according to the
    officers' shares. Beats start from the column 'officer' (or from drawn polygons) and change
    where that evens out the work, joins up a beat, or brings a household closer by more than
    --price. Nothing is written without --write.

    \b
    Examples:
      routeplan beats station --price 10
      routeplan beats station --polygons drawn.gpkg --together block --write
    """
    from routeplan.beats.beat_figures import compare
    from routeplan.beats.make_beats import make_beats, usual_mode
    from routeplan.cli.terminal.travelling import progress_of
    from routeplan.model.inputs import Mode
    from routeplan.station.reading.from_log import NOT_READ
    from routeplan.station.reading.open_station import read_workspace
    from routeplan.station.reading.open_travel import travel_source

    # Who was met rests for a while, but belongs to a beat all the same.
    workspace = read_workspace(folder, today=today(), log=NOT_READ)
    inputs = workspace.inputs
    by = Mode(mode) if mode else usual_mode(inputs.officers)
    now = {} if fresh else _now(workspace, polygons)
    wishes = _wishes(inputs, now, together, price=price, even_within=even_within, seed=seed)
    with travel_source(workspace, kind=kind) as source:
        made = make_beats(inputs, source, by, wishes, progress_of(source, quiet=quiet))
        estimate = source.estimate
    compared = compare(made, [officer.share for officer in inputs.officers])
    written = _written(workspace, made, compared, by, estimate=estimate) if write else []
    if as_json:
        from routeplan.cli.tables.beats import beats_content

        print_json(beats_content(inputs, made, compared, by, written))
    else:
        _print(inputs, (made, compared, by), written, estimate=estimate)


def _print(
    inputs: Inputs,
    beats: tuple[MadeBeats, Comparison, Mode],
    written: list[Path],
    *,
    estimate: bool,
) -> None:
    """The tables, and what was written or is to be typed next."""
    from routeplan.cli.tables.beats import print_beats

    print_beats(inputs, *beats, estimate=estimate)
    for path in written:
        click.echo(say("wrote {path}", path=path))
    if not written:
        click.echo(say("Nothing was written. With --write, households get these officers:"))
        click.echo(f"  {typed_again('--write')}")


def _wishes(
    inputs: Inputs,
    now: dict[str, str],
    together: str | None,
    *,
    price: float,
    even_within: float,
    seed: int,
) -> Wishes:
    from routeplan.beats.make_beats import Wishes
    from routeplan.beats.units import column_of

    return Wishes(
        now=now,
        together=column_of(inputs, together) if together else {},
        price=price,
        tolerance=even_within / 100,
        seed=seed,
    )


def _written(
    workspace: Workspace, made: MadeBeats, compared: Comparison, by: Mode, *, estimate: bool
) -> list[Path]:
    """Write everything, and note that it was."""
    from routeplan.station.use_cases.note_handout import HandedOut, note_print
    from routeplan.station.use_cases.write_beats import write_beats

    written, findings = write_beats(
        workspace, made, compared, by, estimate=estimate, command=command_name()
    )
    officers = [officer.id for officer in workspace.inputs.officers]
    printed = HandedOut("beats", workspace.inputs.households_by_id, written, officers=officers)
    tell_findings([*findings, *note_print(workspace, printed, command=command_name())])
    return written


def _now(workspace: Workspace, polygons: Path | None) -> dict[str, str]:
    """The officer each household has now, by drawn polygons or by the table."""
    from routeplan.formats.exchange.beat_polygons import read_polygons
    from routeplan.formats.station.officer_column import officers_now

    if polygons is None:
        return officers_now(workspace.root / workspace.settings.files.households)
    inputs = workspace.inputs
    ids = [officer.id for officer in inputs.officers]
    beats, warnings = read_polygons(polygons, ids, inputs.households)
    tell_findings(warnings)
    return beats
