"""``routeplan check``."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import click

from routeplan.cli.shared import (
    as_dicts,
    days_option,
    first_day_option,
    json_option,
    print_json,
    quiet_option,
    tell_findings,
    today,
    visible,
    workspace_argument,
)


@click.command("check", short_help="Read everything and tell all that is wrong.")
@workspace_argument
@first_day_option
@days_option
@json_option
@quiet_option
def command(
    folder: Path, first_day: date | None, days: int | None, as_json: bool, quiet: bool
) -> None:
    """Read a station's folder; tell everything wrong or odd, and how it was understood.

    Ends with status 2 when something is wrong. Nothing is written but the street network's cache.

    \b
    Example:
      routeplan check station --first-day 2026-11-30
    """
    from routeplan.cli.travelling import travel_tables
    from routeplan.formats.warnings import travel_warnings
    from routeplan.formats.workspace import read_workspace

    workspace = read_workspace(folder, today=today(), first_day=first_day, days=days)
    source, tables = travel_tables(workspace, quiet=quiet or as_json)
    warnings = [*workspace.warnings, *travel_warnings(workspace, source, tables)]
    source.close()
    understood = _understood(workspace)
    if as_json:
        print_json({"warnings": as_dicts(warnings), "availability": understood})
        return
    tell_findings(warnings)
    inputs = workspace.inputs
    click.echo(
        f"{len(inputs.households)} households at {len(inputs.places) - 1} places, "
        f"{len(inputs.visits)} visits, {len(inputs.shifts)} shifts from "
        f"{inputs.calendar.dates[0]} to {inputs.calendar.dates[-1]}."
    )
    click.echo("Availability was understood as:")
    for entry in understood:
        click.echo(f"  {entry['households']:>5} x  {visible(str(entry['meaning']))}")
    click.echo(f"{len(warnings)} warnings, no errors.")


def _understood(workspace) -> list[dict[str, object]]:  # type: ignore[no-untyped-def]
    from routeplan.opening_hours_text import understood

    counts = Counter(household.availability for household in workspace.inputs.households)
    return [
        {
            "text": text,
            "meaning": understood(text) if text else "no hours given: the station's visiting hours",
            "households": count,
        }
        for text, count in counts.most_common()
    ]
