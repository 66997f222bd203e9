"""What a command says of a plan it has written, and of what it has handed out."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
            f"decisions for the previous plan were moved to {kept.name} and no longer apply",
            err=True,
        )
    if written.removed:
        click.echo(
            f"{counted(written.removed, 'file')} drawn from the previous plan removed; make "
            "new ones with 'routeplan sheets' and 'routeplan maps'",
            err=True,
        )
    tell_findings(written.findings)


def tell_replaced(folder: Path, kept: Path) -> None:
    """Name the plan before, and the command that takes it back."""
    click.echo(f"The previous plan is kept next to it as {kept.name}. To restore it:")
    click.echo(
        f"  routeplan check {shlex.quote(str(folder))} --plan {shlex.quote(str(kept))} --write"
    )
