"""What a command says of a plan it has written, and of what it has handed out."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from routeplan.cli.terminal.language import say
from routeplan.cli.terminal.messages import tell_findings
from routeplan.phrases import counted

if TYPE_CHECKING:
    from routeplan.station.use_cases.write_plan import Written


def command_name() -> str:
    """The command that runs, as the visit log notes it."""
    context = click.get_current_context(silent=True)
    return (context.info_name or "") if context else ""


def tell_written(written: Written) -> None:
    """What went with the plan before, on stderr."""
    if kept := written.decisions_kept:
        click.echo(
            say(
                "decisions for the previous plan were moved to {file} and no longer apply",
                file=kept.name,
            ),
            err=True,
        )
    if written.removed:
        click.echo(
            say(
                "{files} drawn from the previous plan removed; make new ones with "
                "'routeplan sheets' and 'routeplan maps'",
                files=counted(written.removed, "file"),
            ),
            err=True,
        )
    tell_findings(written.findings)


def tell_plan_written(path: Path) -> None:
    """Where a plan is, and its map layer beside it."""
    from routeplan.station.use_cases.write_plan import geojson_beside

    beside = geojson_beside(path).name
    click.echo(say("Written to {path} and {name} next to it.", path=path, name=beside))


def tell_replaced(folder: Path, kept: Path) -> None:
    """Name the plan before, and the command that takes it back."""
    click.echo(
        say("The previous plan is kept next to it as {file}. To restore it:", file=kept.name)
    )
    click.echo(
        f"  routeplan check {shlex.quote(str(folder))} --plan {shlex.quote(str(kept))} --write"
    )
